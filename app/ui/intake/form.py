"""What the intake form holds and offers, and what its page shows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

import msgspec

from app.desk.preview import ClassCard
from app.domain.regime import Regime
from app.ui.kit.values import Ask


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields, exactly as typed; this is also what a draft keeps."""

    phone: str = ""
    no_phone: bool = False
    citizen_name: str = ""
    citizen_kind: str = "person"
    visits: int = 1
    visits_typed: bool = False
    matter: str = ""
    department: str = ""
    description: str = ""
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    scope: str = ""
    scope_text: str = ""
    category: str = ""
    channel: str = "window"  # the first of the profile, once the page is open
    green: tuple[str, ...] = ()
    cells: Mapping[str, str] = {}  # of the profile's forms, by the name of their ask
    source: str = ""
    outer_no: str = ""
    outer_due: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not (self.phone or self.citizen_name or self.matter or self.description)


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists of the form offer: (id, words) pairs."""

    reasons: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    declines: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    green: tuple[tuple[str, str], ...]
    matters: tuple[tuple[str, str], ...]  # a name, and what it is also found by
    departments: tuple[str, ...]


def choices_of(
    regime: Regime, matters: tuple[tuple[str, str], ...], departments: tuple[str, ...]
) -> Choices:
    """What a profile, and the hall, let choose."""
    return Choices(
        reasons=tuple((r.code, r.label) for r in regime.reasons),
        scopes=tuple((s.code, s.text) for s in regime.scope.accept),
        declines=tuple((s.code, s.text) for s in regime.scope.decline),
        channels=tuple((c.id, c.name) for c in regime.channels),
        green=tuple((g.id, g.name) for g in regime.special_groups),
        matters=matters,
        departments=departments,
    )


class ExtraView(Protocol):
    """Fields that the profile's forms add to the page or to a dialog."""

    def show_asks(
        self,
        asks: Sequence[Ask],
        lists: Mapping[str, Sequence[tuple[str, str]]],
        today: date,
        cells: Mapping[str, str],
    ) -> None:
        """These fields, with what stands in them; `lists` fill choices by kind."""

    def leave_out(self, names: Collection[str]) -> None:
        """Hide those that nothing calls for."""


class IntakeView(Protocol):
    """What the page shows."""

    @property
    def extra(self) -> ExtraView:
        """The fields that the profile adds."""

    @property
    def outer(self) -> ExtraView:
        """The fields of a demand that another system sent."""

    def show_choices(self, choices: Choices) -> None:
        """Fill the lists."""

    def show_form(self, form: Form) -> None:
        """Put values into the fields."""

    def show_classes(self, cards: Sequence[ClassCard]) -> None:
        """The classes with the due each would lead to."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside their fields, one line above them; focus goes to the first."""

    def show_saved(self, sentence: str) -> None:
        """A toast with the number; the form is empty again, the cursor in its first field."""

    def show_draft(self, sentence: str) -> None:
        """Whether a draft is kept or was found again."""

    def show_origin(self, words: str) -> None:
        """How the matter came, where and by whom, as one sentence."""

    def close_dialog(self) -> None:
        """The refusal or the answer was written."""

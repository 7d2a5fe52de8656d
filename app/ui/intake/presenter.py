"""Intake without a toolkit: a form in, a ticket out, every fault beside its field."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

import msgspec

from app.db import lists
from app.db.lists import Matter
from app.db.log import NotWritten
from app.db.pinyin import initials
from app.desk import intake, preview
from app.desk.desk import Desk, Outcome
from app.desk.preview import ClassCard
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.acts.intake import Declined, Registered
from app.domain.clock import local
from app.domain.refusal import Refused
from app.ui.intake.form import Choices, Form

DRAFT: Final = "intake"
# In the commit of the ticket itself: a draft left behind would become a second ticket.
DROP_DRAFT: Final = (partial(lists.drop_draft, key=DRAFT),)


class IntakeView(Protocol):
    """What the page shows."""

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


class IntakePresenter:
    """Handlers of the intake page. `written` is told of every ticket that came of it."""

    def __init__(self, desk: Desk, written: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._written = written
        self._view: IntakeView
        self._matters: dict[str, Matter] = {}
        self.form = Form()

    def attach(self, view: IntakeView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Fill the lists for the rules of today and bring back a draft."""
        desk, regime = self._desk, self._desk.rules().regime
        with desk.log.reading() as connection:
            self._matters = {m.name: m for m in lists.matters(connection)}
            departments = lists.departments(connection)
            kept = lists.load_draft(connection, DRAFT)
        choices = Choices(
            reasons=tuple((r.code, r.label) for r in regime.reasons),
            scopes=tuple((s.code, s.text) for s in regime.scope.accept),
            declines=tuple((s.code, s.text) for s in regime.scope.decline),
            channels=tuple((c.id, c.name) for c in regime.channels),
            green=tuple((g.id, g.name) for g in regime.special_groups),
            matters=tuple((n, f"{m.code} {initials(n)}") for n, m in self._matters.items()),
            departments=departments,
        )
        self._view.show_choices(choices)
        self._view.show_classes(preview.class_cards(desk))
        if kept is not None:
            self.form = msgspec.json.decode(kept[0], type=Form)
            self._view.show_form(self.form)
            self._view.show_draft(desk.words("intake.draft_found", at=_clock(kept[1])))
        else:
            self._view.show_form(self.form)
        self.show_origin()

    def show_origin(self) -> None:
        """How the matter came, where and by whom, as one sentence."""
        desk, hall = self._desk, self._desk.hall
        names = {c.id: c.name for c in desk.rules().regime.channels}
        self._view.show_origin(
            desk.words(
                "origin.words", channel=names.get(self.form.channel, self.form.channel),
                region=hall.region or hall.name, n=hall.window,
                name=desk.person.name if desk.person else "",
            )
        )  # fmt: skip

    def on_minute(self) -> None:
        """The dues of the classes move with the clock."""
        self._view.show_classes(preview.class_cards(self._desk))

    def on_change(self, **fields: object) -> None:
        """Something was typed or chosen; what follows from it is filled in."""
        before = self.form
        self.form = msgspec.structs.replace(before, **fields)
        known = self._matters.get(self.form.matter.strip())
        if known and known.department and before.matter != self.form.matter:
            self.form = msgspec.structs.replace(self.form, department=known.department)
            self._view.show_form(self.form)
        moved = {"phone", "matter"} & fields.keys()
        if "channel" in fields:
            self.show_origin()
        if moved and not self.form.visits_typed:
            count = preview.visits(self._desk, self.form.phone, self.form.matter)
            if count != self.form.visits:
                self.form = msgspec.structs.replace(self.form, visits=count)
                self._view.show_form(self.form)

    def on_idle(self) -> None:
        """Two seconds without a key: keep the draft."""
        if self.form.is_blank:
            return
        desk, body, now = self._desk, msgspec.json.encode(self.form), self._desk.now
        try:
            desk.log.write_beside(lambda c: lists.save_draft(c, DRAFT, body, now))
        except NotWritten as error:
            self._view.show_draft(desk.words(f"not_written.{error.code}"))
        else:
            self._view.show_draft(desk.words("intake.draft_saved", at=_clock(now)))

    def on_accept(self) -> None:
        """受理并打印回执."""
        form, category = self.registered(), self.form.category
        self._write(lambda: intake.accept(self._desk, form, category, DROP_DRAFT))

    def on_merge(self, to: str) -> None:
        """并入在办件: registered, and gone on with in the open ticket `to`."""
        form = self.registered()
        self._write(lambda: intake.merge(self._desk, form, to, DROP_DRAFT))

    def on_answer(self, result: str, outcome: str) -> None:
        """当场办结."""
        act = AnsweredOnSpot(result=result, outcome=outcome)
        form, category = self.registered(), self.form.category
        self._write(lambda: intake.answer(self._desk, form, category, act, DROP_DRAFT))

    def on_decline(self, act: Declined) -> None:
        """不予受理."""
        form = self.registered()
        self._write(lambda: intake.decline(self._desk, form, act, DROP_DRAFT))

    def registered(self) -> Registered:
        """The form as the act it asks for."""
        desk = self._desk
        fields = msgspec.structs.asdict(self.form)
        for extra in ("visits_typed", "category"):
            del fields[extra]
        return Registered(
            **fields, hall=desk.hall.code, window=str(desk.hall.window), region=desk.hall.region,
            regime=desk.log.book.current(desk.today),
        )  # fmt: skip

    def _write(self, verb: Callable[[], Outcome]) -> None:
        desk = self._desk
        try:
            outcome = verb()
        except NotWritten as error:
            self._view.show_faults({}, desk.words(f"not_written.{error.code}"))
            return
        if outcome.refused:
            self._refuse(outcome.refused)
            return
        self.form = Form()
        self.show_origin()
        self._view.close_dialog()
        state = outcome.ticket.state
        key = {"declined": "declined", "void": "merged"}.get(state, "accepted")
        self._view.show_saved(desk.words(f"intake.{key}", number=outcome.ticket.no))
        self._written(outcome)

    def _refuse(self, refused: Sequence[Refused]) -> None:
        words = self._desk.words
        beside = {r.field: words.refusal(r) for r in reversed(refused) if r.field}
        whole = [words.refusal(r) for r in refused if not r.field]
        summary = whole[0] if whole else words("intake.missing", n=len(beside))
        self._view.show_faults(beside, summary)


def _clock(seconds: int) -> str:
    return f"{local(seconds):%H:%M}"

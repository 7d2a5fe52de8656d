"""Cells of the profile's forms that intake asks for: which they are, and back into acts."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from app.db import lists
from app.desk import watching
from app.desk.desk import Desk
from app.desk.intake import Cells
from app.domain import cells
from app.domain.acts.intake import Accepted, Registered
from app.domain.cells import AnyField
from app.domain.personal import UNNAMED
from app.domain.regime import Channel
from app.domain.ticket import Stamp, Ticket
from app.ui.asks import MARK, asks_of, split
from app.ui.intake.form import ExtraView, Form
from app.ui.kit.values import Ask

CONTACT: Final = "filer_contact"
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
PAGE: Final = ("register", "accept")  # acts whose cells stand on the page itself

# Cells that have a field of their own on the page.
PLACES: Final = MappingProxyType(
    {
        "fail_reasons": "reasons",
        "citizen_contact": "phone",
        "matter_name": "matter",
        "departments": "department",
    }
)


class IntakeCells:
    """What the profile in force demands of a matter that is not written yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fields(self, form: Form, *acts: str) -> tuple[AnyField, ...]:
        """The fields these acts must fill, as far as the form has come."""
        desk, found = self._desk, dict[str, AnyField]()
        rules, stamp = desk.rules(), Stamp("-", desk.now, "-", "-", 0)
        plain = {k.removeprefix(MARK): v for k, v in form.cells.items()}
        ticket = self._bare(form, choices=plain).evolve(Ticket(), stamp)
        taken = Accepted(category=form.category, regime="-", calendars={}).evolve(ticket, stamp)
        for act in acts:
            before = ticket if act in ("register", "decline") else taken
            for field in cells.demanded(rules, before, act, desk.now):
                found.setdefault(field.key, field)
        return tuple(found.values())

    def every(self, *acts: str) -> tuple[AnyField, ...]:
        """The fields these acts may have to fill, whatever is told."""
        rules = self._desk.rules()
        found = (field for act in acts for field in cells.fields_of(rules, act))
        return tuple({field.key: field for field in found}.values())

    def asks(self, *acts: str) -> tuple[Ask, ...]:
        """Those that somebody may have to fill in there."""
        fields = self.every(*acts)
        known = {MARK + key for key in self._given(fields)}
        return tuple(a for a in asks_of(fields, self._desk.words) if a.name not in known)

    def show(self, place: ExtraView, form: Form, *acts: str) -> None:
        """Ask there for what these acts must fill."""
        desk = self._desk
        with desk.log.reading() as connection:
            departments = {"department": [(d, d) for d in lists.departments(connection)]}
        place.show_asks(self.asks(*acts), departments, desk.today, self.proposed(form))
        self.fit(place, form, self.proposed(form), *acts)

    def fit(self, place: ExtraView, form: Form, typed: Mapping[str, str], *acts: str) -> None:
        """Leave out there what nothing calls for, as far as form and place are filled in."""
        called = {MARK + f.key for f in self.fields(_with(form, typed), *acts)}
        place.leave_out(frozenset(a.name for a in self.asks(*acts)) - called)

    def of(self, form: Form, act: str, values: Mapping[str, object]) -> Cells:
        """What was read of the cells of one act, as its `choices` and `texts`."""
        fields = self.fields(_with(form, {k: str(v) for k, v in values.items()}), act)
        wanted = {MARK + f.key for f in fields}
        told = {**values} | {MARK + key: text for key, text in self._given(fields).items()}
        filled = {k: v for k, v in told.items() if k in wanted}
        _, choices, texts = split(fields, filled)
        return choices, texts

    def proposed(self, form: Form) -> dict[str, str]:
        """What the way it came proposes for cells, under what was typed."""
        channel = self._channel(form)
        cells_ = {MARK + k: v for k, v in channel.proposes.items()} if channel else {}
        return cells_ | {k: v for k, v in form.cells.items() if v.strip()}

    def suggested(self, form: Form) -> str:
        """The class that the chosen scope mostly leads to; "" for none (N-5-b, N-5-d)."""
        rows = self._desk.rules().regime.scope.accept
        return next((s.only or s.suggests for s in rows if s.code == form.scope), "")

    def _channel(self, form: Form) -> Channel | None:
        channels = self._desk.rules().regime.channels
        return next((c for c in channels if c.id == form.channel), None)

    def _given(self, fields: Iterable[AnyField]) -> dict[str, str]:
        """Cells that the counter knows by itself: how to reach who filled the form in, by what
        this person recorded, else through the hall (N-B-27)."""
        desk = self._desk
        if not any(f.key == CONTACT for f in fields):
            return {}
        own = watching.contact_of(desk, desk.context().actor)
        return {CONTACT: own or desk.hall.phone} if own or desk.hall.phone else {}

    def registered(self, form: Form, values: Mapping[str, object]) -> Registered:
        """The form as the act it asks for; `values` are its cells as they were read."""
        choices, texts = self.of(form, "register", values)
        return self._bare(form, choices, texts)

    def _bare(
        self, form: Form, choices: Mapping[str, str], texts: Mapping[str, str] = NOTHING
    ) -> Registered:
        desk, hall = self._desk, self._desk.hall
        fields = msgspec.structs.asdict(form)
        channel = self._channel(form)
        if channel and channel.unnamed and not form.citizen_name.strip():
            fields["citizen_name"] = UNNAMED
            fields["no_phone"] = form.no_phone or not form.phone
        for extra in ("visits_typed", "category", "cells"):
            del fields[extra]
        return Registered(
            **fields, hall=hall.code, window=str(hall.window), choices=choices, texts=texts,
            region=hall.region or desk.rules().regime.head.region or hall.name,
            regime=desk.log.book.current(desk.today),
        )  # fmt: skip


def _with(form: Form, typed: Mapping[str, str]) -> Form:
    return msgspec.structs.replace(form, cells={**form.cells, **typed})

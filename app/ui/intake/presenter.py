"""Intake without a toolkit: a form in, a ticket out, every fault beside its field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

import msgspec

from app.db import lists
from app.db.lists import Matter
from app.db.log import NotWritten
from app.db.pinyin import initials
from app.desk import intake, preview
from app.desk.desk import Desk, Outcome
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.acts.intake import Declined
from app.domain.cells import AnyField
from app.domain.clock import local
from app.domain.refusal import Refused
from app.ui.asks import beside
from app.ui.intake import outer
from app.ui.intake.cells import PAGE, PLACES, IntakeCells
from app.ui.intake.form import Form, IntakeView, choices_of

DRAFT: Final = "intake"
Values = Mapping[str, object]
# In the commit of the ticket itself: a draft left behind would become a second ticket.
DROP_DRAFT: Final = (partial(lists.drop_draft, key=DRAFT),)


class IntakePresenter:
    """Handlers of the intake page. `written` is told of every ticket that came of it; `cells`
    knows the fields that the profile adds to the page and its dialogs."""

    def __init__(self, desk: Desk, written: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._written = written
        self._view: IntakeView
        self._matters: dict[str, Matter] = {}
        self.cells = IntakeCells(desk)
        self._departments: list[tuple[str, str]] = []
        self.form = Form()

    def attach(self, view: IntakeView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Fill the lists for the rules of today and bring back a draft."""
        desk, regime = self._desk, self._desk.rules().regime
        with desk.log.reading() as connection:
            self._matters = {m.name: m for m in lists.matters(connection) if not m.is_place}
            departments = lists.departments(connection)
            kept = lists.load_draft(connection, DRAFT)
        matters = tuple((n, f"{m.code} {initials(n)}") for n, m in self._matters.items())
        self._view.show_choices(choices_of(regime, matters, departments))
        self._view.show_classes(preview.class_cards(desk))
        if kept is not None:
            self.form = msgspec.json.decode(kept[0], type=Form)
            self._view.show_form(self.form)
            self._view.show_draft(desk.words("intake.draft_found", at=_clock(kept[1])))
        else:
            self._view.show_form(self.form)
        self._ask()

    def _ask(self) -> None:
        """How it came, and the fields that follow from it and from the profile."""
        self.show_origin()
        self.cells.show(self._view.extra, self.form, *PAGE)
        outer.show(self._view.outer, self._desk, self.form)

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

    @property
    def today(self) -> date:
        """The date at the counter."""
        return self._desk.today

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
        if "scope" in fields and not before.category and (found := self.cells.suggested(self.form)):
            self.form = msgspec.structs.replace(self.form, category=found)
            self._view.show_form(self.form)
        moved = {"phone", "matter"} & fields.keys()
        if "channel" in fields:
            self._ask()
        if moved and not self.form.visits_typed:
            count = preview.visits(self._desk, self.form.phone, self.form.matter)
            if count != self.form.visits:
                self.form = msgspec.structs.replace(self.form, visits=count)
                self._view.show_form(self.form)
        self.cells.fit(self._view.extra, self.form, {}, *PAGE)

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

    def on_accept(self, values: Values, linked: str = "") -> None:
        """受理并打印回执; `values` are the page's cells; tied to an open ticket `linked`."""
        form, category = self.cells.registered(self.form, values), self.form.category
        cells = self.cells.of(self.form, "accept", values)
        self._write(
            lambda: intake.accept(self._desk, form, category, DROP_DRAFT, cells, linked), PAGE
        )

    def on_merge(self, to: str, values: Values) -> None:
        """并入在办件: registered, and gone on with in the open ticket `to`."""
        form = self.cells.registered(self.form, values)
        self._write(lambda: intake.merge(self._desk, form, to, DROP_DRAFT), ("register",))

    def on_answer(self, act: AnsweredOnSpot, values: Values) -> None:
        """当场办结; `values` are the cells of the page and of the dialog."""
        choices, texts = self.cells.of(self.form, "answer_on_spot", values)
        act = msgspec.structs.replace(act, choices=choices, texts=texts)
        form, category = self.cells.registered(self.form, values), self.form.category
        cells = self.cells.of(self.form, "accept", values)
        self._write(
            lambda: intake.answer(self._desk, form, category, act, DROP_DRAFT, cells),
            (*PAGE, "answer_on_spot"),
        )

    def on_decline(self, act: Declined, values: Values) -> None:
        """不予受理; `values` are the cells of the page and of the dialog."""
        form = self.cells.registered(self.form, values)
        choices, texts = self.cells.of(self.form, "decline", values)
        act = msgspec.structs.replace(act, choices=choices, texts=texts)
        self._write(
            lambda: intake.decline(self._desk, form, act, DROP_DRAFT), ("register", "decline")
        )

    def _write(self, verb: Callable[[], Outcome], acts: Sequence[str]) -> None:
        desk = self._desk
        try:
            outcome = verb()
        except NotWritten as error:
            self._view.show_faults({}, desk.words(f"not_written.{error.code}"))
            return
        if outcome.refused:
            self._refuse(outcome.refused, self.cells.every(*acts))
            return
        self.form = Form()
        self._ask()
        self._view.close_dialog()
        state = outcome.ticket.state
        key = {"declined": "declined", "void": "merged"}.get(state, "accepted")
        self._view.show_saved(desk.words(f"intake.{key}", number=outcome.ticket.no))
        self._written(outcome)

    def _refuse(self, refused: Sequence[Refused], fields: Sequence[AnyField]) -> None:
        words = self._desk.words
        found, whole = words.refusals(refused)
        faults = {PLACES.get(field, field): said for field, said in found.items()}
        summary = whole or words("intake.missing", n=len(faults))
        self._view.show_faults(beside(faults, fields), summary)


def _clock(seconds: int) -> str:
    return f"{local(seconds):%H:%M}"

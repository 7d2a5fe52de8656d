"""Each field of the annexes is captured at the act that its form demands it at.

A row a field: the course of a ticket stops at that act, naming the field as the form does, and
goes on when it is filled. What the program fills equals what was done, and nobody types it.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Never

import msgspec
import pytest

from app.domain import cells
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted, Told
from app.domain.acts.record import TicketHandedOver
from app.domain.clock import local
from app.domain.extension import due_after
from app.domain.outlook import outlook
from app.domain.regime import FormField, Regime
from app.settings import shipped
from tests.clauses import catalogue
from tests.clauses.course import OWN_FIELDS, Course, StuckError
from tests.domain.conftest import clock_text
from tests.domain.playing import NUMBER, instant

FORMS: Final = ("n-b", "x-a2", "p-a3", "p-a4", "s-a1")
_LABEL: Final = re.compile("field “(.*)” holds")
# Cells the ticket fills as it goes, and what must then stand there.
FACTS: Final[Mapping[str, Callable[[Course], object]]] = MappingProxyType(
    {
        "ticket_no": lambda c: NUMBER, "centre": lambda c: "QH", "window": lambda c: "2",
        "accepted_at": lambda c: c.times["accept"], "accepted_on": lambda c: c.times["accept"],
        "filer": lambda c: "C1", "duty_person": lambda c: "C1", "acceptor": lambda c: "C1",
        "registrar": lambda c: "C1", "callback_by": lambda c: "C1", "slip_no": lambda c: (7,),
        "ledger_date": lambda c: c.times["register"], "accepted": lambda c: True,
        "assigned_at": lambda c: c.times["dispatch"], "fed_back": lambda c: True,
        "closed_at": lambda c: c.times["receive_result"],
        "callback_at": lambda c: c.times["call_back"], "closed_on": lambda c: c.times["close"],
    }
)  # fmt: skip
APART: Final = frozenset({"visits", "due_at"})  # tested by themselves


class Row(NamedTuple):
    """A field of an annex with its clause."""

    clause: str
    regime: Regime
    field: FormField
    label: str

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that demand it, the form's own first; none while the profile names none."""
        forms = (f.at for form in self.regime.forms for f in form.field if f.key == self.field.key)
        own = (a.id for a in self.regime.acts for f in a.field if f.key == self.field.key)
        return tuple(act for act in (self.field.at, *own, *forms) if act)

    @property
    def target(self) -> str:
        """The act to come to: the one that demands it, else the end of the way."""
        return next(iter(self.acts), "close")

    def is_named(self, stuck: StuckError) -> bool:
        """Whether the refusal names the cell: by its words, or beside the field that fills it."""
        key = self.field.key
        beside = set() if cells.is_asked(key) else {key, *OWN_FIELDS.get(key, ())}
        by_words = ("cell.blank", self.label)
        if by_words in {(r.key, r.facts.get("label")) for r in stuck.refused}:
            return stuck.power in self.acts
        return bool({r.field for r in stuck.refused} & beside) or (
            key == "rating" and stuck.refused[0].key == "step.rate"
        )

    def course(self, target: str, omit: str = "", when: str = "") -> Course:
        """A ticket of the first class that comes to an act, there; it may be left without a cell
        only if it would come there with it. Raises StuckError."""
        wished = when or self.when
        for category in self.regime.categories:
            ways = [wished] if "category=" in wished else [f"{wished}+category={category.id}"]
            try:
                Course(self.regime, ways[0]).until(target)
            except StuckError as stuck:
                last = stuck
            else:
                return Course(self.regime, ways[0], omit).until(target)
        raise last

    @property
    def when(self) -> str:
        """The first of the conditions it is demanded under."""
        own = (f.when for a in self.regime.acts for f in a.field if f.key == self.field.key)
        return next(iter(self.field.when or next(own, ())), "")


def _rows() -> list[Row]:
    found = []
    for regime in shipped.load_regimes().values():
        for form in (f for f in regime.forms if f.id in FORMS):
            for n, field in enumerate(form.field, 1):
                clause = f"{form.id.upper()}-{n:02}"
                label = _LABEL.search(catalogue.clauses()[clause].rule)
                found.append(Row(clause, regime, field, label[1] if label else ""))
    return found


ROWS: Final = tuple(_rows())
LEFT: Final = tuple(r for r in ROWS if cells.is_optional(r.field))
HELD: Final = tuple(r for r in ROWS if r.field.key in FACTS)
FILLED: Final = tuple(r for r in ROWS if r not in LEFT + HELD and r.field.key not in APART)


def each(rows: tuple[Row, ...]) -> pytest.MarkDecorator:
    """A test a row, under its clause."""
    params: list[Any] = [
        pytest.param(r, marks=pytest.mark.clause(r.clause), id=r.clause) for r in rows
    ]
    return pytest.mark.parametrize("row", params)


def of(*ids: str) -> tuple[Row, ...]:
    """The rows of some clauses."""
    return tuple(r for r in ROWS if r.clause in ids)


def to_come(row: Row) -> Never:
    """Only a profile that is still being written may lack the demand for a cell."""
    assert row.clause in catalogue.pending(), f"{row.clause}: no act demands it"
    pytest.skip("the profile does not demand it yet")


def stopped(row: Row) -> StuckError | None:
    """Where the course stops without the cell; None where nothing demands it."""
    if cells.is_asked(row.field.key) and not row.acts:
        return None
    try:
        row.course(row.target, omit=row.field.key)
    except StuckError as stuck:
        return stuck
    return None


def test_every_field_of_the_annexes_has_a_row_with_its_words() -> None:
    annexes = tuple(f"{form.upper()}-" for form in FORMS)
    wanted = [one for one in catalogue.clauses() if one.startswith(annexes)]
    assert sorted(r.clause for r in ROWS) == sorted(wanted)
    assert len(ROWS) == 81
    assert [r.field.label for r in ROWS] == [r.label for r in ROWS]


@each(FILLED)
def test_an_act_is_refused_without_the_cell_and_goes_on_with_it(row: Row) -> None:
    stuck = stopped(row) or to_come(row)
    assert row.is_named(stuck), stuck
    assert cells.known(row.course(row.target).ticket, row.field.key)


@each(HELD)
def test_what_the_program_fills_is_what_was_done(row: Row) -> None:
    course = row.course("take")
    course.by("clerk").do(TicketHandedOver(to="C9"))
    course.until("call_back" if row.field.key.startswith("callback") else "close")
    assert cells.fact(course.ticket, row.field.key) == FACTS[row.field.key](course)


@each(tuple(r for r in HELD if r.field.by == "program"))
def test_nobody_types_what_the_program_fills(row: Row) -> None:
    course = row.course("take")
    act = msgspec.structs.replace(
        course.to("receive_result"), choices={row.field.key: "2020-01-01"}
    )
    refused = course.refused(act)
    assert ("cell.program", row.label) in {(r.key, r.facts.get("label")) for r in refused}


@each(LEFT)
def test_a_cell_that_may_be_empty_stops_nothing(row: Row) -> None:
    if not any("archive" in role.can for role in row.regime.roles) or stopped(row):
        to_come(row)
    assert not cells.known(row.course("archive", row.field.key).ticket, row.field.key)


@each(of("X-A2-09", "X-A2-10", "X-A2-11", "X-A2-12", "P-A3-04", "S-A1-10"))
def test_what_is_settled_on_the_spot_needs_no_cell_of_a_transfer(row: Row) -> None:
    assert row.course("close", omit=row.field.key, when="spot").ticket.closed_at


@each(of("X-A2-07", "X-A2-08"))
def test_an_online_report_needs_no_signature(row: Row) -> None:
    course = row.course("close", omit=row.field.key, when="side=online")
    assert not cells.known(course.ticket, row.field.key)


@each(of("S-A1-13", "S-A1-15"))
def test_a_declined_matter_needs_neither_a_date_of_acceptance_nor_departments(row: Row) -> None:
    course = row.course("decline", omit=row.field.key)
    assert course.ticket.state == "declined"
    assert not cells.fact(course.ticket, row.field.key)


@each(of("N-B-08"))
@pytest.mark.parametrize(
    ("channel", "visits", "is_refused"),
    [("window", 0, True), ("window", 1, False), ("platform", 0, False), ("platform", -1, True)],
)
def test_who_reports_from_afar_may_never_have_come(
    row: Row, channel: str, visits: int, is_refused: bool
) -> None:
    course = Course(row.regime)
    act = msgspec.structs.replace(
        course.made("register"), channel=channel, visits=visits
    )  # fmt: skip
    assert [r.field for r in course.refused(act)] == (["visits"] if is_refused else [])
    assert cells.fact(course.fold(act).ticket, "visits") == str(visits)


@each(of("N-B-11"))
def test_the_due_of_the_sheet_is_the_running_one_and_the_old_one_stays_in_the_history(
    row: Row,
) -> None:
    course = Course(row.regime, "category=complex")
    sheet = msgspec.structs.replace(course.to("dispatch"), stated_due=instant("2026-03-20 17:30"))
    course.do(sheet).by("clerk")
    rules = course.ctx.rules
    assert due_of(course) == "2026-03-20 17:30"
    new = due_after(rules, course.ticket, 2)
    old = instant("2026-03-20 17:30")
    asked = ExtensionAsked(
        reason="等上级答复", amount=2, old_due=old, new_due=new, who="齐望舒", how="phone",
    )  # fmt: skip
    course.do(asked).by("leader").do(ExtensionGranted()).by("clerk")
    course.do(Told(whom="citizen", way="phone"))
    assert due_of(course) == "2026-03-20 17:30", "until both were told the old one counts"
    course.do(Told(whom="window", way="phone"))
    assert due_of(course) == "2026-03-24 17:30"
    assert course.ticket.extensions[0].old_due == old


def due_of(course: Course) -> str:
    """The due of getting it done as people write it."""
    resolve = outlook(course.ctx.rules, course.ticket).resolve
    assert resolve is not None
    return clock_text(local(resolve.due)) if resolve.due else ""

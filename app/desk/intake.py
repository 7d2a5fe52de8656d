"""Intake: a number, a registration, and the decision that follows it at once."""

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from app.db import queries
from app.db.log import Beside
from app.desk import handling, papers, sending, sources
from app.desk.desk import Desk, Outcome, PaperOf
from app.domain import number
from app.domain.acts.act import Act
from app.domain.acts.handling import AnsweredOnSpot, Dispatched
from app.domain.acts.intake import Accepted, Declined, Registered
from app.domain.acts.record import Linked
from app.domain.ticket import Ticket

Cells = tuple[Mapping[str, str], Mapping[str, str]]  # `choices` and `texts` of an act
NO_CELLS: Final[Cells] = (MappingProxyType({}), MappingProxyType({}))


def new_number(desk: Desk) -> str:
    """The next ticket number of the day, made offline."""
    hall, today = desk.hall, desk.today
    day, last = desk.last_number
    if day != today:
        with desk.log.reading() as connection:
            last = queries.last_running(connection, today, f"{hall.code}{hall.window}-")
        desk.last_number = (today, last)
    return number.make(hall.code, hall.window, today, last + 1, secrets.choice)


def accepted(desk: Desk, category: str, cells: Cells = NO_CELLS) -> Accepted:
    """An acceptance that pins today's rules: the profile, and the calendars of the years it may
    reach; a year without one is pinned by the entry that adopts it."""
    year = desk.today.year
    return Accepted(
        category=category,
        regime=desk.log.book.current(desk.today),
        calendars=desk.log.book.calendar_pins((year - 1, year, year + 1)),
        choices=dict(cells[0]),
        texts=dict(cells[1]),
    )


def accept(
    desk: Desk, form: Registered, category: str, beside: Sequence[Beside] = (),
    cells: Cells = NO_CELLS, linked: str = "",
) -> Outcome:  # fmt: skip
    """登记受理, in one commit with the job for the 受理回执 and what is to be written `beside`;
    `cells` are those that the profile demands at the acceptance; with the open ticket `linked` it
    is tied, both say so. Where the profile dispatches by
    itself, what the hall's table knows goes to its department at once (C-4-2a)."""
    acts: list[Act] = [form, accepted(desk, category, cells)]
    made = [papers.accept_receipt(desk)]
    found = sending.owner(desk.log, desk.rules(), form, category)
    if found and found.department == desk.hall.name:  # the hall's own: nobody gets a slip
        acts += sending.kept_here(found, form, desk.person.name if desk.person else "")
        found = None
    if found:
        told = Dispatched(department=found.department, content=form.description, rule=found.rule)
        sent = handling.numbered(desk, told, form.assisting)
        acts.append(sent)
        made += papers.assignment_slips(desk, sent)
    return _write(desk, acts, made, beside, linked)


def answer(
    desk: Desk, form: Registered, category: str, act: AnsweredOnSpot,
    beside: Sequence[Beside] = (), cells: Cells = NO_CELLS,
) -> Outcome:  # fmt: skip
    """当场办结: registered, accepted and answered in one breath; the rating comes next."""
    acts = (form, accepted(desk, category, cells), act)
    return _write(desk, acts, [papers.accept_receipt(desk)], beside)


def decline(desk: Desk, form: Registered, act: Declined, beside: Sequence[Beside] = ()) -> Outcome:
    """不予受理: registered all the same, with the notice the citizen takes along."""
    paper = papers.decline_notice(desk, act.reason_text, act.told_department, act.told_contact)
    return _write(desk, (form, act), [paper], beside)


def merge(desk: Desk, form: Registered, to: str, beside: Sequence[Beside] = ()) -> Outcome:
    """并入在办件: registered, and gone on with in the open ticket `to`; the visit counts there."""
    return _write(desk, (form, Linked(to=to, merged=True)), (), beside)


def _write(
    desk: Desk, acts: Sequence[Act], made: Sequence[PaperOf], beside: Sequence[Beside],
    linked: str = "",
) -> Outcome:  # fmt: skip
    forms = [act for act in acts if isinstance(act, Registered)]
    if refused := [r for form in forms if (r := sources.taken(desk, form))]:
        return Outcome(Ticket(), tuple(refused))
    beside = (*beside, *(sources.registered(form) for form in forms if form.outer_no))
    number = new_number(desk)
    tied = [(linked, Linked(to=number))] if linked else []
    acts = [*acts, *(Linked(to=other) for other, _ in tied)]
    outcome = desk.perform(number, *acts, papers=made, before=Ticket(), beside=beside, also=tied)
    if outcome.is_done:
        day, last = desk.last_number
        desk.last_number = (day, last + 1)
    return outcome

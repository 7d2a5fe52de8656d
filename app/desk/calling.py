"""The list of call-backs (回访清单): which tickets have to be called back, by what act, and which
were. Where only a part is drawn the lot comes out of the ticket's number, so it is the same on
every day and for everybody (app.domain.callbacks)."""

from collections.abc import Iterator
from typing import NamedTuple

from app.db import queries, standing
from app.db.queries import Row
from app.desk.desk import Desk
from app.domain import callbacks
from app.domain.context import ENOUGH_FAILED_CALLS
from app.domain.rules import Rules
from app.domain.ticket import Ticket


class Call(NamedTuple):
    """A call-back that a ticket was drawn for: the words of its act, and whether it was made."""

    row: Row
    words: str
    is_done: bool


def calls(desk: Desk) -> tuple[Call, ...]:
    """The call-backs of all tickets whose citizen was told and that are not archived; those still
    to be made in front."""
    with desk.log.reading() as connection:
        closed = (r for r in standing.to_archive(connection) if r.state == "closed")
        rows = (*queries.to_rate(connection), *closed)
    found = [call for row in rows for call in _of(desk, desk.rules(row.ticket), row)]
    return tuple(sorted(found, key=lambda call: call.is_done))


def _of(desk: Desk, rules: Rules, row: Row) -> Iterator[Call]:
    ticket = row.ticket
    if _window_owes(rules, ticket):
        tried = ticket.failed_calls >= ENOUGH_FAILED_CALLS
        yield Call(row, desk.words("act.call_back"), "called_back" in ticket.marks or tried)
    for drawn in callbacks.drawn(rules, ticket):
        for act in rules.regime.acts:
            if f"callback={drawn.by}" in act.when and ticket.state in act.after:
                yield Call(row, act.name, act.id in ticket.marks)


def _window_owes(rules: Rules, ticket: Ticket) -> bool:
    has_step = any(step.act == "call_back" and step.required for step in rules.regime.steps)
    on_spot = "answer_on_spot" in ticket.marks
    return has_step and not on_spot and callbacks.is_owed(rules, ticket)

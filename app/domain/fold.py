"""The fold: a ticket is a pure function of the set of its entries, whatever order they came in."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

import msgspec

from app.domain import codec
from app.domain.acts.act import Act
from app.domain.acts.desk import DeskAct, DeskDay
from app.domain.entry import Line, Order
from app.domain.ticket import Stamp, Ticket

DESK: Final = "desk:"


class Fact(NamedTuple):
    """One entry, read: its order key, its stamp and its act."""

    order: Order
    stamp: Stamp
    act: Act


def read(line: Line, column: bytes | None) -> Fact:
    """An entry as the fold takes it."""
    stamp = Stamp(line.t, line.wall // 1000, line.a, line.o, line.s)
    return Fact(Order.of(line), stamp, codec.decode(line, column))


def evolve(ticket: Ticket, fact: Fact) -> Ticket:
    """The ticket after one more entry."""
    after = fact.act.evolve(ticket, fact.stamp)
    return msgspec.structs.replace(
        after, entries=ticket.entries + 1, last_at=max(ticket.last_at, fact.stamp.at)
    )


def fold(facts: Iterable[Fact]) -> Ticket:
    """The ticket of all its entries, in any order."""
    ticket = Ticket()
    for fact in sorted(facts, key=lambda f: f.order):
        ticket = evolve(ticket, fact)
    return ticket


def fold_day(facts: Iterable[Fact]) -> DeskDay:
    """The day of the desk of all its entries, in any order."""
    day = DeskDay()
    for fact in sorted(facts, key=lambda f: f.order):
        if isinstance(fact.act, DeskAct):
            day = fact.act.on_desk(day, fact.stamp)
    return day


def desk_stream(on: date) -> str:
    """The stream of the desk's acts of a day."""
    return f"{DESK}{on:%Y-%m-%d}"

"""Reading what stands watch over the desk: alerts of tickets by kind, records of the desk."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
)

from app.db.schema import desk_day, record, ticket
from app.domain.acts.desk import DeskDay
from app.domain.fold import DESK, desk_stream
from app.domain.ticket import Record

MOST: Final = 400  # records of a kind in sight; older ones are found by their month
_record: Final = msgspec.json.Decoder(Record)
_day: Final = msgspec.json.Decoder(DeskDay)
_now: Final = bindparam("now", type_=Integer)


class Standing(NamedTuple):
    """An alert that stands on some tickets: how many, how many are past their due."""

    kind: str
    what: str
    n: int
    late: int


class Kept(NamedTuple):
    """A record of the desk and the day whose stream it stands in."""

    day: date
    record: Record


DAY: Final = 86_400
_STANDING: Final = text("""
    SELECT kind, what, sum(begun), sum(ended) FROM (
        SELECT kind, what, begun, ended FROM alert_day WHERE day < :day
        UNION ALL SELECT kind, what, 1, 0 FROM alert WHERE since BETWEEN :day * 86400 AND :now
        UNION ALL SELECT kind, what, 0, 1 FROM alert
            WHERE due > 0 AND due BETWEEN :day * 86400 AND :now - 1
    ) GROUP BY kind, what HAVING sum(begun) > 0
""")


def standing(connection: Connection, now: int) -> tuple[Standing, ...]:
    """The alerts of tickets that stand at `now` (seconds): the sums of the days before, and what
    begins or falls due on this one. Nothing is due before it begins."""
    found = connection.execute(_STANDING, {"now": now, "day": now // DAY})
    return tuple(Standing(*row) for row in found)


def records(
    connection: Connection, acts: Collection[str], first: date, last: date, words: str = ""
) -> tuple[Kept, ...]:
    """Records of the desk of some acts that happened between two days and contain the words,
    newest first."""
    query = select(record.c.stream, record.c.state_json).where(
        record.c.act.in_(acts), record.c.stream.startswith(DESK),
        record.c.on_day.between(first.isoformat(), last.isoformat()),
    )  # fmt: skip
    return _kept(connection, query, words)


def in_force(connection: Connection, acts: Collection[str]) -> tuple[Kept, ...]:
    """Records of the desk that nothing has answered or ended yet, newest first."""
    query = select(record.c.stream, record.c.state_json).where(
        record.c.act.in_(acts), record.c.stream.startswith(DESK), record.c.answered_at == 0
    )
    return _kept(connection, query, "")


def answers(connection: Connection, refs: Collection[str], acts: Collection[str]) -> list[Record]:
    """The records of some acts that answer others."""
    query = select(record.c.state_json).where(record.c.act.in_(acts)).order_by(record.c.at)
    found = map(_record.decode, connection.execute(query).scalars())
    return [r for r in found if r.of in refs]


def _kept(connection: Connection, query: Select[Any], words: str) -> tuple[Kept, ...]:
    if words:
        query = query.where(func.instr(cast(record.c.state_json, Text), words) > 0)
    query = query.order_by(record.c.at.desc(), record.c.ref.desc()).limit(MOST)
    return tuple(
        Kept(date.fromisoformat(r.stream.removeprefix(DESK)), _record.decode(r.state_json))
        for r in connection.execute(query)
    )


def days(connection: Connection, first: date, last: date) -> dict[date, DeskDay]:
    """The days of the desk between two dates that have any entry."""
    query = select(desk_day).where(desk_day.c.stream.between(desk_stream(first), desk_stream(last)))
    return {
        date.fromisoformat(r.stream.removeprefix(DESK)): _day.decode(r.state_json)
        for r in connection.execute(query)
    }


class Crowd(NamedTuple):
    """Tickets of one department, of one matter or of any (""): how many, and their numbers."""

    department: str
    matter: str
    n: int
    numbers: str


_COUNTED: Final = (
    ticket.c.registered_on >= bindparam("since"), ticket.c.department != "",
    ticket.c.state.not_in(("declined", "void")),
)  # fmt: skip
_REPEATED: Final = (
    select(
        ticket.c.department, ticket.c.matter, func.count().label("n"),
        func.group_concat(ticket.c.no, "、"),
    )
    .where(*_COUNTED).group_by(ticket.c.department, ticket.c.matter)
    .having(func.count() >= bindparam("least")).order_by(literal_column("n").desc())
)  # fmt: skip
_OVERDUE: Final = (
    select(
        ticket.c.department, literal_column("''"), func.count().label("n"),
        func.group_concat(ticket.c.no, "、"),
    )
    .where(*_COUNTED, (ticket.c.late == 1) | ((ticket.c.is_open == 1) & (ticket.c.next_due < _now)))
    .group_by(ticket.c.department)
    .having(func.count() >= bindparam("least")).order_by(literal_column("n").desc())
)  # fmt: skip


def repeated(connection: Connection, since: date, least: int) -> tuple[Crowd, ...]:
    """Departments and matters with so many tickets registered since a day."""
    found = connection.execute(_REPEATED, {"since": since.isoformat(), "least": least})
    return tuple(Crowd(*row) for row in found)


def overdue(connection: Connection, since: date, least: int, now: int) -> tuple[Crowd, ...]:
    """Departments with so many late tickets, ended or open, registered since a day."""
    facts = {"since": since.isoformat(), "least": least, "now": now}
    return tuple(Crowd(*row) for row in connection.execute(_OVERDUE, facts))

"""Reading what stands watch over the desk: alerts of tickets by kind, records of the desk."""

from collections.abc import Collection
from datetime import date, datetime, time
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

from app.db.schema import desk_day, entry, record, ticket
from app.domain.acts.desk import DeskDay
from app.domain.acts.handling import Taken
from app.domain.acts.rating import Rated
from app.domain.clock import ZONE, local
from app.domain.entry import Hlc, read_line
from app.domain.fold import DESK, desk_stream
from app.domain.ticket import Record

MOST: Final = 400  # records of a kind in sight; older ones are found by their month
_record: Final = msgspec.json.Decoder(Record)
_day: Final = msgspec.json.Decoder(DeskDay)
_rated: Final = msgspec.json.Decoder(Rated)
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


_OF_DESK: Final = (
    select(record.c.stream, record.c.state_json)
    .where(record.c.act.in_(bindparam("acts", expanding=True)), record.c.stream.startswith(DESK))
    .order_by(record.c.at.desc(), record.c.ref.desc()).limit(MOST)
)  # fmt: skip
_RECORDS: Final = _OF_DESK.where(
    record.c.on_day.between(bindparam("first"), bindparam("last")),
    func.instr(cast(record.c.state_json, Text), bindparam("words")) > 0,  # so of none, too
)
_IN_FORCE: Final = _OF_DESK.where(record.c.answered_at == 0)


def records(
    connection: Connection, acts: Collection[str], first: date, last: date, words: str = ""
) -> tuple[Kept, ...]:
    """Records of the desk of some acts that happened between two days and contain the words,
    newest first."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return _kept(connection, _RECORDS, {"acts": list(acts), "words": words, **days})


def in_force(connection: Connection, acts: Collection[str]) -> tuple[Kept, ...]:
    """Records of the desk that nothing has answered or ended yet, newest first."""
    return _kept(connection, _IN_FORCE, {"acts": list(acts)})


def answers(connection: Connection, day: date, acts: Collection[str]) -> list[Record]:
    """The records of some acts in the stream of a day, oldest first."""
    query = select(record.c.state_json).where(
        record.c.act.in_(acts), record.c.stream == desk_stream(day)
    )
    found = connection.execute(query.order_by(record.c.at, record.c.ref)).scalars()
    return [*map(_record.decode, found)]


def _kept(connection: Connection, query: Select[Any], facts: dict[str, object]) -> tuple[Kept, ...]:
    return tuple(
        Kept(date.fromisoformat(r.stream.removeprefix(DESK)), _record.decode(r.state_json))
        for r in connection.execute(query, facts)
    )


def days(connection: Connection, first: date, last: date) -> dict[date, DeskDay]:
    """The days of the desk between two dates that have any entry."""
    query = select(desk_day).where(desk_day.c.stream.between(desk_stream(first), desk_stream(last)))
    return {
        date.fromisoformat(r.stream.removeprefix(DESK)): _day.decode(r.state_json)
        for r in connection.execute(query)
    }


class Counted(NamedTuple):
    """What is counted of a ticket: `at` is when it was registered, in seconds; `is_late` its
    finish, ended or open; `level` what the citizen said, "" for nothing that may be known."""

    no: str
    department: str
    matter: str
    at: int
    is_late: bool
    level: str


_late: Final = (ticket.c.late == 1) | ((ticket.c.is_open == 1) & (ticket.c.next_due < _now))
_COUNTED: Final = (
    select(ticket.c.no, ticket.c.department, ticket.c.matter, ticket.c.registered_at, _late,
           ticket.c.level)
    .where(
        ticket.c.registered_on >= bindparam("since"), ticket.c.department != "",
        ticket.c.state.not_in(("declined", "void")),
    ).order_by(ticket.c.registered_on, ticket.c.no)
)  # fmt: skip


def counted(connection: Connection, since: date, now: int) -> tuple[Counted, ...]:
    """Every ticket with a department registered since a day, read from one index."""
    facts = {"since": since.isoformat(), "now": now}
    rows = connection.execute(_COUNTED, facts)
    return tuple(Counted(r[0], r[1], r[2], r[3], bool(r[4]), r[5]) for r in rows)


def offered(connection: Connection, numbers: Collection[str]) -> frozenset[tuple[str, ...]]:
    """The level codes of the pads by which these tickets were rated, one tuple a kind of pad."""
    query = select(entry.c.line).where(entry.c.stream.in_(numbers), entry.c.kind == Rated.kind())
    acts = (_rated.decode(read_line(line).b) for line in connection.execute(query).scalars())
    return frozenset(act.offered for act in acts if act.offered)


def marked(connection: Connection, act: str, since: date) -> tuple[Counted, ...]:
    """The tickets that an own act of the profile marked since a day, from that moment on."""
    query = (
        select(ticket.c.no, ticket.c.department, ticket.c.matter, func.max(record.c.at))
        .join(ticket, ticket.c.no == record.c.stream)
        .where(record.c.act == act, record.c.on_day >= since.isoformat())
        .where(ticket.c.department != "").group_by(ticket.c.no)
    )  # fmt: skip
    return tuple(Counted(r[0], r[1], r[2], r[3], False, "") for r in connection.execute(query))


def receipts(connection: Connection, since: date) -> set[tuple[date, str]]:
    """The days since one on which a unit took an order, as recorded here."""
    first = Hlc(int(datetime.combine(since, time(), ZONE).timestamp()) * 1000, 0).text()
    query = select(entry.c.at, ticket.c.department).join(ticket, ticket.c.no == entry.c.stream)
    query = query.where(literal_column(f"entry.kind = '{Taken.kind()}'"), entry.c.at >= first)
    found = connection.execute(query)
    return {(local(Hlc.parse(at).ms // 1000).date(), unit) for at, unit in found}

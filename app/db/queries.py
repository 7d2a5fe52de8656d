"""What pages read: frozen rows, every list a keyset page, nothing counted that grows for ever."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
    tuple_,
)

from app.db.fulltext import FIELD_END, phrase_of
from app.db.schema import alert, asking, desk_day, record, slip, ticket
from app.domain.acts.desk import DeskDay, HandOver
from app.domain.fold import desk_stream
from app.domain.number import normalize, running_of, stem_of
from app.domain.ticket import Ticket

PAGE: Final = 50
NEVER: Final = 1 << 62
RECENT_DAYS: Final = 14  # of the desk, in which a hand-over may still be open
_ticket: Final = msgspec.json.Decoder(Ticket)
_day: Final = msgspec.json.Decoder(DeskDay)


class Row(NamedTuple):
    """A ticket as lists show it. Times in seconds; `next_due` None while nothing is due."""

    id: int
    no: str
    state: str
    matter: str
    name: str
    phone: str
    department: str
    registered_at: int
    waiting: bool
    next_due: int | None
    next_stage: str
    next_limit: str
    resolve_due: int | None
    resolve_forecast: int | None
    late: bool
    odd: int
    ticket: Ticket


COLUMNS: Final = (
    ticket.c.id, ticket.c.no, ticket.c.state, ticket.c.matter, ticket.c.name, ticket.c.phone,
    ticket.c.department, ticket.c.registered_at, ticket.c.waiting, ticket.c.next_due,
    ticket.c.next_stage, ticket.c.next_limit, ticket.c.resolve_due, ticket.c.resolve_forecast,
    ticket.c.late, ticket.c.odd, ticket.c.state_json,
)  # fmt: skip


def rows_of(found: Iterable[Any]) -> tuple[Row, ...]:
    """Rows as they were read with COLUMNS."""
    return tuple(Row._make((*values[:-1], _ticket.decode(values[-1]))) for values in found)


class Counts(NamedTuple):
    """Open tickets by lamp at an instant."""

    total: int
    red: int
    yellow: int
    green: int
    waiting: int


# In letters, as in the index ticket_board, or SQLite would sort all open tickets for a page.
_due: Final = literal_column(f"coalesce(ticket.next_due, {NEVER})", Integer)


@cache
def _board(*, by_department: bool, goes_on: bool) -> Select[Any]:
    order = (ticket.c.waiting, _due, ticket.c.id)
    page = select(ticket.c.id).where(ticket.c.is_open == 1)  # from the index ticket_board alone
    if by_department:
        page = page.where(ticket.c.department == bindparam("department"))
    if goes_on:
        last = (bindparam(name, type_=Integer) for name in ("waiting", "due", "id"))
        page = page.where(tuple_(*order) > tuple_(*last))
    page = page.order_by(*order).limit(PAGE)
    return select(*COLUMNS).where(ticket.c.id.in_(page)).order_by(*order)


def board(
    connection: Connection, after: tuple[int, int, int] | None = None, department: str = ""
) -> tuple[Row, ...]:
    """A page of open tickets by nearest due, waiting ones last; `after` is the last row's key."""
    facts: dict[str, object] = {"department": department} if department else {}
    if after is not None:
        facts |= zip(("waiting", "due", "id"), after, strict=True)
    query = _board(by_department=bool(department), goes_on=after is not None)
    return rows_of(connection.execute(query, facts).all())


def board_key(row: Row) -> tuple[int, int, int]:
    """Where the next page of the board starts."""
    return (int(row.waiting), NEVER if row.next_due is None else row.next_due, row.id)


_now: Final = bindparam("now", type_=Integer)
_from: Final = bindparam("yellow_from", type_=Integer)
_running = ticket.c.waiting == 0
_COUNTS: Final = select(
    func.count(),
    func.coalesce(func.sum(case((_running & (_due < _now), 1), else_=0)), 0),
    func.coalesce(func.sum(case((_running & _due.between(_now, _from), 1), else_=0)), 0),
    func.coalesce(func.sum(ticket.c.waiting), 0),
).where(ticket.c.is_open == 1)
_COUNTS_OF_ONE: Final = _COUNTS.where(ticket.c.department == bindparam("department"))


def counts(connection: Connection, now: int, yellow_from: int, department: str = "") -> Counts:
    """How many open tickets stand at each lamp; yellow starts at `yellow_from` seconds."""
    facts = {"now": now, "yellow_from": yellow_from}
    if department:
        found = connection.execute(_COUNTS_OF_ONE, {**facts, "department": department})
    else:
        found = connection.execute(_COUNTS, facts)
    total, red_n, yellow_n, waiting = found.one()
    return Counts(total, red_n, yellow_n, total - red_n - yellow_n - waiting, waiting)


def alerted(connection: Connection, kind: str, what: str, now: int) -> tuple[Row, ...]:
    """A page of the tickets an alert stands on at `now`, those due first in front."""
    order = (alert.c.due, alert.c.since, alert.c.ticket)  # of the primary key, or SQLite sorts
    wanted = (alert.c.kind == kind, alert.c.what == what, alert.c.since <= now)
    page = select(alert.c.ticket, alert.c.due).where(*wanted).order_by(*order).limit(PAGE)
    first = page.subquery()
    query = select(*COLUMNS).join(first, first.c.ticket == ticket.c.no).distinct()
    return rows_of(connection.execute(query.order_by(first.c.due, ticket.c.id)).all())


BEARS_ANY: Final = text("ticket.labels <> ''")
# The id as a sum: else SQLite goes through all tickets by it, for the few that bear a label.
OF_FEW: Final[ColumnElement[int]] = literal_column("+ticket.id", Integer)
_MATCH: Final = text("ticket.id IN (SELECT rowid FROM ticket_text WHERE ticket_text MATCH :phrase)")
_BY_NO: Final = select(*COLUMNS).where(ticket.c.no == bindparam("of"))
_BY_STEM: Final = select(*COLUMNS).where(ticket.c.stem == bindparam("of")).order_by(ticket.c.id)


def find(connection: Connection, typed: str) -> tuple[Row, ...]:
    """The ticket of a typed number; without its last group it is found by the rest. One that was
    merged comes after the ticket it goes on in."""
    found = connection.execute(_BY_NO, {"of": normalize(typed)}).all()
    if not found and (stem := stem_of(typed)):
        found = connection.execute(_BY_STEM, {"of": stem}).all()
    rows = rows_of(found)
    seen = {row.no for row in rows}
    while (
        len(seen) == len(rows) and rows and (to := merged_into(rows[0].ticket)) not in ("", *seen)
    ):
        seen.add(to)
        rows = (*rows_of(connection.execute(_BY_NO, {"of": to}).all()), *rows)
    return rows


def merged_into(state: Ticket) -> str:
    """The ticket that a merged one goes on in, "" for any other."""
    return state.links[-1] if state.outcome == "merged" and state.links else ""


def linked_to(connection: Connection, number: str) -> tuple[Row, ...]:
    """The tickets that name this one as theirs, oldest first."""
    found = search(connection, number)
    return tuple(row for row in reversed(found) if number in row.ticket.links)


def search(
    connection: Connection,
    words: str,
    before: int = NEVER,
    *,
    states: Collection[str] = (),
    label: str = "",
    limit: int = PAGE,
    at_end: bool = False,
) -> tuple[Row, ...]:
    """The newest tickets that contain `words`, of any length, as a phrase of characters.

    `states` and `label` leave out all others; `at_end` asks that a field ends with the words;
    without words it is the list of all tickets.
    """
    place = OF_FEW if label else ticket.c.id
    query = select(*COLUMNS).where(place < before)
    phrase = phrase_of(words)
    if phrase:
        query = query.where(_MATCH)
    elif words.strip():
        return ()
    if states:
        query = query.where(ticket.c.ended_as.in_(states))
    if label:
        query = query.where(bears(label))
    query = query.order_by(place.desc()).limit(limit)
    phrase += f" {FIELD_END}" if at_end else ""
    return rows_of(connection.execute(query, {"phrase": f'"{phrase}"'} if phrase else {}).all())


def bears(label: str) -> ColumnElement[bool]:
    """Whether a ticket has this label; the first half is that of the partial index."""
    return and_(BEARS_ANY, ticket.c.labels.contains(f"、{label}、", autoescape=True))


def how_many_bear(connection: Connection, label: str) -> int:
    """How many tickets have this label."""
    return int(connection.execute(select(func.count()).where(bears(label))).scalar() or 0)


def same_phone(connection: Connection, digits: str, limit: int = 3) -> tuple[Row, ...]:
    """The newest tickets of a telephone number (digits only)."""
    query = select(*COLUMNS).where(ticket.c.phone == digits).order_by(ticket.c.id.desc())
    return rows_of(connection.execute(query.limit(limit)).all())


_VISITS: Final = select(ticket.c.state_json).where(
    ticket.c.phone == bindparam("digits"), ticket.c.matter == bindparam("matter")
)


def visits(connection: Connection, digits: str, matter: str) -> int:
    """How often this telephone number came with this matter."""
    found = connection.execute(_VISITS, {"digits": digits, "matter": matter}).scalars()
    tickets = map(_ticket.decode, found)  # a ticket merged into another one was a visit too
    return sum(t.state != "void" or t.outcome == "merged" for t in tickets)


_OF_DAY: Final = (
    select(*COLUMNS).where(ticket.c.registered_on == bindparam("on_day")).order_by(ticket.c.id)
)


def day(connection: Connection, on: date) -> tuple[Row, ...]:
    """The tickets registered on a day, in order of registration (the day's ledger)."""
    return rows_of(connection.execute(_OF_DAY, {"on_day": on.isoformat()}).all())


def registered_since(connection: Connection, first: date) -> tuple[Row, ...]:
    """The tickets registered on a day or after it, in order of registration."""
    query = select(*COLUMNS).where(ticket.c.registered_on >= first.isoformat())
    return rows_of(connection.execute(query.order_by(ticket.c.id)).all())


def all_open(connection: Connection) -> tuple[Row, ...]:
    """All open tickets, oldest first."""
    query = select(*COLUMNS).where(ticket.c.is_open == 1).order_by(ticket.c.id)
    return rows_of(connection.execute(query).all())


_LAST_OF_DAY: Final = (
    select(ticket.c.no)
    .where(ticket.c.registered_on == bindparam("on_day"), ticket.c.no.startswith(bindparam("stem")))
    .order_by(ticket.c.id.desc())
    .limit(1)
)


def last_running(connection: Connection, on: date, stem: str) -> int:
    """The last running number of a day among tickets whose number begins with `stem`."""
    found = connection.execute(_LAST_OF_DAY, {"on_day": on.isoformat(), "stem": stem}).scalar()
    return running_of(found) if found else 0


def closed_on(connection: Connection, on: date) -> tuple[Row, ...]:
    """The tickets that ended on a day."""
    query = select(*COLUMNS).where(ticket.c.closed_on == on.isoformat()).order_by(ticket.c.id)
    return rows_of(connection.execute(query).all())


# In letters: SQLite takes a partial index only for the very condition it was made with.
_TO_RATE: Final = text("ticket.state IN ('fed_back', 'called_back')")


def to_rate(connection: Connection) -> tuple[Row, ...]:
    """Tickets whose result the citizen has heard and may rate, oldest first."""
    query = select(*COLUMNS).where(_TO_RATE)
    return rows_of(connection.execute(query.order_by(ticket.c.id).limit(PAGE)).all())


def closed_unarchived(connection: Connection) -> tuple[Row, ...]:
    """Tickets that are finished and wait for their archive, newest first."""
    query = select(*COLUMNS).where(ticket.c.state == "closed")
    return rows_of(connection.execute(query.order_by(ticket.c.id.desc()).limit(PAGE)).all())


def still_asking(connection: Connection) -> tuple[str, ...]:
    """The tickets with an asking that has not ended."""
    query = select(asking.c.ticket).where(asking.c.ended == "").distinct()
    return tuple(connection.execute(query).scalars())


class AskingCount(NamedTuple):
    """How the askings of a clerk ended on a day."""

    clerk: str
    ended: str
    how_many: int


def askings(connection: Connection, on: date) -> tuple[AskingCount, ...]:
    """The askings of a day by clerk and end; declined ones are counted like the rest."""
    query = (
        select(asking.c.clerk, asking.c.ended, func.count())
        .where(asking.c.asked_on == on.isoformat())
        .group_by(asking.c.clerk, asking.c.ended)
        .order_by(asking.c.clerk, asking.c.ended)
    )
    return tuple(AskingCount(*row) for row in connection.execute(query))


def next_slip(connection: Connection) -> int:
    """The next number of a 交办单: running, without gaps, of this terminal."""
    return int(connection.execute(select(func.max(slip.c.no))).scalar() or 0) + 1


def next_of(connection: Connection, act: str) -> int:
    """The next running number of an act of the profile's own (督办单 NO), without gaps."""
    query = select(func.max(record.c.number)).where(record.c.act == act)
    return int(connection.execute(query).scalar() or 0) + 1


def next_archive(connection: Connection, year: int) -> int:
    """The next running archive number of a year."""
    query = select(func.max(ticket.c.archive_no)).where(ticket.c.archive_no.startswith(f"{year}-"))
    last = connection.execute(query).scalar() or "-0"
    return int(last.partition("-")[2]) + 1


def number_like(connection: Connection, typed: str) -> str:
    """The whole number of a ticket typed with or without its last group; "" for none."""
    wanted = normalize(typed)
    query = select(ticket.c.no).where((ticket.c.no == wanted) | (ticket.c.stem == stem_of(wanted)))
    return connection.execute(query.limit(1)).scalar() or ""


_DAY: Final = select(desk_day.c.state_json).where(desk_day.c.stream == bindparam("of"))


def desk_of(connection: Connection, on: date) -> DeskDay:
    """The day of the desk."""
    raw = connection.execute(_DAY, {"of": desk_stream(on)}).scalar()
    return _day.decode(raw) if raw else DeskDay()


def reviewed_since(connection: Connection, on: date) -> frozenset[str]:
    """Tickets the leader has read on a day or after it."""
    query = select(desk_day.c.state_json).where(desk_day.c.stream >= desk_stream(on))
    days = map(_day.decode, connection.execute(query).scalars())
    return frozenset(number for day in days for number in day.reviewed)


def open_hand_over(connection: Connection) -> HandOver | None:
    """The last hand-over, unless somebody has taken it already."""
    query = select(desk_day.c.state_json).order_by(desk_day.c.stream.desc()).limit(RECENT_DAYS)
    for day in map(_day.decode, connection.execute(query).scalars()):
        if day.hand_overs:
            last: HandOver = day.hand_overs[-1]
            return None if last.taken_at else last
    return None

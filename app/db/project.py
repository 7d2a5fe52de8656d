"""Projections: rows that lists are read from, rewritten in the transaction of their entries.

Nothing here is truth: `rebuild` drops all of it and folds the log anew.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from app.db.rulebook import RuleBook
from app.db.schema import adoption, asking, desk_day, entry, slip, ticket
from app.domain.acts.desk import CalendarAdopted, RegimeAdopted
from app.domain.acts.handling import Dispatched
from app.domain.clock import local
from app.domain.entry import read_line
from app.domain.fold import DESK, Fact, evolve, fold_day, read
from app.domain.number import stem_of
from app.domain.outlook import Outlook, outlook
from app.domain.ticket import Ticket

TABLES: Final = (ticket, asking, slip, desk_day, adoption)

_OLD: Final = select(ticket.c.id, ticket.c.state_json).where(ticket.c.no == bindparam("of"))
_INSERT_TICKET: Final = insert(ticket)
_put: Final = upsert(ticket)
_PUT_TICKET: Final = _put.on_conflict_do_update(
    index_elements=["id"], set_={c.name: _put.excluded[c.name] for c in ticket.c if c.name != "id"}
)
_PUT_WORDS: Final = text("INSERT OR REPLACE INTO ticket_text (rowid, words) VALUES (:id, :words)")
_HAS_WORDS: Final = text(
    "SELECT 1 FROM ticket_text WHERE rowid = :id AND ticket_text MATCH :phrase"
)
_put_day: Final = upsert(desk_day)
_PUT_DAY: Final = _put_day.on_conflict_do_update(
    index_elements=["stream"], set_={"state_json": _put_day.excluded.state_json}
)
_PUT_ASKING: Final = insert(asking).prefix_with("OR REPLACE")
_PUT_SLIP: Final = insert(slip).prefix_with("OR REPLACE")
_PUT_ADOPTION: Final = insert(adoption).prefix_with("OR REPLACE")
_STREAM: Final = (
    select(entry.c.line, entry.c.personal)
    .where(entry.c.stream == bindparam("of"))
    .order_by(entry.c.n, entry.c.at, entry.c.origin, entry.c.seq)
)
_encoder: Final = msgspec.json.Encoder()


def entries(connection: Connection, book: RuleBook, facts: Iterable[Fact]) -> Mapping[str, Ticket]:
    """Project the streams that new entries belong to; returns the tickets after them."""
    facts = tuple(facts)
    tickets: dict[str, Ticket] = {}
    for stream in dict.fromkeys(f.stamp.ticket for f in facts):
        new = [f for f in facts if f.stamp.ticket == stream]
        if stream.startswith(DESK):
            _project_day(connection, book, stream, new)
        else:
            rows = connection.execute(_STREAM, {"of": stream})
            whole = tuple(read(read_line(r.line), r.personal) for r in rows)
            tickets[stream] = _fold_sorted(whole)
            put_ticket(connection, book, tickets[stream], new)
    return tickets


def _fold_sorted(facts: Iterable[Fact]) -> Ticket:
    state = Ticket()
    for fact in facts:
        state = evolve(state, fact)
    return state


def _project_day(connection: Connection, book: RuleBook, stream: str, new: list[Fact]) -> None:
    rows = connection.execute(_STREAM, {"of": stream})
    day = fold_day(read(read_line(r.line), r.personal) for r in rows)
    connection.execute(_PUT_DAY, {"stream": stream, "state_json": _encoder.encode(day)})
    adopted = [row for row in map(adoption_row, new) if row]
    if adopted:
        connection.execute(_PUT_ADOPTION, adopted)
        book.refresh(connection)


def adoption_row(fact: Fact) -> dict[str, str] | None:
    """The row of an adoption; None for any other act."""
    match fact.act:
        case RegimeAdopted(regime=subject, digest=digest, start=start):
            kind = "regime"
        case CalendarAdopted(year=year, digest=digest):
            kind, subject, start = "calendar", str(year), local(fact.stamp.at).date().isoformat()
        case _:
            return None
    ref = f"{fact.order.n:09d}:{fact.stamp.ref}"
    return {"kind": kind, "subject": subject, "start": start, "digest": digest, "ref": ref}


def put_ticket(
    connection: Connection, book: RuleBook, state: Ticket, new: Iterable[Fact] = ()
) -> None:
    """Write the rows of one ticket; `new` are the entries that are not projected yet."""
    old = connection.execute(_OLD, {"of": state.no}).first()
    row = ticket_row(book, state)
    if old is None:
        number = connection.execute(_INSERT_TICKET, row).lastrowid
        connection.execute(_PUT_WORDS, {"id": number, "words": words_of(state)})
    else:
        number = old.id
        connection.execute(_PUT_TICKET, {"id": number, **row})
        before = msgspec.json.decode(old.state_json, type=Ticket)
        if words_of(before) != words_of(state):
            connection.execute(_PUT_WORDS, {"id": number, "words": words_of(state)})
    if state.askings:
        connection.execute(_PUT_ASKING, asking_rows(state))
    slips = [
        {"no": f.act.slip_no, "ticket": state.no}
        for f in new
        if isinstance(f.act, Dispatched) and f.act.slip_no
    ]
    if slips:
        connection.execute(_PUT_SLIP, slips)


def asking_rows(state: Ticket) -> list[dict[str, str]]:
    """The askings of a ticket, for the counts by clerk."""
    return [
        {
            "ref": a.ref, "ticket": state.no, "clerk": a.clerk, "ended": a.end,
            "asked_on": local(a.asked_at).date().isoformat(),
        }
        for a in state.askings
    ]  # fmt: skip


def ticket_row(book: RuleBook, state: Ticket) -> dict[str, object]:
    """The columns of a ticket's row, without its id."""
    registered = local(state.registered_at).date()
    ahead = outlook(book.rules(state, registered), state) if state.state else Outlook()
    nearest, resolve = ahead.nearest, ahead.resolve
    return {
        "no": state.no, "stem": stem_of(state.no), "state": state.state,
        "is_open": int(state.is_open), "registered_on": registered.isoformat(),
        "registered_at": state.registered_at,
        "closed_on": local(state.closed_at).date().isoformat() if state.closed_at else None,
        "phone": "".join(c for c in state.phone if c.isdigit()), "name": state.citizen_name,
        "matter": state.matter, "department": state.department,
        "waiting": int(state.is_open and nearest is None),
        "next_due": nearest.due if nearest else None,
        "next_stage": nearest.stage if nearest else "",
        "next_limit": nearest.limit if nearest else "",
        "resolve_due": resolve.due if resolve else None,
        "resolve_forecast": resolve.forecast if resolve else None,
        "resolve_act_by": resolve.act_by if resolve else None,
        "resolve_done": resolve.done_at or None if resolve else None,
        "late": int(ahead.was_late(0)), "odd": len(state.odd),
        "state_json": _encoder.encode(state),
    }  # fmt: skip


def words_of(state: Ticket) -> str:
    """What full text finds a ticket by: every character a word of its own."""
    fields = (state.no, state.citizen_name, state.phone, state.matter, state.department,
              state.description)  # fmt: skip
    return " ".join(c for field in fields for c in f"{field}\n" if not c.isspace())


def has_words(connection: Connection, number: int, state: Ticket) -> bool:
    """Whether full text finds a ticket by all of its words, in order."""
    phrase = words_of(state).replace('"', '""')
    found = connection.execute(_HAS_WORDS, {"id": number, "phrase": f'"{phrase}"'})
    return found.first() is not None


def clear(connection: Connection) -> None:
    """Drop every projected row."""
    for table in TABLES:
        connection.execute(delete(table))
    connection.exec_driver_sql("INSERT INTO ticket_text (ticket_text) VALUES ('delete-all')")


def rebuild(connection: Connection, book: RuleBook) -> int:
    """Fold the whole log anew, inside the caller's transaction; returns the entries read."""
    clear(connection)
    book.refresh(connection)
    query = select(entry.c.stream, entry.c.line, entry.c.personal).order_by(
        entry.c.stream.desc(), entry.c.n, entry.c.at, entry.c.origin, entry.c.seq
    )
    count = 0
    for stream, rows in groupby(connection.execute(query), key=lambda r: r.stream):
        facts = [read(read_line(r.line), r.personal) for r in rows]
        count += len(facts)
        if stream.startswith(DESK):
            _project_day(connection, book, stream, facts)
        else:
            put_ticket(connection, book, _fold_sorted(facts), facts)
    return count

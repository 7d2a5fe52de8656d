"""Projections: rows that lists are read from, rewritten in the transaction of their entries.

Nothing here is truth: `rebuild` drops all of it and folds the log anew.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from app.db import guides
from app.db.fulltext import FIELD_END, phrase_of
from app.db.pinyin import initials, name_initials
from app.db.prepared import Prepared
from app.db.rulebook import RuleBook
from app.db.schema import (
    adoption,
    alert,
    alert_day,
    asking,
    desk_day,
    entry,
    meta,
    record,
    slip,
    ticket,
)
from app.domain import alerts
from app.domain.acts.desk import CalendarAdopted, RegimeAdopted
from app.domain.acts.handling import Dispatched
from app.domain.acts.own import Recorded
from app.domain.clock import local
from app.domain.entry import read_line
from app.domain.fold import DESK, Fact, evolve, fold_day, read
from app.domain.number import stem_of
from app.domain.outlook import Outlook, outlook
from app.domain.rules import Rules
from app.domain.ticket import Record, Ticket

TABLES: Final = (ticket, asking, slip, record, alert, alert_day, desk_day, adoption)

_OLD: Final = Prepared(
    select(ticket.c.id, ticket.c.state_json).where(ticket.c.no == bindparam("of"))
)
_INSERT_TICKET: Final = Prepared(insert(ticket))
_put: Final = upsert(ticket)
_PUT_TICKET: Final = Prepared(
    _put.on_conflict_do_update(
        index_elements=["id"],
        set_={c.name: _put.excluded[c.name] for c in ticket.c if c.name != "id"},
    )
)
_PUT_WORDS: Final = Prepared(
    text("INSERT OR REPLACE INTO ticket_text (rowid, words) VALUES (:id, :words)")
)
_HAS_WORDS: Final = text(
    "SELECT 1 FROM ticket_text WHERE rowid = :id AND ticket_text MATCH :phrase"
)
_put_day: Final = upsert(desk_day)
_PUT_DAY: Final = _put_day.on_conflict_do_update(
    index_elements=["stream"], set_={"state_json": _put_day.excluded.state_json}
)
_PUT_ASKING: Final = Prepared(insert(asking).prefix_with("OR REPLACE"))
_PUT_SLIP: Final = Prepared(insert(slip).prefix_with("OR REPLACE"))
_PUT_RECORD: Final = Prepared(insert(record).prefix_with("OR REPLACE"))
_DROP_ALERTS: Final = Prepared(delete(alert).where(alert.c.ticket == bindparam("of")))
_PUT_ALERT: Final = Prepared(insert(alert))
_PUT_ADOPTION: Final = insert(adoption).prefix_with("OR REPLACE")
_STREAM: Final = Prepared(
    select(entry.c.line, entry.c.personal)
    .where(entry.c.stream == bindparam("of"))
    .order_by(entry.c.n, entry.c.at, entry.c.origin, entry.c.seq)
)
_STREAMS: Final = (
    select(entry.c.stream).group_by(entry.c.stream).order_by(func.min(entry.c.at), entry.c.stream)
)
_COUNTED: Final = ("waiting", "next_due", "next_stage", "next_limit", "resolve_due",
                   "resolve_forecast", "resolve_act_by", "resolve_done", "late")  # fmt: skip
_COUNTABLE: Final = select(ticket.c.id, ticket.c.state_json, *(ticket.c[n] for n in _COUNTED))
CHUNK: Final = 250
_CHUNK_OF: Final = (
    select(entry.c.stream, entry.c.line, entry.c.personal)
    .where(entry.c.stream.in_(bindparam("of", expanding=True)))
    .order_by(entry.c.stream, entry.c.n, entry.c.at, entry.c.origin, entry.c.seq)
)
_encoder: Final = msgspec.json.Encoder()


def entries(connection: Connection, book: RuleBook, facts: Iterable[Fact]) -> Mapping[str, Ticket]:
    """Project the streams that new entries belong to; returns the tickets after them."""
    facts = tuple(facts)
    tickets: dict[str, Ticket] = {}
    for stream in dict.fromkeys(f.stamp.ticket for f in facts):
        new = [f for f in facts if f.stamp.ticket == stream]
        is_fresh = new[0].order.n == 1
        if stream.startswith(DESK):
            _project_day(connection, book, stream, new)
        else:
            whole = new if is_fresh else facts_of(connection, stream)
            tickets[stream] = _fold_sorted(whole)
            _put_ticket(connection, book, tickets[stream], new, is_fresh=is_fresh)
    return tickets


def facts_of(connection: Connection, stream: str) -> tuple[Fact, ...]:
    """The entries of a stream in fold order."""
    rows = _STREAM.run(connection, {"of": stream})
    return tuple(read(read_line(row.line), row.personal) for row in rows)


def _fold_sorted(facts: Iterable[Fact]) -> Ticket:
    state = Ticket()
    for fact in facts:
        state = evolve(state, fact)
    return state


def _project_day(connection: Connection, book: RuleBook, stream: str, new: list[Fact]) -> None:
    rows = _STREAM.run(connection, {"of": stream})
    day = fold_day(read(read_line(r.line), r.personal) for r in rows)
    connection.execute(_PUT_DAY, {"stream": stream, "state_json": _encoder.encode(day)})
    if day.records:
        _PUT_RECORD.run_each(connection, record_rows(stream, day.records))
    adopted = [row for row in map(adoption_row, new) if row]
    for fact in new:
        guides.project(connection, fact)
    if adopted:
        connection.execute(_PUT_ADOPTION, adopted)
        book.refresh(connection)
        for year in (row["subject"] for row in adopted if row["kind"] == "calendar"):
            _recount(connection, book, year)


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


def _put_ticket(
    connection: Connection, book: RuleBook, state: Ticket, new: Iterable[Fact], *, is_fresh: bool
) -> None:
    """Write the rows of one ticket; `new` are the entries that are not projected yet."""
    ahead = ahead_of(book, state)
    row, words = ticket_row(state, ahead), words_of(state)
    old = None if is_fresh else _OLD.run(connection, {"of": state.no}).first()
    if old is None:
        number = _INSERT_TICKET.run(connection, {"id": None, **row}).lastrowid
        _PUT_WORDS.run(connection, {"id": number, "words": words})
    else:
        _PUT_TICKET.run(connection, {"id": old.id, **row})
        if words_of(msgspec.json.decode(old.state_json, type=Ticket)) != words:
            _PUT_WORDS.run(connection, {"id": old.id, "words": words})
    if state.askings:
        _PUT_ASKING.run_each(connection, asking_rows(state))
    if state.records:
        _PUT_RECORD.run_each(connection, record_rows(state.no, state.records))
    if not is_fresh:
        _drop_alerts(connection, state)
    _put_alerts(connection, book, state, ahead)
    slips = slip_rows(state.no, new)
    if slips:
        _PUT_SLIP.run_each(connection, slips)


def _drop_alerts(connection: Connection, state: Ticket) -> None:
    _DROP_ALERTS.run(connection, {"of": state.no})


def _put_alerts(connection: Connection, book: RuleBook, state: Ticket, ahead: Outlook) -> None:
    if told := alert_rows(book, state, ahead):
        _PUT_ALERT.run_each(connection, told)


def _recount(connection: Connection, book: RuleBook, year: str) -> None:
    """Rows of tickets that could not be counted while a year had no calendar: what is open, what
    ended in that year or the one before (something may follow), and what ended earlier with a due
    that nobody knew."""
    query = _COUNTABLE.where(
        (ticket.c.is_open == 1)
        | (ticket.c.closed_on >= f"{int(year) - 1}-01-01")
        | ticket.c.resolve_due.is_(None)
        | (ticket.c.next_due.is_(None) & (ticket.c.next_limit != ""))
    )
    for found in connection.execute(query).all():
        state = msgspec.json.decode(found.state_json, type=Ticket)
        if year in state.calendars:
            continue
        ahead = ahead_of(book, state)
        _drop_alerts(connection, state)
        _put_alerts(connection, book, state, ahead)
        row = ticket_row(state, ahead)
        if any(row[name] != getattr(found, name) for name in row if name in _COUNTED):
            _PUT_TICKET.run(connection, {"id": found.id, **row})


def slip_rows(number: str, facts: Iterable[Fact]) -> list[dict[str, object]]:
    """The slip numbers that entries gave out."""
    sent = [f.act for f in facts if isinstance(f.act, Dispatched | Recorded)]
    given = (n for a in sent for n in (a.slip_no, *getattr(a, "assisting_slips", ())))
    return [{"no": no, "ticket": number} for no in given if no]


def record_rows(stream: str, records: Iterable[Record]) -> list[dict[str, object]]:
    """The acts of the profile's own in a stream."""
    return [
        {
            "ref": r.ref, "stream": stream, "act": r.act, "at": r.at, "actor": r.actor,
            "on_day": local(r.at).date().isoformat(), "number": r.number, "due": r.due,
            "answered_at": r.answered_at, "state_json": _encoder.encode(r),
        }
        for r in records
    ]  # fmt: skip


def ahead_of(book: RuleBook, state: Ticket) -> Outlook:
    """The limits on a ticket by the rules it pins; none while its registration has not come."""
    return outlook(_rules_of(book, state), state) if state.state else Outlook()


def _rules_of(book: RuleBook, state: Ticket) -> Rules:
    return book.rules(state, local(state.registered_at).date())


def alert_rows(book: RuleBook, state: Ticket, ahead: Outlook) -> list[dict[str, object]]:
    """What a ticket has to be reminded of, now or later."""
    if not state.state:
        return []
    found = dict.fromkeys(alerts.of_ticket(_rules_of(book, state), state, ahead))
    return [{"ticket": state.no, **one._asdict()} for one in found]


def asking_rows(state: Ticket) -> list[dict[str, str]]:
    """The askings of a ticket, for the counts by clerk."""
    return [
        {
            "ref": a.ref, "ticket": state.no, "clerk": a.clerk, "ended": a.end,
            "asked_on": local(a.asked_at).date().isoformat(),
        }
        for a in state.askings
    ]  # fmt: skip


def ticket_row(state: Ticket, ahead: Outlook) -> dict[str, object]:
    """The columns of a ticket's row, without its id."""
    registered = local(state.registered_at).date()
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
        "state_json": _encoder.encode(state), "archive_no": state.archive_no,
        "ended_as": state.end, "source": state.source, "outer_no": state.outer_no,
        "labels": label_words(state.labels),
        "source_owed": int(bool(state.outer_no) and not (state.is_open or state.source_told_at)),
        "level": state.rating.level if state.rating and state.is_revealed else "",
    }  # fmt: skip


def label_words(labels: Iterable[str]) -> str:
    """Labels as one text in which each stands between two marks, "" for none."""
    found = "、".join(labels)
    return f"、{found}、" if found else ""


def words_of(state: Ticket) -> str:
    """What full text finds a ticket by: every character a word of its own, fields kept apart.

    The last two are the pinyin initials of name and matter.
    """
    fields = (state.no, state.citizen_name, state.phone, state.matter, state.department,
              state.description, *state.links, name_initials(state.citizen_name),
              initials(state.matter))  # fmt: skip
    return f" {FIELD_END} ".join(phrase_of(field) for field in fields)


def has_words(connection: Connection, number: int, state: Ticket) -> bool:
    """Whether full text finds a ticket by all of its words, in order."""
    found = connection.execute(_HAS_WORDS, {"id": number, "phrase": f'"{words_of(state)}"'})
    return found.first() is not None


def clear(connection: Connection) -> None:
    """Drop every projected row."""
    for table in TABLES:
        connection.execute(delete(table))
    guides.clear(connection)
    connection.exec_driver_sql("INSERT INTO ticket_text (ticket_text) VALUES ('delete-all')")


_ASKED: Final = meta.c.key == "rebuild"


def rebuild_if_asked(connection: Connection, book: RuleBook) -> bool:
    """Fold the log anew if a migration changed what is projected; whether it did."""
    if connection.execute(select(meta.c.value).where(_ASKED)).first() is None:
        return False
    rebuild(connection, book)
    connection.execute(delete(meta).where(_ASKED))
    return True


def rebuild(connection: Connection, book: RuleBook) -> int:
    """Fold the whole log anew, inside the caller's transaction; returns the entries read.

    Tickets get their places in order of their first entries, as they had when they were written.
    """
    clear(connection)
    count, place = 0, 0
    streams = list(connection.execute(_STREAMS).scalars())
    days = [s for s in streams if s.startswith(DESK)]
    for stream in days:
        facts = facts_of(connection, stream)
        count += len(facts)
        _project_day(connection, book, stream, list(facts))
    numbers = [s for s in streams if not s.startswith(DESK)]
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        count += _rebuild_chunk(connection, book, chunk, place)
        place += len(chunk)
    return count


def _rebuild_chunk(connection: Connection, book: RuleBook, numbers: list[str], place: int) -> int:
    """Some tickets at once: a statement a table, not a statement a ticket."""
    places = {number: place + n for n, number in enumerate(numbers, start=1)}
    found = connection.execute(_CHUNK_OF, {"of": numbers})
    count = 0
    rows: list[dict[str, object]] = []
    words: list[dict[str, object]] = []
    slips: list[dict[str, object]] = []
    askings: list[dict[str, str]] = []
    records: list[dict[str, object]] = []
    told: list[dict[str, object]] = []
    for number, lines in groupby(found, key=lambda r: r.stream):
        facts = [read(read_line(r.line), r.personal) for r in lines]
        count += len(facts)
        state = _fold_sorted(facts)
        ahead = ahead_of(book, state)
        rows.append({"id": places[number], **ticket_row(state, ahead)})
        words.append({"id": places[number], "words": words_of(state)})
        slips += slip_rows(number, facts)
        askings += asking_rows(state)
        records += record_rows(number, state.records)
        told += alert_rows(book, state, ahead)
    tables = (
        (_INSERT_TICKET, rows), (_PUT_WORDS, words), (_PUT_SLIP, slips), (_PUT_RECORD, records),
        (_PUT_ALERT, told),
    )  # fmt: skip
    for statement, many in tables:
        if many:
            statement.run_each(connection, many)
    if askings:
        _PUT_ASKING.run_each(connection, askings)
    return count

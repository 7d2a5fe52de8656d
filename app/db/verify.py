"""Walking the whole store: chain, seals, signatures, pins, projections, print jobs.

Works on a read-only snapshot beside a running counter. Yields one fault at a time; none means
that the store says what was written, in the order it was written.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from app.db import attachments, guides, keys, project
from app.db.rulebook import RuleBook, Unadopted, digest_of
from app.db.schema import (
    adoption,
    alert,
    asking,
    content,
    desk_day,
    entry,
    print_job,
    record,
    seal,
    slip,
    terminal,
    ticket,
)
from app.domain import codec, personal
from app.domain.acts.desk import CalendarAdopted, RegimeAdopted
from app.domain.acts.intake import Accepted
from app.domain.acts.record import PaperIssued
from app.domain.entry import GENESIS, Line, link, read_line
from app.domain.fold import DESK, Fact, fold, fold_day, read

_ADOPTIONS: Final = ("RegimeAdopted", "CalendarAdopted")
_encoder: Final = msgspec.json.Encoder()


class StoreFault(NamedTuple):
    """A fault: what kind, where (origin:seq, a ticket, a table), and what is wrong."""

    kind: str
    where: str
    detail: str = ""


class Tally(NamedTuple):
    """What a walk went through."""

    entries: int
    tickets: int
    faults: tuple[StoreFault, ...]


def verify(connection: Connection) -> Tally:
    """Walk the whole store inside the caller's read transaction."""
    faults = [*_integrity(connection), *_chain(connection), *_contents(connection)]
    faults += _streams(connection, _book(connection))
    faults += _strays(connection)
    faults += [StoreFault("projection", i, "guide") for i in guides.differing(connection)]
    faults += _sums(connection)
    faults += _jobs(connection)
    count = connection.execute(select(func.count()).select_from(entry)).scalar_one()
    tickets = connection.execute(select(func.count()).select_from(ticket)).scalar_one()
    return Tally(count, tickets, tuple(faults))


def _book(connection: Connection) -> RuleBook:
    """The rules as the log adopted them, whatever the projection says."""
    query = select(entry.c.line, entry.c.personal).where(entry.c.kind.in_(_ADOPTIONS))
    rows = []
    for row in connection.execute(query):
        try:
            rows.append(project.adoption_row(read(read_line(row.line), row.personal)))
        except msgspec.MsgspecError:
            continue  # named by the chain walk
    book = RuleBook()
    book.refresh(connection, [row for row in rows if row])
    return book


def _integrity(connection: Connection) -> Iterator[StoreFault]:
    """The pages of the file: SQLCipher's own MAC of each page."""
    for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield StoreFault("page", "store", str(row[0]))


def _chain(connection: Connection) -> Iterator[StoreFault]:
    """Each origin's lines: the links, the columns beside them, the seals over them."""
    publics = {r.origin: r.public for r in connection.execute(select(terminal))}
    seals = {(r.origin, r.seq): r for r in connection.execute(select(seal))}
    last: dict[str, tuple[int, bytes]] = {}
    for row in connection.execute(select(entry).order_by(entry.c.origin, entry.c.seq)):
        where = f"{row.origin}:{row.seq}"
        seq, head = last.get(row.origin, (0, GENESIS))
        if row.seq != seq + 1:
            yield StoreFault("gap", where, f"after {seq}")
        head = link(head, row.line)
        if head != row.hash:
            yield StoreFault("chain", where, "hash")
        yield from _columns(row, where)
        last[row.origin] = (row.seq, head)
        signed = seals.pop((row.origin, row.seq), None)
        if signed is not None:
            good = signed.suite == keys.SUITE and row.origin in publics
            if not good or not keys.verify(publics[row.origin], head, signed.signature):
                yield StoreFault("signature", where, signed.suite)
    for origin, seq in seals:
        yield StoreFault("seal", f"{origin}:{seq}", "without entry")
    for origin, (seq, _) in last.items():
        newest = connection.execute(
            select(func.max(seal.c.seq)).where(seal.c.origin == origin)
        ).scalar()
        if newest != seq:
            yield StoreFault("unsealed", f"{origin}:{seq}", f"sealed to {newest}")
    for origin, public in publics.items():
        if keys.origin_of(public) != origin:
            yield StoreFault("terminal", origin, "key")


def _columns(row: Any, where: str) -> Iterator[StoreFault]:
    """The columns beside a line say what the line says."""
    try:
        line = read_line(row.line)
    except msgspec.MsgspecError:
        yield StoreFault("line", where, "unreadable")
        return
    beside = (row.origin, row.seq, row.stream, row.n, row.at, row.kind)
    if beside != (line.o, line.s, line.t, line.n, line.at, line.k):
        yield StoreFault("column", where, "differs from the line")
    yield from _personal(line, row.personal, where)


def _personal(line: Line, column: bytes | None, where: str) -> Iterator[StoreFault]:
    sealed = codec.sealed(line)
    if column is not None and not (sealed and personal.fits(column, sealed)):
        yield StoreFault("personal", where, "does not fit its seal")


def _contents(connection: Connection) -> Iterator[StoreFault]:
    """Pinned files are the bytes their digest names."""
    for row in connection.execute(select(content)):
        if digest_of(row.bytes) != row.digest:
            yield StoreFault("content", row.digest[:12], row.kind)


def _streams(connection: Connection, book: RuleBook) -> Iterator[StoreFault]:
    """Every stream folds to the rows that stand for it, and its pins exist."""
    held = {r.digest for r in connection.execute(select(content.c.digest))}
    query = select(entry.c.stream, entry.c.line, entry.c.personal).order_by(entry.c.stream)
    for stream, rows in groupby(connection.execute(query), key=lambda r: r.stream):
        try:
            facts = [read(read_line(r.line), r.personal) for r in rows]
        except msgspec.MsgspecError:
            continue  # named by the chain walk already
        missing = {d for f in facts for d in _pins(f) if d not in held}
        yield from (StoreFault("pin", stream, d[:12]) for d in sorted(missing))
        if missing:
            continue
        if stream.startswith(DESK):
            yield from _check_day(connection, stream, facts)
        else:
            yield from _check_ticket(connection, book, stream, facts)


def _pins(fact: Fact) -> tuple[str, ...]:
    match fact.act:
        case Accepted(regime=regime, calendars=calendars):
            return (regime, *calendars.values())
        case RegimeAdopted(digest=digest) | CalendarAdopted(digest=digest):
            return (digest,)
        case _:
            return ()


def _check_day(connection: Connection, stream: str, facts: list[Fact]) -> Iterator[StoreFault]:
    query = select(desk_day.c.state_json).where(desk_day.c.stream == stream)
    day = fold_day(facts)
    if connection.execute(query).scalar() != _encoder.encode(day):
        yield StoreFault("projection", stream, "desk_day")
    rows = connection.execute(select(record).where(record.c.stream == stream)).mappings()
    wanted = project.record_rows(stream, day.records)
    if sorted(map(dict, rows), key=_ref_of) != sorted(wanted, key=_ref_of):
        yield StoreFault("projection", stream, "record")
    yield from _check_papers(connection, stream, facts)
    for fact in facts:
        row = project.adoption_row(fact)
        if row:
            match = [adoption.c[k] == v for k, v in row.items()]
            if connection.execute(select(adoption.c.digest).where(*match)).first() is None:
                yield StoreFault("projection", stream, "adoption")


def _check_ticket(
    connection: Connection, book: RuleBook, stream: str, facts: list[Fact]
) -> Iterator[StoreFault]:
    state = fold(facts)
    row = connection.execute(select(ticket).where(ticket.c.no == stream)).mappings().first()
    try:
        ahead = project.ahead_of(book, state)
    except Unadopted as error:
        yield StoreFault("pin", stream, f"{error}"[:12])
        return
    wanted = project.ticket_row(state, ahead)
    found = {k: v for k, v in row.items() if k != "id"} if row else {}
    if found != wanted:
        differing = sorted(k for k in wanted if found.get(k) != wanted[k])
        yield StoreFault("projection", stream, " ".join(differing))
    elif not project.has_words(connection, row["id"], state) if row else False:
        yield StoreFault("projection", stream, "words")
    rows = connection.execute(select(asking).where(asking.c.ticket == stream)).mappings()
    if sorted(map(dict, rows), key=str) != sorted(project.asking_rows(state), key=str):
        yield StoreFault("projection", stream, "asking")
    rows = connection.execute(select(record).where(record.c.stream == stream)).mappings()
    wanted_rows = project.record_rows(stream, state.records)
    if sorted(map(dict, rows), key=_ref_of) != sorted(wanted_rows, key=_ref_of):
        yield StoreFault("projection", stream, "record")
    told = connection.execute(select(alert).where(alert.c.ticket == stream)).mappings()
    if sorted(map(dict, told), key=str) != sorted(project.alert_rows(book, state, ahead), key=str):
        yield StoreFault("projection", stream, "alert")
    slips = {row["no"] for row in project.slip_rows(stream, facts)}
    if slips != set(connection.execute(select(slip.c.no).where(slip.c.ticket == stream)).scalars()):
        yield StoreFault("projection", stream, "slip")
    for a in state.attachments:
        if attachments.digest(connection, a.sha256) != a.sha256:
            yield StoreFault("attachment", stream, a.sha256[:12])
    yield from _check_papers(connection, stream, facts)


def _ref_of(row: Mapping[str, object]) -> str:
    return str(row["ref"])


def _check_papers(connection: Connection, stream: str, facts: list[Fact]) -> Iterator[StoreFault]:
    """Every ended job has its entries, every paper its job; the bytes are those of their hash."""
    rows = connection.execute(select(print_job).where(print_job.c.ticket == stream)).all()
    ended = Counter((r.doc, r.copy_no, end, r.sha256) for r in rows for end in _ends(r))
    papers = (f.act for f in facts if isinstance(f.act, PaperIssued))
    issued = Counter(
        (p.doc, p.copy_no, p.evidence if p.evidence in ("void", "cancelled") else "out", p.sha256)
        for p in papers
    )
    for doc, copy_no, *_ in sorted((ended - issued) + (issued - ended)):
        yield StoreFault("paper", stream, f"{doc} {copy_no}")
    for r in rows:
        if r.payload is not None and hashlib.sha256(r.payload).hexdigest() != r.sha256:
            yield StoreFault("paper", stream, f"{r.doc} {r.copy_no} bytes")


def _ends(row: Any) -> tuple[str, ...]:
    """What the entries must tell of a job: a paper a leader took back had come out before."""
    match row.state:
        case "done":
            return ("out",)
        case "void":
            return ("void",) if row.evidence == "void" else ("out", "void")
        case "cancelled":
            return ("cancelled",)
    return ()


def _strays(connection: Connection) -> Iterator[StoreFault]:
    """Projected rows that no entry stands behind."""
    streams = select(entry.c.stream)
    streamed = ((ticket, ticket.c.no), (desk_day, desk_day.c.stream), (record, record.c.stream))
    for table, column in streamed:
        for value in connection.execute(select(column).where(column.not_in(streams))).scalars():
            yield StoreFault("projection", value, f"{table.name} without entries")
    for table in (alert, asking, slip):
        rows = select(table.c.ticket).where(table.c.ticket.not_in(streams))
        for value in connection.execute(rows).scalars():
            yield StoreFault("projection", value, f"{table.name} without entries")
    refs = set(connection.execute(select(adoption.c.ref)).scalars())
    adopted = select(entry.c.n, entry.c.origin, entry.c.seq).where(entry.c.kind.in_(_ADOPTIONS))
    known = {f"{r.n:09d}:{r.origin}:{r.seq}" for r in connection.execute(adopted)}
    for ref in sorted(refs - known):
        yield StoreFault("projection", ref, "adoption without entry")


_COUNTED: Final = """
    SELECT kind, what, day, sum(begun), sum(ended) FROM (
        SELECT kind, what, since / 86400 AS day, 1 AS begun, 0 AS ended FROM alert
        UNION ALL SELECT kind, what, due / 86400, 0, 1 FROM alert WHERE due > 0
    ) GROUP BY kind, what, day"""
_SUMMED: Final = "SELECT kind, what, day, begun, ended FROM alert_day"


def _sums(connection: Connection) -> Iterator[StoreFault]:
    """The sums of reminders by day are those of the reminders."""
    for some, others in ((_COUNTED, _SUMMED), (_SUMMED, _COUNTED)):
        query = f"SELECT kind, day FROM ({some} EXCEPT {others})"  # noqa: S608  no part is told
        for row in connection.exec_driver_sql(query):
            yield StoreFault("projection", f"alert_day {row.kind}", f"{row.day}")


def _jobs(connection: Connection) -> Iterator[StoreFault]:
    """The bytes of a job are the ones its hash names; unresolved jobs are no fault."""
    for row in connection.execute(select(print_job).where(print_job.c.payload.is_not(None))):
        if digest_of(row.payload) != row.sha256:
            yield StoreFault("paper", row.ticket, f"{row.doc} {row.copy_no} bytes")

"""Print jobs: plain rows beside the log, from the business act to the end of the paper.

`queued → sending → sent → done`, `sending → uncertain → done | void`, `queued → cancelled`,
`done → void` (decision 29). A row is never deleted; `PaperIssued` in the log is what ends a job.
Jobs are ordered by their ids, never by a clock.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    case,
    func,
    insert,
    select,
    tuple_,
    update,
)

from app.db.prepared import Prepared
from app.db.schema import print_job
from app.domain.clock import local
from app.domain.fold import desk_stream
from app.domain.papers import AnyPaper, Paper

PAGE: Final = 50
OPEN: Final = ("uncertain", "sending", "queued", "sent")  # a paper of these has no end yet
ENDED: Final = ("done", "void", "cancelled")
_MOVES: Final = frozenset(
    {
        ("queued", "sending"), ("queued", "cancelled"), ("sending", "sent"), ("sending", "queued"),
        ("sending", "uncertain"), ("sent", "done"), ("uncertain", "done"), ("uncertain", "void"),
        ("done", "void"),
    }
)  # fmt: skip
_c: Final = print_job.c
_NEXT_ID: Final = select(func.coalesce(func.max(_c.id), 0) + 1).scalar_subquery()
_NEXT_COPY: Final = (
    select(func.coalesce(func.max(_c.copy_no) + 1, 0))
    .where(_c.original == bindparam("of"))
    .scalar_subquery()
)
_INSERT: Final = Prepared(insert(print_job).values(
    {
        **{c.name: bindparam(c.name) for c in print_job.c if c.name != "payload"},
        "id": _NEXT_ID, "original": func.coalesce(bindparam("of", type_=Integer), _NEXT_ID),
        "copy_no": _NEXT_COPY,
    }
))  # fmt: skip
_WAITING: Final = (
    select(_c.id)
    .where(_c.state == "queued", _c.wanted_on >= bindparam("today"))
    .order_by(_c.id)
)  # fmt: skip
_OPEN_BY_KIND: Final = (
    _c.state.in_(("queued", "sending")),
    (_c.state == "queued") & (_c.wanted_on < bindparam("today")),
    _c.state == "uncertain",
)
_STANDING: Final = select(
    *(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in _OPEN_BY_KIND)
).where(_c.state.in_(OPEN))
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(AnyPaper)


class Job(NamedTuple):
    """A print job. `copy_no` is 0 for the first paper, n for 补打 第n次 of the job `original`;
    `ticket` is the stream its entries stand in; days as ISO text, times in seconds."""

    id: int
    ticket: str
    doc: str
    original: int
    copy_no: int
    paper: AnyPaper
    state: str
    sha256: str
    sent: int
    evidence: str
    fault: str
    why: str
    clerk: str
    created_at: int
    ended_at: int
    made_on: str
    wanted_on: str


_COLUMNS: Final = tuple(
    _c["snapshot" if name == "paper" else name] for name in Job._fields
)  # without the bytes


class Counts(NamedTuple):
    """The papers of a day: first papers and copies that came out, and those that did not."""

    first: int = 0
    copies: int = 0
    uncertain: int = 0
    void: int = 0
    cancelled: int = 0
    waiting: int = 0


class WrongMove(Exception):  # noqa: N818
    """A job cannot go from its state to that one."""


class StillOpen(Exception):  # noqa: N818
    """The same paper is already waiting, being printed or in doubt: no copy of it now."""


def doc_of(paper: Paper) -> str:
    """The kind of a paper: `accept_receipt` …"""
    return str(type(paper).__struct_config__.tag)


def enqueue(connection: Connection, paper: AnyPaper, clerk: str, at: int) -> int:
    """Add the job of a first paper, inside the business transaction; returns its id."""
    on = local(at).date()
    ticket = paper.ticket_no or desk_stream(on)
    return _insert(connection, None, ticket, doc_of(paper), _encoder.encode(paper), clerk, at)


def enqueue_copy(connection: Connection, job_id: int, clerk: str, at: int) -> int:
    """补打: one more paper of the very snapshot of a job, marked by its number; returns its id.

    Raises StillOpen while another paper of it has no end: two presses make one copy.
    """
    of = connection.execute(select(print_job).where(_c.id == job_id)).one()
    family = select(func.count()).where(_c.original == of.original, _c.state.in_(OPEN))
    if connection.execute(family).scalar():
        raise StillOpen
    return _insert(connection, of.original, of.ticket, of.doc, of.snapshot, clerk, at)


def replace(connection: Connection, job_id: int, clerk: str, at: int) -> None:
    """A copy in the place of a paper that is void, unless one is on its way already."""
    with suppress(StillOpen):
        enqueue_copy(connection, job_id, clerk, at)


def _insert(
    connection: Connection,
    of: int | None,
    ticket: str,
    doc: str,
    snapshot: bytes,
    clerk: str,
    at: int,
) -> int:
    on = local(at).date().isoformat()
    row = {
        "of": of, "ticket": ticket, "doc": doc, "snapshot": snapshot, "state": "queued",
        "sha256": "", "sent": 0, "evidence": "", "fault": "", "why": "", "clerk": clerk,
        "created_at": at, "ended_at": 0, "made_on": on, "wanted_on": on,
    }  # fmt: skip
    return int(_INSERT.run(connection, row).lastrowid)


def move(connection: Connection, job_id: int, state: str, **values: object) -> None:
    """Take a job to its next state. Raises WrongMove when that is no step of its life."""
    now = connection.execute(select(_c.state).where(_c.id == job_id)).scalar()
    if (now, state) not in _MOVES:
        raise WrongMove(f"{now} → {state}")
    note(connection, job_id, state=state, **values)


def note(connection: Connection, job_id: int, **values: object) -> None:
    """Write beside a job what went wrong, or when it is wanted; its state stays."""
    connection.execute(update(print_job).where(_c.id == job_id).values(**values))


def jobs(connection: Connection, *states: str, ticket: str = "") -> tuple[Job, ...]:
    """The jobs in some states (all when none is given), oldest first."""
    query = select(*_COLUMNS).order_by(_c.id)
    if states:
        query = query.where(_c.state.in_(states))
    if ticket:
        query = query.where(_c.ticket == ticket)
    return _jobs(connection.execute(query))


def waiting(connection: Connection, today: date) -> tuple[int, ...]:
    """The ids of the jobs that may be printed by themselves, oldest first.

    One of an earlier day may not, nor one that cannot be drawn: a person decides first.
    """
    return tuple(connection.execute(_WAITING, {"today": today.isoformat()}).scalars())


class Standing(NamedTuple):
    """Papers without an end: those that wait, `held` among them for a person to say whether they
    are still wanted; those in doubt."""

    waiting: int
    held: int
    uncertain: int


def standing(connection: Connection, today: date) -> Standing:
    """How many papers have no end yet."""
    return Standing(*connection.execute(_STANDING, {"today": today.isoformat()}).one())


_FIRST_UNCERTAIN: Final = select(*_COLUMNS).where(_c.state == "uncertain").order_by(_c.id).limit(1)


def first_uncertain(connection: Connection) -> Job | None:
    """The oldest job that nobody knows the end of."""
    return next(iter(_jobs(connection.execute(_FIRST_UNCERTAIN))), None)


def job(connection: Connection, job_id: int) -> Job:
    """One job by its id."""
    return _jobs(connection.execute(select(*_COLUMNS).where(_c.id == job_id)))[0]


# --- the queue page ---------------------------------------------------------------------------

Key = tuple[int, int]  # rank and id of the last row of a page
_RANK: Final[ColumnElement[int]] = case(
    {state: rank for rank, state in enumerate(OPEN)}, value=_c.state, else_=len(OPEN)
)


def page(connection: Connection, on: date, after: Key | None = None) -> tuple[Job, ...]:
    """A page of papers: those without an end of any day in the order in which they will be dealt
    with, then those of a day that have one, newest first. `after` is `key_of` the last row."""
    rank, last = after or (-1, 0)
    found: tuple[Job, ...] = ()
    if rank < len(OPEN):
        ids = select(_c.id).where(_c.state.in_(OPEN), tuple_(_RANK, _c.id) > (rank, last))
        ids = ids.order_by(_RANK, _c.id).limit(PAGE)
        query = select(*_COLUMNS).where(_c.id.in_(ids)).order_by(_RANK, _c.id)
        found = _jobs(connection.execute(query))
    if len(found) < PAGE:
        query = select(*_COLUMNS).where(_c.made_on == on.isoformat(), _c.state.in_(ENDED))
        if rank == len(OPEN):
            query = query.where(_c.id < last)
        query = query.order_by(_c.id.desc()).limit(PAGE - len(found))
        found += _jobs(connection.execute(query))
    return found


def key_of(one: Job) -> Key:
    """Where the next page starts."""
    return (OPEN.index(one.state) if one.state in OPEN else len(OPEN), one.id)


_COUNT: Final = (
    select(_c.state, _c.copy_no > 0, func.count())
    .where(_c.made_on == bindparam("on_day"))
    .group_by(_c.state, _c.copy_no > 0)
)


def counts(connection: Connection, on: date) -> Counts:
    """How the papers of a day ended."""
    found: dict[str, int] = dict.fromkeys(Counts._fields, 0)
    for state, is_copy, n in connection.execute(_COUNT, {"on_day": on.isoformat()}):
        if state == "done":
            found["copies" if is_copy else "first"] += n
        else:
            found["waiting" if state in ("queued", "sending", "sent") else state] += n
    return Counts(**found)


def printed_between(connection: Connection, start: int, end: int) -> int:
    """How many papers came out, as far as is known, from one second to before another."""
    ended = _c.ended_at
    query = (
        select(func.count())
        .select_from(print_job)
        .where(_c.state == "done", ended >= start, ended < end)
    )
    return int(connection.execute(query).scalar() or 0)


def payloads(connection: Connection) -> dict[int, bytes]:
    """The bytes that were committed for each job that got so far."""
    query = select(_c.id, _c.payload).where(_c.payload.is_not(None))
    return {row.id: row.payload for row in connection.execute(query)}


def doubt_unfinished(connection: Connection) -> int:
    """At the start: what was being sent when the program ended is uncertain. Returns how many."""
    return connection.execute(
        update(print_job).where(_c.state == "sending").values(state="uncertain", fault="stopped")
    ).rowcount


def doubt_restored(connection: Connection) -> int:
    """In a store out of a backup: what was waiting when it was made may have come out since.

    Returns how many that are.
    """
    open_ones = update(print_job).where(_c.state.in_(("queued", "sending")))
    return connection.execute(open_ones.values(state="uncertain", fault="restored")).rowcount


def _jobs(rows: Iterable[Any]) -> tuple[Job, ...]:
    place = Job._fields.index("paper")
    return tuple(
        Job._make((*row[:place], _decoder.decode(row[place]), *row[place + 1 :])) for row in rows
    )

"""Print jobs: plain rows beside the log, from the business act to the end of the paper.

`queued → sending → sent → done`, `sending → uncertain → done | void`, `queued → cancelled`
(decision 29). A row is never deleted; `PaperIssued` in the log is what ends a job.
"""

from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from app.db.schema import print_job
from app.domain.papers import AnyPaper, Paper

ENDED: Final = ("done", "void", "cancelled")
_MOVES: Final = frozenset(
    {
        ("queued", "sending"), ("queued", "cancelled"), ("sending", "sent"), ("sending", "queued"),
        ("sending", "uncertain"), ("sent", "done"), ("uncertain", "done"), ("uncertain", "void"),
    }
)  # fmt: skip
_NEXT_COPY: Final = (
    select(func.coalesce(func.max(print_job.c.copy_no) + 1, 0))
    .where(print_job.c.ticket == bindparam("of"), print_job.c.doc == bindparam("paper"))
    .scalar_subquery()
)
_INSERT: Final = insert(print_job).values(
    {c.name: _NEXT_COPY if c.name == "copy_no" else bindparam(c.name)
     for c in print_job.c if c.name not in ("id", "payload")}
)  # fmt: skip
_WAITING: Final = (
    select(print_job.c.id).where(print_job.c.state == "queued").order_by(print_job.c.id)
)
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(AnyPaper)


class Job(NamedTuple):
    """A print job. `copy_no` is 0 for the first paper, n for 补打 第n次; times in seconds."""

    id: int
    ticket: str
    doc: str
    copy_no: int
    paper: AnyPaper
    state: str
    sha256: str
    evidence: str
    fault: str
    clerk: str
    created_at: int


class WrongMove(Exception):  # noqa: N818
    """A job cannot go from its state to that one."""


def doc_of(paper: Paper) -> str:
    """The kind of a paper: `accept_receipt` …"""
    return str(type(paper).__struct_config__.tag)


def enqueue(connection: Connection, paper: AnyPaper, clerk: str, at: int) -> int:
    """Add a job for a paper, inside the business transaction; returns its id."""
    doc = doc_of(paper)
    row = {
        "of": paper.ticket_no, "paper": doc, "ticket": paper.ticket_no, "doc": doc,
        "snapshot": _encoder.encode(paper), "state": "queued", "sha256": "", "sent": 0,
        "evidence": "", "fault": "", "clerk": clerk, "created_at": at, "ended_at": 0,
    }  # fmt: skip
    return int(connection.execute(_INSERT, row).lastrowid)


def move(connection: Connection, job_id: int, state: str, **values: object) -> None:
    """Take a job to its next state. Raises WrongMove when that is no step of its life."""
    now = connection.execute(select(print_job.c.state).where(print_job.c.id == job_id)).scalar()
    if (now, state) not in _MOVES:
        raise WrongMove(f"{now} → {state}")
    connection.execute(
        update(print_job).where(print_job.c.id == job_id).values(state=state, **values)
    )


def jobs(connection: Connection, *states: str, ticket: str = "") -> tuple[Job, ...]:
    """The jobs in some states (all when none is given), oldest first."""
    query = select(print_job).order_by(print_job.c.id)
    if states:
        query = query.where(print_job.c.state.in_(states))
    if ticket:
        query = query.where(print_job.c.ticket == ticket)
    return tuple(_job(row) for row in connection.execute(query))


def waiting(connection: Connection) -> tuple[int, ...]:
    """The ids of the jobs that wait for the printer, oldest first."""
    return tuple(connection.execute(_WAITING).scalars())


def job(connection: Connection, job_id: int) -> Job:
    """One job by its id."""
    return _job(connection.execute(select(print_job).where(print_job.c.id == job_id)).one())


def payloads(connection: Connection) -> dict[int, bytes]:
    """The bytes that were committed for each job that got so far."""
    query = select(print_job.c.id, print_job.c.payload).where(print_job.c.payload.is_not(None))
    return {row.id: row.payload for row in connection.execute(query)}


def doubt_unfinished(connection: Connection) -> int:
    """At the start: what was being sent when the program ended is uncertain. Returns how many."""
    return connection.execute(
        update(print_job).where(print_job.c.state == "sending").values(state="uncertain")
    ).rowcount


def _job(row: object) -> Job:
    r = row._mapping  # type: ignore[attr-defined]  # a Row; SQLAlchemy's own accessor
    return Job(
        r["id"], r["ticket"], r["doc"], r["copy_no"], _decoder.decode(r["snapshot"]), r["state"],
        r["sha256"], r["evidence"], r["fault"], r["clerk"], r["created_at"],
    )  # fmt: skip

"""The life of a print job as the main thread commits it (decision 29).

Bytes leave only after `sending` is committed with them; a job that ended stands in the log as
`PaperIssued`; what nobody can know is asked of a person, once.
"""

from collections.abc import Container
from functools import partial

from app.db import jobs
from app.db.jobs import Job
from app.desk.desk import Desk
from app.domain.acts.record import PaperIssued
from app.domain.papers import AnyPaper


def waiting(desk: Desk, without: Container[int] = ()) -> tuple[Job, ...]:
    """Jobs that no byte was sent of, oldest first, `without` those of these ids."""
    with desk.log.reading() as connection:
        wanted = [i for i in jobs.waiting(connection) if i not in without]
        return tuple(jobs.job(connection, i) for i in wanted)


def uncertain(desk: Desk) -> tuple[Job, ...]:
    """Jobs a person must answer for: did the paper come out?"""
    with desk.log.reading() as connection:
        return jobs.jobs(connection, "uncertain")


def of_ticket(desk: Desk, number: str) -> tuple[Job, ...]:
    """All jobs of a ticket."""
    with desk.log.reading() as connection:
        return jobs.jobs(connection, ticket=number)


def doubt_unfinished(desk: Desk) -> None:
    """At the start: what was being sent when the program ended becomes uncertain."""
    desk.log.write_beside(jobs.doubt_unfinished)


def sending(desk: Desk, job_id: int, payload: bytes, sha256: str) -> None:
    """Commit the bytes before the first of them leaves. Raises app.db.log.NotWritten."""
    move = partial(jobs.move, job_id=job_id, state="sending", payload=payload, sha256=sha256)
    desk.log.write_beside(move)


def back_to_queue(desk: Desk, job_id: int, code: str) -> None:
    """No byte reached the printer: the job waits again, or still does."""
    if _job(desk, job_id).state == "sending":
        desk.log.write_beside(partial(jobs.move, job_id=job_id, state="queued", fault=code))


def doubt(desk: Desk, job_id: int, sent: int, code: str) -> None:
    """Some bytes left and nobody knows what came of them."""
    desk.log.write_beside(
        partial(jobs.move, job_id=job_id, state="uncertain", sent=sent, fault=code)
    )


def issued(desk: Desk, job_id: int, sent: int, evidence: str) -> None:
    """All bytes left: the paper stands in the log with how sure that is."""
    job = _job(desk, job_id)
    moves = [
        partial(jobs.move, job_id=job_id, state="sent", sent=sent, evidence=evidence),
        partial(jobs.move, job_id=job_id, state="done", ended_at=desk.now),
    ]
    desk.perform(job.ticket, _entry(job, evidence), beside=moves)


def came_out(desk: Desk, job_id: int) -> None:
    """A person says that the uncertain paper came out whole."""
    job = _job(desk, job_id)
    move = partial(jobs.move, job_id=job_id, state="done", evidence="seen", ended_at=desk.now)
    desk.perform(job.ticket, _entry(job, "seen"), beside=[move])


def did_not_come_out(desk: Desk, job_id: int) -> int:
    """A person says that it is torn or missing: void, and a marked copy; returns its job id."""
    job = _job(desk, job_id)
    move = partial(jobs.move, job_id=job_id, state="void", evidence="void", ended_at=desk.now)
    again = partial(jobs.enqueue, paper=job.paper, clerk=desk.context().actor, at=desk.now)
    desk.perform(job.ticket, _entry(job, "void"), beside=[move, again])
    return max(j.id for j in of_ticket(desk, job.ticket))


def copy(desk: Desk, paper: AnyPaper) -> None:
    """补打: one more paper of the same snapshot, marked as a copy by its number."""
    desk.log.write_beside(
        partial(jobs.enqueue, paper=paper, clerk=desk.context().actor, at=desk.now)
    )


def _job(desk: Desk, job_id: int) -> Job:
    with desk.log.reading() as connection:
        return jobs.job(connection, job_id)


def _entry(job: Job, evidence: str) -> PaperIssued:
    return PaperIssued(
        doc=job.doc, copy_no=job.copy_no, sha256=job.sha256, evidence=evidence, job=str(job.id)
    )

"""The life of a print job as the main thread commits it (decision 29).

Bytes leave only after `sending` is committed with them; a job that ended stands in the log as
`PaperIssued`; what nobody can know is asked of a person, once. Verbs that write raise
app.db.log.NotWritten.
"""

from collections.abc import Container, Sequence
from functools import partial
from typing import Literal

from app.db import jobs
from app.db.jobs import Job, StillOpen
from app.db.log import Beside, Proposal
from app.db.people import Person
from app.desk.desk import Desk
from app.domain.acts.record import PaperIssued
from app.domain.papers import AnyPaper
from app.domain.refusal import Refused

Answer = Literal["whole", "torn", "none"]
"""纸出来了吗？完整 / 残缺 / 没有."""


def waiting(desk: Desk, without: Container[int] = ()) -> tuple[Job, ...]:
    """Jobs of today that no byte was sent of, oldest first, `without` those of these ids."""
    with desk.log.reading() as connection:
        wanted = [i for i in jobs.waiting(connection, desk.today) if i not in without]
        return tuple(jobs.job(connection, i) for i in wanted)


def may_go(desk: Desk, job_id: int) -> bool:
    """Whether a job may be printed at this moment: nobody cancelled it, it is of today, and no
    paper before it is in doubt."""
    with desk.log.reading() as connection:
        doubtful = jobs.first_uncertain(connection)
        return doubtful is None and job_id in jobs.waiting(connection, desk.today)


def first_uncertain(desk: Desk) -> Job | None:
    """The oldest job a person must answer for: did the paper come out?"""
    with desk.log.reading() as connection:
        return jobs.first_uncertain(connection)


def of_ticket(desk: Desk, number: str) -> tuple[Job, ...]:
    """All jobs of a ticket."""
    with desk.log.reading() as connection:
        return jobs.jobs(connection, ticket=number)


def job(desk: Desk, job_id: int) -> Job:
    """One job."""
    with desk.log.reading() as connection:
        return jobs.job(connection, job_id)


def doubt_unfinished(desk: Desk) -> None:
    """At the start: what was being sent when the program ended becomes uncertain."""
    desk.log.write_beside(jobs.doubt_unfinished)


def sending(desk: Desk, job_id: int, payload: bytes, sha256: str) -> None:
    """Commit the bytes before the first of them leaves."""
    move = partial(jobs.move, job_id=job_id, state="sending", payload=payload, sha256=sha256)
    desk.log.write_beside(move)


def back_to_queue(desk: Desk, job_id: int, code: str) -> None:
    """No byte reached the printer: the job waits again, or still does, and says why."""
    now = job(desk, job_id)
    if now.state == "sending":
        desk.log.write_beside(partial(jobs.move, job_id=job_id, state="queued", fault=code))
    elif now.state == "queued" and now.fault != code:
        desk.log.write_beside(partial(jobs.note, job_id=job_id, fault=code))


def put_by(desk: Desk, job_id: int, code: str) -> None:
    """A job that makes no paper waits until a person has looked at it."""
    desk.log.write_beside(partial(jobs.note, job_id=job_id, fault=code, wanted_on=""))


def doubt(desk: Desk, job_id: int, sent: int, code: str) -> None:
    """Some bytes left and nobody knows what came of them."""
    desk.log.write_beside(
        partial(jobs.move, job_id=job_id, state="uncertain", sent=sent, fault=code)
    )


def issued(desk: Desk, job_id: int, sent: int, evidence: str) -> None:
    """All bytes left: the paper stands in the log with how sure that is."""
    one = job(desk, job_id)
    moves = [
        partial(jobs.move, job_id=job_id, state="sent", sent=sent, evidence=evidence, fault=""),
        partial(jobs.move, job_id=job_id, state="done", ended_at=desk.now),
    ]
    _end(desk, one, evidence, moves)


# --- what a person says -----------------------------------------------------------------------


def answer(desk: Desk, job_id: int, said: Answer) -> None:
    """An uncertain paper came out whole, and is done; or torn or not at all, and is void with a
    marked copy of the same snapshot after it."""
    one, ends = job(desk, job_id), partial(jobs.move, job_id=job_id, ended_at=desk.now)
    if one.state != "uncertain":  # answered already, in another window
        return
    if said == "whole":
        _end(desk, one, "seen", [partial(ends, state="done", evidence="seen")])
        return
    why = desk.words(f"paper.{said}")
    void = partial(ends, state="void", evidence="void", why=why)
    again = partial(jobs.replace, job_id=job_id, clerk=_who(desk), at=desk.now)
    _end(desk, one, "void", [void, again], why)


def want(desk: Desk, job_id: int) -> None:
    """A person says that a paper of an earlier day, or one that could not be drawn, is wanted."""
    today = desk.today.isoformat()
    desk.log.write_beside(partial(jobs.note, job_id=job_id, fault="", wanted_on=today))


def cancel(desk: Desk, job_id: int, reason: str) -> tuple[Refused, ...]:
    """取消: not a byte of it has left and it is not wanted any more. Returns why not."""
    one = job(desk, job_id)
    if refused := _needs(one, "queued", reason):
        return refused
    move = partial(jobs.move, job_id=job_id, state="cancelled", why=reason, ended_at=desk.now)
    _end(desk, one, "cancelled", [move], reason)
    return ()


def void(desk: Desk, by: Person, job_id: int, reason: str) -> tuple[Refused, ...]:
    """作废: a paper that came out is taken back, by a leader who did not print it. Returns why
    not."""
    one = job(desk, job_id)
    refused = _needs(one, "done", reason)
    if not refused and (by.post != "leader" or by.id == one.clerk):
        refused = (Refused("paper.two_persons"),)
    if not refused:
        move = partial(jobs.move, job_id=job_id, state="void", why=reason)
        _end(desk, one, "void", [move], reason, by.id)
    return refused


def copy(desk: Desk, job_id: int) -> tuple[Refused, ...]:
    """补打: one more paper of the same snapshot, marked as a copy by its number. Returns why
    not: a second press while the first copy waits prints nothing."""
    try:
        desk.log.write_beside(
            partial(jobs.enqueue_copy, job_id=job_id, clerk=_who(desk), at=desk.now)
        )
    except StillOpen:
        return (Refused("paper.still_open"),)
    return ()


def enqueue(desk: Desk, paper: AnyPaper) -> None:
    """A first paper that no act writes with it; one of no ticket is told of in the day of the
    desk."""
    desk.log.write_beside(partial(jobs.enqueue, paper=paper, clerk=_who(desk), at=desk.now))


def _needs(one: Job, state: str, reason: str) -> tuple[Refused, ...]:
    if one.state != state:
        return (Refused("paper.moved"),)
    return () if reason.strip() else (Refused("paper.reason", field="reason"),)


def _who(desk: Desk) -> str:
    return desk.context().actor


def _end(
    desk: Desk, one: Job, evidence: str, beside: Sequence[Beside], reason: str = "", by: str = ""
) -> None:
    """The entry that ends a job. What lies on paper is a fact: nothing may refuse it."""
    entry = PaperIssued(
        doc=one.doc, copy_no=one.copy_no, sha256=one.sha256, evidence=evidence, job=str(one.id),
        reason=reason,
    )  # fmt: skip
    desk.log.append(by or _who(desk), [Proposal(one.ticket, entry)], beside)

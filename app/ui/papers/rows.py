"""Rows of the print queue: a paper in its columns, and what may be done with it. No toolkit."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from app.db.jobs import Job
from app.desk import moments
from app.desk.desk import Desk
from app.ui.kit.values import Mark
from app.ui.strip import fault_words

MARKS: Final[Mapping[str, Mark]] = MappingProxyType(
    {
        "uncertain": "bad", "held": "warn", "queued": "mute", "sending": "mute", "void": "mute",
        "cancelled": "mute",
    }
)  # fmt: skip
ACTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "uncertain": ("answer",), "held": ("want", "cancel"), "queued": ("retry", "cancel"),
        "done": ("copy", "void"), "cancelled": ("copy",),
    }
)  # fmt: skip


class PaperRow(NamedTuple):
    """A paper: `state` is the word of the table papers.state, `acts` what may be done now."""

    id: int
    what: str
    ticket: str
    number: str
    state: str
    state_words: str
    mark: Mark
    made: str
    clerk: str
    ended: str
    fault: str
    acts: tuple[str, ...]


def state_of(job: Job, today: date) -> str:
    """The word for how far a paper is: of those that came out, how sure that is."""
    if job.state == "done":
        return job.evidence
    if job.state == "queued" and job.wanted_on < today.isoformat():
        return "held"
    return "sending" if job.state == "sent" else job.state


def row_of(desk: Desk, job: Job, names: Mapping[str, str]) -> PaperRow:
    """A job as a row; `names` are people's by their id."""
    words, now = desk.words, desk.now
    state = state_of(job, desk.today)
    copy = words("papers.copy", n=job.copy_no) if job.copy_no else words("papers.first")
    fault = job.why or fault_words(words, job.fault)
    if state == "held" and not job.fault:
        fault = words("papers.old", day=moments.day_words(words, _day(job.made_on), desk.today))
    return PaperRow(
        job.id, words("papers.what", doc=words(f"doc.{job.doc}"), copy=copy),
        job.paper.ticket_no, job.paper.ticket_no or words("papers.desk"),
        state, words(f"papers.state.{state}"),
        MARKS.get(state, "ok"), moments.moment(words, job.created_at, now),
        names.get(job.clerk, job.clerk),
        moments.moment(words, job.ended_at, now) if job.ended_at else "",
        fault, ACTS.get("done" if job.state == "done" else state, ()),
    )  # fmt: skip


def _day(text: str) -> date:
    return date.fromisoformat(text)

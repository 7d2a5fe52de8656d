"""Between the store and the print worker: every step of a job is committed here, on the main
thread, before the next one may happen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from app.db.jobs import Job
from app.db.log import NotWritten
from app.desk import paper_trail
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.papers import TrialPage
from app.printing import spooler
from app.printing.model import Copy
from app.printing.spooler import Spooler
from app.ui.bridge import Bridge
from app.ui.late_writes import LateWrites


class PaperClerk:
    """Hands queued jobs to the spooler and commits what it reports.

    `changed(sentence)` is told after each step, with a sentence for the clerk or "".
    """

    def __init__(
        self, desk: Desk, printer: Spooler | None, bridge: Bridge, changed: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._printer = printer
        self._changed = changed
        self._handed: dict[int, int] = {}  # the jobs the spooler has, each with its turn
        self._turn = 0
        self._uncommitted: spooler.Ready | None = None
        self._refused: Callable[[str], None] = lambda code: changed(
            desk.words(f"paper.not_written_{code}")
        )
        self._ends = LateWrites(self._refused)
        self._missed = ""  # why the printer is not reached, once it was said
        self._trials = 0
        self._tried: Callable[[str], None] = lambda _key: None
        bridge.on(spooler.Ready, partial(self._hear, self._ready))
        bridge.on(spooler.Sent, partial(self._hear, self._sent))
        bridge.on(spooler.Uncertain, partial(self._hear, self._uncertain))
        bridge.on(spooler.Unreached, partial(self._hear, self._unreached))
        bridge.on(spooler.Unprintable, partial(self._hear, self._unprintable))

    @property
    def unfinished(self) -> int:
        """How many jobs the spooler still holds."""
        return len(self._handed)

    def hand_over(self) -> None:
        """Write what is still unwritten, then give the spooler every job it does not have yet.

        While a paper is uncertain nothing else is printed: first the clerk's one answer (R10).
        """
        if self._printer is None or not self._ends.flush():
            return
        if paper_trail.first_uncertain(self._desk):
            return
        for job in paper_trail.waiting(self._desk, without=self._handed):
            self._turn += 1
            self._handed[job.id] = self._turn
            self._printer.submit(replace(order_of(job), turn=self._turn))
        if self._uncommitted is not None:
            self._ready(self._uncommitted)

    def let_go(self, job_id: int) -> None:
        """Nobody wants this paper any more: not a byte of it will leave."""
        self._handed.pop(job_id, None)
        if self._uncommitted is not None and self._uncommitted.job_id == job_id:
            self._uncommitted = None
        if self._printer is not None:
            self._printer.cancel(job_id)

    def try_out(self, paper: TrialPage, tried: Callable[[str], None]) -> bool:
        """Print a page that belongs to no ticket: it is no job and no entry, and its id is below
        zero. `tried(key)` hears once how it ended; False where there is no printer."""
        if self._printer is None:
            return False
        self._trials -= 1
        self._tried = tried
        self._printer.submit(spooler.Job(self._trials, paper, None, "trial"))
        return True

    def _hear(self, handle: Callable[[Any], None], message: Any) -> None:
        """What the spooler says of a job goes into the store, of a trial page to who tries it."""
        if message.job_id >= 0:
            handle(message)
        elif self._printer is None:
            return
        elif isinstance(message, spooler.Ready):
            self._printer.go(message.job_id)
        else:
            self._printer.cancel(message.job_id)  # not to be tried again by itself
            self._tried(type(message).__name__.lower())

    def plug(self, printer: Spooler | None) -> None:
        """Another printer, or none: what the old one has not begun goes back into the queue.

        A paper already on its way is still reported by the old one until it is stopped.
        """
        if self._printer is not None:
            self._take_back()
        self._printer = printer
        self.hand_over()

    def on_second(self) -> None:
        """Try again what the store has not taken."""
        if self._ends or self._uncommitted is not None:
            self.hand_over()

    def _ended(self, write: Callable[[], None], sentence: str = "") -> None:
        if self._ends.put(write):
            self._changed(sentence)

    def _ready(self, message: spooler.Ready) -> None:
        """The bytes are committed as `sending` before the first of them leaves.

        This is the last moment to look whether the paper is still wanted: since it was handed
        over it may have been cancelled, a day may have passed, another paper may be in doubt.
        """
        if self._printer is None:  # unplugged meanwhile: nothing of it has left
            return
        if message.job_id not in self._handed:  # taken back meanwhile
            self._printer.cancel(message.job_id)
            return
        if self._handed[message.job_id] != message.turn:  # and handed over again since
            return
        self._uncommitted = message
        if not self._ends.flush():
            return
        if not paper_trail.may_go(self._desk, message.job_id):
            self.let_go(message.job_id)
            self._changed("")
            return
        payload = message.payload
        try:
            paper_trail.sending(self._desk, message.job_id, payload.content, payload.sha256)
        except NotWritten as error:
            self._refused(error.code)
            return
        self._uncommitted = None
        self._printer.go(message.job_id)
        self._changed("；".join(payload.warnings))

    def _sent(self, message: spooler.Sent) -> None:
        evidence = "printed" if message.evidence == "E3" else "sent"
        self._handed.pop(message.job_id, None)
        self._missed = ""
        self._ended(partial(paper_trail.issued, self._desk, message.job_id, message.sent, evidence))

    def _uncertain(self, message: spooler.Uncertain) -> None:
        self._handed.pop(message.job_id, None)
        self._take_back()
        doubt = partial(paper_trail.doubt, self._desk, message.job_id, message.sent, message.code)
        self._ended(doubt, self._desk.words("paper.uncertain"))

    def _take_back(self) -> None:
        """Nothing more is printed before the clerk has answered; the others wait in the store."""
        for job_id in tuple(self._handed):
            self.let_go(job_id)

    def _unreached(self, message: spooler.Unreached) -> None:
        """The spooler tries again by itself; the clerk hears of it once, the strip goes on."""
        back = partial(paper_trail.back_to_queue, self._desk, message.job_id, message.code)
        said = self._desk.words("paper.unreached") if message.code != self._missed else ""
        self._missed = message.code
        self._ended(back, said)

    def _unprintable(self, message: spooler.Unprintable) -> None:
        self._handed.pop(message.job_id, None)
        put_by = partial(paper_trail.put_by, self._desk, message.job_id, "undrawable")
        self._ended(put_by, self._desk.words("paper.undrawable"))


def order_of(job: Job) -> spooler.Job:
    """A job as the spooler takes it."""
    copy = None
    if job.copy_no:
        copy = Copy(job.copy_no, local(job.created_at).isoformat(), job.clerk)
    return spooler.Job(job.id, job.paper, copy, f"{job.id:05d}-{job.doc}")

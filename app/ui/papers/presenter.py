"""The print queue without a toolkit."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final, Protocol

from app.db import jobs, people
from app.db.jobs import Job, Key
from app.db.log import NotWritten
from app.db.people import Person
from app.desk import moments, paper_trail
from app.desk.desk import Desk
from app.desk.paper_trail import Answer
from app.domain.papers import AnyPaper
from app.domain.refusal import Refused
from app.printing.model import Copy
from app.ui import strip
from app.ui.later import Run, later
from app.ui.paper_clerk import PaperClerk, order_of
from app.ui.papers.rows import PaperRow, row_of

FOLLOWED: Final = 200  # rows that are read anew while papers come out; further ones when asked
REASONS: Final = 4
Draw = Callable[[AnyPaper, Copy | None], bytes]


class QueueView(Protocol):
    """What the page shows."""

    def show_day(self, title: str, counts: str, *, is_today: bool) -> None:
        """The day and how its papers ended."""

    def show_rows(self, rows: Sequence[PaperRow], *, more: bool) -> None:
        """What has no end yet, then the papers of the day; `more` are to be had."""

    def show_picture(self, job_id: int, png: bytes) -> None:
        """The very paper, b"" for one that cannot be drawn."""

    def ask_answer(self, job_id: int, question: str, why: str) -> None:
        """纸出来了吗？"""

    def ask_reason(self, act: str, job_id: int, sub: str, reasons: Sequence[str]) -> None:
        """Why a paper is cancelled or void."""

    def say(self, sentence: str, is_bad: bool = False) -> None:
        """Above the list; "" takes it away."""


class QueuePresenter:
    """Handlers of the page. `ask(then)` brings a leader's consent, `changed()` hears of each
    paper that was written of, `wake()` makes the printer try now, `go(number)` opens a ticket;
    `draw` is slow and done by `run`."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        draw: Draw,
        clerk: Callable[[], PaperClerk],
        ask: Callable[[Callable[[Person], object]], None],
        changed: Callable[[], None],
        wake: Callable[[], None],
        go: Callable[[str], None],
    ) -> None:
        self._desk, self._run, self._draw, self._clerk = desk, run, draw, clerk
        self._ask, self._changed, self._wake, self._go = ask, changed, wake, go
        self._view: QueueView
        self._on = date.min
        self._shown: tuple[Job, ...] = ()

    def attach(self, view: QueueView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """The papers of today."""
        self._on = self._desk.today
        self._view.say("")
        self._shown = ()
        self.show()

    def show(self) -> None:
        """Read again what is shown."""
        wanted, found = max(len(self._shown), 1), tuple[Job, ...]()
        more = True
        while more and len(found) < wanted:
            fresh = self._page(jobs.key_of(found[-1]) if found else None)
            found, more = found + fresh, len(fresh) == jobs.PAGE
        self._shown = found
        self._tell(more=more)

    def on_changed(self) -> None:
        """A paper went a step further. Whoever has read far back is left where he is."""
        if len(self._shown) <= FOLLOWED:
            self.show()

    def on_more(self) -> None:
        """The end of the list came in sight."""
        fresh = self._page(jobs.key_of(self._shown[-1]))
        self._shown += fresh
        self._tell(more=len(fresh) == jobs.PAGE)

    def on_day(self, step: int) -> None:
        """A day back or forth, never past today."""
        self._on = min(self._on + timedelta(step), self._desk.today)
        self._shown = ()
        self.show()

    def on_look(self, job_id: int) -> None:
        """Draw the very paper on a worker: its own snapshot, marked as its own copy."""
        job = paper_trail.job(self._desk, job_id)
        picture = partial(_picture, self._draw, job)
        later(self._run, picture, lambda png: self._view.show_picture(job_id, png))

    def on_act(self, act: str, job_id: int) -> None:
        """One of the acts of a row, or `ticket`."""
        words, job = self._desk.words, paper_trail.job(self._desk, job_id)
        match act:
            case "answer":
                self._view.ask_answer(job_id, *strip.question(self._desk, job))
            case "want":
                self._write(act, partial(paper_trail.want, self._desk, job_id))
            case "retry":
                self._wake()
            case "copy":
                self._write(act, partial(paper_trail.copy, self._desk, job_id))
            case "cancel" | "void":
                reasons = [words(f"papers.ask.{act}_{n}") for n in range(1, REASONS + 1)]
                self._view.ask_reason(act, job_id, words(f"papers.ask.{act}_sub"), reasons)
            case "ticket" if job.paper.ticket_no:
                self._go(job.paper.ticket_no)

    def on_answer(self, job_id: int, said: Answer) -> None:
        """The clerk has looked at the printer."""
        self._write("", partial(paper_trail.answer, self._desk, job_id, said))

    def on_reason(self, act: str, job_id: int, reason: str) -> None:
        """A reason was chosen; a leader has to agree to void."""
        if act == "cancel":
            self._write(act, partial(paper_trail.cancel, self._desk, job_id, reason))
            self._clerk().let_go(job_id)
        else:
            self._ask(
                lambda by: self._write(
                    act, partial(paper_trail.void, self._desk, by, job_id, reason)
                )
            )

    def _write(self, act: str, verb: Callable[[], tuple[Refused, ...] | None]) -> None:
        words = self._desk.words
        try:
            refused = verb()
        except NotWritten as error:
            self._view.say(words(f"not_written.{error.code}"), is_bad=True)
            return
        if refused:
            self._view.say(words.refusal(refused[0]), is_bad=True)
        else:
            self._view.say(words(f"papers.done_{act}") if act else "")
            self._changed()
        self.show()

    def _page(self, after: Key | None) -> tuple[Job, ...]:
        with self._desk.log.reading() as connection:
            return jobs.page(connection, self._on, after)

    def _tell(self, *, more: bool) -> None:
        desk, words = self._desk, self._desk.words
        with desk.log.reading() as connection:
            counts = jobs.counts(connection, self._on)
            names = {p.id: p.name for p in people.everyone(connection)}
        day = moments.day_words(words, self._on, date.min)
        title = words("papers.day", day=day, weekday=moments.weekday_words(words, self._on))
        told = [words("papers.counts", **counts._asdict())]
        told += [words("papers.waiting", n=counts.waiting)] if counts.waiting else []
        self._view.show_day(title, "，".join(told), is_today=self._on == desk.today)
        self._view.show_rows([row_of(desk, j, names) for j in self._shown], more=more)


def _picture(draw: Draw, job: Job) -> bytes:
    try:
        return draw(job.paper, order_of(job).copy)
    except ValueError:
        return b""

"""The papers of a ticket without a toolkit: look at one before it is printed once more."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from app.db.jobs import Job
from app.db.log import NotWritten
from app.desk import paper_trail
from app.desk.desk import Desk, Outcome
from app.domain.papers import AnyPaper

Run = Callable[[Callable[[], object]], None]
Draw = Callable[[AnyPaper], bytes]


class Drawn(NamedTuple):
    """The worker's picture of a paper, as PNG; `key` is that of PapersPresenter.papers."""

    key: str
    doc: str
    png: bytes


class PapersView(Protocol):
    """What the page shows of papers."""

    def show_paper(self, key: str, title: str, png: bytes) -> None:
        """The paper as it will come out, and a button that prints it."""

    def toast(self, sentence: str) -> None:
        """A sentence that goes by itself."""


class PapersPresenter:
    """Handlers of the print menu. `draw` is slow and runs on a worker through `run`."""

    def __init__(
        self, desk: Desk, run: Run, draw: Draw, written: Callable[[Outcome], None]
    ) -> None:
        self._desk = desk
        self._run = run
        self._draw = draw
        self._written = written
        self._view: PapersView
        self._number = ""

    def attach(self, view: PapersView) -> None:
        """Bind the page."""
        self._view = view

    def papers(self, number: str) -> tuple[tuple[str, str], ...]:
        """The papers of a ticket that can be printed again: (key, words); a slip for each unit is
        a paper of its own."""
        self._number = number
        found, words = self._latest(), self._desk.words
        docs = [job.doc for job in found.values()]
        named = []
        for place, (key, job) in enumerate(found.items()):
            nth = docs[: place + 1].count(job.doc)
            several = f" {nth}" if docs.count(job.doc) > 1 else ""
            named.append((key, f"{words(f'doc.{job.doc}')}{several}"))
        return tuple(named)

    def on_look(self, key: str) -> None:
        """Draw it on a worker."""
        job = self._latest()[key]
        self._run(partial(_picture, key, job.doc, job.paper, self._draw))

    def on_drawn(self, drawn: Drawn) -> None:
        """The picture is there."""
        self._view.show_paper(drawn.key, self._desk.words(f"doc.{drawn.doc}"), drawn.png)

    def on_print(self, key: str) -> None:
        """补打: one more paper of a snapshot that was printed before, marked as a copy."""
        words, job = self._desk.words, self._latest()[key]
        try:
            refused = paper_trail.copy(self._desk, job.id)
        except NotWritten as error:
            self._view.toast(words(f"paper.not_written_{error.code}"))
            return
        if refused:
            self._view.toast(words.refusal(refused[0]))
            return
        self._view.toast(words("ticket.copy", doc=words(f"doc.{job.doc}")))
        self._written(Outcome(self._desk.log.ticket(self._number)))

    def _latest(self) -> dict[str, Job]:
        """The newest job of each paper, by the name of the first one."""
        return {str(j.original): j for j in paper_trail.of_ticket(self._desk, self._number)}


def _picture(key: str, doc: str, paper: AnyPaper, draw: Draw) -> Drawn:
    return Drawn(key, doc, draw(paper))

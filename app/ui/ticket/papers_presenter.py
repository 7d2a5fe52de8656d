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
    """The worker's picture of a paper, as PNG."""

    doc: str
    png: bytes


class PapersView(Protocol):
    """What the page shows of papers."""

    def show_paper(self, doc: str, title: str, png: bytes) -> None:
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
        """The papers of a ticket that can be printed again: (doc, words)."""
        self._number = number
        docs = dict.fromkeys(j.doc for j in paper_trail.of_ticket(self._desk, number))
        return tuple((d, self._desk.words(f"doc.{d}")) for d in docs)

    def on_look(self, doc: str) -> None:
        """Draw it on a worker."""
        paper = self._latest(doc).paper
        self._run(partial(_picture, doc, paper, self._draw))

    def on_drawn(self, drawn: Drawn) -> None:
        """The picture is there."""
        self._view.show_paper(drawn.doc, self._desk.words(f"doc.{drawn.doc}"), drawn.png)

    def on_print(self, doc: str) -> None:
        """补打: one more paper of a snapshot that was printed before, marked as a copy."""
        words = self._desk.words
        try:
            paper_trail.copy(self._desk, self._latest(doc).paper)
        except NotWritten as error:
            self._view.toast(words(f"paper.not_written_{error.code}"))
            return
        self._view.toast(words("ticket.copy", doc=words(f"doc.{doc}")))
        self._written(Outcome(self._desk.log.ticket(self._number)))

    def _latest(self, doc: str) -> Job:
        """The newest snapshot of a kind."""
        jobs = paper_trail.of_ticket(self._desk, self._number)
        return [j for j in jobs if j.doc == doc][-1]


def _picture(doc: str, paper: AnyPaper, draw: Draw) -> Drawn:
    return Drawn(doc, draw(paper))

"""A paper of the desk, of no ticket: looked at first, then printed."""

from functools import partial

from app.db.jobs import doc_of
from app.db.log import NotWritten
from app.desk import paper_trail
from app.domain.papers import AnyPaper
from app.ui.kit.values import Notice
from app.ui.later import later
from app.ui.program import Program
from app.ui.shell.shell import Shell
from app.ui.ticket.paper_dialog import PaperDialog


class DeskPapers:
    """Shows papers above the window, which says that one waits for the printer."""

    def __init__(self, program: Program, shell: Shell) -> None:
        self._program, self._shell = program, shell
        self.dialog: PaperDialog | None = None

    def offer(self, paper: AnyPaper) -> None:
        """Draw it on a worker, then ask whether it is printed."""
        who = self._program.desk.person
        draw = partial(self._program.draw, paper)

        def show(png: bytes) -> None:
            if self._program.desk.person == who:  # nobody else has sat down meanwhile
                self._show(paper, png)

        later(self._program.run, draw, show)

    def _show(self, paper: AnyPaper, png: bytes) -> None:
        words = self._program.words
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = PaperDialog(
            self._shell, words(f"doc.{doc_of(paper)}"), png, lambda: self._print(paper),
            sub=words("paper.look"), strong=words("paper.print"),
        )  # fmt: skip
        self.dialog.open()

    def _print(self, paper: AnyPaper) -> None:
        words, title = self._program.words, f"doc.{doc_of(paper)}"
        try:
            paper_trail.enqueue(self._program.desk, paper)
        except NotWritten as error:
            self._shell.toast(Notice(words(f"paper.not_written_{error.code}"), "bad"))
            return
        self._program.papers.hand_over()
        self._shell.toast(Notice(words("paper.queued", doc=words(title)), "ok"))

"""The print queue put together: its page, the leader's consent, the ways that lead to it."""

from collections.abc import Callable
from functools import cached_property

from app.desk import viewing
from app.ui.kit.keys import bind_keys
from app.ui.papers.presenter import QueuePresenter
from app.ui.papers.view import PapersPage
from app.ui.program import Program
from app.ui.settings.consent_dialog import ConsentDialog
from app.ui.settings.presenter import Consent
from app.ui.shell.shell import Shell

NAME = "papers"


class PapersWiring:
    """Makes the page and binds its key. `changed()` hears that a paper was written of,
    `open_ticket(number)` leads on."""

    def __init__(
        self,
        program: Program,
        shell: Shell,
        changed: Callable[[], None],
        open_ticket: Callable[[str], None],
    ) -> None:
        desk, words = program.desk, program.words
        self._program, self._shell, self._came_from = program, shell, "ledger"
        self._consent = Consent(desk, program.run)
        self.presenter = QueuePresenter(
            desk, program.run, program.draw, lambda: program.papers, self._consent.ask, changed,
            self._wake, open_ticket,
        )  # fmt: skip
        shell.add_inner(NAME, lambda: self.page, under="ledger")
        bind_keys(shell, "Ctrl+Shift+P", self.show, words("papers.title"))

    @cached_property
    def page(self) -> PapersPage:
        """Made when it is first looked at, with the dialog of consent."""
        page = PapersPage(self.presenter, self._program.words)
        page.back_pressed.connect(lambda: self._shell.show_page(self._came_from))
        self.consent_dialog = ConsentDialog(page, self._consent, self._program.words)
        return page

    def show(self) -> None:
        """Open the page; Esc leads back to where it was opened. Not for who only looks on."""
        desk = self._program.desk
        if desk.person is None or viewing.is_outside(desk):
            return
        if self._shell.page() != NAME:
            self._came_from = self._shell.page() or self._came_from
        self._shell.show_page(NAME)

    def on_changed(self) -> None:
        """A paper went a step further."""
        if self._shell.page() == NAME:
            self.presenter.on_changed()

    def _wake(self) -> None:
        self._program.papers.hand_over()
        if self._program.printer is not None:
            self._program.printer.wake()

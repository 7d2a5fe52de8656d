"""The rules page put together: the page, a leader's consent, and what follows an adoption."""

from collections.abc import Callable
from functools import cached_property

from app.ui.kit.values import NavItem
from app.ui.program import Program
from app.ui.regime.presenter import RegimePresenter
from app.ui.regime.view import RegimePage
from app.ui.settings.consent_dialog import ConsentDialog
from app.ui.settings.presenter import Consent
from app.ui.shell.shell import Shell


class RegimeWiring:
    """Makes the page and adds it to the rail. `adopted` is called when other rules may hold."""

    def __init__(self, program: Program, shell: Shell, adopted: Callable[[], None]) -> None:
        self._program, self._consent = program, Consent(program.desk, program.run)
        self.presenter = RegimePresenter(program.desk, program.run, self._consent.ask, adopted)
        item = NavItem("regime", program.words("regime.title"), "", "scale")
        shell.add_page(item, lambda: self.page)
        shell.page_shown.connect(self._shown)

    @cached_property
    def page(self) -> RegimePage:
        """Made when it is first looked at, with the dialog of consent."""
        page = RegimePage(self.presenter)
        self.dialog = ConsentDialog(page, self._consent, self._program.words)
        return page

    def _shown(self, page: str) -> None:
        if page == "regime":
            self.presenter.open()

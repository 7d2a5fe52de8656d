"""Finding things: the palette (Ctrl+K), all tickets (Ctrl+F), the sheet of keys (F1)."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

from PySide6.QtCore import QObject

from app.desk.desk import Desk
from app.ui.find.presenter import FindPresenter
from app.ui.find.view import FindPage
from app.ui.kit.commands import bound_to, commands_of
from app.ui.kit.findbar import FindBar
from app.ui.kit.keys import bind_keys
from app.ui.kit.page import Page
from app.ui.palette.presenter import PalettePresenter
from app.ui.palette.view import Palette
from app.ui.shell.keysheet import KeySheet
from app.ui.shell.shell import Shell
from app.ui.wiring.keymap import Section, columns, sections

PALETTE: Final = "Ctrl+K"


class Finder(QObject):
    """Binds the three keys to the window. `open_ticket(number)`, `take_phone(phone)` at intake,
    `print_card(sections)` makes the card for the desk."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        open_ticket: Callable[[str], None],
        take_phone: Callable[[str], None],
        print_card: Callable[[Sequence[Section]], object],
    ) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, desk
        self.open_ticket, self._take_phone = open_ticket, take_phone
        self._print_card = print_card
        self.find = FindPresenter(desk, open_ticket)
        shell.add_inner("find", lambda: self.page, under="board")
        self.presenter = PalettePresenter(desk, self)
        self.palette = Palette(shell, self.presenter)
        bind_keys(shell, PALETTE, self.open_palette, "找工单、找命令")
        bind_keys(shell, "Ctrl+F", self.search, "查全部工单")
        bind_keys(shell, "F1", self.open_sheet, "快捷键")

    @cached_property
    def page(self) -> FindPage:
        """Made when it is first looked at."""
        page = FindPage(self.find)
        page.back_pressed.connect(lambda: self._shell.show_page("board"))
        return page

    def add_bar(self, page: Page) -> None:
        """Put the field of the palette into a page's title bar."""
        bar = FindBar()
        bar.clicked.connect(self.open_palette)
        page.add_tool(bar)

    def open_palette(self) -> None:
        """Ctrl+K, while somebody sits at the desk."""
        page = self._shell.open_page()
        if self._desk.person is None or page is None:
            return
        own = [c for c in bound_to(self._shell) if c.keys != PALETTE]
        self.palette.field.clear()
        self.presenter.open(commands_of(page), (*commands_of(self._shell.rail), *own))
        self.palette.open()

    def new_with_phone(self, phone: str) -> None:
        """To the intake page with this telephone."""
        self._shell.show_page("intake")
        self._take_phone(phone)

    def search(self, words: str | None = None) -> None:
        """Ctrl+F, or the last line of the palette."""
        if self._desk.person is None:
            return
        self._shell.show_page("find")
        self.find.open(words)
        self.page.take_cursor()

    def open_sheet(self) -> None:
        """F1."""
        if self._desk.person is None:
            return
        found = sections(self._shell, self._desk.words)
        KeySheet(
            self._shell, self._desk.words, lambda count: columns(found, count),
            lambda: self._print_card(found),
        ).open()  # fmt: skip

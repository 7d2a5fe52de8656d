"""值守 put together: its page, and its lines above the board."""

from collections.abc import Callable
from functools import cached_property

from app.ui.board.day_presenter import DayPresenter
from app.ui.board.presenter import BoardPresenter
from app.ui.board.reminders_presenter import RemindersPresenter
from app.ui.board.reminders_view import Reminders
from app.ui.board.view import BoardPage
from app.ui.program import Program
from app.ui.shell.shell import Shell
from app.ui.watch.presenter import WatchPresenter
from app.ui.watch.view import WatchPage
from app.ui.wiring.desk_paper import DeskPapers


class WatchWiring:
    """Both pages. `written` hears that something was recorded."""

    def __init__(
        self, program: Program, shell: Shell, board: BoardPresenter,
        open_ticket: Callable[[str], None], written: Callable[[], None],
    ) -> None:  # fmt: skip
        desk = program.desk
        reminders = RemindersPresenter(desk, lambda: shell.show_page("watch"))
        board.also = reminders.show
        self.papers = DeskPapers(program, shell)
        day = DayPresenter(desk, self.papers.offer)
        self.board_page = BoardPage(board, Reminders(reminders, desk.words), day.on_print)
        self.presenter = WatchPresenter(desk, open_ticket, written)
        self._words = desk.words

    @cached_property
    def page(self) -> WatchPage:
        """Made when it is first looked at."""
        return WatchPage(self.presenter, self._words)

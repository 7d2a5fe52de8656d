"""值守 put together: its page, and its lines above the board."""

from collections.abc import Callable

from app.desk.desk import Desk
from app.ui.board.presenter import BoardPresenter
from app.ui.board.reminders_presenter import RemindersPresenter
from app.ui.board.reminders_view import Reminders
from app.ui.board.view import BoardPage
from app.ui.watch.presenter import WatchPresenter
from app.ui.watch.view import WatchPage


class WatchWiring:
    """Makes both pages. `go(page)` shows a page; `written` hears that something was recorded."""

    def __init__(
        self, desk: Desk, board: BoardPresenter, open_ticket: Callable[[str], None],
        go: Callable[[str], None], written: Callable[[], None],
    ) -> None:  # fmt: skip
        reminders = RemindersPresenter(desk, lambda: go("watch"))
        board.also = reminders.show
        self.board_page = BoardPage(board, Reminders(reminders, desk.words))
        self.presenter = WatchPresenter(desk, open_ticket, written)
        self.page = WatchPage(self.presenter, desk.words)

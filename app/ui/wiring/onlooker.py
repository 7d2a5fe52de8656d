"""Who looks on from outside (旁观): what such a person finds, and the views that are kept."""

from collections.abc import Callable
from typing import Final

from app.db.log import NotWritten
from app.desk import viewing
from app.desk.desk import Desk
from app.ui.board.view import BoardPage
from app.ui.kit.values import Notice
from app.ui.shell.shell import Shell
from app.ui.ticket.view import TicketPage

WRITING: Final = ("intake", "rating", "settings")


def fit_post(desk: Desk, shell: Shell, page: TicketPage, board: BoardPage) -> None:
    """Who looks on from outside finds nothing that only writes: pages, notes, papers."""
    outside = viewing.is_outside(desk)
    shell.rail.hide_items(*(WRITING if outside else ()), leave=outside)
    for writer in (page.foot, page.more_button, page.print_button, board.print_button):
        writer.setVisible(not outside)


def note_view(
    desk: Desk, shell: Shell, cover: Callable[[], None], page: str, number: str = ""
) -> bool:
    """Whether a view is kept that has to be; the desk is covered where that fails."""
    try:
        viewing.note(desk, page, number)
    except NotWritten as error:
        cover()
        shell.toast(Notice(desk.words(f"not_written.{error.code}"), "bad"))
        return False
    return True

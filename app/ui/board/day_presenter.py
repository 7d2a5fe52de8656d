"""当日待办清单: what is late and what is due today, as the board has it, for the printer."""

from collections.abc import Callable, Iterator

from app.db import queries
from app.db.queries import Row
from app.desk import desk_papers
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.papers import AnyPaper, CaseLine, DayList
from app.ui.board.rows import BoardRow, board_row


class DayPresenter:
    """Handler of Ctrl+P. `offer(paper)` shows a paper before it is printed."""

    def __init__(self, desk: Desk, offer: Callable[[AnyPaper], None]) -> None:
        self._desk, self._offer = desk, offer

    def on_print(self) -> None:
        """The list as it stands at this moment."""
        self._offer(self._made())

    def _made(self) -> DayList:
        desk, now = self._desk, self._desk.now
        with desk.log.reading() as connection:
            counts = queries.counts(connection, now, now)
        rows = [board_row(desk, r) for r in self._due()]
        rows.sort(key=lambda r: not r.row.ticket.green)  # as the board has them (X-9-2-4b)
        late = [_line(r) for r in rows if r.lamp == "red"]
        today = [_line(r) for r in rows if r.lamp != "red"]
        rest = counts.total - counts.waiting - len(rows)
        return desk_papers.day_list(desk, late, today, rest, counts.waiting)

    def _due(self) -> Iterator[Row]:
        """The open matters due by the end of the day, page by page, by nearest due."""
        after: tuple[int, int, int] | None = None
        while True:
            with self._desk.log.reading() as connection:
                page = queries.board(connection, after)
            for row in page:
                due = row.next_due
                if row.waiting or due is None or local(due).date() > self._desk.today:
                    return
                yield row
            if len(page) < queries.PAGE:
                return
            after = queries.board_key(page[-1])


def _line(of: BoardRow) -> CaseLine:
    """Nobody is named: the list may lie on the counter."""
    return CaseLine(
        ticket_no=of.number, matter=of.matter, department=of.department, said=of.next_step,
        due=of.due,
    )  # fmt: skip

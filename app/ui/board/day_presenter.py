"""当日待办清单: what is late and what is due today, as the board has it, for the printer."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Final

from app.db import queries
from app.db.queries import Row
from app.desk import desk_papers
from app.desk.desk import Desk
from app.domain.clock import ZONE
from app.domain.papers import AnyPaper, CaseLine, DayList
from app.ui.board.rows import BoardRow, board_row

MOST: Final = 40


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
            counts = queries.counts(connection, now, self._end_of_day())
        rows = [board_row(desk, r) for r in self._due()]
        rows.sort(key=lambda r: not r.row.ticket.green)  # as the board has them (X-9-2-4b)
        late = [_line(r) for r in rows if r.lamp == "red"]
        today = [_line(r) for r in rows if r.lamp != "red"]
        return desk_papers.day_list(desk, late, today, counts)

    def _end_of_day(self) -> int:
        return int(datetime.combine(self._desk.today, time.max, ZONE).timestamp())

    def _due(self) -> Iterator[Row]:
        """The open matters due by the end of the day, by nearest due; not more than a person
        reads on paper."""
        with self._desk.log.reading() as connection:
            page = queries.board(connection)
        end = self._end_of_day()
        for row in page[:MOST]:
            if not row.waiting and row.next_due is not None and row.next_due <= end:
                yield row


def _line(of: BoardRow) -> CaseLine:
    """Nobody is named: the list may lie on the counter."""
    return CaseLine(
        ticket_no=of.number, matter=of.row.matter, department=of.row.department,
        said=of.told.next_step, due=of.told.due,
    )  # fmt: skip

"""The board without a toolkit: open tickets grouped by lamp, one of them in preview."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from app.db import lists, queries
from app.db.queries import Counts, Row
from app.desk import moments, progress
from app.desk.desk import Desk
from app.domain import worktime
from app.domain.acts.act import Act
from app.domain.clock import local
from app.domain.offers import offers

LAMPS: Final = ("red", "yellow", "green", "waiting")


class BoardRow(NamedTuple):
    """A row: lamp and words, nearest due, two lines of what and who, where, how far, what next."""

    number: str
    lamp: str
    left: str
    due: str
    matter: str
    who: str
    department: str
    progress: str
    next_step: str
    row: Row


class Preview(NamedTuple):
    """The selected ticket: head, due line, problem, what happened last, what may be done."""

    number: str
    head: str
    matter: str
    who: str
    lamp: str
    due: str
    description: str
    acts: tuple[tuple[str, str], ...]


class BoardView(Protocol):
    """What the page shows."""

    def show_counts(self, counts: Counts, sentence: str) -> None:
        """The numbers on the filters and the badge."""

    def show_rows(self, rows: Sequence[BoardRow], lamp: str, *, more: bool) -> None:
        """All rows so far, in order of due, under the chosen filter ("" for all)."""

    def show_departments(self, names: Sequence[str]) -> None:
        """The choice of departments."""

    def show_preview(self, preview: Preview | None) -> None:
        """The selected ticket, or nothing."""


class BoardPresenter:
    """Handlers of the board. `open_ticket(number, act name)` goes to the ticket page."""

    def __init__(self, desk: Desk, open_ticket: Callable[[str, str], None]) -> None:
        self._desk = desk
        self._open_ticket = open_ticket
        self._view: BoardView
        self._rows: list[Row] = []
        self._more = False
        self._lamp = ""
        self._department = ""

    def attach(self, view: BoardView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Read the first page."""
        with self._desk.log.reading() as connection:
            departments = lists.departments(connection)
            self._rows = list(queries.board(connection, department=self._department))
        self._view.show_departments(departments)
        self._more = len(self._rows) == queries.PAGE
        self.on_minute()

    def on_more(self) -> None:
        """The end of the list came in sight: read on from the last row."""
        if not self._more:
            return
        key = queries.board_key(self._rows[-1])
        with self._desk.log.reading() as connection:
            page = queries.board(connection, key, self._department)
        self._rows += page
        self._more = len(page) == queries.PAGE
        self._show()

    def on_minute(self) -> None:
        """Lamps change with time alone: count and colour anew."""
        now = self._desk.now
        rules = self._desk.rules()
        hours = rules.regime.lights.yellow_amount * 3600
        with self._desk.log.reading() as connection:
            counts = queries.counts(connection, now, now + hours, self._department)
        today = counts.red + counts.yellow
        self._view.show_counts(counts, self._desk.words("board.today", n=today))
        self._show()

    def on_filter(self, lamp: str) -> None:
        """Show one lamp only, "" for all."""
        self._lamp = lamp
        self._show()

    def on_department(self, name: str) -> None:
        """Show one department only, "" for all."""
        self._department = name
        self.open()

    def on_select(self, number: str) -> None:
        """A row is selected; "" for none."""
        row = next((r for r in self._rows if r.no == number), None)
        self._view.show_preview(self._preview(row) if row else None)

    def on_open(self, number: str, act: str = "") -> None:
        """Enter, or an act of the preview."""
        self._open_ticket(number, act)

    def _show(self) -> None:
        rows = [self._board_row(r) for r in self._rows]
        chosen = [r for r in rows if self._lamp in ("", r.lamp)]
        self._view.show_rows(chosen, self._lamp, more=self._more)

    def _board_row(self, row: Row) -> BoardRow:
        words, now = self._desk.words, self._desk.now
        lamp, left, due = lamp_of(self._desk, row), words("board.no_due"), ""
        far = words(f"progress.{progress.awaited(self._desk, row.ticket)}")
        step = far
        if lamp == "waiting":
            left = words("board.waiting")
        elif row.next_due is not None:
            left = moments.remaining(words, self._desk.rules(row.ticket), row.next_due, now)
            due = moments.moment(words, row.next_due, now)
            step = words(f"next.{row.next_stage}", when=due)
        who = words("board.who", name=row.name, number=row.no, n=row.ticket.visits)
        return BoardRow(
            row.no, lamp, left, due, row.matter, who, row.department, far, step, row,
        )  # fmt: skip

    def _preview(self, row: Row) -> Preview:
        words, ticket, desk = self._desk.words, row.ticket, self._desk
        allowed: tuple[type[Act], ...] = offers(ticket, desk.context(ticket))
        category = desk.rules(ticket).category_name(ticket.category)
        due = ""
        if row.next_due is not None:
            due = words("board.due", when=moments.moment(words, row.next_due, desk.now))
        return Preview(
            row.no, words("board.head", category=category, n=ticket.visits), row.matter,
            f"{row.name}  {row.phone}", lamp_of(desk, row), due, ticket.description,
            tuple((a.NAME, words(f"act.{a.NAME}")) for a in allowed[:3]),
        )  # fmt: skip


def lamp_of(desk: Desk, row: Row) -> str:
    """The lamp of a ticket's nearest open obligation; `waiting` when only the citizen is."""
    if row.waiting or row.next_due is None:
        return "waiting" if row.waiting else "green"
    rules = desk.rules(row.ticket)
    regime = rules.regime
    return worktime.lamp(
        local(desk.now), local(row.next_due), regime.lights, regime.calendar, rules.calendar
    )

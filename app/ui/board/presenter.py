"""The board without a toolkit: open tickets grouped by lamp, one of them in preview."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from app.db import lists, queries
from app.db.queries import Counts, Row
from app.desk import moments
from app.desk.desk import Desk
from app.desk.facts import Facts, facts_of
from app.desk.next_acts import NextActs, next_acts
from app.desk.story import story
from app.domain.outlook import outlook
from app.domain.personal import phone_words
from app.ui.board.rows import LAMPS, BoardRow, board_row

LAST: Final = 3  # events in the preview


class Preview(NamedTuple):
    """The selected ticket: head, due line and days, problem, the last three events as (when,
    what), and what may be done."""

    number: str
    head: str
    matter: str
    who: str
    facts: Facts
    since: str
    until: str
    last: tuple[tuple[str, str], ...]
    now: NextActs


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
        self._board_rows: list[BoardRow] = []  # of these rows, at the minute that is shown
        self._more = False
        self._lamp = ""
        self._department = ""
        self.also: Callable[[], None] = lambda: None  # what else looks anew each minute
        self._chosen = ""

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
        self._board_rows += (board_row(self._desk, r) for r in page)
        self._more = len(page) == queries.PAGE
        self._show()

    def on_minute(self) -> None:
        """Lamps change with time alone: count and colour anew."""
        self.also()
        now = self._desk.now
        rules = self._desk.rules()
        hours = rules.regime.lights.yellow_amount * 3600
        with self._desk.log.reading() as connection:
            counts = queries.counts(connection, now, now + hours, self._department)
        today = counts.red + counts.yellow
        self._view.show_counts(counts, self._desk.words("board.today", n=today))
        self._board_rows = [board_row(self._desk, r) for r in self._rows]
        self._show()
        self.on_select(self._chosen)  # its acts and its days too

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
        self._chosen = number
        row = next((r for r in self._rows if r.no == number), None)
        self._view.show_preview(self._preview(row) if row else None)

    def on_open(self, number: str, act: str = "") -> None:
        """Enter, or an act of the preview."""
        self._open_ticket(number, act)

    def _show(self) -> None:
        """Green channel first under each lamp (X-9-2-4b)."""
        chosen = [r for r in self._board_rows if self._lamp in ("", r.lamp)]
        chosen.sort(key=lambda r: (LAMPS.index(r.lamp), not r.row.ticket.green))
        self._view.show_rows(chosen, self._lamp, more=self._more)
        if not chosen:
            self.on_select("")

    def _preview(self, row: Row) -> Preview:
        words, ticket, desk = self._desk.words, row.ticket, self._desk
        ctx = desk.context(ticket)
        category = ctx.rules.category_name(ticket.category)
        lines = story(desk, ticket, desk.log.facts(row.no), {})[:LAST]
        shown = facts_of(desk, ticket, outlook(ctx.rules, ticket))
        until = moments.moment(words, row.resolve_due, desk.now) if row.resolve_due else ""
        return Preview(
            row.no, words("board.head", category=category, n=ticket.visits), row.matter,
            f"{row.name}  {phone_words(row.phone)}", shown,
            words("board.since", when=moments.exact(words, row.registered_at)), until,
            tuple((line.when, line.title) for line in lines),
            next_acts(desk, ticket),
        )  # fmt: skip

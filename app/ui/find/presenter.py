"""The list of all tickets without a toolkit."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from app.db import queries, standing
from app.db.queries import Row
from app.desk import moments
from app.desk.desk import Desk
from app.domain.personal import phone_words
from app.domain.ticket import OPEN

STATES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "": frozenset(),
        "open": OPEN,
        "closed": frozenset({"closed", "closed_unsolved"}),
        "declined": frozenset({"declined"}),
        "void": frozenset({"void"}),
    }
)


class FoundRow(NamedTuple):
    """A ticket of the list."""

    number: str
    when: str
    matter: str
    who: str
    department: str
    state: str
    is_open: bool


class FindView(Protocol):
    """What the page shows."""

    def show_rows(self, rows: Sequence[FoundRow], *, more: bool) -> None:
        """All rows so far, newest first."""

    def show_labels(self, labels: Sequence[tuple[str, str]], *, count: str) -> None:
        """The labels to choose from as (label, words), none for no choice; how many bear the
        chosen one, in words."""

    def show_none(self, title: str, sub: str) -> None:
        """There is nothing to show, and what to try."""

    def show_typed(self, words: str) -> None:
        """Put words into the field without hearing them back."""


class FindPresenter:
    """Handlers of the list. `open_ticket(number)` goes to the ticket page."""

    def __init__(self, desk: Desk, open_ticket: Callable[[str], None]) -> None:
        self._desk = desk
        self._open_ticket = open_ticket
        self._view: FindView
        self._words = ""
        self._states = self._label = ""
        self._last = queries.NEVER  # id of the last row
        self._shown: list[FoundRow] = []
        self._more = False

    def attach(self, view: FindView) -> None:
        """Bind the page."""
        self._view = view

    def open(self, words: str | None = None) -> None:
        """Read again, with other words if they are given."""
        if words is not None:
            self._words = words
            self._view.show_typed(words)
        self._show_labels()
        self._shown = []
        self._show(self._page(queries.NEVER))

    def _show_labels(self) -> None:
        words, count = self._desk.words, ""
        with self._desk.log.reading() as connection:
            known = standing.labels(connection)
            self._label = self._label if self._label in known else ""
            if self._label:
                n = queries.how_many_bear(connection, self._label)
                count = words("labels.bear", label=self._label, n=n)
        every = [("", words("labels.all"))] * bool(known)
        self._view.show_labels([*every, *((x, x) for x in known)], count=count)

    def on_typed(self, words: str) -> None:
        """The field rests."""
        self._words = words.strip()
        self.open()

    def on_states(self, name: str) -> None:
        """Only tickets of these states (a key of STATES)."""
        self._states = name
        self.open()

    def on_label(self, label: str) -> None:
        """Only tickets that bear this label, "" for all."""
        self._label = label
        self.open()

    def on_more(self) -> None:
        """The end of the list came in sight."""
        if self._more:
            self._show(self._page(self._last))

    def on_open(self, number: str) -> None:
        """Enter."""
        self._open_ticket(number)

    def _page(self, before: int) -> tuple[Row, ...]:
        states = STATES[self._states]
        with self._desk.log.reading() as connection:
            if before == queries.NEVER and (found := queries.find(connection, self._words)):
                self._more = False
                fit = (r for r in found if not states or r.ticket.end in states)
                return tuple(r for r in fit if not self._label or self._label in r.ticket.labels)
            rows = queries.search(connection, self._words, before, states=states, label=self._label)
        self._more = len(rows) == queries.PAGE
        return rows

    def _show(self, fresh: Sequence[Row]) -> None:
        """What is shown already, and a page more."""
        self._shown += map(self._row, fresh)
        self._last = fresh[-1].id if fresh else self._last
        self._view.show_rows(self._shown, more=self._more)
        if not self._shown:
            words = self._desk.words
            asked = words("find.none", typed=self._words) if self._words else words("find.empty")
            self._view.show_none(asked, words("find.try" if self._words else "find.will"))

    def _row(self, row: Row) -> FoundRow:
        words, now = self._desk.words, self._desk.now
        return FoundRow(
            row.no, moments.moment(words, row.registered_at, now), row.matter,
            "  ".join(p for p in (row.name, phone_words(row.phone), row.no) if p),
            row.department, words(f"state.{row.state}"), row.ticket.is_open,
        )  # fmt: skip

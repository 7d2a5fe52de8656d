"""The day's ledger without a toolkit: counts, rows, odd cases first."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from app.db import people, queries
from app.db.log import NotWritten
from app.db.queries import Row
from app.desk import handover, moments, progress
from app.desk.desk import Desk
from app.domain.acts.desk import LedgerReviewed
from app.domain.clock import local
from app.domain.number import stem_of
from app.ui.ledger.reasons import given_reasons


class LedgerRow(NamedTuple):
    """A row of the ledger in the order of its columns."""

    place: int
    time: str
    stem: str
    matter: str
    citizen: str
    department: str
    category: str
    result: str
    rating: str
    reviewed: bool
    odd: str
    number: str


class LedgerView(Protocol):
    """What the page shows."""

    def show_day(self, title: str, *, reviewable: bool, is_today: bool) -> None:
        """The date, and whether this person reviews."""

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Eight numbers: (label, value)."""

    def show_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Every ticket registered on the day."""

    def show_odd(self, groups: Sequence[tuple[str, str, int]], sentence: str) -> None:
        """What to look at first: (kind, words, how many)."""

    def show_hand_overs(self, lines: Sequence[tuple[str, str]]) -> None:
        """Who gave the desk to whom: (time, sentence)."""

    def show_clerks(self, lines: Sequence[str]) -> None:
        """Askings by clerk: rated, declined, not pressed."""

    def show_reasons(self, lines: Sequence[tuple[str, str]]) -> None:
        """Why citizens were not satisfied: (number, reasons)."""

    def toast(self, sentence: str) -> None:
        """A sentence that goes by itself."""


class LedgerPresenter:
    """Handlers of the ledger. `open_ticket(number)` goes to the ticket page."""

    def __init__(self, desk: Desk, open_ticket: Callable[[str], None]) -> None:
        self._desk = desk
        self._open_ticket = open_ticket
        self._view: LedgerView
        self._on = date.min

    def attach(self, view: LedgerView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Today's ledger."""
        self._on = self._desk.today
        self.show()

    def on_day(self, step: int) -> None:
        """A day back or forth, never past today."""
        self._on = min(self._on + timedelta(step), self._desk.today)
        self.show()

    def on_open(self, number: str) -> None:
        """Enter on a row."""
        self._open_ticket(number)

    def on_review(self, numbers: Sequence[str]) -> None:
        """复核: these were read by the leader."""
        try:
            outcome = self._desk.desk_act(LedgerReviewed(tickets=tuple(numbers)))
        except NotWritten as error:
            self._view.toast(self._desk.words(f"not_written.{error.code}"))
            return
        if outcome.refused:
            self._view.toast(self._desk.words.refusal(outcome.refused[0]))
        self.show()

    def show(self) -> None:
        """Read the day anew."""
        desk, words = self._desk, self._desk.words
        with desk.log.reading() as connection:
            rows = queries.day(connection, self._on)
            closed = queries.closed_on(connection, self._on)
            askings = queries.askings(connection, self._on)
            reviewed = queries.reviewed_since(connection, self._on)
            day_of_desk = queries.desk_of(connection, self._on)
            names = {p.id: p.name for p in people.everyone(connection)}
        leader = desk.person is not None and desk.person.post == "leader"
        weekday = moments.weekday_words(words, self._on)
        day = moments.day_words(words, self._on, date.min)
        title = words("ledger.day", day=day, weekday=weekday)
        self._view.show_day(title, reviewable=leader, is_today=self._on == desk.today)
        self._view.show_hand_overs(handover.lines(words, day_of_desk, names))
        lines = [self._row(i, r, r.no in reviewed) for i, r in enumerate(rows, start=1)]
        self._view.show_reasons(given_reasons(desk, rows) if leader else ())
        self._view.show_counts(self._counts(rows, closed))
        self._view.show_rows(lines)
        odd = {key: sum(x.odd == key for x in lines) for key in ODD}
        groups = [(k, words(f"odd.{k}"), n) for k, n in odd.items() if n]
        rest = len(lines) - sum(odd.values())
        jumps = len(day_of_desk.jumps)
        clock = words("clock.on_day", n=jumps) if jumps else ""
        self._view.show_odd(groups, words("ledger.rest", n=rest) + clock)
        clerks = dict.fromkeys(a.clerk for a in askings)
        self._view.show_clerks([self._clerk(names.get(c, c), c, askings) for c in clerks])

    def _clerk(self, name: str, clerk: str, askings: Sequence[queries.AskingCount]) -> str:
        words = self._desk.words
        ended = [(a.ended or "asking", a.how_many) for a in askings if a.clerk == clerk]
        ended.sort(key=lambda end: end[0] != "rated")
        ends = [words("ledger.end", words=words(f"rating.{e}"), n=n) for e, n in ended if n]
        whole = sum(n for _, n in ended)
        return words("ledger.clerk", name=name, n=whole, ends="，".join(ends))

    def _row(self, index: int, row: Row, reviewed: bool) -> LedgerRow:
        desk, ticket = self._desk, row.ticket
        category = desk.rules(ticket).category_name(ticket.category) or "—"
        time = f"{local(row.registered_at):%H:%M}"
        result = desk.words(f"ledger.result_{ticket.end}")
        if ticket.end == "closed" and "answer_on_spot" in ticket.marks:
            result = desk.words("ledger.result_on_spot")
        elif progress.awaited(desk, ticket) == "rated":
            result = desk.words("ledger.result_rated")
        rating, negative = self._rating(row)
        return LedgerRow(
            index, time, stem_of(row.no) or row.no, row.matter, row.name, row.department or "—",
            category, result, rating, reviewed, self._odd(row, negative), row.no,
        )  # fmt: skip

    def _odd(self, row: Row, negative: bool) -> str:
        ticket = row.ticket
        open_late = row.next_due is not None and self._desk.now > row.next_due
        facts = {
            "declined": ticket.end == "declined",
            "bad": negative,
            "unrated": bool(ticket.unrated_reason) and not ticket.rating,
            "late": row.late or (ticket.is_open and open_late),
            "out_of_order": bool(ticket.odd),
        }
        return next((key for key in ODD if facts[key]), "")

    def _rating(self, row: Row) -> tuple[str, bool]:
        """The rating cell, and whether it is a bad one this person may see."""
        desk, ticket = self._desk, row.ticket
        words = desk.words
        last = ticket.ratings[-1] if ticket.ratings else None
        if last is None or (ticket.unrated_reason and not ticket.rating):
            return (words("rating.unrated") if ticket.unrated_reason else "—"), False
        leader = desk.person is not None and desk.person.post == "leader"
        if not (leader or ticket.is_revealed or last.round < ticket.round):
            return words("rating.rated"), False
        level = desk.rules(ticket).level(last.level)
        name = level.name if level else last.level
        if last.source == "callback":
            name = words("ledger.by_phone", level=name)
        return name, bool(level and level.negative)

    def _counts(self, rows: Sequence[Row], closed: Sequence[Row]) -> list[tuple[str, str]]:
        words = self._desk.words
        accepted = [r for r in rows if "accepted" in r.ticket.marks or r.ticket.past]
        late = [r for r in rows if self._odd(r, False) == "late"]
        asked = [r for r in rows if r.ticket.askings or r.ticket.ratings]
        done = [r for r in closed if r.ticket.end == "closed"]
        values = {
            "registered": len(rows), "accepted": len(accepted),
            "declined": sum(r.ticket.end == "declined" for r in rows),
            "on_spot": sum("answer_on_spot" in r.ticket.marks for r in rows),
            "closed": len(done), "late": len(late),
            "rated": f"{sum(bool(r.ticket.ratings) for r in asked)} / {len(asked)}",
            "unsolved": sum(r.ticket.end == "closed_unsolved" for r in closed),
        }  # fmt: skip
        return [(words(f"count.{k}"), str(v)) for k, v in values.items()]


ODD = ("declined", "bad", "unrated", "late", "out_of_order")

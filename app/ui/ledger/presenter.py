"""The day's ledger without a toolkit: counts, rows, odd cases first."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Protocol

from app.db import jobs, people, queries
from app.db.log import NotWritten
from app.db.queries import Row
from app.desk import handover, moments, staff
from app.desk.desk import Desk
from app.domain.acts.desk import LedgerReviewed
from app.settings.words import Words
from app.ui.ledger.reasons import given_reasons
from app.ui.ledger.rows import ODD, LedgerRow, odd_of, row_of


class LedgerView(Protocol):
    """What the page shows."""

    def show_day(self, title: str, *, reviewable: bool, is_today: bool) -> None:
        """The date, and whether this person reviews."""

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Eight numbers: (label, value)."""

    def show_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Every ticket registered on the day."""

    def show_labels(self, labels: Sequence[tuple[str, str]], *, count: str) -> None:
        """The labels of the day to choose from as (label, words), none for no choice; how many
        bear the chosen one, in words."""

    def show_odd(self, groups: Sequence[tuple[str, str, int]], sentence: str) -> None:
        """What to look at first: (kind, words, how many)."""

    def show_hand_overs(self, lines: Sequence[tuple[str, str]]) -> None:
        """Who gave the desk to whom: (time, sentence)."""

    def show_people(self, lines: Sequence[tuple[str, str]]) -> None:
        """Who was added, disabled …: (time, sentence)."""

    def show_clerks(self, lines: Sequence[str]) -> None:
        """Askings by clerk: rated, declined, not pressed."""

    def show_papers(self, lines: Sequence[str]) -> None:
        """How the papers of the day ended; nothing on a day without any."""

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
        self._label = ""

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

    def on_label(self, label: str) -> None:
        """Only tickets of the day that bear this label, "" for all (N-8.1.2)."""
        self._label = label
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
            papers = jobs.counts(connection, self._on)
            names = {p.id: p.name for p in people.everyone(connection)}
        leader = desk.person is not None and desk.person.post == "leader"
        weekday = moments.weekday_words(words, self._on)
        day = moments.day_words(words, self._on, date.min)
        title = words("ledger.day", day=day, weekday=weekday)
        self._view.show_day(title, reviewable=leader, is_today=self._on == desk.today)
        self._view.show_hand_overs(handover.lines(words, day_of_desk, names))
        self._view.show_people(staff.lines(desk, self._on))
        self._view.show_papers(papers_words(words, papers))
        label = self._show_labels(rows)
        lines = [
            row_of(desk, i, r, reviewed=r.no in reviewed) for i, r in enumerate(rows, start=1)
            if not label or label in r.ticket.labels
        ]  # fmt: skip
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

    def _show_labels(self, rows: Sequence[Row]) -> str:
        """Offer the labels of the day; the one that is chosen and there, else ""."""
        words, known = self._desk.words, sorted({x for r in rows for x in r.ticket.labels})
        self._label = self._label if self._label in known else ""
        n, count = sum(self._label in r.ticket.labels for r in rows), ""
        if self._label:
            count = words("labels.of_day", label=self._label, n=n, all=len(rows))
        every = [("", words("labels.all"))] * bool(known)
        self._view.show_labels([*every, *((x, x) for x in known)], count=count)
        return self._label

    def _clerk(self, name: str, clerk: str, askings: Sequence[queries.AskingCount]) -> str:
        words = self._desk.words
        ended = [(a.ended or "asking", a.how_many) for a in askings if a.clerk == clerk]
        ended.sort(key=lambda end: end[0] != "rated")
        ends = [words("ledger.end", words=words(f"rating.{e}"), n=n) for e, n in ended if n]
        whole = sum(n for _, n in ended)
        return words("ledger.clerk", name=name, n=whole, ends="，".join(ends))

    def _counts(self, rows: Sequence[Row], closed: Sequence[Row]) -> list[tuple[str, str]]:
        words = self._desk.words
        accepted = [r for r in rows if "accepted" in r.ticket.marks or r.ticket.past]
        late = [r for r in rows if odd_of(self._desk, r, bad=False) == "late"]
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


def papers_words(words: Words, counts: jobs.Counts) -> list[str]:
    """正本、补打、作废、取消 of a day, and what has no end yet; nothing without papers."""
    told = counts._asdict()
    lines = [words("ledger.papers.counts", **told)] if any(counts) else []
    if counts.uncertain or counts.waiting:
        lines.append(words("ledger.papers.open", **told))
    return lines

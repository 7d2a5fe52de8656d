"""The panels beside the intake form, each with a presenter of its own: 时限, 同一件事."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from app.db.queries import Row
from app.desk import knowledge, moments, preview
from app.desk.desk import Desk
from app.desk.preview import DuePreview
from app.domain.clock import local


class DueView(Protocol):
    """The panel 办理时限."""

    def show_due(self, due: DuePreview, source: str) -> None:
        """Headline, rule in words, week strip, further obligations; `source` names the rules."""


class DuePresenter:
    """Recomputes on every change of the class: a pure function of rules, calendar and now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: DueView

    def attach(self, view: DueView) -> None:
        """Bind the panel."""
        self._view = view

    def on_category(self, category: str) -> None:
        """The class was chosen or not yet."""
        source = self._desk.rules().regime.head.short
        self._view.show_due(preview.due_preview(self._desk, category), source)


class Match(NamedTuple):
    """An earlier ticket of the same telephone number."""

    number: str
    matter: str
    when: str
    state: str
    is_open: bool


class Hit(NamedTuple):
    """An entry of the knowledge base that fits: its id, title, what it is, its answer."""

    id: str
    title: str
    sub: str
    answer: str


class HitsView(Protocol):
    """The panel 知识库."""

    def show_hits(self, hits: Sequence[Hit], count: str) -> None:
        """At most three; none hides the panel."""


class HitsPresenter:
    """Finds entries in force for the matter and what was told of it (N-9.1-c)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: HitsView

    def attach(self, view: HitsView) -> None:
        """Bind the panel."""
        self._view = view

    def on_typed(self, matter: str, told: str) -> None:
        """The matter or the description rests."""
        words = self._desk.words
        found = knowledge.hits(self._desk, matter, told) if matter.strip() or told.strip() else ()
        hits = [
            Hit(g.id, v.title, words(f"knowledge.sort.{v.sort}"), v.answer)
            for g in found if (v := g.current)
        ]  # fmt: skip
        self._view.show_hits(hits, words("intake_hits.count", n=len(hits)))


class MatchView(Protocol):
    """The panel 可能是同一件事."""

    def show_matches(self, matches: Sequence[Match], sentence: str) -> None:
        """At most three; none hides the panel."""


class MatchPresenter:
    """Finds earlier tickets of the number or the name typed; it never blocks.

    `open_ticket(number)` goes to the ticket page.
    """

    def __init__(self, desk: Desk, open_ticket: Callable[[str], None]) -> None:
        self._desk = desk
        self.open_ticket = open_ticket
        self._view: MatchView

    def attach(self, view: MatchView) -> None:
        """Bind the panel."""
        self._view = view

    def on_typed(self, phone: str, name: str, matter: str) -> None:
        """The telephone number changed, or the name and the matter."""
        words, key = self._desk.words, "match.found"
        rows = preview.same_phone(self._desk, phone)
        if not rows:
            rows, key = preview.same_name(self._desk, name, matter), "match.named"
        matches = [self._match(r) for r in rows]
        sentence = words(key, n=len(matches)) if matches else ""
        self._view.show_matches(matches, sentence)

    def _match(self, row: Row) -> Match:
        words, today = self._desk.words, self._desk.today
        when = moments.day_words(words, local(row.registered_at).date(), today)
        is_open = row.ticket.is_open
        state = words("match.open" if is_open else f"state.{row.state}")
        return Match(row.no, row.matter, when, state, is_open)

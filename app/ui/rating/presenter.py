"""Rating without a toolkit: ask, wait, keep out of it. Nothing here can make a level."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol

from app.db import queries
from app.db.log import NotWritten
from app.db.people import Person
from app.desk import asking, passwords
from app.desk.desk import Desk, Outcome
from app.desk.passwords import Checked
from app.domain.ticket import Ticket
from app.ui.rating.current import OPEN_SECONDS, Current, Pad

LEAVE: Final = "second_asking"
Run = Callable[[Callable[[], object]], None]


class Waiting(NamedTuple):
    """A ticket that waits for its rating."""

    number: str
    matter: str
    who: str
    state: str


class RatingView(Protocol):
    """What the page shows."""

    def show_waiting(self, rows: Sequence[Waiting], current: str, today: str) -> None:
        """The list at the left and the counts under it."""

    def show_asking(self, ticket: Ticket, headline: str, device: str) -> None:
        """A citizen is being asked."""

    def show_left(self, seconds: int) -> None:
        """How long the asking stays open."""

    def show_idle(self, sentence: str, *, may_ask: bool) -> None:
        """Nobody is being asked; a sentence says why or what next."""

    def show_received(self, sentence: str) -> None:
        """Something was received; its level stays hidden until the citizen has left."""

    def ask_leave(self, leaders: Sequence[Person]) -> None:
        """A second asking in a round: which leader agrees, by password."""

    def show_leave_fault(self, sentence: str) -> None:
        """The password was not taken."""

    def close_leave(self) -> None:
        """The leader has agreed."""

    def show_log(self, lines: Sequence[tuple[str, str]]) -> None:
        """This asking's record: (time, sentence)."""

    def show_after(self, sentences: Sequence[str]) -> None:
        """What will follow, whatever is pressed."""


class RatingPresenter:
    """The clerk's side: whom to ask, once more, not at all, gone. `run` starts slow work on a
    worker; `written` hears of every act."""

    def __init__(
        self, desk: Desk, pad: Pad | None, run: Run, written: Callable[[Outcome], None]
    ) -> None:
        self._desk = desk
        self.pad = pad
        self._run = run
        self.current = Current(desk, written)
        self._view: RatingView
        self._asked_for = ""
        self._someone_waits = False

    def attach(self, view: RatingView) -> None:
        """Bind the page."""
        self._view = view
        self.current.attach(view, self._show_list)

    def open(self, number: str = "") -> None:
        """Show who waits; a number chosen elsewhere is asked at once."""
        self._show_list()
        if number and not self.current.goes_on:
            self.on_ask(number)
        elif not self.current.goes_on:
            self._rest()

    def on_ask(self, number: str, approved_by: str = "") -> None:
        """Ask the citizen of a ticket: the entry first, then the pad lights."""
        pad, current = self.pad, self.current
        if pad is None or current.goes_on:
            if pad is None:
                self._rest()
            return
        ticket = self._desk.log.ticket(number)
        if not approved_by and any(a.round == ticket.round for a in ticket.askings):
            self._asked_for = number
            leaders = [p for p in passwords.everyone(self._desk) if p.post == "leader"]
            self._view.ask_leave(leaders)
            return
        verb = partial(asking.ask, self._desk, number, "pad", pad.name, pad.sha256, approved_by)
        outcome = current.write(verb)
        if outcome is None or not outcome.is_done or outcome.ticket.asking is None:
            return
        current.begin(number, outcome.ticket.asking.ref)
        pad.ask(current.ask)
        self._show_asking(outcome.ticket)

    def on_leave(self, leader: str, password: str) -> None:
        """The leader types the password for a second asking."""
        try:
            secret = passwords.begin(self._desk, leader)
        except NotWritten as error:
            self._view.show_leave_fault(self._desk.words(f"not_written.{error.code}"))
            return
        if secret is None:
            self._view.show_leave_fault(passwords.locked(self._desk, leader))
            return
        self._run(partial(passwords.check, leader, secret, password, LEAVE))

    def on_checked(self, answer: Checked) -> None:
        """The worker has looked at the leader's password."""
        try:
            sentence = passwords.settle(self._desk, answer)
        except NotWritten as error:
            sentence = self._desk.words(f"not_written.{error.code}")
        if sentence:
            self._view.show_leave_fault(sentence)
            return
        self._view.close_leave()
        self.on_ask(self._asked_for, approved_by=answer.who)

    def on_second(self) -> None:
        """The bar moves; the pad itself ends the asking."""
        self.current.second()

    def on_repeat(self) -> None:
        """再提示一次."""
        if self.current.goes_on and self.pad:
            self.pad.repeat()
            self.current.note("rating.log_repeated")

    def on_declined(self, reason: str) -> None:
        """群众不评价, with the reason; counted by clerk."""
        number = self.current.number
        if self.current.goes_on and self.pad:
            outcome = self.current.end(lambda: asking.decline(self._desk, number, reason))
            if outcome is not None and outcome.is_done:
                self.pad.cancel()

    def on_left(self) -> None:
        """群众已离开: the level may be seen from now."""
        number = self.current.number
        outcome = self.current.write(lambda: asking.left(self._desk, number))
        if outcome is not None and outcome.is_done:
            self._show_list()
            self._rest()

    def _rest(self) -> None:
        """Nobody is asked: why, or whom one might ask."""
        if self.pad is None:
            self.current.rest("rating.no_pad", may_ask=False)
        else:
            key = "rating.choose" if self._someone_waits else "rating.nobody"
            self.current.rest(key, may_ask=self._someone_waits)

    def _show_asking(self, ticket: Ticket) -> None:
        words, view = self._desk.words, self._view
        headline = words("rating.headline", matter=ticket.matter)
        view.show_asking(ticket, headline, words("rating.pad_asked"))
        view.show_left(OPEN_SECONDS)
        names: dict[str, list[str]] = {}
        for level in self._desk.rules(ticket).regime.satisfaction.level:
            names.setdefault(level.action, []).append(level.name)
        after = [words(f"rating.after_{a}", names="、".join(n)) for a, n in names.items()]
        view.show_after((words("rating.after_hidden"), *after, words("rating.after_first")))
        self._show_list()

    def _show_list(self) -> None:
        desk, words, current = self._desk, self._desk.words, self.current
        with desk.log.reading() as connection:
            rows = queries.to_rate(connection)
            counts = queries.askings(connection, desk.today)
        going_on = current.number if current.goes_on else ""
        waiting = [
            Waiting(
                r.no, r.matter, f"{r.name}  {r.no}",
                words("rating.going_on" if r.no == going_on else f"state.{r.state}"),
            )
            for r in rows
            if not r.ticket.rating
        ]  # fmt: skip
        self._someone_waits = bool(waiting)
        rated = sum(c.how_many for c in counts if c.ended == "rated")
        other = sum(c.how_many for c in counts if c.ended not in ("rated", ""))
        today = words("rating.today", rated=rated, other=other)
        self._view.show_waiting(waiting, current.number, today)

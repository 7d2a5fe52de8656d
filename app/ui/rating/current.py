"""The asking that goes on now, shared by what the clerk does and what the devices report."""

from collections.abc import Callable
from typing import Final, Protocol

from app.db.log import NotWritten
from app.desk.desk import Desk, Outcome
from app.domain.clock import local

OPEN_SECONDS: Final = 120


class CurrentView(Protocol):
    """What of the page the asking changes."""

    def show_left(self, seconds: int) -> None:
        """How long it stays open."""

    def show_idle(self, sentence: str, more: str, *, may_ask: bool) -> None:
        """Nobody is being asked: why, and what to do (or "")."""

    def show_received(self, sentence: str, more: str) -> None:
        """Something was received, hidden: when and from where."""

    def show_log(self, lines: tuple[tuple[str, str], ...]) -> None:
        """The record of this asking: (time, sentence)."""


class Current:
    """Number and ref of the open asking, its record, and the one way it is written and ended."""

    def __init__(self, desk: Desk, written: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._written = written
        self._view: CurrentView
        self._changed: Callable[[], None]
        self.number = ""
        self.ask = ""
        self.source = ""
        self._until = 0.0
        self._log: tuple[tuple[str, str], ...] = ()
        self._numbers: dict[str, str] = {}

    def attach(self, view: CurrentView, changed: Callable[[], None]) -> None:
        """Bind the page; `changed` shows the list anew."""
        self._view = view
        self._changed = changed

    @property
    def goes_on(self) -> bool:
        """Whether a citizen is being asked."""
        return bool(self.ask)

    def begin(self, number: str, ask: str, source: str) -> None:
        """An asking by a device is committed. The record goes on where it is of the same ticket."""
        self._log = self._log if number == self.number else ()
        self.number, self.ask, self.source = number, ask, source
        self._numbers[ask] = number
        self.prompted()
        self.note(f"rating.log_asked_{source}")

    def whose(self, ask: str) -> str:
        """The ticket of an asking of this run, though another citizen is asked by now; "" for one
        that is nobody's."""
        return self._numbers.get(ask, "")

    def prompted(self) -> None:
        """The pad has lit: the time runs from here."""
        self._until = self._desk.clock.monotonic() + OPEN_SECONDS

    def second(self) -> None:
        """A second has passed."""
        if self.goes_on:
            left = self._until - self._desk.clock.monotonic()
            self._view.show_left(max(0, round(left)))

    def note(self, key: str) -> None:
        """A line of this asking's record."""
        line = (f"{local(self._desk.now):%H:%M:%S}", self._desk.words(key))
        self._log = (*self._log, line)
        self._view.show_log(self._log)

    def rest(self, key: str, *, may_ask: bool) -> None:
        """Say why nobody is asked, or what next."""
        self._view.show_idle(self._desk.words(key), self._more(key), may_ask=may_ask)

    def _more(self, key: str) -> str:
        """What to do, where a sentence has a second one."""
        words = self._desk.words
        return words(f"{key}_more") if words.has(f"{key}_more") else ""

    def write(self, verb: Callable[[], Outcome]) -> Outcome | None:
        """Do something that is written. Shows why it was refused; None where the store did not
        take it and it has to be tried again."""
        words = self._desk.words
        try:
            outcome = verb()
        except NotWritten as error:
            self._view.show_idle(words(f"not_written.{error.code}"), "", may_ask=False)
            return None
        if outcome.refused:
            self._view.show_idle(words.refusal(outcome.refused[0]), "", may_ask=False)
        else:
            self._written(outcome)
        return outcome

    def end(self, verb: Callable[[], Outcome]) -> Outcome | None:
        """Write the end of the asking and show that it ended, never the level."""
        outcome = self.write(verb)
        if outcome is None or not outcome.is_done or outcome.ticket.asking:
            return outcome
        how, words = outcome.ticket.askings[-1].end, self._desk.words
        self.ask = ""
        own = f"rating.log_{how}_{self.source}"
        self.note(own if words.has(own) else f"rating.log_{how}")
        if how == "rated":
            at, device = f"{local(self._desk.now):%H:%M:%S}", words(f"rating.{self.source}")
            more = words("rating.end_rated_more", at=at, device=device)
            self._view.show_received(words("rating.end_rated"), more)
        else:
            own = f"rating.end_{how}_{self.source}"
            again = how in ("device_lost", "timed_out", "interrupted")  # the leader has to agree
            self.rest(own if words.has(own) else f"rating.end_{how}", may_ask=again)
        self._changed()
        return outcome

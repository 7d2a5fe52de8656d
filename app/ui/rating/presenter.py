"""Rating without a toolkit: ask, wait, keep out of it. Nothing here can make a level."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from app.db import queries
from app.db.log import NotWritten
from app.desk import asking
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.devices import worker as worker
from app.domain.clock import local
from app.domain.ticket import Ticket

OPEN_SECONDS: Final = 120


class Pad(Protocol):
    """The rating pad as the page commands it; its answers come as messages."""

    name: str
    sha256: str

    def ask(self, ask_id: str) -> None:
        """Light up for an asking."""

    def repeat(self) -> None:
        """Prompt once more."""

    def cancel(self) -> None:
        """Stop asking."""

    def acknowledge(self, ask_id: str) -> None:
        """The press is committed: thank the citizen."""


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

    def show_log(self, lines: Sequence[tuple[str, str]]) -> None:
        """This asking's record: (time, sentence)."""

    def show_after(self, sentences: Sequence[str]) -> None:
        """What will follow, whatever is pressed."""


class RatingPresenter:
    """Handlers of the rating page and of the pad's messages. `written` hears of every act."""

    def __init__(self, desk: Desk, pad: Pad | None, written: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._pad = pad
        self._written = written
        self._view: RatingView
        self._number = ""
        self._ask = ""
        self._until = 0.0
        self._log: list[tuple[str, str]] = []

    def attach(self, view: RatingView) -> None:
        """Bind the page."""
        self._view = view

    def open(self, number: str = "") -> None:
        """Show who waits; a number chosen elsewhere is asked at once."""
        self._show_list()
        if number and number != self._number:
            self.on_ask(number)
        elif not self._ask:
            self._idle("rating.choose" if self._pad else "rating.no_pad")

    def on_ask(self, number: str, approved_by: str = "") -> None:
        """Ask the citizen of a ticket: the entry first, then the pad lights."""
        if self._pad is None:
            self._idle("rating.no_pad")
            return
        pad = self._pad
        outcome = self._write(
            lambda: asking.ask(self._desk, number, "pad", pad.name, pad.sha256, approved_by)
        )
        if outcome is None or outcome.ticket.asking is None:
            return
        self._number, self._ask = number, outcome.ticket.asking.ref
        self._until = self._desk.clock.monotonic() + OPEN_SECONDS
        self._log = []
        self._note("rating.log_asked")
        pad.ask(self._ask)
        ticket = outcome.ticket
        words = self._desk.words
        self._view.show_asking(
            ticket, words("rating.headline", matter=ticket.matter), words("rating.pad_asked")
        )
        levels = self._desk.rules(ticket).regime.satisfaction.level
        after = {words(f"rating.after_{lv.action}", names="、".join(
            x.name for x in levels if x.action == lv.action)): None for lv in levels}  # fmt: skip
        self._view.show_after((words("rating.after_hidden"), *after, words("rating.after_first")))
        self._show_list()

    def on_second(self) -> None:
        """The bar moves; the pad itself ends the asking."""
        if self._ask:
            self._view.show_left(max(0, round(self._until - self._desk.clock.monotonic())))

    def on_repeat(self) -> None:
        """再提示一次."""
        if self._ask and self._pad:
            self._pad.repeat()
            self._note("rating.log_repeated")

    def on_declined(self, reason: str) -> None:
        """群众不评价, with the reason; counted by clerk."""
        if not self._ask:
            return
        if self._end(lambda: asking.decline(self._desk, self._number, reason)) and self._pad:
            self._pad.cancel()

    def on_left(self) -> None:
        """群众已离开: the level may be seen from now."""
        outcome = self._write(lambda: asking.left(self._desk, self._number))
        if outcome is not None:
            self._idle("rating.choose")

    def on_pressed(self, message: worker.Pressed) -> None:
        """A press inside the asking: committed first, thanked after."""
        press = self._press(message.press)
        if message.ask_id != self._ask:
            self._write(lambda: asking.keep(self._desk, self._number, press, "late"))
            return
        done = self._end(lambda: asking.press(self._desk, self._number, self._ask, press))
        if done and self._pad:
            self._pad.acknowledge(message.ask_id)

    def on_kept(self, message: worker.PressKept) -> None:
        """A press out of place: kept, counted for nothing."""
        press, reason = self._press(message.press), message.reason
        self._write(lambda: asking.keep(self._desk, self._number, press, reason))

    def on_timed_out(self, message: worker.AskTimedOut) -> None:
        """Nobody pressed."""
        if message.ask_id == self._ask:
            self._end(lambda: asking.time_out(self._desk, self._number))

    def on_lost(self, message: worker.AskLost) -> None:
        """The pad went away while it was asking, or never lit."""
        if message.ask_id == self._ask:
            self._end(lambda: asking.lose(self._desk, self._number, message.code))

    def _press(self, press: worker.Press) -> Press:
        return Press(
            source="pad", key=press.key, level=press.level, scale=press.scale, label=press.label,
            latency_ms=press.latency_ms, quick=press.quick, frames=press.frames,
            device=press.device, profile_sha256=press.profile_sha256,
        )  # fmt: skip

    def _end(self, verb: Callable[[], Outcome]) -> bool:
        """Write the end of the asking and show what came of it, never the level."""
        outcome = self._write(verb)
        if outcome is None:
            return False
        end = outcome.ticket.askings[-1].end
        self._ask = ""
        self._note(f"rating.log_{end}")
        sentence = self._desk.words(f"rating.end_{end}")
        if end == "rated":
            self._view.show_received(sentence)
        else:
            self._view.show_idle(sentence, may_ask=False)
        self._show_list()
        return True

    def _write(self, verb: Callable[[], Outcome]) -> Outcome | None:
        words = self._desk.words
        try:
            outcome = verb()
        except NotWritten as error:
            self._view.show_idle(words(f"not_written.{error.code}"), may_ask=False)
            return None
        if outcome.refused:
            self._view.show_idle(words.refusal(outcome.refused[0]), may_ask=False)
            return None
        self._written(outcome)
        return outcome

    def _idle(self, key: str) -> None:
        self._view.show_idle(self._desk.words(key), may_ask=self._pad is not None)

    def _note(self, key: str) -> None:
        self._log.append((f"{local(self._desk.now):%H:%M:%S}", self._desk.words(key)))
        self._view.show_log(tuple(self._log))

    def _show_list(self) -> None:
        desk, words = self._desk, self._desk.words
        with desk.log.reading() as connection:
            rows = queries.to_rate(connection)
            counts = queries.askings(connection, desk.today)
        waiting = [
            Waiting(r.no, r.matter, f"{r.name}  {r.no}", words("rating.going_on") if
                    r.no == self._number and self._ask else words(f"state.{r.state}"))
            for r in rows
            if not r.ticket.rating
        ]  # fmt: skip
        rated = sum(c.how_many for c in counts if c.ended == "rated")
        other = sum(c.how_many for c in counts if c.ended not in ("rated", ""))
        self._view.show_waiting(
            waiting, self._number, words("rating.today", rated=rated, other=other)
        )

"""The screen as a rating device: one asking, from its tiles to the touch that counts.

The rules of time are those of the pad (app.devices.session): what comes faster than a person, late
or twice counts for nothing. A touch counts at 提交评价; after a bad level the reasons may still be
chosen, and what was submitted is reported with them, or without as soon as anything ends that.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from app.desk.asking import Press
from app.desk.desk import Desk
from app.devices import session
from app.devices.session import Session
from app.ui.citizen import sheets
from app.ui.citizen.answer import Answer
from app.ui.citizen.sheets import Sheet

REASONS_SECONDS: Final = 30.0


class Heard(Protocol):
    """Who writes down what the citizen did. A press is acknowledged once it is committed."""

    def prompted(self, ask_id: str) -> None:
        """The tiles stand."""

    def pressed(self, ask_id: str, made: Press) -> None:
        """The touch that counts."""

    def kept(self, ask_id: str, made: Press, reason: str) -> None:
        """A touch out of place."""

    def timed_out(self, ask_id: str) -> None:
        """Nobody submitted anything."""

    def lost(self, ask_id: str, code: str) -> None:
        """The screen went away."""


class Held(NamedTuple):
    """What was submitted and waits for its reasons until then."""

    submitted: session.Count
    until: float


class TouchAsking:
    """The device `screen` of the rating page: ask, repeat, cancel, acknowledge.

    `serving` gives the number of the ticket that is rated, `show` puts a sheet on the screen,
    `ended` is told that the screen is free again.
    """

    sha256 = ""  # the tiles are those of the profile the ticket pins

    def __init__(
        self,
        desk: Desk,
        serving: Callable[[], str],
        show: Callable[[Sheet], None],
        ended: Callable[[], None],
    ) -> None:
        self._desk, self._serving, self._show, self._ended = desk, serving, show, ended
        self.name = ""
        self.heard: Heard
        self._session = Session()
        self._answer: Answer
        self._held: Held | None = None
        self._unthanked = ""

    @property
    def goes_on(self) -> bool:
        """Whether the screen is this citizen's, from the tiles to the thanks."""
        asking = self._session.state in session.GOING_ON
        return asking or self._held is not None or bool(self._unthanked)

    def ask(self, ask_id: str) -> None:
        """Show the tiles; from now touches count."""
        self._answer = Answer(self._desk, self._desk.log.ticket(self._serving()))
        self._do(session.Ask(ask_id), session.Sent())

    def repeat(self) -> None:
        """Ask once more."""
        self._answer.ask_again()
        self._do(session.Repeat())

    def cancel(self) -> None:
        """Stop asking."""
        self._do(session.Cancel())

    def acknowledge(self, ask_id: str) -> None:
        """The rating is committed: thank the citizen. "" where it was only kept."""
        if ask_id and ask_id == self._unthanked:
            self._unthanked = ""
            self._show(sheets.thanks(self._desk))
        elif self._unthanked:
            self._unthanked = ""
            self._ended()

    def lose(self) -> None:
        """The display is gone. What was submitted counts all the same."""
        self.settle()
        self._do(session.Lost("lost"))

    def second(self) -> None:
        """A second has passed."""
        if self._held and self._desk.clock.monotonic() >= self._held.until:
            self.settle()
        waited = self._desk.clock.monotonic() - self._session.since
        if self._session.state is session.State.PROMPTING and waited >= session.REPEAT_SECONDS:
            self._answer.ask_again()
        self._do(session.Tick())

    def settle(self) -> None:
        """Report what was submitted, with the reasons chosen by now; nothing without."""
        held, self._held = self._held, None
        if held is not None:
            self._report(held.submitted)

    def touch(self, target: str) -> None:
        """The citizen touched something of the sheet that is shown."""
        now = self._desk.clock.monotonic()
        if not self.goes_on or self._unthanked:
            return
        move = self._answer.touch(target, now - self._session.since)
        if self._held is not None:
            self._held = self._held._replace(until=now + REASONS_SECONDS)
        if move == "pressed":
            self._do(self._answer.event())
        elif move == "finished":
            self.settle()
        elif move == "shown":
            self._show(self._answer.sheet)

    def _do(self, *events: session.Event) -> None:
        for event in events:
            now = self._desk.clock.monotonic()
            self._session, effects = session.step(self._session, event, now)
            for effect in effects:
                self._react(effect)

    def _react(self, effect: session.Effect) -> None:
        match effect:
            case session.Prompt():
                self._show(self._answer.sheet)
            case session.Opened(ask_id):
                self.heard.prompted(ask_id)
            case session.Count() if self._answer.level.negative:
                self._held = Held(effect, self._desk.clock.monotonic() + REASONS_SECONDS)
                self._answer.ask_reasons()
                self._show(self._answer.sheet)
            case session.Count():
                self._report(effect)
            case session.Keep(ask_id, press, waited, reason):
                made = self._answer.press(press, waited, self.name, quick=True)
                self.heard.kept(ask_id, made, reason)
            case session.TimeOut(ask_id):
                self.heard.timed_out(ask_id)
            case session.Lose(ask_id, code):
                self.heard.lost(ask_id, code)
                self._ended()
            case session.Rest():
                self._ended()

    def _report(self, count: session.Count) -> None:
        made = self._answer.press(count.press, count.waited, self.name, quick=count.quick)
        self._unthanked = count.ask_id
        self._show(sheets.say(self._desk, "saving"))
        self.heard.pressed(count.ask_id, made)

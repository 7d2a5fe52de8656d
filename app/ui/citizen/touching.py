"""The screen as a rating device: one asking, from its tiles to the touch that counts.

The rules of time are those of the pad (app.devices.session): what comes faster than a person, late
or twice counts for nothing. A touch counts at 提交评价 and is reported at once. Only when a bad
level is written are its reasons asked for; they are reported as soon as anything ends that.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from app.desk.asking import Press
from app.desk.desk import Desk
from app.devices import session
from app.devices.session import Session
from app.domain.acts.rating import ReasonsGiven
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

    def reasoned(self, number: str, given: ReasonsGiven) -> None:
        """Why the level that is written was a bad one."""

    def kept(self, ask_id: str, made: Press, reason: str) -> None:
        """A touch out of place."""

    def timed_out(self, ask_id: str) -> None:
        """Nobody submitted anything."""

    def lost(self, ask_id: str, code: str) -> None:
        """The screen went away."""


class Open(NamedTuple):
    """The asking whose reasons may be chosen until then (monotonic seconds)."""

    ask_id: str
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
        self._open: Open | None = None
        self._unthanked = ""

    @property
    def is_asking(self) -> bool:
        """Whether a level is asked for, or one waits to be written."""
        return self._session.state in session.GOING_ON or bool(self._unthanked)

    @property
    def goes_on(self) -> bool:
        """Whether the screen is this citizen's, from the tiles to the thanks."""
        return self.is_asking or self._open is not None

    def ask(self, ask_id: str) -> None:
        """Show the tiles; from now touches count."""
        self.settle()
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
        """The rating is committed: thank the citizen, or ask why. "" where it was only kept."""
        waited, self._unthanked = self._unthanked, ""
        if not waited:
            return
        if ask_id != waited:
            self._ended()
        elif self._answer.level.negative:
            self._open = Open(ask_id, self._desk.clock.monotonic() + REASONS_SECONDS)
            self._answer.ask_reasons()
            self._show(self._answer.sheet)
        else:
            self._show(sheets.thanks(self._desk))

    def lose(self) -> None:
        """The display is gone. The reasons chosen by now are kept."""
        self.settle()
        self._do(session.Lost("lost"))

    def second(self) -> None:
        """A second has passed."""
        if self._open and self._desk.clock.monotonic() >= self._open.until:
            self.settle()
        waited = self._desk.clock.monotonic() - self._session.since
        if self._session.state is session.State.PROMPTING and waited >= session.REPEAT_SECONDS:
            self._answer.ask_again()
        self._do(session.Tick())

    def settle(self) -> None:
        """No more reasons: report those chosen by now, and thank."""
        ended, self._open = self._open, None
        if ended is None:
            return
        given = self._answer.given(ended.ask_id, self.name)
        if given is not None:
            self.heard.reasoned(self._answer.number, given)
        self._show(sheets.thanks(self._desk))

    def touch(self, target: str) -> None:
        """The citizen touched something of the sheet that is shown."""
        now = self._desk.clock.monotonic()
        if not self.goes_on or self._unthanked:
            return
        move = self._answer.touch(target, now - self._session.since)
        if self._open is not None:
            self._open = self._open._replace(until=now + REASONS_SECONDS)
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

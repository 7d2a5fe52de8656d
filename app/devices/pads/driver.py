"""One pad's side of an asking: bytes and events in, effects and bytes to send out.

It puts together what a profile describes: frames, keys, commands and the asking itself. No
threads, no port, no clock: `now` is monotonic seconds. What it says waits in a queue until the
pad is ready for the next command.
"""

from collections import deque
from collections.abc import Iterable
from typing import Final, NamedTuple

from app.devices import session
from app.devices.framing import Decoder, Echo, Frame
from app.devices.profile import PadProfile, fits
from app.devices.session import Effect, Event, Session
from app.devices.sheet import PROMPT, WELCOME

RESEND_SECONDS: Final = 3.0  # a press not answered yet and sent again within this is the same one


class Outgoing(NamedTuple):
    """A command that waits to be sent; `frame` is empty where the pad has none of that name."""

    command: str
    frame: bytes
    pause: float


class PadDriver:
    """The talk with one pad. `heard_at`: when the pad last proved that it is there."""

    def __init__(self, profile: PadProfile) -> None:
        self.profile = profile
        prompt = profile.commands.get(PROMPT)
        self._answer = prompt.answer if prompt else None
        self._session = Session()
        if self._answer:
            seconds, tries = self._answer.seconds, self._answer.tries
            self._session = Session(answer_seconds=seconds, most_tries=tries)
        self._queue: deque[Outgoing] = deque()
        self._last, self._last_at, self._last_ask = b"", 0.0, ""
        self._owes_answer = False
        self.open(0.0)

    @property
    def holds(self) -> bool:
        """Whether bytes wait for more bytes: after silence they are to be given up."""
        return bool(self._decoder.held or self._echo.held)

    def open(self, now: float) -> None:
        """The port was opened: the pad is set up. Of the old line nothing is left but its last
        press: our answer may never have reached the pad, which then says it again."""
        self._last_at = now
        self.heard_at: float | None = None
        self._decoder, self._echo = Decoder(self.profile.rx), Echo()
        self._queue.clear()
        self._quiet_until = 0.0
        for name in self.profile.setup:
            self._say(name)

    def hear(self, data: bytes, now: float) -> list[Effect]:
        """Bytes came."""
        return self._take(self._decoder.feed(self._echo.strip(data)), now)

    def silence(self, now: float) -> list[Effect]:
        """No byte came for longer than a frame may pause."""
        frames = self._decoder.feed(self._echo.release()) + self._decoder.gap()
        return self._take(frames, now)

    def handle(self, event: Event, now: float) -> list[Effect]:
        """An event of the asking. Half a frame of the former citizen is not this one's."""
        if isinstance(event, session.Ask):
            effects = self.silence(now)
            self._unsay(WELCOME)
            return effects + self._step(event, now)
        return self._step(event, now)

    def answer_press(self) -> None:
        """The press is committed: the pad may be answered, if it waits for an answer."""
        if self._owes_answer:
            self._say(self.profile.reply)
        self._owes_answer = False

    def due(self, now: float) -> Outgoing | None:
        """The command to send now, if any."""
        return self._queue[0] if self._queue and now >= self._quiet_until else None

    def sent(self, now: float) -> list[Effect]:
        """What was due has been sent."""
        done = self._queue.popleft()
        if self.profile.line.echo:
            self._echo.sent(done.frame)
        self._quiet_until = now + done.pause
        return self._step(session.Sent(), now) if done.command == PROMPT else []

    def _say(self, name: str) -> None:
        command = self.profile.commands.get(name)
        frame, pause = (command.frame, command.pause) if command else (b"", 0.0)
        waiting = any(out.command == name for out in self._queue)
        if not waiting and (frame or name == PROMPT):
            self._queue.append(Outgoing(name, frame, pause))

    def _unsay(self, name: str) -> None:
        self._queue = deque(out for out in self._queue if out.command != name)

    def _step(self, event: Event, now: float) -> list[Effect]:
        self._session, effects = session.step(self._session, event, now)
        for effect in effects:
            if isinstance(effect, session.Prompt):
                self._say(PROMPT)
            elif isinstance(effect, session.Rest):
                self._unsay(PROMPT)
                self._say(WELCOME)
        return list(effects)

    def _take(self, frames: Iterable[Frame], now: float) -> list[Effect]:
        effects: list[Effect] = []
        for frame in frames:
            code, event = self.profile.key_of(frame), self._event(frame)
            if self.profile.proves and (event is not None or self.profile.is_press(frame)):
                self.heard_at = now
            if code is not None:
                effects += self._press(session.Press(code, frame.raw), now)
            elif event is not None:
                effects += self._step(event, now)
        return effects

    def _event(self, frame: Frame) -> Event | None:
        """What the pad says of itself, beside presses."""
        if self._answer and fits(self._answer.when, frame):
            return session.Answered()
        if self._answer and self._answer.nak and fits(self._answer.nak, frame):
            return session.Denied()
        return session.WentDark() if self.profile.is_dark(frame) else None

    def _press(self, press: session.Press, now: float) -> list[Effect]:
        """A press; one that the pad says again is what it was, whoever is asked by now."""
        if not self.profile.reply:
            return self._step(press, now)
        again = press.raw == self._last and now - self._last_at < RESEND_SECONDS
        owed, asked = self._owes_answer, self._session.ask_id
        self._last, self._last_at, self._owes_answer = press.raw, now, True
        if again and owed:
            return []
        if again and asked != self._last_ask:  # the answer to the former citizen's press was lost
            return [session.Keep(self._last_ask, press, 0.0, "late")]
        self._last_ask = asked
        return self._step(press, now)

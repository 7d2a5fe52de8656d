"""A pad's driver in a time of its own: what the worker does around it, without port and thread."""

from collections.abc import Iterable
from typing import Final

from app.devices import session
from app.devices.pads.driver import PadDriver
from app.devices.profile import PadProfile
from app.devices.session import (
    Ask,
    Cancel,
    Count,
    Effect,
    Keep,
    Lose,
    Lost,
    Opened,
    Repeat,
    Tick,
    TimeOut,
)

STORED: Final = (Count, Keep)
TOLD: Final = (Opened, *STORED, TimeOut, Lose)
STEP: Final = 0.05


class Talk:
    """The real driver and session, told of bytes and of time; `told` is what they had to say.

    Each press is committed and answered at once, unless `commits` is taken away. `echoes`: the
    line has two wires, so that what is sent comes back.
    """

    def __init__(self, profile: PadProfile, *, echoes: bool = False) -> None:
        self.profile = profile
        self.driver = PadDriver(profile)
        self.now = 1000.0
        self.opened_at: float | None = None
        self.told: list[Effect] = []
        self.sent: list[bytes] = []
        self.commits = True
        self._echoes = echoes
        self._last_byte = 0.0
        self.wait(5.0)

    @property
    def gap(self) -> float:
        """So many seconds of silence end a frame."""
        return self.profile.line.gap_ms / 1000

    def ask(self, ask_id: str) -> None:
        self._event(Ask(ask_id))

    def ask_and_light(self, ask_id: str) -> None:
        """Ask, let the pad say that it prompts if it does, and a second pass."""
        self.ask(ask_id)
        self.wait(STEP)
        while not self.opened(ask_id):
            self.hear(self.profile.answer_bytes())
            self.wait(STEP)
        self.wait(1.0)

    def cancel(self) -> None:
        self._event(Cancel())

    def repeat(self) -> None:
        self._event(Repeat())

    def lose(self) -> None:
        """The port goes and is opened again."""
        self._event(Lost("lost"))
        self.driver.open(self.now)

    def hear(self, data: bytes) -> None:
        if data:
            self._end_gap()
            self._last_byte = self.now
            self._note(self.driver.hear(data, self.now))

    def wait(self, seconds: float) -> None:
        """Time passes, in one leap; what becomes due is sent before and after it."""
        self._flush()
        self.now += seconds
        self._end_gap()
        self._event(Tick())
        self._flush()

    def silence(self) -> None:
        """Nothing comes for longer than a frame may pause."""
        self.wait(2 * self.gap)

    def quiet(self) -> None:
        """Silence until nothing of what came before can matter: no half frame, no press again."""
        self.silence()
        self.wait(4.0)

    @property
    def cap(self) -> int:
        """The driver holds fewer bytes: less than a frame, and less than an echo of ours."""
        frames = [command.frame for command in self.profile.commands.values()]
        return self.profile.rx.longest + max(map(len, frames), default=0)

    @property
    def held(self) -> int:
        """How many bytes the driver holds."""
        return self.driver._decoder.held + self.driver._echo.held

    def opened(self, ask_id: str) -> bool:
        return any(isinstance(e, Opened) and e.ask_id == ask_id for e in self.told)

    def timed_out(self, ask_id: str) -> bool:
        return any(isinstance(e, TimeOut) and e.ask_id == ask_id for e in self.told)

    def counted(self, ask_id: str) -> list[int]:
        """The keys that were counted for an asking."""
        return [e.press.key for e in self.told if isinstance(e, Count) and e.ask_id == ask_id]

    def stored(self) -> int:
        """How many presses were counted or kept."""
        return sum(isinstance(e, STORED) for e in self.told)

    def _event(self, event: session.Event) -> None:
        self._note(self.driver.handle(event, self.now))

    def _end_gap(self) -> None:
        if self.driver.holds and self.now - self._last_byte >= self.gap:
            self._note(self.driver.silence(self.now))

    def _flush(self) -> None:
        while due := self.driver.due(self.now):
            self._note(self.driver.sent(self.now))
            self.sent += [due.frame] if due.frame else []
            if self._echoes:
                self.hear(due.frame)

    def _note(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, TOLD):
                self.told.append(effect)
            if isinstance(effect, Opened):
                self.opened_at = self.now
            if isinstance(effect, STORED) and self.commits:
                self.driver.answer_press()

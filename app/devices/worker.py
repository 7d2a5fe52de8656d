"""The thread that owns the pad's port: commands in, messages out.

It knows neither the store nor a window. A press is answered only after the main thread has
committed it; a port that goes away is tried again, ever more slowly.
"""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Final

from app.devices import session
from app.devices.errors import DeviceError
from app.devices.pads.driver import Heard, PadDriver
from app.devices.profile import PadProfile
from app.devices.session import State
from app.devices.transport import Transport
from app.domain.clock import Clock

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 10.0
HEALTHY_AFTER: Final = 30.0
ONLINE_SECONDS: Final = 600.0
ASLEEP_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Press:
    """A press as the device gave it: native key, its level code, its label, the pad's scale."""

    key: int
    level: str
    label: str
    scale: int
    latency_ms: int
    quick: bool
    frames: str
    device: str
    profile_sha256: str


@dataclass(frozen=True)
class Pressed:
    """The first valid press of an asking."""

    ask_id: str
    press: Press


@dataclass(frozen=True)
class PressKept:
    """A listed key out of place: `reason` is early, repeat or idle."""

    ask_id: str
    press: Press
    reason: str


@dataclass(frozen=True)
class AskTimedOut:
    """Nobody pressed."""

    ask_id: str


@dataclass(frozen=True)
class AskLost:
    """The pad went away while asking, or was not there at all."""

    ask_id: str
    code: str


@dataclass(frozen=True)
class HealthChanged:
    """`health` is online (it answered lately), unconfirmed (open, silent) or lost (`code`)."""

    health: str
    code: str = ""


@dataclass(frozen=True)
class Traffic:
    """Bytes on the line, for the device log; `direction` is rx, tx or noise."""

    direction: str
    frame: str


class PadWorker:
    """One thread, one port. Public methods may be called from any thread and never block."""

    def __init__(
        self,
        transport: Transport,
        profile: PadProfile,
        clock: Clock,
        post: Callable[[object], None],
    ) -> None:
        self.name = transport.name
        self.sha256 = profile.sha256
        self._transport = transport
        self._driver = PadDriver(profile)
        self._clock = clock
        self._post = post
        self._commands: SimpleQueue[session.Event] = SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pad {transport.name}")
        self._state = State()
        self._health = HealthChanged("")

    def start(self) -> None:
        """Begin; the first health message says how it went."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the port; the owner thread closes it. Returns when it is done."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3.0)

    def ask(self, ask_id: str) -> None:
        """Light up for an asking that is committed."""
        self._commands.put(session.Ask(ask_id))

    def repeat(self) -> None:
        """Prompt once more."""
        self._commands.put(session.Repeat())

    def cancel(self) -> None:
        """Stop asking."""
        self._commands.put(session.Cancel())

    def acknowledge(self, ask_id: str) -> None:
        """The press is committed: answer the pad."""
        self._commands.put(session.Committed(ask_id))

    def _run(self) -> None:
        wait = FIRST_WAIT
        while not self._stopping.is_set():
            opened = self._clock.monotonic()
            try:
                self._transport.open()
                self._say("welcome")
                self._talk()
            except DeviceError as error:
                self._event(session.Lost(error.code))
                self._feel("lost", error.code)
            finally:
                self._transport.close()
            if self._clock.monotonic() - opened > HEALTHY_AFTER:
                wait = FIRST_WAIT
            self._pause(wait * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, no secret
            wait = min(wait * 2, LONGEST_WAIT)

    def _pause(self, seconds: float) -> None:
        """Wait before the next try; who asks meanwhile hears at once that the pad is away."""
        until = self._clock.monotonic() + seconds
        while not self._stopping.is_set() and (left := until - self._clock.monotonic()) > 0:
            try:
                event = self._commands.get(timeout=min(left, 0.1))
            except Empty:
                continue
            if isinstance(event, session.Ask):
                self._post(AskLost(event.ask_id, self._health.code or "lost"))

    def _talk(self) -> None:
        self._feel("unconfirmed")
        quiet = heard = last = self._clock.monotonic()
        gap = self._driver.profile.line.gap_ms / 1000
        pending = False
        while not self._stopping.is_set():
            self._obey()
            data = self._transport.read()
            now = self._clock.monotonic()
            if now - last > ASLEEP_SECONDS:
                raise DeviceError("lost", "the machine slept")
            last = now
            if data:
                self._post(Traffic("rx", data.hex(" ")))
                heard = self._take(self._driver.hear(data), now, heard)
                quiet, pending = now, True
            elif pending and now - quiet >= gap:
                heard = self._take(self._driver.silence(), now, heard)
                pending = False
            self._event(session.Tick())
            if self._health.health == "online" and now - heard > ONLINE_SECONDS:
                self._feel("unconfirmed")

    def _obey(self) -> None:
        while True:
            try:
                event = self._commands.get_nowait()
            except Empty:
                return
            if isinstance(event, session.Ask):
                self._flush()
            self._event(event)

    def _flush(self) -> None:
        """What the former citizen left on the line is not this one's."""
        now = self._clock.monotonic()
        self._take(self._driver.hear(self._transport.read()), now, now)
        self._take(self._driver.silence(), now, now)

    def _take(self, heard: Heard, now: float, before: float) -> float:
        if heard.noise:
            self._post(Traffic("noise", heard.noise.hex(" ")))
        for code, raw in heard.keys:
            self._feel("online")
            self._event(session.Key(code, raw))
        return now if heard.keys else before

    def _event(self, event: session.Event) -> None:
        self._state, effects = session.step(self._state, event, self._clock.monotonic())
        for effect in effects:
            self._do(effect)

    def _do(self, effect: session.Effect) -> None:
        match effect:
            case session.Prompt():
                self._say("prompt")
            case session.Answer():
                self._send(self._driver.answer())
            case session.Count(ask_id, code, raw, latency, quick):
                self._post(Pressed(ask_id, self._press(code, raw, latency, quick)))
            case session.Keep(ask_id, code, raw, reason):
                self._post(PressKept(ask_id, self._press(code, raw, 0.0, False), reason))
            case session.TimeOut(ask_id):
                self._post(AskTimedOut(ask_id))
            case session.Lose(ask_id, code):
                self._post(AskLost(ask_id, code))

    def _press(self, code: int, raw: bytes, latency: float, quick: bool) -> Press:
        profile = self._driver.profile
        key = profile.keys[code]
        return Press(
            code, key.level, key.label, profile.scale, round(latency * 1000), quick,
            raw.hex(" "), self.name, profile.sha256,
        )  # fmt: skip

    def _say(self, command: str) -> None:
        self._send(self._driver.command(command))

    def _send(self, data: bytes) -> None:
        if data:
            self._transport.write(data)
            self._post(Traffic("tx", data.hex(" ")))

    def _feel(self, health: str, code: str = "") -> None:
        if (health, code) != (self._health.health, self._health.code):
            self._health = HealthChanged(health, code)
            self._post(self._health)

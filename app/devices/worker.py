"""The thread that owns the pad's port: commands in, messages out.

It knows neither the store nor a window. A press is answered only after the main thread has
committed it; a port that goes away is tried again, ever more slowly.
"""

import random
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Final, NamedTuple

from app.devices import session
from app.devices.errors import DeviceError
from app.devices.pads.driver import PadDriver
from app.devices.profile import PadProfile
from app.devices.sleep import SleepWatch, slept_so_far
from app.devices.transport import READ_SECONDS, Transport
from app.domain.clock import Clock

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 10.0
HEALTHY_AFTER: Final = 30.0
ONLINE_SECONDS: Final = 600.0
STOP_SECONDS: Final = 3.0
KEPT_IN_A_MINUTE: Final = 20  # more unasked presses than this are a fault of the line
LINES_IN_A_SECOND: Final = 50  # of the device log
LINE_BYTES: Final = 256


@dataclass(frozen=True)
class Press:
    """A press as the device gave it: native key, its level code, its label, the pad's scale.

    `at` is the wall clock, aware; `latency_ms` counts from the prompt, 0 where none was open;
    `frames` are the bytes of the press in hex, `offered` the level codes the pad has keys for,
    `reason` what the key says beside its level, or "".
    """

    key: int
    level: str
    label: str
    scale: int
    at: datetime
    latency_ms: int
    quick: bool
    frames: str
    device: str
    profile_sha256: str
    offered: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Prompted:
    """The prompt has left for the pad: from now a press counts."""

    ask_id: str


@dataclass(frozen=True)
class Pressed:
    """The first valid press of an asking."""

    ask_id: str
    press: Press


@dataclass(frozen=True)
class PressKept:
    """A listed key out of place. `reason`: early (no prompt yet, or faster than a person),
    repeat (one has counted), late (the asking has ended) or idle (nobody was asked, no `ask_id`).
    """

    ask_id: str
    press: Press
    reason: str


@dataclass(frozen=True)
class AskTimedOut:
    """Nobody pressed."""

    ask_id: str


@dataclass(frozen=True)
class AskLost:
    """Nobody can press. `code`: that of the port (errors.DeviceError), no_answer (the pad did
    not say that it prompts), busy_asking (another asking is open), failed (a fault of ours).
    """

    ask_id: str
    code: str


@dataclass(frozen=True)
class HealthChanged:
    """`health`: online (it proved itself lately), unconfirmed (open, but a pulled cable would
    look the same) or lost. `code` says why: that of the port, no_answer, or noisy.
    """

    health: str
    code: str = ""


@dataclass(frozen=True)
class Traffic:
    """Bytes on the line in hex, for the device log; `direction` is rx or tx.

    `dropped` counts the bytes since the last line that a flood kept out of the log.
    """

    direction: str
    frame: str
    at: datetime
    dropped: int = 0


class _Committed(NamedTuple):
    """Command: the last press is in the store."""


_Command = session.Event | _Committed


class PadWorker:
    """One thread, one port. Public methods may be called from any thread and never block.

    Each `ask` ends in exactly one Pressed, AskTimedOut or AskLost, unless it is cancelled or the
    worker is stopped. `waits` are the first and the longest pause between tries to open, `slept`
    the seconds the machine has slept so far.
    """

    def __init__(
        self,
        transport: Transport,
        profile: PadProfile,
        clock: Clock,
        post: Callable[[object], None],
        waits: tuple[float, float] = (FIRST_WAIT, LONGEST_WAIT),
        slept: Callable[[], float] = slept_so_far,
    ) -> None:
        self.name = transport.name
        self.profile, self.sha256 = profile, profile.sha256
        self._transport = transport
        self._commands: SimpleQueue[_Command] = SimpleQueue()
        self._stopping = threading.Event()
        self._waits = waits
        self._talk = _Talk(transport, PadDriver(profile), clock, post, slept)
        self._clock = clock
        self._thread = threading.Thread(target=self._run, name=f"pad {transport.name}", daemon=True)

    def start(self) -> None:
        """Begin; the first health message says how it went."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the port; the owner thread closes it. An asking stays without an end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._transport.cancel()
            self._thread.join(timeout=STOP_SECONDS)

    def ask(self, ask_id: str) -> None:
        """Light up for an asking that is committed."""
        self._tell(session.Ask(ask_id))

    def repeat(self) -> None:
        """Prompt once more."""
        self._tell(session.Repeat())

    def cancel(self) -> None:
        """Stop asking."""
        self._tell(session.Cancel())

    def acknowledge(self, ask_id: str) -> None:  # noqa: ARG002 - one press at a time waits
        """The press of an asking ("" for none) is committed: the pad may be answered."""
        self._tell(_Committed())

    def _tell(self, command: _Command) -> None:
        self._commands.put(command)
        self._transport.cancel()

    def _run(self) -> None:
        talk, (first, longest) = self._talk, self._waits
        wait = first
        while not self._stopping.is_set():
            began = lost = self._clock.monotonic()
            try:
                talk.open()
                self._turn_until_stopped()
            except DeviceError as error:
                lost = talk.lose(error.code)
            except Exception as error:  # noqa: BLE001 - reported, and no asking is left hanging
                lost = talk.lose("failed")
                _report(error)
            finally:
                self._transport.close()
            if lost - began > HEALTHY_AFTER:
                wait = first
            self._pause(lost + wait * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, no secret
            wait = min(wait * 2, longest)

    def _turn_until_stopped(self) -> None:
        while not self._stopping.is_set():
            while not self._commands.empty():
                self._talk.listen()  # before the command is taken: a lost port must not lose it
                self._talk.obey(self._commands.get_nowait())
            self._talk.turn()

    def _pause(self, until: float) -> None:
        """Wait before the next try; who asks meanwhile hears at once that the pad is away."""
        while not self._stopping.is_set() and (left := until - self._clock.monotonic()) > 0:
            try:
                command = self._commands.get(timeout=min(left, READ_SECONDS))
            except Empty:
                continue
            self._talk.refuse(command)


def _report(error: Exception) -> None:
    """A fault of ours goes where those of all threads go; the pad is tried again nevertheless."""
    told = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(told))


class _Talk:
    """What the worker's thread does with its port. Touched by that thread alone."""

    def __init__(
        self,
        transport: Transport,
        driver: PadDriver,
        clock: Clock,
        post: Callable[[object], None],
        slept: Callable[[], float],
    ) -> None:
        self._transport = transport
        self._driver = driver
        self._clock = clock
        self._post = post
        self._watch = SleepWatch(slept)
        self._health = HealthChanged("")
        self._last_byte = self._noisy_until = 0.0
        self._doubt = ""
        self._kept: deque[float] = deque(maxlen=KEPT_IN_A_MINUTE)
        self._lines: deque[float] = deque(maxlen=LINES_IN_A_SECOND)
        self._dropped = 0

    def open(self) -> None:
        """Take the port. Raises DeviceError."""
        self._transport.open()
        self._driver.open(self._clock.monotonic())
        self._doubt = ""
        self._watch.has_slept()  # before it was opened is nobody's matter
        self._feel("unconfirmed")

    def lose(self, code: str) -> float:
        """The port is gone. Returns since when."""
        now = self._clock.monotonic()
        self._do(self._driver.handle(session.Lost(code), now))
        self._feel("lost", code)
        return now

    def listen(self) -> None:
        """Hear what has come already. Raises DeviceError."""
        self._hear(self._transport.drain(), self._clock.monotonic())

    def obey(self, command: _Command) -> None:
        """Do as told."""
        if isinstance(command, _Committed):
            self._driver.answer_press()
        else:
            self._do(self._driver.handle(command, self._clock.monotonic()))

    def refuse(self, command: _Command) -> None:
        """Told while there is no port."""
        if isinstance(command, session.Ask):
            self._post(AskLost(command.ask_id, self._health.code))
        elif isinstance(command, _Committed):
            self._driver.answer_press()

    def turn(self) -> None:
        """Send what is due, listen once, let time pass."""
        while due := self._driver.due(self._clock.monotonic()):
            if due.frame:
                self._transport.write(due.frame)
            before = self._transport.drain()  # came before the prompt had left: no answer to it
            now = self._clock.monotonic()
            effects = self._driver.sent(now)
            self._log("tx", due.frame)
            self._do(effects)
            self._hear(before, now)
        self._hear(self._transport.read(), self._clock.monotonic())
        now = self._clock.monotonic()
        self._end_gap(now)
        self._do(self._driver.handle(session.Tick(), now))
        self._judge(now)

    def _hear(self, data: bytes, now: float) -> None:
        slept = self._watch.has_slept()
        if slept:  # whoever was asked is gone: what lay in the port meanwhile is late
            self._do(self._driver.handle(session.Lost("slept"), now))
        if data:
            self._end_gap(now)
            self._last_byte = now
            effects = self._driver.hear(data, now)
            self._log("rx", data)
            self._do(effects)
        if slept:  # a port is not to be trusted after it: it is opened anew
            raise DeviceError("slept")

    def _end_gap(self, now: float) -> None:
        gap = self._driver.profile.line.gap_ms / 1000
        if self._driver.holds and now - self._last_byte >= gap:
            self._do(self._driver.silence(now))

    def _judge(self, now: float) -> None:
        heard = self._driver.heard_at
        if now < self._noisy_until:
            self._feel("unconfirmed", "noisy")
        elif heard is not None and now - heard < ONLINE_SECONDS:
            self._doubt = ""
            self._feel("online")
        else:
            self._feel("unconfirmed", self._doubt)

    def _do(self, effects: Iterable[session.Effect]) -> None:
        for effect in effects:
            match effect:
                case session.Opened(ask_id):
                    self._post(Prompted(ask_id))
                case session.Count(ask_id, press, waited, quick):
                    self._post(Pressed(ask_id, self._press(press, waited, quick)))
                case session.Keep():
                    self._keep(effect)
                case session.TimeOut(ask_id):
                    self._post(AskTimedOut(ask_id))
                case session.Lose(ask_id, code):
                    self._post(AskLost(ask_id, code))
                    if code == "no_answer":
                        self._doubt, self._driver.heard_at = code, None

    def _keep(self, keep: session.Keep) -> None:
        """Kept presses go into the log for ever, so a flood of them stays with the device log."""
        now = self._clock.monotonic()
        if len(self._kept) == KEPT_IN_A_MINUTE and now - self._kept[0] < 60.0:
            self._noisy_until = now + 60.0
            return
        self._kept.append(now)
        self._post(PressKept(keep.ask_id, self._press(keep.press, keep.waited, False), keep.reason))

    def _press(self, press: session.Press, waited: float, quick: bool) -> Press:
        profile = self._driver.profile
        key = profile.keys[press.key]
        return Press(
            press.key, key.level, key.label, profile.scale, self._clock.now(),
            round(waited * 1000), quick, press.raw.hex(" "), self._transport.name, profile.sha256,
            profile.levels, key.reason,
        )  # fmt: skip

    def _log(self, direction: str, data: bytes) -> None:
        now = self._clock.monotonic()
        if not data:
            return
        if len(self._lines) == LINES_IN_A_SECOND and now - self._lines[0] < 1.0:
            self._dropped += len(data)
            return
        self._lines.append(now)
        dropped = self._dropped + max(0, len(data) - LINE_BYTES)
        self._dropped = 0
        frame = data[:LINE_BYTES].hex(" ")
        self._post(Traffic(direction, frame, self._clock.now(), dropped))

    def _feel(self, health: str, code: str = "") -> None:
        if (health, code) != (self._health.health, self._health.code):
            self._health = HealthChanged(health, code)
            self._post(self._health)

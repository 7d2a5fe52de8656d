"""A pad that is played: the far side of a line that the real driver is at the near end of.

Used by training, by the scripted day, by tests and benchmarks. It presses what it is told, or
answers each prompt with the next key of a script, and has the faults it is told to have.
"""

import select
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, Self

from app.devices.framing import Decoder
from app.devices.pads.ends import CHUNK, FarEnd, PtyEnd
from app.devices.profile import PadProfile
from app.devices.sheet import PROMPT, WELCOME
from app.domain.clock import Clock

RESEND_SECONDS: Final = 0.3
RESENDS: Final = 5
SLOW_SECONDS: Final = 3.0
NOWHERE: Final = frozenset({"spoiled", "mute", "unknown"})
HELD: Final = (10, 0.1)  # how often a key that stays down is sent, seconds between
REBOOT_SECONDS: Final = 1.0  # after it has lit
BANNER: Final = b"\r\nBOOT V1.0\r\n"  # what a pad may say when it starts: no key of any profile


class Spoken(NamedTuple):
    """Bytes on the line as the pad saw them: `direction` is tx (from the pad) or rx."""

    at: datetime
    monotonic: float
    direction: str
    data: bytes


class _Planned(NamedTuple):
    """Bytes the pad will send; an unanswered press is sent again `resends` times."""

    due: float
    data: bytes
    resends: int = 0
    is_again: bool = False


class _Agenda:
    """What will be sent and when. Touched by any thread."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._changing = threading.Lock()

    def put(self, due: float, data: bytes, resends: int = 0) -> None:
        """Bytes to be sent at an instant, and so often again."""
        with self._changing:
            self._planned.append(_Planned(due, data, resends))

    def take(self, now: float) -> list[bytes]:
        """What is due by now; what is to be sent again is planned."""
        with self._changing:
            due = [plan for plan in self._planned if plan.due <= now]
            self._planned = [plan for plan in self._planned if plan.due > now]
            self._planned += [
                _Planned(now + RESEND_SECONDS, p.data, p.resends - 1, is_again=True)
                for p in due
                if p.resends
            ]
        return [plan.data for plan in due]

    def next(self) -> float | None:
        """When something is due."""
        with self._changing:
            return min((plan.due for plan in self._planned), default=None)

    def answered(self) -> None:
        """Nothing that was sent before is sent again."""
        with self._changing:
            self._planned = [plan for plan in self._planned if not plan.is_again]

    def clear(self) -> None:
        """Nothing is planned any more."""
        with self._changing:
            self._planned = []


class PlayedPad:
    """A pad on a line, by default a pseudo-terminal behind `path`. `heard` is told of all that
    goes over the line, on the pad's own thread.

    `faults` it may be told to have: `mute` (nothing is sent), `slow` (everything is sent late),
    `twice` (a press is sent twice), `held` (again and again), `spoiled` (one byte of a press is
    wrong), `unknown` (a key that the profile does not list), `reboot` (it starts anew soon after
    it has lit). `lit` says whether it has been told to ask somebody.
    """

    def __init__(
        self,
        path: Path,
        profile: PadProfile,
        clock: Clock,
        *,
        end: FarEnd | None = None,
        heard: Callable[[Spoken], object] = lambda _: None,
    ) -> None:
        self.path = path
        self.profile = profile
        self.prompts = 0
        self.lit = False
        self.faults: frozenset[str] = frozenset()
        self._clock = clock
        self._heard = heard
        self._end = end or PtyEnd(path)
        self.spoken: list[Spoken] = []
        self._script: deque[tuple[float, int | None]] = deque()
        self._agenda = _Agenda()
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._wake_out: socket.socket  # both from the entering on
        self._wake_in: socket.socket
        self._thread = threading.Thread(target=self._run, name="played pad", daemon=True)

    def __enter__(self) -> Self:
        self._wake_out, self._wake_in = socket.socketpair()
        self._end.changed = self._wake
        self.plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._wake()
        self._thread.join()
        self._end.changed = lambda: None
        self._end.remove()
        self._wake_in.close()
        self._wake_out.close()

    def plug(self) -> None:
        """The cable goes in; the pad starts anew."""
        with self._lock:
            self._agenda.clear()
            self.lit = False
            self._end.plug()
        self._wake()

    def unplug(self) -> None:
        """The cable is out."""
        with self._lock:
            self.lit = False
            self._end.unplug()
        self._wake()

    def press(self, key: int) -> None:
        """A key is pressed now. A pad that expects an answer sends it again until it has it."""
        if not self.faults & NOWHERE:  # a press that went nowhere is tried again
            self.lit = False
        times, apart = HELD if "held" in self.faults else (1 + ("twice" in self.faults), 0.0)
        for place in range(times):
            self._plan(place * apart, *_pressed(self.profile, key, self.faults))
        self._wake()

    def send(self, data: bytes) -> None:
        """Any bytes on the line, now."""
        with self._lock:
            if self._end.fileno() >= 0 and "mute" not in self.faults:
                with suppress(OSError):  # nobody reads: lost, as on a wire
                    self._note("tx", data)  # first: who reads the line may look at once
                    self._end.write(data)

    def answer_with(self, keys: Iterable[tuple[float, int | None]]) -> None:
        """Answer coming prompts: (seconds to wait, key); None lets the prompt pass."""
        self._script.extend(keys)

    def _plan(self, wait: float, data: bytes, resends: int = 0) -> None:
        late = SLOW_SECONDS if "slow" in self.faults else 0.0
        self._agenda.put(self._clock.monotonic() + wait + late, data, resends)

    def _wake(self) -> None:
        self._wake_in.send(b"x")

    def _run(self) -> None:
        heard = b""
        while not self._stopping.is_set():
            names, heard = commands_in(self.profile, heard + self._listen())
            for name in names:
                self._obey(name)
            for data in self._agenda.take(self._clock.monotonic()):
                if data == BANNER:
                    self.lit = False
                self.send(data)

    def _listen(self) -> bytes:
        """What the program says, at the latest when a press is due."""
        ends: list[FarEnd | socket.socket] = [self._wake_out]
        with self._lock:
            if self._end.fileno() >= 0:
                ends.append(self._end)
        due = self._agenda.next()
        wait = None if due is None else max(0.0, due - self._clock.monotonic())
        try:
            ready = select.select(ends, [], [], wait)[0]
        except (OSError, ValueError):  # unplugged meanwhile
            return b""
        if self._wake_out in ready:
            self._wake_out.recv(CHUNK)
        with self._lock, suppress(OSError, ValueError):
            if self._end.fileno() >= 0 and select.select([self._end], [], [], 0)[0]:
                if data := self._end.read():
                    self._note("rx", data)
                return data
        return b""

    def _obey(self, command: str) -> None:
        if command == PROMPT:
            self.prompts += 1
            self.lit = True
            if answer := self.profile.answer_bytes():
                self._plan(0.0, answer)
            if "reboot" in self.faults:
                self._plan(REBOOT_SECONDS, BANNER)
            wait, key = self._script.popleft() if self._script else (0.0, None)
            if key is not None:
                self._plan(wait, *_pressed(self.profile, key, self.faults))
        elif command == WELCOME:
            self.lit = False
        elif command == self.profile.reply:
            self._agenda.answered()

    def _note(self, direction: str, data: bytes) -> None:
        spoken = Spoken(self._clock.now(), self._clock.monotonic(), direction, data)
        self.spoken.append(spoken)
        self._heard(spoken)


def _pressed(profile: PadProfile, key: int, faults: frozenset[str]) -> tuple[bytes, int]:
    """What a press sends, and how often again while it is not answered."""
    data = profile.press_bytes(key)
    if "unknown" in faults:
        unlisted = next(code for code in range(0x40, 0x100) if code not in profile.keys)
        return profile.press_bytes(unlisted), 0
    if "spoiled" in faults:
        return spoiled(profile, data), 0
    return data, RESENDS if profile.reply else 0


def commands_in(profile: PadProfile, heard: bytes) -> tuple[list[str], bytes]:
    """The commands in what the program said, in order, and what may be the beginning of more."""
    frames = [(n, c.frame) for n, c in profile.commands.items() if c.frame]
    names = []
    while found := [(heard.index(frame), name, frame) for name, frame in frames if frame in heard]:
        at, name, frame = min(found)
        heard = heard[at + len(frame) :]
        names.append(name)
    return names, heard[-64:]


def spoiled(profile: PadProfile, raw: bytes) -> bytes:
    """A press with one byte wrong, the last one that matters, so that no key is read from it."""
    for place in reversed(range(len(raw))):
        bad = bytearray(raw)
        bad[place] ^= 0x5A
        frames = Decoder(profile.rx).feed(bytes(bad))
        if all(profile.key_of(frame) is None for frame in frames):
            return bytes(bad)
    return b""

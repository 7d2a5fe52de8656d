"""A pad that is played: the far side of a pseudo-terminal, driven through the real driver.

Used by the scripted day, by tests and benchmarks. It presses what it is told, or answers each
prompt with the next key of a script. POSIX only.
"""

import os
import select
import threading
import tty
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, Self

from app.devices.profile import PadProfile
from app.devices.sheet import PROMPT
from app.domain.clock import Clock

RESEND_SECONDS: Final = 0.3
RESENDS: Final = 5
_CHUNK: Final = 4096


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


class PlayedPad:
    """A pad on a pseudo-terminal behind a path of its own, which stays over a replug."""

    def __init__(self, path: Path, profile: PadProfile, clock: Clock) -> None:
        self.path = path
        self.profile = profile
        self.prompts = 0
        self._clock = clock
        self._spoken: list[Spoken] = []
        self._script: deque[tuple[float, int | None]] = deque()
        self._planned: list[_Planned] = []
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._ends: tuple[int, int] | None = None
        self._wake_out, self._wake_in = os.pipe()
        self._thread = threading.Thread(target=self._run, name="played pad")

    def __enter__(self) -> Self:
        self.plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._wake()
        self._thread.join()
        self.unplug()
        self.path.unlink(missing_ok=True)
        os.close(self._wake_in)
        os.close(self._wake_out)

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """All that went over the line so far."""
        with self._lock:
            return tuple(self._spoken)

    def plug(self) -> None:
        """A new pseudo-terminal behind the same path; the pad starts anew."""
        with self._lock:
            self._planned = []
            master, slave = os.openpty()
            tty.setraw(slave)
            os.set_blocking(master, False)
            self._ends = (master, slave)
            new = self.path.with_suffix(".new")
            new.symlink_to(os.ttyname(slave))
            new.replace(self.path)
        self._wake()

    def unplug(self) -> None:
        """The cable is out."""
        with self._lock:
            ends, self._ends = self._ends, None
            for end in ends or ():
                os.close(end)
        self._wake()

    def press(self, key: int) -> None:
        """A key is pressed now. A pad that expects an answer sends it again until it has it."""
        self._plan(key, 0.0)
        self._wake()

    def send(self, data: bytes) -> None:
        """Any bytes on the line, now."""
        with self._lock:
            if self._ends is not None:
                with suppress(BlockingIOError):  # nobody reads: lost, as on a wire
                    os.write(self._ends[0], data)
                    self._note("tx", data)

    def answer_with(self, keys: Iterable[tuple[float, int | None]]) -> None:
        """Answer coming prompts: (seconds to wait, key); None lets the prompt pass."""
        self._script.extend(keys)

    def _plan(self, key: int, wait: float) -> None:
        resends = RESENDS if self.profile.reply else 0
        data = self.profile.press_bytes(key)
        with self._lock:
            self._planned.append(_Planned(self._clock.monotonic() + wait, data, resends))

    def _wake(self) -> None:
        os.write(self._wake_in, b"x")

    def _run(self) -> None:
        heard = b""
        while not self._stopping.is_set():
            heard = self._react(heard + self._listen())
            with self._lock:
                now = self._clock.monotonic()
                due = [plan for plan in self._planned if plan.due <= now]
                self._planned = [plan for plan in self._planned if plan.due > now]
                for plan in due:
                    self.send(plan.data)
                    if plan.resends:
                        again = _Planned(now + RESEND_SECONDS, plan.data, plan.resends - 1)
                        self._planned.append(again)

    def _listen(self) -> bytes:
        """What the program says, at the latest when a press is due."""
        with self._lock:
            ends = [self._ends[0]] if self._ends else []
            due = min((plan.due for plan in self._planned), default=None)
        wait = None if due is None else max(0.0, due - self._clock.monotonic())
        try:
            ready = select.select([self._wake_out, *ends], [], [], wait)[0]
        except OSError:  # unplugged meanwhile
            return b""
        if self._wake_out in ready:
            os.read(self._wake_out, _CHUNK)
        with self._lock:
            if self._ends is None or not select.select([self._ends[0]], [], [], 0)[0]:
                return b""
            data = os.read(self._ends[0], _CHUNK)
            self._note("rx", data)
            return data

    def _react(self, heard: bytes) -> bytes:
        """Answer what was heard in whole; what is left may be the beginning of more."""
        commands = self.profile.commands
        prompt = commands[PROMPT].frame if PROMPT in commands else b""
        reply = commands[self.profile.reply].frame if self.profile.reply else b""
        while prompt and prompt in heard:
            heard = heard.split(prompt, 1)[1]
            self.prompts += 1
            wait, key = self._script.popleft() if self._script else (0.0, None)
            if key is not None:
                self._plan(key, wait)
        if reply and reply in heard:
            heard = heard.split(reply, 1)[1]
            with self._lock:
                self._planned = [plan for plan in self._planned if plan.resends == RESENDS]
        return heard[-64:]

    def _note(self, direction: str, data: bytes) -> None:
        self._spoken.append(Spoken(self._clock.now(), self._clock.monotonic(), direction, data))

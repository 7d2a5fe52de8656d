"""A pad behind a vendor's library: a child process that is spoken to in lines of JSON.

To worker and session it is a transport like any other: only presses and answers come out of it.
The rest of the talk (hello, health, the child's own faults) ends in here. The lines stand in
docs/devices/bridge.md.
"""

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from typing import IO, Any, Final

from app.devices.errors import DeviceError
from app.devices.framing.bridge import frame_of, line_of, message
from app.devices.transport import READ_SECONDS
from app.domain.clock import Clock

BRIDGE: Final = "bridge"
"""What the settings name as the port of a pad that has none."""
PROTOCOL: Final = 1
HELLO_SECONDS: Final = 10.0  # an antivirus looks at a new program first
HALF_SECONDS: Final = 2.0  # for the rest of a line
QUERY_SECONDS: Final = 15.0  # without a word before the child is asked how it is
ANSWER_SECONDS: Final = 5.0
EXIT_SECONDS: Final = 0.8  # each: by itself, told to end, killed
MOST_LINE: Final = 4096
_CHUNK: Final = 4096
_WAITING: Final = 64  # chunks from the child, lines to it
_ERRORS: Final[Mapping[int, str]] = {errno.ENOENT: "child_missing", errno.EACCES: "child_denied"}


class Child:
    """A process and the two threads at its pipes, so that nobody ever waits for a pipe."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Start it. Raises DeviceError: child_missing, child_denied, child_unfit."""
        group: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NO_WINDOW}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a leader agreed to this file
                list(command), cwd=folder, bufsize=0, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **group,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            code = _ERRORS.get(getattr(error, "errno", None) or 0, "child_unfit")
            raise DeviceError(code, str(error)) from error
        self.said: Queue[bytes | None] = Queue(_WAITING)  # b"" is the end, None wakes the reader
        self._to_say: Queue[bytes] = Queue(_WAITING)  # b"" ends the talk
        self._ending = threading.Event()
        self._threads = [
            threading.Thread(target=work, args=(pipe,), name="bridge", daemon=True)
            for work, pipe in (
                (self._hear, self._process.stdout), (self._speak, self._process.stdin),
            )
            if pipe is not None
        ]  # fmt: skip
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def say(self, line: bytes) -> None:
        """A line to it. Raises DeviceError stuck where it has not listened for long."""
        try:
            self._to_say.put_nowait(line)
        except Full as error:
            raise DeviceError("stuck") from error

    def end(self) -> None:
        """It ends: by itself once its input is closed, else it is told to, else killed."""
        self._ending.set()
        with suppress(Full):
            self._to_say.put_nowait(b"")
        for name in ("", "SIGTERM", "SIGKILL"):
            self._signal(name)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(EXIT_SECONDS)
                break
        self._signal("SIGKILL")  # what it started itself
        for thread in self._threads:
            thread.join(EXIT_SECONDS)

    def _signal(self, name: str) -> None:
        """To the child and what it has started; "" for none. Windows knows killing alone."""
        with suppress(OSError):
            if not name:
                return
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, getattr(signal, name))

    def _hear(self, pipe: IO[bytes]) -> None:
        with pipe:
            while not self._ending.is_set():
                try:
                    data = pipe.read(_CHUNK)
                except OSError:
                    data = b""
                self._hand_over(data)
                if not data:
                    return

    def _hand_over(self, data: bytes) -> None:
        while not self._ending.is_set():
            with suppress(Full):
                self.said.put(data, timeout=READ_SECONDS)
                return

    def _speak(self, pipe: IO[bytes]) -> None:
        with suppress(OSError), pipe:
            while line := self._to_say.get():
                left = line
                while left:
                    left = left[pipe.write(left) :]


class BridgeTransport:
    """The child as a Transport. `name` is the device in every entry."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, clock: Clock) -> None:
        self.name = name
        self._command, self._folder, self._clock = command, folder, clock
        self._child: Child | None = None
        self._fault: DeviceError | None = None
        self._forget()

    def _forget(self) -> None:
        self._half, self._fault = b"", None
        self._half_since = self._heard = self._clock.monotonic()
        self._greeted = self._asked = False

    def open(self) -> None:
        """Start the child; what it says first, and when, is looked at by the reads."""
        self._forget()
        self._child = Child(self._command, self._folder)

    def read(self) -> bytes:
        """Presses and answers that come within READ_SECONDS, in whole lines. Raises DeviceError."""
        child, chunks = self._running(), list[bytes | None]()
        with suppress(Empty):
            chunks.append(child.said.get(timeout=READ_SECONDS))
        found = self._gather(chunks)
        if not found:
            self._look_after(child)
        return found

    def drain(self) -> bytes:
        """Presses and answers that are here. Raises DeviceError."""
        child, chunks = self._running(), list[bytes | None]()
        with suppress(Empty):
            for _ in range(_WAITING):
                chunks.append(child.said.get_nowait())
        return self._gather(chunks)

    def write(self, data: bytes) -> None:
        """Lines to the child. Raises DeviceError: stuck."""
        self._running().say(data)

    def cancel(self) -> None:
        """Let the read return at once."""
        child = self._child
        if child is not None:
            with suppress(Full):
                child.said.put_nowait(None)

    def close(self) -> None:
        """End the child, whatever it does; bounded."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _running(self) -> Child:
        if self._child is None or self._fault is not None:
            raise self._fault or DeviceError("lost")
        return self._child

    def _gather(self, chunks: Iterable[bytes | None]) -> bytes:
        """Presses and answers; a fault behind a press is told with the next call, lest the press
        be lost."""
        found = b""
        try:
            for chunk in chunks:
                for raw in () if chunk is None else self._take(chunk):
                    found += raw
        except DeviceError as error:
            if not found:
                raise
            self._fault = error
        return found

    def _take(self, data: bytes) -> Iterator[bytes]:
        """The lines of a chunk that are frames. Raises DeviceError for all that must not be."""
        if not data:
            raise DeviceError("child_ended")
        *lines, half = (self._half + data).split(b"\n")
        if not self._half or lines:
            self._half_since = self._clock.monotonic()
        self._half = half
        if max(map(len, (*lines, half))) > MOST_LINE:
            raise DeviceError("child_garbled", "a line without an end")
        for line in lines:
            yield self._heed(line)

    def _heed(self, line: bytes) -> bytes:
        said = message(line)
        word = said.get("say") if said else None
        if said is None or (word == "hello") == self._greeted:
            raise DeviceError("child_garbled", "no message, or hello at the wrong time")
        self._heard, self._asked = self._clock.monotonic(), False
        match word:
            case "hello":
                if said.get("protocol") != PROTOCOL:
                    raise DeviceError("child_version")
                self._greeted = True
            case "lost":
                raise DeviceError("lost")
            case "error":
                raise DeviceError("child_error")
            case "ready":
                pass
            case _:
                raw = line + b"\n"
                if frame_of(raw, said) is None:
                    raise DeviceError("child_garbled", "not a message we know")
                return raw
        return b""

    def _look_after(self, child: Child) -> None:
        """A child that says nothing, or half of something, is as good as gone."""
        now = self._clock.monotonic()
        silent = now - self._heard
        if not self._greeted and silent >= HELLO_SECONDS:
            raise DeviceError("child_silent", "no hello")
        if self._half and now - self._half_since >= HALF_SECONDS:
            raise DeviceError("child_garbled", "half a line")
        if self._greeted and silent >= QUERY_SECONDS + ANSWER_SECONDS:
            raise DeviceError("child_silent", "no answer")
        if self._greeted and silent >= QUERY_SECONDS and not self._asked:
            child.say(line_of("query"))
            self._asked = True

"""The far end of a pad's line, where a played pad sits: a pseudo-terminal, or, where the system
has none (Windows), a pair of sockets within the program."""

import os
import select
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from app.devices.errors import DeviceError
from app.devices.profile import PadProfile
from app.devices.transport import READ_SECONDS, SerialTransport, Transport

CHUNK: Final = 4096


class FarEnd(Protocol):
    """The cable of a played pad. `plug` and `unplug` may come in any order, from one thread.

    `changed` is called when there is another line to listen to.
    """

    changed: Callable[[], object]

    def plug(self) -> None:
        """The cable is in; whatever was on it before is gone."""

    def unplug(self) -> None:
        """The cable is out."""

    def remove(self) -> None:
        """Leave nothing behind."""

    def fileno(self) -> int:
        """What `select` waits for; -1 while there is no line."""

    def read(self) -> bytes:
        """What the program said. Raises OSError."""

    def write(self, data: bytes) -> None:
        """Say something. Raises OSError where nobody reads."""

    def transport(self, profile: PadProfile) -> Transport:
        """The near end, for the pad's worker."""


class PtyEnd:
    """A pseudo-terminal behind a path of its own, which stays over a replug. POSIX only."""

    def __init__(self, path: Path) -> None:
        self.changed: Callable[[], object] = lambda: None
        self._path = path
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        """A new pseudo-terminal behind the same path."""
        if sys.platform == "win32":
            raise DeviceError("unfit", "no pseudo-terminals here")
        import tty

        self.unplug()
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._ends = (master, slave)
        new = self._path.with_suffix(".new")
        new.unlink(missing_ok=True)  # of a program that was killed right here
        new.symlink_to(os.ttyname(slave))
        new.replace(self._path)

    def unplug(self) -> None:
        """The path leads nowhere."""
        ends, self._ends = self._ends, None
        for end in ends or ():
            os.close(end)

    def remove(self) -> None:
        """The path goes too."""
        self.unplug()
        self._path.unlink(missing_ok=True)

    def fileno(self) -> int:
        """The master's."""
        return self._ends[0] if self._ends else -1

    def read(self) -> bytes:
        """From the master."""
        return os.read(self.fileno(), CHUNK)

    def write(self, data: bytes) -> None:
        """To the master."""
        os.write(self.fileno(), data)

    def transport(self, profile: PadProfile) -> Transport:
        """The path as any serial port."""
        line = profile.line
        return SerialTransport(str(self._path), line.baud, line.bytes, line.dtr)


class PairEnd:
    """Two sockets; each opening of the near end is a new pair."""

    def __init__(self, name: str) -> None:
        self.changed: Callable[[], object] = lambda: None
        self._name = name
        self._far: socket.socket | None = None
        self._in = False
        self._changing = threading.Lock()

    def plug(self) -> None:
        """The next opening finds a line."""
        self.unplug()
        self._in = True

    def unplug(self) -> None:
        """The near end reads its end."""
        with self._changing:
            far, self._far, self._in = self._far, None, False
        if far is not None:
            far.close()

    def remove(self) -> None:
        """As `unplug`."""
        self.unplug()

    def fileno(self) -> int:
        """The far socket's."""
        far = self._far
        return far.fileno() if far is not None else -1

    def read(self) -> bytes:
        """From the far socket."""
        far = self._far
        data = far.recv(CHUNK) if far is not None else b""
        if not data and far is not None:  # the near end was closed: until it is opened again
            with self._changing:
                if self._far is far:
                    self._far = None
            far.close()
        return data

    def write(self, data: bytes) -> None:
        """To the far socket."""
        far = self._far
        if far is not None:
            far.send(data)

    def transport(self, profile: PadProfile) -> Transport:  # noqa: ARG002 - sockets have no speed
        """A transport over the near socket."""
        return PairTransport(self._name, self)

    def connect(self) -> socket.socket:
        """A new near end. Raises DeviceError while the cable is out."""
        with self._changing:
            if not self._in:
                raise DeviceError("not_found")
            if self._far is not None:
                self._far.close()
            self._far, near = socket.socketpair()
            self._far.setblocking(False)
        near.settimeout(READ_SECONDS)
        self.changed()
        return near


class PairTransport:
    """The near end as the worker's Transport. A read is never longer than READ_SECONDS, so there
    is nothing to cancel."""

    def __init__(self, name: str, end: PairEnd) -> None:
        self.name = name
        self._end = end
        self._near: socket.socket | None = None

    def open(self) -> None:
        """Take the line. Raises DeviceError."""
        self._near = self._end.connect()

    def read(self) -> bytes:
        """What comes within READ_SECONDS. Raises DeviceError."""
        if self._near is None:
            raise DeviceError("lost")
        try:
            data = self._near.recv(CHUNK)
        except TimeoutError:
            return b""
        except OSError as error:
            raise DeviceError("lost", str(error)) from error
        if not data:
            raise DeviceError("lost")
        return data

    def drain(self) -> bytes:
        """What has come already. Raises DeviceError."""
        waits = self._near is not None and select.select([self._near], [], [], 0)[0]
        return self.read() if waits else b""

    def write(self, data: bytes) -> None:
        """Send all of it. Raises DeviceError."""
        if self._near is None:
            raise DeviceError("lost")
        try:
            self._near.sendall(data)
        except TimeoutError as error:
            raise DeviceError("stuck") from error
        except OSError as error:
            raise DeviceError("lost", str(error)) from error

    def cancel(self) -> None:
        """Nothing to wake."""

    def close(self) -> None:
        """Let go."""
        near, self._near = self._near, None
        if near is not None:
            with suppress(OSError):
                near.close()

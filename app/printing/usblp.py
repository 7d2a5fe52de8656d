"""A printer on Linux's USB printer device (/dev/usb/lp*), used without any library.

Not tried on hardware: the status byte and the pace of the device follow the kernel's source.
"""

import errno
import fcntl
import os
import select
import stat
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.printing.transport import Broken, NotReached, push

LPGETSTATUS: Final = 0x060B
_PAPER_OUT: Final = 0x20
_SELECTED: Final = 0x10
_NO_ERROR: Final = 0x08
_CHUNK: Final = 4096
_PAUSE_S: Final = 0.05
_CODES: Final = MappingProxyType(
    {
        errno.ENOENT: "absent", errno.ENODEV: "absent", errno.ENXIO: "absent",
        errno.EACCES: "denied", errno.EPERM: "denied", errno.EBUSY: "busy",
        errno.ENOSPC: "paper_out", errno.ETIMEDOUT: "stalled",
    }
)  # fmt: skip

Ioctl = Callable[[int, int, bytearray], int]


class Usblp:
    """The device is opened for one paper and never blocks: every wait is a select with a limit.

    Closing such a device throws away what it has not taken yet, so `close` first waits until it
    can take more. `write_s` seconds bound a paper, `linger_s` that wait.
    """

    def __init__(
        self, device: Path, *, write_s: float = 20.0, linger_s: float = 5.0,
        ioctl: Ioctl = fcntl.ioctl,
    ) -> None:  # fmt: skip
        self._device, self._write_s, self._linger_s, self._ioctl = device, write_s, linger_s, ioctl
        self._file = -1
        self._sent = 0

    def open(self, title: str) -> None:  # noqa: ARG002
        """Open it for us alone. Raises NotReached: absent, denied, busy, no_device for anything
        that is no device, or it would fill a plain file and call that printed."""
        self.abort()
        self._sent = 0
        try:
            if not stat.S_ISCHR(self._device.stat().st_mode):
                raise NotReached("no_device")
            flags = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            self._file = os.open(self._device, flags)
            if not stat.S_ISCHR(os.fstat(self._file).st_mode):  # exchanged in between
                self.abort()
                raise NotReached("no_device")
        except OSError as error:
            raise NotReached(_code(error)) from error

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Send a paper in pieces. Raises NotReached or Broken."""
        end = time.monotonic() + self._write_s

        def put(left: memoryview) -> int:
            self._await_room(end)
            return self._put(left[:_CHUNK])

        push(payload, lead, put, _code)
        self._sent = len(payload)

    def sense(self) -> str:
        """What the USB port knows: paper_out, offline, error; "" if well or if it cannot say."""
        told = bytearray(4)
        try:
            self._ioctl(self._open_file(), LPGETSTATUS, told)
        except OSError as error:
            return "" if error.errno in (errno.ENOTTY, errno.EINVAL) else _code(error)
        if told[0] & _PAPER_OUT:
            return "paper_out"
        if not told[0] & _SELECTED:
            return "offline"
        return "" if told[0] & _NO_ERROR else "error"

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Ask, after dropping what came in so far if the answer must be `fresh`."""
        try:
            while fresh and select.select([self._open_file()], [], [], 0)[0]:
                if not os.read(self._file, 256):
                    break
            self._await_room(time.monotonic() + 1.0)
            self._put(memoryview(question))
        except OSError as error:
            raise NotReached(_code(error)) from error

    def listen(self, seconds: float) -> bytes:
        """What comes within a time; b"" for silence. Raises NotReached once the device is gone."""
        try:
            if not select.select([self._open_file()], [], [], seconds)[0]:
                return b""
            words = os.read(self._file, 256)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise NotReached(_code(error)) from error
        if not words:  # an empty packet: many printers send them for “nothing to say”
            time.sleep(min(seconds, _PAUSE_S))
        return words

    def close(self) -> None:
        """Close once the device has taken everything. Raises Broken if it does not."""
        if self._file < 0:
            return
        try:
            self._await_room(time.monotonic() + self._linger_s)
        except OSError as error:
            raise Broken(self._sent, _code(error)) from error
        finally:
            self.abort()

    def abort(self) -> None:
        """Close at once: the kernel throws away what the device has not taken."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _open_file(self) -> int:
        if self._file < 0:
            raise OSError(errno.ENODEV, "not open")
        return self._file

    def _await_room(self, end: float) -> None:
        left = max(0.0, end - time.monotonic())
        if not select.select([], [self._open_file()], [], left)[1]:
            raise TimeoutError

    def _put(self, piece: memoryview) -> int:
        try:
            return os.write(self._open_file(), piece)
        except BlockingIOError:
            return 0


def _code(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "stalled"
    return _CODES.get(error.errno or 0, "broken")

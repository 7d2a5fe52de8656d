"""Bytes to and from a pad. Every call is bounded; one thread owns a transport from open to close.

The traps of serial ports are kept in here: after a loss pyserial raises OSError, termios.error
or TypeError as it likes; time-outs are set once, before opening, because changing one configures
the port anew; an empty read is no time-out, since a cancel makes the next read return at once.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any, Final, Protocol

import serial

from app.devices import discovery
from app.devices.errors import DeviceError, opening_error

try:
    import termios

    _SYSTEM: tuple[type[Exception], ...] = (OSError, termios.error)
except ImportError:  # Windows
    _SYSTEM = (OSError,)

_FAILURES: Final[tuple[type[Exception], ...]] = (
    *_SYSTEM,
    TypeError,
    ValueError,
)  # serial.SerialException is an OSError
READ_SECONDS: Final = 0.05
WRITE_SECONDS: Final = 0.5


class Transport(Protocol):
    """A way to a pad. All but `cancel` belong to the thread that opened."""

    name: str

    def open(self) -> None:
        """Take the port. Raises DeviceError."""

    def read(self) -> bytes:
        """What comes within READ_SECONDS; b"" for nothing, or cancelled. Raises DeviceError."""

    def drain(self) -> bytes:
        """What has come already, without waiting. Raises DeviceError."""

    def write(self, data: bytes) -> None:
        """Send all of it within WRITE_SECONDS. Raises DeviceError: lost, stuck."""

    def cancel(self) -> None:
        """Let the read that is going on, or the next one, return at once. From any thread."""

    def close(self) -> None:
        """Let go, whatever state the port is in."""


class SerialTransport:
    """A serial port through pyserial, for this program alone. `bytes_format` is like 8N1.

    `port` is a name of the settings; `found` tells at each opening where it is (discovery.found).
    """

    def __init__(
        self,
        port: str,
        baud: int,
        bytes_format: str = "8N1",
        dtr: bool = True,
        make: Callable[..., Any] = serial.Serial,
        found: Callable[[str], AbstractContextManager[str]] = discovery.found,
    ) -> None:
        self.name = port
        self._settings = (baud, bytes_format, dtr)
        self._make, self._found = make, found
        self._port: Any = None
        self._closing = threading.Lock()  # a cancel must never reach the number of a closed file

    def open(self) -> None:
        """Take the port; what lay in its buffer is thrown away."""
        baud, form, dtr = self._settings
        try:
            port = self._make(
                port=None, baudrate=baud, bytesize=int(form[0]), parity=form[1],
                stopbits=float(form[2:]), timeout=READ_SECONDS, write_timeout=WRITE_SECONDS,
                exclusive=True,
            )  # fmt: skip
            port.dtr = dtr
            with self._found(self.name) as path:
                port.port = path
                port.open()
        except _FAILURES as error:
            raise opening_error(error) from error
        self._port = port

    def read(self) -> bytes:
        """The first byte as soon as it comes, and what stands behind it."""
        try:
            first: bytes = self._port.read(1)
            return first + self._waiting() if first else b""
        except _FAILURES as error:
            raise DeviceError("lost", str(error)) from error

    def drain(self) -> bytes:
        """What stands in the buffer of the system."""
        try:
            return self._waiting()
        except _FAILURES as error:
            raise DeviceError("lost", str(error)) from error

    def write(self, data: bytes) -> None:
        """All of it, or an error."""
        try:
            self._port.write(data)
        except serial.SerialTimeoutException as error:
            raise DeviceError("stuck") from error
        except _FAILURES as error:
            raise DeviceError("lost", str(error)) from error

    def cancel(self) -> None:
        """Wake the reader; one that cannot be woken wakes by itself within READ_SECONDS."""
        with self._closing, suppress(*_FAILURES):
            if self._port is not None:
                self._port.cancel_read()

    def close(self) -> None:
        """Close; a port that is gone may complain as it likes."""
        with self._closing:
            port, self._port = self._port, None
        if port is not None:
            with suppress(*_FAILURES):
                port.close()

    def _waiting(self) -> bytes:
        count = self._port.in_waiting
        found: bytes = self._port.read(count) if count else b""
        return found

"""Bytes to and from a pad. Every call is bounded; one thread owns a transport from open to close.

The traps of serial ports are kept in here: after a loss pyserial raises OSError, termios.error
or TypeError as it likes; a finite timeout is set once before opening; a port is always exclusive.
"""

import termios
from typing import Protocol

import serial

from app.devices.errors import DeviceError, code_of

READ_SECONDS = 0.02
WRITE_SECONDS = 0.5
_LOST = (OSError, termios.error, TypeError, serial.SerialException)


class Transport(Protocol):
    """A way to a pad."""

    name: str

    def open(self) -> None:
        """Take the port. Raises DeviceError."""

    def read(self) -> bytes:
        """What has come within READ_SECONDS, b"" for nothing. Raises DeviceError("lost")."""

    def write(self, data: bytes) -> None:
        """Send, within WRITE_SECONDS. Raises DeviceError("lost" | "stuck")."""

    def close(self) -> None:
        """Let go, whatever state it is in. Called by the thread that opened."""


class SerialTransport:
    """A serial port through pyserial. `bytes_format` is like 8N1."""

    def __init__(self, port: str, baud: int, bytes_format: str = "8N1", dtr: bool = True) -> None:
        self.name = port
        self._port = serial.Serial(
            port=None, baudrate=baud, bytesize=int(bytes_format[0]), parity=bytes_format[1],
            stopbits=float(bytes_format[2:]), timeout=READ_SECONDS, write_timeout=WRITE_SECONDS,
            exclusive=True,
        )  # fmt: skip
        self._port.port = port
        if not dtr:
            self._port.dtr = False

    def open(self) -> None:
        """Take the port for this program alone."""
        try:
            self._port.open()
        except _LOST as error:
            self.close()
            raise DeviceError(code_of(error, "not_found"), str(error)) from error

    def read(self) -> bytes:
        """The first byte as soon as it comes, and what stands behind it."""
        try:
            first: bytes = self._port.read(1)
            waiting = self._port.in_waiting if first else 0
            return first + self._port.read(waiting) if waiting else first
        except _LOST as error:
            raise DeviceError("lost", str(error)) from error

    def write(self, data: bytes) -> None:
        """All of it, or an error."""
        try:
            self._port.write(data)
        except serial.SerialTimeoutException as error:
            raise DeviceError("stuck") from error
        except _LOST as error:
            raise DeviceError("lost", str(error)) from error

    def close(self) -> None:
        """Close; a port that is gone may complain as it likes."""
        try:
            self._port.close()
        except _LOST:
            self._port.is_open = False

"""A printer on a serial line or a USB port that looks like one."""

import errno
import time
from contextlib import suppress
from typing import Final

import serial

from app.printing.profiles import Flow
from app.printing.transport import Broken, NotReached

try:
    import termios

    _SYSTEM: tuple[type[Exception], ...] = (OSError, termios.error)
except ImportError:  # Windows
    _SYSTEM = (OSError,)

_FAILURES: Final = (*_SYSTEM, serial.SerialException)
_CHUNK: Final = 256
_BITS_A_BYTE: Final = 10
_SLACK: Final = 1.5
_LEAST_S: Final = 5.0
_ASK_S: Final = 1.0


class SerialLine:
    """8N1 at `baud` with the printer's flow control; the time to send follows from the rate, plus
    `least_s`. DTR is left alone.

    Once a byte was handed to the port nobody can say what reached the paper, so only a failure
    of the very first byte counts as not reached.
    """

    def __init__(
        self, port: str, baud: int, *, flow: Flow = "none", least_s: float = _LEAST_S
    ) -> None:
        self._port_name, self._baud, self._least_s = port, baud, least_s
        self._flow = {"xonxoff": flow == "xonxoff", "rtscts": flow == "rtscts"}
        self._port: serial.Serial | None = None
        self._sent = 0

    def open(self, title: str) -> None:  # noqa: ARG002
        """Open the port for us alone. Raises NotReached: absent, busy, denied."""
        self.abort()
        self._sent = 0
        try:
            self._port = serial.Serial(
                self._port_name, self._baud, timeout=1.0, write_timeout=1.0, exclusive=True,
                **self._flow,
            )  # fmt: skip
        except _FAILURES as error:
            raise NotReached(_code(error)) from error

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Send a paper in chunks and wait until the port has taken all. NotReached or Broken."""
        if self._port is None:
            raise NotReached("absent")
        payload = lead + payload
        end = time.monotonic() + self._least_s + _SLACK * len(payload) * _BITS_A_BYTE / self._baud
        try:
            start = 0
            for stop in (1, *range(_CHUNK, len(payload), _CHUNK), len(payload)):
                self._port.write_timeout = max(0.01, end - time.monotonic())
                self._port.write(payload[start:stop])
                self._sent = start = stop
        except _FAILURES as error:
            if self._sent == 0:
                raise NotReached(_code(error)) from error
            raise Broken(max(0, self._sent - len(lead)), _code(error)) from error
        self._wait_until_out(end)

    def sense(self) -> str:
        """A serial port knows nothing of a printer."""
        return ""

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Ask, after dropping what came in so far if the answer must be `fresh`."""
        if self._port is None:
            raise NotReached("absent")
        try:
            if fresh:
                self._port.reset_input_buffer()
            self._port.write_timeout = _ASK_S
            self._port.write(question)
        except _FAILURES as error:
            raise NotReached(_code(error)) from error

    def listen(self, seconds: float) -> bytes:
        """What comes within a time; b"" for silence. Raises NotReached once the port is gone."""
        if self._port is None:
            raise NotReached("absent")
        try:
            self._port.timeout = seconds
            first = bytes(self._port.read(1))
            return first + bytes(self._port.read(self._port.in_waiting)) if first else b""
        except _FAILURES as error:
            raise NotReached(_code(error)) from error

    def close(self) -> None:
        """Close the port; `write` has waited for the last byte."""
        if self._port is not None:
            with suppress(*_FAILURES):
                self._port.close()
            self._port = None

    def abort(self) -> None:
        """Throw away what is not out, then close."""
        if self._port is not None:
            with suppress(*_FAILURES):
                self._port.reset_output_buffer()
        self.close()

    def _wait_until_out(self, end: float) -> None:
        """Like tcdrain, which has no limit of its own."""
        assert self._port is not None
        try:
            while waiting := self._port.out_waiting:
                if time.monotonic() >= end:
                    raise Broken(max(1, self._sent - waiting), "stalled")
                time.sleep(0.01)
        except _FAILURES as error:
            raise Broken(self._sent, _code(error)) from error


def _code(error: Exception) -> str:
    if isinstance(error, serial.SerialTimeoutException):
        return "stalled"
    match getattr(error, "errno", None):
        case errno.ENOENT | errno.ENODEV | errno.ENXIO:
            return "absent"
        case errno.EACCES | errno.EPERM:
            return "denied"
        case errno.EBUSY | errno.EAGAIN:
            return "busy"
        case _:
            return "broken"

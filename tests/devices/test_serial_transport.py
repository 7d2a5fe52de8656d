"""The traps of serial ports, each on a real pyserial port over a pseudo-terminal."""

import errno
import os
import select
import termios
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from app.devices.errors import DeviceError
from app.devices.transport import READ_SECONDS, WRITE_SECONDS, SerialTransport


class Terminal:
    """The two ends of a pseudo-terminal."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)

    def unplug(self) -> None:
        for end in (self.master, self.slave):
            if end >= 0:
                os.close(end)
        self.master = self.slave = -1


@pytest.fixture
def line() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.unplug()


@pytest.fixture
def port(line: Terminal) -> Iterator[SerialTransport]:
    made = SerialTransport(line.path, 9600)
    made.open()
    yield made
    made.close()


def code_of(call: Any, *args: object) -> str:
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code


def fill(port: SerialTransport) -> None:
    for _ in range(1000):
        port.write(bytes(4096))


def test_what_has_come_is_read_at_once_and_whole(line: Terminal, port: SerialTransport) -> None:
    os.write(line.master, b"\x68\x03\x03")
    began = time.perf_counter()
    assert port.read() == b"\x68\x03\x03"
    assert time.perf_counter() - began < READ_SECONDS


def test_silence_is_an_empty_read_in_bounded_time(port: SerialTransport) -> None:
    began = time.perf_counter()
    assert port.read() == b""
    assert READ_SECONDS * 0.9 < time.perf_counter() - began < 1.0


def test_draining_takes_what_is_there_and_does_not_wait(
    line: Terminal, port: SerialTransport
) -> None:
    began = time.perf_counter()
    assert port.drain() == b""
    assert time.perf_counter() - began < READ_SECONDS
    os.write(line.master, b"\x05\x04")
    assert select.select([line.slave], [], [], 5.0)[0]
    assert port.drain() == b"\x05\x04"


def test_what_lay_in_the_buffer_before_opening_is_thrown_away(line: Terminal) -> None:
    os.write(line.master, b"\x05")
    port = SerialTransport(line.path, 9600)
    port.open()
    assert port.read() == b""
    port.close()


def test_bytes_are_written(line: Terminal, port: SerialTransport) -> None:
    port.write(b"\x55\xaa\x02")
    assert os.read(line.master, 10) == b"\x55\xaa\x02"


def test_a_cancel_wakes_the_reader(line: Terminal) -> None:
    waits = []
    for _ in range(10):
        port = SerialTransport(line.path, 9600)
        port.open()
        threading.Timer(0.005, port.cancel).start()
        began = time.perf_counter()
        assert port.read() == b""
        waits.append(time.perf_counter() - began)
        port.close()
    assert min(waits) < READ_SECONDS / 2


@pytest.mark.fault(24)
def test_a_stale_cancel_costs_one_empty_read_and_no_byte(
    line: Terminal, port: SerialTransport
) -> None:
    port.cancel()
    os.write(line.master, b"\x05")
    assert port.read() == b""
    assert port.read() == b"\x05"


@pytest.mark.fault(24)
def test_a_cancel_of_a_closed_port_touches_nothing(line: Terminal) -> None:
    port = SerialTransport(line.path, 9600)
    port.cancel()
    port.open()
    port.close()
    reused = os.pipe()
    port.cancel()
    os.set_blocking(reused[0], False)
    with pytest.raises(BlockingIOError):
        os.read(reused[0], 1)
    for end in reused:
        os.close(end)
    port.close()


def test_a_second_program_is_told_that_the_port_is_busy(
    line: Terminal, port: SerialTransport
) -> None:
    second = SerialTransport(line.path, 9600)
    assert code_of(second.open) == "busy"
    port.close()
    second.open()
    second.close()


def test_a_port_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert code_of(SerialTransport(str(tmp_path / "ttyUSB9"), 9600).open) == "not_found"


def test_a_file_is_no_port(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")
    assert code_of(SerialTransport(str(path), 9600).open) == "unfit"


@pytest.mark.parametrize("form", ["8X1", "9N1", "8N3"])
def test_settings_a_port_does_not_know_are_unfit(line: Terminal, form: str) -> None:
    assert code_of(SerialTransport(line.path, 9600, form).open) == "unfit"


@pytest.mark.parametrize("call", ["read", "drain", "write"])
@pytest.mark.fault(18, 23)
def test_an_unplugged_port_is_lost_whatever_is_called(
    line: Terminal, port: SerialTransport, call: str
) -> None:
    line.unplug()
    args = (b"\x05",) if call == "write" else ()
    for _ in range(3):
        assert code_of(getattr(port, call), *args) == "lost"
    port.cancel()
    port.close()


def test_an_unplugged_port_wakes_its_reader(line: Terminal, port: SerialTransport) -> None:
    threading.Timer(0.005, line.unplug).start()
    began = time.perf_counter()
    assert code_of(lambda: [port.read() for _ in range(100)]) == "lost"
    assert time.perf_counter() - began < 100 * READ_SECONDS / 2


@pytest.mark.fault(22)
def test_a_pad_that_takes_no_bytes_does_not_hold_us_for_ever(port: SerialTransport) -> None:
    began = time.perf_counter()
    assert code_of(fill, port) == "stuck"
    assert time.perf_counter() - began < WRITE_SECONDS + 2.0


def test_a_hundred_openings_leave_no_file_open(line: Terminal) -> None:
    port = SerialTransport(line.path, 9600)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - links, not files
    for _ in range(100):
        port.open()
        port.close()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


class BadPort(serial.Serial):  # type: ignore[misc]  # pyserial has no types
    """A port whose calls raise what a test says."""

    failures: dict[str, Exception]

    def _called(self, call: str) -> None:
        if call in self.failures:
            raise self.failures[call]

    def open(self) -> None:
        self._called("open")

    def close(self) -> None:
        self._called("close")

    def read(self, size: int = 1) -> bytes:
        self._called("read")
        return bytes(size)

    @property
    def in_waiting(self) -> int:
        self._called("in_waiting")
        return 1

    def write(self, data: bytes) -> int:
        self._called("write")
        return len(data)


def bad_port(**failures: Exception) -> SerialTransport:
    kind = type("Bad", (BadPort,), {"failures": failures})
    return SerialTransport("/dev/ttyUSB0", 9600, make=kind)


ERRORS = [
    OSError(errno.EIO, "Input/output error"),
    termios.error(5, "Input/output error"),
    TypeError("an integer is required"),
    serial.SerialException("device reports readiness to read but returned no data"),
    serial.PortNotOpenError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("call", ["read", "in_waiting", "write"])
@pytest.mark.fault(23)
def test_whatever_pyserial_raises_after_a_loss_is_a_loss(call: str, error: Exception) -> None:
    port = bad_port(**{call: error})
    port.open()
    if call == "write":
        assert code_of(port.write, b"\x05") == "lost"
    else:
        assert code_of(port.read) == "lost"
    if call == "in_waiting":
        assert code_of(port.drain) == "lost"


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_closing_never_fails(error: Exception) -> None:
    port = bad_port(close=error)
    port.open()
    port.close()


def test_a_write_that_times_out_is_stuck() -> None:
    port = bad_port(write=serial.SerialTimeoutException("Write timeout"))
    port.open()
    assert code_of(port.write, b"\x05") == "stuck"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (serial.SerialException(errno.EACCES, "could not open port"), "no_permission"),
        (serial.SerialException(errno.EPERM, "could not open port"), "no_permission"),
        (serial.SerialException(errno.ENOENT, "could not open port"), "not_found"),
        (serial.SerialException(errno.ENODEV, "could not open port"), "not_found"),
        (serial.SerialException(errno.EBUSY, "could not open port"), "busy"),
        (serial.SerialException(errno.EAGAIN, "Could not exclusively lock port"), "busy"),
        (serial.SerialException("could not open port 'COM9': FileNotFoundError(2)"), "not_found"),
        (serial.SerialException("could not open port 'COM3': PermissionError(13)"), "busy"),
        (serial.SerialException("Could not configure port: (25, 'not a tty')"), "unfit"),
        (termios.error(25, "Inappropriate ioctl for device"), "unfit"),
        (ValueError("Not a valid baudrate"), "unfit"),
    ],
)
def test_why_a_port_does_not_open_is_told_by_a_code(error: Exception, code: str) -> None:
    assert code_of(bad_port(open=error).open) == code

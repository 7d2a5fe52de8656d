"""The wizard's ear, on a real pseudo-terminal."""

import os
import sys
import tty
from collections.abc import Callable, Iterator
from contextlib import closing
from queue import SimpleQueue

import pytest

from app.devices.learning.hearing import bursts
from app.devices.learning.recorder import MOST_BYTES, Heard, Listening, Recorder
from app.devices.transport import SerialTransport
from app.domain.clock import SystemClock
from tests.fakes.memory_port import MemoryPort

PATIENCE = 10.0
pty_only = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
Posted = SimpleQueue[object]


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(master)
    os.close(slave)


def until(posted: Posted, holds: Callable[[object], bool]) -> object:
    while not holds(found := posted.get(timeout=PATIENCE)):
        pass
    return found


@pty_only
def test_bytes_come_with_their_times_and_nothing_is_sent(line: tuple[int, str]) -> None:
    posted: Posted = SimpleQueue()
    recorder = Recorder(7, SerialTransport(line[1], 9600), SystemClock(), posted.put)
    recorder.start()
    assert posted.get(timeout=PATIENCE) == Listening(7, "")
    os.write(line[0], b"\xa5\x01")
    heard = until(posted, lambda m: isinstance(m, Heard))
    assert isinstance(heard, Heard)
    assert bursts(heard.chunks)[0].data == b"\xa5\x01"
    recorder.stop()
    os.set_blocking(line[0], False)
    with pytest.raises(BlockingIOError):
        os.read(line[0], 1)
    again = SerialTransport(line[1], 9600)
    with closing(again):
        again.open()  # the port is free


def test_a_port_that_cannot_be_had_and_one_that_goes_say_why() -> None:
    posted: Posted = SimpleQueue()
    port = MemoryPort()
    port.fail("open", "busy")
    Recorder(1, port, SystemClock(), posted.put).start()
    assert posted.get(timeout=PATIENCE) == Listening(1, "busy")
    port.mend()
    second = Recorder(2, port, SystemClock(), posted.put)
    second.start()
    assert posted.get(timeout=PATIENCE) == Listening(2, "")
    port.fail("read", "lost")
    assert posted.get(timeout=PATIENCE) == Listening(2, "lost")
    second.stop()
    port.wait_closed(2)


def test_a_flood_ends_the_recording() -> None:
    posted: Posted = SimpleQueue()
    port = MemoryPort()
    recorder = Recorder(1, port, SystemClock(), posted.put)
    recorder.start()
    until(posted, lambda m: m == Listening(1, ""))
    port.arrive(bytes(MOST_BYTES + 1))
    assert until(posted, lambda m: isinstance(m, Listening)) == Listening(1, "flood")
    port.wait_closed(1)
    assert port.sent == []

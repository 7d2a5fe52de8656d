"""Faults of the port, 18 to 26: real pyserial on a pseudo-terminal where it can have the fault,
a serial port that fails or hangs as it is told where it cannot."""

import errno
import os
import random
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
import serial

from app.devices import sleep, worker
from app.devices.errors import DeviceError
from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile, load
from app.devices.transport import SerialTransport
from app.devices.worker import (
    AskLost,
    AskTimedOut,
    HealthChanged,
    PadWorker,
    Pressed,
    PressKept,
    Prompted,
)
from app.domain import clock as clocks
from app.domain.clock import SystemClock
from tests.devices.conftest import ANSWERING
from tests.devices.test_serial_transport import Terminal
from tests.fakes.clock import FakeClock, HurryingClock
from tests.fakes.flaky_serial import FlakySerial
from tests.fakes.mailbox import Mailbox
from tests.fakes.memory_port import rough
from tests.fakes.pad_desk import Desk, Slept, running

SOON: Final = (0.01, 0.05)
PLAIN: Final = ANSWERING.replace(
    b"answer = { when = { cmd = 0x81 }, timeout_ms = 400, tries = 3 }", b""
)


@pytest.fixture
def plain() -> PadProfile:
    """A pad with a prompt and without an answer to it."""
    return load("plain.toml", PLAIN)


@pytest.fixture
def star(pj06: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    yield from running(pj06, clock)


@pytest.fixture
def bus(bus68: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    yield from running(bus68, clock)


@contextmanager
def started(made: PadWorker) -> Iterator[PadWorker]:
    """A worker that is stopped again, and whose thread has then gone."""
    made.start()
    try:
        yield made
    finally:
        made.stop()
    assert not made._thread.is_alive()


def healths(box: Mailbox) -> list[tuple[str, str]]:
    return [(h.health, h.code) for h in box.all(HealthChanged)]


# 18: between the press and our answer


@pytest.mark.fault(18, 17)
def test_a_press_committed_while_the_cable_was_out_is_answered_when_it_comes_again(
    bus: Desk,
) -> None:
    press = bus.worker._talk._driver.profile.press_bytes(3)
    bus.ask("a")
    bus.port.arrive(press)
    bus.box.wait(Pressed)
    bus.port.fail("read", "lost")
    bus.box.wait_for(lambda: bus.healths()[-1] == ("lost", "lost"), "the loss")
    bus.worker.acknowledge("a")
    bus.worker.ask("b")
    assert bus.box.wait(AskLost) == AskLost("b", "lost")
    bus.port.mend()
    bus.clock.move(seconds=1)
    bus.box.wait_for(lambda: bus.healths()[-1] == ("unconfirmed", ""), "a way back")
    bus.port.arrive(press)
    assert bus.box.wait(PressKept).ask_id == "a"
    bus.worker.acknowledge("")
    assert bus.port.wait_sent(1).hex(" ") == "68 02 02 68 81 01 82 16"
    assert len(bus.box.all(Pressed)) == 1


# 20, 21, 22: a port that does not open, or takes nothing


@pytest.mark.fault(20)
def test_a_port_that_another_program_holds_is_taken_once_it_is_free(plain: PadProfile) -> None:
    line, box = Terminal(), Mailbox()
    other = SerialTransport(line.path, 9600)
    other.open()
    ours = PadWorker(SerialTransport(line.path, 9600), plain, SystemClock(), box.post, SOON)
    with started(ours):
        assert box.wait(HealthChanged) == HealthChanged("lost", "busy")
        ours.ask("a")
        assert box.wait(AskLost) == AskLost("a", "busy")
        other.close()
        assert box.wait(HealthChanged, 2) == HealthChanged("unconfirmed")
        ours.ask("b")
        box.wait(Prompted)
    line.unplug()


@pytest.mark.fault(20, 27)
def test_a_hundred_tries_at_a_busy_port_leave_no_file_open() -> None:
    line = Terminal()
    other, ours = SerialTransport(line.path, 9600), SerialTransport(line.path, 9600)
    other.open()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - links, not files
    for _ in range(100):
        with pytest.raises(DeviceError):
            ours.open()
        ours.close()
    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208 - as above
    other.close()
    line.unplug()


@contextmanager
def without_rights(path: str) -> Iterator[None]:
    """As somebody who may not open the node; root puts on another's shoes."""
    Path(path).chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        Path(path).chmod(0o620)


@pytest.mark.fault(21)
def test_a_port_without_permission_is_told_and_taken_once_it_is_given(plain: PadProfile) -> None:
    line, box = Terminal(), Mailbox()
    ours = PadWorker(SerialTransport(line.path, 9600), plain, SystemClock(), box.post, SOON)
    with without_rights(line.path):
        ours.start()
        assert box.wait(HealthChanged) == HealthChanged("lost", "no_permission")
        ours.ask("a")
        assert box.wait(AskLost) == AskLost("a", "no_permission")
    assert box.wait(HealthChanged, 2) == HealthChanged("unconfirmed")
    ours.stop()
    line.unplug()


@pytest.mark.fault(22)
def test_a_pad_that_takes_no_byte_ends_the_asking_as_stuck(plain: PadProfile) -> None:
    """Flow control keeps the line shut."""
    line, box = Terminal(), Mailbox()
    ours = PadWorker(SerialTransport(line.path, 9600), plain, SystemClock(), box.post, SOON)
    with started(ours):
        box.wait(HealthChanged)
        termios.tcflow(line.slave, termios.TCOOFF)
        ours.ask("a")
        assert box.wait(AskLost) == AskLost("a", "stuck")
        assert healths(box)[1] == ("lost", "stuck")
    line.unplug()


# 23: every kind of error from every call

ERRORS = [
    OSError(errno.EIO, "Input/output error"),
    termios.error(5, "Input/output error"),
    TypeError("an integer is required"),
    serial.SerialTimeoutException("Write timeout"),
    serial.SerialException("device reports readiness to read but returned no data"),
]
USED = ("read", "in_waiting", "write")


class Rig:
    """The real transport and worker on a serial port that fails as it is told."""

    def __init__(self, profile: PadProfile) -> None:
        self.port, self.box = FlakySerial(), Mailbox()
        self.clock = HurryingClock()
        transport = SerialTransport("flaky", 9600, make=self.port)
        self.worker = PadWorker(transport, profile, self.clock, self.box.post, (0.0, 0.01))

    def ask(self, ask_id: str) -> None:
        count = len(self.box.all(Prompted)) + 1
        self.worker.ask(ask_id)
        self.box.wait(Prompted, count)
        self.clock.skip(1.0)

    def ends(self, ask_id: str) -> int:
        """How many ends an asking has had."""
        lost = [end.ask_id for end in self.box.all(AskLost)]
        pressed = [end.ask_id for end in self.box.all(Pressed)]
        timed_out = [end.ask_id for end in self.box.all(AskTimedOut)]
        return (lost + pressed + timed_out).count(ask_id)


@pytest.fixture
def rig(plain: PadProfile) -> Iterator[Rig]:
    made = Rig(plain)
    with started(made.worker):
        made.box.wait(HealthChanged)
        yield made


@pytest.mark.fault(18, 23)
@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("call", USED)
def test_whatever_a_port_raises_while_asking_ends_the_asking_once_and_it_comes_back(
    rig: Rig, call: str, error: Exception
) -> None:
    rig.ask("a")
    rig.port.fail(call, error)
    rig.worker.repeat()
    lost = rig.box.wait(AskLost)
    assert (lost.ask_id, lost.code in ("lost", "stuck")) == ("a", True)
    rig.port.mend()
    rig.box.wait_for(lambda: healths(rig.box)[-1] == ("unconfirmed", ""), "a way back")
    rig.ask("b")
    rig.port.arrive(rig.worker._talk._driver.profile.press_bytes(1))
    assert rig.box.wait(Pressed).ask_id == "b"
    assert (rig.ends("a"), rig.ends("b")) == (1, 1)


@pytest.mark.fault(23)
@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("call", ["close", "cancel_read"])
def test_whatever_closing_and_waking_raise_hurts_nobody(
    rig: Rig, call: str, error: Exception
) -> None:
    rig.port.fail(call, error)
    rig.ask("a")
    rig.worker.repeat()
    rig.worker.cancel()
    rig.port.fail("read", error)
    rig.box.wait_for(lambda: healths(rig.box)[-1][0] == "lost", "the loss")
    rig.port.mend()
    rig.box.wait_for(lambda: healths(rig.box)[-1] == ("unconfirmed", ""), "a way back")
    rig.ask("b")
    assert rig.ends("a") == 0


@pytest.mark.fault(23)
@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_whatever_opening_raises_is_told_and_it_is_tried_again(
    plain: PadProfile, error: Exception
) -> None:
    rig = Rig(plain)
    rig.port.fail("open", error)
    with started(rig.worker):
        assert rig.box.wait(HealthChanged).health == "lost"
        rig.port.mend()
        rig.box.wait_for(lambda: healths(rig.box)[-1] == ("unconfirmed", ""), "a way in")
        rig.ask("a")


# 25: closed during a read


@pytest.mark.fault(25)
def test_sixty_ports_closed_in_the_middle_of_a_read_end_cleanly(plain: PadProfile) -> None:
    """A thread that died of it would be reported by the test run."""
    line, box = Terminal(), Mailbox()
    for count in range(60):
        ours = PadWorker(SerialTransport(line.path, 9600), plain, SystemClock(), box.post, SOON)
        with started(ours):
            box.wait(HealthChanged, count + 1)
    assert healths(box) == [("unconfirmed", "")] * 60
    line.unplug()


# 26: sleep and wake, and clocks that lie


@pytest.mark.fault(26)
def test_a_machine_that_slept_opens_its_port_anew(star: Desk) -> None:
    star.slept.more(6.0)
    star.box.wait(HealthChanged, 2)
    star.clock.move(seconds=1)
    star.box.wait(HealthChanged, 3)
    assert star.healths() == [("unconfirmed", ""), ("lost", "slept"), ("unconfirmed", "")]
    assert (star.port.opens, star.port.closes) == (2, 1)
    star.clock.move(seconds=5)
    star.ask("a")


@pytest.mark.fault(26)
def test_who_was_asked_when_the_machine_fell_asleep_is_not_asked_any_more(star: Desk) -> None:
    """A key that lay in the port when it woke is whoever's: kept, never counted."""
    star.ask("a")
    with star.port.hold():
        star.slept.more(8 * 3600.0)
        star.port.arrive(b"\x05")
    assert star.box.wait(AskLost) == AskLost("a", "slept")
    kept = star.box.wait(PressKept)
    assert (kept.ask_id, kept.reason) == ("a", "late")
    assert star.box.all(Pressed) == []


@pytest.mark.fault(26)
def test_a_nap_of_less_than_five_seconds_is_none(star: Desk) -> None:
    star.ask("a")
    star.slept.more(4.9)
    star.port.arrive(b"\x05")
    assert star.box.wait(Pressed).ask_id == "a"
    assert star.port.opens == 1


@pytest.mark.fault(26)
def test_an_asking_that_meets_a_machine_just_awake_is_answered(star: Desk) -> None:
    with star.port.hold():
        star.slept.more(60.0)
        star.worker.ask("a")
    assert star.box.wait(AskLost) == AskLost("a", "slept")


@pytest.mark.fault(26)
def test_a_real_port_is_opened_anew_after_a_sleep(tmp_path: Path, plain: PadProfile) -> None:
    box, slept = Mailbox(), Slept()
    with PlayedPad(tmp_path / "pad", plain, SystemClock()) as pad:
        port = SerialTransport(str(pad.path), 9600)
        with started(PadWorker(port, plain, SystemClock(), box.post, SOON, slept)):
            box.wait(HealthChanged)
            slept.more(3600.0)
            box.wait(HealthChanged, 3)
    assert healths(box)[1:3] == [("lost", "slept"), ("unconfirmed", "")]


@pytest.mark.fault(26)
def test_sleep_is_what_one_clock_counts_and_the_other_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread that got no turn for long has not slept."""
    watch = sleep.SleepWatch(sleep.slept_so_far)
    since_start = clocks.since_start
    later = SimpleNamespace(monotonic=lambda: time.monotonic() + 60.0, CLOCK_BOOTTIME=7)
    monkeypatch.setattr(sleep, "time", later)
    monkeypatch.setattr(sleep, "since_start", lambda: since_start() + 60.0)
    assert not watch.has_slept()
    monkeypatch.setattr(sleep, "since_start", lambda: since_start() + 3660.0)
    assert watch.has_slept()
    assert not watch.has_slept()


@pytest.mark.fault(26)
def test_the_clock_that_only_grows_counts_the_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """So an asking that was open over a sleep has timed out, at the pad and on the screen."""
    monkeypatch.setattr(clocks, "since_start", lambda: 4711.0)
    assert SystemClock().monotonic() == 4711.0


# 12, 32: a slow thread, a hanging port


@pytest.mark.fault(12)
def test_a_press_before_the_prompt_had_left_is_early_however_slow_our_thread_is(
    star: Desk,
) -> None:
    """The byte comes while the prompt is being written; then the thread gets no turn for long."""
    star.port.during("write", lambda: star.port.arrive(b"\x05"))
    star.box.on(Prompted, lambda: star.clock.move(seconds=2))
    star.worker.ask("a")
    kept = star.box.wait(PressKept)
    assert (kept.ask_id, kept.reason) == ("a", "early")
    star.port.arrive(b"\x04")
    assert star.box.wait(Pressed).press.key == 4


@pytest.mark.fault(32)
@pytest.mark.parametrize("call", ["open", *USED, "close"])
def test_whoever_talks_to_a_hanging_port_is_not_held_up(
    plain: PadProfile, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window's thread says all it can say while the port's own hangs; nothing is timed: a
    call that waited for the port would never come back, as the port is mended only after it."""
    monkeypatch.setattr(worker, "STOP_SECONDS", 0.05)
    rig = Rig(plain)
    rig.port.hang(call)
    rig.worker.start()
    if call != "open":
        rig.box.wait(HealthChanged)
    if call == "close":
        rig.port.fail("read", OSError())
    rig.worker.ask("a")
    rig.port.wait_inside(call)
    rig.worker.ask("b")
    rig.worker.repeat()
    rig.worker.acknowledge("a")
    rig.worker.cancel()
    rig.worker.stop()
    assert rig.worker._thread.is_alive()
    rig.port.mend()
    rig.worker._thread.join(5.0)
    assert not rig.worker._thread.is_alive()


# 1, 6: a line that loses and doubles bytes


@pytest.mark.fault(1, 6)
@pytest.mark.parametrize("seed", range(3))
def test_a_line_that_loses_and_doubles_bytes_makes_no_rating_of_its_own(
    bus: Desk, seed: int
) -> None:
    """Each asking is answered by rough presses of one key until one comes through."""
    rng, profile = random.Random(seed), bus.worker._talk._driver.profile
    for number in range(10):
        key = rng.choice(list(profile.keys))
        bus.ask(f"{number}")
        while len(bus.box.all(Pressed)) <= number:
            for byte in rough(profile.press_bytes(key), rng, lost=0.1, doubled=0.05):
                bus.port.arrive(bytes([byte]))
            bus.pass_time(milliseconds=60)
            bus.pass_time(milliseconds=60)
        pressed = bus.box.all(Pressed)[number]
        assert (pressed.ask_id, pressed.press.key) == (f"{number}", key)
        bus.worker.acknowledge(pressed.ask_id)
        bus.port.wait_sent(number + 1)
        bus.pass_time(seconds=4)


def test_the_fakes_fail_as_they_are_told() -> None:
    port: Any = FlakySerial()
    port.fail("write", OSError())
    with pytest.raises(OSError):
        port.write(b"")
    port.mend()
    port.write(b"x")
    assert port.written == b"x"

"""The whole way from a played pad over a pseudo-terminal and real pyserial to the messages."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile
from app.devices.transport import SerialTransport
from app.devices.worker import (
    AskLost,
    AskTimedOut,
    HealthChanged,
    PadWorker,
    Pressed,
    PressKept,
    Prompted,
    Traffic,
)
from app.domain.clock import Clock, SystemClock
from tests.fakes.clock import FakeClock
from tests.fakes.mailbox import Mailbox

PRESS = bytes.fromhex("FF 68 03 03 68 81 11 03 95 16")
SOON = (0.01, 0.05)


class Counter:
    """A worker on a played pad's port."""

    def __init__(self, pad: PlayedPad, clock: Clock) -> None:
        self.pad, self.box = pad, Mailbox()
        line = pad.profile.line
        port = SerialTransport(str(pad.path), line.baud, line.bytes, line.dtr)
        self.worker = PadWorker(port, pad.profile, clock, self.box.post, SOON)

    def ask(self, ask_id: str = "a") -> None:
        count = len(self.box.all(Prompted)) + 1
        self.worker.ask(ask_id)
        self.box.wait(Prompted, count)

    def set_up(self, times: int) -> None:
        """Wait until the port has been opened and set up so many times."""
        self.box.wait(HealthChanged, 2 * times - 1)
        profile = self.pad.profile
        frames = [profile.commands[name].frame.hex(" ") for name in profile.setup]
        self.box.wait_for(
            lambda: sum(t.frame in frames for t in self.box.all(Traffic)) >= times * len(frames),
            f"set-up number {times}",
        )

    def reach(self, state: str, clock: FakeClock) -> None:
        """Bring a pad that is still busy with its set-up into a state."""
        if state == "arming":
            self.worker.ask("a")
        elif state != "idle":
            clock.move(seconds=2)
            self.ask("a")
        if state == "rated":
            clock.move(seconds=2)
            self.pad.press(5)
            self.box.wait(Pressed)
        if state == "timed_out":
            clock.move(seconds=121)
            self.box.wait(AskTimedOut)

    def bytes_heard(self) -> bytes:
        heard = (t for t in self.box.all(Traffic) if t.direction == "rx")
        return b"".join(bytes.fromhex(t.frame) for t in heard)

    def say(self, data: bytes) -> None:
        """The pad sends bytes; waits until the worker has dealt with them."""
        wanted = self.bytes_heard() + data
        self.pad.send(data)
        self.box.wait_for(lambda: self.bytes_heard() == wanted, wanted.hex(" "))


@contextmanager
def plugged(
    path: Path, profile: PadProfile, clock: Clock, *, settled: bool = True
) -> Iterator[Counter]:
    """A running worker on a played pad; `settled` lets the pause of the set-up pass."""
    with PlayedPad(path, profile, clock) as pad:
        counter = Counter(pad, clock)
        counter.worker.start()
        try:
            counter.set_up(1)
            if settled and isinstance(clock, FakeClock):
                clock.move(seconds=5)
            yield counter
        finally:
            counter.worker.stop()


@pytest.fixture
def bus(tmp_path: Path, bus68: PadProfile, clock: FakeClock) -> Iterator[Counter]:
    with plugged(tmp_path / "pad", bus68, clock) as counter:
        yield counter


@pytest.fixture
def star(tmp_path: Path, pj06: PadProfile, clock: FakeClock) -> Iterator[Counter]:
    with plugged(tmp_path / "pad", pj06, clock) as counter:
        yield counter


def damaged() -> Iterator[bytes]:
    """A press hurt in every way a line can hurt it; none of them may be a press."""
    for bit in range(8, 8 * len(PRESS)):  # the first byte is only a lead-in
        flipped = bytearray(PRESS)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)
    yield from (PRESS[:at] for at in range(1, len(PRESS)))
    yield from (PRESS[at:] for at in range(2, len(PRESS)))
    for place in range(2, len(PRESS)):
        for noise in (b"\x00", b"\xff\xff", b"\x03"):
            yield PRESS[:place] + noise + PRESS[place:]
    for length in (0, 2, 4, 33, 255):
        yield PRESS[:2] + bytes([length, length]) + PRESS[4:]
        yield PRESS[:2] + bytes([length]) + PRESS[3:]
    yield bytes.fromhex("FF 68 03 03 68 82 11 03 96 16")  # a neighbour on the bus
    yield bytes.fromhex("68 03 03 68 01 11 03 15 16")  # a caller keypad
    yield bytes.fromhex("68 03 03 68 81 12 03 96 16")  # another command
    yield bytes.fromhex("68 03 03 68 81 11 04 96 16")  # a key without a meaning
    yield bytes.fromhex("68 02 02 68 81 01 82 16")  # our own answer, echoed
    yield b"Sundyn boot v1.02\r\n"
    yield from (bytes([byte]) * 40 for byte in (0x00, 0xFF, 0x68, 0x16))


def test_no_damaged_press_counts_and_the_next_whole_one_does(
    bus: Counter, clock: FakeClock
) -> None:
    pieces = list(damaged())
    assert len(pieces) > 120
    for i, piece in enumerate(pieces):
        if i % 20 == 0:
            bus.ask(str(i))
            clock.move(seconds=1)
        bus.say(piece)
        clock.move(milliseconds=60)
        if i % 20 == 19:
            bus.worker.cancel()
    assert bus.box.all(Pressed) == []
    assert bus.box.all(PressKept) == []
    bus.pad.press(3)
    assert bus.box.wait(Pressed).press.frames == PRESS[1:].hex(" ")


@pytest.mark.parametrize("cut_at", range(2, len(PRESS)))
def test_the_rest_of_a_press_that_comes_too_late_is_nobodys(
    bus: Counter, clock: FakeClock, cut_at: int
) -> None:
    bus.ask("a")
    clock.move(seconds=2)
    bus.say(PRESS[:cut_at])
    clock.move(seconds=120)
    assert bus.box.wait(AskTimedOut) == AskTimedOut("a")
    bus.ask("b")
    clock.move(seconds=2)
    bus.say(PRESS[cut_at:])
    clock.move(milliseconds=60)
    bus.say(PRESS)
    assert bus.box.wait(Pressed).ask_id == "b"
    assert bus.box.all(PressKept) == []


def test_a_press_hidden_behind_a_damaged_one_is_not_the_next_citizens(
    bus: Counter, clock: FakeClock
) -> None:
    bus.say(bytes.fromhex("68 20 20 68 81 11") + PRESS)
    bus.ask("a")
    clock.move(seconds=2)
    assert bus.box.wait(PressKept).reason == "idle"
    bus.pad.press(0)
    pressed = bus.box.wait(Pressed)
    assert (pressed.press.key, pressed.press.level, pressed.press.scale) == (0, "2", 4)


def test_a_press_in_single_bytes_is_one_press(bus: Counter, clock: FakeClock) -> None:
    bus.ask()
    clock.move(seconds=2)
    for byte in PRESS:
        bus.say(bytes([byte]))
    bus.box.wait(Pressed)


def test_three_presses_in_one_read_are_one_rating_and_two_kept(
    bus: Counter, clock: FakeClock
) -> None:
    bus.ask()
    clock.move(seconds=2)
    bus.say(b"".join(bus.pad.profile.press_bytes(key) for key in (1, 3, 0)))
    assert bus.box.wait(Pressed).press.key == 1
    assert [k.press.key for k in bus.box.all(PressKept)] == [3, 0]


def test_a_star_pad_is_prompted_repeated_and_laid_to_rest(star: Counter, clock: FakeClock) -> None:
    star.ask()
    clock.move(seconds=60)
    star.box.wait(Traffic, 3)
    clock.move(seconds=60)
    star.box.wait(AskTimedOut)
    star.box.wait(Traffic, 4)
    star.worker.stop()
    sent = b"".join(bytes.fromhex(t.frame) for t in star.box.all(Traffic))
    assert sent.hex(" ").split(" 55 ")[1:] == ["aa 02 20 00 1a"] * 2 + ["aa 02 1f 00 1a"]


def test_every_byte_outside_the_five_stars_is_ignored(star: Counter, clock: FakeClock) -> None:
    star.ask()
    clock.move(seconds=2)
    star.say(bytes(b for b in range(256) if not 1 <= b <= 5))
    star.pad.press(4)
    assert star.box.wait(Pressed).press.key == 4
    assert star.box.all(PressKept) == []


@pytest.mark.parametrize("state", ["idle", "arming", "prompting", "rated", "timed_out"])
@pytest.mark.fault(18, 19)
def test_a_pad_unplugged_in_any_state_is_lost_and_comes_back(
    tmp_path: Path, pj06: PadProfile, clock: FakeClock, state: str
) -> None:
    with plugged(tmp_path / "pad", pj06, clock, settled=False) as counter:
        counter.reach(state, clock)
        counter.pad.unplug()
        counter.box.wait(HealthChanged, 2)
        if state in ("arming", "prompting"):
            assert counter.box.wait(AskLost) == AskLost("a", "lost")
        counter.pad.plug()
        clock.move(seconds=1)
        assert counter.box.wait(HealthChanged, 3) == HealthChanged("unconfirmed")
        counter.set_up(2)
        clock.move(seconds=2)
        counter.ask("b")
        clock.move(seconds=2)
        counter.pad.press(2)
        pressed = counter.box.wait(Pressed, 2 if state == "rated" else 1)
        assert (pressed.ask_id, pressed.press.key) == ("b", 2)
        assert len(counter.box.all(AskLost)) == (state in ("arming", "prompting"))


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - links, not files


def test_ten_rounds_of_unplugging_leak_nothing(tmp_path: Path, bus68: PadProfile) -> None:
    with plugged(tmp_path / "pad", bus68, SystemClock()) as counter:
        files, threads = open_files(), threading.active_count()
        for round_ in range(10):
            counter.ask(str(round_))
            counter.pad.unplug()
            assert counter.box.wait(AskLost, round_ + 1) == AskLost(str(round_), "lost")
            counter.pad.plug()
            counter.box.wait_for(
                lambda: counter.box.all(HealthChanged)[-1].health == "unconfirmed", "a way back"
            )
        assert (open_files(), threading.active_count()) == (files, threads)


def test_a_prompted_pad_presses_in_its_own_time(tmp_path: Path, pj06: PadProfile) -> None:
    with plugged(tmp_path / "pad", pj06, SystemClock()) as counter:
        counter.pad.answer_with([(0.4, 5)])
        counter.ask("a")
        press = counter.box.wait(Pressed).press
        assert (press.key, press.quick) == (5, True)
        assert 390 <= press.latency_ms < 1000
        assert counter.pad.prompts == 1


def test_a_press_sent_again_until_it_is_answered_is_kept_once(
    tmp_path: Path, bus68: PadProfile
) -> None:
    with plugged(tmp_path / "pad", bus68, SystemClock()) as counter:
        counter.pad.press(3)
        heard = counter.box.all
        counter.box.wait_for(lambda: len(heard(Traffic)) == 3, "the same press three times")
        assert len(heard(PressKept)) == 1
        counter.worker.acknowledge("")
        counter.box.wait_for(lambda: heard(Traffic)[-1].direction == "tx", "an answer")
        assert len(heard(PressKept)) == 1


def test_stopping_in_the_middle_of_an_asking_is_quick_and_clean(star: Counter) -> None:
    star.ask()
    began = time.perf_counter()
    star.worker.stop()
    assert time.perf_counter() - began < 1.0
    second = SerialTransport(str(star.pad.path), 9600)
    second.open()  # the port is free again
    second.close()


def test_a_press_is_posted_within_two_thousandths_of_a_second(
    tmp_path: Path, pj06: PadProfile, clock: FakeClock
) -> None:
    """From the write into the pseudo-terminal to `post`; the median, as machines have other work.

    The time-out of a read is 50 ms: a read that waits for it fails here by far.
    """
    with plugged(tmp_path / "pad", pj06, clock) as counter:
        taken = []
        for round_ in range(30):
            counter.ask(str(round_))
            clock.move(seconds=2)
            began = time.perf_counter()
            counter.pad.send(b"\x05")
            pressed = counter.box.wait(Pressed, round_ + 1)
            taken.append(counter.box.stamps[counter.box.messages.index(pressed)] - began)
        assert median(taken) < 0.002, [f"{t * 1e3:.2f} ms" for t in taken]

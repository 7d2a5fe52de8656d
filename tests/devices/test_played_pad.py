"""The pad that is played behaves as a pad does: it presses, resends, and can be pulled out."""

import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile
from app.domain.clock import SystemClock

PROMPT = bytes.fromhex("55 AA 02 20 00 1A")
PRESS = bytes.fromhex("68 03 03 68 81 11 03 95 16")
ACK = bytes.fromhex("68 02 02 68 81 01 82 16")


class Program:
    """The program's end of the line, with a bare file."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_NOCTTY)

    def hear(self, count: int) -> bytes:
        heard = b""
        while len(heard) < count:
            assert select.select([self.file], [], [], 5.0)[0], f"only {heard.hex(' ')}"
            heard += os.read(self.file, count - len(heard))
        return heard

    def say(self, data: bytes) -> None:
        os.write(self.file, data)

    def close(self) -> None:
        os.close(self.file)


@pytest.fixture
def star(tmp_path: Path, pj06: PadProfile) -> Iterator[PlayedPad]:
    with PlayedPad(tmp_path / "pad", pj06, SystemClock()) as pad:
        yield pad


@pytest.fixture
def bus(tmp_path: Path, bus68: PadProfile) -> Iterator[PlayedPad]:
    with PlayedPad(tmp_path / "pad", bus68, SystemClock()) as pad:
        yield pad


@pytest.fixture
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Program]:
    request.getfixturevalue("star" if "star" in request.fixturenames else "bus")
    made = Program(tmp_path / "pad")
    yield made
    made.close()


def test_it_answers_each_prompt_by_its_script(star: PlayedPad, program: Program) -> None:
    star.answer_with([(0.0, 5), (0.0, None), (0.05, 1)])
    program.say(PROMPT[:3])
    program.say(PROMPT[3:])
    assert program.hear(1) == b"\x05"
    program.say(PROMPT + PROMPT)
    assert program.hear(1) == b"\x01"
    assert star.prompts == 3


def test_it_keeps_what_went_over_the_line(star: PlayedPad, program: Program) -> None:
    star.answer_with([(0.0, 2)])
    program.say(PROMPT)
    program.hear(1)
    said = [(s.direction, s.data) for s in star.spoken]
    assert said == [("rx", PROMPT), ("tx", b"\x02")]
    assert star.spoken[0].at.tzinfo is not None
    assert star.spoken[0].monotonic <= star.spoken[1].monotonic


def test_it_presses_again_until_it_is_answered(bus: PlayedPad, program: Program) -> None:
    bus.press(3)
    assert program.hear(2 * len(PRESS)) == PRESS * 2
    program.say(ACK)
    bus.press(0)
    rest = program.hear(len(PRESS))
    assert rest == bus.profile.press_bytes(0)


def test_it_comes_back_behind_the_same_path(star: PlayedPad, program: Program) -> None:
    star.unplug()
    star.press(5)  # nobody hears it
    assert select.select([program.file], [], [], 5.0)[0]  # the line has hung up
    with pytest.raises(OSError, match="Input/output error"):
        program.say(PROMPT)
    star.plug()
    again = Program(star.path)
    star.press(4)
    assert again.hear(1) == b"\x04"
    again.close()


def test_it_does_not_wait_for_a_program_that_does_not_read(star: PlayedPad) -> None:
    for _ in range(1000):
        star.send(bytes(1000))


def test_nothing_is_left_of_it(tmp_path: Path, pj06: PadProfile) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - links, not files
    with PlayedPad(tmp_path / "pad", pj06, SystemClock()) as pad:
        pad.press(1)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above
    assert not os.path.lexists(tmp_path / "pad")

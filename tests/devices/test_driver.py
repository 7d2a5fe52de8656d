"""A pad's side of an asking without a port: bytes in, bytes and effects out."""

from collections.abc import Iterable

import pytest

from app.devices.pads.driver import RESEND_SECONDS, PadDriver
from app.devices.profile import PadProfile
from app.devices.session import (
    Ask,
    Cancel,
    Count,
    Effect,
    Keep,
    Lose,
    Opened,
    Repeat,
    Tick,
    TimeOut,
)

PROMPT = "55 aa 02 20 00 1a"
WELCOME = "55 aa 02 1f 00 1a"
TIMEOUT = "55 aa 03 13 78 00 1a"
ACK = "68 02 02 68 81 01 82 16"
PRESS = bytes.fromhex("FF 68 03 03 68 81 11 03 95 16")


class Bench:
    """A driver, its time, what it has sent and which effects matter outside."""

    def __init__(self, profile: PadProfile) -> None:
        self.driver = PadDriver(profile)
        self.now = 1000.0
        self.sent: list[str] = []
        self.effects: list[Effect] = []

    def _note(self, effects: Iterable[Effect]) -> None:
        outside = (Opened, Count, Keep, TimeOut, Lose)
        self.effects += [e for e in effects if isinstance(e, outside)]

    def do(self, event: Ask | Cancel | Repeat | Tick) -> None:
        self._note(self.driver.handle(event, self.now))

    def hear(self, data: bytes) -> None:
        self._note(self.driver.hear(data, self.now))

    def silence(self) -> None:
        self._note(self.driver.silence(self.now))

    def pass_time(self, seconds: float) -> None:
        """Time in steps of a twentieth of a second, sending what becomes due."""
        for _ in range(round(seconds * 20)):
            self.flush()
            self.now += 0.05
            self.do(Tick())
        self.flush()

    def flush(self) -> None:
        while out := self.driver.due(self.now):
            self.sent += [out.frame.hex(" ")] if out.frame else []
            self._note(self.driver.sent(self.now))

    def counted(self) -> list[int]:
        return [e.press.key for e in self.effects if isinstance(e, Count)]

    def kept(self) -> list[tuple[int, str]]:
        return [(e.press.key, e.reason) for e in self.effects if isinstance(e, Keep)]


@pytest.fixture
def star(pj06: PadProfile) -> Bench:
    bench = Bench(pj06)
    bench.pass_time(2.0)
    return bench


@pytest.fixture
def bus(bus68: PadProfile) -> Bench:
    bench = Bench(bus68)
    bench.pass_time(0.1)
    return bench


def test_a_pad_is_set_up_before_anything_else_and_given_its_pause(pj06: PadProfile) -> None:
    bench = Bench(pj06)
    bench.do(Ask("a"))
    bench.pass_time(0.9)
    assert bench.sent == [TIMEOUT]
    bench.pass_time(0.2)
    assert bench.sent == [TIMEOUT, PROMPT]
    assert bench.effects == [Opened("a")]


def test_the_first_star_counts(star: Bench) -> None:
    star.do(Ask("a"))
    star.pass_time(2.0)
    star.hear(b"\x05\x01")
    assert star.sent == [TIMEOUT, PROMPT]
    assert (star.counted(), star.kept()) == ([5], [(1, "repeat")])


def test_a_key_without_a_meaning_is_no_press(star: Bench) -> None:
    star.do(Ask("a"))
    star.pass_time(2.0)
    star.hear(bytes(b for b in range(256) if not 1 <= b <= 5))
    assert (star.counted(), star.kept()) == ([], [])


def test_our_own_prompt_coming_back_is_no_vote(star: Bench) -> None:
    star.do(Ask("a"))
    star.pass_time(1.0)
    star.hear(bytes.fromhex(PROMPT))
    star.pass_time(60.0)
    assert star.sent == [TIMEOUT, PROMPT, PROMPT]
    star.hear(bytes.fromhex(PROMPT))
    assert (star.counted(), star.kept()) == ([], [])
    star.hear(b"\x04")
    assert star.counted() == [4]


def test_the_pad_rests_when_nobody_pressed(star: Bench) -> None:
    star.do(Ask("a"))
    star.pass_time(121.0)
    assert star.sent == [TIMEOUT, PROMPT, PROMPT, WELCOME]
    assert star.effects == [Opened("a"), TimeOut("a")]


def test_a_prompt_that_has_not_left_is_not_sent_after_a_cancel(pj06: PadProfile) -> None:
    bench = Bench(pj06)
    bench.do(Ask("a"))
    bench.pass_time(0.5)
    bench.do(Cancel())
    bench.pass_time(3.0)
    assert bench.sent == [TIMEOUT, WELCOME]
    assert bench.effects == []


def test_a_new_asking_does_not_wait_for_the_pad_to_rest(star: Bench) -> None:
    star.do(Ask("a"))
    star.pass_time(0.1)
    star.do(Cancel())
    star.do(Ask("b"))
    star.pass_time(1.0)
    assert star.sent == [TIMEOUT, PROMPT, PROMPT]
    assert star.effects == [Opened("a"), Opened("b")]


def test_repeats_by_hand_do_not_pile_up(star: Bench) -> None:
    star.do(Ask("a"))
    star.flush()
    for _ in range(20):
        star.do(Repeat())
    star.pass_time(3.0)
    assert star.sent == [TIMEOUT, PROMPT, PROMPT]


def test_a_pad_without_a_prompt_is_open_at_once(bus: Bench) -> None:
    bus.do(Ask("a"))
    bus.flush()
    assert bus.effects == [Opened("a")]
    bus.now += 2
    bus.hear(PRESS)
    assert (bus.counted(), bus.sent) == ([3], [])


def test_a_press_is_answered_once_it_is_committed_and_not_before(bus: Bench) -> None:
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    bus.hear(PRESS)
    bus.pass_time(1.0)
    assert bus.sent == []
    bus.driver.answer_press()
    bus.flush()
    assert bus.sent == [ACK]
    bus.driver.answer_press()
    bus.pass_time(1.0)
    assert bus.sent == [ACK]


def test_a_press_sent_again_until_it_is_answered_is_one_press(bus: Bench) -> None:
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    for _ in range(30):
        bus.hear(PRESS)
        bus.pass_time(0.5)
    assert (bus.counted(), bus.kept()) == ([3], [])
    bus.driver.answer_press()
    bus.hear(PRESS)
    assert bus.kept() == [(3, "repeat")]


def test_a_press_sent_again_into_the_next_asking_is_still_the_old_one(bus: Bench) -> None:
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    bus.hear(PRESS)
    bus.do(Ask("b"))
    for _ in range(6):
        bus.pass_time(0.5)
        bus.hear(PRESS)
    assert bus.counted() == [3]
    bus.pass_time(RESEND_SECONDS + 0.1)
    bus.hear(PRESS)
    assert bus.counted() == [3, 3]


def test_the_answer_coming_back_on_the_bus_is_no_press(bus: Bench) -> None:
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    bus.hear(PRESS)
    bus.driver.answer_press()
    bus.flush()
    bus.hear(bytes.fromhex(ACK) + PRESS)
    assert (bus.counted(), bus.kept()) == ([3], [(3, "repeat")])


@pytest.mark.parametrize("cut_at", range(2, len(PRESS)))
def test_half_a_press_of_the_former_citizen_is_not_the_next_ones(bus: Bench, cut_at: int) -> None:
    bus.hear(PRESS[:cut_at])
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    bus.hear(PRESS[cut_at:])
    assert (bus.counted(), bus.kept()) == ([], [])
    bus.silence()
    bus.hear(PRESS)
    assert bus.counted() == [3]


def test_a_whole_press_held_back_by_a_damaged_one_does_not_come_late(bus: Bench) -> None:
    bus.hear(bytes.fromhex("68 20 20 68 81 11") + PRESS)
    assert bus.effects == []
    bus.do(Ask("a"))
    bus.pass_time(2.0)
    assert (bus.counted(), bus.kept()) == ([], [(3, "idle")])


def test_a_reopened_port_knows_nothing_of_the_old_line(star: Bench, bus: Bench) -> None:
    bus.hear(PRESS[:5])
    bus.driver.open(bus.now)
    bus.hear(PRESS[5:])
    bus.silence()
    assert bus.effects == []
    star.do(Ask("a"))
    star.driver.open(star.now)
    star.pass_time(2.0)
    assert star.sent == [TIMEOUT, TIMEOUT]


PROMPTING = bytes.fromhex("AA55 01 81 80")
GOOD = bytes.fromhex("AA55 02 91 01 92")


def test_a_pad_that_answers_is_prompted_until_it_does(answering: PadProfile) -> None:
    bench = Bench(answering)
    bench.do(Ask("a"))
    bench.pass_time(0.5)
    assert bench.sent == ["aa 55 01 01 00"] * 2
    assert bench.effects == []
    bench.hear(PROMPTING)
    assert bench.effects == [Opened("a")]
    bench.hear(PROMPTING)
    bench.pass_time(1.0)
    bench.hear(GOOD)
    assert bench.counted() == [1]


def test_a_pad_that_never_says_that_it_prompts_is_given_up(answering: PadProfile) -> None:
    bench = Bench(answering)
    bench.do(Ask("a"))
    bench.pass_time(0.3)
    bench.hear(bytes.fromhex("AA55 01 82 83"))  # some other answer
    bench.hear(GOOD)
    bench.pass_time(2.0)
    assert bench.sent == ["aa 55 01 01 00"] * 3 + ["aa 55 01 02 03"]
    assert bench.effects[1:] == [Lose("a", "no_answer")]
    assert bench.kept() == [(1, "early")]


def test_a_frame_proves_the_pad_and_a_bare_byte_does_not(star: Bench, bus: Bench) -> None:
    star.hear(b"\x05")
    bus.hear(bytes.fromhex("68 03 03 68 82 11 03 96 16"))  # a neighbour on the bus
    assert (star.driver.heard_at, bus.driver.heard_at) == (None, None)
    bus.hear(PRESS)
    assert bus.driver.heard_at == bus.now

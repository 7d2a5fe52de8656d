"""What a pad says of itself beside presses, and what our own bytes must not be taken for."""

import pytest

from app.devices.profile import PadProfile, load
from app.devices.session import Ask, Lose, Opened
from tests.devices.conftest import PADS
from tests.devices.test_driver import Bench

TEMPLATE = (PADS / "template" / "template.toml").read_text("utf-8").replace("照实填写", "captured")
PROMPT = "aa 55 02 01 01 04"
LIT = bytes.fromhex("AA 55 02 01 81 84")
NAK = bytes.fromhex("AA 55 02 01 C1 C4")
DARK = bytes.fromhex("AA 55 02 01 12 15")
GOOD = bytes.fromhex("AA 55 03 01 11 01 16")
BANNER = b"\r\nPAD V1.2 2019-03-05 ready\r\n"
RAW = (PADS / "pj06.toml").read_text("utf-8")


@pytest.fixture
def bench() -> Bench:
    return Bench(load("template.toml", TEMPLATE.encode()))


@pytest.fixture
def lit(bench: Bench) -> Bench:
    """Prompted, and the pad said so."""
    bench.do(Ask("a"))
    bench.flush()
    bench.hear(LIT)
    assert bench.effects == [Opened("a")]
    return bench


def test_a_refused_prompt_is_sent_again_at_once_and_given_up_after_three(bench: Bench) -> None:
    bench.do(Ask("a"))
    for sent in range(1, 4):
        bench.flush()
        assert bench.sent == [PROMPT] * sent
        bench.hear(NAK)
    assert bench.effects == [Lose("a", "no_answer")]


def test_a_refusal_twice_over_costs_one_try(bench: Bench) -> None:
    bench.do(Ask("a"))
    bench.flush()
    bench.hear(NAK + NAK + NAK)
    bench.flush()
    bench.hear(LIT)
    assert (bench.sent, bench.effects) == ([PROMPT] * 2, [Opened("a")])


def test_a_refusal_of_nothing_is_nothing(lit: Bench) -> None:
    lit.hear(NAK)
    lit.pass_time(1.0)
    assert (lit.sent, lit.effects) == ([PROMPT], [Opened("a")])


def test_a_pad_that_went_dark_is_lit_again_and_has_rated_nothing(lit: Bench) -> None:
    lit.pass_time(20.0)
    lit.hear(DARK)
    lit.pass_time(1.0)
    assert (lit.sent, lit.effects) == ([PROMPT] * 2, [Opened("a")])
    lit.hear(GOOD)
    assert lit.counted() == [1]


def test_a_pad_that_says_dark_without_end_is_not_prompted_without_end(lit: Bench) -> None:
    for _ in range(22 * 20):  # seconds
        lit.pass_time(0.05)
        lit.hear(DARK)
    assert len(lit.sent) == 1 + 4  # once in five seconds


def test_dark_of_the_asking_before_does_not_light_this_one_twice(lit: Bench) -> None:
    lit.hear(DARK)
    lit.pass_time(1.0)
    assert lit.sent == [PROMPT]


def test_dark_while_nobody_is_asked_changes_nothing(bench: Bench) -> None:
    bench.hear(DARK)
    bench.pass_time(1.0)
    assert (bench.sent, bench.effects) == ([], [])


def test_dark_may_be_a_key_that_is_no_rating() -> None:
    bench = Bench(load("jt905.toml", (PADS / "jt905.toml").read_bytes()))
    profile = bench.driver.profile
    bench.do(Ask("a"))
    bench.pass_time(2.0)
    bench.hear(profile.dark_bytes())
    assert (bench.counted(), bench.kept()) == ([], [])
    bench.hear(profile.press_bytes(3))
    assert bench.counted() == [3]


def test_the_banner_of_a_pad_that_starts_anew_is_nothing(lit: Bench, pj06: PadProfile) -> None:
    star = Bench(pj06)
    star.do(Ask("a"))
    star.pass_time(3.0)
    for bench in (lit, star):
        bench.pass_time(2.0)
        bench.hear(BANNER)
        bench.silence()
        assert (bench.counted(), bench.kept()) == ([], [])


BARE = RAW.replace('hex = "55 AA 02 20 00 1A"', 'hex = "05"')
"""A pad whose prompt is the very byte that its best key sends."""


def test_without_an_echo_a_press_like_our_own_prompt_counts() -> None:
    bench = Bench(load("pad.toml", BARE.replace("echo = true", "echo = false").encode()))
    bench.do(Ask("a"))
    bench.pass_time(3.0)
    assert bench.sent[-1] == "05"
    bench.hear(b"\x05")
    assert bench.counted() == [5]


@pytest.mark.parametrize(("echo", "counted"), [("true", []), ("false", [2])])
def test_an_echo_is_taken_out_only_where_the_line_is_said_to_echo(
    echo: str, counted: list[int]
) -> None:
    bench = Bench(load("pad.toml", RAW.replace("echo = true", f"echo = {echo}").encode()))
    bench.do(Ask("a"))
    bench.pass_time(3.0)
    bench.hear(bytes.fromhex("55 AA 02 20 00 1A"))
    assert bench.counted() == counted

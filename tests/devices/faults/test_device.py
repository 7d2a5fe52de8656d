"""Faults of the pad itself, 11 to 17, through the driver and session of every shipped pad."""

import pytest

from app.devices.profile import PadProfile, load
from app.devices.session import Count, Keep, Lose
from app.devices.sheet import PROMPT
from tests.devices.conftest import ANSWERING
from tests.fakes.talk import STEP, Talk


@pytest.fixture
def talker(answering: PadProfile) -> Talk:
    """A pad that says when it has lit: within 0.4 s, tried three times."""
    return Talk(answering)


def press(talk: Talk, place: int = 0) -> int:
    """Press the key at a place of the profile's list, after a pause of the line."""
    talk.silence()
    key = list(talk.profile.keys)[place]
    talk.hear(talk.profile.press_bytes(key))
    return key


def reasons(talk: Talk) -> list[str]:
    return [e.reason for e in talk.told if isinstance(e, Keep)]


def prompts(talk: Talk) -> int:
    return talk.sent.count(talk.profile.commands[PROMPT].frame)


def patience(talk: Talk) -> None:
    """The time passes within which the pad would have to answer a prompt."""
    for _ in range(10):
        talk.wait(STEP)


@pytest.mark.fault(11, 16)
@pytest.mark.parametrize("says", [b"", bytes.fromhex("AA55 01 82 83")], ids=["nothing", "status"])
def test_a_pad_that_does_not_say_that_it_prompts_is_given_up(talker: Talk, says: bytes) -> None:
    """Mute, or answering whatever else: nobody can press, so nobody is waited for."""
    talker.ask("a")
    for _ in range(3):
        talker.wait(STEP)
        talker.hear(says)
        patience(talker)
    assert prompts(talker) == 3
    assert [e for e in talker.told if isinstance(e, Lose)] == [Lose("a", "no_answer")]
    assert not talker.opened("a")
    press(talker)
    assert reasons(talker) == ["late"]


@pytest.mark.fault(11)
def test_an_answer_that_comes_after_the_second_prompt_opens_once(talker: Talk) -> None:
    talker.ask("a")
    patience(talker)
    assert prompts(talker) == 2
    talker.hear(talker.profile.answer_bytes())
    talker.hear(talker.profile.answer_bytes())
    talker.wait(1.0)
    assert talker.counted("a") == []
    key = press(talker)
    press(talker, 1)
    assert (talker.counted("a"), reasons(talker)) == ([key], ["repeat"])


@pytest.mark.fault(11)
def test_a_pad_that_refuses_is_prompted_again_at_once_and_then_given_up() -> None:
    nak = ANSWERING.replace(b"timeout_ms", b"nak = { cmd = 0x8F }, timeout_ms")
    talk = Talk(load("nak.toml", nak))
    refusal = talk.profile.rx.encode({"cmd": 0x8F}, b"")
    talk.ask("a")
    for count in (1, 2, 3):
        talk.wait(0.0)
        assert prompts(talk) == count
        talk.hear(refusal)
    assert [e for e in talk.told if isinstance(e, Lose)] == [Lose("a", "no_answer")]


@pytest.mark.fault(12)
def test_a_press_before_the_prompt_has_left_is_early(talk: Talk) -> None:
    talk.ask("a")
    talk.hear(talk.profile.press_bytes(next(iter(talk.profile.keys))))
    assert (talk.counted("a"), reasons(talk)) == ([], ["early"])


@pytest.mark.fault(12)
def test_a_press_before_the_pad_said_that_it_prompts_is_early(talker: Talk) -> None:
    talker.ask("a")
    talker.wait(STEP)
    press(talker)
    assert (talker.counted("a"), reasons(talker)) == ([], ["early"])


@pytest.mark.fault(12)
@pytest.mark.parametrize(("after", "counts"), [(119.999, 1), (120.0, 0), (120.001, 0)])
def test_a_press_a_thousandth_after_the_end_is_late(
    profile: PadProfile, after: float, counts: int
) -> None:
    talk = Talk(profile)
    talk.ask_and_light("a")
    assert talk.opened_at is not None
    talk.now = talk.opened_at + after
    talk.hear(profile.press_bytes(next(iter(profile.keys))))
    assert len(talk.counted("a")) == counts
    assert talk.timed_out("a") == (not counts)
    assert reasons(talk) == ["late"] * (not counts)


@pytest.mark.fault(12)
def test_a_press_while_the_clerk_cancels_is_late(asked: Talk) -> None:
    asked.cancel()
    asked.hear(asked.profile.press_bytes(next(iter(asked.profile.keys))))
    assert (asked.counted("a"), reasons(asked)) == ([], ["late"])


@pytest.mark.fault(13)
@pytest.mark.parametrize("places", [(0, 0), (0, 1), (1, 0, 1), (0,) * 20], ids=str)
def test_of_several_presses_the_first_counts(asked: Talk, places: tuple[int, ...]) -> None:
    """A key twice, two keys, a key held that repeats itself."""
    codes = list(asked.profile.keys)
    for place in places:
        asked.hear(asked.profile.press_bytes(codes[place]))
        asked.wait(0.1)
    assert asked.counted("a") == [codes[places[0]]]
    assert reasons(asked) == ["repeat"] * (len(places) - 1)


@pytest.mark.fault(14)
def test_a_key_without_a_meaning_is_no_press(asked: Talk) -> None:
    """Each of the codes the profile does not list; the asking goes on."""
    for code in sorted(set(range(256)) - set(asked.profile.keys)):
        asked.hear(asked.profile.press_bytes(code))
        asked.silence()
    assert asked.stored() == 0
    assert asked.counted("a") == [] == reasons(asked)
    key = press(asked)
    assert asked.counted("a") == [key]


BANNER = b"\r\n\x00\xffBOOT V6.07 (c) PJQ\r\nREADY\r\n\x55\xaa\x00"


@pytest.mark.fault(15)
@pytest.mark.parametrize("size", [1, len(BANNER)])
def test_a_pad_that_starts_anew_is_prompted_again_and_its_banner_is_no_press(
    asked: Talk, size: int
) -> None:
    for at in range(0, len(BANNER), size):
        asked.hear(BANNER[at : at + size])
        asked.wait(0.001)
    asked.silence()
    assert asked.stored() == 0
    asked.wait(60.0)  # the prompt is repeated by itself
    assert not asked.timed_out("a")
    assert PROMPT not in asked.profile.commands or prompts(asked) >= 2
    key = press(asked)
    assert asked.counted("a") == [key]


@pytest.mark.fault(17)
def test_a_press_said_again_until_it_is_answered_counts_once(profile: PadProfile) -> None:
    talk = Talk(profile)
    talk.commits = False
    talk.ask_and_light("a")
    key, _ = list(profile.keys)[:2]
    for _ in range(10):
        talk.hear(profile.press_bytes(key))
        talk.wait(0.5)
    assert talk.counted("a") == [key]
    assert reasons(talk) == ([] if profile.reply else ["repeat"] * 9)


@pytest.mark.fault(17, 11)
@pytest.mark.parametrize("after", [0.4, 1.0, 2.9])
def test_a_press_said_again_because_our_answer_was_lost_is_not_the_next_citizens(
    bus68: PadProfile, after: float
) -> None:
    talk = Talk(bus68)
    talk.ask_and_light("a")
    talk.hear(bus68.press_bytes(3))
    answers = len(talk.sent)
    talk.ask("b")
    talk.wait(after)  # the answer went out, and the pad has not heard it
    assert len(talk.sent) == answers + 1
    talk.hear(bus68.press_bytes(3))
    assert (talk.counted("a"), talk.counted("b")) == ([3], [])
    assert [(e.ask_id, e.reason) for e in talk.told if isinstance(e, Keep)] == [("a", "late")]
    talk.wait(1.0)
    assert len(talk.sent) == answers + 2  # and is answered again
    talk.hear(bus68.press_bytes(0))
    assert talk.counted("b") == [0]
    assert sum(isinstance(e, Count) for e in talk.told) == 2


@pytest.mark.fault(18, 17)
@pytest.mark.parametrize("answered", [True, False])
def test_a_press_said_again_after_a_cable_was_pulled_is_not_the_next_citizens(
    bus68: PadProfile, answered: bool
) -> None:
    """Between the press and our answer, or while the answer was on its way."""
    talk = Talk(bus68)
    talk.commits = answered
    talk.ask_and_light("a")
    talk.hear(bus68.press_bytes(3))
    talk.wait(60.0)
    talk.lose()
    talk.ask_and_light("b")
    talk.hear(bus68.press_bytes(3))
    assert (talk.counted("a"), talk.counted("b")) == ([3], [])
    assert reasons(talk) == (["late"] if answered else [])
    talk.quiet()
    talk.hear(bus68.press_bytes(3))
    assert talk.counted("b") == [3]

"""Shares say what could not be said on the pads they come from; keys without a meaning count for
nothing."""

from collections.abc import Callable

import msgspec
import pytest

from app.desk import asking, concerns, native_scale
from app.domain.acts.rating import CitizenLeft
from app.main import Terminal
from tests.desk.conftest import asked, done, pressed, settled
from tests.fakes.terminal import sit

FOUR = {"scale": 4, "offered": ("5", "4", "3", "2")}


def rate(terminal: Terminal, level: str, **fields: object) -> None:
    """Settled, rated, the citizen gone."""
    number = settled(terminal)
    ref = asked(terminal, number)
    done(asking.press(terminal.desk, number, ref, pressed(level, **fields)))
    done(terminal.desk.perform(number, CitizenLeft()))


@pytest.mark.fault(34)
def test_a_share_from_a_pad_without_a_key_says_so(opened: Callable[[str], Terminal]) -> None:
    terminal = opened("national")
    sit(terminal, "C1")
    for level in ("5", "4", "5", "2"):
        rate(terminal, level, **FOUR)
    rate(terminal, "1")
    sit(terminal, "L1")
    (said,) = [c.said for c in concerns.concerns(terminal.desk) if c.act == "interview"]
    assert said.endswith("满意率 60%，低于 80%；其中有的此设备无“非常不满意”键")


@pytest.mark.parametrize(
    ("regime", "offered", "lacks"),
    [
        ("national", ("5", "4", "3", "2", "1"), ""),
        ("national", ("5", "4", "2"), "此设备无“基本满意”“非常不满意”键"),
        ("xiufeng", ("5", "4", "3", "2"), ""),  # three levels, and each of them has a key
        ("xiufeng", ("5", "2"), "此设备无“基本满意”键"),
        ("national", (), ""),
    ],
)
@pytest.mark.fault(34)
def test_what_a_pad_lacks_is_judged_by_the_regulation(
    opened: Callable[[str], Terminal], regime: str, offered: tuple[str, ...], lacks: str
) -> None:
    desk = opened(regime).desk
    assert native_scale.unoffered_words(desk.words, desk.rules(), offered) == lacks


@pytest.mark.parametrize(
    ("regime", "keys", "said"),
    [
        ("national", "非常满意5 满意4 基本满意3 不满意2 非常不满意1", ""),
        ("national", "非常满意5 满意4 一般3 不满意2", "“一般”计为基本满意；此设备无“非常不满意”键"),
        ("national", "满意4 转人工9", "“转人工”在现行办法里没有对应的等级，按了不计；"
         "此设备无“非常满意”“基本满意”“不满意”“非常不满意”键"),
        ("xiufeng", "满意5 基本满意3 不满意1", ""),
    ],
)  # fmt: skip
def test_what_a_pads_keys_mean_is_said_before_it_serves(
    opened: Callable[[str], Terminal], regime: str, keys: str, said: str
) -> None:
    desk = opened(regime).desk
    pairs = [(key[:-1], key[-1]) for key in keys.split()]
    assert native_scale.scale_words(desk.words, desk.rules(), pairs) == said


def test_a_key_of_a_level_the_regulation_does_not_have_is_kept_and_rates_nothing(
    terminal: Terminal,
) -> None:
    number = settled(terminal)
    ref = asked(terminal, number)
    outcome = done(asking.press(terminal.desk, number, ref, pressed("7")))
    ticket = outcome.ticket
    assert (ticket.rating, ticket.kept_presses) == (None, 1)
    assert ticket.asking is not None, "the citizen is still asked"


@pytest.mark.fault(34)
def test_a_five_level_code_is_not_taken_for_one_of_three(opened: Callable[[str], Terminal]) -> None:
    rules = opened("xiufeng").desk.rules()
    bare = [msgspec.structs.replace(x, keys=()) for x in rules.regime.satisfaction.level]
    levels = msgspec.structs.replace(rules.regime.satisfaction, level=tuple(bare))
    regime = msgspec.structs.replace(rules.regime, satisfaction=levels)
    unsaid = msgspec.structs.replace(rules, regime=regime)
    assert [unsaid.level_of_key(code) for code in "54321"] == [None] * 5
    assert [x.name for code in "54321" if (x := rules.level_of_key(code))] == [
        "满意", "满意", "基本满意", "不满意", "不满意",
    ]  # fmt: skip

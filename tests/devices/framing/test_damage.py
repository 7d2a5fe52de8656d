"""On a line that damages, every whole frame comes in its own round (`benchmarks/damage.py` counts
20,000 rounds)."""

import pytest

from app.devices.profile import PadProfile
from tests.devices.framing.damage import jt905, on_a_bad_line

ROUNDS = 1000


def test_behind_any_damage_a_press_on_the_bus_comes_in_its_own_round(bus68: PadProfile) -> None:
    told = on_a_bad_line(bus68, ROUNDS, gap=True)
    assert (told.own, told.late) == (ROUNDS, 0)


def test_an_end_mark_that_may_begin_the_next_frame_costs_no_frame() -> None:
    told = on_a_bad_line(jt905(peek=True), ROUNDS, gap=True)
    assert (told.own, told.late) == (ROUNDS, 0)


def test_an_end_mark_that_is_used_up_costs_the_frame_behind_a_lost_one() -> None:
    assert on_a_bad_line(jt905(peek=False), ROUNDS, gap=True).own < ROUNDS


@pytest.mark.parametrize("peek", [True, False])
def test_without_silence_presses_would_come_late(peek: bool) -> None:
    assert on_a_bad_line(jt905(peek=peek), ROUNDS, gap=False).late > 0

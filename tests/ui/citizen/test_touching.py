"""One asking at the screen, by touches and seconds: what counts, what is kept, how it ends."""

import pytest

from app.ui.citizen.sheets import Idle, Rate, Reasons, Say
from tests.ui.citizen.conftest import Stand


def rate(stand: Stand) -> Rate:
    assert isinstance(stand.sheet, Rate)
    return stand.sheet


def says(stand: Stand) -> Say:
    assert isinstance(stand.sheet, Say)
    return stand.sheet


def test_a_touch_counts_when_it_is_submitted(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:4")
    assert rate(stand).chosen == "4"
    assert stand.said == [("prompted", "A1")]
    stand.touch("submit")
    assert stand.said == [("prompted", "A1"), ("pressed", "A1")]
    made = stand.presses[0]
    assert (made.source, made.level, made.key, made.scale) == ("screen", "4", 4, 5)
    assert (made.label, made.latency_ms, made.quick) == ("满意", 4000, False)
    assert made.device == "citizen"
    assert bytes.fromhex(made.frames) == b"level:4@2000 submit@4000"
    assert made.profile_sha256 == stand.terminal.log.ticket(stand.number).regime


def test_a_choice_may_be_changed_until_it_is_submitted(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:1")
    stand.touch("change")
    assert rate(stand).chosen == ""
    stand.touch("submit")
    assert stand.presses == []
    stand.touch("level:2")
    stand.touch("level:5")
    stand.touch("submit")
    assert [p.level for p in stand.presses] == ["5"]


def test_a_touch_faster_than_a_person_is_kept_and_chooses_nothing(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:5", after=0.2)
    assert stand.said[-1] == ("kept", "A1", "early")
    assert rate(stand).chosen == ""
    stand.touch("submit")
    assert len(stand.presses) == 1


def test_a_finger_that_bounces_submits_nothing(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:5")
    stand.touch("submit", after=0.1)
    assert stand.presses == []


@pytest.mark.parametrize(("after", "quick"), [(0.9, True), (1.1, False)])
def test_a_tile_touched_within_a_second_is_listed(stand: Stand, after: float, quick: bool) -> None:
    stand.ask()
    stand.touch("level:5", after=after)
    stand.touch("submit")
    assert [p.quick for p in stand.presses] == [quick]


def test_a_bad_level_asks_for_reasons_and_takes_several_or_none(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:1")
    stand.touch("submit")
    assert [p.level for p in stand.presses] == ["1"], "written before anything else is asked"
    assert not says(stand).is_done
    stand.presenter.touching.acknowledge("A1")
    assert isinstance(stand.sheet, Reasons)
    assert stand.sheet.foot == "不满意的事会退回部门重新办理，并告知您结果"
    for reason in ("slow", "trips", "slow", "unclear", "nonsense"):
        stand.touch(f"reason:{reason}")
    stand.touch("submit")
    assert stand.said[-1] == ("reasoned", "A1", "trips", "unclear")
    assert len(stand.presses) == 1
    assert bytes.fromhex(stand.given.frames).startswith(b"reason:slow@2000 reason:trips@")
    assert says(stand).is_done


def test_no_reason_is_no_entry(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:1")
    stand.touch("submit")
    stand.presenter.touching.acknowledge("A1")
    stand.touch("submit")
    assert stand.said[-1] == ("pressed", "A1")
    assert says(stand).is_done


def test_who_walks_away_from_the_reasons_has_rated(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:2")
    stand.touch("submit")
    stand.presenter.touching.acknowledge("A1")
    stand.touch("reason:slow", after=20)
    stand.wait(29)
    assert [kind for kind, *_ in stand.said] == ["prompted", "pressed"]
    stand.wait(2)
    assert stand.said[-1] == ("reasoned", "A1", "slow")


def test_a_display_pulled_out_over_the_reasons_loses_no_rating(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:1")
    stand.touch("submit")
    stand.presenter.touching.lose()
    assert stand.said[-1] == ("pressed", "A1")


@pytest.mark.parametrize("chosen", [False, True])
def test_a_display_pulled_out_before_that_ends_the_asking(stand: Stand, chosen: bool) -> None:
    stand.ask()
    if chosen:
        stand.touch("level:1")
    stand.presenter.touching.lose()
    assert stand.said[-1] == ("lost", "A1", "lost")
    assert stand.presses == []
    stand.touch("submit")
    assert stand.presses == []
    assert isinstance(stand.sheet, Idle)


def test_nobody_touches_for_two_minutes(stand: Stand) -> None:
    stand.ask()
    first = rate(stand).hint
    stand.wait(59)
    assert rate(stand).hint == first
    stand.wait(1)
    assert rate(stand).hint != first
    stand.wait(59)
    assert stand.said == [("prompted", "A1")]
    stand.wait(1)
    assert stand.said[-1] == ("timed_out", "A1")
    assert isinstance(stand.sheet, Idle)


def test_the_clerk_asks_once_more(stand: Stand) -> None:
    stand.ask()
    first = rate(stand).hint
    stand.presenter.touching.repeat()
    assert rate(stand).hint != first


def test_the_citizen_is_thanked_only_when_it_is_committed_and_for_six_seconds(
    stand: Stand,
) -> None:
    stand.ask()
    stand.touch("level:5")
    stand.touch("submit")
    stand.wait(40)
    assert not says(stand).is_done
    stand.touch("level:1")
    stand.presenter.touching.acknowledge("A1")
    assert says(stand).is_done
    assert "0000-1234567" in says(stand).lines[1]
    stand.wait(5)
    assert says(stand).is_done
    stand.wait(1)
    assert type(stand.sheet) is Idle
    assert len(stand.presses) == 1


def test_a_press_that_was_only_kept_is_not_thanked_for(stand: Stand) -> None:
    stand.ask()
    stand.touch("level:5")
    stand.touch("submit")
    stand.presenter.touching.acknowledge("")
    assert isinstance(stand.sheet, Idle)


def test_the_clerk_may_stop_the_asking(stand: Stand) -> None:
    stand.ask()
    stand.presenter.touching.cancel()
    assert isinstance(stand.sheet, Idle)
    assert not stand.presenter.touching.goes_on

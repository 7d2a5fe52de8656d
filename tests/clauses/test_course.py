"""A ticket of every class goes its whole way under every profile, a made-up one among them."""

import msgspec
import pytest

from app.domain.regime import Regime
from app.settings import regime_file
from tests.clauses.course import Course, StuckError
from tests.domain.profile_files import FILES


@pytest.mark.parametrize("name", FILES)
def test_every_class_comes_to_its_end(name: str) -> None:
    regime = regime_file.load(name, FILES[name])
    archives = any("archive" in role.can for role in regime.roles)
    for category in regime.categories:
        course = whole(regime, category.id)
        assert course.ticket.closed_at
        assert course.ticket.odd == ()
        if archives:
            assert course.until("archive").ticket.state == "archived"


def whole(regime: Regime, category: str) -> Course:
    """To the end by a department, or on the spot where the class is not for one."""
    try:
        return Course(regime, f"category={category}").until("close")
    except StuckError:
        return Course(regime, f"category={category}+spot").until("close")


def test_a_course_stops_at_the_act_that_demands_what_is_left_out() -> None:
    regime = regime_file.load("sixth", FILES["sixth"])
    with pytest.raises(StuckError) as stuck:
        Course(regime, "category=history", omit="cause").until("close")
    assert stuck.value.power == "judge"
    assert [(r.key, r.field) for r in stuck.value.refused] == [("cell.blank", "cause")]
    course = Course(regime, "category=history+spot").until("close")
    assert "dispatch" not in course.times


def test_what_was_settled_on_the_spot_is_archived_without_the_cells_of_a_result() -> None:
    regime = regime_file.load("sixth", FILES["sixth"])
    course = Course(regime, "category=plain+spot").until("archive")
    assert course.ticket.state == "archived"
    assert "way" not in course.ticket.cells


def test_a_program_act_with_more_fields_is_missed_by_its_own_sentence() -> None:
    regime = regime_file.load("sixth", FILES["sixth"])
    own = regime.acts[-1]
    more = msgspec.structs.replace(own, id="feed_back", name="", on="ticket", field=())
    course = Course(msgspec.structs.replace(regime, acts=(*regime.acts, more)), "category=plain")
    course.until("receive_result")
    assert course.keys(course.made("close")) == {"step.feed_back"}

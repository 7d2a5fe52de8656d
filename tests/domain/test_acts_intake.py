"""What a registration, an acceptance and a refusal must hold."""

import pytest

from app.domain.acts.intake import Accepted, Declined
from tests.domain.playing import Play, fields_of


@pytest.mark.parametrize(
    ("fields", "field", "key"),
    [
        ({"phone": "1990"}, "phone", "phone.incomplete"),
        ({"phone": "1" * 16}, "phone", "phone.incomplete"),
        ({"description": "不行"}, "description", "description.short"),
        ({"visits": 0}, "visits", "visits.low"),
        ({"citizen_kind": "robot"}, "citizen_kind", "word.unknown"),
        ({"channel": "telepathy"}, "channel", "word.unknown"),
        ({"reasons": ("no such",)}, "reasons", "word.unknown"),
        ({"citizen_name": " "}, "citizen_name", "field.blank"),
        ({"matter": ""}, "matter", "field.blank"),
    ],
)
def test_a_registration_names_what_is_missing(
    fields: dict[str, object], field: str, key: str
) -> None:
    play = Play()
    assert fields_of(play.refused(play.registered(**fields)))[field] == key


def test_a_citizen_without_a_telephone_is_registered_as_such() -> None:
    play = Play()
    assert play.refused(play.registered(phone="", no_phone=True)) == ()


@pytest.mark.clause("S-A1N")
def test_a_reason_that_needs_words_is_not_accepted_without_them() -> None:
    play = Play("songjiang")
    wordy = next(r.code for r in play.regime.reasons if r.needs_text)
    act = play.registered(reasons=(wordy,))
    assert fields_of(play.refused(act)) == {"reason_text": "reason.text"}
    assert play.refused(play.registered(reasons=(wordy,), reason_text="系统查不到")) == ()


def test_an_acceptance_stands_on_scope_and_class() -> None:
    play = Play()
    act = Accepted(category="no such", regime="-", calendars={})
    play.do(play.registered(scope=""))
    assert fields_of(play.refused(act)) == {
        "scope": "scope.missing", "category": "category.missing"
    }  # fmt: skip


@pytest.mark.clause("N-5-f")
def test_another_circumstance_is_put_into_words() -> None:
    play = Play()
    act = Accepted(category="general", regime="-", calendars={})
    bare = play.do(play.registered(scope="other"))
    assert fields_of(bare.refused(act)) == {"scope_text": "scope.text"}
    told = Play()
    assert told.do(told.registered(scope="other", scope_text="系统故障")).refused(act) == ()


def test_a_refusal_has_a_reason_of_the_profile() -> None:
    play = Play()
    play.do(play.registered())
    assert play.keys(Declined(reason="mood")) == {"decline.reason"}


@pytest.mark.clause("N-3.1-EX")
def test_a_refusal_is_explained_and_an_open_reason_put_into_words() -> None:
    play = Play()
    play.do(play.registered())
    bare = Declined(reason="other_outside")
    assert set(fields_of(play.refused(bare))) == {"explanation", "reason_text"}
    told = Declined(reason="petition", explanation="请到信访部门反映")
    assert play.do(told).ticket.state == "declined"


def test_what_came_before_it_was_registered_is_odd_and_changes_nothing() -> None:
    play = Play().fold(Declined(reason="petition", explanation="x"))
    assert (play.ticket.state, [o.kind for o in play.ticket.odd]) == ("", ["Declined"])


def test_a_telephone_is_there_or_it_is_said_that_none_was_left() -> None:
    play = Play()
    faults = fields_of(play.refused(play.registered(phone=" ")))
    assert faults == {"phone": "phone.missing", "citizen_contact": "cell.blank"}
    assert play.refused(play.registered(phone=" ", no_phone=True)) == ()

"""The national standard: scope, classes, unnamed notes, who may do what."""

import pytest

from app.domain import cells
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived
from app.domain.acts.intake import Accepted, Declined
from app.domain.outlook import outlook
from app.domain.personal import UNNAMED, mask_name
from tests.domain.playing import Play, fields_of

ACCEPT = Accepted(category="general", regime="-", calendars={})


@pytest.mark.clause("N-5-a", "N-5-b", "N-5-d", "N-5-e", "N-5-f", "N-3.1", "N-9.1-b")
@pytest.mark.parametrize(
    ("code", "suggested"),
    [("refused_or_late", ""), ("policy_or_history", "difficult"), ("guide_mismatch", ""),
     ("owner_unclear", "complex"), ("cross_department", "complex"), ("other", "")],
)  # fmt: skip
def test_each_scope_is_accepted_under_its_code(code: str, suggested: str) -> None:
    play = Play()
    play.do(play.registered(scope=code, scope_text="其他情形" * (code == "other"), department=""))
    row = next(s for s in play.regime.scope.accept if s.code == code)
    assert row.suggests == suggested
    ticket = play.do(ACCEPT).ticket
    assert (ticket.state, ticket.scope) == ("accepted", code)


@pytest.mark.clause("N-5-f", "N-9.1-b", "N-3.1")
def test_without_a_cause_or_its_words_nothing_is_accepted() -> None:
    play = Play()
    play.fold(play.registered(scope="other"))
    assert fields_of(play.refused(ACCEPT)) == {"scope_text": "scope.text"}
    play = Play()
    play.fold(play.registered(scope=""))
    assert fields_of(play.refused(ACCEPT)) == {"scope": "scope.missing"}


@pytest.mark.clause("N-3.1-EX", "N-3.1", "N-4.2", "N-8.2.6-a")
@pytest.mark.parametrize(
    "reason",
    ["own_reason", "legal", "lawsuit", "arbitration", "petition", "filed_case", "other_outside",
     "forbidden"],
)  # fmt: skip
def test_what_is_out_of_scope_is_declined_and_explained(reason: str) -> None:
    play = Play()
    play.do(play.registered())
    bare = fields_of(play.refused(Declined(reason=reason)))
    assert bare["explanation"] == "decline.explanation"
    assert ("reason_text" in bare) == (reason == "other_outside")
    told = Declined(reason=reason, explanation="请走法定程序", reason_text="同类事项")
    ticket = play.do(told).ticket
    assert ticket.state == "declined"
    assert outlook(play.ctx.rules, ticket).obligations == ()
    assert play.keys(ACCEPT) == {"order.accept"}, "just one of the two decisions"


@pytest.mark.clause("N-7.1.1-C")
def test_another_way_is_taken_with_its_words() -> None:
    play = Play()
    told = play.registered(channel="other")
    assert told.texts["channel_text"], "filled by the helper"
    bare = play.registered(channel="other", texts={"channel_text": " "})
    assert fields_of(play.refused(bare)) == {"channel_text": "cell.blank"}
    for source in ("department", "good_bad", "board", "media_board", "leader_box"):
        assert play.refused(play.registered(channel=source)) == ()


@pytest.mark.clause("N-B-03", "N-B-04")
@pytest.mark.parametrize("channel", ["box", "book", "survey"])
def test_a_note_may_bear_no_name_a_visitor_may_not(channel: str) -> None:
    play = Play()
    nobody = play.registered(channel=channel, citizen_name=UNNAMED, phone="", no_phone=True)
    assert play.refused(nobody) == ()
    at_window = play.registered(citizen_name=UNNAMED, phone="", no_phone=True)
    assert fields_of(play.refused(at_window)) == {"citizen_name": "field.blank"}
    assert mask_name(UNNAMED) == UNNAMED


@pytest.mark.clause("N-B-03", "N-8.2.6-f")
def test_nobody_can_be_called_back_who_left_no_name() -> None:
    play = Play()
    nobody = play.registered(channel="box", citizen_name=UNNAMED, phone="", no_phone=True)
    play.do(nobody, ACCEPT, Dispatched(department="人社窗口", content="请办"))
    play.do(ResultReceived(result="已办", who="齐望舒", how="phone"), FedBack(way="written"))
    assert play.ctx.step_refusal(play.ticket, "close", stated=True) is None
    named = Play().accepted("general").do(Dispatched(department="人社窗口", content="请办"))
    named.do(ResultReceived(result="已办", who="齐望舒", how="phone"), FedBack(way="phone"))
    refused = named.ctx.step_refusal(named.ticket, "close", stated=True)
    assert refused is not None
    assert refused.key == "step.call_back"


@pytest.mark.clause("N-8.1.1-a")
def test_who_is_neither_officer_nor_group_accepts_and_calls_back_nothing() -> None:
    play = Play()
    play.do(play.registered()).by("department")
    assert play.keys(ACCEPT) == {"power.missing"}
    play.by("leader")
    assert play.keys(ACCEPT) == {"power.missing"}, "accepting is the officer's"
    play.by("clerk").do(ACCEPT, AnsweredOnSpot(result="已答复"))
    for post in ("department", "leader"):
        assert play.by(post).keys(CalledBack()) == {"power.missing"}


@pytest.mark.clause("N-4.3", "N-9.1-a", "N-10.1-a", "N-9.1-c", "N-9.1-d", "N-B-05", "N-B-06")
def test_an_accepted_matter_has_an_owner_a_number_and_a_running_limit() -> None:
    play = Play(start="2026-03-02 10:00").accepted("general")
    ticket = play.ticket
    assert (ticket.follower, ticket.marks["accepted"]) == ("C1", play.seconds)
    resolve = outlook(play.ctx.rules, ticket).resolve
    assert resolve is not None
    assert resolve.due == Play(start="2026-03-09 17:30").seconds
    assert resolve.target == Play(start="2026-03-02 17:30").seconds
    assert ticket.no


def test_every_cell_of_the_forms_is_known_or_asked_for() -> None:
    """A cell nobody fills and no act demands could never be printed."""
    for name in ("national", "songjiang"):
        regime = Play(name).regime
        asked = {f.key for act in regime.acts for f in act.field}
        for form in (f for f in regime.forms if f.id != "s-a2"):
            lost = [f.key for f in form.field if cells.is_asked(f.key) and not f.at]
            assert not set(lost) - asked, (name, form.id, lost)

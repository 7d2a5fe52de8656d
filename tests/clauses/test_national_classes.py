"""The national standard: the three classes, the ways of reporting, the ends."""

import pytest

from app.domain import offers
from app.domain.acts.closing import ClosedUnsolved
from app.domain.acts.extending import ExtensionAsked
from app.domain.acts.handling import Dispatched, Reclassified, ResultReceived
from app.domain.acts.intake import Accepted
from app.domain.outlook import outlook
from tests.domain.playing import Play, fields_of

SEND = Dispatched(department="人社窗口", content="请办理")
WAYS = {
    "offline": {"window", "rating_device", "complaint_phone", "box", "book", "inspection",
                "survey", "third_party"},
    "online": {"platform", "site", "app", "kiosk", "h12345", "gov_site", "email"},
}  # fmt: skip


@pytest.mark.clause("N-6.1", "N-5-e", "N-6-LABEL")
def test_a_class_is_one_of_three_and_general_has_one_department() -> None:
    play = Play()
    play.do(play.registered(assisting=("医保窗口",)))
    none = Accepted(category="", regime="-", calendars={})
    assert fields_of(play.refused(none)) == {"category": "category.missing"}
    (refused,) = play.refused(Accepted(category="general", regime="-", calendars={}))
    assert (refused.key, refused.clause) == ("category.departments", "N-6.1")
    assert Play().accepted("general").ticket.category == "general"


@pytest.mark.clause("N-6.3", "N-9.4-a")
def test_a_difficult_matter_may_be_extended_its_first_due_stays_ten_days() -> None:
    play = Play(start="2026-03-02 10:00").accepted("difficult").by("leader").do(SEND)
    resolve = outlook(play.ctx.rules, play.ticket).resolve
    assert resolve is not None
    assert resolve.due == Play(start="2026-03-16 17:30").seconds
    assert ExtensionAsked in offers.offers(play.ticket, play.by("clerk").ctx)


@pytest.mark.clause("N-7.1.1", "N-7.1.1-A", "N-7.1.1-B")
def test_every_way_of_reporting_can_be_chosen_and_one_must_be() -> None:
    play = Play()
    for side, wanted in WAYS.items():
        assert wanted <= {c.id for c in play.regime.channels if c.side == side}
        for way in sorted(wanted):
            assert play.refused(play.registered(channel=way)) == ()
    assert fields_of(play.refused(play.registered(channel="")))["channel"] == "word.unknown"


@pytest.mark.clause("N-9.4-d", "N-9.5-d", "N-B-14", "N-B-20")
def test_what_cannot_be_finished_ends_as_such_with_reason_and_explanation() -> None:
    play = Play().accepted("general").do(SEND)
    result = ResultReceived(
        result="没有依据", outcome="cannot_do", explanation="已说明", who="齐望舒", how="phone"
    )
    ticket = play.do(result).ticket
    assert (ticket.state, ticket.handler, ticket.result) == (
        "result_received", "齐望舒", "没有依据",
    )  # fmt: skip
    faults = fields_of(play.refused(ClosedUnsolved()))
    assert set(faults) == {"reason", "explanation"}
    end = ClosedUnsolved(reason="部门无权办理", explanation="已当面解释")
    assert play.do(end).ticket.state == "closed_unsolved"


@pytest.mark.clause("N-6-LABEL")
def test_a_class_is_changed_with_its_reason() -> None:
    play = Play().accepted("general")
    assert "reason" in fields_of(play.refused(Reclassified(category="complex")))
    assert play.do(Reclassified(category="complex", reason="要会办")).ticket.category == "complex"


@pytest.mark.clause("S-3-1", "S-3-2b", "S-4-2c")
def test_songjiang_counts_the_transfer_and_explains_what_cannot_be_done() -> None:
    play = Play("songjiang", start="2026-03-02 10:00").accepted("simple")
    transfer = outlook(play.ctx.rules, play.ticket).of_stage("transfer")
    assert transfer is not None
    assert transfer.due == Play(start="2026-03-03 17:30").seconds
    play.do(SEND)
    bare = ResultReceived(result="没有依据", outcome="cannot_do", who="齐望舒", how="phone",
                          choices={"copied_on": "2026-03-02"})  # fmt: skip
    play.ready_for(bare)
    assert fields_of(play.refused(bare)) == {"explanation": "cannot_do.explanation"}

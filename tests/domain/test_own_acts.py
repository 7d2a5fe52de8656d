"""Acts of a profile's own, played under a made-up sixth one: offered, owed, held, answered."""

import msgspec
import pytest

from app.domain import conditions, offers, owed
from app.domain.acts.closing import Closed
from app.domain.acts.desk import DeskDay
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted
from app.domain.acts.own import DeskRecorded, Recorded, filled
from app.domain.acts.rating import RatingAsked
from app.domain.acts.record import Archived, Linked, Withdrawn
from app.domain.refusal import Refused
from app.domain.ticket import Stamp
from app.settings import regime_file
from tests.domain.playing import Play, fields_of
from tests.domain.profile_files import FILES
from tests.domain.test_acts_handling import talked

JUDGED = {"power": "是", "level": "2"}
JUDGED_TEXTS = {"cause": "政策衔接不上", "present": "主任、承办单位"}


def sixth(category: str = "history") -> Play:
    play = Play()
    play.regime = regime_file.load("sixth", FILES["sixth"])
    return play.by("clerk").accepted(category)


def judged(play: Play, **more: str) -> Recorded:
    choices = {**JUDGED, **more}
    return Recorded(act="judge", choices=choices, texts=JUDGED_TEXTS, marks=("decided",))


def names(play: Play) -> list[str]:
    return [a.id for a in offers.own_offers(play.ticket, play.ctx)]


def test_an_owed_act_is_offered_first_and_holds_up_what_it_holds() -> None:
    play = sixth().by("leader")
    assert names(play) == ["judge"]
    dispatched = Dispatched(department="人社窗口", content="请研究")
    (refused,) = play.refused(dispatched)
    assert refused == Refused("held.owed", clause="Y-14", facts={"act": "分析研判"})
    assert Dispatched not in offers.offers(play.ticket, play.ctx)
    play.do(judged(play), dispatched)
    assert play.ticket.state == "dispatched"


def test_while_a_citizen_is_asked_no_act_of_the_profile_s_own_is_offered() -> None:
    play = talked()
    assert "appeal" in names(play)
    play.do(RatingAsked(source="pad"))
    assert names(play) == []


def test_a_dispatch_is_told_to_be_another_s_only_where_it_is() -> None:
    """N-9.1-e"""
    ours = sixth()
    for mine in (Play().accepted(), Play("pingyi").accepted()):  # free, held by another act
        assert offers.for_others(mine.ticket, mine.ctx) is None
    assert offers.for_others(ours.ticket, ours.ctx) == Refused(
        "step.others", clause="Y-10", facts={"act": "dispatch", "by": "主任"}
    )


def test_it_is_another_roles_act() -> None:
    play = sixth().by("clerk")
    assert "judge" not in names(play)
    assert play.keys(judged(play)) == {"power.missing"}


def test_its_cells_are_kept_and_its_words_marked() -> None:
    play = sixth().by("leader")
    ticket = play.do(judged(play)).ticket
    assert ticket.cells == {**JUDGED, **JUDGED_TEXTS}
    assert {"judge", "decided"} <= ticket.marks.keys()
    assert ticket.records[0].cells["cause"] == "政策衔接不上"
    assert play.keys(judged(play)) == {"own.order"}, "once in a round"


@pytest.mark.parametrize(
    ("choices", "texts", "fault"),
    [
        ({}, JUDGED_TEXTS, {"power": "cell.blank", "level": "cell.blank"}),
        ({**JUDGED, "power": "也许"}, JUDGED_TEXTS, {"power": "cell.bool"}),
        ({**JUDGED, "level": "9"}, JUDGED_TEXTS, {"level": "cell.choice"}),
        ({**JUDGED, "level": "3"}, JUDGED_TEXTS, {"upper_note": "cell.blank"}),
        (JUDGED, {"cause": " ", "present": "主任"}, {"cause": "cell.blank"}),
    ],
)
def test_every_empty_or_unreadable_cell_is_named(
    choices: dict[str, str], texts: dict[str, str], fault: dict[str, str]
) -> None:
    play = sixth().by("leader")
    refused = play.refused(Recorded(act="judge", choices=choices, texts=texts))
    assert fields_of(refused) == fault
    assert all(r.facts["label"] for r in refused)


@pytest.mark.parametrize(("cell", "text"), [("urged_way", "微信"), ("urged_times", "两次")])
def test_a_cell_of_a_kind_holds_only_that_kind(cell: str, text: str) -> None:
    play = sent()
    choices = {"urged_way": "电话、当面", "urged_times": "2"}
    assert play.refused(Recorded(act="urge", choices=choices)) == ()
    assert cell in fields_of(play.refused(Recorded(act="urge", choices={**choices, cell: text})))


def test_an_act_that_comes_out_of_order_from_elsewhere_is_odd() -> None:
    """Kept, counted for nothing, shown to the leader."""
    play = sent()
    own = play.ctx.rules.own_act("judge")
    assert own is not None
    ticket = play.fold(filled(judged(play), own)).ticket
    assert [(o.kind, o.state) for o in ticket.odd] == [("Recorded", "dispatched")]
    assert (ticket.records, ticket.cells, "judge" in ticket.marks) == ((), {}, False)
    answer = Recorded(act="answer_supervision", answers="supervise")
    assert len(play.fold(answer).ticket.odd) == 2


def test_an_optional_cell_may_stay_empty() -> None:
    assert sent().refused(Recorded(act="urge", choices={"urged_way": "当面"})) == ()


def sent() -> Play:
    return sixth("plain").do(Dispatched(department="人社窗口", content="请办"))


def late() -> Play:
    return sent().at("2026-06-20 09:00").by("leader")


def test_a_condition_opens_an_act_and_an_answer_ends_it() -> None:
    play = sent().by("leader")
    ask = Recorded(
        act="supervise", number=1, due="2026-06-25",
        choices={"answer_by": "2026-06-25", "supervised_unit": "人社窗口"},
    )  # fmt: skip
    assert play.keys(ask) == {"own.order"}
    late = play.at("2026-06-20 09:00")
    ticket = late.do(ask).ticket
    assert (ticket.records[0].number, ticket.records[0].due) == (1, "2026-06-25")
    (waiting,) = owed.waiting(late.ctx.rules, ticket, late.seconds)
    assert waiting[1].id == "answer_supervision"
    texts = {"supervision_answer": "已经整改", "answered_by": "齐望舒", "answerer_phone": "123"}
    answer = Recorded(act="answer_supervision", answers="supervise", texts=texts)
    late.by("clerk")
    assert late.keys(answer) == {"behalf.who"}
    told = msgspec.structs.replace(answer, who="齐望舒", how="phone")
    late.do(told)
    assert late.ticket.records[0].answered_at == late.seconds
    assert late.keys(told) == {"own.order"}, "nothing waits any more"


def closed(play: Play) -> Play:
    result = ResultReceived(result="补办好了", who="齐望舒", how="phone", choices={"way": "电话"})
    play.by("clerk").do(
        Dispatched(department="人社窗口", content="请办"), Taken(who="齐望舒", how="phone"), result,
        FedBack(way="phone"), CalledBack(), Closed(outcome="solved", unrated_reason="走得急"),
    )  # fmt: skip
    return play


def test_a_form_demands_its_cell_at_its_act() -> None:
    play = sent().do(Taken(who="齐望舒", how="phone"))
    bare = ResultReceived(result="补办好了", who="齐望舒", how="phone")
    (refused,) = play.refused(bare)
    assert (refused.key, refused.field, refused.facts["label"]) == ("cell.blank", "way", "答复方式")
    assert play.refused(msgspec.structs.replace(bare, choices={"way": "书面"})) == ()


def test_what_is_archived_has_no_gap_and_owes_nothing() -> None:
    play = closed(sixth("plain"))
    assert play.keys(Archived()) == {"held.owed"}
    sign = Recorded(act="confirm", texts={"citizen_signature": "林小满"})
    ticket = play.do(sign, Archived(number="2026-00001")).ticket
    assert (ticket.state, ticket.archive_no) == ("archived", "2026-00001")


def test_a_gap_is_named_by_its_words_on_the_form() -> None:
    play = closed(sixth("plain"))
    play.do(Recorded(act="confirm", texts={"citizen_signature": "林小满"}))
    play.ticket = msgspec.structs.replace(play.ticket, cells={})
    assert {r.facts["label"] for r in play.refused(Archived())} == {"答复方式", "反映人签字"}


def test_a_condition_names_a_cell_or_a_field_and_its_value() -> None:
    play = sixth()
    rules, ticket = play.ctx.rules, play.ticket
    channel = play.regime.channels[0]

    def holds(*when: str) -> bool:
        return conditions.holds(rules, ticket, play.seconds, when)

    assert holds()
    assert holds(f"side={channel.side}")
    assert holds("category=history", "late")
    assert not holds("category=plain")
    assert not holds("late", "bad_rated", "rated", "several", "extension_over", "redo")


def test_an_extension_that_ran_out_is_a_condition() -> None:
    """P-3-3h"""
    play = Play("pingyi").accepted("general").settle("dispatch").role("supervision")
    play.do(Dispatched(department="人社窗口", content="请办")).by("clerk")
    asked = ExtensionAsked(reason="要上级答复", amount=2, who="齐望舒", how="phone",
                           old_due=play.seconds + 9999, new_due=play.seconds + 99999)  # fmt: skip
    play.fold(asked).by("leader").fold(ExtensionGranted())
    rules = play.ctx.rules
    assert not conditions.holds(rules, play.ticket, play.seconds, ("extension_over",))
    later = play.at("2026-04-20 09:00").seconds
    assert conditions.holds(rules, play.ticket, later, ("extension_over",))


def test_the_desk_has_records_of_its_own() -> None:
    play = sixth().by("leader")
    act = DeskRecorded(act="inspect", texts={"found": "标牌脱落"})
    assert play.refused(act) == ()
    assert play.keys(DeskRecorded(act="inspect")) == {"cell.blank"}
    assert play.keys(DeskRecorded(act="judge")) == {"word.unknown"}
    day = act.on_desk(DeskDay(), Stamp("desk:2026-03-11", 5, "L1", "T", 1))
    assert [(r.act, r.cells) for r in day.records] == [("inspect", {"found": "标牌脱落"})]


@pytest.mark.clause("N-6.1", "N-5-e")
def test_a_class_with_room_for_one_department_is_refused_for_two() -> None:
    """N-6.1, N-5-e"""
    play = Play().do(Play().registered(assisting=("医保窗口",)))
    (refused,) = play.refused(Accepted(category="general", regime="-", calendars={}))
    assert (refused.key, refused.clause) == ("category.departments", "N-6.1")
    assert play.refused(Accepted(category="complex", regime="-", calendars={})) == ()


@pytest.mark.clause("N-5-e")
def test_the_lead_department_does_not_assist_itself() -> None:
    play = sixth("joint").by("leader")
    both = Dispatched(department="人社窗口", assisting=("人社窗口",), content="请会办")
    assert fields_of(play.refused(both)) == {"assisting": "dispatch.lead_twice"}
    assert play.do(msgspec.structs.replace(both, assisting=("医保窗口",))).ticket.assisting == (
        "医保窗口",
    )


def test_withdrawn_counts_neither_as_finished_nor_as_declined() -> None:
    play = sixth()
    assert fields_of(play.refused(Withdrawn())) == {"reason": "field.blank", "how": "field.blank"}
    ticket = play.do(Withdrawn(reason="自己办好了", how="face")).ticket
    assert (ticket.state, ticket.outcome) == ("void", "withdrawn")


def test_a_link_is_to_another_ticket_once_and_merges_only_early() -> None:
    play = sixth("plain")
    assert play.keys(Linked(to=play.ticket.no)) == {"link.same"}
    play.do(Linked(to="QH2-260311-002-ABCD"))
    assert play.keys(Linked(to="QH2-260311-002-ABCD")) == {"link.same"}
    play.do(Dispatched(department="人社窗口", content="请办"))
    assert play.keys(Linked(to="QH2-260311-003-ABCD", merged=True)) == {"link.too_late"}
    merged = sixth("plain").do(Linked(to="QH2-260311-002-ABCD", merged=True)).ticket
    assert (merged.state, merged.outcome) == ("void", "merged")

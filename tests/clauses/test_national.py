"""The national standard's own acts: analysis, raising, supervision, verification, appeal …"""

from collections.abc import Mapping

import msgspec
import pytest

from app.domain import cells, offers, owed
from app.domain.acts.closing import Closed, RedoOrdered
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted, DeclinedLate
from app.domain.acts.own import Recorded
from app.domain.acts.record import Archived
from app.domain.acts.sorting import Labelled
from app.domain.outlook import outlook
from tests.domain.playing import Play

SEND = Dispatched(department="人社窗口", content="请按指南办理", texts={"confirmed_with": "齐望舒"})
ANALYSED_TEXTS = {"cause": "两个部门的口径不一", "judge": "沈知行", "group_opinion": "由人社牵头"}
TAKE = Taken(who="齐望舒", how="phone")
RESULT = ResultReceived(result="已补办", who="齐望舒", how="phone")


def own(play: Play, act: str, choices: Mapping[str, str] = {}, **texts: str) -> Recorded:
    """An act of the profile as the desk writes it."""
    row = play.ctx.rules.own_act(act)
    assert row is not None
    behalf = not play.ctx.can(act)
    return Recorded(
        act=act, choices=dict(choices), texts=texts, marks=row.marks, answers=row.answers,
        number=1 if row.number else 0, due=choices.get(row.due, ""),
        who="齐望舒" * behalf, how="phone" * behalf,
    )  # fmt: skip


def analysed(play: Play, in_scope: str = "是", solved: str = "是") -> Recorded:
    return own(play, "analyse", {"in_scope": in_scope, "solved_by_group": solved},
               **ANALYSED_TEXTS)  # fmt: skip


def complex_() -> Play:
    return Play().accepted("complex").by("leader")


def labels(play: Play, act: Recorded) -> set[str]:
    return {str(r.facts["label"]) for r in play.refused(act)}


def ids(play: Play) -> set[str]:
    return {a.id for a in offers.own_offers(play.ticket, play.ctx)}


def answered() -> Play:
    return Play().accepted("general").fold(SEND, TAKE, RESULT)


def closed() -> Play:
    return answered().do(
        FedBack(way="phone"), CalledBack(), Closed(outcome="solved", unrated_reason="走得急")
    )


@pytest.mark.clause("N-6.2", "N-9.1-e", "N-9.2-a", "N-7.3.2-b", "N-10.2-b")
@pytest.mark.parametrize("category", ["complex", "difficult"])
def test_what_is_complex_goes_to_the_groups_analysis_first(category: str) -> None:
    play = Play().accepted(category)
    clerk = {a.NAME for a in offers.offers(play.ticket, play.ctx)}
    assert not clerk & {"dispatch", "answer_on_spot"}
    assert play.keys(SEND) == {"step.by"}
    assert "analyse" not in ids(play)
    play.by("leader")
    assert [a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)] == ["analyse"]
    assert play.keys(SEND) == {"held.owed"}
    empty = labels(play, own(play, "analyse"))
    assert {"办不成的具体原因", "研判人", "是否属于受理范围"} <= empty
    play.do(analysed(play), SEND)
    assert (play.ticket.state, play.ticket.department) == ("dispatched", "人社窗口")
    assert play.by("clerk").do(TAKE).ticket.marks["taken"] == play.seconds


@pytest.mark.clause("N-9.2-c", "N-3.1-EX", "N-8.2.6-a")
def test_what_the_group_finds_out_of_scope_is_declined_with_its_acceptance_kept() -> None:
    play = complex_()
    no = DeclinedLate(reason="lawsuit", explanation="请按诉讼程序办理",
                      choices={"told_way": "电话"})  # fmt: skip
    assert play.keys(no) == {"held.owed"}, "nobody declines it before the analysis"
    play.do(analysed(play, in_scope="否"))
    assert play.keys(SEND) == {"step.decline_late"}
    bare = msgspec.structs.replace(no, explanation="", choices={})
    assert {r.field for r in play.refused(bare)} == {"explanation", "told_way"}
    accepted_at = play.ticket.marks["accepted"]
    ticket = play.do(no).ticket
    assert (ticket.state, ticket.decline_reason) == ("declined", "lawsuit")
    assert ticket.marks["accepted"] == accepted_at
    assert ticket.cells["judge"] == "沈知行"
    assert outlook(play.ctx.rules, ticket).nearest is None


@pytest.mark.clause("N-9.3-a")
def test_the_group_confirms_with_the_department_and_states_the_demand() -> None:
    play = complex_()
    play.do(analysed(play))
    bare = Dispatched(department="人社窗口")
    assert {r.field for r in play.refused(bare)} == {"content", "confirmed_with"}
    resolve = outlook(play.ctx.rules, play.do(SEND).ticket).resolve
    assert resolve is not None
    assert resolve.due is not None


@pytest.mark.clause("N-10.1-c")
def test_an_officer_hands_a_hard_matter_to_the_group_with_a_reason() -> None:
    play = Play().accepted("general")
    assert "analyse" not in {a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)}
    assert labels(play, own(play, "report_group")) == {"难在哪里"}
    play.do(own(play, "report_group", raise_reason="要两个部门商量"))
    assert [a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)] == ["analyse"]
    assert play.ticket.cells["raise_reason"] == "要两个部门商量"


@pytest.mark.clause("N-10.3", "N-B-21", "N-B-22", "N-B-23", "N-B-24", "N-B-25")
def test_what_this_level_cannot_solve_is_raised_and_the_answer_stands_on_the_sheet() -> None:
    play = complex_()
    assert {"本级专项工作组意见", "是否解决（本级）"} <= labels(play, own(play, "analyse"))
    play.do(analysed(play, solved="否"))
    assert play.keys(SEND) == {"held.owed"}
    assert labels(play, own(play, "raise_upper")) == {"建议响应等级", "报送的上级"}
    play.do(own(play, "raise_upper", {"response_level": "3"}, upper_unit="市政务服务局"))
    play.by("clerk")
    assert labels(play, own(play, "answer_upper")) == {"上级意见", "是否解决（上级）"}
    play.do(own(play, "answer_upper", {"solved_by_upper": "是"}, upper_opinion="由市级协调"))
    play.by("leader").do(SEND)
    sheet = {"response_level", "group_opinion", "solved_by_group", "upper_opinion",
             "solved_by_upper"}  # fmt: skip
    assert all(cells.known(play.ticket, key) for key in sheet)


@pytest.mark.clause("N-9.4-lv", "N-7.3.2-c")
def test_each_class_has_its_level_and_its_own_next_step() -> None:
    found = {}
    for category in ("general", "complex", "difficult"):
        play = Play().accepted(category)
        row = play.ctx.rules.category(category)
        assert row is not None
        first = offers.offers(play.ticket, play.ctx)[:1]
        group = ids(play.by("leader"))
        found[category] = (
            row.proposes["response_level"], bool(first and first[0] is AnsweredOnSpot),
            "analyse" in group, "raise_upper" in group,
        )  # fmt: skip
    assert found == {
        "general": ("1", True, False, False),
        "complex": ("2", False, True, False),
        "difficult": ("3", False, True, True),
    }


@pytest.mark.clause("N-9.5-a", "N-8.2.6-f")
def test_a_result_is_verified_and_called_back_before_it_is_closed() -> None:
    play = answered().fold(FedBack(way="phone"))
    done = Closed(outcome="solved", unrated_reason="走得急")
    assert play.keys(done) == {"step.call_back"}
    assert play.keys(CalledBack()) == {"held.owed"}
    assert labels(play, own(play, "verify")) == {"结果是否落实", "核查情况"}
    play.do(own(play, "verify", {"verified": "是"}, verify_note="证照已领"), CalledBack(), done)
    assert play.ticket.state == "closed"
    spot = Play().accepted("general").do(AnsweredOnSpot(result="已答复"))
    assert "verify" not in ids(spot)


@pytest.mark.clause("N-11.2.1-b")
def test_supervision_slips_are_numbered_and_wait_for_their_answer() -> None:
    play = Play().accepted("general").fold(SEND)
    slip = own(play, "supervise", {"supervised_unit": "人社窗口", "answer_by": "2026-04-10",
                                   "supervise_reason": "未按时完成"})  # fmt: skip
    assert play.keys(slip) == {"own.order"}, "nothing is late yet"
    play.at("2026-04-01 09:00").do(slip)
    play.do(msgspec.structs.replace(slip, number=2))
    assert [r.number for r in play.ticket.records] == [1, 2]
    answer = own(play, "answer_supervision", supervision_answer="已整改")
    play.do(answer)
    assert [bool(r.answered_at) for r in play.ticket.records[:2]] == [True, False]


@pytest.mark.clause("N-7.3.2-g", "N-7.3.2-h", "N-8.2.6-g")
def test_an_open_appeal_holds_the_archive_and_its_decision_may_reopen() -> None:
    play = closed()
    assert labels(play, own(play, "appeal")) == {"申诉方", "申诉理由"}
    play.do(own(play, "appeal", {"appellant": "反映人"}, appeal_reason="没有按承诺办"))
    assert play.keys(Archived()) == {"held.waiting"}
    play.by("leader").do(own(play, "decide_appeal", {"appeal_decision": "维持"},
                             appeal_note="核查属实"))  # fmt: skip
    (record, decision) = play.ticket.records[-2:]
    assert (record.answered_at, decision.actor) == (play.seconds, "L1")
    ticket = play.by("clerk").do(Archived(number="2026-00001")).ticket
    assert (ticket.state, ticket.archive_no) == ("archived", "2026-00001")


@pytest.mark.clause("N-11.2.1-c", "N-7.3.2-f")
def test_what_a_return_visit_finds_undone_is_ordered_redone() -> None:
    play = closed()
    redo = RedoOrdered(reason="回访时没有落实")
    assert play.keys(redo) == {"order.order_redo"}
    assert RedoOrdered not in offers.offers(play.ticket, play.ctx)
    play.do(own(play, "return_visit", {"carried_out": "否"}, visit_note="证照没有发"))
    assert RedoOrdered in offers.offers(play.ticket, play.ctx)
    ticket = play.do(redo).ticket
    assert (ticket.state, ticket.round, ticket.redo_reason) == ("redo", 1, "回访时没有落实")
    assert ticket.closed_at == 0
    assert ticket.past[0]["closed"]


@pytest.mark.clause("N-11.2.1-c")
def test_what_was_carried_out_stays_closed() -> None:
    play = closed()
    play.do(own(play, "return_visit", {"carried_out": "是"}, visit_note="都好"))
    assert play.keys(RedoOrdered(reason="x")) == {"order.order_redo"}


@pytest.mark.clause("N-11.2.2")
@pytest.mark.parametrize("ending", ["poor", "late", "mended"])
def test_a_serious_failure_is_to_be_mended_by_a_day_or_is_passed_on(ending: str) -> None:
    play = Play().accepted("general").fold(SEND).by("leader")
    assert "rectify" not in ids(play)
    play.do(own(play, "mark_serious", {"serious_kind": "较严重"}, serious_note="群众多次跑"))
    assert [a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)] == ["rectify"]
    play.do(own(play, "rectify", {"rectify_unit": "人社窗口", "rectify_by": "2026-03-20"},
                rectify_demand="一次性告知"))  # fmt: skip
    assert (play.ticket.records[-1].number, play.ticket.records[-1].due) == (1, "2026-03-20")
    if ending == "late":
        play.at("2026-03-21 09:00")
    else:
        poor = {"rectified": "整改不力" if ending == "poor" else "已整改"}
        play.by("clerk").do(own(play, "answer_rectify", poor, rectified_note="见书面"))
        play.by("leader")
    due = [a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)]
    assert due == ([] if ending == "mended" else ["pass_on"])
    if due:
        assert labels(play, own(play, "pass_on")) == {"转给哪个部门", "转交内容"}


@pytest.mark.clause("N-8.1.3")
def test_what_went_wrong_has_one_side_and_a_cause() -> None:
    play = answered()
    assert labels(play, own(play, "mark_wrong")) == {"责任在哪一方", "原因"}
    both = own(play, "mark_wrong", {"wrong_side": "有法定权限的部门、违反程序或时限的窗口",
                                    "wrong_cause": "不配合"})  # fmt: skip
    assert play.keys(both) == {"cell.choice"}


@pytest.mark.clause("N-8.1.2")
def test_a_matter_bears_labels_and_belongs_to_one_kind_of_trouble() -> None:
    play = answered()
    play.do(Labelled(labels=("很难办", "部门协调")))
    assert play.ticket.labels == ("很难办", "部门协调")
    assert play.keys(Labelled(labels=("很难办", "部门协调"))) == {"label.same"}
    odd = Labelled(labels=play.ticket.labels, choices={"reason_group": "办不了、很难办"})
    assert play.keys(odd) == {"cell.choice"}
    play.do(msgspec.structs.replace(odd, choices={"reason_group": "很难办"}))
    assert play.ticket.cells["reason_group"] == "很难办"
    assert play.keys(msgspec.structs.replace(odd, choices={"reason_group": "很难办"})) == {
        "label.same"
    }


@pytest.mark.clause("N-8.2.6-c")
def test_who_was_asked_at_the_counter_and_what_they_said_is_kept() -> None:
    play = Play().accepted("general")
    assert labels(play, own(play, "ask_window")) == {"联系了谁", "答复内容"}
    play.do(own(play, "ask_window", contacted_who="齐望舒", window_reply="材料齐了就收"))
    record = play.ticket.records[-1]
    assert (record.at, record.cells["contacted_who"]) == (play.seconds, "齐望舒")


@pytest.mark.clause("N-6.2")
def test_a_consultation_keeps_who_was_there_and_what_came_of_it() -> None:
    play = complex_()
    assert labels(play, own(play, "meet")) == {"会商日期", "参加部门和人员", "会商意见"}
    assert "meet" not in ids(Play().accepted("general").by("leader"))


@pytest.mark.clause("N-7.2.2-b")
def test_mediation_is_recorded_where_the_hall_has_a_room() -> None:
    play = answered()
    play.do(own(play, "mediate", {"mediated_on": "2026-03-11"}, mediated_people="双方",
                mediated_result="谈妥"))  # fmt: skip
    assert play.ticket.records[-1].cells["mediated_people"] == "双方"
    acts = tuple(a for a in play.regime.acts if a.id != "mediate")
    play.regime = msgspec.structs.replace(play.regime, acts=acts)
    assert "mediate" not in ids(play)


@pytest.mark.clause("N-10.4")
def test_a_closed_matter_holds_every_step_of_the_loop() -> None:
    play = closed()
    marks = play.ticket.marks
    assert {"register", "dispatch", "receive_result", "feed_back", "verify", "call_back"} <= set(
        marks
    )


@pytest.mark.clause("N-11.2.1-a")
def test_a_department_is_urged_and_it_is_logged() -> None:
    play = Play().accepted("general").fold(SEND)
    play.do(own(play, "urge", {"urged_way": "电话"}, urged_who="齐望舒"))
    assert play.ticket.records[-1].act == "urge"


@pytest.mark.clause("N-7.1.2")
@pytest.mark.parametrize(
    "channel", ["h12345", "good_bad", "board", "media_board", "leader_box", "department"]
)
def test_where_a_demand_came_from_is_told_its_result_once(channel: str) -> None:
    play = Play()
    told = play.registered(channel=channel)
    numbered = msgspec.structs.replace(told, texts={**told.texts, "source_no": "W-7"})
    play.do(numbered, Accepted(category="general", regime="-", calendars={}))
    assert play.ticket.cells["source_no"] == "W-7"
    play.fold(SEND, TAKE, RESULT).do(FedBack(way="phone"), CalledBack())
    assert "return_result" not in ids(play)
    play.do(Closed(outcome="solved", unrated_reason="走得急"))
    assert [a.id for a in owed.owed(play.ctx.rules, play.ticket, play.seconds)] == ["return_result"]
    assert play.keys(Archived(number="2026-00001")) == {"held.owed"}
    play.do(own(play, "return_result", returned_way="平台回传"))
    assert play.keys(own(play, "return_result", returned_way="平台回传")) == {"own.order"}
    assert play.refused(Archived(number="2026-00001")) == ()


@pytest.mark.clause("N-7.1.2")
def test_who_came_to_the_window_is_told_there() -> None:
    assert "return_result" not in ids(closed())


@pytest.mark.clause("N-8.2.6")
@pytest.mark.parametrize("scope", ["refused_or_late", "suggestion"])
def test_a_demand_and_a_suggestion_are_both_registered_and_urged(scope: str) -> None:
    play = Play()
    play.do(play.registered(scope=scope), Accepted(category="general", regime="-", calendars={}))
    play.do(SEND).do(own(play, "urge", {"urged_way": "电话"}, urged_who="齐望舒"))
    play.do(own(play, "urge", {"urged_way": "当面"}, urged_who="齐望舒"))
    assert play.ticket.scope == scope
    assert [r.cells["urged_way"] for r in play.ticket.records if r.act == "urge"] == [
        "电话", "当面",
    ]  # fmt: skip

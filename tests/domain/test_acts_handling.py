"""Handling, extending, talking, closing: what each act refuses, and what it changes."""

from typing import Any

import msgspec
import pytest

from app.domain import extension
from app.domain.acts.act import Act, Unknown
from app.domain.acts.closing import Closed, ClosedUnsolved, RedoOrdered
from app.domain.acts.desk import (
    DeskAct,
    DeskDay,
    HandedOver,
    HandOver,
    LedgerReviewed,
    RegimeAdopted,
    SignedIn,
    TakenOver,
)
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted, ExtensionRefused, Told
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import (
    AnsweredOnSpot,
    CannotDoFound,
    Classified,
    Contacted,
    Dispatched,
    Reclassified,
    ResultReceived,
    Taken,
)
from app.domain.acts.rating import CitizenLeft, PressKept, Rated, RatingAsked, RatingTimedOut
from app.domain.acts.record import Corrected, Noted, Voided
from app.domain.acts.viewing import Viewed
from app.domain.clock import local
from app.domain.offers import missing, offers, on_record
from app.domain.outlook import outlook
from app.domain.ticket import Stamp, Ticket
from tests.domain.playing import NUMBER, Play, fields_of, instant

BEHALF: Any = {"who": "齐望舒", "how": "phone"}
SEND = Dispatched(department="人社窗口", content="请办理", slip_no=1)
ANSWER = ResultReceived(result="已办", **BEHALF)


def away(regime: str = "national", category: str = "general") -> Play:
    return sent(Play(regime).accepted(category))


def sent(play: Play) -> Play:
    role = "supervision" if play.regime.id == "pingyi" else ""
    play.settle("dispatch")
    play = play.role(role) if role else play
    return play.do(play.filled(SEND)).by("clerk")


def talked(regime: str = "national", category: str = "general") -> Play:
    play = away(regime, category).do(ANSWER, FedBack(way="phone", **BEHALF))
    call = CalledBack(number="199", started_at=play.seconds - 60, ended_at=play.seconds)
    return play.do(call)


def rated(level: str) -> Play:
    play = talked().do(RatingAsked(source="pad"))
    assert play.ticket.asking is not None
    return play.do(Rated(source="pad", level=level, ask=play.ticket.asking.ref))


# --- classes -----------------------------------------------------------------------------------


def test_a_class_is_one_of_the_profile_and_another_one_has_a_reason() -> None:
    play = Play().accepted("general")
    assert fields_of(play.refused(Classified(category="x"))) == {"category": "category.missing"}
    assert fields_of(play.refused(Classified(category="complex"))) == {"reason": "field.blank"}
    assert play.do(Classified(category="general")).ticket.category == "general"
    same = Reclassified(category="general", reason="x")
    assert fields_of(play.refused(same)) == {"category": "category.same"}
    assert play.do(Reclassified(category="complex", reason="x")).ticket.category == "complex"


# --- away --------------------------------------------------------------------------------------


@pytest.mark.clause("N-9.3-b")
def test_a_group_may_set_a_shorter_limit_never_a_longer_one() -> None:
    play = Play().accepted("complex").by("leader").ready_for(SEND)
    late = msgspec.structs.replace(SEND, stated_due=instant("2026-04-30 17:30"))
    late = msgspec.structs.replace(late, texts={"confirmed_with": "齐望舒"})
    soon = msgspec.structs.replace(SEND, stated_due=instant("2026-03-13 17:30"))
    assert fields_of(play.refused(late)) == {"stated_due": "dispatch.stated_due"}
    assert play.do(soon).ticket.stated_due == instant("2026-03-13 17:30")
    assert "decided" in play.ticket.marks


def test_a_class_without_a_group_has_no_stated_limit() -> None:
    play = Play().accepted("general")
    act = msgspec.structs.replace(SEND, stated_due=instant("2026-03-13 17:30"))
    assert fields_of(play.refused(act)) == {"stated_due": "dispatch.no_group_limit"}


@pytest.mark.clause("C-4-3b")
def test_a_call_nobody_answered_stops_no_clock() -> None:
    play = away("chongming").do(Taken(**BEHALF))
    play.do(Contacted(reached=False, text="没人接", **BEHALF))
    assert "contacted" not in play.ticket.marks
    play.do(Contacted(text="已说明", **BEHALF))
    assert "contacted" in play.ticket.marks


def test_that_it_cannot_be_done_is_found_once() -> None:
    play = away().do(CannotDoFound(reason="法规不允许", **BEHALF))
    assert play.keys(CannotDoFound(reason="又一次", **BEHALF)) == {"cannot_do.twice"}


def test_an_outcome_is_one_of_three() -> None:
    act = ResultReceived(result="已办", outcome="perhaps", **BEHALF)
    assert fields_of(away().refused(act)) == {"outcome": "word.unknown"}


def test_a_cannot_do_answer_is_evidence_for_the_file() -> None:
    act = ResultReceived(result="不能办", outcome="cannot_do", explanation="法规不允许", **BEHALF)
    play = away().do(act)
    assert "evidence_received" in play.ticket.marks
    assert play.ticket.explanation == "法规不允许"


# --- extensions --------------------------------------------------------------------------------


def asked_for(play: Play, amount: int = 5) -> ExtensionAsked:
    return ExtensionAsked(
        reason="要外地核实", amount=amount, old_due=instant("2026-03-18 17:30"),
        new_due=instant("2026-03-25 17:30"), **BEHALF,
    )  # fmt: skip


def test_where_no_rule_extends_there_is_no_extension() -> None:
    play = away("xiufeng", "consult")
    assert "extension.none" in play.keys(asked_for(play))
    assert play.keys(Told(whom="citizen", way="phone")) == {"extension.not_granted"}
    assert "ask_extension" not in names(play)
    assert "power.post" in away("chongming").keys(asked_for(play))


def test_an_extension_without_a_due_is_refused() -> None:
    play = Play("national", "2030-03-11 09:00").accepted("general").do(SEND)
    assert "extension.no_due" in play.keys(asked_for(play))


@pytest.mark.parametrize(("amount", "key"), [(0, "extension.amount"), (11, "extension.too_long")])
def test_an_extension_has_a_size_within_the_rule(amount: int, key: str) -> None:
    play = away()
    assert fields_of(play.refused(asked_for(play, amount))) == {"amount": key}


def test_an_extension_is_decided_before_the_old_due_by_whom_the_rule_names() -> None:
    play = away()
    assert play.by("leader").keys(ExtensionGranted()) == {"extension.none_waiting"}
    play.by("clerk").do(asked_for(play)).by("leader")
    assert play.at("2026-03-18 17:31").keys(ExtensionGranted()) == {"extension.too_late"}
    assert play.refused(ExtensionRefused(reason="迟了")) == ()
    play.at("2026-03-18 17:30").do(ExtensionGranted())
    assert play.keys(ExtensionGranted()) == {"extension.none_waiting"}


def test_an_approver_with_the_power_but_not_the_role_is_refused() -> None:
    play = away()
    play.do(asked_for(play)).by("leader")
    rule = play.regime.extensions[0]
    other = msgspec.structs.replace(play.regime, extensions=(
        msgspec.structs.replace(rule, approver="upper"),))  # fmt: skip
    play.regime = other
    assert play.keys(ExtensionGranted()) == {"extension.approver"}


@pytest.mark.clause("N-9.4-b2")
def test_the_new_date_is_told_in_time_once_to_whom_the_rule_names() -> None:
    play = away()
    play.do(asked_for(play)).by("leader").do(ExtensionGranted()).by("clerk")
    assert fields_of(play.refused(Told(whom="press", way="phone"))) == {"whom": "word.unknown"}
    assert fields_of(play.refused(Told(whom="citizen", way="smoke"))) == {"way": "word.unknown"}
    play.do(Told(whom="citizen", way="phone"))
    assert play.keys(Told(whom="citizen", way="phone")) == {"extension.told_twice"}
    play.at("2026-03-18 17:31")
    assert play.keys(Told(whom="window", way="phone")) == {"extension.told_late"}


def test_a_decision_that_arrives_without_its_question_changes_nothing() -> None:
    play = away()
    before = play.ticket
    play.fold(ExtensionGranted(), ExtensionRefused(reason="x"), Told(whom="citizen", way="phone"))
    assert play.ticket.extensions == before.extensions == ()


# --- talk --------------------------------------------------------------------------------------


def test_feedback_has_a_known_way() -> None:
    play = away().do(ANSWER)
    assert fields_of(play.refused(FedBack(way="pigeon"))) == {"way": "word.unknown"}


@pytest.mark.clause("C-4-4a", "N-7.3.2-e")
def test_three_calls_nobody_answered_stand_for_a_call_back() -> None:
    play = away().do(ANSWER, FedBack(way="phone")).ready_for(CalledBack())
    assert fields_of(play.refused(CalledBack(reached=False))) == {"number": "field.blank"}
    failed = CalledBack(
        number="199", started_at=play.seconds - 60, ended_at=play.seconds, reached=False
    )
    play.do(failed, failed)
    assert play.keys(RatingAsked(source="pad")) == {"step.call_back"}
    play.do(failed)
    assert play.refused(RatingAsked(source="pad")) == ()


@pytest.mark.clause("N-7.3.2-e")
@pytest.mark.parametrize(("start", "end"), [(0, 0), (60, 120), (-60, 60)])
def test_a_call_lies_in_the_past_and_ends_after_it_began(start: int, end: int) -> None:
    play = away().do(ANSWER, FedBack(way="phone")).ready_for(CalledBack())
    now = play.seconds
    call = CalledBack(number="199", started_at=start and now + start, ended_at=end and now + end)
    assert fields_of(play.refused(call)) == {"started_at": "call.times"}


def test_whether_it_is_solved_is_a_word_of_the_profile() -> None:
    play = away().do(ANSWER, FedBack(way="phone")).ready_for(CalledBack())
    assert fields_of(play.refused(CalledBack(solved="maybe"))) == {"solved": "word.unknown"}


# --- rating ------------------------------------------------------------------------------------


def test_only_a_device_of_the_citizen_is_asked() -> None:
    assert fields_of(talked().refused(RatingAsked(source="clerk"))) == {"source": "word.unknown"}


def test_a_given_rating_is_not_asked_for_again_nor_given_twice() -> None:
    play = rated("4")
    assert play.keys(RatingAsked(source="pad", approved_by="L1")) == {"rating.given"}
    assert play.keys(Rated(source="pad", level="5", ask="T:9")) == {"rating.given"}


def test_a_rating_has_a_level_of_the_profile_and_a_source_that_is_the_citizens() -> None:
    play = talked().do(RatingAsked(source="pad"))
    assert play.ticket.asking is not None
    ref = play.ticket.asking.ref
    assert fields_of(play.refused(Rated(source="pad", level="9", ask=ref))) == {
        "level": "word.unknown"
    }
    assert fields_of(play.refused(Rated(source="clerk", level="5", ask=ref))) == {
        "source": "word.unknown"
    }
    assert play.keys(Rated(source="pad", level="5", ask="T:1")) == {"rating.not_asked"}


def test_a_recorded_rating_needs_a_call_by_number() -> None:
    play = away().do(ANSWER, FedBack(way="phone"))
    assert play.keys(Rated(source="callback", level="5", number="199")) == {"rating.no_call"}
    play = talked()
    assert play.keys(Rated(source="callback", level="5")) == {"rating.no_call"}
    recorded = Rated(source="callback", level="5", number="199")
    assert play.refused(recorded) == ()
    assert play.do(RatingAsked(source="pad")).keys(recorded) == {"rating.going_on"}


def test_there_is_nothing_to_reveal_before_a_rating() -> None:
    assert talked().keys(CitizenLeft()) == {"rating.none"}


def test_a_press_out_of_place_is_only_counted() -> None:
    play = talked().fold(PressKept(key=5, reason="idle"))
    assert (play.ticket.kept_presses, play.ticket.rating) == (1, None)


# --- the end -----------------------------------------------------------------------------------


@pytest.mark.clause("N-8.2.6-d", "N-4.2")
def test_a_closing_has_an_outcome_and_an_explained_one_its_words() -> None:
    play = talked()
    unrated = "群众已离开"
    bare = Closed(unrated_reason=unrated)
    assert fields_of(play.refused(bare)) == {"outcome": "close.outcome"}
    wordless = talked()
    wordless.ticket = msgspec.structs.replace(wordless.ticket, result="")
    explained = Closed(outcome="explained", unrated_reason=unrated)
    assert fields_of(wordless.refused(explained)) == {"outcome": "close.explanation"}


def test_nothing_is_closed_over_an_open_asking() -> None:
    play = talked().do(RatingAsked(source="pad"))
    assert play.keys(Closed(outcome="solved", unrated_reason="x")) == {"rating.going_on"}
    assert play.keys(ClosedUnsolved(reason="x", explanation="y")) == {"rating.going_on"}
    assert play.keys(RedoOrdered(reason="x")) == {"rating.going_on"}
    assert offers(play.ticket, play.ctx) == ()
    assert on_record(play.ticket, play.ctx) == ()
    assert missing(play.ticket, play.ctx) is None


@pytest.mark.clause("N-9.5-c", "N-7.3.2-f")
def test_a_bad_rating_is_seen_first_and_then_sends_the_matter_back() -> None:
    play = rated("1")
    assert play.keys(Closed(outcome="solved")) == {"rating.hidden"}
    assert play.keys(RedoOrdered(reason="x")) == {"rating.hidden"}
    play.do(CitizenLeft())
    assert play.keys(Closed(outcome="solved")) == {"close.rework"}
    assert "close" not in names(play)
    play.do(RedoOrdered(reason="结果不符合指南"))
    assert (play.ticket.state, play.ticket.round) == ("redo", 1)
    assert play.ticket.past[0]["rated"]


def test_there_are_no_more_rounds_than_the_profile_has() -> None:
    play = talked()
    play.ticket = msgspec.structs.replace(play.ticket, round=2)
    assert play.keys(RedoOrdered(reason="x")) == {"redo.rounds"}
    assert "order_redo" not in names(play)


@pytest.mark.parametrize("regime", ["national", "xiufeng", "chongming", "pingyi", "songjiang"])
def test_what_is_sent_back_is_answered_without_going_the_way_to_the_department_again(
    regime: str,
) -> None:
    category = {"xiufeng": "help_general", "songjiang": "simple"}.get(regime, "general")
    play = sent(Play(regime).accepted(category)).do(Taken(**BEHALF))
    if regime == "songjiang":
        play.do(Classified(category=category, **BEHALF))
    first = play.filled(ResultReceived(result="已办", statement="已处理", **BEHALF))
    play.do(first)
    objection = {"objection": "有异议"} if regime == "songjiang" else {}
    play.do(play.filled(FedBack(way="phone", opinion="不行", choices=objection, **BEHALF)))
    play.do(RedoOrdered(reason="仍被退回"))
    assert "receive_result" in names(play)
    play.do(play.filled(first))
    assert "close" not in names(play), "what follows from the result has to come anew"
    assert "step.feed_back" in play.keys(Closed(outcome="solved"))


# --- offers ------------------------------------------------------------------------------------


def names(play: Play) -> list[str]:
    return [a.NAME for a in offers(play.ticket, play.ctx)]


def test_what_is_awaited_from_a_department_comes_before_sending_again() -> None:
    assert names(Play().accepted("general"))[:2] == ["answer_on_spot", "dispatch"]
    play = away()
    assert names(play)[0] == "take"
    assert names(play)[-1] == "dispatch"


def test_a_notice_is_told_and_a_granted_extension_is_told() -> None:
    play = away("xiufeng", "help_general")
    assert "tell" not in names(play)
    play.fold(asked_for(play))
    assert "tell" in names(play)
    play.fold(Told(whom="citizen", way="phone"))
    assert "tell" not in names(play)
    other = away()
    other.fold(asked_for(other))
    assert "tell" not in names(other)
    assert "grant_extension" in names(other.by("leader"))
    other.fold(ExtensionGranted()).by("clerk")
    assert "tell" in names(other)


def test_a_hidden_rating_leaves_one_thing_to_do_and_only_to_whom_may() -> None:
    play = rated("5")
    assert names(play) == ["citizen_left"]
    assert names(play.by("leader")) == []
    assert missing(play.ticket, play.ctx) is None


def test_why_it_cannot_be_closed_yet_is_one_sentence() -> None:
    play = away()
    assert missing(play.ticket, play.ctx) is None
    play.do(ANSWER)
    found = missing(play.ticket, play.ctx)
    assert found is not None
    assert found.key == "step.feed_back"


def test_who_registered_it_does_not_void_it() -> None:
    play = Play().by("leader", "C1")
    play.ticket = Play().accepted().ticket
    assert "void" not in {a.NAME for a in on_record(play.ticket, play.ctx)}
    assert "void" in {a.NAME for a in on_record(play.ticket, play.by("leader", "L1").ctx)}


# --- the record and the desk -------------------------------------------------------------------


def test_a_correction_of_what_may_not_be_corrected_changes_nothing() -> None:
    play = Play().accepted()
    assert play.fold(Corrected(field="state", old="x", new="closed")).ticket.state == "accepted"
    assert play.fold(Corrected(field="matter", old="x", new="")).ticket.matter == "社保卡补换"


@pytest.mark.parametrize(
    "act",
    [
        SignedIn(name="周晓岚", roles=("officer",)), HandedOver(to="C2"),
        LedgerReviewed(tickets=("A", "A", "B")),
        RegimeAdopted(regime="national", digest="d", start="2026-03-11"),
    ],
    ids=lambda a: type(a).__name__,
)  # fmt: skip
def test_an_act_of_the_desk_touches_no_ticket(act: Act) -> None:
    ticket = Ticket(state="closed")
    assert act.evolve(ticket, Stamp("desk:x", 1, "C1", "T", 1)) is ticket


def test_the_day_of_the_desk_is_folded() -> None:
    stamp, day = Stamp("desk:x", 7, "C1", "T", 1), DeskDay()
    day = SignedIn(name="周晓岚").on_desk(day, stamp)
    day = HandedOver(to="C2").on_desk(day, stamp)
    over = HandOver(ref="T:1", at=7, by="C1", to="C2")
    day = LedgerReviewed(tickets=("A", "A", "B")).on_desk(day, stamp)
    day = RegimeAdopted(regime="national", digest="d", start="2026-03-11").on_desk(day, stamp)
    day = Viewed(page="ticket", ticket="A").on_desk(day, stamp)
    assert day == DeskDay(
        sign_ins=((7, "C1", "周晓岚"),), hand_overs=(over,), reviewed=("A", "B"),
        adoptions=((7, "national", "d"),), views=((7, "C1", "ticket", "A"),),
    )  # fmt: skip


def test_a_hand_over_is_countersigned_once() -> None:
    stamp, later = Stamp("desk:x", 7, "C1", "T", 1), Stamp("desk:x", 9, "C2", "T", 2)
    given = HandedOver(
        to="C2", tickets=("A", "B"), remarks="下午来电", checks=("ok 评价器",), note="纸在左边"
    )
    day = given.on_desk(DeskDay(), stamp)
    assert day.hand_overs[0].talk == (("A", "下午来电"), ("B", ""))
    day = TakenOver(of="T:1", ticked=("A",)).on_desk(day, later)
    again = TakenOver(of="T:1", ticked=("B",)).on_desk(day, Stamp("desk:x", 11, "C3", "T", 3))
    assert again == day
    assert (day.hand_overs[0].taken_by, day.hand_overs[0].taken_at) == ("C2", 9)
    assert TakenOver(of="T:9").on_desk(day, later) == day


def test_nobody_hands_the_desk_to_himself() -> None:
    play = Play()
    play.ticket = Ticket(state="registered")
    assert fields_of(play.refused(HandedOver(to="C1"))) == {"to": "hand_over.self"}


def test_a_note_needs_words() -> None:
    assert fields_of(Play().accepted().refused(Noted(text=" "))) == {"text": "field.blank"}


def test_an_end_without_its_asking_is_odd() -> None:
    play = talked().fold(RatingTimedOut(ask="T:1"))
    assert [o.kind for o in play.ticket.odd] == ["RatingTimedOut"]
    assert play.ticket.no == NUMBER


def test_settled_at_the_counter_is_told_in_the_same_breath() -> None:
    play = Play().accepted("general").do(AnsweredOnSpot(result="已答复"))
    assert {"answered", "fed_back", "contacted"} <= set(play.ticket.marks)


def test_an_instant_between_its_cause_and_now_counts_from_then() -> None:
    play = away().at("2026-03-11 11:00")
    play.do(Taken(happened_at=instant("2026-03-11 10:00"), **BEHALF))
    assert play.ticket.marks["taken"] == instant("2026-03-11 10:00")


def test_an_entry_nobody_can_read_stands_on_the_odd_list() -> None:
    play = away().fold(Unknown(kind_name="Frobnicated"))
    assert [(o.kind, o.state) for o in play.ticket.odd] == [("Frobnicated", "dispatched")]
    assert DeskAct().on_desk(DeskDay(), Stamp("desk:x", 7, "C1", "T", 1)) == DeskDay()


def test_a_leader_who_registered_it_does_not_void_it() -> None:
    play = Play().accepted().by("leader", "C1")
    assert play.keys(Voided(reason="重复")) == {"void.self"}
    assert rated("4").by("leader").keys(Voided(reason="重复")) == {"void.rated"}


@pytest.mark.clause("X-10-3-1b")
def test_a_notice_names_a_later_date() -> None:
    play = away("xiufeng", "help_general")
    same = msgspec.structs.replace(asked_for(play), new_due=play.seconds)
    assert fields_of(play.refused(same)) == {"new_due": "extension.not_later"}


def test_a_redo_starts_without_what_was_left_of_an_extension() -> None:
    play = away()
    play.do(asked_for(play)).by("leader").do(ExtensionGranted()).by("clerk")
    play.do(Told(whom="citizen", way="phone"), Told(whom="window", way="phone"))
    assert due(play) == "2026-03-25 17:30"
    play.do(ANSWER, FedBack(way="phone"))
    play.do(RedoOrdered(reason="结果不符合指南"))
    assert due(play) == "2026-03-18 17:30"
    assert "extension.count" in play.do(SEND).keys(asked_for(play))


@pytest.mark.clause("N-9.4-c")
def test_found_late_is_answered_by_the_close_of_the_day_it_was_found() -> None:
    play = away().at("2026-03-18 10:00")
    play.do(CannotDoFound(reason="法规不允许", **BEHALF))
    assert due(play) == "2026-03-18 17:30"
    assert due(away().do(CannotDoFound(reason="法规不允许", **BEHALF))) == "2026-03-16 17:30"


def test_a_class_without_a_limit_of_its_own_has_no_due() -> None:
    play = Play().accepted()
    play.ticket = msgspec.structs.replace(play.ticket, category="gone")
    assert outlook(play.ctx.rules, play.ticket).resolve is None


def test_a_limit_may_start_where_another_is_due() -> None:
    play = away()
    after = msgspec.structs.replace(
        play.regime.limits[1], id="x-after", stage="feedback", start="due", end="fed_back",
        amount=2, unit="work_day", target_unit=None,
    )  # fmt: skip
    play.regime = msgspec.structs.replace(play.regime, limits=(*play.regime.limits, after))
    found = outlook(play.ctx.rules, play.ticket).of_stage("feedback")
    assert found is not None
    assert found.start == instant("2026-03-18 17:30")
    assert found.due == instant("2026-03-20 17:30")


def due(play: Play) -> str:
    resolve = outlook(play.ctx.rules, play.ticket).resolve
    assert resolve is not None
    assert resolve.due is not None
    return f"{local(resolve.due):%Y-%m-%d %H:%M}"


@pytest.mark.clause("N-9.4-b1")
def test_an_extension_asked_a_minute_late_is_refused() -> None:
    play = away()
    asked = asked_for(play)
    assert play.at("2026-03-18 17:31").keys(asked) == {"extension.too_late"}


def test_where_nothing_can_be_extended_there_is_no_new_due() -> None:
    play = away("xiufeng", "consult")
    assert extension.due_after(play.ctx.rules, play.ticket, 3) == 0


def test_who_may_not_change_a_class_may_still_settle_it() -> None:
    clerk = Play("chongming").accepted("general")
    assert "classify" in names(clerk)
    assert "reclassify" not in names(clerk)
    both = Play().accepted("general")
    assert "reclassify" in names(both)
    assert "classify" not in names(both)

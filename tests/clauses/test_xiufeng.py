"""The clauses of Xiufeng, played through its profile: what is refused, owed, and written."""

import msgspec
import pytest

from app.domain import cells, offers, owed
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed
from app.domain.acts.extending import ExtensionAsked, Told
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted, Declined, Registered
from app.domain.acts.own import Recorded
from app.domain.acts.rating import CitizenLeft, Rated, RatingAsked
from app.domain.acts.record import Archived, Linked
from app.domain.outlook import outlook
from tests.domain.playing import Play, fields_of, instant

SEND = Dispatched(department="人社窗口", content="请办理", slip_no=1)
TAKE = Taken(who="齐望舒", how="phone")
ANSWER = ResultReceived(result="已按指南受理", who="齐望舒", how="paper")
TELL = FedBack(way="phone", texts={"told_opinion": "希望少跑一趟"})


def bare(made: Play, **fields: object) -> Registered:
    """A registration without a single cell of the profile."""
    return msgspec.structs.replace(made.registered(**fields), choices={}, texts={})


def play(category: str = "help_general", **fields: object) -> Play:
    made = Play("xiufeng")
    made.do(made.filled(bare(made, **fields)))
    return made.do(Accepted(category=category, regime="-", calendars={}))


def sent(category: str = "help_general", **fields: object) -> Play:
    made = play(category, **fields).settle("dispatch")
    return made.do(made.filled(SEND))


def answered(category: str = "help_general", **fields: object) -> Play:
    made = sent(category, **fields).do(TAKE)
    return made.do(made.filled(ANSWER))


def told(**fields: object) -> Play:
    return answered(**fields).do(TELL)  # type: ignore[arg-type]  # fields of the registration


def rated(level: str, made: Play) -> Play:
    made.do(RatingAsked(source="pad"))
    assert made.ticket.asking is not None
    made.do(Rated(source="pad", level=level, ask=made.ticket.asking.ref))
    return made.do(CitizenLeft())


def ended(made: Play) -> Play:
    return made.settle("close").do(made.filled(Closed(outcome="solved")))


def names(made: Play) -> list[str]:
    return [a.id for a in offers.own_offers(made.ticket, made.ctx)]


def labels(made: Play, act: Act) -> set[str]:
    return {r.facts.get("label", r.key) for r in made.refused(act)}  # type: ignore[misc]


@pytest.mark.clause("X-2", "X-7-1")
def test_whether_it_was_tried_online_or_offline_is_asked_of_what_is_in_scope() -> None:
    made = Play("xiufeng")
    empty = bare(made, scope="not_accepted_or_done")
    assert fields_of(made.refused(empty)) == {"submitted_way": "cell.blank"}
    both = msgspec.structs.replace(empty, choices={"submitted_way": "路上"})
    assert fields_of(made.refused(both)) == {"submitted_way": "cell.choice"}
    made.do(made.filled(empty, submitted_way="线上"))
    accepted = Accepted(category="help_general", regime="-", calendars={})
    assert made.do(accepted).ticket.cells["submitted_way"] == "线上"
    assert made.keys(accepted) == {"order.accept"}


@pytest.mark.clause("X-3")
def test_class_loop_and_cooperating_units_can_be_read_off_the_ticket() -> None:
    made = play("help_complex").settle("dispatch")
    ticket = made.do(made.filled(msgspec.structs.replace(SEND, assisting=("医保窗口",)))).ticket
    assert (ticket.category, ticket.assisting) == ("help_complex", ("医保窗口",))
    assert {"accepted", "screen", "dispatched"} <= ticket.marks.keys()


@pytest.mark.clause("X-6")
@pytest.mark.parametrize("channel", ["h12345", "business_zone", "rating"])
def test_what_another_platform_sent_keeps_its_number_and_gets_its_result(channel: str) -> None:
    made = Play("xiufeng")
    assert labels(made, bare(made, channel=channel)) == {"办事途径", "来源平台的编号"}
    made = rated("3", told(channel=channel))
    ended(made)
    assert made.ticket.channel == channel
    assert made.ticket.cells["source_no"]
    assert made.keys(Archived()) == {"held.owed"}
    assert "return_result" in names(made)
    made.write("return_result").do(Archived(number="2026-00001"))


@pytest.mark.clause("X-9-1", "X-9-2a")
def test_the_four_channels_and_another_one_with_its_name() -> None:
    made = Play("xiufeng")
    for channel in ("platform", "app", "h12345", "window"):
        assert "word.unknown" not in made.keys(bare(made, channel=channel))
    assert "其他渠道是哪一种" in labels(made, bare(made, channel="other"))
    assert "channel" in fields_of(made.refused(bare(made, channel="pigeon")))
    by_hand = made.filled(bare(made, channel="h12345"))
    made.do(by_hand, Accepted(category="consult", regime="-", calendars={}))
    assert made.ticket.marks["accepted"] == made.seconds


@pytest.mark.clause("X-7-2")
def test_one_visit_has_to_be_explained_where_several_are_meant() -> None:
    made = Play("xiufeng")
    once = bare(made, scope="several_visits", visits=1)
    assert "visits_note" in fields_of(made.refused(once))
    assert "visits_note" not in fields_of(made.refused(msgspec.structs.replace(once, visits=2)))


@pytest.mark.clause("X-7-3", "X-7-6")
def test_doubt_is_taken_as_it_is_and_other_needs_its_text() -> None:
    made, accept = Play("xiufeng"), Accepted(category="help_general", regime="-", calendars={})
    made.do(made.filled(bare(made, scope="result_doubt"))).do(accept)
    made = Play("xiufeng")
    made.do(made.filled(bare(made, scope="other")))
    assert fields_of(made.refused(accept)) == {"scope_text": "scope.text"}


@pytest.mark.clause("X-7-4")
def test_mutual_conditions_name_a_second_department() -> None:
    made = Play("xiufeng")
    found = fields_of(made.refused(bare(made, scope="mutual_precondition")))
    assert found["other_department"] == "cell.blank"


@pytest.mark.clause("X-8")
@pytest.mark.parametrize("reason", ["legal", "lawsuit", "petition", "private_dispute"])
def test_out_of_scope_is_explained_with_department_and_contact(reason: str) -> None:
    made = Play("xiufeng")
    made.do(made.filled(bare(made)))
    short = Declined(reason=reason)
    assert fields_of(made.refused(short)).keys() == {
        "explanation", "told_department", "told_contact",
    }  # fmt: skip
    noted = Declined(reason=reason, explanation="不属于受理范围", told_department="信访部门",
                     told_contact="没有查到电话")  # fmt: skip
    assert made.refused(noted) == ()
    assert "reason_text" in fields_of(
        made.refused(msgspec.structs.replace(noted, reason="other_outside"))
    )


@pytest.mark.clause("X-9-2-1a")
def test_the_office_screens_then_the_department_is_urged_and_claims() -> None:
    made = play().settle("close")
    assert made.keys(SEND) == {"held.owed"}
    assert made.keys(made.recorded("screen")) == {"power.missing"}, "the office alone"
    made.role("office").do(made.recorded("screen", duty="责任明确")).by("clerk")
    screen = next(r for r in made.ticket.records if r.act == "screen")
    assert (screen.actor, screen.at) == ("L1", made.seconds)
    made.do(made.filled(SEND))
    assert made.keys(made.filled(ANSWER)) == {"step.take"}
    assert "urge" in names(made)
    made.write("urge").write("urge")
    assert [r.act for r in made.ticket.records if r.act == "urge"] == ["urge", "urge"]
    made.do(TAKE)
    assert "urge" not in names(made)


@pytest.mark.clause("X-9-2-1b")
def test_where_duty_is_unclear_the_group_sets_department_and_limit() -> None:
    made = play().settle("close")
    made.role("office").do(made.recorded("screen", duty="责任不明确"))
    before = outlook(made.ctx.rules, made.ticket).resolve
    assert before is not None
    assert before.due == instant("2026-03-12 17:30"), "until then the class limit runs"
    for role in ("clerk", "office", "supervisor_office"):
        assert made.role(role).keys(SEND) == {"step.by"}
    made.role("leading_group")
    assert {"limit.missing", "cell.blank"} == made.keys(SEND)
    assert {"领导小组参加人", "领导小组研究日期"} <= labels(made, SEND)
    stated = msgspec.structs.replace(SEND, stated_due=instant("2026-03-25 17:30"))
    made.do(made.filled(stated))
    after = outlook(made.ctx.rules, made.ticket).resolve
    assert after is not None
    assert (after.limit, after.due) == ("x-group", instant("2026-03-25 17:30"))


@pytest.mark.clause("X-9-2-1b")
def test_where_duty_is_clear_nobody_sets_a_limit_of_their_own() -> None:
    made = play().settle("dispatch")
    stated = msgspec.structs.replace(SEND, stated_due=instant("2026-03-25 17:30"))
    assert fields_of(made.refused(made.filled(stated)))["stated_due"] == "dispatch.no_group_limit"


@pytest.mark.clause("X-9-2-2", "X-10-3-3")
def test_what_cannot_be_done_is_explained_by_both_sides_and_never_ends_as_solved() -> None:
    made = sent().do(TAKE)
    cannot = msgspec.structs.replace(ANSWER, outcome="cannot_do")
    found = fields_of(made.refused(made.filled(cannot)))
    assert found.keys() == {"basis_document", "statement", "explanation"}
    full = msgspec.structs.replace(cannot, basis_document="条例第三条", statement="情况说明",
                                   explanation="条件不符")  # fmt: skip
    made.do(made.filled(full), TELL)
    rated("2", made)
    assert made.keys(Closed(outcome="explained")) == {"held.owed"}
    assert labels(made, Recorded(act="explain")) == {"窗口解释人", "部门解释人", "诉求人是否理解"}
    made.settle("close")
    assert fields_of(made.refused(Closed(outcome="solved")))["outcome"] == "close.cannot_do"
    assert made.do(made.filled(Closed(outcome="explained"))).ticket.outcome == "explained"


def complaint() -> Play:
    made = Play("xiufeng")
    made.do(made.filled(bare(made, scope="staff_conduct"), complained_person="齐望舒"))
    return made


@pytest.mark.clause("X-7-5", "X-9-2-3")
def test_a_complaint_of_conduct_goes_the_way_of_the_supervising_office() -> None:
    made = complaint()
    general = Accepted(category="help_general", regime="-", calendars={})
    assert fields_of(made.refused(general)) == {"category": "scope.only"}
    made.do(msgspec.structs.replace(general, category="conduct")).settle("close")
    stated = msgspec.structs.replace(SEND, stated_due=instant("2026-03-20 17:30"))
    for role in ("clerk", "office", "leading_group"):
        assert made.role(role).keys(stated) == {"step.by"}
    made.role("supervisor_office")
    assert "limit.missing" in made.keys(SEND)
    assert "handler.complained" in made.keys(
        made.filled(msgspec.structs.replace(stated, handler="齐望舒"))
    )
    made.do(made.filled(stated)).by("clerk")
    assert fields_of(made.refused(TAKE)) == {"who": "handler.complained"}


@pytest.mark.clause("X-9-2-3")
def test_a_second_complaint_on_the_same_person_may_be_passed_on() -> None:
    made = complaint().do(Accepted(category="conduct", regime="-", calendars={}))
    made.role("supervisor_office")
    assert "pass_on" not in names(made)
    made.fold(Linked(to="QH2-260301-001-ABCD"))
    assert "pass_on" in names(made)
    assert labels(made, Recorded(act="pass_on")) == {"提交给哪个部门", "未改进的情况"}
    assert made.role("office").keys(made.recorded("pass_on")) == {"power.missing"}


@pytest.mark.clause("X-9-2-4a")
def test_help_is_owed_with_helper_and_time() -> None:
    made = told(green=("cannot_self",))
    rated("3", made).settle("nothing")
    assert "help" in {a.id for a in owed.owed(made.ctx.rules, made.ticket, made.seconds)}
    assert labels(made, Recorded(act="help")) == {"帮办人", "帮办日期", "帮办时间"}
    assert made.keys(made.filled(Closed(outcome="solved"))) == {"held.owed"}
    ended(made)


@pytest.mark.clause("X-9-2-5")
def test_what_is_done_outside_the_hall_names_its_channel() -> None:
    made = play("consult")
    out = AnsweredOnSpot(result="到税务分局办理", choices={"outside": "是"})
    assert labels(made, out) == {"告知的办理渠道"}
    assert made.refused(msgspec.structs.replace(out, texts={"told_channel": "税务分局大厅"})) == ()
    assert made.refused(AnsweredOnSpot(result="当场说明")) == ()


@pytest.mark.clause("X-9-3", "X-11-a")
def test_the_result_is_told_by_phone_or_in_writing() -> None:
    made = answered()
    face = msgspec.structs.replace(TELL, way="face")
    assert fields_of(made.refused(face)) == {"way": "cell.choice"}
    later = made.at("2026-03-11 10:30")
    ticket = later.do(TELL).ticket
    assert (ticket.marks["fed_back"], ticket.follower) == (later.seconds, "C1")
    feedback = outlook(made.ctx.rules, ticket).of_stage("feedback")
    assert feedback is not None
    assert feedback.due == instant("2026-03-12 09:00")
    assert feedback.target == instant("2026-03-11 17:30")


@pytest.mark.clause("X-11-b")
def test_the_opinion_is_heard_and_handed_to_the_department() -> None:
    made = answered()
    assert labels(made, FedBack(way="phone")) == {"诉求人对结果的意见"}
    rated("3", made.do(TELL))
    assert made.keys(made.filled(Closed(outcome="solved"))) == {"held.owed"}
    made.write("forward")
    assert made.ticket.cells["told_opinion"] == "希望少跑一趟"
    assert next(r for r in made.ticket.records if r.act == "forward").at == made.seconds


@pytest.mark.clause("X-12")
def test_the_archive_wants_every_signature() -> None:
    made = told()
    rated("3", made)
    ended(made)
    made.ticket = msgspec.structs.replace(made.ticket, cells={})
    wanted = {"诉求人确认签字", "诉求人确认日期", "分办签字", "负责人签字"}
    assert wanted <= labels(made, Archived())
    assert cells.gaps(made.ticket, made.ctx)


@pytest.mark.clause("X-13")
def test_a_bad_rating_is_followed_by_the_office_until_there_is_a_result() -> None:
    made = told()
    rated("1", made)
    ended(made)
    assert made.keys(Archived()) == {"held.owed"}
    assert "follow_up" not in names(made)
    assert names(made.by("leader")) == ["follow_up"]
    assert labels(made, Recorded(act="follow_up")) == {"督办结果"}
    made.write("follow_up").by("clerk").do(Archived(number="2026-00001"))


@pytest.mark.clause("X-10-3-1b", "X-10-3-2b")
@pytest.mark.parametrize(
    ("category", "due"), [("help_general", "2026-03-12"), ("help_complex", "2026-03-18")]
)
def test_the_notice_comes_before_the_due_instant(category: str, due: str) -> None:
    made = sent(category)
    ask = ExtensionAsked(
        reason="要外出核实", who="齐望舒", how="phone", old_due=instant(f"{due} 17:30"),
        new_due=instant("2026-03-30 17:30"),
    )  # fmt: skip
    assert "extension.too_late" in made.at(f"{due} 17:31").keys(ask)
    made.at(f"{due} 16:00").do(ask, Told(whom="citizen", way="phone", text="要外出核实"))
    moved = outlook(made.ctx.rules, made.ticket).resolve
    assert moved is not None
    assert moved.due == instant("2026-03-30 17:30")


@pytest.mark.clause("X-10-3-2a")
def test_a_complex_matter_has_a_lead() -> None:
    made = play("help_complex").settle("dispatch")
    nobody = made.filled(msgspec.structs.replace(SEND, department=""))
    assert "department" in fields_of(made.refused(nobody))


@pytest.mark.clause("X-A2-16")
def test_whether_it_is_solved_is_asked_at_the_callback_or_at_the_end() -> None:
    made = told()
    call = CalledBack(number="199", started_at=made.seconds - 60, ended_at=made.seconds)
    assert labels(made, call) == {"是否解决"}
    called = made.do(msgspec.structs.replace(call, choices={"citizen_solved": "部分解决"}))
    rated("2", called).settle("close")
    assert called.refused(Closed(outcome="solved")) == ()
    uncalled = told()
    rated("2", uncalled).settle("close")
    assert labels(uncalled, Closed(outcome="solved")) == {"是否解决"}


@pytest.mark.clause("X-A2-07", "X-A2-08")
def test_who_stands_at_the_window_signs_and_who_reported_online_does_not() -> None:
    assert labels(play(), Recorded(act="confirm")) == {"诉求人确认签字", "诉求人确认日期"}
    online = play(channel="app")
    assert "confirm" not in {a.id for a in owed.owed(online.ctx.rules, online.ticket, 1)}
    assert online.keys(online.recorded("confirm")) == {"own.order"}

"""The clauses of Pingyi, played through its profile."""

import msgspec
import pytest

from app.domain import offers, owed
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, ClosedUnsolved
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted, Told
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted, Declined, Registered
from app.domain.acts.own import Recorded
from app.domain.acts.rating import CitizenLeft, Rated, RatingAsked
from app.domain.acts.record import Archived
from app.domain.outlook import outlook
from tests.domain.playing import Play, fields_of, instant

SEND = Dispatched(department="人社窗口", content="请办理", slip_no=1)
TAKE = Taken(who="齐望舒", how="phone", texts={"receiver_signature": "齐望舒"})
ANSWER = ResultReceived(result="已按指南受理", who="齐望舒", how="paper")
TELL = FedBack(way="phone", texts={"guidance": "下次可在网上办理"})


def bare(made: Play, **fields: object) -> Registered:
    return msgspec.structs.replace(made.registered(**fields), choices={}, texts={})


def play(category: str = "general", start: str = "2026-03-02 10:00", **fields: object) -> Play:
    made = Play("pingyi", start)
    made.do(made.filled(bare(made, **fields)))
    return made.do(Accepted(category=category, regime="-", calendars={}))


def sent(category: str = "general", **fields: object) -> Play:
    made = play(category, **fields)  # type: ignore[arg-type]  # fields of the registration
    made.settle("dispatch").role("supervision")
    return made.do(made.filled(SEND)).by("clerk")


def told(category: str = "general", **fields: object) -> Play:
    made = sent(category, **fields).do(TAKE)
    return made.do(made.filled(ANSWER), TELL)


def rate(made: Play, level: str = "5") -> Play:
    made.do(RatingAsked(source="pad"))
    assert made.ticket.asking is not None
    made.do(Rated(source="pad", level=level, ask=made.ticket.asking.ref))
    return made.do(CitizenLeft())


def end(made: Play) -> Play:
    made.role("supervision")
    return made.do(made.filled(Closed(outcome="solved"))).by("clerk")


def labels(made: Play, act: Act) -> set[str]:
    return {r.facts.get("label", r.key) for r in made.refused(act)}  # type: ignore[misc]


def due_of(made: Play, stage: str = "resolve") -> int | None:
    found = outlook(made.ctx.rules, made.ticket).of_stage(stage)
    assert found is not None
    return found.due


@pytest.mark.clause("P-2-a")
def test_how_the_papers_were_handed_in_is_kept() -> None:
    made = Play("pingyi")
    assert labels(made, bare(made, scope="not_accepted_or_approved")) == {"提交材料的方式"}
    assert play().ticket.cells["submitted_way"] == "线下"


@pytest.mark.clause("P-2-b")
def test_several_visits_are_two_or_are_explained() -> None:
    made = Play("pingyi")
    once = bare(made, scope="several_visits")
    assert fields_of(made.refused(once)) == {"visits_note": "cell.blank"}
    assert made.refused(msgspec.structs.replace(once, visits=2)) == ()


@pytest.mark.clause("P-2-c")
def test_who_is_complained_about_does_not_handle_it() -> None:
    made = Play("pingyi")
    made.do(made.filled(bare(made, scope="staff_conduct"), complained_person="齐望舒"))
    made.do(Accepted(category="general", regime="-", calendars={}))
    made.settle("dispatch").role("supervision")
    himself = made.filled(msgspec.structs.replace(SEND, handler="齐望舒"))
    assert fields_of(made.refused(himself)) == {"handler": "handler.complained"}
    made.do(made.filled(SEND)).by("clerk")
    assert fields_of(made.refused(TAKE)) == {"who": "handler.complained"}
    other = msgspec.structs.replace(TAKE, who="楚云帆")
    assert made.refused(other) == ()


@pytest.mark.clause("P-2-d")
def test_a_suggestion_is_taken_as_a_general_matter_by_default() -> None:
    made = play(scope="suggestion")
    row = next(s for s in made.regime.scope.accept if s.code == "suggestion")
    assert (row.suggests, made.ticket.state) == ("general", "accepted")


@pytest.mark.clause("P-2-x", "P-3-1c")
@pytest.mark.parametrize("reason", ["forbidden_by_law", "out_of_scope"])
def test_what_is_declined_is_explained_and_no_clock_starts(reason: str) -> None:
    made = Play("pingyi")
    made.do(made.filled(bare(made)))
    assert fields_of(made.refused(Declined(reason=reason))) == {
        "explanation": "decline.explanation"
    }
    made.do(Declined(reason=reason, explanation="上级文件规定不能办理"))
    assert outlook(made.ctx.rules, made.ticket).obligations == ()


@pytest.mark.clause("P-3-1b", "P-3-2a", "P-3-2b")
@pytest.mark.parametrize(
    ("handed", "due"),
    [("2026-03-02 16:00", "2026-03-02 17:30"), ("2026-03-02 17:45", "2026-03-03 17:30")],
)
def test_the_ledger_goes_to_the_section_and_the_slip_leaves_the_same_day(
    handed: str, due: str
) -> None:
    made = play().at(handed)
    made.role("supervision")
    assert made.keys(made.filled(SEND)) == {"held.owed"}
    assert labels(made, Recorded(act="hand_ledger")) == {"督办考核科接收人"}
    made.role("duty_person").do(made.recorded("hand_ledger"))
    assert made.ticket.marks["ledger_received"] == instant(handed)
    assert due_of(made, "transfer") == instant(due)
    assert made.keys(made.filled(SEND)) == {"step.by"} or made.keys(SEND) == {"power.missing"}
    ticket = made.role("supervision").do(made.filled(SEND)).ticket
    assert (ticket.slips, ticket.department, ticket.content) == ((1,), "人社窗口", "请办理")
    assert ticket.marks["dispatched"] == made.seconds


@pytest.mark.clause("P-3-3a", "P-A4-06")
def test_the_receiver_signs_for_the_slip_before_any_answer() -> None:
    made = sent()
    assert made.keys(made.filled(ANSWER)) == {"step.take"}
    unsigned = Taken(who="齐望舒", how="phone")
    assert labels(made, unsigned) == {"接办人签字"}
    assert fields_of(made.refused(msgspec.structs.replace(TAKE, who=""))) == {"who": "behalf.who"}
    made.do(TAKE)
    assert (made.ticket.department, made.ticket.handler) == ("人社窗口", "齐望舒")


@pytest.mark.clause("P-3-3b")
def test_what_is_solved_at_once_is_due_the_same_day_and_has_no_slip() -> None:
    made = play("at_once")
    assert due_of(made) == instant("2026-03-02 17:30")
    made.role("duty_person").do(AnsweredOnSpot(result="已协调窗口收件"))
    assert (made.ticket.slips, made.ticket.state) == ((), "fed_back")
    assert end(made).ticket.state == "closed"


@pytest.mark.clause("P-3-3e")
def test_a_complex_matter_does_not_end_without_its_statement() -> None:
    made = sent("complex").do(TAKE)
    assert "问题处理说明" in labels(made, ANSWER)
    made = play("complex").do(AnsweredOnSpot(result="请示后答复"))
    made.role("supervision")
    assert labels(made, Closed(outcome="explained")) == {"问题处理说明"}
    assert "问题处理说明" not in labels(sent().do(TAKE), ANSWER)


def extended(made: Play) -> Play:
    ask = ExtensionAsked(
        reason="要上级答复", amount=7, who="齐望舒", how="phone",
        old_due=instant("2026-03-05 17:30"), new_due=instant("2026-03-16 17:30"),
    )  # fmt: skip
    return made.do(ask)


@pytest.mark.clause("P-3-3f", "P-3-3g")
def test_the_unit_asks_and_the_duty_leader_alone_grants() -> None:
    made = sent("complex")
    too_long = ExtensionAsked(reason="要上级答复", amount=8, who="齐望舒", how="phone")
    assert fields_of(made.refused(too_long)) == {"amount": "extension.too_long"}
    nobody = msgspec.structs.replace(too_long, amount=7, who="")
    assert fields_of(made.refused(nobody)) == {"who": "behalf.who"}
    extended(made)
    for role in ("duty_person", "supervision", "leading_group", "department"):
        assert made.role(role).keys(ExtensionGranted()) == {"power.missing"}
    made.role("duty_leader").do(ExtensionGranted()).by("clerk")
    made.do(Told(whom="citizen", way="phone"))
    assert due_of(made) == instant("2026-03-16 17:30")


@pytest.mark.clause("P-3-3h", "P-4-1")
def test_after_the_extension_the_leading_group_decides_together() -> None:
    made = extended(sent("complex")).role("duty_leader").do(ExtensionGranted()).by("clerk")
    made.do(Told(whom="citizen", way="phone")).role("leading_group")
    assert offers.own_offers(made.ticket, made.ctx) == ()
    made.at("2026-03-16 17:31")
    assert [a.id for a in owed.owed(made.ctx.rules, made.ticket, made.seconds)] == ["group_decide"]
    again = ExtensionAsked(reason="再延", amount=1, who="齐望舒", how="phone")
    assert made.by("clerk").keys(again) == {"extension.count"}
    made.role("leading_group")
    assert made.keys(ClosedUnsolved(reason="无法解决", explanation="已当面解释")) == {"held.owed"}
    assert labels(made, Recorded(act="group_decide")) == {"研究日期", "参加人", "研究决定"}
    made.do(made.recorded("group_decide"))
    record = made.ticket.records[-1]
    assert (record.cells["group_date"], record.at) == ("2026-03-11", made.seconds)
    assert made.role("supervision").keys(made.recorded("group_decide")) == {"power.missing"}


@pytest.mark.clause("P-3-5a")
def test_leader_and_section_may_write_down_their_supervision() -> None:
    for role in ("supervision", "duty_leader"):
        made = sent().role(role)
        assert "supervise" in {a.id for a in offers.own_offers(made.ticket, made.ctx)}
        assert labels(made, Recorded(act="supervise")) == {"督办情况"}


@pytest.mark.clause("P-3-5b")
def test_the_rating_may_come_after_the_closing_and_comes_before_the_archive() -> None:
    made = end(told())
    assert RatingAsked in offers.offers(made.ticket, made.ctx)
    made.role("supervision")
    assert made.keys(Archived()) == {"step.rate"}
    rate(made.by("clerk"))
    made.settle("archive").role("supervision").do(Archived(number="2026-00001"))
    assert made.ticket.state == "archived"


@pytest.mark.clause("P-3-5b")
def test_a_reason_why_nobody_rated_is_enough_for_the_archive() -> None:
    made = told().role("supervision")
    made.do(made.filled(Closed(outcome="solved", unrated_reason="电话联系不上")))
    assert made.keys(Archived(number="2026-00001")) == set()


def test_elsewhere_nobody_is_asked_after_the_closing() -> None:
    made = Play("songjiang").by("clerk")
    made.ticket = msgspec.structs.replace(end(told()).ticket, regime="-")
    assert "rating.too_late" in made.keys(RatingAsked(source="pad"))
    assert RatingAsked not in offers.offers(made.ticket, made.ctx)


@pytest.mark.clause("P-A2-a")
def test_the_five_stages_stand_in_the_history_in_their_order() -> None:
    made = end(rate(told()))
    stages = ("accepted", "dispatched", "result_received", "fed_back", "rate", "close")
    assert [made.ticket.marks[s] for s in stages] == sorted(made.ticket.marks[s] for s in stages)


@pytest.mark.clause("P-A2-b")
def test_unit_and_duty_leader_each_read_the_rating() -> None:
    made = rate(told(), "2")
    waiting = {a.id for a in owed.owed(made.ctx.rules, made.ticket, made.seconds)}
    assert waiting == {"read_unit", "read_leader"}
    end(made).role("supervision")
    assert made.keys(Archived()) == {"held.owed"}
    assert made.keys(Recorded(act="read_leader")) == {"power.missing"}
    assert made.by("clerk").keys(Recorded(act="read_unit")) == {"behalf.who"}
    made.write("read_unit").write("read_leader")
    assert {r.act: r.at for r in made.ticket.records if r.act.startswith("read")} == {
        "read_unit": made.seconds, "read_leader": made.seconds,
    }  # fmt: skip
    made.role("supervision").do(Archived(number="2026-00001"))


@pytest.mark.clause("P-A2-c")
def test_the_result_is_told_with_guidance_before_the_rating() -> None:
    made = sent().do(TAKE)
    made.do(made.filled(ANSWER))
    assert made.keys(RatingAsked(source="pad")) == {"step.feed_back"}
    assert labels(made, FedBack(way="phone")) == {"给反映人的服务指导"}
    made.do(TELL)
    assert made.keys(RatingAsked(source="pad")) == set()


@pytest.mark.clause("P-A3-08", "P-A3-09", "P-A3-10")
def test_the_mark_satisfied_is_not_for_the_unit_to_make() -> None:
    made = sent().do(TAKE)
    wanted = {"办理结果（是否办结、满意）", "承办窗口（科室）办结签字", "带班领导签字"}
    assert labels(made, ANSWER) == wanted
    early = made.filled(ANSWER, result_marks="满意")
    assert fields_of(made.refused(early)) == {"result_marks": "cell.choice"}
    assert made.refused(made.filled(ANSWER, result_marks="未办结")) == ()


@pytest.mark.clause("P-A3-11", "P-A4-07")
def test_remarks_may_stay_empty() -> None:
    assert end(told()).ticket.cells.keys().isdisjoint({"remark", "slip_remark"})

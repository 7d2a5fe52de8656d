"""值守: records of the desk on the real store, the alerts that stand, the set-up checks."""

from datetime import date
from pathlib import Path

import pytest

from app.db import lists, people, watch
from app.db.people import Person
from app.db.rulebook import put_content
from app.desk import alerts, setup_checks, watching
from app.desk.watching import Told
from app.domain.acts.act import Act
from app.domain.acts.desk import RegimeAdopted
from app.domain.acts.handling import Dispatched
from app.domain.acts.record import Noted
from app.domain.clock import local
from app.domain.outlook import outlook
from app.main import Terminal
from tests.desk.conftest import done, keys
from tests.desk.hall import Open, accepted, has, said, sign_in
from tests.domain.profile_files import FILES
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import clear_way, make_terminal, sit


def checked(terminal: Terminal) -> list[str]:
    return [c.words for c in setup_checks.checks(terminal.desk)]


@pytest.mark.clause("N-8.2.2-b", "P-3-4b")
@pytest.mark.parametrize("regime", ["national", "pingyi"])
def test_a_shift_is_signed_in_and_out(opened: Open, clock: FakeClock, regime: str) -> None:
    terminal = opened(regime)
    desk = terminal.desk
    clock.set("2026-03-11 09:05:00")
    number = accepted(terminal)
    assert keys(watching.record(desk, "shift_out", {}, {})) == {"own.order"}, "nobody is in"
    done(watching.record(desk, "shift_in", {}, {}))
    assert keys(watching.record(desk, "shift_in", {}, {})) == {"own.order"}, "in already"
    clock.set("2026-03-11 11:00:00")
    (kept,) = watching.of_kind(desk, "shift_in", *watching.month_of(desk.today))
    told = Told(of=kept.record.ref, of_day=kept.day)
    texts = {"shift_seen": "排队和材料", "shift_note": "请人社窗口当场答复"}
    tickets = {"shift_tickets": number.rsplit("-", 1)[0]}
    done(watching.record(desk, "shift_out", tickets, texts, told))
    (after,) = watching.of_kind(desk, "shift_in", *watching.month_of(desk.today))
    (out,) = watching.ending(desk, after)
    assert watching.span_words(desk, after.record, out) == "1 小时 55 分"
    assert out.cells == {**texts, "shift_tickets": number}
    assert keys(watching.record(desk, "shift_out", {}, {}, told)) == {"own.order"}, "out already"


@pytest.mark.clause("N-8.2.2-b")
def test_only_who_sits_there_signs(opened: Open) -> None:
    terminal = opened("national")
    sit(terminal, "C1")
    assert keys(watching.record(terminal.desk, "shift_in", {}, {})) == {"power.missing"}
    own = terminal.desk.rules().own_act("shift_in")
    assert own is not None
    assert not watching.may_start(terminal.desk, own)


@pytest.mark.clause("P-3-4a")
def test_a_leader_comes_in_the_morning_and_in_the_afternoon(opened: Open, clock: FakeClock) -> None:
    terminal = opened("pingyi")
    desk = terminal.desk
    sign_in(terminal)
    clock.set("2026-03-11 09:30:00")
    done(watching.record(desk, "shift_in", {}, {}))
    clock.set("2026-03-11 17:29:59")
    assert not has(terminal, "坐班签到")
    clock.set("2026-03-11 17:30:00")
    assert "今天下午没有登记“坐班签到”" in said(terminal)
    assert next(w for _, w in alerts.missed_between(desk, 3)) == "下午没有登记“坐班签到”"
    (kept,) = watching.of_kind(desk, "shift_in", *watching.month_of(desk.today))
    done(watching.record(desk, "shift_out", {}, {}, Told(kept.record.ref, kept.day)))
    at = local(desk.now).replace(hour=14, minute=10, second=0)
    told = Told(happened_at=int(at.timestamp()))
    done(watching.record(desk, "shift_in", {}, {}, told))
    assert not has(terminal, "坐班签到")


@pytest.mark.clause("P-3-1a")
def test_who_is_not_on_the_duty_list_is_said(opened: Open) -> None:
    terminal = opened("pingyi")
    sign_in(terminal)
    accepted(terminal)
    assert not has(terminal, "不在值班表")
    day = {"duty_day": "2026-03-11"}
    done(watching.record(terminal.desk, "roster", day, {"duty_a": "顾晚晴"}))
    assert "今天不在值班表上的人办了登记：周晓岚" in said(terminal)
    done(watching.record(terminal.desk, "roster", day, {"duty_a": "周晓岚"}))
    assert not has(terminal, "不在值班表"), "the later list stands"


@pytest.mark.clause("X-5", "N-8.2.4")
def test_a_working_day_without_anybody_at_opening(opened: Open, clock: FakeClock) -> None:
    terminal = opened("xiufeng")
    clock.set("2026-03-11 08:59:00")
    assert said(terminal) == [], "nothing outside opening hours"
    clock.set("2026-03-11 09:00:00")
    assert "今天还没有窗口人员登录" in said(terminal)
    clock.set("2026-03-11 09:20:00")
    sign_in(terminal)
    assert "今天开门时没有窗口人员登录，09:20 才有人" in said(terminal)
    clock.set("2026-03-14 10:00:00")
    assert said(terminal) == [], "a Saturday"


@pytest.mark.clause("N-8.2.4")
def test_both_posts_absent_and_then_one(opened: Open) -> None:
    terminal = opened("national")
    assert "只有 1 名办理专员，最好设 A、B 岗" in checked(terminal)
    with terminal.log.engine.begin() as connection:
        first = next(p for p in people.everyone(connection) if p.id == "C1")
        people.change(connection, first._replace(duty="A"))
        second = Person("C2", "顾晚晴", "clerk", first.roles, duty="B")
        people.add(connection, second, "secret")
    assert "只有 1 名办理专员，最好设 A、B 岗" not in checked(terminal)
    assert "今天 A 岗、B 岗都没有登录" in said(terminal)
    sign_in(terminal, "C2")
    assert not has(terminal, "都没有登录")


@pytest.mark.clause("N-7.2.3")
@pytest.mark.parametrize(
    ("act", "silent"),
    [(None, True), (Noted(text="打过电话"), False),
     (Dispatched(department="人社窗口", content="请办"), False)],
)  # fmt: skip
def test_a_ticket_nobody_touched_for_a_working_day(
    opened: Open, clock: FakeClock, act: Act | None, silent: bool
) -> None:
    terminal = opened("national")
    number = accepted(terminal, "complex")
    clock.set("2026-03-11 10:00:00")
    if act is not None:
        done(terminal.desk.perform(number, clear_way(terminal, number, act)))
    clock.set("2026-03-12 17:29:59")
    assert not has(terminal, "没有动静")
    clock.set("2026-03-12 17:30:00")
    assert ("受理后 1 个工作日没有动静 1 件" in said(terminal)) is silent


@pytest.mark.clause("N-11.2.1-a")
def test_a_department_is_reminded_a_working_day_before(opened: Open, clock: FakeClock) -> None:
    terminal = opened("national")
    number = accepted(terminal, "complex")
    sent = clear_way(terminal, number, Dispatched(department="人社窗口", content="请办"))
    done(terminal.desk.perform(number, sent))
    resolve = outlook(terminal.desk.rules(), terminal.log.ticket(number)).resolve
    assert resolve is not None
    assert f"{local(resolve.due or 0):%Y-%m-%d %H:%M}" == "2026-03-25 17:30"
    clock.set("2026-03-23 17:30:00")
    assert not has(terminal, "提醒承办单位")
    clock.set("2026-03-24 09:00:00")
    assert "办结期限临近，提醒承办单位 1 件" in said(terminal)
    clock.set("2026-03-26 09:00:00")
    assert "办结期限临近，提醒承办单位 1 件，其中超时 1 件" in said(terminal)


@pytest.mark.clause("C-4-2c")
def test_an_order_that_nobody_took_by_the_close(opened: Open, clock: FakeClock) -> None:
    terminal = opened("chongming")
    number = accepted(terminal, terminal.desk.rules().regime.categories[-1].id)
    sit(terminal, "C1")
    sent = Dispatched(department="人社窗口", content="请办", assisting=("市场监管局窗口",))
    done(terminal.desk.perform(number, sent))
    clock.set("2026-03-11 17:29:59")
    assert not has(terminal, "认领")
    clock.set("2026-03-11 17:30:00")
    assert "派发当日没有认领 1 件" in said(terminal)


def test_next_years_calendar_is_missed_from_november(opened: Open, clock: FakeClock) -> None:
    terminal = opened("national")
    clock.set("2026-10-30 10:00:00")
    assert not has(terminal, "工作日历")
    clock.set("2026-11-02 10:00:00")
    assert "还没有启用 2027 年工作日历，跨年的期限算不出来" in said(terminal)


@pytest.mark.clause("X-13-b")
def test_an_inspection_with_a_fault_has_a_mending_date(opened: Open, clock: FakeClock) -> None:
    terminal = opened("xiufeng")
    desk = terminal.desk
    choices = {"inspect_on": "2026-03-11", "inspect_fault": "否"}
    texts = {"inspector": "沈知行", "inspect_found": "标牌清楚"}
    done(watching.record(desk, "inspect", choices, texts))
    bad = {**choices, "inspect_fault": "是"}
    outcome = watching.record(desk, "inspect", bad, texts)
    assert [(r.key, r.field) for r in outcome.refused] == [("cell.blank", "mend_by")]
    done(watching.record(desk, "inspect", {**bad, "mend_by": "2026-03-13"}, texts))
    sign_in(terminal)
    assert "监督检查待登记“登记整改情况” 1 件" in said(terminal), "the good one waits for nothing"
    clock.set("2026-03-16 10:00:00")
    assert "监督检查待登记“登记整改情况” 1 件，其中超时 1 件" in said(terminal)
    whole = watching.of_kind(desk, "inspect", *watching.year_of(desk.today))
    assert [k.record.due for k in whole] == ["2026-03-13", ""]
    told = Told(whole[0].record.ref, whole[0].day)
    done(watching.record(desk, "inspect_mended", {}, {"mend_text": "换好了"}, told))
    assert not has(terminal, "监督检查")


@pytest.mark.clause("P-4-2b")
def test_somebody_is_held_to_account_only_after_an_interview_or_for_a_grave_case(
    opened: Open,
) -> None:
    terminal = opened("pingyi")
    desk = terminal.desk
    text = {"account_body": "纪检组", "account_text": "诫勉"}
    assert keys(watching.record(desk, "account", {}, text)) == {"own.order"}
    choices = {"interview_on": "2026-03-11", "interview_unit": "人社窗口", "interview_clue": "否"}
    texts = {"interviewed": "齐望舒", "interview_why": "超时 3 件", "interview_outcome": "限期改"}
    done(watching.record(desk, "interview", choices, texts))
    (kept,) = watching.of_kind(desk, "interview", *watching.month_of(desk.today))
    assert watching.awaited(desk, kept.record) is None, "an interview need not end so"
    done(watching.record(desk, "account", {}, text, Told(kept.record.ref, kept.day)))
    grave = {"grave_unit": "人社窗口", "grave_tickets": accepted(terminal)}
    done(watching.record(desk, "grave", grave, {"grave_why": "推诿扯皮"}))


@pytest.mark.clause("N-11.2.3")
def test_an_interview_has_time_person_and_outcome(opened: Open) -> None:
    desk = opened("national").desk
    outcome = watching.record(desk, "interview", {"interview_clue": "是"}, {})
    assert {r.field for r in outcome.refused} == {
        "interview_on", "interview_unit", "interviewed", "interview_why", "interview_outcome",
        "clue_to",
    }  # fmt: skip


@pytest.mark.clause("S-5-3c", "P-4-1")
@pytest.mark.parametrize("regime", ["songjiang", "pingyi"])
def test_a_meeting_is_linked_from_its_tickets(opened: Open, regime: str) -> None:
    terminal = opened(regime)
    desk, number = terminal.desk, accepted(terminal)
    choices = {"met_on": "2026-03-11", "met_tickets": "XX"}
    texts = {"met_who": "沈知行、齐望舒", "met_decision": "由人社窗口牵头补办"}
    (refused,) = watching.record(desk, "meeting", choices, texts).refused
    assert desk.words.refusal(refused) == "没有编号是 XX 的工单"
    missing = watching.record(desk, "meeting", choices | {"met_tickets": number}, {**texts,
                              "met_who": ""})  # fmt: skip
    assert [(r.key, r.field) for r in missing.refused] == [("cell.blank", "met_who")]
    done(watching.record(desk, "meeting", choices | {"met_tickets": number}, texts))
    note = terminal.log.facts(number)[-1].act
    assert isinstance(note, Noted)
    assert "由人社窗口牵头补办" in note.text


@pytest.mark.clause("C-4-4c")
def test_only_the_district_office_circulates(opened: Open) -> None:
    terminal = opened("chongming")
    desk, number = terminal.desk, accepted(terminal, "simple")
    choices = {"circular_unit": "人社窗口", "circular_what": "应解决未解决",
               "circular_tickets": number, "circular_by": "2026-03-20"}  # fmt: skip
    text = {"circular_text": "回访说没有解决"}
    outcome = watching.record(desk, "circular", choices, text)
    assert keys(outcome) == {"power.missing"}
    sit(terminal, "C1")
    assert keys(watching.record(desk, "circular", choices, text)) == {"behalf.who"}
    told = Told(who="区政务服务办", how="paper")
    done(watching.record(desk, "circular", choices, text, told))
    (kept,) = watching.of_kind(desk, "circular", *watching.month_of(desk.today))
    assert (kept.record.number, kept.record.due, kept.record.who) == (
        1, "2026-03-20", "区政务服务办",
    )  # fmt: skip


@pytest.mark.clause("C-5-2d")
def test_what_was_reported_up_is_kept_with_its_day(opened: Open) -> None:
    desk = opened("chongming").desk
    text = {"report_period": "2026 年 2 月", "report_to": "区政务服务办", "report_name": "月报"}
    assert keys(watching.record(desk, "report_up", {}, text)) == {"cell.blank"}
    done(watching.record(desk, "report_up", {"report_sent": "2026-03-05"}, text))
    assert watching.of_kind(desk, "report_up", *watching.year_of(desk.today), words="月报")
    assert not watching.of_kind(desk, "report_up", *watching.year_of(desk.today), words="季报")
    assert not watching.of_kind(desk, "report_up", *watching.month_of(date(2026, 4, 1)))


@pytest.mark.clause("N-8.2.2-a")
def test_a_hall_without_a_leader_of_the_group_blocks(opened: Open) -> None:
    terminal = opened("national")
    assert not any(c.is_blocking for c in setup_checks.checks(terminal.desk))
    assert setup_checks.blocking(terminal.desk) == ()
    with terminal.log.engine.begin() as connection:
        boss = next(p for p in people.everyone(connection) if p.id == "L1")
        people.change(connection, boss._replace(roles=frozenset({"group"})))
    first = setup_checks.checks(terminal.desk)[0]
    assert setup_checks.blocking(terminal.desk)[0] == first
    assert (first.is_blocking, first.clause) == (True, "N-8.2.2-a")
    assert first.words == "没有人担任组长，上报和延期没有人批"


@pytest.mark.clause("N-8.2.1", "N-8.2.3")
def test_a_member_has_name_unit_kind_and_post_level(opened: Open) -> None:
    desk = opened("national").desk
    choices = {"member_kind": "进驻部门"}
    texts = {"member_name": "齐望舒", "member_unit": "人社局", "member_duty": "协调人社事项"}
    outcome = watching.record(desk, "group_member", choices, texts)
    assert [r.field for r in outcome.refused] == ["level_note"], "no level, then say why"
    done(watching.record(desk, "group_member", choices, {**texts, "member_level": "正科"}))
    other = watching.record(desk, "group_member", {"member_kind": "亲友"}, texts)
    assert ("cell.choice", "member_kind") in {(r.key, r.field) for r in other.refused}


@pytest.mark.clause("P-4-1", "P-A1", "N-8.2.2-a")
@pytest.mark.parametrize("regime", ["national", "pingyi"])
def test_a_group_without_its_head_is_reported(opened: Open, regime: str) -> None:
    terminal = opened(regime)
    desk = terminal.desk
    assert any("组长" in words for words in checked(terminal))
    head = {"head_name": "沈知行", "head_unit": "行政审批局", "head_post": "局长"}
    done(watching.record(desk, "group_head", {}, head))
    assert not any("组长" in words for words in checked(terminal))
    (kept,) = watching.of_kind(desk, "group_head", *watching.year_of(desk.today))
    told = Told(kept.record.ref, kept.day)
    done(watching.record(desk, "head_out", {"head_out_on": "2026-03-11"}, {}, told))
    assert any("组长" in words for words in checked(terminal))


@pytest.mark.clause("S-5-1", "S-5-2")
def test_a_working_group_and_what_each_member_does(opened: Open) -> None:
    terminal = opened("songjiang")
    desk = terminal.desk
    assert "还没有登记工作小组成员名单" in checked(terminal)
    member = {"member_name": "齐望舒", "member_unit": "人社窗口", "member_post": "负责人"}
    (refused,) = watching.record(desk, "group_member", {}, member).refused
    assert refused.field == "member_duty"
    done(watching.record(desk, "group_member", {}, {**member, "member_duty": "协调"}))
    assert checked(terminal) == []


@pytest.mark.clause("S-2-a", "C-5-2c")
@pytest.mark.parametrize(("regime", "who"), [("songjiang", "C1"), ("chongming", "L1")])
def test_a_seat_nobody_holds_is_reported(opened: Open, regime: str, who: str) -> None:
    terminal = opened(regime)
    name = {"songjiang": "登记人员", "chongming": "“办不成事”反映窗口负责人"}[regime]
    assert not any(name in words for words in checked(terminal))
    with terminal.log.engine.begin() as connection:
        person = next(p for p in people.everyone(connection) if p.id == who)
        people.change(connection, person._replace(active=False))
    assert any(f"没有人担任{name}" in words for words in checked(terminal))


@pytest.mark.clause("C-5-2a")
def test_each_unit_has_just_one_disposal_officer(opened: Open) -> None:
    terminal = opened("chongming")
    desk = terminal.desk
    with terminal.log.reading() as connection:
        units = lists.departments(connection)
    one = f"{units[0]}的处置专员名单有 {{}} 人，应当是 1 人"
    assert one.format(0) in checked(terminal)
    texts = {"unit_officer_name": "齐望舒", "unit_officer_phone": "0000-7654321"}
    for _ in range(2):
        outcome = watching.record(
            desk, "unit_officer_named", {"unit_officer_unit": units[0]}, texts
        )
        done(outcome)
    assert one.format(2) in checked(terminal)
    kept = watching.of_kind(desk, "unit_officer_named", *watching.year_of(desk.today))[0]
    told, out = Told(kept.record.ref, kept.day), {"unit_officer_out_on": "2026-03-11"}
    done(watching.record(desk, "unit_officer_out", out, {}, told))
    assert not any(units[0] in words for words in checked(terminal))


@pytest.mark.clause("N-8.2.5", "N-B-27")
def test_an_officer_without_training_or_contact_is_reported(opened: Open) -> None:
    terminal = opened("national")
    desk = terminal.desk
    assert {"周晓岚还没有登记岗前培训", "周晓岚还没有登记填报人联系方式"} <= set(checked(terminal))
    trained = {"trained_on": "2026-02-27"}
    done(watching.record(desk, "training", trained, {"trainee": "周晓岚"}))
    contact = {"contact_of": "周晓岚", "contact": "0000-1234567"}
    done(watching.record(desk, "officer_contact", {}, contact))
    assert watching.contact_of(desk, "C1") == "0000-1234567"
    assert not any("周晓岚" in words for words in checked(terminal))


def test_an_answer_of_another_day_stands_in_the_day_it_answers(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("national")
    desk = terminal.desk
    done(watching.record(desk, "shift_in", {}, {}))
    clock.set("2026-03-12 09:30:00")
    sign_in(terminal)
    assert "坐班签到待登记“坐班签退” 1 件" in said(terminal)
    (kept,) = watching.of_kind(desk, "shift_in", *watching.month_of(desk.today))
    done(watching.record(desk, "shift_out", {}, {}, Told(kept.record.ref, kept.day)))
    with terminal.log.reading() as connection:
        assert watch.in_force(connection, ["shift_in"]) == ()


def test_what_is_due_every_month_is_missed_on_its_last_working_day(
    tmp_path: Path, clock: FakeClock
) -> None:
    terminal = make_terminal(tmp_path / "sixth", clock, "national")
    sit(terminal, "L1")
    raw = FILES["sixth"]
    with terminal.log.engine.begin() as connection:
        digest = put_content(connection, "regime", raw)
    done(terminal.desk.desk_act(RegimeAdopted(regime="sixth", digest=digest, start="2026-03-11")))
    terminal.desk.person = Person("L1", "沈知行", "leader", frozenset({"chief"}))
    clock.set("2026-03-30 16:00:00")
    assert not has(terminal, "这个月")
    clock.set("2026-03-31 16:00:00")
    assert "这个月没有登记“督导检查”" in said(terminal)
    done(watching.record(terminal.desk, "inspect", {}, {"found": "标牌清楚"}))
    assert not has(terminal, "这个月")
    assert "今天没有登记“值班表”" in said(terminal)
    assert "还没有登记工作组组长" in checked(terminal)
    terminal.stop()

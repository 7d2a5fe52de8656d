"""督办、整改、约谈、通报: what the leader and the group see, and what stays until it is done."""

from datetime import date

import pytest

from app.db import lists, queries
from app.desk import acting, alerts, asking, concerns, intake, story, watching
from app.desk.watching import Told
from app.domain.acts.closing import Closed, RedoOrdered
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.rating import CitizenLeft
from app.main import Terminal
from app.settings.terminal import WatchSettings
from tests.desk.conftest import asked, done, keys, pressed, settled
from tests.desk.hall import Open, accepted, has, said, sign_in
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, form, person, sit, whole

NOTICE = {"rectify_unit": "市场监管局窗口", "rectify_by": "2026-03-20"}
WHY = {"rectify_why": "三次办不成"}
PASSED = ({"passed_on": "2026-03-23"}, {"passed_to": "县纪委监委", "passed_text": "整改不力"})


def rate(terminal: Terminal, level: str) -> str:
    """A matter settled at the counter, rated, the citizen gone."""
    number = settled(terminal)
    ref = asked(terminal, number)
    done(asking.press(terminal.desk, number, ref, pressed(level)))
    done(terminal.desk.perform(number, CitizenLeft()))
    return number


# --- 重办告知工作组 ---------------------------------------------------------------------------


@pytest.mark.clause("N-9.5-c")
def test_a_bad_rating_sent_back_is_a_notice_of_the_group_until_somebody_has_seen_it(
    opened: Open,
) -> None:
    terminal = opened("national")
    sign_in(terminal)
    sit(terminal, "C1")
    number = rate(terminal, "1")
    refused = terminal.desk.perform(number, RedoOrdered(reason="")).refused
    assert {r.field for r in refused} == {"reason"}
    carry(terminal, number, RedoOrdered(reason="没有解决"))
    assert "待登记“工作组知悉重办” 1 件" in said(terminal)
    assert keys(acting.perform(terminal.desk, number, "know_redo", {})) == {"power.missing"}
    sit(terminal, "L1")
    done(acting.perform(terminal.desk, number, "know_redo", {}))
    assert not has(terminal, "知悉重办")
    ticket = terminal.log.ticket(number)
    lines = story.story(terminal.desk, ticket, terminal.log.facts(number), {"L1": "沈知行"})
    assert (lines[0].title, lines[0].who) == ("工作组知悉重办", "沈知行")
    assert keys(acting.perform(terminal.desk, number, "know_redo", {})) == {"own.order"}


# --- 整改通知 ---------------------------------------------------------------------------------


@pytest.mark.clause("N-11.2.2")
def test_the_same_matter_three_times_is_a_rectification_proposed(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("national")
    desk = terminal.desk
    first, second = accepted(terminal), accepted(terminal)
    assert concerns.concerns(desk) == ()
    clock.set("2026-03-12 09:00:00")
    third = accepted(terminal)
    (found,) = concerns.concerns(desk)
    figures = "市场监管局窗口 90 天内“个体工商户变更登记”反映 3 件"
    assert (found.act, found.said) == ("notice", figures)
    assert found.words == "建议登记“部门整改通知”"
    assert found.known == {
        "rectify_unit": "市场监管局窗口", "rectify_why": figures, "rectify_by": "2026-03-26",
        "rectify_tickets": "、".join((first, second, third)),
    }  # fmt: skip
    done(watching.record(desk, "notice", NOTICE, WHY))
    assert concerns.concerns(desk) == (), "taken up"
    clock.set("2026-03-13 09:00:00")
    for _ in range(2):
        accepted(terminal)
    assert concerns.concerns(desk) == ()
    accepted(terminal)
    (again,) = concerns.concerns(desk)
    assert third not in again.numbers, "only what came since"


def test_the_hall_sets_its_own_numbers(opened: Open, clock: FakeClock) -> None:
    terminal = opened("national")
    terminal.desk.limits = WatchSettings(days=7, repeated=2)
    accepted(terminal)
    assert concerns.concerns(terminal.desk) == ()
    accepted(terminal)
    assert len(concerns.concerns(terminal.desk)) == 1
    clock.set("2026-03-19 09:00:00")
    assert concerns.concerns(terminal.desk) == (), "out of the window"


@pytest.mark.clause("N-11.2.2")
def test_what_is_mended_poorly_waits_for_a_pass_on(opened: Open) -> None:
    terminal = opened("national")
    desk = terminal.desk
    sign_in(terminal)
    done(watching.record(desk, "notice", NOTICE, WHY))
    (kept,) = watching.of_kind(desk, "notice", *watching.month_of(desk.today))
    assert (kept.record.number, kept.record.due) == (1, "2026-03-20")
    told = Told(kept.record.ref, kept.day)
    assert keys(watching.record(desk, "notice_late", *PASSED, told)) == {"own.order"}
    poor = ({"rectify_result": "整改不到位"}, {"rectify_text": "没有改"})
    done(watching.record(desk, "notice_answer", *poor, told))
    assert "登记部门整改结果待登记“移送追责” 1 件" in said(terminal)
    (kept,) = watching.of_kind(desk, "notice", *watching.month_of(desk.today))
    assert [a.id for a in watching.offered(desk, kept)] == ["notice_poor"]
    end = watching.last(desk, kept)
    told = Told(end.record.ref, end.day)
    blank = watching.record(desk, "notice_poor", {}, {}, told)
    assert {r.field for r in blank.refused} == {"passed_on", "passed_to", "passed_text"}
    done(watching.record(desk, "notice_poor", *PASSED, told))
    assert not has(terminal, "整改")
    assert [r.act for r in watching.ending(desk, kept)] == ["notice_answer", "notice_poor"]
    assert watching.offered(desk, kept) == ()


@pytest.mark.clause("N-11.2.2")
def test_what_is_mended_in_time_ends_there(opened: Open) -> None:
    terminal = opened("national")
    desk = terminal.desk
    done(watching.record(desk, "notice", NOTICE, WHY))
    (kept,) = watching.of_kind(desk, "notice", *watching.month_of(desk.today))
    told, good = Told(kept.record.ref, kept.day), {"rectify_result": "已整改"}
    done(watching.record(desk, "notice_answer", good, {"rectify_text": "改好了"}, told))
    (kept,) = watching.of_kind(desk, "notice", *watching.month_of(desk.today))
    assert watching.offered(desk, kept) == ()
    assert not has(terminal, "整改")


@pytest.mark.clause("N-11.2.2")
def test_a_day_that_passed_leads_to_a_pass_on_alone(opened: Open, clock: FakeClock) -> None:
    terminal = opened("national")
    desk = terminal.desk
    done(watching.record(desk, "notice", NOTICE, WHY))
    (kept,) = watching.of_kind(desk, "notice", *watching.month_of(desk.today))
    clock.set("2026-03-20 17:00:00")
    assert has(terminal, "部门整改通知待登记“登记部门整改结果” 1 件")
    clock.set("2026-03-23 09:00:00")
    assert "部门整改通知待登记“移送追责” 1 件，其中超时 1 件" in said(terminal)
    assert [a.id for a in watching.offered(desk, kept)] == ["notice_late"]
    told, good = Told(kept.record.ref, kept.day), {"rectify_result": "已整改"}
    text = {"rectify_text": "改好了"}
    assert keys(watching.record(desk, "notice_answer", good, text, told)) == {"own.order"}
    before = told._replace(happened_at=desk.now - 3 * 86_400 - 3_600)
    assert watching.record(desk, "notice_answer", good, text, before).is_done, "mended in time"
    done(watching.record(desk, "notice", NOTICE | {"rectify_by": "2026-03-22"}, WHY))
    late = watching.of_kind(desk, "notice", *watching.month_of(desk.today))[0]
    whole_ = ({**PASSED[0], "rectified_late": "没有整改"}, PASSED[1])
    done(watching.record(desk, "notice_late", *whole_, Told(late.record.ref, late.day)))
    assert not has(terminal, "部门整改通知")


@pytest.mark.clause("N-11.2.2")
def test_a_serious_ticket_wants_its_notice_at_once_and_its_pass_on_once_late(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("national")
    desk = terminal.desk
    sit(terminal, "L1")
    number = accepted(terminal)
    sit(terminal, "L1")
    serious = ({"serious_kind": "较严重"}, {"serious_note": "多次跑"})
    done(acting.perform(desk, number, "mark_serious", {}, *serious))
    assert "待登记“发整改通知” 1 件" in said(terminal)
    notice = ({"rectify_unit": "人社窗口", "rectify_by": "2026-03-13"}, {"rectify_demand": "改"})
    done(acting.perform(desk, number, "rectify", {}, *notice))
    clock.set("2026-03-13 17:30:00")
    assert not has(terminal, "转相关部门问责")
    clock.set("2026-03-16 09:00:00")
    assert "待登记“转相关部门问责” 1 件" in said(terminal), "by the clock alone"
    passed = {"pass_body": "县纪委监委", "pass_note": "逾期没有整改"}
    done(acting.perform(desk, number, "pass_on", {}, {}, passed))
    assert not has(terminal, "转相关部门问责")


# --- 约谈 -------------------------------------------------------------------------------------


def interviewed(terminal: Terminal, unit: str, numbers: str = "") -> None:
    choices = {"interview_on": "2026-03-11", "interview_unit": unit, "interview_clue": "否",
               "interview_tickets": numbers}  # fmt: skip
    texts = {"interviewed": "齐望舒", "interview_why": "见数据", "interview_outcome": "限期改"}
    done(watching.record(terminal.desk, "interview", choices, texts))


def wanted(terminal: Terminal) -> list[str]:
    return [c.said for c in concerns.concerns(terminal.desk) if c.act == "interview"]


@pytest.mark.clause("N-11.2.3")
def test_little_satisfaction_puts_a_department_on_the_interview_list_with_its_figures(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("national")
    sit(terminal, "C1")
    for level in ("5", "4", "5"):
        rate(terminal, level)
    rate(terminal, "1")
    assert wanted(terminal) == [], "four ratings are chance"
    bad = rate(terminal, "2")
    sit(terminal, "L1")
    (found,) = [c for c in concerns.concerns(terminal.desk) if c.act == "interview"]
    figures = "市场监管局窗口 90 天内评价 5 件，满意率 60%，低于 80%"
    assert (found.said, found.words) == (figures, "建议登记“约谈”")
    assert found.known["interview_why"] == figures
    assert bad in found.numbers.split("、")
    terminal.desk.limits = WatchSettings(satisfied=60)
    assert wanted(terminal) == []
    terminal.desk.limits = WatchSettings()
    clock.move(minutes=1)
    interviewed(terminal, "市场监管局窗口")
    assert wanted(terminal) == []


def test_a_level_that_clerks_may_not_know_yet_is_not_counted(opened: Open) -> None:
    terminal = opened("national")
    terminal.desk.limits = WatchSettings(rated=1)
    sit(terminal, "C1")
    number = settled(terminal)
    done(asking.press(terminal.desk, number, asked(terminal, number), pressed("1")))
    assert wanted(terminal) == []
    done(terminal.desk.perform(number, CitizenLeft()))
    assert len(wanted(terminal)) == 1


@pytest.mark.clause("P-4-2b", "N-11.2.3")
@pytest.mark.parametrize("regime", ["pingyi", "national"])
def test_a_unit_with_many_late_tickets_is_on_the_interview_list(
    opened: Open, clock: FakeClock, regime: str
) -> None:
    terminal = opened(regime)
    numbers = [accepted(terminal) for _ in range(3)]
    assert wanted(terminal) == []
    clock.set("2026-04-07 10:00:00")
    assert wanted(terminal) == ["市场监管局窗口 90 天内超时 3 件"]
    (found,) = [c for c in concerns.concerns(terminal.desk) if c.act == "interview"]
    assert found.numbers.split("、") == numbers
    interviewed(terminal, "市场监管局窗口", "、".join(numbers[:1]))
    assert wanted(terminal) == [], "two are left"
    interviewed(terminal, "人社窗口")
    accepted(terminal)
    clock.set("2026-05-06 10:00:00")
    assert wanted(terminal) == ["市场监管局窗口 90 天内超时 3 件"]


@pytest.mark.clause("P-4-2b")
def test_a_ticket_marked_shirking_lists_its_unit_whatever_the_count(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("pingyi")
    number = accepted(terminal)
    sit(terminal, "L1")
    mark = ({"shirk_kind": "推诿扯皮"}, {"shirk_note": "两个窗口互相推"})
    done(acting.perform(terminal.desk, number, "mark_shirking", {}, *mark))
    assert wanted(terminal) == ["市场监管局窗口 90 天内登记“标记推诿扯皮” 1 件"]
    clock.move(minutes=1)
    interviewed(terminal, "市场监管局窗口", number)
    assert wanted(terminal) == []


@pytest.mark.clause("P-4-2b")
def test_the_mark_is_the_supervisions(opened: Open) -> None:
    terminal = opened("pingyi")
    number = accepted(terminal)
    terminal.desk.person = person(terminal, "C1")._replace(roles=frozenset({"duty_person"}))
    mark = ({"shirk_kind": "推诿扯皮"}, {"shirk_note": "推"})
    refused = acting.perform(terminal.desk, number, "mark_shirking", {}, *mark)
    assert keys(refused) == {"power.missing"}


# --- 崇明：每日登录、人工派单、通报 ------------------------------------------------------------


@pytest.mark.clause("C-4-2c")
def test_a_unit_that_nothing_was_heard_of_by_the_close_is_said(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("chongming")
    desk = terminal.desk
    sign_in(terminal)
    sit(terminal, "C1")
    number = accepted(terminal, "general")
    with terminal.log.reading() as connection:
        units = lists.departments(connection)
    clock.set("2026-03-11 17:29:59")
    assert not has(terminal, "没有登录")
    clock.set("2026-03-11 17:30:00")
    assert f"今天没有登录的单位 {len(units)} 个：{'、'.join(units)}" in said(terminal)
    taken = whole(terminal, number, Taken(who="齐望舒", how="phone"))
    done(desk.perform(number, taken))
    assert f"今天没有登录的单位 {len(units) - 1} 个：人社窗口" in said(terminal), "a receipt counts"
    done(watching.record(desk, "unit_login", {"login_units": "人社窗口"}, {}))
    assert not has(terminal, "没有登录")
    clock.set("2026-03-12 10:00:00")
    assert not any("没有登录" in words for _, words in alerts.missed_between(desk, 5))
    sign_in(terminal)
    clock.set("2026-03-13 10:00:00")
    found = [(at.date(), w) for at, w in alerts.missed_between(desk, 5) if "没有登录" in w]
    names = "、".join(units)
    assert found == [(date(2026, 3, 12), f"没有登录的单位 {len(units)} 个：{names}")]
    clock.set("2026-03-14 17:30:00")
    assert said(terminal) == [], "a Saturday"


@pytest.mark.clause("C-4-2b")
def test_whose_it_is_nobody_knows_so_it_waits_in_the_list_of_the_centre(opened: Open) -> None:
    terminal = opened("chongming")
    desk = terminal.desk
    sit(terminal, "C1")
    number = done(intake.accept(desk, form(terminal, matter="别的事项"), "general")).ticket.no
    known = done(intake.accept(desk, form(terminal), "general")).ticket
    done(intake.accept(desk, form(terminal, matter="别的事项"), "on_spot"))
    assert known.state == "dispatched"
    line = next(r for r in alerts.reminders(desk) if r.kind == "by_hand")
    who = "区行政服务中心、“办不成事”反映窗口负责人"
    assert line.words == f"归属和地点都无法确认，待{who}人工派单 1 件"
    with terminal.log.reading() as connection:
        assert [r.no for r in queries.alerted(connection, "by_hand", "", desk.now)] == [number]
    sent = Dispatched(department="人社窗口", content="请办理")
    desk.person = person(terminal, "C1")._replace(roles=frozenset({"officer"}))
    assert keys(desk.perform(number, whole(terminal, number, sent))) == {"step.by"}
    desk.person = person(terminal, "C1")._replace(roles=frozenset({"centre"}))
    done(desk.perform(number, whole(terminal, number, sent)))
    assert not has(terminal, "人工派单")


@pytest.mark.clause("C-4-4c")
def test_a_mismatch_stands_in_the_circular_list_and_then_until_it_is_mended(
    opened: Open, clock: FakeClock
) -> None:
    terminal = opened("chongming")
    desk = terminal.desk
    sit(terminal, "C1")
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    by = {"who": "齐望舒", "how": "phone"}
    done(desk.perform(number, whole(terminal, number, Taken(who="齐望舒", how="phone"))))
    result = ResultReceived(result="已办", outcome="solved", who="齐望舒", how="phone")
    carry(terminal, number, result)
    answered_later(terminal, number)
    desk.person = person(terminal, "C1")._replace(id="C2")  # not who called first
    call = {"second_solved": "否", "second_level": "不满意"}
    missing = acting.perform(desk, number, "second_callback", {}, call)
    assert {r.field for r in missing.refused} == {"mismatch", "rectify_by"}
    found = ({**call, "rectify_by": "2026-03-13"}, {"mismatch": "证还没有拿到"})
    done(acting.perform(desk, number, "second_callback", {}, *found))
    assert {"待登记“通报并再督办” 1 件", "待登记“登记整改结果” 1 件"} <= set(said(terminal))
    text = {"circulated": "谎报已解决"}
    assert keys(acting.perform(desk, number, "circulate", {}, {}, text)) == {"behalf.who"}
    office = {"who": "区政务服务办", "how": "paper"}
    done(acting.perform(desk, number, "circulate", office, {}, text))
    assert not has(terminal, "通报并再督办")
    clock.set("2026-03-16 09:00:00")
    assert "待登记“登记整改结果” 1 件，其中超时 1 件" in said(terminal)
    done(acting.perform(desk, number, "rectified", by, {}, {"rectified_text": "已补发"}))
    assert not has(terminal, "整改结果")


def answered_later(terminal: Terminal, number: str) -> None:
    """Told, called back, rated well and closed as solved."""
    desk = terminal.desk
    call = CalledBack(number="19900001234", started_at=desk.now - 60, ended_at=desk.now)
    carry(terminal, number, FedBack(way="phone"), call)
    done(asking.press(desk, number, asked(terminal, number), pressed("4")))
    carry(terminal, number, CitizenLeft(), Closed(outcome="solved"))

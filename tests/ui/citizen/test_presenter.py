"""Which state of the screen stands: idle by the profile in force, the check, 暂停服务."""

import pytest

from app.desk import intake
from app.domain.acts.intake import Declined
from app.domain.ticket import Ticket
from app.settings.shipped import REGIMES
from app.ui.citizen import sheets
from app.ui.citizen.sheets import Check, Idle, Rate, Say
from tests.desk.conftest import done
from tests.fakes.terminal import form
from tests.ui.citizen.conftest import Make, Stand

NAMES = {3: ["满意", "基本满意", "不满意"]}
FIVE = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


def accepted(stand: Stand) -> Ticket:
    ticket = done(intake.accept(stand.terminal.desk, form(stand.terminal), "general")).ticket
    stand.presenter.check(ticket)
    return ticket


@pytest.mark.clause("N-11.1.1")
@pytest.mark.parametrize("regime", REGIMES)
def test_the_levels_are_the_profiles_in_its_order_with_nothing_chosen(
    under: Make, regime: str
) -> None:
    stand = under(regime)
    desk = stand.terminal.desk
    sheet = sheets.rate(desk, Ticket(matter="社保卡补换", regime=desk.log.book.current(desk.today)))
    names = [t.name for t in sheet.tiles]
    assert names == NAMES.get(len(names), FIVE)
    assert sheet.chosen == ""
    assert len({t.face for t in sheet.tiles}) == len(names)


@pytest.mark.parametrize("regime", REGIMES)
def test_idle_says_what_the_profile_in_force_takes_and_does_not(under: Make, regime: str) -> None:
    stand = under(regime)
    idle, scope = stand.sheet, stand.terminal.desk.rules().regime.scope
    assert isinstance(idle, Idle)
    assert len(idle.takes[1]) == len(scope.accept)
    assert len(idle.takes_not[1]) == len(scope.decline) + 1
    assert "周晓岚" in idle.serves
    assert (idle.date, idle.time) == ("3月11日 星期三", "09:00")
    assert idle.hours.startswith("工作日 ")


def test_a_day_of_rest_says_so(stand: Stand) -> None:
    stand.clock.set("2026-03-14 10:00:00")
    stand.wait(1)
    assert isinstance(stand.sheet, Idle)
    assert stand.sheet.hours == "今天休息"


def test_the_clock_of_the_screen_goes_on(stand: Stand) -> None:
    stand.wait(60)
    assert isinstance(stand.sheet, Idle)
    assert stand.sheet.time == "09:01"


def test_the_citizen_finds_the_registration_right(stand: Stand) -> None:
    ticket = accepted(stand)
    assert isinstance(stand.sheet, Check)
    shown = dict(stand.sheet.rows)
    assert (shown["姓名"], shown["电话"]) == ("林*满", "199****1234")
    assert shown["最迟办结"] == "3月18日 周三 17:30 前"
    stand.touch("right")
    assert "content_confirmed" in stand.terminal.log.ticket(ticket.no).marks
    assert stand.said == [("written", ticket.no)]
    entries = stand.terminal.log.head.seq
    stand.touch("right")
    assert stand.terminal.log.head.seq == entries


def test_the_citizen_finds_something_wrong_and_the_clerk_hears_of_it(stand: Stand) -> None:
    ticket = accepted(stand)
    stand.touch("wrong")
    marks = stand.terminal.log.ticket(ticket.no).marks
    assert "check_content" in marks
    assert "content_confirmed" not in marks
    assert stand.said[-1][0] == "told"
    assert ticket.no in stand.said[-1][1]


def test_a_refusal_is_checked_too(stand: Stand) -> None:
    desk = stand.terminal.desk
    act = Declined(reason="petition", explanation="请到信访部门反映")
    stand.presenter.check(done(intake.decline(desk, form(stand.terminal), act)).ticket)
    assert isinstance(stand.sheet, Check)
    assert dict(stand.sheet.rows)["不予受理"] == "信访"


def test_a_check_nobody_answers_goes_away_and_writes_nothing(stand: Stand) -> None:
    accepted(stand)
    entries = stand.terminal.log.head.seq
    stand.wait(119)
    assert stand.sheet.title == "请核对登记的内容"
    stand.wait(2)
    assert stand.sheet.title == "“办不成事”反映窗口"
    assert stand.terminal.log.head.seq == entries


def test_a_check_the_store_does_not_take_stays(stand: Stand) -> None:
    accepted(stand)
    engine = stand.terminal.log.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("PRAGMA query_only = 1")
    stand.touch("right")
    assert isinstance(stand.sheet, Check)
    assert stand.said[-1][0] == "told"


def test_a_rating_goes_before_a_check(stand: Stand) -> None:
    stand.ask()
    accepted(stand)
    assert isinstance(stand.sheet, Rate)


def test_nobody_at_the_desk_is_out_of_service(stand: Stand) -> None:
    stand.terminal.desk.person = None
    stand.presenter.refresh()
    assert stand.sheet == Say("暂停服务", ("工作人员暂时离开，请稍候",))
    stand.wait(30)
    assert isinstance(stand.sheet, Say)


def test_locking_the_desk_does_not_take_the_tiles_from_a_citizen(stand: Stand) -> None:
    stand.ask()
    stand.terminal.desk.person = None
    stand.presenter.refresh()
    assert isinstance(stand.sheet, Rate)
    stand.presenter.touching.cancel()
    assert isinstance(stand.sheet, Say)

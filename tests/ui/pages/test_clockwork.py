"""What time does to an open counter: midnight, closing, sleep, a clock that is put elsewhere."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.db.queries import desk_of
from app.desk import intake
from app.domain.clock import ZONE
from app.jobs.timetable import DayEnded, DayTurned, MinutePassed
from app.ui import strip
from app.ui.wiring import clockwork as module
from app.ui.wiring.clockwork import Clockwork
from tests.fakes.terminal import form
from tests.ui.pages.conftest import Desk


def begun(desk: Desk) -> Clockwork:
    """The clockwork of an open counter; its own second is the test's."""
    made = Clockwork(desk.counter, desk.clock.monotonic)
    made._tick.stop()
    return made


@pytest.fixture
def hours(desk: Desk) -> Clockwork:
    return begun(desk)


def banner(desk: Desk) -> str:
    shown = desk.counter.shell.banner
    return f"{shown._title.text()}|{shown._sub.text()}" if shown.isVisible() else ""


def jumps(desk: Desk, on: date) -> int:
    with desk.terminal.log.reading() as connection:
        return len(desk_of(connection, on).jumps)


def first_due(desk: Desk) -> str:
    row = desk.counter.board_page.model.row_at(1)  # below the head of its group
    assert row is not None
    return row.told.due


def post(desk: Desk, message: object) -> None:
    desk.terminal.bridge.post(message)
    desk.terminal.bridge.drain()


def test_a_quiet_clock_changes_nothing(desk: Desk, hours: Clockwork) -> None:
    entries = desk.terminal.log.head.seq
    for _ in range(600):
        desk.clock.move(seconds=1)
        hours.on_second()
    assert (banner(desk), desk.terminal.log.head.seq) == ("", entries)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"minutes": 12}, "变了 12 分钟"),
        ({"hours": -3}, "变了 3 小时"),
        ({"days": 40}, "变了 40 天"),
    ],
)
def test_a_jump_is_an_entry_and_a_banner_that_goes_when_it_was_seen(
    desk: Desk, hours: Clockwork, span: dict[str, float], words: str
) -> None:
    desk.clock.put(**span)
    hours.on_second()
    hours.on_second()
    assert words in banner(desk)
    assert "先核对右下角的时间" in banner(desk)
    assert jumps(desk, desk.terminal.desk.today) == 1
    desk.counter.shell.banner._verb.click()
    assert banner(desk) == ""
    desk.counter.shell.show_page("ledger")
    assert "本机时间变动 1 次" in desk.counter.ledger_page._rest.text()


def test_a_jump_the_store_does_not_take_is_written_later(desk: Desk, hours: Clockwork) -> None:
    with desk.terminal.log.reading() as connection:
        connection.exec_driver_sql("CREATE TEMP TRIGGER full BEFORE INSERT ON entry BEGIN "
                                   "SELECT RAISE(ABORT, 'no'); END")  # fmt: skip
    desk.clock.put(minutes=5)
    hours.on_second()
    assert jumps(desk, desk.terminal.desk.today) == 0
    desk.terminal.log.engine.dispose()  # the trigger goes with its connection
    hours.on_second()
    hours.on_second()
    assert jumps(desk, desk.terminal.desk.today) == 1


def test_a_clock_put_back_is_doubted_in_the_strip_and_work_goes_on(
    desk: Desk, hours: Clockwork
) -> None:
    terminal = desk.terminal
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    desk.clock.put(hours=-1)
    hours.on_second()
    desk.counter.status.show()
    assert strip.clock_doubt(terminal.desk) == "比最近的记录慢 60 分钟"
    assert "慢 60 分钟" in desk.counter.shell.strip._time.text()
    assert desk.counter.shell.strip._off.isVisible()
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    desk.clock.move(hours=1)
    desk.counter.status.show()
    assert strip.clock_doubt(terminal.desk) == ""
    assert not desk.counter.shell.strip._off.isVisible()


def test_awake_again_the_lamps_are_right_at_once_and_a_long_sleep_locks(
    desk: Desk, hours: Clockwork
) -> None:
    terminal, counter = desk.terminal, desk.counter
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    counter.shell.show_page("board")
    assert counter.board_page.filters["green"].accessibleName() == "时限充裕 1 件"
    desk.clock.move(days=30)
    hours.on_second()
    assert counter.board_page.filters["red"].accessibleName() == "已超时 1 件"
    assert terminal.desk.person is None
    assert counter.login_page.isVisible()
    assert counter.shell.banner._title.text().startswith("电脑停了 30 天")
    assert jumps(desk, terminal.desk.today) == 1


def test_a_short_sleep_does_not_lock(desk: Desk, hours: Clockwork) -> None:
    desk.clock.move(minutes=3)
    hours.on_second()
    assert desk.terminal.desk.person is not None
    assert "电脑停了 3 分钟" in banner(desk)


def test_midnight_passes_with_the_window_open(desk: Desk, qtbot: QtBot) -> None:
    terminal, counter = desk.terminal, desk.counter
    desk.clock.set("2026-03-11 23:59:58")
    hours = begun(desk)
    first = intake.accept(terminal.desk, form(terminal), "general").ticket.no
    counter.shell.show_page("ledger")
    assert counter.ledger_page.model.rowCount() == 1
    desk.clock.move(seconds=2)
    with qtbot.waitSignal(hours.day_turned) as told:
        post(desk, DayTurned())
    assert told.args == [date(2026, 3, 12)]
    assert counter.ledger_page.model.rowCount() == 0, "the ledger is the new day's"
    second = intake.accept(terminal.desk, form(terminal), "general").ticket.no
    assert (first[3:14], second[3:14]) == ("-260311-001", "-260312-001")
    with qtbot.assertNotEmitted(hours.day_turned):
        post(desk, DayTurned())


def test_the_words_for_days_follow_midnight(desk: Desk) -> None:
    terminal, counter = desk.terminal, desk.counter
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    desk.clock.set("2026-03-17 23:59:59")
    hours = begun(desk)
    counter.shell.show_page("board")
    assert first_due(desk) == "明天 17:30"
    desk.clock.move(seconds=1)
    hours.on_second()
    assert first_due(desk) == "今天 17:30"


def test_a_minute_counts_the_open_board_anew(desk: Desk, hours: Clockwork, qtbot: QtBot) -> None:
    terminal, counter = desk.terminal, desk.counter
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    counter.shell.show_page("board")
    desk.clock.set("2026-03-18 17:31")
    with qtbot.waitSignal(hours.minute):
        post(desk, MinutePassed())
    assert counter.board_page.filters["red"].accessibleName() == "已超时 1 件"


@pytest.mark.parametrize(
    ("day", "closes"),
    [("2026-03-11 10:00", "17:30"), ("2026-03-14 10:00", ""), ("2030-03-13 10:00", "17:30")],
)
def test_the_hall_closes_by_the_profile(desk: Desk, day: str, closes: str) -> None:
    desk.clock.set(day)
    found = module.closes_at(desk.terminal.desk)
    wanted = datetime.fromisoformat(f"{day[:10]} {closes}").replace(tzinfo=ZONE) if closes else None
    assert found == wanted


def test_the_end_of_a_day_is_told_once(desk: Desk, hours: Clockwork, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hours.day_ended) as told:
        post(desk, DayEnded(date(2026, 3, 11)))
    assert told.args == [date(2026, 3, 11)]
    with qtbot.assertNotEmitted(hours.day_ended):
        post(desk, DayEnded(date(2026, 3, 11)))
        post(desk, DayEnded(date(2026, 3, 12)))  # of a clock that was ahead


def test_the_timetable_is_told_each_day_when_the_hall_closes(desk: Desk, hours: Clockwork) -> None:
    timetable = desk.terminal.timetable
    assert timetable._closes == datetime(2026, 3, 11, 17, 30, tzinfo=ZONE)
    desk.clock.set("2026-03-14 00:00:00")
    hours.on_second()
    assert timetable._closes is None

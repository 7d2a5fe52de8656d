"""The screen at a real counter: store, clerk's page, the pad beside it, the display gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.devices import worker
from app.domain.acts.rating import Rated, ReasonsGiven
from app.domain.ticket import Ticket
from app.settings.tables import Faulty
from app.settings.terminal import ScreenSettings, Settings, load_settings, save_settings
from app.ui.citizen.view import CitizenWindow
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from app.ui.wiring.displays import Display, Displays
from tests.desk.conftest import done, settled
from tests.fakes.clock import FakeClock
from tests.fakes.finger import touch
from tests.fakes.terminal import form, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import Desk, FakePad, close
from tests.ui.pages.test_rating_page import everything_shown


class OneDisplay(QObject):
    """The citizen's display, there or pulled out."""

    changed = Signal()
    is_wanted = is_undecided = False

    def around(self) -> tuple[Display, ...]:
        return ()

    def __init__(self) -> None:
        super().__init__()
        self._screen: QScreen | None = QGuiApplication.primaryScreen()

    def citizens(self) -> QScreen | None:
        return self._screen

    def pull_out(self) -> None:
        self._screen = None
        self.changed.emit()

    def plug_in(self) -> None:
        self._screen = QGuiApplication.primaryScreen()
        self.changed.emit()


class Hall(Desk):
    """The counter with a citizen's screen, and with a pad where the test wants one."""

    @property
    def window(self) -> CitizenWindow:
        return self.counter.citizen.window

    @property
    def stands(self) -> str:
        """The title of what stands on the screen."""
        sheet = self.counter.citizen.presenter._sheet
        return sheet.title if sheet else ""

    @property
    def display(self) -> OneDisplay:
        found = self.counter.citizen.displays
        assert isinstance(found, OneDisplay)
        return found

    def touch(self, *names: str) -> None:
        """Touches, two seconds apart."""
        for name in names:
            self.clock.move(seconds=2)
            QApplication.processEvents()
            touch(self.window, name)
            QApplication.processEvents()

    def ticket(self, number: str) -> Ticket:
        return self.terminal.log.ticket(number)

    def ask(self) -> str:
        """Settled at the counter, asked as the ticket page asks."""
        number = settled(self.terminal)
        self.counter.ask_rating(number)
        return number

    def pass_seconds(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.move(seconds=1)
            self.counter._second()

    def said(self) -> list[str]:
        """The words of the rating page."""
        QApplication.processEvents()
        page = self.counter.rating_page
        return [w.text() for w in page.findChildren(QLabel) if w.isVisible()]


def make_hall(qtbot: QtBot, folder: Path, *, pad: bool, wanted: bool = True) -> Hall:
    clock, fake = FakeClock(), FakePad()
    terminal = make_terminal(folder, clock)
    if pad:
        terminal.pad = fake  # type: ignore[assignment]  # a pad that only remembers
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(1366, 768)
    counter.citizen.displays.deleteLater()
    if wanted:
        display = OneDisplay()
        counter.citizen.displays = display  # type: ignore[assignment]  # one that is pulled out
        display.changed.connect(counter.citizen.place)
        counter.citizen.place()
    qtbot.addWidget(counter.citizen.window)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    return Hall(counter, terminal, fake, clock)


def shut(hall: Hall) -> None:
    close(hall.counter)
    hall.terminal.stop()


@pytest.fixture
def hall(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    """A screen and no pad."""
    made = make_hall(qtbot, tmp_path / "home", pad=False)
    yield made
    shut(made)


@pytest.fixture
def both(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    """A screen and a pad."""
    made = make_hall(qtbot, tmp_path / "home", pad=True)
    yield made
    shut(made)


@pytest.mark.clause("N-7.2.2")
def test_where_no_pad_is_fitted_the_screen_serves(hall: Hall) -> None:
    number = hall.ask()
    asking = hall.ticket(number).asking
    assert asking is not None
    assert asking.source == "screen"
    assert "请群众在公众屏上点选" in hall.said()
    hall.touch("level:4")
    assert hall.ticket(number).rating is None
    hall.touch("submit")
    rating = hall.ticket(number).rating
    assert rating is not None
    assert (rating.source, rating.level, rating.key, rating.scale) == ("screen", "4", 4, 5)
    assert {"已收到群众评价", "结果先遮挡，群众离开后再看。"} <= set(hall.said())
    hall.counter.rating_page.gone.click()
    assert hall.ticket(number).is_revealed


def test_the_asking_is_committed_before_the_tiles_stand(hall: Hall) -> None:
    number = settled(hall.terminal)
    engine = hall.terminal.log.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("PRAGMA query_only = 1")
    hall.counter.ask_rating(number)
    assert hall.window.target("level:5") is None
    assert not hall.counter.citizen.touching.goes_on


def test_a_touch_the_store_does_not_take_is_written_later_and_thanked_for_then(
    hall: Hall,
) -> None:
    number, engine = hall.ask(), hall.terminal.log.engine
    hall.touch("level:5")
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("PRAGMA query_only = 1")
    hall.touch("submit")
    assert hall.counter.citizen.touching.goes_on
    assert hall.ticket(number).ratings == ()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 0")
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    hall.pass_seconds(1)
    assert [r.level for r in hall.ticket(number).ratings] == ["5"]
    assert not hall.counter.citizen.touching.goes_on


def test_mouse_and_keys_on_the_screen_leave_the_store_as_it_is(hall: Hall) -> None:
    number = hall.ask()
    entries = hall.terminal.log.head.seq
    target = hall.window.target("level:5")
    assert target is not None
    hall.clock.move(seconds=3)
    for widget in (target, hall.window):
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_5, Qt.Key.Key_Tab):
            QTest.keyClick(widget, key)
    hall.pass_seconds(1)
    assert hall.terminal.log.head.seq == entries
    assert hall.window.target("submit") is None
    assert hall.ticket(number).asking is not None


def test_a_hand_on_the_citizens_screen_does_not_keep_the_clerks_desk_open(hall: Hall) -> None:
    idle = hall.counter.idle
    idle.stop()
    QTest.mouseClick(hall.window, Qt.MouseButton.LeftButton)
    assert not idle.isActive()
    QTest.mouseClick(hall.counter.rating_page, Qt.MouseButton.LeftButton)
    assert idle.isActive()


def test_a_good_and_a_bad_touch_look_alike_until_the_citizen_has_left(
    look: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = []
    for place, level in enumerate(("5", "1")):
        hall = make_hall(qtbot, tmp_path / str(place), pad=True)
        number = settled(hall.terminal)
        hall.counter.rating.on_ask(number, "screen")
        hall.touch(f"level:{level}", "submit")
        if level == "1":
            hall.touch("reason:slow", "submit")
        before = everything_shown(hall, number)
        hall.counter.rating.on_left()
        shown.append((before, everything_shown(hall, number)))
        shut(hall)
    (good, good_left), (bad, bad_left) = shown
    for page in (good, bad):  # when something was received is no secret
        page["rating"] = [x for x in page["rating"] if x.count(":") != 2]
    assert good == bad
    assert good_left != bad_left
    assert "等的时间太长" in "".join(bad_left["story"])


def test_a_display_pulled_out_during_a_rating_ends_it_and_the_desk_goes_on(hall: Hall) -> None:
    number = hall.ask()
    hall.touch("level:1")
    hall.display.pull_out()
    ticket = hall.ticket(number)
    assert (ticket.askings[-1].end, ticket.ratings) == ("device_lost", ())
    assert "公众屏断开，还没有收到评价" in hall.said()
    assert not hall.window.isVisible()
    hall.pass_seconds(1)
    assert hall.counter.shell.strip._items["screen"]._words.text() == "公众屏没有接上"
    done(intake.accept(hall.terminal.desk, form(hall.terminal), "general"))
    hall.display.plug_in()
    hall.pass_seconds(1)
    assert hall.window.isVisible()
    assert hall.counter.shell.strip._items["screen"]._words.text() == "公众屏"


def written(hall: Hall, number: str) -> list[tuple[object, ...]]:
    """What stands in the log of levels (with their milliseconds) and reasons."""
    acts = [f.act for f in hall.terminal.log.facts(number)]
    return [
        (a.level, a.latency_ms) if isinstance(a, Rated) else a.reasons
        for a in acts
        if isinstance(a, Rated | ReasonsGiven)
    ]  # fmt: skip


def test_a_display_pulled_out_over_the_reasons_keeps_what_was_submitted(hall: Hall) -> None:
    number = hall.ask()
    hall.touch("level:1", "submit", "reason:slow")
    hall.display.pull_out()
    assert written(hall, number) == [("1", 4000), ("slow",)]


def test_what_was_submitted_is_written_before_the_reasons_are_asked(hall: Hall) -> None:
    number = hall.ask()
    hall.touch("level:1", "submit")
    assert hall.window.target("reason:slow") is not None
    assert written(hall, number) == [("1", 4000)]
    hall.touch("reason:slow", "reason:trips")
    hall.pass_seconds(31)
    assert written(hall, number) == [("1", 4000), ("slow", "trips")]


def test_the_next_citizen_takes_the_screen_from_the_reasons(hall: Hall) -> None:
    number = hall.ask()
    hall.touch("level:1", "submit", "reason:slow")
    hall.counter.rating.on_left()
    assert hall.window.target("reason:slow") is not None, "who still chooses is not disturbed"
    done(intake.accept(hall.terminal.desk, form(hall.terminal), "general"))
    hall.ask()
    assert written(hall, number) == [("1", 4000), ("slow",)]
    assert hall.window.target("level:5") is not None


def test_reasons_the_store_does_not_take_are_written_later_and_the_clerk_hears_nothing(
    hall: Hall,
) -> None:
    number, engine = hall.ask(), hall.terminal.log.engine
    hall.touch("level:1", "submit", "reason:slow")
    before = hall.said()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    hall.touch("submit")
    assert (hall.said(), written(hall, number)) == (before, [("1", 4000)])
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 0")
    hall.pass_seconds(1)
    assert written(hall, number) == [("1", 4000), ("slow",)]


def test_a_press_the_store_did_not_take_goes_before_the_clerk_who_declines(hall: Hall) -> None:
    number, engine = hall.ask(), hall.terminal.log.engine
    hall.touch("level:1")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    hall.touch("submit")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 0")
    hall.counter.rating.on_declined("群众表示不评价")
    assert written(hall, number) == [("1", 4000)]
    assert hall.ticket(number).askings[-1].end == "rated"


def test_the_leader_reads_the_reasons_in_the_ledger_once_the_citizen_has_left(hall: Hall) -> None:
    number, counter = hall.ask(), hall.counter
    hall.touch("level:1", "submit", "reason:slow", "reason:trips", "submit")
    shown = []
    for left in (False, True):
        if left:
            sit(hall.terminal, "C1")
            counter.rating.on_left()
        for who in ("C1", "L1"):
            sit(hall.terminal, who)
            counter.shell.show_page("ledger")
            counter.ledger.open()
            QApplication.processEvents()
            words = [w.text() for w in counter.ledger_page.findChildren(QLabel) if w.isVisible()]
            shown.append((left, who, "等的时间太长、来回跑太多次" in words))
    assert number
    assert [s for s in shown if s[2]] == [(True, "L1", True)]


def test_a_pad_goes_on_where_the_screen_went_away(both: Hall) -> None:
    number = settled(both.terminal)
    both.counter.rating.on_ask(number, "screen")
    both.counter.shell.show_page("rating")
    both.display.pull_out()
    ticket = both.ticket(number)
    assert [(a.source, a.end) for a in ticket.askings] == [("screen", "device_lost"), ("pad", "")]
    assert both.pad.told == [f"ask {ticket.askings[-1].ref}"]
    assert both.counter.rating_page.banner.isVisible()
    both.press("4")
    assert [r.source for r in both.ticket(number).ratings] == ["pad"]
    assert not both.counter.rating_page.banner.isVisible()


def test_the_screen_goes_on_where_the_pad_went_away(both: Hall) -> None:
    number = both.ask()
    ask = both.counter.rating.current.ask
    both.terminal.bridge.post(worker.AskLost(ask, "lost"))
    both.terminal.bridge.drain()
    sources = [(a.source, a.end) for a in both.ticket(number).askings]
    assert sources == [("pad", "device_lost"), ("screen", "")]
    assert "评价器没有应答，还没有收到评价" in both.said()
    both.touch("level:5", "submit")
    assert [r.source for r in both.ticket(number).ratings] == ["screen"]


def test_a_pad_that_is_lost_and_a_screen_that_follows_it_need_the_leader(both: Hall) -> None:
    number = both.ask()
    both.terminal.bridge.post(worker.AskLost(both.counter.rating.current.ask, "lost"))
    both.terminal.bridge.drain()
    both.display.pull_out()
    assert [a.end for a in both.ticket(number).askings] == ["device_lost", "device_lost"]
    both.counter.ask_rating(number)
    assert both.counter.rating_page.leave.isVisible()
    assert len(both.ticket(number).askings) == 2


def test_the_clerk_may_ask_by_the_screen_from_the_list(both: Hall) -> None:
    number = settled(both.terminal)
    both.counter.shell.show_page("rating")
    page = both.counter.rating_page
    page.table.select(number)
    assert page.switch.isVisible()
    assert page.switch.text() == "改用公众屏"
    page.switch.click()
    asking = both.ticket(number).asking
    assert asking is not None
    assert asking.source == "screen"
    assert both.pad.told == []
    assert page.switch.text() == "改用评价器"


def test_going_over_to_the_screen_in_the_middle_needs_the_leader(both: Hall, qtbot: QtBot) -> None:
    number = both.ask()
    page = both.counter.rating_page
    page.switch.click()
    assert page.leave.isVisible()
    assert both.ticket(number).askings[-1].end == ""
    page.leave.password.setText("leader-secret")
    page.leave.strong.click()
    qtbot.waitUntil(lambda: len(both.ticket(number).askings) == 2, timeout=10_000)
    first, second = both.ticket(number).askings
    assert (first.source, first.end) == ("pad", "interrupted")
    assert (second.source, second.end, second.reason) == ("screen", "", "L1")
    assert both.pad.told[-1] == "cancel"
    assert both.window.target("level:5") is not None


def test_what_was_submitted_cannot_be_declined_away(hall: Hall) -> None:
    number = hall.ask()
    hall.touch("level:1", "submit")
    hall.counter.rating.on_declined("群众表示不评价")
    ticket = hall.ticket(number)
    assert [r.level for r in ticket.ratings] == ["1"]
    assert ticket.askings[-1].end == "rated"


def test_declining_takes_the_tiles_away(hall: Hall) -> None:
    number = hall.ask()
    hall.counter.rating.on_declined("群众表示不评价")
    assert hall.ticket(number).askings[-1].end == "declined"
    assert hall.window.target("level:5") is None


def test_nobody_touches(hall: Hall) -> None:
    number = hall.ask()
    hall.pass_seconds(121)
    assert hall.ticket(number).askings[-1].end == "timed_out"


def test_what_was_registered_is_checked_on_the_screen(hall: Hall) -> None:
    desk = hall.terminal.desk
    outcome = done(intake.accept(desk, form(hall.terminal), "general"))
    hall.counter._intake_written(outcome)
    hall.touch("right")
    number = outcome.ticket.no
    assert "content_confirmed" in hall.ticket(number).marks
    hall.counter.open_ticket(number)
    assert "反映人已在公众屏确认登记内容" in repr(hall.counter.ticket_page._lines)
    hall.pass_seconds(7)
    hall.counter._intake_written(outcome)
    hall.touch("wrong")
    toasts = [t.notice.title for t in hall.counter.shell.toasts._toasts]
    assert f"{number} 群众说登记内容有不对的地方，请核对后更正" in toasts


def test_a_locked_desk_is_out_of_service_and_a_rating_is_finished_first(hall: Hall) -> None:
    hall.counter.lock()
    assert hall.stands == "暂停服务"
    sit(hall.terminal, "C1")
    hall.counter.signed_in(person(hall.terminal, "C1"))
    assert hall.stands == "“办不成事”反映窗口"
    number = hall.ask()
    hall.counter.lock()
    hall.touch("level:3", "submit")
    assert [r.level for r in hall.ticket(number).ratings] == ["3"]
    hall.pass_seconds(7)
    assert hall.stands == "暂停服务"


def test_a_counter_with_one_display_has_no_citizens_screen(
    look: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    hall = make_hall(qtbot, tmp_path / "home", pad=False, wanted=False)
    hall.pass_seconds(1)
    assert not hall.window.isVisible()
    assert "screen" not in hall.counter.shell.strip._items
    hall.counter.ask_rating(settled(hall.terminal))
    assert any("也没有公众屏" in x for x in hall.said())
    shut(hall)


def test_a_display_that_is_named_is_missed_and_none_stays_dark(hall: Hall) -> None:
    shell = hall.counter.shell
    named = Displays(ScreenSettings("auto", "HDMI-2"), shell)
    assert (named.is_wanted, named.citizens()) == (True, None)
    dark = Displays(ScreenSettings(use="none", display="HDMI-2"), shell)
    assert (dark.is_wanted, dark.citizens()) == (False, None)


def test_the_settings_of_the_screen_are_kept_and_checked(tmp_path: Path) -> None:
    chosen = Settings(screen=ScreenSettings(use="none", display="HDMI-2"))
    save_settings(tmp_path, chosen)
    assert load_settings(tmp_path).screen == chosen.screen
    (tmp_path / "settings.toml").write_text('[screen]\nuse = "mouse"\n', "utf-8")
    with pytest.raises(Faulty):
        load_settings(tmp_path)

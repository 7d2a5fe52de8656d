"""The simulator's window on the real driver: what is pressed there is an entry of the training
log, and what goes over the line stands in the record with its meaning."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.cli import training
from app.db import queries
from app.desk import intake
from app.devices.practice import FAULTS
from app.domain.acts.rating import PressKept, Rated
from app.domain.ticket import Ticket
from app.main import Terminal
from app.printing import played
from app.settings.words import Words
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Label
from app.ui.kit.theme import Theme
from app.ui.settings.fitted import PrinterForm
from app.ui.simulator import printer_presenter
from app.ui.simulator.printer_view import PrinterWindow
from app.ui.simulator.view import SimulatorWindow
from app.ui.wiring.counter import Counter
from app.ui.wiring.training import TrainingMode
from tests.fakes.clock import HurryingClock
from tests.fakes.loopback_printer import LoopbackPrinter
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import activate, click
from tests.ui.pages.conftest import Desk, close


class Room(NamedTuple):
    """A training counter with the clerk at it and the simulator beside it."""

    counter: Counter
    terminal: Terminal
    mode: TrainingMode
    window: SimulatorWindow
    clock: HurryingClock
    switched: list[bool]
    qtbot: QtBot

    def ask(self) -> str:
        """Ask the citizen of the ticket that waits; past the time nobody reads faster than."""
        with self.terminal.log.reading() as connection:
            number = queries.to_rate(connection)[0].no
        self.counter.ask_rating(number)
        self.qtbot.waitUntil(lambda: "灯亮着" in self.window._line.text(), timeout=10_000)
        self.qtbot.waitUntil(
            lambda: "已亮灯" in self.record() or "提示评价" in self.record(), timeout=10_000
        )
        self.clock.skip(0.5)
        return number

    def ticket(self, number: str) -> Ticket:
        return self.terminal.log.ticket(number)

    def record(self) -> list[str]:
        """The meanings of the lines."""
        rows = range(self.window.model.rowCount())
        return [str(self.window.model.data(self.window.model.index(r, 3))) for r in rows]


@pytest.fixture
def room(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    clock, switched = HurryingClock(), list[bool]()
    terminal = training.open_training(tmp_path, clock)
    counter = Counter(terminal, lambda _: None)
    mode = TrainingMode(terminal, counter.shell, counter.login_page, lambda: switched.append(True))
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    terminal.start()
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    assert mode.simulator is not None
    yield Room(counter, terminal, mode, mode.simulator, clock, switched, qtbot)
    close(counter)
    terminal.stop()


def middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def test_a_key_pressed_there_is_a_rating_of_the_training_log(room: Room) -> None:
    number = room.ask()
    click(room.window.keys[4], middle(room.window.keys[4]))
    room.qtbot.waitUntil(lambda: bool(room.ticket(number).rating), timeout=10_000)
    rated = next(f.act for f in room.terminal.log.facts(number) if isinstance(f.act, Rated))
    assert (rated.level, rated.key, rated.source, rated.label) == ("4", 4, "pad", "满意")
    assert rated.device.endswith("simulator")
    room.qtbot.waitUntil(lambda: "确认收到" in room.record(), timeout=10_000)
    assert room.record()[:4] == ["提示评价", "已亮灯", "满意", "确认收到"]
    way = [str(room.window.model.data(room.window.model.index(r, 1))) for r in range(4)]
    assert way == ["主机 →", "← 应答", "← 按键", "主机 →"]


def test_a_dark_pad_sends_nothing_and_says_so(room: Room) -> None:
    room.window.keys[5].click()
    assert room.record() == ["“非常满意”没有发出：灯没亮"]
    room.window.faults["unplugged"].click()
    room.window.keys[5].click()
    assert room.record()[1] == "“非常满意”没有发出：线拔掉了"
    assert room.window._line.text() == "线拔掉了"


def test_a_press_nobody_asked_for_is_kept_and_counts_for_nothing(room: Room) -> None:
    room.window.faults["unasked"].click()
    before = room.terminal.log.head.seq
    room.window.keys[1].click()
    room.qtbot.waitUntil(lambda: room.terminal.log.head.seq > before, timeout=10_000)
    stream = f"desk:{room.terminal.desk.today}"
    assert isinstance(room.terminal.log.facts(stream)[-1].act, PressKept)


def test_a_pulled_cable_ends_the_asking_as_lost(room: Room) -> None:
    number = room.ask()
    room.window.faults["unplugged"].click()
    room.qtbot.waitUntil(lambda: room.ticket(number).asking is None, timeout=10_000)
    assert room.ticket(number).askings[-1].end == "device_lost"


def test_another_model_has_its_own_keys_and_ends_the_asking(room: Room) -> None:
    number = room.ask()
    room.window.models.choose("bus68-4key")
    room.window.models.chosen_id.emit("bus68-4key")
    room.qtbot.waitUntil(lambda: room.ticket(number).asking is None, timeout=10_000)
    assert [k.key.label for k in room.window.keys.values()] == [
        "非常满意", "满意", "一般", "不满意",
    ]  # fmt: skip
    room.qtbot.waitUntil(
        lambda: (
            room.counter.status._pad is not None
            and room.counter.status._pad.health == "unconfirmed"
        ),
        timeout=10_000,
    )
    room.window.keys[3].click()
    room.qtbot.waitUntil(lambda: "非常满意" in room.record(), timeout=10_000)


def test_a_spoiled_press_stands_in_the_record_as_what_it_is(room: Room) -> None:
    number = room.ask()
    room.window.faults["spoiled"].click()
    room.window.keys[5].click()
    room.qtbot.waitUntil(lambda: "读不出按键" in room.record(), timeout=10_000)
    room.window.faults["spoiled"].click()
    room.window.keys[5].click()
    room.qtbot.waitUntil(lambda: bool(room.ticket(number).rating), timeout=10_000)


def test_the_record_is_cleared_and_exported(room: Room, tmp_path: Path) -> None:
    room.window.keys[5].click()
    room.window._presenter.on_export(str(tmp_path / "record.txt"))
    text = (tmp_path / "record.txt").read_text("utf-8")
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}\t没有发出\t\t“非常满意”没有发出：灯没亮\n", text)
    assert room.window.banner._title.text() == "已导出 1 行"
    room.window._presenter.on_export(str(tmp_path / "no" / "record.txt"))
    assert "没有导出" in room.window.banner._title.text()
    room.window._presenter.on_export("")
    room.window.clear.click()
    assert room.record() == []


def test_every_fault_has_its_words() -> None:
    words = Words()
    assert [
        f for f in FAULTS for k in ("means", "lesson") if not words.has(f"simulator.{f}_{k}")
    ] == []
    told = (*printer_presenter.FAULTS, printer_presenter.POWER)
    assert [f for f in told if not words.has(f"played.{f}_lesson")] == []
    assert set(printer_presenter.FAULTS) <= set(played.FAULTS)


def test_every_screen_says_that_it_is_training(room: Room) -> None:
    shell = room.counter.shell
    assert "演练" in shell.windowTitle()
    shown = {x.text() for x in shell.strip.findChildren(Label) if x.isVisible()}
    assert "演练模式，数据不上传、不进台账" in shown
    room.counter.lock()
    told = {x.text() for x in room.counter.login_page.findChildren(Label)}
    assert any("12345678" in text for text in told)
    verbs = {b.text(): b for b in shell.strip.findChildren(KeyButton)}
    verbs["评价器模拟"].click()
    assert room.window.isVisible()
    verbs["退出"].click()
    assert room.switched == [True]


def test_the_rating_page_brings_the_simulator(room: Room) -> None:
    assert not room.window.isVisible()
    room.counter.shell.show_page("rating")
    assert room.window.isVisible()


def test_a_real_counter_has_a_way_in_and_no_simulator(desk: Desk) -> None:
    went: list[bool] = []
    counter = desk.counter
    mode = TrainingMode(desk.terminal, counter.shell, counter.login_page, lambda: went.append(True))
    assert mode.simulator is None
    counter.lock()
    assert mode.way_in.isVisible()
    mode.way_in.click()
    assert went == [True]
    assert not counter.shell.strip._training.isVisible()


class Tray:
    """The played printer's window over the training counter."""

    def __init__(self, room: Room) -> None:
        assert room.mode.printer is not None
        self.window: PrinterWindow = room.mode.printer
        self.room = room
        verbs = {b.text(): b for b in room.counter.shell.strip.findChildren(KeyButton)}
        verbs["打印机模拟"].click()

    def accept(self, phone: str = "19900001234") -> None:
        outcome = intake.accept(
            self.room.terminal.desk, form(self.room.terminal, phone=phone), "general"
        )
        assert outcome.is_done
        self.room.counter.written(outcome)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.room.qtbot.waitUntil(condition, timeout=15_000)


def test_a_paper_that_came_out_is_seen_as_a_picture(room: Room) -> None:
    tray = Tray(room)
    assert tray.window.place.text().startswith("还没有打出来")
    assert not tray.window.paper.isVisible()
    tray.accept()
    tray.wait(
        lambda: "第 1 张，共 1 张" in tray.window.place.text() and tray.window.paper.isVisible()
    )
    tray.accept("19900005678")
    tray.wait(lambda: "第 2 张，共 2 张" in tray.window.place.text())
    assert not tray.window.after.isEnabled()
    tray.window.before.click()
    assert tray.window.place.text() == "第 1 张，共 2 张，已切下"


def test_half_a_paper_is_seen_where_the_roll_ran_out_and_the_switch_follows(room: Room) -> None:
    tray = Tray(room)
    tray.window.switches.boxes["runs_out"].click()
    assert "装好纸它会接着打完" in tray.window.lesson.text.text()
    tray.accept()
    tray.wait(lambda: "没有切" in tray.window.place.text())
    tray.wait(tray.window.switches.boxes["paper_out"].isChecked)
    assert not tray.window.switches.boxes["runs_out"].isChecked()
    tray.window.switches.boxes["paper_out"].click()
    tray.wait(lambda: "已切下" in tray.window.place.text())
    assert "没有故障" in tray.window.lesson.title.text()


def test_both_windows_lie_within_the_counter_at_1366_by_768(room: Room) -> None:
    tray = Tray(room)
    room.counter.shell.show_page("rating")
    shell = room.counter.shell
    whole = QRect(shell.mapToGlobal(QPoint(0, 0)), shell.size())
    for window in (room.window, tray.window):
        assert window.isVisible()
        assert whole.contains(window.geometry())
        assert window.minimumSizeHint().width() <= window.width()


def test_the_trainer_may_choose_the_real_printer_and_papers_say_that_they_are_practice(
    room: Room,
) -> None:
    counter, terminal = room.counter, room.terminal
    sit(terminal, "L1")
    counter.shell.show_page("settings")
    counter.settings.page.show_pane("devices")
    with LoopbackPrinter() as real:
        chosen = PrinterForm("tcp", real.host, str(real.port), "", "generic-80")
        counter.settings.devices.on_printer(chosen)
        room.qtbot.waitUntil(lambda: terminal.settings.printer.transport == "tcp")
        room.qtbot.waitUntil(lambda: terminal.printer is not None, timeout=15_000)
        sit(terminal, "C1")
        tray = Tray(room)
        tray.accept()
        tray.wait(lambda: not real.received.empty())
        paper = real.received.get()
    assert "【演练】".encode("gb18030") in paper
    assert terminal.played is not None
    assert terminal.played.papers == ()
    assert terminal.pad is not None
    room.ask()  # the simulator's pad was not exchanged: its window still presses it


def test_the_pads_restart_and_foreign_key_are_no_rating(room: Room) -> None:
    number = room.ask()
    room.window.faults["unknown"].click()
    room.window.keys[5].click()
    room.qtbot.waitUntil(lambda: "读不出按键" in room.record(), timeout=10_000)
    room.window.faults["unknown"].click()
    room.window.faults["reboot"].click()
    assert "再提示一次" in room.window.lesson.text.text()
    room.counter.rating.on_repeat()
    room.qtbot.waitUntil(lambda: room.record().count("提示评价") == 2, timeout=10_000)
    room.clock.skip(1.5)
    room.qtbot.waitUntil(lambda: "灯没亮" in room.window._line.text(), timeout=10_000)
    assert not room.ticket(number).ratings

"""The devices page in its states, as whoever stands before it sees them."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.devices import shelf, worker
from app.devices.worker import Traffic
from app.main import printer_of
from app.printing import spooler
from app.settings.terminal import PadSettings, PrinterSettings
from app.ui.kit.notices import Toast
from app.ui.kit.theme import Theme
from app.ui.settings.devices_view import DevicesPane
from tests.fakes.loopback_printer import LoopbackPrinter, free_port
from tests.fakes.terminal import form, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk, native


class Page:
    """The pane before the leader; pad and printer are what they are told to be."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot, self.terminal = desk, qtbot, desk.terminal
        self.wiring = desk.counter.settings.bench
        desk.pad.profile = shelf.take(self.terminal.home.path, "pj06", "")
        self.fit(PrinterSettings("tcp", "127.0.0.1", free_port()))
        sit(self.terminal, "L1")
        desk.counter.shell.show_page("settings")
        desk.counter.settings.page.show_pane("devices")
        pane = desk.counter.settings.page.pane("devices")
        assert isinstance(pane, DevicesPane)
        self.pane = pane
        self.wait(lambda: bool(self.wiring.devices.around.pad_models))

    def fit(self, printer: PrinterSettings) -> None:
        terminal = self.terminal
        pad = PadSettings("/dev/ttyUSB0", "pj06")
        terminal.settings = msgspec.structs.replace(terminal.settings, pad=pad, printer=printer)
        terminal.printer = printer_of(
            terminal.settings, terminal.home.path, terminal.desk.clock, terminal.bridge,
            unclean=False,
        )  # fmt: skip
        self.desk.counter.status.fit()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)

    def tell(self, *messages: object) -> None:
        for message in messages:
            self.terminal.bridge.post(message)
        self.terminal.bridge.drain()
        self.wiring.devices.on_second()

    def state(self, name: str) -> str:
        return self.pane.cards[name].state.text()

    def line(self, name: str, title: str) -> str:
        card = self.pane.cards[name]
        return dict(zip(card._names, (v.text() for v in card._values), strict=True))[title]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, look: Theme) -> Iterator[Page]:
    made = Page(desk, qtbot)
    yield made
    if made.terminal.printer is not None:
        made.terminal.printer.stop(5.0)
        made.terminal.printer = None


@pytest.mark.parametrize(
    ("health", "code", "state", "what"),
    [
        ("online", "", "正常", ""),
        ("unconfirmed", "", "未确认", "还没有回过话"),
        ("unconfirmed", "no_answer", "没有应答", "没有应答"),
        ("unconfirmed", "noisy", "有干扰", "收不懂"),
        ("lost", "not_found", "断开", "串口不在了"),
        ("lost", "profile_changed", "断开", "重新确认"),
    ],
)
def test_the_pad_says_how_it_is_and_what_to_try(
    page: Page, health: str, code: str, state: str, what: str
) -> None:
    page.tell(worker.HealthChanged(health, code))
    assert page.state("pad") == state
    card = page.pane.cards["pad"]
    assert what in card.what.text() + card.first.text()
    assert card.trouble.isVisible() == bool(what)


@pytest.mark.parametrize(
    ("well", "code", "state"),
    [
        (True, "", "正常"), (True, "paper_low", "纸快用完"), (False, "paper_out", "没有纸"),
        (False, "cover", "盖子没合上"), (False, "cutter", "切刀卡住"),
        (False, "refused", "没有应答"), (False, "silent", "没有应答"),
    ],
)  # fmt: skip
def test_the_printer_says_how_it_is(page: Page, well: bool, code: str, state: str) -> None:
    page.tell(spooler.HealthChanged(well, code))
    assert page.state("printer") == state
    assert page.pane.cards["printer"].trouble.isVisible() == (not well or bool(code))


def test_papers_of_another_day_are_no_silence_of_the_printer(page: Page) -> None:
    """The printer is well; what waits is said as what it is."""
    sit(page.terminal, "C1")
    outcome = intake.accept(page.terminal.desk, form(page.terminal), "general")
    assert outcome.is_done, outcome.refused
    page.desk.clock.move(days=1)
    page.tell(spooler.HealthChanged(True, ""))
    assert page.state("printer") == "有旧单据"


def test_facts_are_those_of_settings_and_profile(page: Page) -> None:
    page.tell(worker.HealthChanged("online"), spooler.HealthChanged(True, ""))
    assert page.line("pad", "连接") == "/dev/ttyUSB0，9600 8N1"
    assert "未在实机上试过" in page.line("pad", "型号")
    assert page.line("pad", "上次收到") == "本次启动后还没有"
    now = page.terminal.desk.clock.now()
    page.tell(Traffic("rx", "05", now))
    page.desk.clock.move(seconds=4)
    page.wiring.devices.on_second()
    assert page.line("pad", "上次收到") == "4 秒前"
    assert page.line("printer", "连接").startswith("网络 127.0.0.1:")
    assert page.line("printer", "纸张") == "80 毫米，一行 48 列，自动切纸"
    assert page.line("printer", "纸量") == "这种打印机不报纸量"


def test_nothing_fitted_is_no_trouble(page: Page) -> None:
    terminal = page.terminal
    assert terminal.printer is not None
    terminal.printer.stop(5.0)
    terminal.pad = terminal.printer = None
    page.desk.counter.status.fit()
    page.wiring.devices.on_second()
    assert (page.state("pad"), page.state("printer")) == ("未启用", "未启用")
    assert not page.pane.cards["pad"].trouble.isVisible()
    assert not page.pane.buttons["test"].isVisible()
    assert not page.pane.buttons["page"].isVisible()
    assert page.pane.buttons["pad"].isVisible(), "something can be fitted"


@pytest.mark.parametrize("code", ["busy", "no_permission"])
def test_who_stands_in_the_way_is_asked_once_on_a_worker_and_named(
    page: Page, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def look_up(_words: object, port: str, why: str) -> str:
        asked.append((port, why))
        return "串口被“pjq_client”占用"

    monkeypatch.setattr(page.wiring.devices._blames, "_look_up", look_up)
    page.tell(worker.HealthChanged("lost", code))
    page.wait(lambda: "pjq_client" in page.pane.cards["pad"].first.text())
    page.wiring.devices.on_second()
    assert asked == [("/dev/ttyUSB0", code)]


def test_keys_are_ticked_and_the_missing_ones_named(page: Page) -> None:
    pane, keys = page.pane, page.wiring.keys
    pane.buttons["test"].click()
    page.wiring.devices.on_second()
    assert page.state("pad") == "正在测试"
    assert pane.ticks.heard.text() == "请依次按 5 个键"
    for level in "5432":
        page.tell(worker.Pressed(keys.asking, native(level)))
    assert "还差：非常不满意" in pane.ticks.heard.text()
    pane.buttons["stop"].click()
    assert pane.ticks.heard.text() == "测试已结束，没有按到：非常不满意"
    pane.buttons["test"].click()
    for level in "54321":
        page.tell(worker.Pressed(keys.asking, native(level)))
    assert pane.ticks.heard.text() == "5 个键都按到了"
    assert page.desk.pad.told[-1] == "cancel", "the lamp goes out"


def test_the_lamp_is_tried_and_taken_back(page: Page) -> None:
    pane = page.pane
    pane.buttons["lamp"].click()
    assert page.desk.pad.told[-1].startswith("ask test:")
    page.desk.clock.move(seconds=5)
    page.wiring.keys.on_second()
    assert page.wiring.keys.asking
    page.desk.clock.move(seconds=2)
    page.wiring.keys.on_second()
    assert page.desk.pad.told[-1] == "cancel"
    assert pane.ticks.heard.text() == "灯已收回"


def test_a_pad_without_a_prompt_says_that_it_has_none(page: Page) -> None:
    page.desk.pad.profile = shelf.take(page.terminal.home.path, "bus68-4key", "")
    before = list(page.desk.pad.told)
    page.pane.buttons["lamp"].click()
    assert "没有亮灯的命令" in page.pane.ticks.heard.text()
    assert page.desk.pad.told == before


def test_a_test_left_with_its_page_lights_no_longer(page: Page) -> None:
    page.pane.buttons["test"].click()
    page.desk.counter.shell.show_page("board")
    assert page.desk.pad.told[-1] == "cancel"
    assert not page.wiring.keys.asking


def test_f5_looks_at_all_from_any_page_and_prints_nothing(page: Page) -> None:
    counter = page.desk.counter
    with LoopbackPrinter() as printer:
        assert page.terminal.printer is not None
        page.terminal.printer.stop(5.0)
        page.fit(PrinterSettings("tcp", printer.host, printer.port))
        page.terminal.printer.start()
        page.tell(worker.HealthChanged("lost", "not_found"))
        counter.shell.show_page("board")
        press(counter.shell, Qt.Key.Key_F5)
        page.wait(lambda: bool(counter.shell.findChildren(Toast)))
        (toast,) = counter.shell.findChildren(Toast)
        assert toast.accessibleName().startswith("自检完成，1 项要处理：评价器断开")
        assert printer.received.get(timeout=5) == b""
    assert not page.desk.pad.told, "a citizen who stands there is not asked"
    counter.shell.show_page("settings")
    page.wiring.devices.on_second()
    assert page.pane.cards["pad"]._right.text() == "上次自检 09:00"


def test_f5_finds_a_printer_that_went_away_since(page: Page) -> None:
    assert page.terminal.printer is not None
    page.terminal.printer.start()
    page.tell(worker.HealthChanged("online"), spooler.HealthChanged(True, ""))
    page.pane.check.click()
    page.wiring.devices.on_second()
    assert page.state("printer") in ("正在测试", "没有应答")
    page.wait(lambda: not page.wiring.check.goes_on)
    page.wiring.devices.on_second()
    assert page.state("printer") == "没有应答"


def test_support_gets_the_log_on_the_clipboard(page: Page) -> None:
    page.tell(Traffic("rx", "05", page.terminal.desk.clock.now()))
    page.wiring.frames.on_second()
    page.pane.frames.copy_button.click()
    text = QGuiApplication.clipboard().text()
    profile = page.desk.pad.profile
    assert profile is not None
    assert profile.sha256 in text
    assert "/dev/ttyUSB0" in text
    assert "非常满意" in text


def test_papers_that_wait_lead_to_the_queue(page: Page) -> None:
    page.pane.queue.click()
    assert page.desk.counter.shell.page() == "papers"


def test_no_ports_is_said_with_what_to_do(page: Page) -> None:
    page.pane.buttons["pad"].click()
    dialog = page.pane.pad_dialog
    assert dialog.isVisible()
    found = page.wiring.devices.around._replace(ports=(), lines=())
    page.wiring.devices._found(found)
    assert dialog._found.text() == "没有找到串口，插好再点重新查找"
    assert "/dev/ttyUSB0" in dialog.port.currentText(), "what is chosen stays"


def test_an_address_on_the_bus_is_asked_within_its_bounds(page: Page) -> None:
    page.pane.buttons["pad"].click()
    dialog = page.pane.pad_dialog
    page.wait(lambda: dialog.model.findData("bus68-4key") >= 0)
    dialog.model.choose("bus68-4key")
    dialog.model.chosen_id.emit("bus68-4key")
    (name,) = dialog.vars
    dialog.vars[name].setText("3")
    dialog.strong.click()
    assert dialog.fields[name].has_error()
    assert dialog.isVisible()
    dialog.vars[name].setText("130")
    dialog.strong.click()
    page.wait(lambda: page.terminal.settings.pad.profile == "bus68-4key")
    assert dict(page.terminal.settings.pad.vars) == {name: 130}
    assert not dialog.isVisible()


def test_what_a_clerk_changes_needs_the_leader(page: Page) -> None:
    sit(page.terminal, "C1")
    page.pane.buttons["printer"].click()
    dialog = page.pane.printer_dialog
    dialog.way.choose("none")
    dialog.strong.click()
    assert page.desk.counter.settings.dialog.isVisible()
    assert page.terminal.settings.printer.transport == "tcp"
    page.desk.counter.settings.dialog.reject()
    dialog.reject()


def test_every_button_can_be_reached_by_keys_and_has_a_name(page: Page) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox

    for made in (QAbstractButton, QComboBox):
        for widget in page.pane.findChildren(made):
            if widget.isVisible():
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget

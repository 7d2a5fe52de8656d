"""Devices through the page, on real lines: chosen, changed while the program runs, tried out."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli.rig import ScriptedClock
from app.db import jobs
from app.desk import intake
from app.devices import profile as pads
from app.devices.pads.simulator import PlayedPad
from app.domain.acts.managing import SettingsChanged
from app.domain.fold import desk_stream
from app.main import Terminal
from app.settings.places import RESOURCES
from app.settings.terminal import Settings, load_settings, save_settings
from app.ui.kit.theme import Theme
from app.ui.settings.devices_view import DevicesPane
from app.ui.settings.fitted import PrinterForm
from app.ui.wiring.counter import Counter
from tests.desk.conftest import settled
from tests.fakes.loopback_printer import LoopbackPrinter, free_port
from tests.fakes.terminal import HALL, form, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close

HUMAN = 0.6  # seconds until a citizen presses; faster than 0.3 is nobody


class Bench:
    """A counter without devices, the leader in front of the pane."""

    def __init__(self, terminal: Terminal, counter: Counter, qtbot: QtBot) -> None:
        self.terminal, self.counter, self._qtbot = terminal, counter, qtbot
        pane = counter.settings.page.pane("devices")
        assert isinstance(pane, DevicesPane)
        self.pane = pane
        self.devices = counter.settings.devices

    def wait(self, condition: Callable[[], bool | None]) -> None:
        self._qtbot.waitUntil(condition, timeout=15_000)

    def hear(self, words: str) -> None:
        """Wait until the test of the keys says so."""
        self.wait(lambda: words in self.pane.ticks.heard.text())

    def said(self) -> str:
        return self.pane.banner._title.text()

    def fit_pad(self, port: str) -> None:
        self.devices.on_pad(port, "pj06")
        self.wait(lambda: (self.terminal.pad.name if self.terminal.pad else "") == port)

    def fit_printer(self, host: str, port: int) -> None:
        self.devices.on_printer(PrinterForm("tcp", host, str(port), "", "generic-80"))
        self.wait(lambda: self.terminal.printer is not None)

    def paper(self, printer: LoopbackPrinter) -> bytes:
        """What came out; the window lives meanwhile, for it has to commit first."""
        self.wait(lambda: not printer.received.empty())
        return printer.received.get()

    def head(self) -> int:
        return self.terminal.log.head.seq


@pytest.fixture
def bench(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    clock = ScriptedClock("2026-03-11 09:00")
    terminal = make_terminal(tmp_path / "home", clock, settings_=Settings(hall=HALL))
    counter = Counter(terminal, partial(save_settings, terminal.home.path))
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(terminal, "L1")
    counter.signed_in(person(terminal, "L1"))
    counter.shell.show_page("settings")
    yield Bench(terminal, counter, qtbot)
    close(counter)
    terminal.stop()


@pytest.fixture
def played(tmp_path: Path) -> Iterator[PlayedPad]:
    profile = pads.load_file(RESOURCES / "pads" / "pj06.toml")
    with PlayedPad(tmp_path / "pad", profile, ScriptedClock("2026-03-11 09:00")) as pad:
        yield pad


def test_a_pad_is_fitted_tried_out_and_no_key_of_the_test_is_an_entry(
    bench: Bench, played: PlayedPad
) -> None:
    pane = bench.pane
    assert not pane.buttons["test"].isVisible(), "nothing to try yet"
    bench.fit_pad(str(played.path))
    assert load_settings(bench.terminal.home.path).pad.port == str(played.path)
    facts = bench.terminal.log.facts(desk_stream(bench.terminal.desk.today))
    act = facts[-1].act
    assert isinstance(act, SettingsChanged)
    assert act.changes == (("pad.port", "", str(played.path)),)
    before = bench.head()
    bench.wait(pane.buttons["test"].isVisible)
    played.answer_with([(HUMAN, 5), (HUMAN, 1)])
    pane.buttons["test"].click()
    assert "请依次按 5 个键" in pane.ticks.heard.text()
    bench.hear("：非常不满意。")  # what was said before it may be gone by now
    assert bench.counter.settings.keys._pressed == {5, 1}
    bench.wait(lambda: played.prompts == 3)
    pane.buttons["stop"].click()
    assert "没有按到：满意、基本满意、不满意" in pane.ticks.heard.text()
    assert bench.head() == before
    assert bench.counter.rating.current.number == ""


def test_a_pad_fitted_now_rates_the_next_citizen(bench: Bench, played: PlayedPad) -> None:
    bench.fit_pad(str(played.path))
    sit(bench.terminal, "C1")
    number = settled(bench.terminal)
    played.answer_with([(HUMAN, 4)])
    bench.counter.ask_rating(number)
    bench.wait(lambda: bench.terminal.log.ticket(number).rating is not None)
    assert [r.level for r in bench.terminal.log.ticket(number).ratings] == ["4"]


def test_while_a_citizen_is_asked_nothing_is_changed_or_tried(
    bench: Bench, played: PlayedPad
) -> None:
    bench.fit_pad(str(played.path))
    sit(bench.terminal, "C1")
    number = settled(bench.terminal)
    played.answer_with([(3 * HUMAN, 5)])
    bench.counter.ask_rating(number)
    bench.wait(lambda: played.prompts == 1)
    sit(bench.terminal, "L1")
    bench.counter.shell.show_page("settings")
    bench.devices.on_pad("", "pj06")
    assert "正在请群众评价" in bench.said()
    bench.counter.settings.keys.on_start()
    assert "正在请群众评价" in bench.pane.ticks.heard.text()
    assert bench.terminal.pad is not None
    bench.wait(lambda: bench.terminal.log.ticket(number).rating is not None)


def test_a_pad_is_taken_away_and_the_pages_know(bench: Bench, played: PlayedPad) -> None:
    bench.fit_pad(str(played.path))
    bench.devices.on_pad("", "pj06")
    bench.wait(lambda: bench.terminal.pad is None and not bench.counter.citizen.devices())
    bench.wait(lambda: not bench.pane.buttons["test"].isVisible())
    sit(bench.terminal, "C1")
    number = settled(bench.terminal)
    bench.counter.ask_rating(number)
    assert bench.terminal.log.ticket(number).askings == ()


def test_a_test_page_is_printed_and_is_no_job_and_no_entry(bench: Bench) -> None:
    with LoopbackPrinter() as printer:
        bench.fit_printer(printer.host, printer.port)
        before = bench.head()
        bench.pane.buttons["page"].click()
        payload = bench.paper(printer)
        bench.wait(lambda: "测试页已送出" in bench.said())
        assert "打印测试页".encode("gb18030") in payload
        with bench.terminal.log.reading() as connection:
            assert jobs.jobs(connection) == ()
        assert bench.head() == before


def test_papers_that_waited_come_out_of_the_printer_fitted_now(bench: Bench) -> None:
    sit(bench.terminal, "C1")
    outcome = intake.accept(bench.terminal.desk, form(bench.terminal), "general")
    assert outcome.is_done
    sit(bench.terminal, "L1")
    with LoopbackPrinter() as first, LoopbackPrinter() as second:
        bench.fit_printer(first.host, first.port)
        assert bench.paper(first).startswith(b"\x1b@")
        bench.wait(lambda: states(bench) == ["done"])
        bench.fit_printer(second.host, second.port)
        bench.wait(lambda: bench.terminal.settings.printer.port == second.port)
        bench.wait(lambda: bench.terminal.printer is not None)
        sit(bench.terminal, "C1")
        again = intake.accept(
            bench.terminal.desk, form(bench.terminal, phone="19900005678"), "general"
        )
        bench.counter.written(again)
        assert bench.paper(second).startswith(b"\x1b@")
        bench.wait(lambda: states(bench) == ["done", "done"])
        assert first.received.empty()


def test_a_printer_that_is_not_there_is_said_and_the_page_is_not_tried_for_ever(
    bench: Bench,
) -> None:
    bench.fit_printer("127.0.0.1", free_port())
    bench.pane.buttons["page"].click()
    bench.wait(lambda: "打印机没有接上" in bench.said())


def states(bench: Bench) -> list[str]:
    with bench.terminal.log.reading() as connection:
        return [j.state for j in jobs.jobs(connection)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (PrinterForm("tcp", "", "9100", "", "generic-80"), "host"),
        (PrinterForm("tcp", "http://x/", "9100", "", "generic-80"), "host"),
        (PrinterForm("tcp", "1.2.3.4", "0", "", "generic-80"), "port"),
        (PrinterForm("tcp", "1.2.3.4", "99999", "", "generic-80"), "port"),
        (PrinterForm("tcp", "1.2.3.4", "²", "", "generic-80"), "port"),
        (PrinterForm("serial", "", "", "", "generic-80"), "line"),
    ],
)
def test_a_printer_that_cannot_be_is_said_beside_its_field(
    bench: Bench, typed: PrinterForm, field: str
) -> None:
    before = bench.head()
    bench.devices.on_printer(typed)
    assert bench.pane.printer_dialog.fields[field].has_error()
    assert bench.head() == before


def test_one_port_serves_one_device(bench: Bench) -> None:
    bench.devices.on_printer(PrinterForm("serial", "", "", "/dev/ttyX", "generic-80"))
    bench.wait(lambda: bench.terminal.printer is not None)
    bench.devices.on_pad("/dev/ttyX", "pj06")
    assert bench.pane.pad_dialog.fields["pad_port"].has_error()
    assert bench.terminal.pad is None

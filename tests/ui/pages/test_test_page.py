"""打印测试页 from the button to the printer's own model: printed, answered, agreed to, in use."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli.rig import ScriptedClock
from app.main import Terminal
from app.printing import profiles
from app.printing.acceptance import QUESTIONS
from app.printing.played import PlayedPrinter
from app.settings.terminal import PrinterSettings, Settings, load_settings, save_settings
from app.ui.kit.theme import Theme
from app.ui.settings.devices_view import DevicesPane
from app.ui.wiring.counter import Counter
from tests.fakes.terminal import HALL, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close

SEEN = {"columns": "42", "rare": "drawn", "qr": "dots", "bar": "whole", "feed": "same",
        "cut": "full"}  # fmt: skip


class Bench:
    """The leader before the page, a played printer on the line."""

    def __init__(self, terminal: Terminal, counter: Counter, played: PlayedPrinter,
                 qtbot: QtBot) -> None:  # fmt: skip
        self.terminal, self.counter, self.played, self.qtbot = terminal, counter, played, qtbot
        pane = counter.settings.page.pane("devices")
        assert isinstance(pane, DevicesPane)
        self.pane = pane
        qtbot.waitUntil(lambda: bool(counter.settings.devices.around.printer_models))

    def print_page(self) -> None:
        self.pane.buttons["page"].click()
        self.qtbot.waitUntil(self.pane.trial.isVisible, timeout=15_000)

    def answer(self, **given: str) -> None:
        for key, choice in given.items():
            self.pane.trial.answers[key].choose(choice)
        self.pane.trial.strong.click()

    @property
    def site(self) -> list[Path]:
        return sorted((self.terminal.home.path / profiles.SITE).glob("*"))


@pytest.fixture
def bench(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    with PlayedPrinter() as played:
        host, port = played.address
        printer = PrinterSettings("tcp", host, port)
        settings = Settings(hall=HALL, printer=printer)
        terminal = make_terminal(tmp_path / "home", ScriptedClock("2026-03-11 09:00"),
                                 settings_=settings)  # fmt: skip
        counter = Counter(terminal, partial(save_settings, terminal.home.path))
        counter.shell.resize(1366, 768)
        activate(qtbot, counter.shell)
        sit(terminal, "L1")
        counter.signed_in(person(terminal, "L1"))
        terminal.start()
        counter.shell.show_page("settings")
        yield Bench(terminal, counter, played, qtbot)
        close(counter)
        terminal.stop()


def test_the_answers_become_the_printer_s_own_model_and_it_is_in_use(bench: Bench) -> None:
    bench.print_page()
    assert len(bench.played.papers) == 1
    bench.answer(**SEEN)
    bench.qtbot.waitUntil(lambda: not bench.pane.trial.isVisible(), timeout=15_000)
    (file,) = bench.site
    chosen = bench.terminal.settings.printer.profile
    assert chosen == file.stem
    assert load_settings(bench.terminal.home.path).printer.profile == chosen
    made = profiles.find(chosen, file.parent)
    assert (made.columns, made.cut, made.proof) == (42, "full", "captured")
    bench.qtbot.waitUntil(lambda: bench.terminal.printer is not None, timeout=15_000)
    assert "已按测试页定好型号" in bench.pane.banner._title.text()


def test_a_question_left_out_is_said_beside_it_and_nothing_is_written(bench: Bench) -> None:
    bench.print_page()
    bench.answer(**{k: v for k, v in SEEN.items() if k != "qr"})
    trial = bench.pane.trial
    assert [key for key, field in trial.fields.items() if field.has_error()] == ["qr"]
    assert trial.answers["columns"].chosen() == "42", "what was answered stays"
    assert bench.site == []
    trial.reject()


def test_a_page_that_did_not_come_is_not_asked_about(bench: Bench) -> None:
    bench.played.have("refuses", on=True)
    bench.pane.buttons["page"].click()
    said = bench.pane.banner._title
    bench.qtbot.waitUntil(lambda: "没有接上" in said.text(), timeout=15_000)
    assert not bench.pane.trial.isVisible()


def test_a_clerk_needs_the_leader_for_it(bench: Bench) -> None:
    sit(bench.terminal, "C1")
    bench.print_page()
    bench.answer(**SEEN)
    dialog = bench.counter.settings.dialog
    assert dialog.isVisible()
    assert bench.site == []
    dialog.reject()
    bench.pane.trial.reject()


def test_no_answer_is_given_beforehand(bench: Bench) -> None:
    bench.print_page()
    assert set(bench.pane.trial.given()) == {q.key for q in QUESTIONS}
    assert set(bench.pane.trial.given().values()) == {""}
    bench.pane.trial.reject()

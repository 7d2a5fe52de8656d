"""Which display is the citizen's: asked once, chosen in the settings, never guessed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.acts.managing import SettingsChanged
from app.domain.fold import desk_stream
from app.settings.terminal import ScreenSettings
from app.ui.kit.theme import Theme
from app.ui.settings.devices_view import DevicesPane
from app.ui.wiring.displays import Display, Displays, NameTag
from tests.desk.conftest import settled
from tests.fakes.terminal import sit
from tests.ui.citizen.test_at_the_counter import Hall, OneDisplay, make_hall, shut


class TwoDisplays(OneDisplay):
    """A second display beside the clerk's, as the settings use it."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = ScreenSettings()
        self.named = 0

    @property
    def is_undecided(self) -> bool:  # type: ignore[override]  # a value in the fake below
        return self.settings.use == "ask" and self._screen is not None

    @property
    def is_wanted(self) -> bool:  # type: ignore[override]
        return self.settings.use == "auto" and bool(self.settings.display)

    def citizens(self) -> QScreen | None:
        return self._screen if self.settings.use == "auto" else None

    def around(self) -> tuple[Display, ...]:
        return (Display("HDMI-2", "HDMI-2  1280×800"),) if self._screen else ()

    def show_names(self, _words: object) -> None:
        self.named += 1

    def use(self, settings: ScreenSettings) -> None:
        self.settings = settings
        self.changed.emit()


@pytest.fixture
def hall(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    """Two displays, nothing chosen, the leader in front of the devices."""
    made = make_hall(qtbot, tmp_path / "home", pad=False, wanted=False)
    display = TwoDisplays()
    made.counter.citizen.displays = display  # type: ignore[assignment]  # a second one
    display.changed.connect(made.counter.citizen.place)
    made.counter.citizen.place()
    sit(made.terminal, "L1")
    made.counter.status.show()
    yield made
    shut(made)


def pane(hall: Hall) -> DevicesPane:
    found = hall.counter.settings.page.pane("devices")
    assert isinstance(found, DevicesPane)
    hall.counter.shell.show_page("settings")
    hall.counter.settings.page.show_pane("devices")
    QApplication.processEvents()
    return found


def strip(hall: Hall) -> str:
    hall.pass_seconds(1)
    items = hall.counter.shell.strip._items
    return items["screen"]._words.text() if "screen" in items else ""


def test_nothing_is_shown_on_a_display_nobody_chose(hall: Hall) -> None:
    assert strip(hall) == "有第二块屏，没有选定用途"
    assert not hall.window.isVisible()
    sit(hall.terminal, "C1")
    hall.counter.ask_rating(settled(hall.terminal))
    assert hall.window.target("level:5") is None
    hall.counter.shell.strip.verb_pressed.emit("screen")
    assert hall.counter.shell.page() == "settings"


def test_the_leader_chooses_it_and_it_is_the_citizens_at_once(hall: Hall) -> None:
    shown = pane(hall)
    assert shown.display.currentText() == "还没有选定"
    shown.save_screen.click()
    assert "先选给群众看的屏幕" in shown.banner._title.text()
    shown.names.click()
    shown.display.choose("HDMI-2")
    shown.save_screen.click()
    assert hall.terminal.settings.screen == ScreenSettings("auto", "HDMI-2")
    assert hall.window.isVisible()
    assert strip(hall) == "公众屏"
    day = hall.terminal.log.facts(desk_stream(hall.terminal.desk.today))
    changes = [f.act.changes for f in day if isinstance(f.act, SettingsChanged)]
    assert changes == [(("screen.use", "ask", "auto"), ("screen.display", "", "HDMI-2"))]


def test_no_citizens_screen_is_an_answer_too(hall: Hall) -> None:
    shown = pane(hall)
    shown.display.choose("")
    shown.save_screen.click()
    assert hall.terminal.settings.screen == ScreenSettings("none")
    assert strip(hall) == ""
    assert not hall.window.isVisible()


def test_a_display_is_not_changed_under_a_citizen(hall: Hall) -> None:
    shown = pane(hall)
    shown.display.choose("HDMI-2")
    shown.save_screen.click()
    sit(hall.terminal, "C1")
    number = settled(hall.terminal)
    hall.counter.ask_rating(number)
    assert hall.ticket(number).asking is not None
    shown.display.choose("")
    shown.save_screen.click()
    assert "正在请群众评价" in shown.banner._title.text()
    assert hall.window.isVisible()


def test_a_display_that_comes_and_goes_is_offered_and_missed(hall: Hall) -> None:
    shown = pane(hall)
    shown.display.choose("HDMI-2")
    shown.save_screen.click()
    hall.display.pull_out()
    hall.pass_seconds(1)
    shown._screen.on_second()
    assert shown.display.currentText() == "HDMI-2（现在没有接上）"
    assert strip(hall) == "公众屏没有接上"


def test_each_display_is_told_its_name(look: Theme, hall: Hall) -> None:
    real = Displays(ScreenSettings(), hall.counter.shell)
    real.show_names(hall.terminal.words)
    tags = [w for w in QApplication.topLevelWidgets() if isinstance(w, NameTag) and w.isVisible()]
    assert len(tags) == len(QGuiApplication.screens())
    assert tags[0]._use == "窗口端在用"
    real._hide_names()
    assert not tags[0].isVisible()

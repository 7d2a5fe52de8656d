"""The settings page: hall and look live and kept, about without anybody's data, nothing cut."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import app
from app.cli import hooks
from app.domain.acts.managing import SettingsChanged
from app.domain.fold import desk_stream
from app.main import Terminal
from app.settings.tables import Faulty
from app.settings.terminal import (
    LookSettings,
    Settings,
    WatchSettings,
    load_look,
    load_settings,
    save_settings,
)
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import ElidedLabel, Label
from app.ui.kit.theme import Theme
from app.ui.settings.about_view import AboutPane
from app.ui.settings.hall_view import HallPane
from app.ui.settings.look_view import LookPane
from app.ui.settings.support_log import cleaned, tail
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import HALL, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close


class Place:
    """A counter that keeps its settings, the leader in front of the page."""

    def __init__(self, terminal: Terminal, counter: Counter) -> None:
        self.terminal, self.counter = terminal, counter
        self.page = counter.settings.page

    def kept(self) -> Settings:
        return load_settings(self.terminal.home.path)

    def changes(self) -> list[tuple[str, str, str]]:
        facts = self.terminal.log.facts(desk_stream(self.terminal.desk.today))
        return [c for f in facts if isinstance(f.act, SettingsChanged) for c in f.act.changes]


@pytest.fixture
def place(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    terminal = make_terminal(tmp_path / "home", FakeClock(), settings_=Settings(hall=HALL))
    counter = Counter(terminal, partial(save_settings, terminal.home.path))
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(terminal, "L1")
    counter.signed_in(person(terminal, "L1"))
    counter.shell.show_page("settings")
    yield Place(terminal, counter)
    close(counter)
    terminal.stop()


def hall(place: Place) -> HallPane:
    pane = place.page.pane("hall")
    assert isinstance(pane, HallPane)
    place.page.show_pane("hall")
    return pane


def test_the_hall_changes_everywhere_at_once_and_is_an_entry(place: Place) -> None:
    pane = hall(place)
    pane.edits["name"].clear()
    type_zh(pane.edits["name"], "青禾县市民中心")
    pane.edits["window"].setText("7")
    pane.edits["lock"].setText("3")
    pane.save.click()
    assert pane.banner.isVisible()
    kept = place.kept()
    assert (kept.hall.name, kept.hall.window, kept.lock_minutes) == ("青禾县市民中心", 7, 3)
    assert kept.hall.code == HALL.code
    assert place.terminal.desk.hall == kept.hall
    rail = place.counter.shell.rail
    assert rail._hall.text() == "青禾县市民中心"
    assert "7 号窗口" in rail._post.text()
    assert place.counter.idle.interval() == 3 * 60_000
    names = [name for name, _, _ in place.changes()]
    assert sorted(names) == ["hall.name", "hall.window", "lock_minutes"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", " "), ("name", "长" * 41), ("window", "0"), ("window", "²"), ("window", "100"),
        ("phone", "打电话"), ("lock", "16"), ("lock", ""), ("region", "a\tb"),
        ("days", "367"), ("repeated", "1"), ("late", "0"), ("rated", "三"), ("satisfied", "101"),
        ("mend", ""),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_said_beside_its_field(
    place: Place, field: str, text: str
) -> None:
    pane = hall(place)
    pane.edits[field].setText(text)
    pane.save.click()
    assert pane.fields[field].has_error()
    assert place.changes() == []


@pytest.mark.clause("N-11.2.2", "N-11.2.3", "P-4-2b")
def test_the_hall_sets_from_when_on_a_department_is_taken_up(place: Place) -> None:
    pane = hall(place)
    assert (pane.edits["days"].text(), pane.edits["repeated"].text()) == ("90", "3")
    pane.edits["repeated"].setText("2")
    pane.edits["satisfied"].setText("75")
    pane.save.click()
    assert pane.banner.isVisible()
    fresh = WatchSettings(repeated=2, satisfied=75)
    assert place.kept().watch == place.terminal.desk.limits == fresh
    assert sorted(place.changes()) == [
        ("watch.repeated", "3", "2"), ("watch.satisfied", "80", "75"),
    ]  # fmt: skip


def test_what_was_begun_stays_when_the_pane_comes_back(place: Place) -> None:
    pane = hall(place)
    pane.edits["phone"].setText("0000-1")
    place.counter.shell.show_page("board")
    place.counter.shell.show_page("settings")
    assert pane.edits["phone"].text() == "0000-1"


def test_a_disk_that_takes_nothing_leaves_file_and_log_as_they_were(place: Place) -> None:
    home = place.terminal.home.path
    save_settings(home, place.terminal.settings)
    before = (home / "settings.toml").read_bytes()
    (home / "settings.toml.part").mkdir()  # as a disk that cannot be written
    pane = hall(place)
    pane.edits["phone"].setText("0000-1")
    pane.save.click()
    assert "没有保存成功" in pane.banner._title.text()
    assert (home / "settings.toml").read_bytes() == before
    assert place.changes() == []
    assert place.terminal.desk.hall.phone == HALL.phone
    (home / "settings.toml.part").rmdir()
    pane.save.click()
    assert place.kept().hall.phone == "0000-1"


def test_a_look_is_worn_at_once_and_kept(place: Place, look: Theme) -> None:
    pane = place.page.pane("look")
    assert isinstance(pane, LookPane)
    place.page.show_pane("look")
    sit(place.terminal, "C1")  # no leader is needed for what one can read
    pane.choices["mode"]._group.button(1).click()
    pane.choices["percent"]._group.button(2).click()
    pane.choices["density"]._group.button(2).click()
    pane.hints.click()
    assert (look.mode, look.percent, look.density, look.key_hints) == (
        "dark", 130, "compact", False,
    )  # fmt: skip
    wanted = LookSettings("dark", 130, False, "compact")
    assert place.kept().look == wanted
    assert load_look(place.terminal.home.path) == wanted
    assert place.changes() == []
    place.counter.shell.resize(1366, 900)
    QApplication.processEvents()
    assert look.density == "compact", "held, whatever the height"


@pytest.mark.parametrize("line", ['mode = "blue"', "percent = 120", 'density = "x"'])
def test_a_look_that_cannot_be_is_named_and_the_first_window_opens_as_shipped(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / "settings.toml").write_text(f"[look]\n{line}\n", "utf-8")
    with pytest.raises(Faulty) as caught:
        load_settings(tmp_path)
    assert caught.value.faults[0].line == 2
    assert load_look(tmp_path) == LookSettings()


def test_about_says_what_runs_here(place: Place) -> None:
    pane = place.page.pane("about")
    assert isinstance(pane, AboutPane)
    place.page.show_pane("about")
    said = " ".join(label.text() for label in pane.findChildren(Label))
    assert app.__version__ in said
    assert str(place.terminal.home.path) in said
    assert "key 文件" in said
    assert "4." in said, "SQLCipher"
    pyproject = (Path(app.__file__).parent.parent / "pyproject.toml").read_text("utf-8")
    assert f'version = "{app.__version__}"' in pyproject


def test_the_log_for_support_holds_nobody(place: Place, qtbot: QtBot) -> None:
    logs = place.terminal.home.path / "logs"
    logs.mkdir()
    line = "2026-03-11 09:00:00,123 WARNING Qt: {}\n"
    canaries = ["林小满", "19900001234", "199 0000 1234", "周晓岚", str(place.terminal.home.path)]
    text = "".join(line.format(f"fault with {c} in it") for c in canaries)
    (logs / "bandecheng.log").write_text(text, "utf-8")
    pane = place.page.pane("about")
    assert isinstance(pane, AboutPane)
    place.page.show_pane("about")
    pane.read.click()
    qtbot.waitUntil(pane.dialog.isVisible, timeout=10_000)
    pane.dialog.strong.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("2026-03-11 09:00:00,123 WARNING Qt: fault with # in it") == len(canaries)
    assert [c for c in canaries if c in copied] == []
    assert app.__version__ in copied


def test_the_end_of_a_long_log_is_read_and_the_rest_is_not(tmp_path: Path) -> None:
    log = tmp_path / "bandecheng.log"
    log.write_text("".join(f"line {n} 年\n" for n in range(100_000)), "utf-8")
    lines = tail(log, ()).splitlines()
    assert lines[-1] == "line 99999 #"
    assert len(lines) == 400
    assert tail(tmp_path / "none.log", ()) == ""
    assert cleaned("x C:\\Users\\张三\\y +86 199-0000-1234", ()) == "x C:\\Users\\#\\y #"
    assert hooks.BYTES < 2_000_000


@pytest.mark.parametrize("size", [(1366, 698), (1440, 900)])
def test_nothing_is_cut_at_the_largest_letters(
    place: Place, look: Theme, qtbot: QtBot, size: tuple[int, int]
) -> None:
    """On both screens; what is higher than the window scrolls, nothing is wider."""
    place.counter.shell.resize(*size)
    look.restyle(percent=130, density="compact" if size[1] < 720 else "regular")
    for name in place.page.buttons:
        pane = place.page.pane(name)
        place.page.show_pane(name)
        QApplication.processEvents()
        assert (place.counter.shell.width(), place.counter.shell.height()) == size, name
        settle(qtbot, pane)
        for area in pane.findChildren(QScrollArea):
            if area.isVisible():  # a dialog is measured once it is open, below
                assert area.horizontalScrollBar().maximum() == 0, name
    settle(qtbot, place.page)


def test_every_dialog_fits_the_small_screen_at_the_largest_letters(
    place: Place, look: Theme, qtbot: QtBot
) -> None:
    place.counter.shell.resize(1366, 698)
    look.restyle(percent=130, density="compact")
    for dialog in place.page.findChildren(FormDialog):
        dialog.open()
        QApplication.processEvents()
        wanted = dialog.sizeHint()
        name = type(dialog).__name__
        assert (wanted.width() <= 1366, wanted.height() <= 698) == (True, True), (name, wanted)
        settle(qtbot, dialog)
        dialog.reject()


def settle(qtbot: QtBot, part: QWidget) -> None:
    """Wait until the layout rests with nothing cut; say what is where it never does."""
    qtbot.waitUntil(lambda: nothing_of(cut(part)), timeout=5000)


def nothing_of(found: list[tuple[str, str]]) -> None:
    assert found == []


def cut(part: QWidget) -> list[tuple[str, str]]:
    """Visible words that have less room than they need."""
    found = []
    for label in part.findChildren(Label):
        if not label.isVisible() or isinstance(label, ElidedLabel):
            continue
        wraps = label.wordWrap()
        needed = label.heightForWidth(label.width()) if wraps else label.sizeHint().height()
        wide = not wraps and label.width() < label.sizeHint().width()
        if wide or label.height() < needed:
            found.append(("label", label.text()))
    for button in part.findChildren(KeyButton):
        if button.isVisible() and button.width() < button.sizeHint().width():
            found.append(("button", button.text()))
    return found

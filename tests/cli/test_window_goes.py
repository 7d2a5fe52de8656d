"""The counter's window goes with all that is open in it: to the training counter and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.cli.counter import drop
from app.desk import intake
from app.main import Terminal
from app.ui.kit.inputs import complete_from
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from app.ui.wiring.first_window import FirstWindow
from benchmarks import close_windows
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, person, sit

Use = Callable[[Counter], object]
Opened = tuple[Terminal, FirstWindow, Counter]


def palette(counter: Counter) -> None:
    QTest.keyClick(counter.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def completions(counter: Counter) -> None:
    """The list of matters hangs below its field; it is a window without a parent."""
    edit = counter.intake_page.matter
    edit.setFocus()
    edit.completer().complete()
    assert edit.completer().popup().isVisible()


def selection(counter: Counter) -> None:
    counter.shell.show_page("board")
    counter.board_page.department.showPopup()


def act(counter: Counter) -> None:
    counter.shell.show_page("board")
    selected = counter.board_page.table.selected()
    assert selected is not None
    counter.open_ticket(selected.number, "answer_on_spot")


def leave(counter: Counter) -> None:
    counter.leave.ask()


USES: tuple[Use, ...] = (palette, completions, selection, act, leave)


@pytest.fixture
def opened(look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Opened:
    """A counter at work, as its command opens it; the test does away with it."""
    terminal = make_terminal(tmp_path / "home", clock)
    sit(terminal, "C1")
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    window = FirstWindow()
    window.show(sign_in=True)
    counter = Counter(terminal, lambda _: None, window)
    counter.signed_in(person(terminal, "C1"))
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    return terminal, window, counter


@pytest.mark.parametrize("use", USES)
def test_whatever_is_open_goes_with_the_window(opened: Opened, qtbot: QtBot, use: Use) -> None:
    terminal, window, counter = opened
    before = QApplication.topLevelWidgets()
    before.remove(counter.shell)
    use(counter)
    citizens, shell = counter.citizen.window, counter.shell
    drop(window)
    assert not isValid(shell)
    qtbot.waitUntil(lambda: not isValid(citizens))
    assert [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()] == []
    terminal.stop()


def test_lists_that_drop_down_go_with_their_fields_and_not_before(look: Theme) -> None:
    """Qt's QCompleter deletes its list itself; deleted twice it takes the process down."""
    fields = [QLineEdit() for _ in range(20)]  # Qt lists windows in no order
    for field in fields:
        complete_from(field, [("社会保险", "shbx")])
    close_windows()
    assert not any(map(isValid, fields))

"""What the program says of its input method, and half-typed text that must not be lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.settings.words import Words
from app.ui.ime.keeper import Keeper
from app.ui.ime.pane import TypingPane
from app.ui.ime.path import Found
from app.ui.ime.typing import ChineseTyping
from app.ui.kit.keys import commit_typing
from app.ui.kit.label import Label
from app.ui.kit.theme import Theme
from tests.ui.kit.windows import activate, show_window


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Found("portal", "fcitx5"), "正常（fcitx5）"),
        (Found("own", "system"), "使用系统自带的输入法"),
        (Found("none"), Words()("ime.found.none")),
    ],
)
def test_the_pane_says_what_works(look: Theme, qtbot: QtBot, found: Found, sentence: str) -> None:
    pane = TypingPane(ChineseTyping(look, found), Words())
    activate(qtbot, pane)
    assert sentence in [label.text() for label in pane.findChildren(Label)]
    assert pane.field.isEnabled()


def test_the_pane_follows_an_input_method_that_goes(look: Theme, qtbot: QtBot) -> None:
    """`found` is asked again at every change."""
    typing = ChineseTyping(look, Found("portal", "fcitx5"))
    pane = TypingPane(typing, Words())
    qtbot.addWidget(pane)
    typing._found = Found("none")
    typing.changed.emit()
    assert not [label for label in pane.findChildren(Label) if "正常" in label.text()]


@pytest.fixture
def fields(look: Theme, qtbot: QtBot) -> Iterator[tuple[QLineEdit, QLineEdit]]:
    """Two fields in a window, the first with `ni hao` half typed; Qt's module keeps nothing."""
    first, second = QLineEdit(), QLineEdit()
    window = show_window(qtbot, first, second)
    keeper = Keeper(window)
    assert keeper.parent() is window
    first.setFocus()
    QCoreApplication.sendEvent(first, QInputMethodEvent("ni hao", []))
    assert first.text() == ""
    yield first, second
    window.close()


def test_a_shortcut_makes_text_of_what_is_half_typed(fields: tuple[QLineEdit, QLineEdit]) -> None:
    commit_typing()
    commit_typing()
    assert fields[0].text() == "ni hao"


def test_a_click_elsewhere_does_too(fields: tuple[QLineEdit, QLineEdit]) -> None:
    first, second = fields
    place = second.mapTo(first.window(), QPoint(10, 10))
    QTest.mouseClick(first.window().windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert (first.text(), second.text()) == ("ni hao", "")


def test_the_window_that_is_left_does_too(fields: tuple[QLineEdit, QLineEdit]) -> None:
    handle = fields[0].window().windowHandle()
    QCoreApplication.sendEvent(handle, QEvent(QEvent.Type.FocusAboutToChange))
    assert fields[0].text() == "ni hao"


def test_what_was_taken_back_is_not_text(fields: tuple[QLineEdit, QLineEdit]) -> None:
    QCoreApplication.sendEvent(fields[0], QInputMethodEvent("", []))
    commit_typing()
    assert fields[0].text() == ""

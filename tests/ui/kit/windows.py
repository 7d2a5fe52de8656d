"""A window with the parts a test wants, active, so that keys and the cursor work."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.boxes import column


def show_window(qtbot: QtBot, *parts: QWidget) -> QWidget:
    """Keep the answer: qtbot and the parts do not hold the window."""
    window = QWidget()
    window.setLayout(column(*parts))
    window.resize(600, 400)
    return activate(qtbot, window)


def activate(qtbot: QtBot, window: QWidget) -> QWidget:
    """Show a window and wait until keys reach it."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(
    widget: QWidget | None,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key in a widget, None for the one that has the cursor."""
    target = widget or QApplication.focusWidget()
    assert target is not None, "nothing has the cursor"
    QTest.keyClick(target, key, modifier)


def click(widget: QWidget, where: QPoint) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

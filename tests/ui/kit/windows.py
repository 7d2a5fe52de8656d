"""A window with the parts a test wants, active, so that keys and the cursor work."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.boxes import column


def show_window(qtbot: QtBot, *parts: QWidget) -> QWidget:
    """Keep the answer: qtbot and the parts do not hold the window."""
    window = QWidget()
    window.setLayout(column(*parts))
    return activate(qtbot, window)


def activate(qtbot: QtBot, window: QWidget) -> QWidget:
    """Show a window and wait until keys reach it."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window

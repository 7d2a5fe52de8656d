"""Typing as an input method does it; qtbot's key clicks abort on anything but ASCII."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget


def type_zh(widget: QWidget, text: str) -> None:
    """Put text into a field at its cursor."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)

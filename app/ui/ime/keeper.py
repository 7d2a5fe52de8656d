"""What Qt's ibus module forgets: told to commit, it drops the half-typed text (seen in Qt 6.9.3
with fcitx 5.0.21), so a shortcut or a click in the middle of a word would eat it.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow

from app.ui.ime.cursor import Cursor
from app.ui.kit.keys import COMMIT


class Keeper(QObject):
    """Notes what is half typed in the field that has the cursor, and makes it text in time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._half = ""
        self._cursor = Cursor(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Half-typed text at the field; clicks and farewells at the window, before Qt's module."""
        kind = event.type()
        if isinstance(watched, QWindow):
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusAboutToChange):
                self._hand_over()
        elif kind == COMMIT:
            self._hand_over()
        elif isinstance(event, QInputMethodEvent):
            self._half = event.preeditString()
        return False

    def _hand_over(self) -> None:
        if self._half:
            self._cursor.put(self._half)
            QGuiApplication.inputMethod().reset()

"""The text cursor: the field it is in, whether that takes text, where it stands on the screen."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethod, QInputMethodEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

SECRET: Final = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData


class Cursor(QObject):
    """Lets `watcher` filter the events of the window and the field that have the keyboard.

    `left`: it went to another field or window, or to none. `moved`: it moved within one.
    """

    left = Signal()
    moved = Signal()

    def __init__(self, watcher: QObject) -> None:
        super().__init__(watcher)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._watcher = watcher
        self._field: QObject | None = None
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_field)
        app.inputMethod().cursorRectangleChanged.connect(self.moved)
        self._watch_window(app.focusWindow())
        self._watch_field(app.focusObject())

    def takes_text(self) -> bool:
        """Whether it is in a field that takes text and is no secret."""
        query = QInputMethod.queryFocusObject
        if not query(Qt.InputMethodQuery.ImEnabled, None):
            return False
        hints = query(Qt.InputMethodQuery.ImHints, None)
        return not Qt.InputMethodHint(hints or 0) & SECRET

    def put(self, text: str) -> None:
        """Put text where it stands, in place of what was half typed."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        self.send(event)

    def send(self, event: QInputMethodEvent) -> None:
        """Send the field half-typed text or text."""
        if self._field is not None and isValid(self._field):
            QCoreApplication.sendEvent(self._field, event)

    def on_screen(self) -> tuple[int, int, int, int]:
        """Left, top, width, height in pixels of the X screen."""
        window: QWindow | None = QGuiApplication.focusWindow()
        if window is None:
            return 0, 0, 0, 0
        rect = QGuiApplication.inputMethod().cursorRectangle()
        origin, scale = window.screen().geometry().topLeft(), window.devicePixelRatio()
        place = window.mapToGlobal(rect.topLeft()) - QPoint(origin)
        return (
            round(origin.x() + place.x() * scale), round(origin.y() + place.y() * scale),
            round(rect.width() * scale), round(rect.height() * scale),
        )  # fmt: skip

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self._watcher)  # again on a known one does nothing
        self.left.emit()

    def _watch_field(self, field: QObject | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self._watcher)
        self._field = field
        if field is not None:
            field.installEventFilter(self._watcher)
        self.left.emit()

"""FocusRing: where the keyboard is. Inputs change their own border; the rest gets this ring."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme

MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """A ring 2 px wide, 2 px outside the button that has the cursor; inside a list, a table
    or a part that scrolls.

    One for each window. It shows after the keyboard moved the cursor, not after a click.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._watched: list[QObject] = []
        self._target: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a widget needs its application"
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what happens to others."""
        if event.type() in MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched, self._target = [], None
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        ringed = isinstance(now, QAbstractButton | QAbstractItemView | QScrollArea)
        ringed = ringed and not isinstance(now, RowsTable)  # its row shows where the cursor is
        if ringed and now is not None and not by_mouse and self._window.isAncestorOf(now):
            self._target = now
            step: QWidget | None = now
            while step is not None:
                self._watched.append(step)
                step.installEventFilter(self)
                step = step.parentWidget() if step is not self._window else None
        self._place()

    def quiet(self) -> None:
        """A page was opened: no ring until the keyboard moves the cursor."""
        self._target = None
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or target.visibleRegion().isEmpty():  # hidden, or scrolled out of sight
            self.hide()
            return
        room = -1 if isinstance(target, QAbstractItemView | QScrollArea) else 4
        corner = target.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-room, -room, room, room))
        self.raise_()
        self.show()

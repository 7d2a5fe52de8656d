"""Overlay: a frameless window above the page, which darkens what lies behind it.

Window-modal, so that its Alt+1 does not meet the page's.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QWidget

from app.ui.kit.boxes import column
from app.ui.kit.focusring import FocusRing
from app.ui.kit.theme import theme

RADIUS = 10
MASKED = ("xcb", "windows")  # may be without a compositor; elsewhere windows are translucent
SHADE = 90  # of 255
EDGE = 16  # px of the window that stay free above and below


class Shade(QWidget):
    """Darkens the window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, SHADE))


class Overlay(QDialog):
    """The frame of dialogs, the palette and the key sheet. Fill it with `fill`."""

    def __init__(self, parent: QWidget, *, title: str, width: int) -> None:
        self._window = parent.window()
        super().__init__(self._window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        if QGuiApplication.platformName() not in MASKED:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._shade: Shade | None = None
        self._least = width
        self.setMinimumWidth(theme().px(width))

    def fill(self, content: QLayout, *, fixed: bool = False) -> None:
        """What stands in the frame; `fixed` is always as large as that."""
        frame = QFrame()
        frame.setObjectName("dialog")
        content.setContentsMargins(1, 1, 1, 1)
        frame.setLayout(content)
        box = column(frame, gap=0)
        if fixed:
            box.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setLayout(box)
        FocusRing(self)

    def first_field(self) -> QWidget:
        """Where the cursor stands when it opens."""
        return self

    def showEvent(self, event: QShowEvent) -> None:
        """Darken what lies behind and stand in the middle."""
        super().showEvent(event)
        window = self._window
        self._shade = Shade(window)
        self._shade.show()
        self.first_field().setFocus(Qt.FocusReason.TabFocusReason)
        self._fit()
        spare = window.size() - self.size()
        self.move(window.mapToGlobal(QPoint(spare.width() // 2, spare.height() // 3)))

    def _fit(self) -> None:
        """As large as what stands in it, where the window has the room; Qt would stop at two
        thirds of the screen."""
        self.setMinimumWidth(theme().px(self._least))  # the letters may be larger by now
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just put in
        areas = self.findChildren(QScrollArea)
        for area in areas:
            area.updateGeometry()  # Qt does not tell that what is in it became more or less
            area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        layout, wish = self.layout(), self.sizeHint()
        wide = max(wish.width(), self.minimumWidth())
        high = layout.totalHeightForWidth(wide) if layout else -1  # -1: as high at any width
        high = wish.height() if high < 0 else high
        self.resize(wide, min(high, self._window.height() - 2 * EDGE))
        for area in areas:  # a bar that is there wraps the words below it, and so stays for ever
            area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def fit_content(self) -> None:
        """What stands in it became more or less: its upper edge stays."""
        if self.isVisible():
            self._fit()
            window = self._window
            low = window.mapToGlobal(QPoint(0, window.height() - EDGE)).y() - self.height()
            self.move(self.x(), min(self.y(), low))

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the light back."""
        if self._shade:
            self._shade.deleteLater()
            self._shade = None
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners round."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() not in MASKED:
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def minimumSizeHint(self) -> QSize:
        """Never less: what it says is never cut."""
        return self.sizeHint()

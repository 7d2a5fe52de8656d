"""FormDialog: a window above its page for one act: title, fields, strong button, way back.

Window-modal, so that its Alt+1 does not meet the page's. It never closes by itself on success: the
page calls `accept()` when the act is written, or `show_summary` when something is missing.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from app.ui.kit.boxes import column, hairline, held, row, tab_through
from app.ui.kit.button import KeyButton, Kind
from app.ui.kit.focusring import FocusRing
from app.ui.kit.label import Label
from app.ui.kit.notices import Banner
from app.ui.kit.theme import theme
from app.ui.kit.values import Notice

RADIUS = 10
MASKED = ("xcb", "windows")  # may be without a compositor; elsewhere windows are translucent
SHADE = 90  # of 255


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


class FormDialog(QDialog):
    """One act. Add fields to `body`; `foot` holds way back, room, strong button.

    Ctrl+Enter or a click: `submitted`. Esc: `rejected`, what was typed stays until the page
    clears it. Open it with `open()`.
    """

    submitted = Signal()

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        sub: str = "",
        strong: str,
        back: str = "返回",
        width: int = 520,
        kind: Kind = "primary",
    ) -> None:
        self._window = parent.window()
        super().__init__(self._window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        if QGuiApplication.platformName() not in MASKED:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._shade: Shade | None = None
        self._title, self._sub = Label(title, "h1"), Label(sub, "m14")
        self.banner = Banner()
        self.body = column(gap=12, margins=(24, 16, 24, 16))
        self.strong = KeyButton(strong, keys="Ctrl+Return", kind=kind, big=True)
        self.strong.clicked.connect(self.submitted)
        self._head, self._body, self._foot = self._make_head(), held(self.body), QWidget()
        way_back = KeyButton(back, keys="Esc", kind="quiet")
        way_back.clicked.connect(self.reject)
        self.foot = row(way_back, None, self.strong, gap=10, margins=(10, 9, 24, 9))
        self._foot.setLayout(self.foot)
        frame = QFrame()
        frame.setObjectName("dialog")
        parts = (self._head, hairline(), self.banner, (self._body, 1), hairline(), self._foot)
        frame.setLayout(column(*parts, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(frame, gap=0))
        self.setMinimumWidth(theme().px(width))
        FocusRing(self)

    def _make_head(self) -> QWidget:
        close = KeyButton(icon="x", kind="quiet", words="关闭")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.reject)
        return held(row(self._title, self._sub, None, close, gap=12, margins=(24, 12, 16, 12)))

    def set_head(self, title: str, sub: str = "") -> None:
        """Change title and the words beside it."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._sub.setText(sub)

    def show_summary(self, sentence: str) -> None:
        """What is missing, in one line above the fields; "" takes it away."""
        self.banner.show_notice(Notice(sentence, "bad") if sentence else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Darken what lies behind and stand in the middle."""
        super().showEvent(event)
        window = self._window
        self._shade = Shade(window)
        self._shade.show()
        tab_through(self._body, self.strong, self._foot)
        self._first_field().setFocus(Qt.FocusReason.TabFocusReason)
        self.adjustSize()
        spare = window.size() - self.size()
        self.move(window.mapToGlobal(QPoint(spare.width() // 2, spare.height() // 3)))

    def _first_field(self) -> QWidget:
        stop = Qt.FocusPolicy.TabFocus
        fields = self._body.findChildren(QWidget)
        return next((f for f in fields if f.focusPolicy() & stop and f.isEnabled()), self.strong)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head moves the window, as a title bar would."""
        if event.position().y() < self._head.geometry().bottom():
            self.windowHandle().startSystemMove()
        super().mousePressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never less: what it says is never cut."""
        return self.sizeHint()

"""FormDialog: a window above its page for one act: title, fields, strong button, way back.

It never closes by itself on success: the page calls `accept()` when the act is written, or
`show_summary` when something is missing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit.boxes import column, hairline, held, row, scrolled, tab_through
from app.ui.kit.button import KeyButton, Kind
from app.ui.kit.label import Label
from app.ui.kit.notices import Banner
from app.ui.kit.overlay import Overlay
from app.ui.kit.values import Notice


class FormDialog(Overlay):
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
        super().__init__(parent, title=title, width=width)
        self._title, self._sub = Label(title, "h1"), Label(sub, "m14")
        self.banner = Banner()
        self.body = column(gap=12, margins=(24, 16, 24, 16))
        self.strong = KeyButton(strong, keys="Ctrl+Return", kind=kind, big=True)
        self.strong.clicked.connect(self.submitted)
        self._head, self._body, self._foot = self._make_head(), scrolled(self.body), QWidget()
        way_back = KeyButton(back, keys="Esc", kind="quiet")
        way_back.clicked.connect(self.reject)
        self.foot = row(way_back, None, self.strong, gap=10, margins=(10, 9, 24, 9))
        self._foot.setLayout(self.foot)
        parts = (self._head, hairline(), self.banner, (self._body, 1), hairline(), self._foot)
        self.fill(column(*parts, gap=0))

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
        """From field to field, then the strong button, then the way back."""
        tab_through(self._body, self.strong, self._foot)
        super().showEvent(event)

    def first_field(self) -> QWidget:
        """The first field that takes the cursor."""
        stop = Qt.FocusPolicy.TabFocus
        fields = (f for f in self._body.findChildren(QWidget) if f.isVisibleTo(self))
        return next((f for f in fields if f.focusPolicy() & stop and f.isEnabled()), self.strong)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head moves the window, as a title bar would."""
        if event.position().y() < self._head.geometry().bottom():
            self.windowHandle().startSystemMove()
        super().mousePressEvent(event)

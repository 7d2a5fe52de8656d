"""Pane: one part of the settings. A head, a line for what came of it, and a body that scrolls."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.kit.boxes import column, held, row
from app.ui.kit.label import Label
from app.ui.kit.notices import Banner
from app.ui.kit.values import Notice

SAID_MS = 8000


class Pane(QWidget):
    """Add to `body`. `opened` and `left` tell when it comes into sight and goes, not when the
    window does."""

    opened = Signal()
    left = Signal()

    def __init__(self, title: str, sub: str = "", *, scrolls: bool = True) -> None:
        super().__init__()
        self.banner = Banner()
        self.tools = row(gap=10)
        head = row(Label(title, "h2"), (Label(sub, "m14", wrap=True), 1), self.tools, gap=12,
                   margins=(24, 16, 24, 8))  # fmt: skip
        self.body = column(gap=12, margins=(24, 8, 24, 20))
        inside = held(self.body)
        shown: QWidget = inside
        if scrolls:
            inside.setObjectName("inside")
            area = QScrollArea()
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor goes to what is inside
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidget(inside)
            shown = area
        self.setLayout(column(self.banner, head, (shown, 1), gap=0))
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(lambda: self.banner.show_notice(None))

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it, above the pane; good news goes by itself."""
        self._said.stop()
        self.banner.show_notice(Notice(sentence, "ok" if good else "bad") if sentence else None)
        if good:
            self._said.start()

    def warn(self, sentence: str) -> None:
        """It is done, and something still lacks."""
        self._said.stop()
        self.banner.show_notice(Notice(sentence, "warn"))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is in sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.opened.emit()

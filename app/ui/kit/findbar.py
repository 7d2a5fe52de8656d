"""FindBar: looks like a field and opens the palette; the palette has the real one."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.ui.kit.theme import theme
from app.ui.kit.writing import CENTRE, text_width, write

WORDS = "查找工单、事项或命令"
KEY = "Ctrl K"
WIDTH = 280


class FindBar(QPushButton):
    """At the right of a title bar. Clicking it does what Ctrl+K does."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("find", True)
        self.setAccessibleName(WORDS)
        self.setToolTip(KEY)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        look = theme()
        return QSize(look.px(WIDTH), look.px(34))

    def minimumSizeHint(self) -> QSize:
        """Never less: what it says is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        super().paintEvent(event)
        look, painter = theme(), QPainter(self)
        px = look.px(16)
        sign = QRectF(look.px(12), (self.height() - px) // 2, px, px)
        look.icons.paint(painter, "search", look.colour("text2"), sign)
        room = QRectF(look.px(36), 0, self.width() - look.px(44), self.height())
        write(painter, look, room, WORDS, "text3", px=14)
        if look.key_hints:
            wide, high = text_width(look, KEY, 12) + look.px(12), look.px(20)
            top = (self.height() - high) // 2 + 0.5
            cap = QRectF(self.width() - wide - look.px(8), top, wide, high)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(look.colour("line2"))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            write(painter, look, cap, KEY, "text3", px=12, align=CENTRE)

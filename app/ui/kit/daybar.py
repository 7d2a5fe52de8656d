"""DayBar: one segment for each working day of a limit."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.ui.kit.label import Drawing
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import Mark

HEIGHT: Final = 8
MOST_DAYS: Final = 30  # longer limits are said in words only
CROWDED: Final = 30  # from so many days on the gaps get thinner


class DayBar(Drawing):
    """Days gone are grey, the running one has the light's colour, days of grace are hatched."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._used = self._total = self._grace = 0
        self._mark: Mark = "mute"

    def show_days(self, used: int, total: int, *, mark: Mark, grace: int = 0) -> None:
        """`used` of `total` days, the running one included; `grace` of them by extension."""
        self._used, self._total = max(0, min(used, total)), max(total, 1)
        self._mark, self._grace = mark, grace
        extended = f"，其中延期 {grace} 天" if grace else ""
        self.setAccessibleName(f"已用 {used} / {total} 个工作日{extended}")
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(160), theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 3 if self._total < CROWDED else 1
        width = (self.width() - gap * (self._total - 1)) / max(self._total, 1)
        for day in range(self._total):
            rect = QRectF(day * (width + gap), 0, width, self.height())
            self._draw_day(painter, look, day, rect)

    def _draw_day(self, painter: QPainter, look: Theme, day: int, rect: QRectF) -> None:
        running = {"ok": "okMark", "warn": "warnMark", "bad": "badMark", "mute": "mute"}
        inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if day < self._used:
            last = day == self._used - 1
            painter.setBrush(look.colour(running[self._mark] if last else "control"))
            painter.drawRoundedRect(rect, 2, 2)
            return
        painter.setPen(QPen(look.colour("line2"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(inner, 2, 2)
        if day >= self._total - self._grace:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(look.colour("control"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(inner, 2, 2)

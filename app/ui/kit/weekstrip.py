"""WeekStrip: the days from today to the due day, days off greyed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.ui.kit.label import Drawing
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import DayCell
from app.ui.kit.writing import CENTRE, write

MOST: Final = 12
GAP: Final = 4
ELLIPSIS: Final = DayCell("…", "")


class WeekStrip(Drawing):
    """At most twelve cells; a longer way loses days before the last one to an …."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells: tuple[DayCell, ...] = ()

    def show_days(self, days: Sequence[DayCell]) -> None:
        """Show these days; a screen reader reads them in one line."""
        cells = tuple(days)
        self._cells = cells if len(cells) <= MOST else (*cells[: MOST - 2], ELLIPSIS, cells[-1])
        self.setAccessibleName("，".join(f"{d.top} {d.foot}" for d in cells))
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(240), theme().size("day"))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        if not self._cells:
            return
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - GAP * (len(self._cells) - 1)) / len(self._cells)
        for place, cell in enumerate(self._cells):
            _draw_day(painter, look, cell, QRectF(place * (width + GAP), 0, width, self.height()))


def _draw_day(painter: QPainter, look: Theme, cell: DayCell, rect: QRectF) -> None:
    edges = {"today": "control", "off": "muteSoft", "due": "primary"}
    grounds = {"off": "muteSoft", "due": "primary"}
    if cell is not ELLIPSIS:
        painter.setPen(QPen(look.colour(edges.get(cell.kind, "line")), 1))
        painter.setBrush(look.colour(grounds.get(cell.kind, "surface")))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    due = cell.kind == "due"
    top = QRectF(rect.x(), rect.y() + 3, rect.width(), rect.height() / 2 - 2)
    write(painter, look, top, cell.top, "onPrimary" if due else "text2", bold=due, align=CENTRE)
    foot = top.translated(0, top.height() - 1)
    tone = "onPrimary" if due else "text3"
    write(painter, look, foot, cell.foot, tone, px=12, bold=due, align=CENTRE)

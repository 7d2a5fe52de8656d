"""The flow chart: boxes from top to bottom, arrows between them. Drawn, never a picture file."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF

from app.desk.course import Course, Node
from app.ui.kit.label import Drawing
from app.ui.kit.theme import theme
from app.ui.kit.writing import CENTRE, write

WIDE: Final = 176
HIGH: Final = 42
ACROSS: Final = 36  # between columns
DOWN: Final = 30  # between ranks
EDGE: Final = 12
TIP: Final = 4


class FlowChart(Drawing):
    """A course as a drawing; a dashed box may be left out, a pale one is the rule's own act."""

    def __init__(self) -> None:
        super().__init__()
        self.course = Course((), ())

    def show_course(self, made: Course, spoken: str) -> None:
        """Draw this one; a screen reader hears the acts in their order."""
        self.course = made
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All of it, at the letter size in force."""
        nodes, look = self.course.nodes, theme()
        columns = max((n.column for n in nodes), default=0) + 1
        ranks = max((n.rank for n in nodes), default=0) + 1
        width = columns * WIDE + (columns - 1) * ACROSS + 2 * EDGE
        return QSize(look.px(width), look.px(ranks * HIGH + (ranks - 1) * DOWN + 2 * EDGE))

    def box_of(self, node: Node) -> QRectF:
        """Where an act stands."""
        px = theme().px
        x, y = EDGE + node.column * (WIDE + ACROSS), EDGE + node.rank * (HIGH + DOWN)
        return QRectF(px(x), px(y), px(WIDE), px(HIGH))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Arrows first, boxes above them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = {node.id: node for node in self.course.nodes}
        for before, after in self.course.edges:
            self._draw_arrow(painter, self.box_of(place[before]), self.box_of(place[after]))
        for node in self.course.nodes:
            self._draw_box(painter, node)

    def _draw_arrow(self, painter: QPainter, above: QRectF, below: QRectF) -> None:
        """Down its own column, across just above the next box, and down into it."""
        look = theme()
        start = QPointF(above.center().x(), above.bottom())
        end = QPointF(below.center().x(), below.top())
        turn = end.y() - look.px(DOWN) * 0.55
        painter.setPen(QPen(look.colour("control"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        way = [start, QPointF(start.x(), turn), QPointF(end.x(), turn), end]
        painter.drawPolyline(QPolygonF(way))
        tip = look.px(TIP)
        painter.setBrush(look.colour("control"))
        painter.drawPolygon(
            QPolygonF([end, QPointF(end.x() - tip, end.y() - 1.6 * tip),
                       QPointF(end.x() + tip, end.y() - 1.6 * tip)])
        )  # fmt: skip

    def _draw_box(self, painter: QPainter, node: Node) -> None:
        look, rect = theme(), self.box_of(node)
        style = Qt.PenStyle.DashLine if node.is_optional else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.colour("primary" if node.is_own else "control"), 1.2, style))
        painter.setBrush(look.colour("primarySoft" if node.is_own else "surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px(6), look.px(6))
        inside = rect.adjusted(look.px(8), look.px(3), -look.px(8), -look.px(3))
        if not node.clause:
            write(painter, look, inside, node.title, px=14, align=CENTRE)
            return
        half = inside.height() * 0.54
        upper = QRectF(inside.x(), inside.y(), inside.width(), half)
        lower = QRectF(inside.x(), inside.y() + half, inside.width(), inside.height() - half)
        write(painter, look, upper, node.title, px=14, align=CENTRE)
        write(painter, look, lower, node.clause, "text3", px=12, align=CENTRE)

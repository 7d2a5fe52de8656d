"""The five faces, drawn on 100 × 100: one line width, one colour, no smile larger than a frown."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

LINE: Final = 4.5


def draw_face(painter: QPainter, face: int, rect: QRectF, colour: QColor) -> None:
    """Paint a face, 1 (best) to 5, into a square; nothing for another number."""
    paint = _FACES.get(face)
    if paint is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 100, rect.height() / 100)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, LINE, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(50, 50), 47, 47)
    paint(painter)
    painter.restore()


def _eyes(painter: QPainter) -> None:
    painter.save()
    painter.setBrush(painter.pen().color())
    for x in (34, 66):
        painter.drawEllipse(QPointF(x, 40), 2.8, 2.8)
    painter.restore()


def _curve(painter: QPainter, start: QPointF, bend: QPointF, end: QPointF) -> None:
    path = QPainterPath(start)
    path.quadTo(bend, end)
    painter.drawPath(path)


def _delighted(painter: QPainter) -> None:
    for x in (32, 68):
        _curve(painter, QPointF(x - 7, 41), QPointF(x, 30), QPointF(x + 7, 41))
    path = QPainterPath(QPointF(25, 58))
    path.lineTo(75, 58)
    path.cubicTo(72, 76, 28, 76, 25, 58)
    painter.setBrush(painter.pen().color())
    painter.drawPath(path)


def _pleased(painter: QPainter) -> None:
    _eyes(painter)
    _curve(painter, QPointF(28, 60), QPointF(50, 80), QPointF(72, 60))


def _even(painter: QPainter) -> None:
    _eyes(painter)
    painter.drawLine(QLineF(28, 66, 72, 66))


def _sad(painter: QPainter) -> None:
    _eyes(painter)
    _curve(painter, QPointF(28, 73), QPointF(50, 53), QPointF(72, 73))


def _angry(painter: QPainter) -> None:
    _sad(painter)
    painter.drawLine(QLineF(23, 25, 36, 31))
    painter.drawLine(QLineF(77, 25, 64, 31))


_FACES: Final[Mapping[int, Callable[[QPainter], None]]] = MappingProxyType(
    {1: _delighted, 2: _pleased, 3: _even, 4: _sad, 5: _angry}
)

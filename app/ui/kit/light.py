"""Lights: four marks that differ in shape, then in colour, and always stand beside words."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF

from app.ui.kit.label import Drawing
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import WORDS_OF_MARK, Mark


def draw_light(painter: QPainter, mark: Mark, rect: QRectF, look: Theme) -> None:
    """Paint a mark into a square; the drawings are made on 18 × 18."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 18, rect.height() / 18)
    if mark == "ok":
        _draw_circle(painter, look)
    elif mark == "warn":
        _draw_triangle(painter, look)
    elif mark == "bad":
        _draw_square(painter, look)
    else:
        _stroke(painter, look.colour("mute"), 1.8)
        painter.drawEllipse(QPointF(9, 9), 6.6, 6.6)
        painter.drawLine(QLineF(6, 9, 12, 9))
    painter.restore()


def _stroke(painter: QPainter, colour: QColor, width: float) -> None:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_circle(painter: QPainter, look: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("okMark"))
    painter.drawEllipse(QPointF(9, 9), 7.5, 7.5)
    _stroke(painter, look.colour("surface"), 1.8)
    painter.drawPolyline(QPolygonF([QPointF(5.6, 9.2), QPointF(7.9, 11.5), QPointF(12.3, 6.9)]))


def _draw_triangle(painter: QPainter, look: Theme) -> None:
    _stroke(painter, look.colour("warn"), 1.3)  # yellow alone is too weak on white
    painter.setBrush(look.colour("warnMark"))
    painter.drawPolygon(QPolygonF([QPointF(9, 1.8), QPointF(16.6, 15.6), QPointF(1.4, 15.6)]))
    _stroke(painter, look.colour("onWarnMark"), 1.9)
    painter.drawLine(QLineF(9, 6.6, 9, 10.8))
    painter.drawPoint(QPointF(9, 13.2))


def _draw_square(painter: QPainter, look: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("badMark"))
    painter.drawRoundedRect(QRectF(1.8, 1.8, 14.4, 14.4), 2, 2)
    _stroke(painter, look.colour("surface"), 2)
    painter.drawLine(QLineF(9, 5, 9, 10))
    painter.drawPoint(QPointF(9, 12.9))


class Light(Drawing):
    """A mark beside words. `words` is what it means here (24 小时内到期); without, in general."""

    def __init__(self, mark: Mark = "mute", *, words: str = "", size: int = 18) -> None:
        super().__init__()
        self._size = size
        self.show_mark(mark, words)

    def show_mark(self, mark: Mark, words: str = "") -> None:
        """Change shape and colour and what a screen reader says."""
        self.mark = mark
        self.setAccessibleName(words or WORDS_OF_MARK[mark])
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        px = theme().px(self._size)
        return QSize(px, px)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        draw_light(QPainter(self), self.mark, QRectF(self.rect()), theme())

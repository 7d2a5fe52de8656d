"""Writing with a painter: one line, ended by … where it is cut, or a paragraph."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.ui.kit.theme import Theme

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
PARAGRAPH = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
WRAP = PARAGRAPH.value | Qt.TextFlag.TextWordWrap.value


def write(
    painter: QPainter,
    look: Theme,
    rect: QRect | QRectF,
    text: str,
    tone: str = "text",
    *,
    px: int = 13,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Write one line into `rect` with a colour of the theme; how wide it became."""
    painter.setFont(look.font(px, bold=bold))
    painter.setPen(look.colour(tone))
    metrics = painter.fontMetrics()
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, align.value, text)
    return metrics.horizontalAdvance(text)


def text_width(look: Theme, text: str, px: int, *, bold: bool = False) -> int:
    """How wide a line would become."""
    return QFontMetrics(look.font(px, bold=bold)).horizontalAdvance(text)


def text_height(look: Theme, text: str, width: int, px: int) -> int:
    """How high a paragraph of that width would become; 0 without text."""
    if not text:
        return 0
    room = QRect(0, 0, max(width, 1), 1 << 20)
    return QFontMetrics(look.font(px)).boundingRect(room, WRAP, text).height()


def write_paragraph(
    painter: QPainter, look: Theme, rect: QRect, text: str, tone: str = "text", *, px: int = 14
) -> None:
    """Write text broken into lines, from the top of `rect`."""
    painter.setFont(look.font(px))
    painter.setPen(look.colour(tone))
    painter.drawText(rect, WRAP, text)

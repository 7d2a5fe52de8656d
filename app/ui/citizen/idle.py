"""首页: what stands on the citizen's screen while nobody is served."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from app.ui.citizen.look import SMALLEST, Look, broken
from app.ui.citizen.parts import Writing, draw_tick, write_lines
from app.ui.citizen.sheets import Idle
from app.ui.citizen.state import State
from app.ui.kit.boxes import column, row

SHORT: Final = 5  # characters of a thing that may share its line


class Brand(QWidget):
    """办 on its ground."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(84), self._look.px(84))

    def minimumSizeHint(self) -> QSize:
        """A square."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the character."""
        painter, look, side = QPainter(self), self._look, self._look.px(84)
        rect = QRect(0, (self.height() - side) // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("primary"))
        painter.drawRoundedRect(rect, look.px(16), look.px(16))
        painter.setFont(look.font(44, bold=True))
        painter.setPen(look.colour("onPrimary"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter.value, "办")


class ScopeCard(QWidget):
    """What the window takes, or does not: as many lines as there is room for."""

    def __init__(self, look: Look, *, takes: bool) -> None:
        super().__init__()
        self._look, self._takes = look, takes
        self._head, self._more = "", ""
        self._lines: tuple[str, ...] = ()

    def write(self, head: str, lines: Sequence[str], more: str) -> None:
        """Change it; `more` stands last where not all lines fit."""
        self._head, self._lines, self._more = head, tuple(lines), more
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, head with its sign, lines."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line2"), look.px(3)))
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(rect, look.px(16), look.px(16))
        pad = look.px(36 if not look.is_low else 20)
        inner = self.rect().adjusted(pad, look.gap(26), -pad, -look.gap(20))
        painter.setFont(look.font(36, bold=True))
        painter.setPen(look.colour("text"))
        pitch, sign = painter.fontMetrics().lineSpacing(), look.px(30)
        head = QRect(inner.left(), inner.top(), inner.width(), pitch)
        self._sign(painter, QRectF(head.left(), head.center().y() - sign / 2, sign, sign))
        write_lines(painter, [self._head], head.adjusted(sign + look.px(18), 0, 0, 0), side="left")
        painter.setFont(look.font(SMALLEST))
        painter.setPen(look.colour("text"))
        self._write(painter, inner.adjusted(0, pitch + look.gap(10), 0, 0))

    def _write(self, painter: QPainter, room: QRect) -> None:
        """All lines, or those that fit and `more`."""
        look, font = self._look, painter.font()
        pitch, gap = painter.fontMetrics().lineSpacing(), look.px(5)
        texts = packed(self._lines, painter.fontMetrics(), room.width())
        shown = [broken(text, font, room.width()) for text in texts]

        def height(paragraphs: list[list[str]]) -> int:
            return sum(len(p) * pitch + gap for p in paragraphs)

        if height(shown) > room.height() + gap:
            while shown and height(shown) + pitch > room.height():
                shown.pop()
            shown.append([self._more])
        top = room.top()
        for lines in shown:
            box = QRect(room.left(), top, room.width(), len(lines) * pitch)
            painter.setPen(look.colour("text2" if lines == [self._more] else "text"))
            write_lines(painter, lines, box, side="left")
            top += len(lines) * pitch + gap

    def _sign(self, painter: QPainter, rect: QRectF) -> None:
        """A tick in a circle, or a bar in one."""
        painter.save()
        look = self._look
        painter.setPen(QPen(look.colour("text2"), look.px(3)))
        painter.drawEllipse(rect)
        if self._takes:
            draw_tick(painter, look, rect.center(), look.px(13))
        else:
            half = QPointF(look.px(7), 0)
            painter.drawLine(rect.center() - half, rect.center() + half)
        painter.restore()


def packed(texts: Sequence[str], metrics: QFontMetrics, width: int) -> list[str]:
    """Short things side by side: 涉法、涉诉、仲裁; the last of them, a sentence, stands alone."""
    lines: list[str] = []
    for text in texts[:-1]:
        both = f"{lines[-1]}、{text}" if lines else ""
        if lines and len(text) <= SHORT and metrics.horizontalAdvance(both) <= width:
            lines[-1] = both
        else:
            lines.append(text)
    return [*lines, *texts[-1:]]


class IdlePage(State):
    """首页."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Writing(look, 52, bold=True, most=2)
        self._serves = Writing(look, 32, tone="text2")
        self._takes, self._takes_not = ScopeCard(look, takes=True), ScopeCard(look, takes=False)
        self._hours = Writing(look, 30, tone="text2", most=2)
        self._date = Writing(look, 30, bold=True)
        self._cards = row((self._takes, 1), (self._takes_not, 1), gap=24)
        head = row(Brand(look), (column(self._title, self._serves, gap=0), 1), gap=28)
        self.put(column(head, (self._cards, 1), row((self._hours, 1), self._date, gap=24)))

    def fit(self) -> None:
        """The cards stand side by side, or one below the other."""
        super().fit()
        ways = QBoxLayout.Direction
        self._cards.setDirection(ways.TopToBottom if self.look.is_tall else ways.LeftToRight)

    def show_sheet(self, sheet: Idle) -> None:
        """The scope in force, who serves, hours and time."""
        self._title.write(sheet.title)
        self._serves.write(sheet.serves)
        self._takes.write(*sheet.takes, sheet.more)
        self._takes_not.write(*sheet.takes_not, sheet.takes_not[1][-1])
        self._hours.write(sheet.hours)
        self._date.write(f"{sheet.date}　{sheet.time}")

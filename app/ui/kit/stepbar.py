"""StepBar: the stages of a ticket at the head of its page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.ui.kit.label import Drawing
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import Step
from app.ui.kit.writing import CENTRE, text_width, write

CIRCLE: Final = 22
LETTERS: Final = 14
ROOM: Final = 8  # between circle and words
LEAST_LINE: Final = 12


class StepBar(Drawing):
    """Circles with numbers and words, joined by lines; what is done has a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Step, ...] = ()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these stages; a screen reader hears where the ticket stands."""
        self._steps = tuple(steps)
        now = next((i for i, s in enumerate(steps) if s.kind == "now"), None)
        where = f"：{steps[now].title}" if now is not None else ""
        place = sum(s.kind == "done" for s in steps) if now is None else now + 1
        self.setAccessibleName(f"第 {place} 步，共 {len(steps)} 步{where}")
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(480), theme().px(54 if theme().density == "regular" else 44))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        if not self._steps:
            return
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle, room = look.px(CIRCLE), look.px(ROOM)
        widths = [
            circle + room + text_width(look, s.title, LETTERS, bold=s.kind == "now")
            for s in self._steps
        ]
        free = self.width() - sum(widths) - 2 * room * (len(widths) - 1)
        line = max(free // max(len(widths) - 1, 1), LEAST_LINE)
        x = 0
        for place, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._draw_step(painter, look, step, place, x)
            x += width + room
            if place < len(self._steps) - 1:
                painter.setPen(QPen(look.colour("line2"), 1))
                painter.drawLine(x, self.height() // 2, x + line, self.height() // 2)
            x += line + room

    def _draw_step(self, painter: QPainter, look: Theme, step: Step, place: int, x: int) -> None:
        px = look.px(CIRCLE)
        rect = QRectF(x, (self.height() - px) // 2, px, px)
        edges = {"done": "okMark", "now": "primary", "ahead": "line2"}
        grounds = {"done": "okSoft", "now": "primary", "ahead": "surface"}
        painter.setPen(QPen(look.colour(edges[step.kind]), 1))
        painter.setBrush(look.colour(grounds[step.kind]))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if step.kind == "done":
            inset = (px - look.px(14)) // 2
            tick = QRectF(rect.x() + inset, rect.y() + inset, look.px(14), look.px(14))
            look.icons.paint(painter, "check", look.colour("ok"), tick)
        else:
            now = step.kind == "now"
            tone = "onPrimary" if now else "text3"
            write(painter, look, rect, str(place + 1), tone, px=12, bold=now, align=CENTRE)
        tones = {"done": "text2", "now": "primary", "ahead": "text3"}
        words = QRectF(x + px + look.px(ROOM), 0, self.width(), self.height())
        bold = step.kind == "now"
        write(painter, look, words, step.title, tones[step.kind], px=LETTERS, bold=bold)

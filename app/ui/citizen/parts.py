"""Parts of the citizen's screen: writing, and what can be touched. All painted: nothing of it can
be read, focused or pressed by the clerk's keyboard, mouse or a screen reader of his session."""

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.citizen.faces import draw_face
from app.ui.citizen.look import Look, broken, cut

TARGET = 92  # px, the least height of anything to touch
Side = Literal["left", "centre"]


def write_lines(painter: QPainter, lines: list[str], rect: QRect, *, side: Side = "centre") -> None:
    """Write lines below each other, centred upright in `rect`, with the font and pen in force."""
    pitch = painter.fontMetrics().lineSpacing()
    top = rect.top() + max(0, (rect.height() - pitch * len(lines)) // 2)
    flag = Qt.AlignmentFlag.AlignHCenter if side == "centre" else Qt.AlignmentFlag.AlignLeft
    for place, line in enumerate(lines):
        box = QRect(rect.left(), top + place * pitch, rect.width(), pitch)
        painter.drawText(box, (flag | Qt.AlignmentFlag.AlignVCenter).value, line)


class Writing(QWidget):
    """A text that breaks into at most `most` lines and ends in … where it is cut."""

    def __init__(
        self, look: Look, px: int, *, bold: bool = False, tone: str = "text",
        side: Side = "left", most: int = 1,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._px, self._bold, self._tone = look, px, bold, tone
        self._side, self._most = side, most
        self.text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(most > 1)
        self.setSizePolicy(policy)

    def write(self, text: str) -> None:
        """Change the text."""
        self.text = text.replace("\n", " ")
        self.setVisible(bool(self.text))
        self.updateGeometry()
        self.update()

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.font(self._px, bold=self._bold))

    def sizeHint(self) -> QSize:
        """One line of it."""
        metrics = self._metrics
        return QSize(metrics.horizontalAdvance(self.text) + 2, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """It may be cut, but never upright."""
        metrics = self._metrics
        return QSize(metrics.horizontalAdvance("字…"), metrics.lineSpacing())

    def hasHeightForWidth(self) -> bool:
        """Whether it may break."""
        return self._most > 1

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        found = broken(self.text, self._look.font(self._px, bold=self._bold), width)
        return max(1, min(len(found), self._most)) * self._metrics.lineSpacing()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As many lines as there is room for."""
        painter = QPainter(self)
        painter.setFont(self._look.font(self._px, bold=self._bold))
        painter.setPen(self._look.colour(self._tone))
        metrics, width = painter.fontMetrics(), self.width()
        room = max(1, min(self._most, self.height() // metrics.lineSpacing()))
        lines = cut(broken(self.text, painter.font(), width), room, metrics, width)
        write_lines(painter, lines, self.rect(), side=self._side)


class Target(QWidget):
    """Something to touch; `name` is the word that comes back. It has no other way in."""

    def __init__(self, look: Look, name: str, text: str = "") -> None:
        super().__init__()
        self.look, self.name, self.text = look, name, text
        self.is_on = False
        self.is_held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_on(self, on: bool) -> None:
        """Chosen or not."""
        if on != self.is_on:
            self.is_on = on
            self.update()

    def show_held(self, held: bool) -> None:
        """A finger is on it."""
        if held != self.is_held:
            self.is_held = held
            self.update()

    def sizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(self.look.px(TARGET), self.look.px(TARGET))

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def draw_ground(self, painter: QPainter, *, strong: bool = False) -> str:
        """Frame and ground; the colour the letters have on it."""
        look, marked = self.look, self.is_on or self.is_held
        wide = look.px(4 if marked else 3)
        ground = "primary" if strong else "primarySoft" if marked else "surface"
        if strong and self.is_held:
            ground = "primaryP"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "primary" if marked or strong else "control"
        painter.setPen(QPen(look.colour(edge), wide))
        painter.setBrush(look.colour(ground))
        half = wide / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(rect, look.px(14), look.px(14))
        return "onPrimary" if strong else "primary" if self.is_on else "text"


class TouchButton(Target):
    """Words to touch; the strong one of a sheet is filled."""

    def __init__(self, look: Look, name: str, *, strong: bool = False) -> None:
        super().__init__(look, name)
        self._strong = strong
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def write(self, text: str) -> None:
        """Change the words."""
        self.text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = QFontMetrics(self.look.font(36, bold=True)).horizontalAdvance(self.text)
        return QSize(width + self.look.px(88), self.look.px(TARGET))

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame and words."""
        painter = QPainter(self)
        tone = self.draw_ground(painter, strong=self._strong)
        painter.setFont(self.look.font(36, bold=True))
        painter.setPen(self.look.colour(tone))
        write_lines(painter, [self.text], self.rect())


class Option(Target):
    """One of several reasons; a tick stands before it once it is chosen."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, tick, words."""
        painter, look = QPainter(self), self.look
        tone = self.draw_ground(painter)
        painter.setFont(look.font(32, bold=True))
        painter.setPen(look.colour(tone))
        tick = look.px(26)
        inner = self.rect().adjusted(look.px(10), 0, -look.px(10), 0)
        room = inner.width() - 2 * tick if self.is_on else inner.width()
        metrics = painter.fontMetrics()
        lines = cut(broken(self.text, painter.font(), room), 2, metrics, room)
        wide = max(map(metrics.horizontalAdvance, lines), default=0)
        if self.is_on:  # the words move aside for the tick, so that both stay in the middle
            left = inner.left() + (inner.width() - wide - tick) // 2 - look.px(6)
            draw_tick(painter, look, QPointF(left + tick / 2, self.height() / 2), look.px(22))
            painter.setPen(look.colour(tone))
            inner = QRect(left + tick + look.px(10), 0, wide + 2, self.height())
        write_lines(painter, lines, inner)


class LevelTile(Target):
    """A level: its face and its name. `px` and `rows` (lines kept for a name) are those of all."""

    def __init__(self, look: Look, code: str, text: str, face: int) -> None:
        super().__init__(look, f"level:{code}", text)
        self._face = face
        self.px, self.rows = 36, 1

    def lies(self) -> bool:
        """Whether the name stands beside the face."""
        return self.width() > 2 * self.height()

    def words_width(self) -> int:
        """The room for the name."""
        inner = self.width() - 2 * self.look.px(8)
        return inner - self.height() - self.look.px(20) if self.lies() else inner

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The face above its name, or before it where the tile lies."""
        painter, look = QPainter(self), self.look
        tone = self.draw_ground(painter)
        painter.setFont(look.font(self.px, bold=True))
        painter.setPen(look.colour(tone))
        face, words = self._places(painter.fontMetrics().lineSpacing())
        draw_face(painter, self._face, QRectF(face), look.colour(tone))
        metrics = painter.fontMetrics()
        lines = broken(self.text, painter.font(), words.width())
        lines = cut(lines, self.rows, metrics, words.width())
        write_lines(painter, lines, words, side="left" if self.lies() else "centre")

    def _places(self, pitch: int) -> tuple[QRect, QRect]:
        look, high = self.look, self.rows * pitch
        if self.lies():
            side = min(look.px(120), self.height() - 2 * look.px(12))
            face = QRect((self.height() - side) // 2, (self.height() - side) // 2, side, side)
            return face, QRect(self.height() + look.px(12), 0, self.words_width(), self.height())
        gap, room = look.gap(28), self.height() - 2 * look.px(12)
        side = max(0, min(look.px(134), self.width() - 2 * look.px(14), room - gap - high))
        top = (self.height() - side - gap - high) // 2
        face = QRect((self.width() - side) // 2, top, side, side)
        return face, QRect(look.px(8), top + side + gap, self.words_width(), high)


def draw_tick(
    painter: QPainter, look: Look, centre: QPointF, size: int, tone: str = "primary"
) -> None:
    """A tick, in the blue of what is chosen or in another colour."""
    pen = QPen(look.colour(tone), look.px(4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = size / 2
    points = [QPointF(-half, 0), QPointF(-half / 4, half * 0.7), QPointF(half, -half * 0.7)]
    painter.drawPolyline(QPolygonF([centre + p for p in points]))

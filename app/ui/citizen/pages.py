"""The states of the citizen's screen as widgets; each shows the sheet of its kind."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

from app.ui.citizen.look import SMALLEST, Look, broken
from app.ui.citizen.parts import (
    TARGET,
    LevelTile,
    Option,
    TouchButton,
    Writing,
    draw_tick,
)
from app.ui.citizen.sheets import Check, Rate, Reasons, Say, Tile
from app.ui.citizen.state import State
from app.ui.kit.boxes import Item, column, held, row


class CheckPage(State):
    """请核对登记的内容."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Writing(look, 52, bold=True, most=2)
        self._names = [Writing(look, 30, tone="text2") for _ in range(5)]
        self._values = [
            Writing(look, 32, bold=n == 4, most=4 if n == 3 else 2) for n in range(5)
        ]  # fmt: skip
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        for n, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            self._rows.addWidget(name, n, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(value, n, 1)
        self._wrong = TouchButton(look, "wrong")
        self._right = TouchButton(look, "right", strong=True)
        buttons = row((self._wrong, 1), (self._right, 1), gap=24)
        self.put(column(self._title, self._rows, None, buttons))

    def fit(self) -> None:
        """Closer lines on a low display."""
        super().fit()
        self._rows.setHorizontalSpacing(self.look.px(32))
        self._rows.setVerticalSpacing(self.look.gap(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line under every row but the last."""
        super().paintEvent(event)
        painter, half = QPainter(self), self.look.gap(26) // 2
        painter.setPen(self.look.colour("line"))
        for name, value in zip(self._names[:-1], self._values[:-1], strict=True):
            y = value.geometry().bottom() + half
            painter.drawLine(name.geometry().left(), y, value.geometry().right(), y)

    def show_sheet(self, sheet: Check) -> None:
        """What was registered."""
        self._title.write(sheet.title)
        for n, (name, value) in enumerate(sheet.rows):
            self._names[n].write(name)
            self._values[n].write(value)
        self._wrong.write(sheet.wrong)
        self._right.write(sheet.right)


class Tiles(QWidget):
    """The levels: exactly equal, in a row, or below one another on a tall display."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.tiles: list[LevelTile] = []
        self._asked: tuple[Tile, ...] = ()

    def show_tiles(self, asked: tuple[Tile, ...], chosen: str) -> None:
        """These levels, one of them chosen or none."""
        if asked != self._asked:
            self._asked = asked
            for tile in self.tiles:
                tile.hide()
                tile.deleteLater()
            self.tiles = [LevelTile(self._look, t.code, t.name, t.face) for t in asked]
            for tile in self.tiles:
                tile.setParent(self)
                tile.show()
            self.place()
        for tile, level in zip(self.tiles, asked, strict=True):
            tile.show_on(level.code == chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Give every tile the same size to the pixel; what is left over goes to the edges."""
        count, gap = len(self.tiles), self._look.px(18)
        if not count:
            return
        tall = self._look.is_tall
        room = (self.height() if tall else self.width()) - (count - 1) * gap
        most = self._look.px(180) if tall else room
        each = min(room // count, most)
        start = ((self.height() if tall else self.width()) - each * count - gap * (count - 1)) // 2
        for place, tile in enumerate(self.tiles):
            at = start + place * (each + gap)
            box = (0, at, self.width(), each) if tall else (at, 0, each, self.height())
            tile.setGeometry(*box)
        self._letters()

    def _letters(self) -> None:
        """The largest letters in which every name stands in one line, or the smallest in more."""
        width = self.tiles[0].words_width()
        for px in range(36, SMALLEST - 1, -1):
            font = self._look.font(px, bold=True)
            metrics = QFontMetrics(font)
            if all(metrics.horizontalAdvance(t.text) <= width for t in self.tiles):
                break
        rows = max(len(broken(t.text, font, width)) for t in self.tiles)
        for tile in self.tiles:
            tile.px, tile.rows = px, min(rows, 3)
            tile.update()


class Foot(QWidget):
    """The last line of a sheet: words at the left, buttons at the right; or one sentence `alone`
    in their place. It is always as high: no tile moves under a finger."""

    def __init__(
        self, look: Look, words: Sequence[Item], buttons: Sequence[TouchButton], alone: QWidget
    ) -> None:
        super().__init__()
        self._look, self._buttons, self._alone = look, buttons, alone
        self._both = row(row(*words, gap=16), row(None, *buttons, gap=20), gap=24)
        self._line = held(self._both)
        self.setLayout(column(alone, self._line, gap=0))

    def show_line(self, on: bool) -> None:
        """Words and buttons, or what stands alone."""
        self._alone.setVisible(not on)
        self._line.setVisible(on)

    def fit(self) -> None:
        """Words above the buttons on a tall display."""
        ways, look = QBoxLayout.Direction, self._look
        self._both.setDirection(ways.TopToBottom if look.is_tall else ways.LeftToRight)
        self._both.setSpacing(look.px(8))
        self.setFixedHeight(look.px(TARGET + (2 * 44 + 16 if look.is_tall else 0)))


class RatePage(State):
    """请您评价这次服务; the same tiles stand while the citizen looks at what was chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Writing(look, 52, bold=True, side="centre")
        self._matter = Writing(look, 32, tone="text2", side="centre")
        self.tiles = Tiles(look)
        self._hint = Writing(look, 30, tone="text2", side="centre", most=2)
        self._said, self._name = Writing(look, 32), Writing(look, 36, bold=True, tone="primary")
        self._change, self._submit = (
            TouchButton(look, "change"),
            TouchButton(look, "submit", strong=True),
        )
        buttons = (self._change, self._submit)
        self._foot = Foot(look, (self._said, (self._name, 1)), buttons, self._hint)
        self.put(column(self._title, self._matter, (self.tiles, 1), 4, self._foot))

    def fit(self) -> None:
        """The tiles share what is left."""
        super().fit()
        self._foot.fit()
        self.tiles.place()

    def show_sheet(self, sheet: Rate) -> None:
        """The question, or what was chosen."""
        self._title.write(sheet.title)
        self._matter.write(sheet.matter)
        self.tiles.show_tiles(sheet.tiles, sheet.chosen)
        name = next((t.name for t in sheet.tiles if t.code == sheet.chosen), "")
        self._hint.write(sheet.hint)
        self._said.write(sheet.said)
        self._name.write(name)
        self._change.write(sheet.change)
        self._submit.write(sheet.submit)
        self._foot.show_line(bool(name))


class ReasonsPage(State):
    """哪里没有让您满意."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Writing(look, 52, bold=True, most=2)
        self._hint = Writing(look, 32, tone="text2")
        self.options: list[Option] = []
        self._grid = QGridLayout()
        self._words = Writing(look, 30, tone="text2", most=2)
        self._submit = TouchButton(look, "submit", strong=True)
        self._foot = Foot(look, ((self._words, 1),), (self._submit,), QWidget())
        self._foot.show_line(True)
        self.put(column(self._title, self._hint, (self._grid, 3), (QWidget(), 1), self._foot))

    def fit(self) -> None:
        """Three in a row, two on a tall display."""
        super().fit()
        self._foot.fit()
        self._grid.setSpacing(self.look.px(20))
        across = 2 if self.look.is_tall else 3
        for place, option in enumerate(self.options):
            self._grid.addWidget(option, place // across, place % across)
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
        even(self._grid)

    def show_sheet(self, sheet: Reasons) -> None:
        """The reasons and which were touched."""
        if not self.options:
            self.options = [Option(self.look, f"reason:{c}", t) for c, t in sheet.options]
            self.fit()
        self._title.write(sheet.title)
        self._hint.write(sheet.hint)
        for option, (code, _) in zip(self.options, sheet.options, strict=True):
            option.show_on(code in sheet.picked)
        self._words.write(sheet.foot)
        self._submit.write(sheet.submit)


def even(grid: QLayout) -> None:
    """Lay out at once, so that a part is where the next touch looks for it."""
    grid.invalidate()
    grid.activate()


class Tick(QWidget):
    """A tick in a circle."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(140), self._look.px(140))

    def minimumSizeHint(self) -> QSize:
        """A square."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The same green after every level."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("ok"), look.px(5)))
        side = look.px(132)
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(self.rect()).center())
        painter.drawEllipse(rect)
        draw_tick(painter, look, rect.center(), look.px(56), "ok")


class SayPage(State):
    """感谢您的评价, 暂停服务."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._tick = Tick(look)
        self._title = Writing(look, 52, bold=True, side="centre", most=2)
        self._lines = [Writing(look, 32, tone="text2", side="centre", most=2) for _ in range(2)]
        self._foot = Writing(look, 30, tone="text2", side="centre")
        self.put(column(None, self._tick, self._title, *self._lines, None, self._foot))

    def show_sheet(self, sheet: Say) -> None:
        """A sentence and what follows."""
        self._tick.setVisible(sheet.is_done)
        self._title.write(sheet.title)
        for place, line in enumerate(self._lines):
            line.write(sheet.lines[place] if place < len(sheet.lines) else "")
        self._foot.write(sheet.foot)

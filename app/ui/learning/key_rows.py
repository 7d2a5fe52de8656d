"""One key of the wizard: its words, three dots, its bytes."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit

from app.devices.learning.hearing import PRESSES
from app.settings.words import Words
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Drawing, ElidedLabel, Label, restyle_by
from app.ui.kit.theme import theme
from app.ui.learning.parts import KeyRow
from app.ui.learning.teaching import LONGEST_LABEL

DOT, GAP = 12, 6
WIDE = 150  # px of the words of a key


class Dots(Drawing):
    """How often a key was pressed: filled dots of three."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._count = words, 0

    def show_count(self, count: int) -> None:
        """Change it."""
        self._count = count
        self.setAccessibleName(self._words("learning.times", n=count))
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        look = theme()
        return QSize(look.px(PRESSES * DOT + (PRESSES - 1) * GAP + 2), look.px(DOT + 2))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(PRESSES):
            done = place < self._count
            painter.setPen(QPen(look.colour("okMark" if done else "line2"), 1))
            painter.setBrush(look.colour("okMark" if done else "surface"))
            size, x = look.px(DOT), place * look.px(DOT + GAP) + 1
            painter.drawEllipse(QRectF(x, (self.height() - size) / 2, size, size))


class KeyLine(QFrame):
    """A key; the one whose turn it is stands out."""

    labelled = Signal(str)
    again = Signal()

    def __init__(self, words: Words, place: int) -> None:
        super().__init__()
        self.label = QLineEdit()
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setAccessibleName(words("learning.key", n=place + 1))
        self.dots, self.bytes = Dots(words), ElidedLabel("", "s14")
        self._fault = Label("", "bad13")
        self.redo = KeyButton(words("learning.redo"), kind="link")
        self.redo.clicked.connect(self.again)
        self.label.textEdited.connect(self.labelled)
        number = Label(str(place + 1), "m14")
        self.setLayout(
            row(number, self.label, self.dots, (self.bytes, 1), self._fault, self.redo,
                gap=12, margins=(10, 4, 10, 4))
        )  # fmt: skip
        theme().changed.connect(self._fit)
        self._fit()

    def show_row(self, shown: KeyRow) -> None:
        """Change it; what is being typed stays."""
        if self.label.text().strip() != shown.label:
            self.label.setText(shown.label)
        restyle_by(self.label, "invalid", bool(shown.fault))
        self._fault.setText(shown.fault)
        self.dots.show_count(shown.pressed)
        self.bytes.setText(shown.frame)
        self.redo.setVisible(bool(shown.pressed))
        self.setObjectName("note" if shown.is_now else "")
        restyle_by(self, "now", shown.is_now)

    def _fit(self) -> None:
        self.label.setFixedWidth(theme().px(WIDE))

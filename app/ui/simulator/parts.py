"""What both windows of the simulator are made of."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.kit.boxes import Item, column, emptied, held, row, scrolled
from app.ui.kit.inputs import Checkbox
from app.ui.kit.label import Icon, Label
from app.ui.kit.theme import theme

ASIDE = 272


class Switches(QWidget):
    """Faults, each with its switch and what happens. `turned(fault, on)` hears of every click."""

    def __init__(self, turned: Callable[[str, bool], object]) -> None:
        super().__init__()
        self._turned = turned
        self.boxes: dict[str, Checkbox] = {}
        self._list = column(gap=8)
        self.setLayout(self._list)

    def show_faults(self, faults: Sequence[tuple[str, str, str]], on: frozenset[str]) -> None:
        """All faults as (id, words, what follows)."""
        emptied(self._list)
        self.boxes = {}
        for name, words, means in faults:
            box = self.boxes[name] = Checkbox(words, large=True)
            box.setAccessibleDescription(means)
            box.setChecked(name in on)
            box.toggled.connect(lambda is_on, n=name: self._turned(n, is_on))
            hint = row(24, (Label(means, "m13", wrap=True), 1), gap=0)
            self._list.addWidget(held(column(box, hint, gap=0)))

    def follow(self, on: frozenset[str]) -> None:
        """Show what has changed by itself; nobody has clicked."""
        for name, box in self.boxes.items():
            if box.isChecked() != (name in on):
                box.blockSignals(True)
                box.setChecked(name in on)
                box.blockSignals(False)


class Lesson(QFrame):
    """What the clerk will see now, and should do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self.title, self.text = Label("", "b14"), Label("", "s13", wrap=True)
        sign = Icon("graduation-cap", tone="primary")
        box = row(sign, (column(self.title, self.text, gap=2), 1), margins=(12, 8, 12, 8))
        box.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(box)

    def show_lesson(self, title: str, sentence: str) -> None:
        """Change both."""
        self.title.setText(title)
        self.text.setText(sentence)


def aside(title: str, switches: Switches, *below: Item) -> QFrame:
    """The right side: the switches scroll where they are many."""
    frame = QFrame()
    frame.setObjectName("aside")
    frame.setFixedWidth(theme().px(ASIDE))
    faults = scrolled(column(switches, None, gap=0))
    parts = (Label(title, "b"), 4, (faults, 1), *below)
    frame.setLayout(column(*parts, gap=8, margins=(16, 14, 8, 14)))
    return frame


def beside(window: QWidget, of: QWidget, *, right: bool) -> None:
    """Put a window at the lower right or left corner of another one, within it."""
    edge, foot = 24, theme().size("strip")
    size = QSize(min(window.width(), of.width()), min(window.height(), of.height() - foot))
    window.resize(size)
    corner = of.mapToGlobal(of.rect().bottomRight() if right else of.rect().bottomLeft())
    x = corner.x() - size.width() - edge if right else corner.x() + edge
    window.move(x, max(0, corner.y() - size.height() - foot - edge))

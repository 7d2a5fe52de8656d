"""KeySheet: every key there is, read off the window itself (F1)."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.settings.words import Words
from app.ui.kit.boxes import column, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Keycap, Label
from app.ui.kit.overlay import EDGE, Overlay
from app.ui.kit.theme import theme
from app.ui.kit.values import KeyLine

Section = tuple[str, Sequence[KeyLine]]
WIDTH = 1240
COLUMN = 260  # px at 100 % that a column needs
CAP = 92
MOST = 4


class KeySheet(Overlay):
    """Sections in columns; grey is what cannot be done now. `arrange(sections, columns)` tells
    which stand below each other, `printed` makes the card."""

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        arrange: Callable[[int], Sequence[Sequence[Section]]],
        printed: Callable[[], object],
    ) -> None:
        room = parent.window().width() - 2 * EDGE
        width = min(WIDTH, int(room * 100 / theme().percent))
        super().__init__(parent, title=words("keysheet.title"), width=width)
        self.card = KeyButton(words("keysheet.print"), keys="Ctrl+P", icon="printer")
        self.card.clicked.connect(self.reject)
        self.card.clicked.connect(printed)
        close = KeyButton(words("keysheet.close"), keys="Esc", kind="quiet")
        close.clicked.connect(self.reject)
        head = row(
            Label(words("keysheet.title"), "h1"), Label(words("keysheet.sub"), "m14"), None,
            self.card, close, gap=12, margins=(28, 12, 16, 12),
        )  # fmt: skip
        count = max(1, min(MOST, width // COLUMN))
        parts = [(_column(words, found), 1) for found in arrange(count)]
        grid = scrolled(row(*parts, gap=24, margins=(28, 16, 28, 20)), words("keysheet.title"))
        self.fill(column(held(head), hairline(), (grid, 1), gap=0))


def _column(words: Words, found: Sequence[Section]) -> QWidget:
    box = column(gap=16)
    for title, lines in found:
        box.addLayout(column(Label(title, "b"), *(_line(words, line) for line in lines), gap=6))
    box.addStretch(1)
    return held(box)


def _line(words: Words, line: KeyLine) -> QWidget:
    holder = held(row(Keycap(line.keys, always=True), None))
    holder.setFixedWidth(theme().px(CAP))
    told = Label(line.words, "t14" if line.usable else "m14", wrap=True)
    if not line.usable:
        told.setAccessibleName(words("keysheet.not_now", words=line.words))
    return held(row(holder, (told, 1), gap=8))

"""KeySheet: every key that works, read off the window itself (F1)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Keycap, Label
from app.ui.kit.overlay import Overlay
from app.ui.kit.theme import theme

Section = tuple[str, Sequence[tuple[str, str]]]
COLUMNS = 3
WIDTH = 1040


class KeySheet(Overlay):
    """Sections in three columns: where to go, what works everywhere, each page's own keys."""

    def __init__(self, parent: QWidget, sections: Sequence[Section]) -> None:
        super().__init__(parent, title="快捷键", width=WIDTH)
        close = KeyButton("关闭", keys="Esc", kind="quiet")
        close.clicked.connect(self.reject)
        head = row(Label("快捷键", "h1"), None, close, gap=12, margins=(28, 12, 16, 12))
        grid = QGridLayout()
        look = theme()
        grid.setContentsMargins(look.px(28), look.px(16), look.px(28), look.px(24))
        grid.setHorizontalSpacing(look.px(32))
        grid.setVerticalSpacing(look.px(20))
        for place, (title, lines) in enumerate(sections):
            grid.addWidget(_section(title, lines), place // COLUMNS, place % COLUMNS)
            grid.setColumnStretch(place % COLUMNS, 1)
        self.fill(column(held(head), hairline(), held(grid), gap=0))


def _section(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    box = column(Label(title, "b"), gap=8)
    for keys, words in lines:
        cap = row(Keycap(keys), None)
        holder = held(cap)
        holder.setFixedWidth(theme().px(104))
        box.addLayout(row(holder, (Label(words, "t14", wrap=True), 1), gap=8))
    box.addStretch(1)
    return held(box)

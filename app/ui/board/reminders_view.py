"""The reminders above the board: a few lines, each with its lamp, and the way to all of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from app.settings.words import Words
from app.ui.board.reminders_presenter import RemindersPresenter
from app.ui.kit.boxes import column, emptied, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import ElidedLabel, Label
from app.ui.kit.light import Light
from app.ui.kit.values import MARK_OF_LAMP


class Reminders(QFrame):
    """The band; it is not there while nothing stands."""

    def __init__(self, presenter: RemindersPresenter, words: Words) -> None:
        super().__init__()
        self.setObjectName("band")
        self._lines = column(gap=4)
        self._more = Label("", "m13")
        see = KeyButton(words("watch.see"), kind="link")
        see.clicked.connect(lambda: presenter.see())
        side = column(row(None, self._more, see, gap=8), None, gap=0)
        self.setLayout(row((self._lines, 1), side, gap=16, margins=(20, 8, 20, 8)))
        self.setAccessibleName(words("watch.alerts"))
        self.hide()
        presenter.attach(self)

    def show_lines(self, lines: Sequence[tuple[str, str]], more: str) -> None:
        """The first few."""
        emptied(self._lines)
        for lamp, sentence in lines:
            light = Light(MARK_OF_LAMP[lamp], size=14)
            self._lines.addWidget(held(row(light, (ElidedLabel(sentence, "s13"), 1), gap=8)))
        self._more.setText(more)
        self.setVisible(bool(lines))

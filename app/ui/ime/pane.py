"""Chinese typing for the About page: whether it works, with what, and a field to try it in."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.settings.words import Words
from app.ui.ime.typing import ChineseTyping
from app.ui.kit.boxes import column, row
from app.ui.kit.field import Field
from app.ui.kit.label import Label
from app.ui.kit.light import Light


class TypingPane(QWidget):
    """Follows the input method as it comes and goes."""

    def __init__(self, typing: ChineseTyping, words: Words) -> None:
        super().__init__()
        self._typing, self._words = typing, words
        self._light, self._said = Light("mute"), Label("", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words("ime.try"))
        said = row(self._light, (self._said, 1))
        self.setLayout(column(said, Field(words("ime.label"), self.field)))
        typing.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        found = self._typing.found()
        self._light.show_mark("ok" if found.works else "bad")
        self._said.setText(self._words(found.key))

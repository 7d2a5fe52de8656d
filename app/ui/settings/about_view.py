"""关于与日志 as widgets."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.settings.words import Words
from app.ui.ime.pane import TypingPane
from app.ui.kit.boxes import emptied, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.kit.surfaces import Card, facts
from app.ui.kit.theme import theme
from app.ui.settings.about_presenter import AboutPresenter, Facts
from app.ui.settings.pane import Pane


class LogDialog(FormDialog):
    """What is handed to support, read before it goes anywhere."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(
            parent, title=words("settings.about.log"), sub=words("settings.about.log_sub"),
            strong=words("settings.about.copy"), width=860,
        )  # fmt: skip
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(words("settings.about.log"))
        self.text.setMinimumHeight(theme().px(320))
        self.to_file = KeyButton(words("settings.about.to_file"), keys="Alt+S")
        self.foot.insertWidget(2, self.to_file)
        self.body.addWidget(self.text)


class AboutPane(Pane):
    """Versions and places, how Chinese is typed, the log."""

    def __init__(self, presenter: AboutPresenter, typing: TypingPane) -> None:
        words = presenter.words
        super().__init__(words("settings.about.title"))
        self._presenter = presenter
        self._card = Card(words("settings.about.versions"), icon="info")
        self._inside: QWidget | None = None
        chinese = Card(words("settings.about.typing"), icon="pen-line")
        chinese.add(typing)
        log = Card(words("settings.about.log"), icon="file-text")
        self.read = KeyButton(words("settings.about.read"), keys="Alt+L")
        self.read.clicked.connect(presenter.on_log)
        log.add(Label(words("settings.about.log_note"), "s14", wrap=True), 10, row(self.read, None))
        for part in (self._card, chinese, log):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.dialog = LogDialog(self, words)
        self.dialog.submitted.connect(self._copy)
        self.dialog.to_file.clicked.connect(self._save)
        self._copied = words("settings.about.copied")
        self._name, self._ask = words("settings.about.file"), words("settings.about.to_file")
        self.opened.connect(presenter.open)
        presenter.attach(self)

    def show_facts(self, facts_: Facts) -> None:
        """(name, value) lines."""
        emptied(self._card.body)
        lines = []
        for name, value in facts_:
            label = Label(value, "t14", wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.append((name, label))
        self._card.body.addWidget(held(facts(lines, width=112)))

    def show_log(self, text: str) -> None:
        """What would be handed over, to be read first."""
        self.dialog.text.setPlainText(text)
        self.dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.dialog.text.toPlainText())
        self.dialog.accept()
        self.say(self._copied, good=True)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self._ask, self._name, "TXT (*.txt)")
        if path:
            self.dialog.accept()
            self._presenter.on_save(Path(path), self.dialog.text.toPlainText())

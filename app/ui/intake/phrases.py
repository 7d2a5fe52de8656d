"""常用语: sentences that are typed often, one key each; the desk keeps its own list."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.ui.intake.phrases_presenter import PhrasesPresenter
from app.ui.kit.button import KeyButton
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.dialog import FormDialog
from app.ui.kit.inputs import TextEdit
from app.ui.kit.label import Label
from app.ui.kit.limits import limit
from app.ui.kit.values import Choice


class PhraseDialog(FormDialog):
    """Choose one and it is put in; or change the list, a line each."""

    def __init__(
        self, parent: QWidget, insert: Callable[[str], None], presenter: PhrasesPresenter
    ) -> None:
        super().__init__(parent, title="常用语", sub="放进问题描述", strong="放进描述", width=640)
        self._insert, self._presenter = insert, presenter
        self._phrases: tuple[str, ...] = ()
        self.choice = ChoiceGroup(form="rows", words="常用语")
        self.choice.chosen_id.connect(lambda _: self._done())
        self.lines = TextEdit(least=260)
        limit(self.lines, self.show_summary)
        self._hint = Label("一行一条，最多 9 条", "m13")
        self.edit = KeyButton("修改常用语", kind="quiet")
        self.edit.clicked.connect(lambda: self.show_editing(editing=not self.lines.isVisible()))
        for item in (self.choice, self.lines, self._hint):
            self.body.addWidget(item)
        self.foot.insertWidget(1, self.edit)
        self.submitted.connect(self._done)
        presenter.attach(self)

    def ask(self) -> None:
        """Open it with the list as it stands."""
        self._presenter.open()
        self.open()

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """The list of the desk."""
        self._phrases = tuple(phrases)
        self.choice.show_choices(
            Choice(str(n), text, f"Alt+{n}") for n, text in enumerate(phrases, start=1)
        )
        self.choice.choose("")
        self.show_editing(editing=not phrases)

    def show_editing(self, *, editing: bool) -> None:
        """The list to choose from, or its text to change."""
        self.choice.setVisible(not editing)
        self.lines.setVisible(editing)
        self._hint.setVisible(editing)
        self.lines.setPlainText("\n".join(self._phrases))
        self.edit.setText("不改了" if editing else "修改常用语")
        self.strong.setText("保存常用语" if editing else "放进描述")
        self.show_summary("")
        self.adjustSize()

    def _done(self) -> None:
        if self.lines.isVisible():
            self.show_summary(self._presenter.keep(self.lines.toPlainText()))
        elif self.choice.chosen():
            self._insert(self._phrases[int(self.choice.chosen()) - 1])
            self.accept()

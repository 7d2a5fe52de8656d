"""测试页问答: what stands on the page, question by question."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.printing.acceptance import QUESTIONS
from app.settings.words import Words
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import Select
from app.ui.kit.values import Choice

LONGEST = 40


class TrialDialog(FormDialog):
    """One list of answers a question; none is chosen beforehand. `again`: print the page once
    more."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(
            parent, title=words("acceptance.title"), sub=words("devices.trial_sub"),
            strong=words("devices.trial_keep"), width=640,
        )  # fmt: skip
        self.answers = {
            q.key: Select(
                [Choice(c, words(f"acceptance.{q.key}_{c}")) for c in q.choices],
                prompt=words("devices.trial_choose"),
            )
            for q in QUESTIONS
        }
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.fields = {
            q.key: Field(words(f"acceptance.{q.key}"), self.answers[q.key]) for q in QUESTIONS
        }  # fmt: skip
        name = Field(words("acceptance.name"), self.name, hint=words("devices.trial_name_hint"))
        *above, last = self.fields.values()
        for field in above:
            self.body.addWidget(field)
        self.body.addLayout(beside((last, 1), (name, 1)))
        self.again = KeyButton(words("devices.trial_again"), kind="link")
        self.again.clicked.connect(self.again_wanted)
        self.foot.insertWidget(2, self.again)

    def ask(self) -> None:
        """Ask anew: another page may have come out."""
        for answer in self.answers.values():
            answer.setCurrentIndex(-1)
        self.show_faults({}, "")
        self.open()

    def given(self) -> dict[str, str]:
        """The answers by their questions; "" for none."""
        return {key: answer.chosen() for key, answer in self.answers.items()}

    def show_faults(self, faults: Mapping[str, str], sentence: str) -> None:
        """Sentences beside the questions, and one above them."""
        show_errors((field, faults.get(key, "")) for key, field in self.fields.items())
        self.show_summary(sentence)

"""The two questions of the rating page: why the citizen does not rate, and the leader's leave."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.db.people import Person
from app.ui.kit import values
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.inputs import PasswordEdit, PersonBox
from app.ui.kit.values import Choice

REASONS: Final = ("群众表示不评价", "群众有急事先离开", "群众不便操作", "其他原因")


class DeclineDialog(FormDialog):
    """群众不评价: one reason, counted by clerk."""

    def __init__(self, parent: QWidget, declined: Callable[[str], None]) -> None:
        super().__init__(
            parent, title="群众不评价", sub="按经办人计数，不计入满意，也不计入不满意",
            strong="记为未评价",
        )  # fmt: skip
        rows = [Choice(r, r, f"Alt+{n}") for n, r in enumerate(REASONS, start=1)]
        self.reason = ChoiceGroup(rows, form="rows", words="原因")
        self._declined = declined
        self.body.addWidget(Field("原因", self.reason))
        self.submitted.connect(self._submit)

    def _submit(self) -> None:
        if not self.reason.chosen():
            self.show_summary("选一项原因")
            return
        self.accept()
        self._declined(self.reason.chosen())
        self.reason.choose("")


class LeaveDialog(FormDialog):
    """再请一次: a second asking in a round is agreed to by a leader, with the password."""

    def __init__(self, parent: QWidget, agreed: Callable[[str, str], None]) -> None:
        super().__init__(
            parent, title="再请一次评价", sub="这一轮已经请过，再请须组长同意",
            strong="组长同意，再请一次", width=480,
        )  # fmt: skip
        self.who, self.password = PersonBox(), PasswordEdit(tall=True)
        self._field = Field("组长口令", self.password)
        self._agreed = agreed
        self.body.addWidget(Field("组长", self.who))
        self.body.addWidget(self._field)
        self.submitted.connect(self._submit)

    def ask(self, leaders: Sequence[Person]) -> None:
        """Show who may agree."""
        self.who.show_people([values.Person(p.id, p.name, "组长") for p in leaders])
        self.show_fault("")
        self.open()

    def show_fault(self, sentence: str) -> None:
        """The password was not taken."""
        self.password.clear()
        self._field.show_error(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if self.who.chosen() and self.password.text():
            self._agreed(self.who.chosen(), self.password.text())

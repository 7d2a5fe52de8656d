"""交班 as a dialog: the leaving officer goes through the sheet and signs."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.db.people import Person
from app.desk.handover import Sheet
from app.ui.kit.boxes import column, emptied, held, row, scrolled
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.inputs import Select, TextEdit
from app.ui.kit.label import ElidedLabel, Label
from app.ui.kit.light import Light
from app.ui.kit.surfaces import Figure, framed
from app.ui.kit.theme import theme
from app.ui.kit.values import MARK_OF_LAMP, Choice, Status
from app.ui.login.leave_presenter import LeavePresenter

LONGEST = 60


class LeaveDialog(FormDialog):
    """Ctrl+F12. `said(sentence)` tells what came of it."""

    def __init__(
        self, parent: QWidget, presenter: LeavePresenter, said: Callable[[str], None]
    ) -> None:
        super().__init__(parent, title="交班", sub="接班人登录时签收", strong="签字交班", width=760)
        self._presenter, self._said = presenter, said
        self.to = Select(prompt="选接班人")
        self.note = TextEdit(least=64)
        self.note.setFixedHeight(theme().px(64))
        self._counts, self._cases, self._devices = row(gap=10), column(gap=6), row(gap=20)
        self._talk = Label("", "b")
        cases = scrolled(self._cases)
        cases.setMinimumHeight(theme().px(150))
        self._to = Field("交给谁", self.to)
        self.body.addLayout(self._counts)
        self.body.addWidget(self._to)
        self.body.addWidget(self._talk)
        self.body.addWidget(cases, 1)
        self.body.addLayout(self._devices)
        self.body.addWidget(Field("交班留言", self.note, hint="可选"))
        self.remarks: dict[str, QLineEdit] = {}
        self.submitted.connect(self._sign)
        presenter.attach(self)

    def ask(self) -> None:
        """Open it with the sheet as it stands now."""
        self.show_summary("")
        self._presenter.open()
        self.open()

    def show_sheet(self, sheet: Sheet, others: Sequence[Person], devices: Sequence[Status]) -> None:
        """Counts, cases with a line to remark, devices."""
        self.to.show_choices(Choice(p.id, p.name) for p in others)
        emptied(self._counts)
        for name, value, lamp in sheet.counts:
            figure = Figure(name, mark=MARK_OF_LAMP[lamp] if lamp else None)
            figure.show_value(str(value))
            self._counts.addWidget(framed(figure), 1)
        count = len(sheet.cases)
        self._talk.setText(f"要当面说清的 {count} 件" if count else "没有要当面说清的件")
        emptied(self._cases)
        self.remarks = {}
        for case in sheet.cases:
            edit = QLineEdit(case.remark)
            edit.setMaxLength(LONGEST)
            edit.setAccessibleName(f"{case.matter}，交代")
            self.remarks[case.number] = edit
            words = held(column(ElidedLabel(case.matter, "b14"), Label(case.name, "m13"), gap=0))
            words.setFixedWidth(theme().px(230))
            line = row(Light(MARK_OF_LAMP[case.lamp]), words, (edit, 1), gap=10)
            self._cases.addWidget(held(line))
        self._cases.addStretch(1)
        emptied(self._devices)
        for device in devices:
            mark = Light(device.mark, words=device.words, size=16)
            self._devices.addWidget(held(row(mark, Label(device.words, "s13"), gap=6)))
        self._devices.addStretch(1)

    def _sign(self) -> None:
        remarks = {number: edit.text() for number, edit in self.remarks.items()}
        self._presenter.on_sign(self.to.chosen(), remarks, self.note.toPlainText())

    def show_fault(self, sentence: str) -> None:
        """Why it is not signed."""
        self.show_summary(sentence)

    def close_signed(self, sentence: str) -> None:
        """Signed."""
        self.note.clear()
        self.accept()
        self._said(sentence)

"""交接单 as widgets: counts, the cases to talk through, devices, the note."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.boxes import column, emptied, hairline, held, row, scrolled
from app.ui.kit.inputs import Checkbox
from app.ui.kit.label import ElidedLabel, Icon, Label
from app.ui.kit.light import Light
from app.ui.kit.surfaces import Card, Figure, framed
from app.ui.kit.theme import theme
from app.ui.kit.values import MARK_OF_LAMP
from app.ui.login.sheet_words import SheetWords

WIDTH = 720
MOST_HIGH = 260  # the cases; more of them scroll


class HandOverSheet(QWidget):
    """What the leaving officer signed, to be ticked while both stand there."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Label("", "m14")
        self._counts, self._signed = row(gap=12), Label("", "s13")
        self._talk = Card("")
        self._cases = column(gap=0)
        self._area = scrolled(self._cases)
        self._talk.body.addWidget(self._area)
        self._checks, self._note = Card("设备与材料"), Card("交班留言")
        self._words = Label("", "s13", wrap=True)
        self._note.add(self._words, None)
        self.ticks: dict[str, Checkbox] = {}
        foot = row(Icon("pen-line", size=16), self._signed, None,
                   Label("接班人输入口令即为签收，计入台账", "s13"), gap=8)  # fmt: skip
        lower = row((self._checks, 1), (self._note, 1), gap=12)
        body = column(
            None, row(Label("交接单", "h1"), self._head, None, gap=12), 4, self._counts, 6,
            self._talk, 6, lower, 4, foot, None, gap=8, margins=(0, 16, 0, 16),
        )  # fmt: skip
        inside = held(body)
        inside.setMaximumWidth(theme().px(WIDTH))
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(row(None, (inside, 1000), None, margins=(24, 0, 24, 0)))

    def show_sheet(self, words: SheetWords) -> None:
        """Fill it."""
        self._head.setText(words.head)
        self._signed.setText(words.signed)
        self._words.setText(words.note)
        emptied(self._counts)
        for name, value, lamp in words.counts:
            figure = Figure(name, mark=MARK_OF_LAMP[lamp] if lamp else None)
            figure.show_value(str(value))
            self._counts.addWidget(framed(figure), 1)
        self._show_cases(words)
        emptied(self._checks.body)
        for mark, text, at in words.checks:
            line = row(Light(mark, size=16), (ElidedLabel(text, "t14"), 1), Label(at, "s13"), gap=8)
            self._checks.body.addWidget(held(line))
        if not words.checks:
            self._checks.add(Label("没有接评价器和打印机", "m13"))
        self._checks.add(None)

    def _show_cases(self, words: SheetWords) -> None:
        emptied(self._cases)
        self.ticks = {}
        self._talk.set_title(words.talk)
        self._talk.set_right("登录前姓名遮挡" if words.cases else "")
        for place, case in enumerate(words.cases):
            if place:
                self._cases.addWidget(hairline())
            tick = Checkbox("")
            tick.setAccessibleName(f"{case.matter}，已说清")
            self.ticks[case.number] = tick
            remark = ElidedLabel(case.remark, "s13")
            remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line = row(
                Light(MARK_OF_LAMP[case.lamp], size=18), Label(case.matter, "b14"),
                Label(case.name, "m14"), (remark, 1), tick,
                gap=12, margins=(0, 8, 0, 8),
            )  # fmt: skip
            self._cases.addWidget(held(line))
        self._cases.addStretch(1)
        inside = self._area.widget()
        for widget in inside.findChildren(QWidget):
            widget.ensurePolished()  # else the letters are not yet as large as they will be
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        whole = inside.sizeHint().height()
        self._area.setFixedHeight(min(whole + 2, theme().px(MOST_HIGH)))

    def ticked(self) -> tuple[str, ...]:
        """The tickets both have talked through."""
        return tuple(number for number, box in self.ticks.items() if box.isChecked())

"""The panels beside the intake form as widgets."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from app.desk.preview import DuePreview
from app.ui.intake.panels_presenter import Hit, Match, MatchPresenter
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import ElidedLabel, Icon, Label, TagLabel
from app.ui.kit.surfaces import Card
from app.ui.kit.values import DayCell
from app.ui.kit.weekstrip import WeekStrip


class DuePanel(Card):
    """办理时限: the date large, the rule in words, the days between, what else falls due."""

    def __init__(self) -> None:
        super().__init__("办理时限", icon="calendar-clock")
        self._headline, self._until = Label("", "big"), Label("", "lab")
        self._rule = Label("", "s13", wrap=True)
        self._week = WeekStrip()
        self._lines = column(gap=4)
        self.add(6, row(self._headline, self._until, None, gap=6), self._rule, 8, self._week, 8)
        self.body.addLayout(self._lines)

    def show_due(self, due: DuePreview, source: str) -> None:
        """A class was chosen, or none yet."""
        self.set_right(source)
        self._headline.setText(due.headline)
        words = {"fixed": "前办结", "forecast": "预计办结"}
        self._until.setText(words.get(due.kind, ""))
        self._rule.setText(due.rule)
        kinds = {"now": "today", "day": "work"}
        self._week.show_days(
            [DayCell(str(d.day), d.label, kinds.get(d.kind, d.kind)) for d in due.days]  # type: ignore[arg-type]  # the four words
        )
        self._week.setVisible(bool(due.days))
        emptied(self._lines)
        for name, when in due.lines:
            line = row(Icon("phone" if name == "首次联系" else "message-square-text", size=16),
                       Label(name, "s13"), None, Label(when, "s13"), gap=8)  # fmt: skip
            self._lines.addWidget(held(line))


class HitsPanel(Card):
    """知识库: what others answered in this matter; Alt+K goes into it, Enter reads it here, Alt+I
    takes the answer over. `used` carries it."""

    used = Signal(str)

    def __init__(self) -> None:
        super().__init__("知识库", icon="library", keys="Alt+K")
        self._rows, self.answer = column(gap=2), Label("", "s13", wrap=True)
        self.buttons: list[KeyButton] = []
        self.use = KeyButton("用作当场答复", keys="Alt+I", small=True)
        self.use.clicked.connect(lambda: self.used.emit(self.answer.text()))
        self._told = held(column(hairline(), self.answer, row(self.use, None), gap=8))
        self.body.addLayout(self._rows)
        self.body.addWidget(self._told)
        self._told.hide()
        self.hide()

    def show_hits(self, hits: Sequence[Hit], count: str) -> None:
        """At most three entries in force."""
        self.setVisible(bool(hits))
        self.set_right(count)
        self._told.hide()
        emptied(self._rows)
        self.buttons = []
        for place, hit in enumerate(hits):
            if place:
                self._rows.addWidget(hairline())
            button = KeyButton(hit.title, kind="link")
            button.clicked.connect(lambda _=False, h=hit: self._read(h))
            self.buttons.append(button)
            head = row(button, None, margins=(0, 4, 0, 0))
            self._rows.addWidget(held(column(head, Label(hit.sub, "m13"), gap=0)))

    def _read(self, hit: Hit) -> None:
        """The answer below the titles; once more takes it away."""
        again = not self._told.isHidden() and self.answer.text() == hit.answer
        self.answer.setText(hit.answer)
        self._told.setVisible(not again)

    def take_cursor(self) -> None:
        """Alt+K: into the first title."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


class MatchPanel(Card):
    """可能是同一件事: shown only while there is one."""

    def __init__(self) -> None:
        super().__init__("可能是同一件事", mark="warn")
        self._rows = column(gap=0)
        self._first = ""
        self.merge = KeyButton("并入在办件", keys="Alt+M", small=True)
        self.open_first = KeyButton("打开", keys="Alt+O", small=True)
        self.open_first.setAccessibleName("打开在办件")
        self.link = KeyButton("仍新建并关联", keys="Alt+J", small=True)
        self._verb = held(
            column(row(self.merge, self.open_first, None), row(self.link, None),
                   margins=(0, 8, 0, 0))
        )  # fmt: skip
        self.body.addLayout(self._rows)
        self.body.addWidget(self._verb)
        self.hide()

    def bind(
        self, presenter: MatchPresenter, merge: Callable[[str], None], link: Callable[[str], None]
    ) -> None:
        """Opening the first matter that is still open, the form half filled stays a draft; or
        `merge(number)`: what is typed is registered and goes on there; or `link(number)`: it is
        accepted as a matter of its own, tied to that one."""
        self.link.clicked.connect(lambda: link(self._first))
        self.merge.clicked.connect(lambda: merge(self._first))
        self.open_first.clicked.connect(lambda: presenter.open_ticket(self._first))

    def show_matches(self, matches: Sequence[Match], sentence: str) -> None:
        """At most three earlier tickets."""
        self.setVisible(bool(matches))
        self._first = next((m.number for m in matches if m.is_open), "")
        self._verb.setVisible(bool(self._first))
        self.set_right(sentence)
        emptied(self._rows)
        for place, match in enumerate(matches):
            if place:
                self._rows.addWidget(hairline())
            words = column(
                ElidedLabel(match.matter, "b14" if match.is_open else "t14"),
                Label(f"{match.number}   {match.when}", "m13"), gap=0,
            )  # fmt: skip
            tag = TagLabel(match.state, "info" if match.is_open else "mute")
            self._rows.addWidget(held(row((words, 1), tag, margins=(0, 6, 0, 6))))

"""The preview right of the list: made once, another ticket only changes its words.

The clerk goes down the list with the arrow keys; making these widgets anew for each row was most of
what a key cost.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QLayout, QWidget

from app.ui.board.presenter import LAST, Preview
from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, hairline, held, row, scrolled
from app.ui.kit.button import KeyButton
from app.ui.kit.daybar import MOST_DAYS, DayBar
from app.ui.kit.label import ElidedLabel, Icon, Label, Role
from app.ui.kit.light import Light
from app.ui.kit.surfaces import part
from app.ui.kit.values import MARK_OF_LAMP, Mark

MOST_ACTS: Final = 3  # in the preview; the ticket has them all
LETTERS: Mapping[Mark, Role] = MappingProxyType(
    {"ok": "b", "warn": "warn", "bad": "bad", "mute": "b"}
)


class PreviewPane(Aside):
    """One ticket: head, due line, problem and last events, what may be done."""

    def __init__(self, opened: Callable[[str, str], None]) -> None:
        """`opened(number, act name)` goes to the ticket page, "" to the ticket alone."""
        self._opened, self._number = opened, ""
        self._names: Sequence[str] = ()
        self._no, self._head = Label("", "m13"), ElidedLabel("", "m13")
        self._matter, self._who = Label("", "h2", wrap=True), ElidedLabel("", "s13")
        top = part(row(self._no, None, self._head, gap=12), self._matter, self._who)
        self._due, self._story = _Due(), _Story()
        told = scrolled(column(self._story, gap=0), "问题和最近进展")
        self._shown = (
            held(column(held(top), hairline(), self._due, gap=0)),
            held(column(hairline(), (told, 1), hairline(), gap=0)),
            held(self._make_acts()),
        )
        head, story, acts = (held(column(shown, gap=0)) for shown in self._shown)
        super().__init__(
            head, (story, 1), acts, cards=False, width="board",
            tabs=(("选中的工单", head), ("问题和最近进展", story), ("现在可以做", acts)),
        )  # fmt: skip
        self.show_preview(None)

    def show_preview(self, preview: Preview | None) -> None:
        """Another ticket, or none."""
        for shown in self._shown:
            shown.setVisible(preview is not None)
        if preview is None:
            return
        self._number = preview.number
        for label, text in (
            (self._no, preview.number), (self._head, preview.head),
            (self._matter, preview.matter), (self._who, preview.who),
        ):  # fmt: skip
            label.setText(text)
        self._due.show_due(preview)
        self._story.show_story(preview.facts.description, preview.last)
        now = preview.now
        self._names = [name for name, _, _ in now.acts]
        for place, button in enumerate(self._acts):
            offered = place < len(now.acts)
            if offered:
                _, words, icon = now.acts[place]
                strong = not place and now.is_expected
                button.show_words(words, icon, "primary" if strong else "plain")
            button.setVisible(offered)
        self._hint.setText(now.hint)
        self._hint_row.setVisible(not now.is_expected)

    def _make_acts(self) -> QLayout:
        self._acts: list[KeyButton] = []
        box = column(Label("现在可以做", "m13"), gap=8, margins=(20, 14, 20, 16))
        for place in range(MOST_ACTS):
            button = KeyButton(keys=f"Alt+{place + 1}", spread=True)
            button.clicked.connect(lambda _=False, p=place: self._go(self._names[p]))
            self._acts.append(button)
            box.addWidget(button)
        self._hint = Label("", "s13", wrap=True)
        self._hint_row = held(row(Icon("info", size=16), (self._hint, 1), gap=8))
        box.addWidget(self._hint_row)
        whole = KeyButton("打开完整工单", keys="Enter", kind="quiet", spread=True)
        whole.clicked.connect(lambda: self._go(""))
        box.addWidget(whole)
        return box

    def _go(self, act: str) -> None:
        self._opened(self._number, act)


class _Due(QWidget):
    """The due line, a segment for each working day, from when until when."""

    def __init__(self) -> None:
        super().__init__()
        self._light, self._left, self._used = Light(), Label(), Label("", "m13")
        self._bar, self._since, self._until = DayBar(), Label("", "key"), Label("", "key")
        ends = row(self._since, None, self._until)
        self._days = held(column(self._bar, ends, gap=8))
        words = row(self._light, self._left, None, self._used)
        self.setLayout(part(words, self._days, gap=8))

    def show_due(self, preview: Preview) -> None:
        shown = preview.facts
        mark = MARK_OF_LAMP[shown.lamp]
        self._light.show_mark(mark)
        self._left.setText(shown.due)
        self._left.set_role(LETTERS[mark])
        self._used.setText(shown.used)
        used, whole = shown.days
        has_bar = 0 < whole <= MOST_DAYS and shown.lamp != "waiting"  # else no time runs
        if has_bar:
            self._bar.show_days(used, whole, mark=mark)
            self._since.setText(preview.since)
            self._until.setText(preview.until)
        self._days.setVisible(has_bar)


class _Story(QWidget):
    """The problem and what happened last."""

    def __init__(self) -> None:
        super().__init__()
        self._told = Label("", "t14", wrap=True)
        self._lines = [(Label("", "m13"), ElidedLabel("", "t14")) for _ in range(LAST)]
        self._rows = [held(row(when, (what, 1), gap=14)) for when, what in self._lines]
        box = part(Label("反映的问题", "m13"), self._told, 6, Label("最近进展", "m13"), *self._rows)
        box.addStretch(1)
        self.setLayout(box)

    def show_story(self, told: str, last: Sequence[tuple[str, str]]) -> None:
        self._told.setText(told)
        for place, (line, (when, what)) in enumerate(zip(self._rows, self._lines, strict=True)):
            line.setVisible(place < len(last))
            if place < len(last):
                when.setText(last[place][0])
                what.setText(last[place][1])

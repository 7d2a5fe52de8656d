"""StatusStrip: the permanent line at the foot. Quiet while all is well.

At the left what the counter depends on, at the right training, working hours and the time. Only
the item in trouble changes shape, colour and words and gains one verb. Items are shown as they are
told; what a counter does not have is not told.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.boxes import emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Icon, Label, Role, restyle_by
from app.ui.kit.light import Light
from app.ui.kit.theme import theme
from app.ui.kit.values import Mark, Status

LETTERS: Final[Mapping[Mark, Role]] = MappingProxyType(
    {"ok": "s13", "mute": "s13", "warn": "warn13", "bad": "alarm13"}
)


class StatusItem(QWidget):
    """One item: light, words, and a verb while something can be done about it. Pressing the item
    itself asks for its panel."""

    verb_pressed = Signal(str)
    pressed = Signal(str)

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.id = status.id
        self._icon = status.icon
        self._light = Light(size=15)
        self._words, self._more = Label("", "s13"), Label("", "s13")
        self._verb = KeyButton("", kind="link")
        self._verb.clicked.connect(lambda: self.verb_pressed.emit(self.id))
        sign = Icon(status.icon, size=16) if status.icon else self._light
        self.setLayout(row(sign, self._words, self._more, self._verb, gap=6))
        self.show_status(status)

    def show_status(self, status: Status) -> None:
        """Change shape, colour, words and verb."""
        self._light.show_mark(status.mark, status.words)
        self._words.setText(status.words)
        self._words.set_role(LETTERS[status.mark])
        for part, text in ((self._more, status.more), (self._verb, status.verb)):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName("，".join(p for p in (status.words, status.more) if p))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The panel of this item."""
        super().mousePressEvent(event)
        self.pressed.emit(self.id)


class TrainingMark(QWidget):
    """演练: what it means, and links that lead out of it or to its tools."""

    verb_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words, self._verbs = Label("", "warn13"), row(gap=8)
        sign = Icon("graduation-cap", tone="warn", size=16)
        self.setLayout(row(sign, self._words, self._verbs, gap=6))
        self.hide()

    def show_training(self, words: str, verbs: Sequence[tuple[str, str]]) -> None:
        """The words and the links as (id, words)."""
        self._words.setText(words)
        emptied(self._verbs)
        for name, text in verbs:
            link = KeyButton(text, kind="link")
            link.clicked.connect(lambda _=False, n=name: self.verb_pressed.emit(n))
            self._verbs.addWidget(link)
        self.setVisible(bool(words))


class StatusStrip(QWidget):
    """The strip. `verb_pressed` and `item_pressed` name the item."""

    verb_pressed = Signal(str)
    item_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._items: dict[str, StatusItem] = {}
        self._left = row(gap=14)
        self._training = TrainingMark()
        self._training.verb_pressed.connect(self.verb_pressed)
        self._off = Light("warn", size=15)
        self._off.hide()
        self._work, self._date, self._time = Label("", "s13"), Label("", "s13"), Label("", "b13")
        self._line = hairline(upright=True)  # between 演练 and what follows
        icon = Icon("calendar-days", size=16)
        self._day = held(row(row(icon, self._work, gap=6), hairline(upright=True), gap=14))
        date = row(self._date, row(self._off, self._time, gap=6), gap=12)
        right = row(self._training, self._line, self._day, date, gap=14)
        self._line.hide()
        self.setLayout(row(self._left, None, right, gap=14, margins=(22, 0, 22, 0)))
        theme().changed.connect(self._fit)
        self._fit()

    def show_items(self, items: Sequence[Status]) -> None:
        """Show these items; one that was there before only changes."""
        if [status.id for status in items] != list(self._items):
            self._rebuild(items)
        for status in items:
            self._items[status.id].show_status(status)

    def show_time(self, *, work: str, date: str, time: str, wrong: str = "") -> None:
        """工作日 09:00–17:30 (or 今天休息), the date, the time; `wrong` stands in its place when
        the clock cannot be believed."""
        self._work.setText(work)
        self._day.setVisible(bool(work))
        self._date.setText(date)
        self._time.setText(f"{time} {wrong}".strip())
        self._time.set_role("warn13" if wrong else "b13")
        self._off.setVisible(bool(wrong))

    def show_training(self, words: str, verbs: Sequence[tuple[str, str]] = ()) -> None:
        """演练: the whole strip changes its ground; "" for the real counter. `verb_pressed` names
        which of the `verbs` (id, words) was pressed."""
        self._training.show_training(words, verbs)
        self._line.setVisible(bool(words))
        restyle_by(self, "training", bool(words))

    def _rebuild(self, items: Sequence[Status]) -> None:
        emptied(self._left)
        self._items = {status.id: StatusItem(status) for status in items}
        for place, shown in enumerate(self._items.values()):
            if place:
                self._left.addWidget(hairline(upright=True))
            shown.verb_pressed.connect(self.verb_pressed)
            shown.pressed.connect(self.item_pressed)
            self._left.addWidget(shown)

    def item(self, name: str) -> QWidget:
        """Where an item stands. Raises KeyError."""
        return self._items[name]

    def _fit(self) -> None:
        self.setFixedHeight(theme().size("strip"))

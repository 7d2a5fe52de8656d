"""The parts of the devices page: a card of a device, and the keys that are ticked off."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.settings.words import Words
from app.ui.kit.boxes import Item, column, emptied, held, row
from app.ui.kit.flow import FlowLayout
from app.ui.kit.label import Drawing, Label, TagKind, TagLabel
from app.ui.kit.light import Light
from app.ui.kit.surfaces import Card
from app.ui.kit.theme import theme
from app.ui.kit.values import Mark
from app.ui.settings.device_facts import CardFacts
from app.ui.settings.keys_presenter import KeyTick

TAGS: Final[Mapping[Mark, TagKind]] = MappingProxyType(
    {"ok": "ok", "warn": "warn", "bad": "bad", "mute": "mute"}
)
NAMES = 80  # px of the names of facts
TICK = 28
ABREAST = 860  # px from which two cards stand side by side


class DeviceCard(Card):
    """A device: how it is beside its title, facts, what is wrong, then whatever is added."""

    def __init__(self, title: str, icon: str, *below: Item) -> None:
        super().__init__(title, icon=icon)
        self.state, self._light = TagLabel("", "mute"), Light(size=16)
        self.add_tag(row_of(self._light, self.state))
        self._lines, self._names = column(gap=6), tuple[str, ...]()
        self._titles, self._values = list[Label](), list[Label]()
        theme().changed.connect(self._fit_names)
        self.what, self.first = Label("", "b14", wrap=True), Label("", "s14", wrap=True)
        self.first.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble = QFrame()
        self.trouble.setObjectName("note")
        self.trouble.setLayout(column(self.what, self.first, gap=2, margins=(12, 8, 12, 8)))
        self.trouble.hide()
        self.body.setSpacing(10)
        self.add(self._lines, self.trouble, None, *below)

    def show_facts(self, facts: CardFacts, right: str) -> None:
        """Show how it is; what has not changed is left as it stands."""
        self._light.show_mark(facts.mark, facts.state)
        self.state.show_tag(facts.state, TAGS[facts.mark])
        self.set_right(right)
        names = tuple(name for name, _ in facts.lines)
        if names != self._names:
            self._names = names
            self._make_lines(names)
        for label, (_, value) in zip(self._values, facts.lines, strict=True):
            label.setText(value)
        self.what.setText(facts.what)
        self.first.setText(facts.first)
        self.trouble.setVisible(bool(facts.what))

    def _make_lines(self, names: Sequence[str]) -> None:
        emptied(self._lines)
        self._titles, self._values = [], []
        for name in names:
            title, value = Label(name, "m14"), Label("", "t14", wrap=True)
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            title.setBuddy(value)
            self._titles.append(title)
            self._values.append(value)
            self._lines.addWidget(held(row(title, (value, 1), gap=0)))
        self._fit_names()

    def _fit_names(self) -> None:
        for title in self._titles:
            title.setFixedWidth(theme().px(NAMES))


class Tick(Drawing):
    """A key of the pad in a circle: its code, then a tick once it was pressed."""

    def __init__(self, tick: KeyTick, words: Words) -> None:
        key = "pressed" if tick.pressed else "unpressed"
        super().__init__(words(f"devices.{key}", label=tick.label))
        self.setToolTip(self.accessibleName())
        self._tick = tick

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(TICK), theme().px(TICK))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done, box = self._tick.pressed, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("ok" if done else "line2"), 1.4 if done else 1))
        painter.drawEllipse(box)
        if done:
            inset = look.px(6)
            room = box.adjusted(inset, inset, -inset, -inset)
            look.icons.paint(painter, "check", look.colour("ok"), room)
        else:
            painter.setFont(look.font(14))
            painter.setPen(look.colour("text3"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._tick.code))


class KeyTicks(QWidget):
    """All keys of the pad with the name of the line before them, and what was heard last."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._ticks = FlowLayout(gap=8)
        self.heard = Label("", "s14", wrap=True)
        self._name = Label(words("devices.keys"), "m14")
        theme().changed.connect(self._fit_name)
        self._fit_name()
        self.setLayout(column(row(self._name, (held(self._ticks), 1), gap=0), self.heard, gap=6))
        self.hide()

    def _fit_name(self) -> None:
        self._name.setFixedWidth(theme().px(NAMES))

    def show_ticks(self, ticks: Sequence[KeyTick], sentence: str) -> None:
        """Which are pressed, and a sentence."""
        emptied(self._ticks)
        for tick in ticks:
            self._ticks.addWidget(Tick(tick, self._words))
        self._name.setVisible(bool(ticks))
        self.heard.setText(sentence)
        self.setVisible(bool(sentence))


class Pairs(QWidget):
    """Cards two abreast where there is room for it, else one below the other; a `wide` one always
    has a line of its own."""

    def __init__(self, *cards: tuple[QWidget, bool]) -> None:
        super().__init__()
        self._cards = cards
        self._grid, self._columns = QGridLayout(), 0
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.setLayout(self._grid)
        self._lay(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._lay(2 if self.width() >= theme().px(ABREAST) else 1)

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line = at = 0
        for card, wide in self._cards:
            self._grid.removeWidget(card)
            if at and (wide or at == columns):
                line, at = line + 1, 0
            self._grid.addWidget(card, line, at, 1, columns - at if wide else 1)
            at = columns if wide else at + 1
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)


def row_of(*widgets: QWidget) -> QWidget:
    """Widgets side by side, no wider than they need."""
    made = held(row(*widgets, gap=6))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def flowing(*widgets: QWidget) -> QWidget:
    """Buttons that go on in a new line where there is no room."""
    flow = FlowLayout(gap=10)
    for widget in widgets:
        flow.addWidget(widget)
    made = held(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made

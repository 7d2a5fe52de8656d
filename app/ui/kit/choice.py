"""Choices: one of several, as cards that show what follows, or as rows with a round mark."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from app.ui.kit.keys import fired_by_keys, grab_keys, shown
from app.ui.kit.label import plain_tip
from app.ui.kit.reader import ByReader
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Tone
from app.ui.kit.writing import RIGHT, text_width, write

MOST_ACROSS: Final = 4


class ChoiceCard(QAbstractButton):
    """A card: title and key, what it means, what follows from it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.setCheckable(True)
        self._by_reader = ByReader(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_choice(choice)

    def setChecked(self, on: bool, /) -> None:
        """Turn it on or off; nobody has clicked it."""
        with self._by_reader:
            super().setChecked(on)

    def show_choice(self, choice: Choice) -> None:
        """Change the words; the due line follows the clock."""
        self.choice = choice
        self.setText(choice.title.replace("&", "&&"))
        said = "，".join(part for part in (choice.sub, choice.due) if part)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tip(said))
        grab_keys(self, choice.key)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Its key clicks it at once."""
        return fired_by_keys(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        look = theme()
        lines = 1 + bool(self.choice.sub) + bool(self.choice.due)
        height = look.size("choiceTop") + look.size("choiceFoot") + look.px(22)
        return QSize(look.px(180), height + (lines - 1) * look.px(20))

    def minimumSizeHint(self) -> QSize:
        """How small it may become."""
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter, on = theme(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if on else 1
        edge = "primary" if on else "control" if self.underMouse() else "line2"
        painter.setPen(QPen(look.colour(edge), width))
        painter.setBrush(look.colour("primarySoft" if on else "surface"))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 8, 8)
        side = look.px(14)
        line = QRect(side, look.size("choiceTop"), self.width() - 2 * side, look.px(22))
        hint = shown(self.choice.key) if look.key_hints else ""
        key = write(painter, look, line, hint, "text3", px=12, align=RIGHT)
        title = line.adjusted(0, 0, -key - look.px(12), 0)
        ink: Tone = "primary" if on else "text"
        write(painter, look, title, self.choice.title, ink, px=15, bold=True)
        line = QRect(side, line.bottom() + 1, line.width(), look.px(20))
        for text, tone in ((self.choice.sub, "text2"), (self.choice.due, "text3")):
            if text:
                due = on and text == self.choice.due
                write(painter, look, line, text, "primary" if due else tone, bold=due)
                line.translate(0, line.height())


class ChoiceRow(QAbstractButton):
    """A row with a round mark, the title, its meaning beside it and the key at the right."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.setCheckable(True)
        self._by_reader = ByReader(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_choice(choice)

    def setChecked(self, on: bool, /) -> None:
        """Turn it on or off; nobody has clicked it."""
        with self._by_reader:
            super().setChecked(on)

    def show_choice(self, choice: Choice) -> None:
        """Change the words."""
        self.choice = choice
        self.setText(choice.title.replace("&", "&&"))
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.sub)
        grab_keys(self, choice.key)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Its key clicks it at once."""
        return fired_by_keys(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        look = theme()
        words = text_width(look, self.choice.title, 15, bold=True)
        sub = text_width(look, self.choice.sub, 13)
        return QSize(words + sub + look.px(118), look.px(36 if look.density == "compact" else 42))

    def minimumSizeHint(self) -> QSize:
        """How small it may become."""
        return QSize(theme().px(180), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter, on = theme(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("primarySoft"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        middle = QPointF(look.px(19), self.height() / 2)
        radius = look.px(9) - 0.5
        painter.setPen(QPen(look.colour("primary" if on else "control"), 1))
        painter.setBrush(look.colour("primary" if on else "surface"))
        painter.drawEllipse(middle, radius, radius)
        if on:
            painter.setBrush(look.colour("onPrimary"))
            painter.drawEllipse(middle, radius * 0.38, radius * 0.38)
        line = self.rect().adjusted(look.px(38), 0, -look.px(10), 0)
        hint = shown(self.choice.key) if look.key_hints else ""
        key = write(painter, look, line, hint, "text3", px=12, align=RIGHT)
        line.adjust(0, 0, -key - look.px(12), 0)
        tone: Tone = "primary" if on else "text"
        taken = write(painter, look, line, self.choice.title, tone, px=15, bold=on)
        write(painter, look, line.adjusted(taken + look.px(10), 0, 0, 0), self.choice.sub, "text3")


class ChoiceGroup(QWidget):
    """One of several. Tab stops once, arrows move, a card's key chooses it from anywhere."""

    chosen_id = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        form: Literal["cards", "rows"] = "cards",
        words: str = "",
    ) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._make = ChoiceCard if form == "cards" else ChoiceRow
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(10 if form == "cards" else 2))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._cards: dict[str, ChoiceCard | ChoiceRow] = {}
        self.show_choices(choices)

    def show_choices(self, choices: Iterable[Choice]) -> None:
        """Show these. With the same ids as before only the words change and the choice stays."""
        fresh = {choice.id: choice for choice in choices}
        if list(fresh) == list(self._cards):
            for name, card in self._cards.items():
                card.show_choice(fresh[name])
            return
        for card in self._cards.values():
            self._group.removeButton(card)
            self._box.removeWidget(card)
            card.deleteLater()
        self._cards = {name: self._make(choice) for name, choice in fresh.items()}
        across = self._across()
        for place, card in enumerate(self._cards.values()):
            card.setAutoExclusive(True)  # one of several, for a screen reader too
            self._group.addButton(card)
            self._box.addWidget(card, place // across, place % across)
        for place in range(across):
            self._box.setColumnStretch(place, 1)
        if self._cards:
            self.setFocusProxy(next(iter(self._cards.values())))

    def _across(self) -> int:
        """Rows stand one below the other, cards side by side, more than four in two lines."""
        if self._make is ChoiceRow:
            return 1
        many = len(self._cards)
        return max(1, many if many <= MOST_ACROSS else -(-many // 2))

    def chosen(self) -> str:
        """The id of the chosen one, "" while there is none."""
        return next((i for i, card in self._cards.items() if card.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Choose one, or none with "", without telling."""
        self._group.setExclusive(False)
        for name, card in self._cards.items():
            card.setChecked(name == choice)
        self._group.setExclusive(True)

    def _clicked(self, card: QAbstractButton) -> None:
        self.setFocusProxy(card)
        self.chosen_id.emit(self.chosen())

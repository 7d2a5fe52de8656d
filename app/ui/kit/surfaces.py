"""Surfaces: cards, the form, the bar of actions, numbers, empty pages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.boxes import Item, add, column, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Icon, Keycap, Label
from app.ui.kit.light import Light
from app.ui.kit.theme import theme
from app.ui.kit.values import Mark

FORM_MOST = 1040  # forms end here on a wide window


class Card(QFrame):
    """A framed part with a head: icon or light, title, a word and a key at the right."""

    def __init__(
        self,
        title: str,
        *,
        icon: str = "",
        mark: Mark | None = None,
        right: str = "",
        keys: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("card", "warn" if mark == "warn" else "plain")
        self._right = Label(right, "m13")
        head = row(gap=8)
        if mark:
            head.addWidget(Light(mark))
        elif icon:
            head.addWidget(Icon(icon, tone="primary"))
        self._title, self._tags = Label(title, "b"), row(gap=8)
        head.addWidget(self._title)
        head.addLayout(self._tags)
        head.addStretch(1)
        head.addWidget(self._right)
        if keys:
            head.addWidget(Keycap(keys))
        self.body = column(gap=0)
        self._box = column(head, (self.body, 1), gap=6)
        self.setLayout(self._box)
        theme().changed.connect(self._fit)
        self._fit()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_right(self, text: str) -> None:
        """Change the word at the right of the title."""
        self._right.setText(text)

    def add_tag(self, *widgets: QWidget) -> None:
        """Put something right after the title: how it is."""
        for widget in widgets:
            self._tags.addWidget(widget)

    def add(self, *items: Item) -> None:
        """Append to the body; see `boxes`."""
        for item in items:
            add(self.body, item)

    def _fit(self) -> None:
        look = theme()
        side = look.size("cardSide")
        self._box.setContentsMargins(side, look.size("cardTop"), side, look.size("cardFoot"))


class Fixed(QFrame):
    """A layout held at a width in px at 100 %, whatever size the letters take later."""

    def __init__(self, layout: QLayout, *, width: int, name: str = "") -> None:
        """`name` is that of the ground in the style sheet: side."""
        super().__init__()
        self.setObjectName(name)
        self._wide = width
        self.setLayout(layout)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(self._wide))


class Form(QWidget):
    """Fields one below the other, closer together on a small screen, never too wide to read; the
    next part of a form `goes_on` without an edge of its own above."""

    def __init__(self, *items: Item, goes_on: bool = False) -> None:
        super().__init__()
        self._goes_on = goes_on
        self._box = column(*items, gap=0)
        self.setLayout(self._box)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        look = theme()
        side = look.size("formSide")
        self.setMaximumWidth(look.px(FORM_MOST))
        top = 0 if self._goes_on else look.size("formTop")
        self._box.setContentsMargins(side, top, side, look.size("formFoot"))
        self._box.setSpacing(look.size("gap"))


class ActionBar(QWidget):
    """The foot of a form: what leads away at the left, the strong button last at the right."""

    def __init__(self, *, left: Sequence[Item] = (), right: Sequence[Item] = ()) -> None:
        super().__init__()
        quiet = bool(left) and isinstance(left[0], KeyButton) and left[0].kind.startswith("quiet")
        self._lead = theme().px(15) if quiet else 0  # its words stand under the fields' edge
        self._box = row(*left, None, *right, gap=10)
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        look = theme()
        side = look.size("formSide")
        self._box.setContentsMargins(side - self._lead, 0, side, 0)
        self.setMaximumWidth(look.px(FORM_MOST))
        self.setFixedHeight(look.size("act"))


class Figure(QWidget):
    """A number with its name above it."""

    def __init__(self, title: str, *, mark: Mark | None = None) -> None:
        super().__init__()
        self._value = Label("—", "figure")
        head = row(*([Light(mark, size=14)] if mark else []), Label(title, "m13"), None, gap=6)
        self.setLayout(column(head, self._value, gap=0))
        self._title = title

    def show_value(self, value: str) -> None:
        """Change the number."""
        self._value.setText(value)
        self.setAccessibleName(f"{self._title} {value}")


class Empty(QWidget):
    """An empty page: what there is none of, what will come, which key leads on."""

    verb_pressed = Signal()

    def __init__(
        self,
        title: str,
        *,
        sub: str = "",
        verb: str = "",
        keys: str = "",
        icon: str = "circle-check",
    ) -> None:
        super().__init__()
        self._title = Label(title, "h2")
        self._sub = Label(sub, "s14", wrap=True)
        for label in (self._title, self._sub):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        parts: list[Item] = [_middle(Icon(icon, tone="ok", size=28)), 6, self._title, self._sub]
        if verb:
            button = KeyButton(verb, keys=keys, small=True)
            button.clicked.connect(self.verb_pressed)
            parts += [10, _middle(button)]
        self.setLayout(column(None, *parts, None, gap=4))

    def stand_for(self, work: QWidget, *, nothing: bool) -> None:
        """Take the place of a list that has nothing, and the cursor with it; or give it back."""
        had = self.window().focusWidget() in (self, work)
        work.setVisible(not nothing)
        self.setVisible(nothing)
        if had:
            (self if nothing else work).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_words(self, title: str, sub: str = "") -> None:
        """Change what is said."""
        self._title.setText(title)
        self._sub.setText(sub)


def _middle(widget: QWidget) -> QHBoxLayout:
    return row(None, widget, None)


def note(text: str, *, icon: str = "shield-check") -> QFrame:
    """A quiet sentence in a frame: who sees this, what it rests on."""
    frame = QFrame()
    frame.setObjectName("note")
    frame.setLayout(row(Icon(icon), (Label(text, "s13", wrap=True), 1), margins=(12, 8, 12, 8)))
    return frame


def framed(widget: QWidget) -> QFrame:
    """A card without a head, around a number."""
    frame = QFrame()
    frame.setProperty("card", "plain")
    frame.setLayout(column(widget, margins=(14, 10, 14, 10)))
    return frame


def band(widget: QWidget) -> QFrame:
    """A strip across the page between its title bar and its body."""
    frame = QFrame()
    frame.setObjectName("band")
    frame.setLayout(column(widget, margins=(24, 0, 24, 0)))
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return frame


def part(*items: Item, gap: int = 4) -> QVBoxLayout:
    """A part of a panel without cards, with the usual room around it."""
    return column(*items, gap=gap, margins=(20, 14, 20, 14))


def facts(pairs: Sequence[tuple[str, QWidget]], *, width: int = 76) -> QLayout:
    """Names at the left, what they are at the right: 反映人, 电话, 承办窗口."""
    box = column(gap=8)
    for name, value in pairs:
        label = Label(name, "m14")
        label.setFixedWidth(theme().px(width))
        box.addLayout(row(label, (value, 1), gap=0))
    return box

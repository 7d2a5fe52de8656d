"""Buttons that paint icon, words and key themselves: Qt knows neither key hints nor the gap.

The style sheet paints the ground; `text()` stays what a screen reader says.
"""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from app.ui.kit.keys import ICON as ICON_NAME
from app.ui.kit.keys import fired_by_keys, grab_keys, shown
from app.ui.kit.label import restyle_by
from app.ui.kit.light import draw_light
from app.ui.kit.options import without_text
from app.ui.kit.reader import ByReader
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import Mark, Tone

Kind = Literal["plain", "primary", "quiet", "quietBad", "link"]
INKS: Final = MappingProxyType(
    {"primary": "onPrimary", "quiet": "text2", "quietBad": "bad", "link": "primary"}
)
PADS: Final = MappingProxyType({"big": 20, "small": 10, "nav": 10, "chip": 12, "icon": 0})
ICONS: Final = MappingProxyType({"small": 16, "chip": 16})
ICON: Final = 18
ICON_GAP: Final = 8
NOTE_GAP: Final = 10


class Note(NamedTuple):
    """What stands after the words: a key or a number."""

    text: str
    font: QFont
    ink: QColor

    @property
    def width(self) -> int:
        """Room for it and the gap before it."""
        if not self.text:
            return 0
        return QFontMetrics(self.font).horizontalAdvance(self.text) + theme().px(NOTE_GAP)


class KeyButton(QPushButton):
    """A push button that shows its shortcut at the right and clicks at once when it is pressed.

    `keys` is portable ("Ctrl+Return", "Alt+D", "F2"); "Enter" and "空格" are shown only, since the
    list or field acts on them. `spread` puts the words left and the key right, for columns of
    buttons. An icon without words needs `words` for screen readers and the tip.
    """

    def __init__(
        self,
        text: str = "",
        *,
        keys: str = "",
        kind: Kind = "plain",
        icon: str = "",
        big: bool = False,
        small: bool = False,
        spread: bool = False,
        words: str = "",
    ) -> None:
        super().__init__()
        self.keys, self.kind, self.icon_name, self.spread = keys, kind, icon, spread
        self._words = words
        self.setProperty(ICON_NAME, icon)
        self.setProperty("kind", kind)
        self.setProperty("btn", "big" if big else "small" if small else "")
        self._bare = False
        if icon and not text:
            self.setProperty("nav", "icon")
            self.show_bare(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str, /) -> None:
        """Change the words; Qt drops the shortcut with them, so it is set again."""
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(self._words or text)
        self._text = text
        grab_keys(self, self.keys)
        self.updateGeometry()

    def show_words(self, text: str, icon: str, kind: Kind | None = None) -> None:
        """Change words, icon and, if given, kind; nothing happens where all are as they were."""
        if kind and kind != self.kind:
            self.kind = kind
            restyle_by(self, "kind", kind)
        if (text, icon) == (self._text, self.icon_name):
            return
        self.icon_name = icon
        self.setProperty(ICON_NAME, icon)
        self.setText(text)

    def show_bare(self, bare: bool) -> None:
        """Show the icon only; words and key go into the tip."""
        self._bare = bare
        tip = f"{self._words or self.accessibleName()} {shown(self.keys)}".strip()
        self.setToolTip(tip if bare else "")
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Its key clicks it at once."""
        return fired_by_keys(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        self.ensurePolished()
        high = super().sizeHint().height()
        if self._bare:
            return QSize(high, high)
        return QSize(self.content_width() + 2 * self.pad() + 2, high)

    def minimumSizeHint(self) -> QSize:
        """Never less: what it says is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        without_text(option)
        painter, look = QPainter(self), theme()
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        x = self.content_left()
        self.paint_icon(painter, look, x)
        x += self.icon_width(look)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.words_font())
        painter.setPen(self.ink(look))
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), middle, self.words())
        note = self.note(look)
        if note.text:
            right = self.width() - self.pad() - 1 if self.spread else x + self.words_width()
            right += 0 if self.spread else note.width
            painter.setFont(note.font)
            painter.setPen(note.ink)
            room = QRectF(0, 0.5, right, self.height())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, note.text)

    # --- what kinds of button differ in -------------------------------------------------------

    def ink(self, look: Theme) -> QColor:
        """The colour of icon and words."""
        return look.colour(INKS.get(self.kind, "text") if self.isEnabled() else "text3")

    def words(self) -> str:
        """What is written on it."""
        return "" if self._bare else self._text

    def words_font(self) -> QFont:
        """The letters of the words: those of the style sheet."""
        return self.font()

    def note(self, look: Theme) -> Note:
        """What stands after the words."""
        strong = self.kind == "primary" and self.isEnabled()
        ink = look.colour("onPrimary" if strong else "text3")
        hint = shown(self.keys) if look.key_hints and not self._bare else ""
        return Note(hint, look.font(12), ink)

    def paint_icon(self, painter: QPainter, look: Theme, x: int) -> None:
        """Paint what stands before the words."""
        if self.icon_name:
            px = self.icon_px(look)
            rect = QRectF(x, (self.height() - px) // 2, px, px)
            look.icons.paint(painter, self.icon_name, self.ink(look), rect)

    def icon_width(self, look: Theme) -> int:
        """Room for the icon and the gap after it; an icon without words has no gap."""
        if not self.icon_name:
            return 0
        return self.icon_px(look) + (0 if self._bare else look.px(ICON_GAP))

    # --- measures -----------------------------------------------------------------------------

    def pad(self) -> int:
        """Room left and right of the content, as in the style sheet."""
        size = "icon" if self._bare else str(self.property("btn"))
        return theme().px(PADS.get(size, 3 if self.kind == "link" else 14))

    def icon_px(self, look: Theme) -> int:
        """How large the icon is."""
        return look.px(ICONS.get(str(self.property("btn")), ICON))

    def words_width(self) -> int:
        """Room for the words."""
        return QFontMetrics(self.words_font()).horizontalAdvance(self.words())

    def content_width(self) -> int:
        """Room for icon, words and note."""
        look = theme()
        return self.icon_width(look) + self.words_width() + self.note(look).width

    def content_left(self) -> int:
        """Where the content begins."""
        if self.spread and not self._bare:
            return self.pad() + 1
        return (self.width() - self.content_width()) // 2


class OnOffButton(KeyButton):
    """A button that stays down: bold and in the strong colour while it is on."""

    def __init__(
        self,
        text: str = "",
        *,
        keys: str = "",
        icon: str = "",
        spread: bool = False,
        words: str = "",
    ) -> None:
        super().__init__(text, keys=keys, icon=icon, spread=spread, words=words)
        self.setCheckable(True)
        self._by_reader = ByReader(self)
        self.toggled.connect(self.updateGeometry)

    def setChecked(self, on: bool, /) -> None:
        """Turn it on or off; nobody has clicked it."""
        with self._by_reader:
            super().setChecked(on)

    def ink(self, look: Theme) -> QColor:
        """The strong colour while it is on."""
        return look.colour("primary" if self.isChecked() else self.off_tone())

    def off_tone(self) -> Tone:
        """The colour of words while it is off."""
        return "text2"

    def words(self) -> str:
        """What is written on it."""
        return "" if self._bare else self._text

    def words_font(self) -> QFont:
        """Bold while it is on."""
        font = QFont(self.font())
        font.setBold(self.isChecked())
        return font


class FilterButton(OnOffButton):
    """A filter with a light, words and how many there are."""

    def __init__(self, text: str, *, mark: Mark | None = None, keys: str = "") -> None:
        self._mark, self._count = mark, ""
        super().__init__(text, keys=keys)
        self.setProperty("filter", True)
        self.setProperty("btn", "chip")

    def show_count(self, count: int) -> None:
        """Change the number."""
        self._count = str(count)
        self.setAccessibleName(f"{self._text} {count} 件")
        self.updateGeometry()
        self.update()

    def note(self, look: Theme) -> Note:
        """How many there are."""
        return Note(self._count, look.font(14, bold=True), self.ink(look))

    def paint_icon(self, painter: QPainter, look: Theme, x: int) -> None:
        """Its light."""
        if self._mark:
            px = look.px(16)
            draw_light(painter, self._mark, QRectF(x, (self.height() - px) // 2, px, px), look)

    def icon_width(self, look: Theme) -> int:
        """Room for the light."""
        return look.px(16 + ICON_GAP) if self._mark else 0

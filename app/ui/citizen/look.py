"""The look of the citizen's screen: always light, its letters by the size of the display."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QTextLayout, QTextOption

from app.settings.places import RESOURCES
from app.ui.kit.theme import FAMILIES
from app.ui.kit.tokens import load_tokens

WIDE: Final = QSize(1280, 800)  # px are of this display; a larger one scales them up, none down
SMALLEST: Final = 30  # px, the least a person without glasses reads at arm's length


class Look:
    """Sizes and colours, the same for every part of the screen."""

    def __init__(self) -> None:
        self._tokens = load_tokens(RESOURCES / "theme").colours["light"]
        self._scale = 1.0
        self.is_tall = False
        self.is_low = False

    def fit(self, size: QSize) -> None:
        """Fit a display."""
        self.is_tall = size.height() > size.width()
        asked = WIDE.transposed() if self.is_tall else WIDE
        fits = min(size.width() / asked.width(), size.height() / asked.height())
        self._scale = max(1.0, fits)
        self.is_low = size.height() < 700

    def px(self, px: int) -> int:
        """Pixels on this display."""
        return round(px * self._scale)

    def gap(self, px: int) -> int:
        """Pixels of room between things: half of them on a low display."""
        return self.px(px) // (2 if self.is_low else 1)

    def colour(self, name: str) -> QColor:
        """A colour of tokens.json, light whatever the clerk's window is."""
        return QColor(self._tokens[name])

    def font(self, px: int, *, bold: bool = False) -> QFont:
        """Letters of so many px, never under SMALLEST."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.px(max(px, SMALLEST)))
        font.setBold(bold)
        return font


def broken(text: str, font: QFont, width: int) -> list[str]:
    """The lines of a text at that width, broken between words or, without any, anywhere."""
    if not text:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units, lines = text.encode("utf-16-le"), []  # Qt counts in these, also 𬱖 as two
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start, length = line.textStart() * 2, line.textLength() * 2
        lines.append(units[start : start + length].decode("utf-16-le").rstrip())
    layout.endLayout()
    return lines


def cut(lines: Sequence[str], most: int, metrics: QFontMetrics, width: int) -> list[str]:
    """At most so many lines; the last one says with … that there is more."""
    if len(lines) <= most:
        return list(lines)
    kept = list(lines[:most])
    if kept:
        last = kept[-1]
        while last and metrics.horizontalAdvance(last + "…") > width:
            last = last[:-1]
        kept[-1] = last + "…"
    return kept

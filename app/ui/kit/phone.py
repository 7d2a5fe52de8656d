"""PhoneEdit: a telephone number that is grouped as it is typed, 199 0000 1234."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.domain.personal import is_phone, phone_words
from app.ui.kit.theme import theme

MOBILE = 11


class PhoneEdit(QLineEdit):
    """Mobile numbers get their two gaps, anything else stays as typed; a whole one gets a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self._group)

    def number(self) -> str:
        """What was typed, without the gaps that were put in."""
        typed = self.text()
        bare = typed.replace(" ", "")
        return bare if _grouped(bare) == typed else typed

    def setText(self, text: str | None, /) -> None:
        """Show a number."""
        super().setText(_grouped(text or ""))

    def _group(self, text: str) -> None:
        bare = text.replace(" ", "")
        shown = _grouped(bare)
        if shown == text or not bare.isdecimal():
            return
        before = len(text[: self.cursorPosition()].replace(" ", ""))
        super().setText(shown)
        place = next((n for n in range(len(shown) + 1)
                      if len(shown[:n].replace(" ", "")) == before), len(shown))  # fmt: skip
        self.setCursorPosition(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, with the tick."""
        super().paintEvent(event)
        number = self.number()
        if number[:1] not in ("0", "1") or not (number.isdecimal() and is_phone(number)):
            return
        look = theme()
        px = look.px(16)
        rect = QRectF(self.width() - px - look.px(10), (self.height() - px) // 2, px, px)
        look.icons.paint(QPainter(self), "check", look.colour("ok"), rect)


def _grouped(text: str) -> str:
    """199 0000 12, also while it is not whole."""
    if not (text.isdecimal() and text.isascii() and text[:1] == "1" and len(text) <= MOBILE):
        return text
    if len(text) == MOBILE:
        return phone_words(text)
    return " ".join(p for p in (text[:3], text[3:7], text[7:]) if p)

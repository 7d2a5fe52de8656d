"""Half-typed text as Qt shows it: underlined in the field, what is being chosen in the colour of
a selection, the cursor where fcitx has it."""

from collections.abc import Sequence

from PySide6.QtGui import QInputMethodEvent, QPalette, QTextCharFormat

from app.ui.ime.fcitx import HIGHLIGHT, NO_UNDERLINE, NOT_COMMITTED, Segment

KIND = QInputMethodEvent.AttributeType


def units(text: str) -> int:
    """How long Qt takes a text to be: UTF-16 units, two for 𠮷."""
    return len(text.encode("utf-16-le")) // 2


def shown(segments: Sequence[Segment], cursor: int, palette: QPalette) -> QInputMethodEvent:
    """The event that shows them; `cursor` is in UTF-8 bytes, below 0 hides it."""
    text = "".join(s.text for s in segments)
    marks, start = [], 0
    for segment in segments:
        length = units(segment.text)
        marks.append(QInputMethodEvent.Attribute(
            KIND.TextFormat, start, length, _look(segment.format, palette),
        ))  # fmt: skip
        start += length
    before = text.encode()[: max(cursor, 0)].decode(errors="ignore")
    place, width = (units(before), 1) if cursor >= 0 else (units(text), 0)
    marks.append(QInputMethodEvent.Attribute(KIND.Cursor, place, width, None))
    return QInputMethodEvent(text, marks)


def committed(segments: Sequence[Segment]) -> str:
    """What of it becomes text when the cursor leaves or a shortcut acts."""
    return "".join(s.text for s in segments if not s.format & NOT_COMMITTED)


def _look(bits: int, palette: QPalette) -> QTextCharFormat:
    look = QTextCharFormat()
    if not bits & NO_UNDERLINE:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    if bits & HIGHLIGHT:
        look.setBackground(palette.highlight())
        look.setForeground(palette.highlightedText())
    return look

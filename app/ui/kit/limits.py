"""How much an input takes: what a person writes, not a pasted file. What is cut is said."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

LINE: Final = 200  # UTF-16 units, as Qt counts
TEXT: Final = 5000
UNSET: Final = 32767  # what Qt gives a line that nobody limited
FULL: Final = "最多 {n} 字，多出的没有放进来"
HIGH: Final = ("\ud800", "\udbff")  # the first halves of a character outside the first plane


def limit(widget: QWidget, told: Callable[[str], None]) -> None:
    """Cut what is longer, never through a character; `told` gets the sentence then."""
    if isinstance(widget, QLineEdit):
        if widget.maxLength() == UNSET:
            widget.setMaxLength(LINE)
        widget.textChanged.connect(lambda text: _keep_line(widget, text, told))
    elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        widget.textChanged.connect(lambda: _keep_text(widget, told))


def _keep_line(line: QLineEdit, text: str, told: Callable[[str], None]) -> None:
    if _is_torn(text):
        line.setText(text[:-1])
    elif line.maxLength() == LINE and len(text.encode("utf-16-le")) // 2 >= LINE - 1:
        told(FULL.format(n=LINE))


def _keep_text(edit: QPlainTextEdit, told: Callable[[str], None]) -> None:
    units = edit.document().characterCount() - 1
    if units <= TEXT:
        return
    cursor = QTextCursor(edit.document())
    cursor.setPosition(TEXT)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if _is_torn(edit.toPlainText()):
        cursor.deletePreviousChar()
    told(FULL.format(n=TEXT))


def _is_torn(text: str) -> bool:
    return bool(text) and HIGH[0] <= text[-1] <= HIGH[1]

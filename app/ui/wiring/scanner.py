"""A barcode scanner types: all characters at once, then Enter, wherever the cursor happens to be.

In a field they are text. Elsewhere the Enter would press a button or open a row, so it does not
get there: what was scanned is looked up instead, as the QR code of a receipt is the number.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.db import queries
from app.desk.desk import Desk
from app.domain.number import stem_of
from app.ui.kit.values import Notice
from app.ui.shell.shell import Shell

GAP_SECONDS: Final = 0.05  # between two characters; no hand types so fast
LEAST: Final = 6  # characters
LONGEST: Final = 40
ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Scanner:
    """Tells scans from typing. `scanned(text)` hears of one outside of a field."""

    def __init__(self, monotonic: Callable[[], float], scanned: Callable[[str], None]) -> None:
        self._monotonic, self._scanned = monotonic, scanned
        self._text, self._last = "", 0.0

    def takes(self, watched: QObject, event: QEvent) -> bool:
        """Whether this key is the end of a scan and nobody else's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        focus = QApplication.focusWidget()
        if not isinstance(watched, QWidget) or watched is not (focus or watched.window()):
            return False
        now = self._monotonic()
        is_fast, self._last = now - self._last <= GAP_SECONDS, now
        before = self._text if is_fast else ""
        is_text = watched.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._text = "" if is_text else (before + _typed(event))[:LONGEST]
        if is_text or event.key() not in ENDS or len(before) < LEAST:
            return False
        self._text = ""
        self._scanned(before)
        return True


def _typed(event: QKeyEvent) -> str:
    return event.text() if event.text().isprintable() else ""


def open_scanned(desk: Desk, shell: Shell, open_ticket: Callable[[str], None], text: str) -> None:
    """The ticket of a scanned number, or a sentence; nothing over an open dialog or a locked
    desk."""
    if desk.person is None or QApplication.activeModalWidget() is not None:
        return
    with desk.log.reading() as connection:
        found = queries.find(connection, text) if stem_of(text) else ()
    if len(found) == 1 or (found and queries.merged_into(found[-1].ticket)):
        open_ticket(found[0].no)
    else:
        shell.toast(Notice(desk.words("scan.none", typed=text), "warn"))

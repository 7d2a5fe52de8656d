"""What can be done now, read off the buttons and keys that are there.

So the palette and the sheet of keys can never say what is not so.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.kit.keys import ICON, KEYS, ONLY_SHOWN, shown
from app.ui.kit.table import RowsTable
from app.ui.kit.values import Command

_LIST: Final = (("↑ ↓", "选一行"), ("Enter", "打开"))


def commands_of(page: QWidget) -> tuple[Command, ...]:
    """The enabled commands of a page in reading order, whether or not it is the open one."""
    found: list[Command] = []
    for button in page.findChildren(QAbstractButton):
        keys = str(button.property(KEYS) or "")
        words = button.text().replace("&&", "&") or button.accessibleName()  # an icon has no text
        usable = button.isEnabled() and button.isVisibleTo(page) and words
        if usable and keys and keys not in ONLY_SHOWN:
            icon = str(button.property(ICON) or "")
            found.append(Command(words, keys, button.click, icon, button.isCheckable()))
    shortcuts = page.findChildren(QShortcut)
    return (*found, *(_bound(s) for s in shortcuts if s.property(KEYS)))


def bound_to(window: QWidget) -> tuple[Command, ...]:
    """The commands bound to a window itself, not to what stands in it."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    shortcuts = window.findChildren(QShortcut, options=direct)
    return tuple(_bound(s) for s in shortcuts if s.property(KEYS))


def _bound(shortcut: QShortcut) -> Command:
    keys = str(shortcut.property(KEYS))
    return Command(shortcut.whatsThis(), keys, shortcut.activated.emit)


def lines_of(page: QWidget) -> tuple[tuple[str, str], ...]:
    """Keys and words for a sheet: neighbours such as Alt 1 and Alt 2 stand in one line."""
    lines: list[tuple[str, str]] = []
    tables = [t for t in page.findChildren(RowsTable) if t.isVisibleTo(page)]
    lines += _LIST if tables else ()
    row: list[Command] = []
    for command in (*commands_of(page), None):
        if row and not (command and _follows(row[-1], command)):
            lines.append(_line(row))
            row = []
        if command:
            row.append(command)
    return tuple(lines)


def _follows(before: Command, after: Command) -> bool:
    """Alt+2 after Alt+1."""
    stem, last = before.keys[:-1], before.keys[-1]
    return last.isdecimal() and after.keys == f"{stem}{int(last) + 1}" and stem.endswith("+")


def _line(row: Sequence[Command]) -> tuple[str, str]:
    first = shown(row[0].keys)
    if len(row) > 1:
        first += f"–{row[-1].keys[-1]}"
    return first, "、".join(command.title for command in row)

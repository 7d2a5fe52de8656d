"""What can be done now, read off the buttons and keys that are there.

So the palette and the sheet of keys can never say what is not so.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.kit.keys import ARROWS, ICON, KEYS, ONLY_SHOWN, shown, told_keys
from app.ui.kit.values import Command, KeyLine

ACTS: Final = "Alt 1–9"  # told by a page whose buttons change with what is chosen
_ACT: Final = re.compile(r"Alt\+[1-9]")


def commands_of(page: QWidget) -> tuple[Command, ...]:
    """The enabled commands of a page in reading order, whether or not it is the open one."""
    return tuple(command for command, usable in _all(page) if usable)


def _all(page: QWidget) -> Iterator[tuple[Command, bool]]:
    """The commands of a page and whether each can be done now; those of its dialogs are theirs."""
    for button in page.findChildren(QAbstractButton):
        keys = str(button.property(KEYS) or "")
        words = button.text().replace("&&", "&") or button.accessibleName()  # an icon has no text
        if words and keys and keys not in ONLY_SHOWN and button.window() is page.window():
            icon = str(button.property(ICON) or "")
            usable = button.isEnabled() and button.isVisibleTo(page)
            yield Command(words, keys, button.click, icon, button.isCheckable()), usable
    for shortcut in page.findChildren(QShortcut):
        if shortcut.property(KEYS):
            yield _bound(shortcut), True


def bound_to(window: QWidget) -> tuple[Command, ...]:
    """The commands bound to a window itself, not to what stands in it."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    shortcuts = window.findChildren(QShortcut, options=direct)
    return tuple(_bound(s) for s in shortcuts if s.property(KEYS))


def _bound(shortcut: QShortcut) -> Command:
    keys = str(shortcut.property(KEYS))
    return Command(shortcut.whatsThis(), keys, shortcut.activated.emit)


def lines_of(page: QWidget) -> tuple[KeyLine, ...]:
    """Every key of a page, what cannot be done now too. Neighbours such as Alt 1 and Alt 2 stand
    in one line, and so do two deeds that have one key by turns."""
    told = [line for widget in (page, *page.findChildren(QWidget)) for line in told_keys(widget)]
    changing = any(line.keys == ACTS for line in told)
    by_keys: dict[str, KeyLine] = {}
    for command, usable in _all(page):
        if changing and _ACT.fullmatch(command.keys):
            continue
        before = by_keys.get(command.keys, KeyLine(command.keys, "", usable=False))
        words = [w for w in (before.words, command.title) if w]
        by_keys[command.keys] = KeyLine(
            command.keys, "、".join(dict.fromkeys(words)), before.usable or usable
        )
    return (*told, *_joined(by_keys.values()))


def _joined(lines: Iterable[KeyLine]) -> Iterator[KeyLine]:
    """Keys as they are written; a run of digits or ← and → are one line."""
    run: list[KeyLine] = []
    for line in (*lines, None):
        if run and not (line and _follows(run[-1], line)):
            words = "、".join(part.words for part in run)
            yield KeyLine(_written(run[0].keys, run[-1].keys), words, any(p.usable for p in run))
            run = []
        if line:
            run.append(line)


def _follows(before: KeyLine, after: KeyLine) -> bool:
    """Alt+2 after Alt+1, Alt+Right after Alt+Left."""
    stem, _, last = before.keys.rpartition("+")
    following = "Right" if last == "Left" else str(int(last) + 1) if last.isdecimal() else ""
    return bool(stem and following) and after.keys == f"{stem}+{following}"


def _written(first: str, last: str) -> str:
    """Alt 1–3, Alt ← →."""
    end = last.rpartition("+")[2]
    more = f" {ARROWS[end]}" if end in ARROWS else f"–{end}"
    return shown(first) + ("" if first == last else more)

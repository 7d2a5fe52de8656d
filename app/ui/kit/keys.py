"""Keys: how shortcuts are written, shown and fired.

Allowed are F-keys, Esc and anything with Ctrl or Alt: a Chinese input method takes bare letters
and digits. Enter and Space belong to buttons and lists, so as a shortcut they are only shown.
Before a shortcut acts, what the input method still holds goes into the field.
"""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.ui.kit.values import KeyLine

ALLOWED: Final = re.compile(r"(?:(?:Ctrl|Alt)\+(?:Shift\+)?\S+|F\d{1,2}|Esc)")
ONLY_SHOWN: Final = ("Enter", "空格", "Tab", "↑ ↓")
KEYS: Final = "keys"  # the property that says which keys a widget or shortcut hears
TELLS: Final = "keyLines"  # lines of the sheet that cannot be read off a button
ICON: Final = "iconName"  # and which icon it shows
RETURN: Final = "⏎"
ARROWS: Final = MappingProxyType({"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"})
COMMIT: Final = QEvent.Type(QEvent.registerEventType())
"""Sent to the field that has the cursor: whoever holds half-typed text for it hands it over."""


def commit_typing() -> None:
    """Put half-typed pinyin into the field that has the cursor."""
    field = QApplication.focusWidget()
    if field is not None:
        QCoreApplication.sendEvent(field, QEvent(COMMIT))
    QGuiApplication.inputMethod().commit()


def shown(keys: str) -> str:
    """How keys are written on a button: "Ctrl+Return" is `Ctrl ⏎`, "Alt+1" is `Alt 1`."""
    return " ".join(ARROWS.get(k, k) for k in keys.replace("Return", RETURN).split("+"))


def sequences(keys: str) -> tuple[QKeySequence, ...]:
    """What to listen to; nothing for keys that are only shown. Raises ValueError for a letter."""
    if not keys or keys in ONLY_SHOWN:
        return ()
    if not ALLOWED.fullmatch(keys):
        raise ValueError(keys)
    wanted = [keys, keys.replace("Return", "Enter")] if "Return" in keys else [keys]
    return tuple(QKeySequence(k, QKeySequence.SequenceFormat.PortableText) for k in wanted)


def grab_keys(button: QAbstractButton, keys: str) -> None:
    """Let a button hear its keys, the keypad's Enter too."""
    button.setProperty(KEYS, keys)
    first, *others = sequences(keys) or (QKeySequence(),)
    button.setShortcut(first)
    for sequence in others:
        button.grabShortcut(sequence)


def fired_by_keys(button: QAbstractButton, event: QEvent) -> bool:
    """Click a button at once if `event` is its shortcut; whether it was."""
    if event.type() != QEvent.Type.Shortcut or not isinstance(event, QShortcutEvent):
        return False
    if event.isAmbiguous():  # two buttons with one key: Qt moves the focus between them
        return False
    commit_typing()
    button.click()
    return True


def tell_keys(widget: QWidget, *lines: KeyLine) -> None:
    """Say which keys a widget hears that no button or shortcut of its own names, for the sheet of
    keys: space in a list, or a range whose words change ("Alt 1–9")."""
    widget.setProperty(TELLS, [[line.keys, line.words, line.usable] for line in lines])


def told_keys(widget: QWidget) -> tuple[KeyLine, ...]:
    """What was said of a widget by `tell_keys`."""
    return tuple(KeyLine(*line) for line in widget.property(TELLS) or ())


def bind_keys(widget: QWidget, keys: str, act: Callable[[], object], words: str = "") -> None:
    """Let keys act while `widget` can be seen in the active window; for acts without a button.

    `words` name the act in the list of commands; without them it stays out of it.
    """
    for place, sequence in enumerate(sequences(keys)):
        shortcut = QShortcut(sequence, widget)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        if words and not place:
            shortcut.setProperty(KEYS, keys)
            shortcut.setWhatsThis(words)

        def fire() -> None:
            commit_typing()
            act()

        shortcut.activated.connect(fire)

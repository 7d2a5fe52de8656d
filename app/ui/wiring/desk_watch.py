"""DeskWatch: hears every key and mouse press of the program before anybody else does."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import theme

USED: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class DeskWatch(QObject):
    """Goes with its parent. `heard(watched, event)` tells whether the press goes no further.

    Asked of every event there is, it is off while everything is dressed anew: telling Python of
    thirty thousand events was a third of what that cost.
    """

    def __init__(self, parent: QObject, heard: Callable[[QObject, QEvent], bool]) -> None:
        super().__init__(parent)
        self._heard = heard
        theme().changing.connect(self.rest)
        theme().changed.connect(self.hear)
        self.hear()

    def hear(self) -> None:
        """From now on."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # it exists

    def rest(self) -> None:
        """Not now."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # it exists

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Most events are no press."""
        return event.type() in USED and self._heard(watched, event)


def quiet_seconds(idle: QTimer) -> float:
    """For how long nobody has typed; a locked desk is quiet."""
    if not idle.isActive():
        return math.inf
    return max(0, idle.interval() - idle.remainingTime()) / 1000  # coarse timers overshoot

"""Reference cycles are collected on the main thread alone.

Python collects in whatever thread happens to allocate; a worker that takes a forgotten widget apart
while Qt walks through all of them ends the program. What the start made is set aside: looking
through it took 80 ms at a time, without it a full round takes one.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 1000


class Garbage(QObject):
    """Collects once a second, by Python's own thresholds, for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation whose count is past its threshold."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [n for n, (count, limit) in enumerate(counted) if count > limit]
        if due:
            gc.collect(due[-1])


def set_aside() -> None:
    """What stands now is looked at no more, until this is called again: a counter that was closed
    for another one goes then."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

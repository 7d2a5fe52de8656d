"""Figures of the program against raw baselines measured in the same run: `make bench`.

Each figure prints `name ratio=… limit=…`; for a limit that is no ratio the measured value over
the limit is printed, with limit=1.
"""

from typing import NamedTuple


class Figure(NamedTuple):
    """A measured ratio, its limit, and what it was made of."""

    name: str
    ratio: float
    limit: float
    note: str

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.ratio <= self.limit


def close_windows() -> None:
    """The next figure starts without the windows of the last: their clockwork goes with them.

    Lists that drop down are left to what they belong to: a QCompleter deletes its own once more.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        if window.windowType() != Qt.WindowType.Popup:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

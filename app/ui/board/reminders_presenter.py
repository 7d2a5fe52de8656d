"""The reminders above the board without a toolkit."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from app.desk import alerts
from app.desk.desk import Desk

MOST: Final = 3


class RemindersView(Protocol):
    """What the band shows."""

    def show_lines(self, lines: Sequence[tuple[str, str]], more: str) -> None:
        """(lamp, sentence) of the first few; "" where there are no more."""


class RemindersPresenter:
    """The first few reminders; `see()` goes to all of them."""

    def __init__(self, desk: Desk, see: Callable[[], None]) -> None:
        self._desk = desk
        self.see = see
        self._view: RemindersView

    def attach(self, view: RemindersView) -> None:
        """Bind the band."""
        self._view = view

    def show(self) -> None:
        """Look anew."""
        found = alerts.reminders(self._desk)
        left = len(found) - MOST
        more = self._desk.words("watch.more", n=left) if left > 0 else ""
        self._view.show_lines([(r.lamp, r.words) for r in found[:MOST]], more)

"""What the scripted day brings along: a clock, and waiting."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEventLoop, QTimer

from app.domain.clock import ZONE


class DayFailed(Exception):  # noqa: N818
    """Something the script counts on did not happen."""


class ScriptedClock:
    """The wall clock of the script; the monotonic one is real."""

    def __init__(self, text: str) -> None:
        self._now = datetime.fromisoformat(text).replace(tzinfo=ZONE)

    def now(self) -> datetime:
        """The scripted instant."""
        return self._now

    def monotonic(self) -> float:
        """Real seconds."""
        return time.monotonic()

    def move(self, minutes: float) -> None:
        """Let scripted time pass."""
        self._now += timedelta(minutes=minutes)

    def set(self, text: str) -> None:
        """Go to a local time of the day."""
        hour, minute = (int(p) for p in text.split(":"))
        self._now = self._now.replace(hour=hour, minute=minute, second=0)


def wait_for(condition: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    """Let the window live until a condition holds. Raises DayFailed past the deadline."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise DayFailed(what)
        breathe(0.02)


def breathe(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()

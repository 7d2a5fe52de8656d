"""Whether the machine slept, as seen by a thread that looks many times a second."""

from collections.abc import Callable
from typing import Final

SLEEP_SECONDS: Final = 5.0  # a turn of a worker takes a tenth of this at most


class SleepWatch:
    """Compares each look with the one before. `uptime` counts seconds, sleep included."""

    def __init__(self, uptime: Callable[[], float]) -> None:
        self._uptime = uptime
        self._looked = uptime()

    def has_slept(self) -> bool:
        """Whether the machine slept since the last look."""
        before, self._looked = self._looked, self._uptime()
        return self._looked - before > SLEEP_SECONDS

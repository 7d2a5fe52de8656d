"""Whether the machine slept, as seen by a thread that looks many times a second."""

import time
from collections.abc import Callable
from typing import Final

from app.domain.clock import since_start

SLEEP_SECONDS: Final = 5.0  # a turn of a worker takes a tenth of this at most


def slept_so_far() -> float:
    """Seconds the machine has slept since its start.

    Where no clock stands still in sleep (Windows) all seconds count: what takes a worker longer
    than SLEEP_SECONDS is then taken for sleep.
    """
    stands_still = time.monotonic() if hasattr(time, "CLOCK_BOOTTIME") else 0.0
    return since_start() - stands_still


class SleepWatch:
    """Compares each look with the one before; `slept` is `slept_so_far`."""

    def __init__(self, slept: Callable[[], float]) -> None:
        self._slept = slept
        self._looked = slept()

    def has_slept(self) -> bool:
        """Whether the machine slept since the last look."""
        before, self._looked = self._looked, self._slept()
        return self._looked - before > SLEEP_SECONDS

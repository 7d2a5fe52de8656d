"""Time as the program sees it: the wall clock of Asia/Shanghai and a clock that never steps."""

import time
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """What a part of the program may ask about time. Passed in, never imported as a global."""

    def now(self) -> datetime:
        """The wall clock, aware, in Asia/Shanghai."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow, sleep of the machine included, unrelated to the wall clock."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The wall clock, aware, in Asia/Shanghai."""
        return datetime.now(ZONE)

    def monotonic(self) -> float:
        """Seconds that only grow: who is asked to rate is not asked any more after a sleep."""
        return since_start()


def since_start() -> float:
    """Seconds since the machine was started, those it slept included where the system counts
    them (Windows does in its monotonic clock)."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def local(seconds: int) -> datetime:
    """Epoch seconds as an aware instant in Asia/Shanghai."""
    return datetime.fromtimestamp(seconds, ZONE)

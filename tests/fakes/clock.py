"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta

from app.domain.clock import ZONE, SystemClock


class FakeClock:
    """Wall and monotonic time under the test's hand."""

    def __init__(self, text: str = "2026-03-11 09:00:00") -> None:
        self._now = datetime.fromisoformat(text).replace(tzinfo=ZONE)
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def move(self, **span: float) -> None:
        """Let time pass: `move(hours=2)`."""
        step = timedelta(**span)
        self._now += step
        self._monotonic += max(step.total_seconds(), 0.0)

    def set(self, text: str) -> None:
        """Jump to a local time; the monotonic clock follows only forwards."""
        at = datetime.fromisoformat(text).replace(tzinfo=ZONE)
        self._monotonic += max((at - self._now).total_seconds(), 0.0)
        self._now = at

    def put(self, **span: float) -> None:
        """Put the wall clock forth or back by hand; the machine runs on."""
        self._now += timedelta(**span)


class HurryingClock(SystemClock):
    """The machine's clock, which can be told that some seconds have passed."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self._ahead += seconds

"""Whether the machine's clock may be believed: it jumped, it stood still, it lies behind the log.

Work goes on whatever it says: the log's own order never goes back (domain/entry.Hlc), and dues
count from the instants that were stored. A jump is written down, so that whoever reads the day
knows which clock its times were taken from.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from app.desk.desk import Desk, Outcome
from app.domain.acts.desk import ClockJumped
from app.domain.clock import Clock
from app.settings.words import Words

LEAST_SECONDS: Final = 120.0


class Change(NamedTuple):
    """At `now` the clock should have said `was`, in seconds. `slept`: the clock is right, nothing
    ran from `was` until `now`."""

    was: int
    now: int
    slept: bool

    @property
    def minutes(self) -> int:
        """By how much, at least 1; the sign is lost."""
        return max(1, round(abs(self.now - self.was) / 60))


class ClockWatch:
    """Compares the wall clock with one that only grows, sleep included (`since_start`).

    Small steps add up: the comparison is with the last instant that was believed, not with the
    last look.
    """

    def __init__(self, clock: Clock, since_start: Callable[[], float]) -> None:
        self._clock = clock
        self._since_start = since_start
        self._looked = since_start()
        self._offset = clock.now().timestamp() - self._looked

    def look(self) -> tuple[Change, ...]:
        """What happened since the last look; to be called every second."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        elapsed, wall = self._since_start(), self._clock.now().timestamp()
        before, self._looked = self._looked, elapsed
        expected = elapsed + self._offset
        if elapsed - before >= LEAST_SECONDS:
            yield Change(int(before + self._offset), int(expected), slept=True)
        if abs(wall - expected) >= LEAST_SECONDS:
            self._offset = wall - elapsed
            yield Change(int(expected), int(wall), slept=False)


def write(desk: Desk, change: Change) -> Outcome:
    """The change into the day of the desk. Raises app.db.log.NotWritten."""
    return desk.desk_act(ClockJumped(was=change.was, now=change.now, slept=change.slept))


def minutes_behind(desk: Desk) -> int:
    """By how many minutes the clock lies behind the last entry; 0 while it does not, or hardly."""
    seconds = desk.log.head.at.ms / 1000 - desk.clock.now().timestamp()
    return round(seconds / 60) if seconds >= LEAST_SECONDS else 0


def span_words(words: Words, minutes: int) -> str:
    """So many minutes, hours or days."""
    if minutes < 120:
        return words("clock.minutes", n=minutes)
    if minutes < 48 * 60:
        return words("clock.hours", n=round(minutes / 60))
    return words("clock.days", n=round(minutes / (24 * 60)))

"""The last bytes on the pad's line, for whoever looks at the devices page."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from app.db import lists
from app.desk.desk import Desk
from app.devices.worker import Traffic
from app.domain.clock import ZONE

MOST: Final = 200
JOINED_SECONDS: Final = 0.2  # bytes from the pad nearer together than this are shown as one line


class FrameLine(NamedTuple):
    """Bytes one way, in hex: `direction` is rx (from the pad), tx or lost (how many bytes a flood
    kept out). `is_exact` is false for what the store kept of earlier runs, to the second only;
    `is_test`: it belongs to a test of the keys and is nobody's rating."""

    place: int
    at: datetime
    direction: str
    frame: str
    is_exact: bool
    is_test: bool = False


class RecentFrames:
    """The last lines, oldest first: of earlier runs from the store, then as they come.

    `testing()` says that the keys are being tested at this moment.
    """

    def __init__(self, desk: Desk) -> None:
        self.testing: Callable[[], bool] = bool
        self.heard_at: datetime | None = None  # when the pad last said anything in this run
        self._lines: deque[FrameLine] = deque(maxlen=MOST)
        self._made = 0
        with desk.log.reading() as connection:
            kept = lists.last_frames(connection, MOST)
        for second, direction, frame in kept:
            self._add(datetime.fromtimestamp(second, ZONE), direction, frame, is_exact=False)

    def __iter__(self) -> Iterator[FrameLine]:
        return iter(self._lines)

    def hear(self, traffic: Traffic) -> None:
        """Bytes on the line; those of one frame may come in several pieces."""
        if traffic.direction == "rx":
            self.heard_at = traffic.at
        if traffic.dropped:
            self._add(traffic.at, "lost", str(traffic.dropped), is_exact=True)
        last = self._lines[-1] if self._lines else None
        if last is not None and self._goes_on(last, traffic):
            self._lines[-1] = last._replace(frame=f"{last.frame} {traffic.frame}")
        else:
            self._add(traffic.at, traffic.direction, traffic.frame, is_exact=True)

    def _goes_on(self, last: FrameLine, traffic: Traffic) -> bool:
        near = 0 <= (traffic.at - last.at).total_seconds() < JOINED_SECONDS
        same = last.direction == traffic.direction == "rx" and last.is_test == self.testing()
        return last.is_exact and same and near

    def _add(self, at: datetime, direction: str, frame: str, *, is_exact: bool) -> None:
        self._made += 1
        self._lines.append(
            FrameLine(self._made, at, direction, frame, is_exact, is_exact and self.testing())
        )

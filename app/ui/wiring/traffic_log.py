"""What went over the pad's line, kept for whoever looks for a fault: written once a second."""

from collections import deque
from functools import partial
from typing import Final

from app.db import lists
from app.db.log import NotWritten
from app.desk.desk import Desk
from app.devices import worker

MOST: Final = 500  # rows that wait for a store that takes nothing


class TrafficLog:
    """Rows wait in memory and go into the capped device log together."""

    def __init__(self, desk: Desk, device: str) -> None:
        self._desk = desk
        self._device = device
        self._rows: deque[tuple[int, str, str]] = deque(maxlen=MOST)

    def hear(self, traffic: worker.Traffic) -> None:
        """Bytes on the line."""
        at = int(traffic.at.timestamp())
        if traffic.dropped:
            self._rows.append((at, "lost", f"{traffic.dropped}"))
        self._rows.append((at, traffic.direction, traffic.frame))

    def flush(self) -> None:
        """Write what waits; a store that takes nothing is asked again next time."""
        rows = tuple(self._rows)
        if not rows:
            return
        try:
            self._desk.log.write_beside(partial(lists.log_frames, device=self._device, frames=rows))
        except NotWritten:
            return
        self._rows.clear()

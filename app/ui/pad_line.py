"""The pad that is fitted now: its messages go to the rating, or to a test of its keys.

The pad may be changed while the program runs, so the handlers stand here once for all.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from app.desk.desk import Desk
from app.devices import worker
from app.ui.bridge import Bridge
from app.ui.rating.current import Current, Pad
from app.ui.rating.listener import PadListener
from app.ui.settings.keys_presenter import TEST
from app.ui.traffic_log import TrafficLog

HANDLERS: Final[tuple[tuple[type, Callable[[PadListener, Any], None]], ...]] = (
    (worker.Prompted, PadListener.on_prompted),
    (worker.Pressed, PadListener.on_pressed),
    (worker.PressKept, PadListener.on_kept),
    (worker.AskTimedOut, PadListener.on_timed_out),
    (worker.AskLost, PadListener.on_lost),
)


class PadLine:
    """Hears the pad. `test_heard(message)` is told what answers a test of the keys."""

    def __init__(self, desk: Desk, bridge: Bridge, current: Current) -> None:
        self._desk = desk
        self._current = current
        self._listener: PadListener | None = None
        self._traffic: TrafficLog | None = None
        self.test_heard: Callable[[object], None] = lambda _message: None
        for kind, handle in HANDLERS:
            bridge.on(kind, partial(self._hear, handle))
        bridge.on(worker.Traffic, self._keep)

    def fit(self, pad: Pad | None) -> None:
        """Another pad, or none. What the old one still owed the store is tried a last time."""
        self.on_second()
        self._listener = PadListener(self._desk, pad, self._current) if pad else None
        self._traffic = TrafficLog(self._desk, pad.name) if pad else None

    def on_second(self) -> None:
        """Write what waits."""
        if self._listener is not None:
            self._listener.on_second()
        if self._traffic is not None:
            self._traffic.flush()

    def _hear(self, handle: Callable[[PadListener, Any], None], message: Any) -> None:
        if message.ask_id.startswith(TEST):
            self.test_heard(message)
        elif self._listener is not None:
            handle(self._listener, message)

    def _keep(self, traffic: worker.Traffic) -> None:
        if self._traffic is not None:
            self._traffic.hear(traffic)

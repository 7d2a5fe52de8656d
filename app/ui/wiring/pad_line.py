"""The pad that is fitted now: its messages go to the rating, or to a test of its keys.

The pad may be changed while the program runs, so the handlers stand here once for all.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from app.desk.desk import Desk
from app.devices import worker
from app.ui.bridge import Bridge
from app.ui.pad import Pad
from app.ui.rating.current import Current
from app.ui.rating.listener import AskingListener, press_of
from app.ui.recent_frames import RecentFrames
from app.ui.settings.keys_presenter import TEST
from app.ui.wiring.traffic_log import TrafficLog

Handle = Callable[[AskingListener, Any], None]
HANDLERS: Final[tuple[tuple[type, Handle], ...]] = (
    (worker.Prompted, lambda to, m: to.prompted(m.ask_id)),
    (worker.Pressed, lambda to, m: to.pressed(m.ask_id, press_of(m.press))),
    (worker.PressKept, lambda to, m: to.kept(m.ask_id, press_of(m.press), m.reason)),
    (worker.AskTimedOut, lambda to, m: to.timed_out(m.ask_id)),
    (worker.AskLost, lambda to, m: to.lost(m.ask_id, m.code)),
)


class PadLine:
    """Hears the pad. `test_heard(message)` is told what answers a test of the keys, `fell(number)`
    of an asking that ended because the pad went away."""

    def __init__(
        self, desk: Desk, bridge: Bridge, current: Current, fell: Callable[[str], None]
    ) -> None:
        self._desk, self._current, self._fell = desk, current, fell
        self._listener: AskingListener | None = None
        self._traffic: TrafficLog | None = None
        self.recent = RecentFrames(desk)
        self.test_heard: Callable[[object], None] = lambda _message: None
        for kind, handle in HANDLERS:
            bridge.on(kind, partial(self._hear, handle))
        bridge.on(worker.Traffic, self._keep)

    def fit(self, pad: Pad | None) -> None:
        """Another pad, or none. What the old one still owed the store is tried a last time."""
        self.on_second()
        self._listener = self._traffic = None
        if pad is not None:
            self._listener = AskingListener(self._desk, pad, self._current, self._fell)
            self._traffic = TrafficLog(self._desk, pad.name)

    def on_second(self) -> None:
        """Write what waits."""
        if self._listener is not None:
            self._listener.on_second()
        if self._traffic is not None:
            self._traffic.flush()

    def _hear(self, handle: Handle, message: Any) -> None:
        if message.ask_id.startswith(TEST):
            self.test_heard(message)
        elif self._listener is not None:
            handle(self._listener, message)

    def _keep(self, traffic: worker.Traffic) -> None:
        self.recent.hear(traffic)
        if self._traffic is not None:
            self._traffic.hear(traffic)

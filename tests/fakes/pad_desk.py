"""A pad's worker on a port in memory, its clock under the test's hand."""

import threading
from collections.abc import Iterator

from app.devices.profile import PadProfile
from app.devices.worker import HealthChanged, PadWorker, Prompted
from tests.fakes.clock import FakeClock
from tests.fakes.mailbox import Mailbox
from tests.fakes.memory_port import MemoryPort


class Slept:
    """Seconds the machine has slept so far."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        return self._seconds

    def more(self, seconds: float) -> None:
        """The machine sleeps so long."""
        self._seconds += seconds


class Desk:
    """A worker with its port, its clock and the messages it posts."""

    def __init__(self, profile: PadProfile, clock: FakeClock) -> None:
        self.clock, self.port, self.box = clock, MemoryPort(), Mailbox()
        self.slept = Slept()
        self.worker = PadWorker(self.port, profile, clock, self.box.post, slept=self.slept)

    def ask(self, ask_id: str = "a") -> None:
        """Ask and wait for the prompt; then two seconds pass."""
        count = len(self.box.all(Prompted)) + 1
        self.worker.ask(ask_id)
        self.box.wait(Prompted, count)
        self.clock.move(seconds=2)

    def pass_time(self, **span: float) -> None:
        """Let time pass and the worker see it."""
        self.clock.move(**span)
        self.port.settle()

    def healths(self) -> list[tuple[str, str]]:
        return [(h.health, h.code) for h in self.box.all(HealthChanged)]


def running(profile: PadProfile, clock: FakeClock) -> Iterator[Desk]:
    desk = Desk(profile, clock)
    desk.worker.start()
    desk.port.settle()
    desk.pass_time(seconds=5)
    try:
        yield desk
    finally:
        desk.worker.stop()
    assert not [t for t in threading.enumerate() if t.name == "pad memory"]

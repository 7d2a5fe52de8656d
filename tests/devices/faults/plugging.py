"""A pad unplugged and plugged in again and again in the middle of askings, and what that costs."""

import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from app.devices.errors import DeviceError
from app.devices.pads.simulator import PlayedPad
from app.devices.profile import PadProfile
from app.devices.transport import SerialTransport
from app.devices.worker import AskLost, HealthChanged, PadWorker, Pressed, PressKept, Prompted
from app.domain.clock import SystemClock
from tests.fakes.clock import FakeClock
from tests.fakes.memory_port import MemoryPort

WARM: Final = 10  # a part of the cycles before the first look
BLOCKS: Final = 2000  # of Python's memory: so many tuples it may keep for later
PAGES: Final = 512  # of the process, 4 KiB each
_PATIENCE: Final = 10.0


class Held(NamedTuple):
    """What the process holds."""

    files: int
    threads: int
    blocks: int
    pages: int


def held() -> Held:
    """Now, after everything that can go has gone."""
    gc.collect()
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - links, not files
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Held(files, threading.active_count(), sys.getallocatedblocks(), pages)


class Tally:
    """A `post` that counts messages by kind and keeps none."""

    def __init__(self) -> None:
        self.count: Counter[type] = Counter()
        self._change = threading.Condition()

    def post(self, message: object) -> None:
        with self._change:
            self.count[type(message)] += 1
            self._change.notify_all()

    def wait(self, kind: type, count: int) -> None:
        with self._change:
            came = self._change.wait_for(lambda: self.count[kind] >= count, _PATIENCE)
        assert came, f"no {kind.__name__} number {count}: {self.count}"


def flat(cycles: int, cycle: Callable[[int], None]) -> tuple[Held, Held]:
    """Do so many cycles; what was held when they were warm, and in the end."""
    warm = held()
    for number in range(cycles):
        if number == cycles // WARM:
            warm = held()
        cycle(number)
    return warm, held()


def assert_flat(warm: Held, end: Held) -> None:
    """Nothing grew that a longer run would grow further."""
    assert end.files <= warm.files, (warm, end)
    assert end.threads <= warm.threads, (warm, end)
    assert end.blocks - warm.blocks < BLOCKS, (warm, end)
    assert end.pages - warm.pages < PAGES, (warm, end)


def memory_cycles(profile: PadProfile, cycles: int) -> tuple[Held, Held]:
    """On a port in memory; every other asking is answered before the cable goes. Each asking has
    one end."""
    port, tally, clock = MemoryPort(), Tally(), FakeClock()
    worker = PadWorker(port, profile, clock, tally.post, (0.0, 0.0))
    press = profile.press_bytes(next(iter(profile.keys)))

    def pull() -> None:
        raise DeviceError("lost")

    def cycle(number: int) -> None:
        clock.move(seconds=4)
        worker.ask(f"{number}")
        tally.wait(Prompted, number + 1)
        clock.move(seconds=4)
        if number % 2:
            port.arrive(press)
            tally.wait(Pressed, number // 2 + 1)
        port.during("read", pull)
        port.wait_closed(number + 1)
        tally.wait(HealthChanged, port.closes)
        port.sent.clear()

    worker.start()
    seen = flat(cycles, cycle)
    worker.stop()
    assert tally.count[Pressed] == cycles // 2
    assert tally.count[AskLost] == cycles - cycles // 2
    assert tally.count[PressKept] == 0
    return seen


def terminal_cycles(path: Path, profile: PadProfile, cycles: int) -> tuple[Held, Held]:
    """On a pseudo-terminal and real pyserial."""
    tally = Tally()
    with PlayedPad(path, profile, SystemClock()) as pad:
        port = SerialTransport(str(pad.path), 9600)
        worker = PadWorker(port, profile, SystemClock(), tally.post, (0.0, 0.01))

        def cycle(number: int) -> None:
            worker.ask(f"{number}")
            tally.wait(Prompted, number + 1)
            pad.unplug()
            tally.wait(AskLost, number + 1)
            healths = tally.count[HealthChanged]
            pad.plug()
            tally.wait(HealthChanged, healths + 1)
            pad.spoken.clear()

        worker.start()
        tally.wait(HealthChanged, 1)
        seen = flat(cycles, cycle)
        worker.stop()
    assert (tally.count[Prompted], tally.count[AskLost]) == (cycles, cycles)
    return seen

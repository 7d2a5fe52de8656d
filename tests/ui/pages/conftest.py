"""The whole counter on a real store, offscreen, with a pad that only remembers."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from app.devices import worker
from app.devices.profile import PadProfile
from app.domain.clock import ZONE
from app.main import Terminal
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, person, sit
from tests.ui.kit.windows import activate


class FakePad:
    """Remembers what it was told."""

    name, sha256 = "pty", "0" * 64
    profile: PadProfile | None = None

    def __init__(self) -> None:
        self.told: list[str] = []

    def ask(self, ask_id: str) -> None:
        self.told.append(f"ask {ask_id}")

    def repeat(self) -> None:
        self.told.append("repeat")

    def cancel(self) -> None:
        self.told.append("cancel")

    def acknowledge(self, ask_id: str) -> None:
        self.told.append(f"ack {ask_id}")

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""


class Desk(NamedTuple):
    """The window and what stands behind it."""

    counter: Counter
    terminal: Terminal
    pad: FakePad
    clock: FakeClock

    def press(self, level: str, key: int = 0) -> None:
        """The citizen presses, inside the asking that is open."""
        ask = self.counter.rating.current.ask
        self.terminal.bridge.post(worker.Pressed(ask, native(level, key)))
        self.terminal.bridge.drain()


def native(level: str, key: int = 0) -> worker.Press:
    at = FakeClock().now().astimezone(ZONE)
    return worker.Press(key or int(level), level, "", 5, at, 2000, False, "05", "pty", "0" * 64)


def close(counter: Counter) -> None:
    """Close a window and let go of its clockwork."""
    counter._tick.stop()
    counter.idle.stop()
    counter.shell.close()


@pytest.fixture
def desk(look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """The counter with the clerk signed in."""
    terminal, pad = make_terminal(tmp_path / "home", clock), FakePad()
    terminal.pad = pad  # type: ignore[assignment]  # a pad that only remembers
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    yield Desk(counter, terminal, pad, clock)
    close(counter)
    terminal.stop()

"""A vendor's child as the counter's pad: fitted from the settings, rated with, ended with it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.devices import worker
from app.devices.bridge import BRIDGE
from app.devices.profile import load_file
from app.devices.worker import PadWorker
from app.main import Terminal
from app.settings.terminal import PadSettings, Settings
from tests.devices.test_bridge import text
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, make_terminal

PATIENCE = 15_000


def fitted(folder: Path) -> Terminal:
    """A terminal whose settings name the bridge, with a leader's consent to the file."""
    (folder / "pads").mkdir(parents=True)
    file = folder / "pads" / "vendor.toml"
    file.write_text(text(), "utf-8")
    pad = PadSettings(BRIDGE, "vendor", load_file(file).sha256)
    return make_terminal(folder, FakeClock(), settings_=Settings(hall=HALL, pad=pad))


def test_a_bridged_pad_is_fitted_by_the_settings_and_ended_with_the_program(
    qtbot: QtBot, tmp_path: Path
) -> None:
    terminal = fitted(tmp_path / "home")
    heard: list[object] = []
    terminal.bridge.on(worker.HealthChanged, heard.append)
    pad = terminal.pad
    assert isinstance(pad, PadWorker)
    assert pad.name == "bridge:vendor"
    pad.start()
    wait = waiter(qtbot, terminal)
    wait(lambda: bool(heard))
    assert heard[0] == worker.HealthChanged("unconfirmed")
    child = pad._talk._transport._child  # type: ignore[attr-defined]  # the process itself
    assert sys.platform == "win32" or os.getpgid(child.pid) == child.pid
    terminal.stop()
    assert child._process.poll() is not None


def waiter(qtbot: QtBot, terminal: Terminal) -> Callable[[Callable[[], bool]], None]:
    """Wait for something while messages are handled."""

    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: terminal.bridge.drain() >= 0 and condition(), timeout=PATIENCE)

    return wait

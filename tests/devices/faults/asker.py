"""A counter that asks a citizen by a real pad and stands still in one state of it until it is
killed: `python -m tests.devices.faults.asker HOME STATE`. Says the ticket's number once it does.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from app.cli.rig import ScriptedClock, breathe, wait_for
from app.devices.pads.simulator import PlayedPad
from app.devices.profile import load_file
from app.devices.worker import PadWorker
from app.main import Terminal
from app.settings.places import RESOURCES
from app.settings.terminal import PadSettings, Settings
from app.ui.kit.theme import Theme
from app.ui.rating.listener import AskingListener
from app.ui.wiring.counter import Counter
from tests.desk.conftest import settled
from tests.fakes.terminal import HALL, make_terminal, person, sit

INTERRUPTED: Final = (
    "asked", "arming", "prompting", "pressed", "committing", "timing out", "losing",
)  # fmt: skip
"""The end of the asking is not in the store: committed and the pad not told; the prompt on its
way; lit; a press read; its commit begun; the time over; the cable out."""
RATED: Final = ("committed", "thanked")
"""The press is in the store: before the pad is thanked, and after it."""
HELD: Final[Mapping[str, tuple[type, str]]] = MappingProxyType(
    {
        "asked": (PadWorker, "ask"),
        "pressed": (AskingListener, "pressed"),
        "committed": (PadWorker, "acknowledge"),
        "timing out": (AskingListener, "timed_out"),
        "losing": (AskingListener, "lost"),
    }
)
"""Where the main thread stands still."""


class Clock(ScriptedClock):
    """The scripted clock, which can be told that seconds have passed."""

    ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


class Asker:
    """The counter, its pad, and the state to stop in."""

    def __init__(self, folder: Path, state: str) -> None:
        self.state, self.number = state, ""
        profile = "pj06" if state in ("arming", "prompting") else "bus68-4key"
        self.clock = Clock("2026-03-11 09:00:00")
        loaded = load_file(RESOURCES / "pads" / f"{profile}.toml")
        self.pad = PlayedPad(folder.with_name("pad"), loaded, self.clock)
        pad = PadSettings(port=str(self.pad.path), profile=profile)
        self.terminal = make_terminal(folder, self.clock, settings_=Settings(hall=HALL, pad=pad))
        self.counter = Counter(self.terminal, lambda _: None)

    def run(self) -> None:
        """Ask, and come as far as the state."""
        sit(self.terminal, "C1")
        self.counter.signed_in(person(self.terminal, "C1"))
        self.number = settled(self.terminal)
        with self.pad:
            self.terminal.start()
            self.counter.ask_rating(self.number)
            if self.state == "arming":  # the set-up of this pad takes a second
                self.stand_still()
            self.lit()
            if self.state == "prompting":
                self.stand_still()
            self.go_on()
            wait_for(lambda: False, self.state)

    def lit(self) -> None:
        """The pad has lit and a second has passed."""
        lit: list[str] = []
        self.counter.rating.current.prompted = lambda: lit.append("")  # type: ignore[method-assign]
        self.clock.ahead += 2.0
        wait_for(lambda: lit, "light")
        self.clock.ahead += 1.0

    def go_on(self) -> None:
        """What brings the state about, and beyond which it does not come."""
        if self.state == "timing out":
            self.clock.ahead += 121.0
        elif self.state == "losing":
            self.pad.unplug()
        else:
            if self.state == "committing":
                hold_commit(self.terminal, self.stand_still)
            self.pad.press(3)
        if self.state == "thanked":
            wait_for(lambda: any(s.direction == "rx" for s in self.pad.spoken), "thanks")
            breathe(0.1)
            self.stand_still()

    def stand_still(self, *_: Any) -> None:
        """Say that the state is reached, and wait to be killed."""
        os.write(1, f"{self.number}\n".encode())
        sys.stdin.read()


def hold_commit(terminal: Terminal, stand_still: Callable[..., None]) -> None:
    """The statements of the next commit are done; the commit itself is not."""
    event.listen(terminal.log.engine, "commit", stand_still)


def main(folder: Path, state: str) -> None:
    """Stand still in a state."""
    app = QApplication([])
    Theme(app)
    asker = Asker(folder, state)
    if state in HELD:
        setattr(*HELD[state], asker.stand_still)
    asker.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

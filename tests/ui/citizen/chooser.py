"""A counter whose citizen chooses reasons until it is killed: `python -m … HOME`.

Says the ticket's number once the first reason is touched, and waits.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.desk.conftest import settled
from tests.fakes.clock import FakeClock
from tests.fakes.finger import touch
from tests.fakes.terminal import make_terminal, person, sit


class Here(QObject):
    """The citizen's display, there."""

    changed = Signal()
    is_wanted = True
    is_undecided = False

    def citizens(self) -> QScreen | None:
        return QGuiApplication.primaryScreen()


def main(folder: Path) -> None:
    """Rate badly, touch one reason, and never go on."""
    app = QApplication([])
    Theme(app)
    clock = FakeClock()
    terminal = make_terminal(folder, clock)
    counter = Counter(terminal, lambda _: None)
    counter.citizen.displays = Here()  # type: ignore[assignment]  # a display that is there
    counter.citizen.place()
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    number = settled(terminal)
    counter.ask_rating(number)
    for name in ("level:1", "submit", "reason:slow"):
        clock.move(seconds=2)
        app.processEvents()
        touch(counter.citizen.window, name)
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""What takes the pictures: the counter on the stage's morning, standing still."""

import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from app.main import Terminal
from app.ui.ime.path import Found
from app.ui.wiring.counter import Counter
from app.ui.wiring.displays import Display
from app.ui.wiring.first_window import FirstWindow
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import person, sit

SIZE: Final = (1440, 900)
CITIZEN: Final = (1280, 800)
REST_S: Final = 0.3  # longer than any timer of a page that waits for typing to end
WAIT_S: Final = 20.0


class StillPad:
    """A pad that does what it is told and is never pressed."""

    name, sha256 = "pty", "0" * 64

    def ask(self, ask_id: str) -> None:
        """Lit."""

    def repeat(self) -> None:
        """Said once more."""

    def cancel(self) -> None:
        """Dark."""

    def acknowledge(self, ask_id: str) -> None:
        """Thanked."""

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""


class OneDisplay(QObject):
    """The citizen's display: the only one there is without a screen."""

    changed = Signal()
    is_wanted = is_undecided = False

    def around(self) -> tuple[Display, ...]:
        """None that could be chosen."""
        return ()

    def citizens(self) -> QScreen:
        """Where the citizen's window stands."""
        return QGuiApplication.primaryScreen()


class Camera:
    """A counter in its window, and what is taken of it into `folder`."""

    def __init__(self, folder: Path, terminal: Terminal) -> None:
        self.folder, self.terminal = folder, terminal
        window = FirstWindow(Found("own", "fcitx5"))  # as on a desktop that is set up
        self.counter = Counter(terminal, lambda _: None, window)
        self.counter._tick.stop()
        self.counter.shell.resize(*SIZE)
        self.counter.shell.show()
        self.counter.shell.activateWindow()

    def sit(self, who: str) -> None:
        """One of the people takes the desk."""
        sit(self.terminal, who)
        self.counter.signed_in(person(self.terminal, who))

    def take(self, name: str, part: QWidget | None = None) -> None:
        """A picture of the window, or of a part of it."""
        rest(REST_S)
        self.counter.shell.toasts.clear()
        self.counter.status.show()
        save(part or self.counter.shell, self.folder / f"{name}.png")

    def pass_seconds(self, seconds: float) -> None:
        """Let the clock of the stage run on."""
        clock = self.terminal.desk.clock
        assert isinstance(clock, FakeClock)
        clock.move(seconds=seconds)

    def show_citizens_screen(self) -> QWidget:
        """Fit the second display; the window on it."""
        citizen, display = self.counter.citizen, OneDisplay(self.counter)
        citizen.displays = display  # type: ignore[assignment]  # the only display there is
        citizen.place()
        citizen.window.showNormal()
        citizen.window.resize(*CITIZEN)
        return citizen.window

    def close(self) -> None:
        """Let go of the window and the store."""
        self.counter.idle.stop()
        self.counter.shell.close()
        self.counter.citizen.window.hide()
        self.terminal.stop()
        self.counter.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save(part: QWidget, file: Path) -> None:
    """Write what is seen as PNG, small."""
    QApplication.processEvents()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    part.grab().toImage().save(buffer, "PNG")  # type: ignore[call-overload]  # stubs know files
    seen = Image.open(BytesIO(buffer.data().data())).convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")  # behind the round corners of a dialog
    Image.alpha_composite(paper, seen).convert("RGB").save(file, optimize=True)


def rest(seconds: float) -> None:
    """Let the window's own timers run."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() >= end)


def until(reached: Callable[[], bool]) -> None:
    """Go on until something is so. Raises TimeoutError."""
    end = time.monotonic() + WAIT_S
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents()


@contextmanager
def same_chance() -> Iterator[None]:
    """The random group of a ticket's number comes out the same every time."""
    true = secrets.choice
    secrets.choice = random.Random(311).choice
    try:
        yield
    finally:
        secrets.choice = true

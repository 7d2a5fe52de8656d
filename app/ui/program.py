"""What the window needs of the running program: app.main.Terminal, seen from below."""

from collections.abc import Callable
from typing import Protocol

from app.db.instance import Home
from app.db.log import Log
from app.desk.desk import Desk
from app.domain.papers import AnyPaper
from app.jobs.timetable import Timetable
from app.printing.model import Copy
from app.printing.played import PlayedPrinter
from app.settings.terminal import Settings
from app.settings.words import Words
from app.ui.bridge import Bridge
from app.ui.pad import Pad
from app.ui.paper_clerk import PaperClerk


class Printer(Protocol):
    """The print worker, as far as the window calls it."""

    def wake(self) -> None:
        """Do not wait for the next try: someone has put paper in."""

    def look(self) -> None:
        """Ask the printer how it is; a `spooler.Looked` is posted."""


class Program(Protocol):
    """Store, desk, devices and the way back from workers."""

    home: Home
    settings: Settings
    words: Words
    log: Log
    desk: Desk
    bridge: Bridge
    papers: PaperClerk
    timetable: Timetable

    def say_papers(self, say: Callable[[str], None]) -> None:
        """Who is told of the steps of a paper."""

    @property
    def pad(self) -> Pad | None:
        """The rating pad."""

    @property
    def printer(self) -> Printer | None:
        """The print worker."""

    @property
    def played(self) -> PlayedPrinter | None:
        """The played printer of the training counter."""

    def draw_printed(self, payload: bytes) -> bytes:
        """The picture of bytes that came out of it, as PNG. Slow: for a worker."""

    def refit(self, settings: Settings, changed: Callable[[], None]) -> None:
        """Go on with the devices of these settings: the old workers are stopped on a thread.

        `changed` is called twice, without devices and with the new ones. Raises Faulty,
        ValueError for a device that cannot be set up; then all stays as it was.
        """

    def lend_pad(self, changed: Callable[[], object], lent: Callable[[], object]) -> None:
        """Let go of the pad's port for somebody else; `lent` is called once it is free, `changed`
        at once."""

    def take_back_pad(self, changed: Callable[[], object]) -> None:
        """Go on with the pad that was lent; nothing where another one was fitted since."""

    def recovery_code(self) -> str:
        """The recovery code, until the leader has it in hand; "" afterwards."""

    def forget_recovery_code(self) -> None:
        """The leader has it."""

    def draw(self, paper: AnyPaper, copy: Copy | None = None) -> bytes:
        """The picture of a paper, or of its n-th copy, as PNG. Slow: for a worker. Raises
        ValueError for a snapshot that makes no paper."""

    def run(self, work: Callable[[], object]) -> None:
        """Do something slow on a thread; what it returns is posted."""

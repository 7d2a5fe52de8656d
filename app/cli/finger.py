"""The citizen of the scripted day at the second screen: a finger on real touch events."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.cli.rig import DayFailed, breathe, wait_for
from app.domain.ticket import Ticket
from app.main import Terminal
from app.ui.citizen import sheets
from app.ui.citizen.sheets import Sheet
from app.ui.citizen.view import CitizenWindow
from app.ui.wiring.citizen_screen import CitizenScreen

READS: Final = 1.2  # seconds a scripted citizen takes to read what stands there
SIZE: Final = (1280, 800)


class Finger:
    """Touches targets of the citizen's screen and takes its pictures."""

    def __init__(self, screen: CitizenScreen, terminal: Terminal, screens: Path) -> None:
        self._screen = screen
        self._terminal = terminal
        self._screens = screens
        self._taken: set[str] = set()
        self._device = QTest.createTouchDevice() if screen.is_there else None

    @property
    def works(self) -> bool:
        """Whether there is a screen to touch."""
        return self._device is not None and self._screen.is_there

    def touch(self, name: str) -> None:
        """Down and up on a target, after reading it."""
        window = self._screen.window
        wait_for(lambda: window.target(name), f"公众屏上的 {name}")
        breathe(READS)
        target = window.target(name)
        if target is None or self._device is None:
            raise DayFailed(f"公众屏上的 {name} 不见了")
        at = target.mapTo(window, QPoint(target.width() // 2, target.height() // 2))
        QTest.touchEvent(window, self._device).press(0, at, window).commit()
        QTest.touchEvent(window, self._device).release(0, at, window).commit()

    def check(self) -> None:
        """Look at what was registered and find it right."""
        wait_for(lambda: self._screen.window.target("right"), "公众屏请核对")
        self.grab("check")
        self.touch("right")

    def rate(self, number: str, code: str) -> None:
        """Choose, look, choose again, submit; after a bad level say why."""
        desk = self._terminal.desk
        level = desk.rules(desk.log.ticket(number)).level(code)
        assert level is not None
        self.grab("rate")
        self.touch(f"level:{code}")
        self.grab("chosen")
        self.touch("change")
        self.touch(f"level:{code}")
        self.touch("submit")
        if level.negative:
            self.touch("reason:unclear")
            self.touch("reason:trips")
            self.grab("reasons")
            self.touch("submit")
        wait_for(lambda: desk.log.ticket(number).rating, f"{number} 在公众屏评价")
        self.grab("thanks")

    def grab(self, name: str) -> None:
        """A picture of the screen as it stands, once for each name."""
        if self._screen.is_there:
            breathe(0.1)
            self._save(name, self._screen.window)

    def show_all(self, ticket: Ticket) -> None:
        """Pictures of the states nobody touched: with a pad of the site's own no touch is made
        up."""
        desk, window = self._terminal.desk, CitizenWindow(lambda _: None)
        window.resize(*SIZE)
        asked, levels = sheets.rate(desk, ticket), sheets.levels(desk, ticket)
        shown: dict[str, Sheet] = {
            "check": sheets.check(desk, ticket), "rate": asked,
            "chosen": asked._replace(chosen=levels[0].code),
            "reasons": sheets.reasons(desk, levels[-1]), "thanks": sheets.thanks(desk),
        }  # fmt: skip
        for name, sheet in shown.items():
            window.show_sheet(sheet)
            self._save(name, window)
        window.deleteLater()
        QGuiApplication.processEvents()

    def _save(self, name: str, window: CitizenWindow) -> None:
        if name not in self._taken:
            self._taken.add(name)
            window.grab().save(str(self._screens / f"citizen-{len(self._taken)}-{name}.png"))

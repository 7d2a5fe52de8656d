"""The citizen's screen in the counter: its display, its window, its place among rating devices."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.desk import Outcome
from app.domain.ticket import Ticket
from app.settings.terminal import ScreenSettings
from app.ui.citizen.presenter import CitizenPresenter
from app.ui.citizen.view import CitizenWindow
from app.ui.kit.values import Notice
from app.ui.pad import Pad
from app.ui.program import Program
from app.ui.rating.listener import AskingListener
from app.ui.rating.presenter import RatingPresenter
from app.ui.shell.shell import Shell
from app.ui.strip import Screen as Health
from app.ui.wiring.displays import Displays


class CitizenScreen(QObject):
    """Wires the screen. Comes after the rating page, whose device `screen` it is.

    `written` hears of every act, `toast` tells the clerk.
    """

    def __init__(
        self,
        program: Program,
        shell: Shell,
        rating: RatingPresenter,
        written: Callable[[Outcome], None],
        displays: Displays | None = None,
    ) -> None:
        super().__init__(shell)
        self._program, self._shell = program, shell
        self.written = written
        self.displays = displays or Displays(program.settings.screen, shell)
        self.presenter = CitizenPresenter(program.desk, lambda: rating.current.number, self)
        self.touching = self.presenter.touching
        self.window = CitizenWindow(self.presenter.on_touch)
        self.presenter.attach(self.window)
        listener = AskingListener(program.desk, self.touching, rating.current, rating.on_fallen)
        self.touching.heard = self._listener = listener
        self._was_there = self.displays.is_wanted
        self.is_there = False
        self.displays.changed.connect(self.place)
        shell.destroyed.connect(self.window.deleteLater)
        QApplication.instance().aboutToQuit.connect(self.touching.settle)  # type: ignore[union-attr]  # it exists
        self.place()

    def place(self) -> None:
        """Stand on the citizen's display, or go away with it: a rating that went on is lost."""
        screen = self.displays.citizens()
        self.is_there = screen is not None
        self._was_there = self._was_there or self.is_there
        self.touching.name = screen.name() if screen else ""
        self.window.stand_on(screen)
        if screen is None:
            self.touching.lose()

    def devices(self) -> Mapping[str, Pad]:
        """The rating devices that are there now; the pad is the usual one where there is one."""
        pad = {"pad": self._program.pad} if self._program.pad is not None else {}
        return {**pad, "screen": self.touching} if self.is_there else pad

    def health(self) -> Health:
        """For the strip: it is there, it is not though it was or should be, a display waits to be
        told what it is for, "" for none."""
        if self.is_there or self.displays.is_undecided:
            return "here" if self.is_there else "ask"
        return "lost" if self._was_there else ""

    def use(self, settings: ScreenSettings) -> None:
        """Another display, or none; the one before is not missed."""
        self._was_there = False
        self.displays.use(settings)
        self._was_there = self._was_there or self.displays.is_wanted

    def check(self, ticket: Ticket) -> None:
        """Let the citizen check what was registered; one who is asked to rate at once is not."""
        if self.is_there and ticket.state != "fed_back":
            self.presenter.check(ticket)

    def on_second(self) -> None:
        """A second has passed."""
        self.presenter.on_second()
        self.write()

    def write(self) -> None:
        """Try again what the store did not take."""
        self._listener.on_second()

    def owns(self, watched: QObject) -> bool:
        """Whether something happens to this screen, where the clerk is not."""
        part = watched.window() if isinstance(watched, QWidget) else watched
        return part in (self.window, self.window.windowHandle())

    def tell(self, sentence: str) -> None:
        """Something the clerk should look after."""
        self._shell.toast(Notice(sentence, "warn"))

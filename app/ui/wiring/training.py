"""演练: the way in from the sign-in page, and what every screen of the training counter says."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.desk.rehearsal import PASSWORD
from app.devices.pads.simulator import Spoken
from app.devices.practice import PracticePad
from app.printing.played import PlayedPrinter
from app.ui.kit.button import KeyButton
from app.ui.kit.surfaces import note
from app.ui.login.view import LoginPage
from app.ui.program import Program
from app.ui.shell.shell import Shell
from app.ui.simulator.parts import beside
from app.ui.simulator.presenter import SimulatorPresenter
from app.ui.simulator.printer_presenter import PrinterPresenter, Sheet
from app.ui.simulator.printer_view import PrinterWindow
from app.ui.simulator.view import SimulatorWindow

LEAVE = "leave_training"
SIMULATOR = "simulator"
PRINTER = "printer_simulator"


class TrainingMode(QObject):
    """Goes with its window. `switch` closes this counter and opens the other one."""

    def __init__(
        self, program: Program, shell: Shell, login: LoginPage, switch: Callable[[], None]
    ) -> None:
        super().__init__(shell)
        self._words, self._shell, self._switch = program.words, shell, switch
        self.simulator: SimulatorWindow | None = None
        self.printer: PrinterWindow | None = None
        if not program.desk.training:
            self.way_in = KeyButton(self._words("training.enter"), kind="link")
            self.way_in.clicked.connect(switch)
            login.links.addWidget(self.way_in)
            return
        self._mark(login)
        if isinstance(program.pad, PracticePad):
            self._fit(program, program.pad)
        if program.played is not None:
            self._fit_printer(program, program.played)

    def _mark(self, login: LoginPage) -> None:
        words, shell = self._words, self._shell
        shell.setWindowTitle(words("training.title"))
        verbs = (
            (SIMULATOR, words("training.simulator")), (PRINTER, words("played.title")),
            (LEAVE, words("training.leave")),
        )  # fmt: skip
        shell.strip.show_training(words("training.strip"), verbs)
        shell.strip.verb_pressed.connect(self._verb)
        told = words("training.password", password=PASSWORD)
        login.below.addWidget(note(told, icon="graduation-cap"))

    def _fit(self, program: Program, pad: PracticePad) -> None:
        presenter = SimulatorPresenter(pad, self._words, program.desk.clock)
        self.simulator = SimulatorWindow(presenter, self._words, self._shell)
        program.bridge.on(Spoken, presenter.on_spoken)
        self._shell.page_shown.connect(self._shown)

    def _fit_printer(self, program: Program, played: PlayedPrinter) -> None:
        presenter = PrinterPresenter(
            self._words, played, lambda: sheets(played), program.draw_printed, program.run
        )
        self.printer = PrinterWindow(presenter, self._shell)

    def _shown(self, page: str) -> None:
        """Who goes to the rating needs the citizen's keys at hand."""
        if page == "rating" and self.simulator is not None and not self.simulator.isVisible():
            self._bring(self.simulator)

    def _verb(self, item: str) -> None:
        if item == LEAVE:
            self._switch()
        elif item == SIMULATOR and self.simulator is not None:
            self._bring(self.simulator)
        elif item == PRINTER and self.printer is not None:
            self._bring(self.printer)

    def _bring(self, window: QWidget) -> None:
        """Where it covers the least of what is asked: the pad at the lower right, the printer at
        the lower left."""
        beside(window, self._shell, right=window is self.simulator)
        window.show()
        window.raise_()


def sheets(played: PlayedPrinter) -> list[Sheet]:
    """Everything that came out of it: whole papers, torn ones, the one that hangs."""
    machine = played.machine
    found = [Sheet("whole", paper) for paper in played.papers]
    found += [Sheet("torn", paper) for paper in machine.torn]
    return [*found, Sheet("hanging", machine.unfinished)] if machine.unfinished else found

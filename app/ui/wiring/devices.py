"""The devices page put together: its presenters, what they look at, 全部自检 from everywhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6 import __version__ as qt_version

from app.devices.profile import PadProfile
from app.printing.profiles import PrinterProfile
from app.ui.kit.keys import bind_keys
from app.ui.kit.values import Status
from app.ui.program import Program
from app.ui.settings.devices_presenter import DevicesPresenter, Here
from app.ui.settings.devices_view import DevicesPane
from app.ui.settings.fitted import look_around
from app.ui.settings.frames_presenter import FramesPresenter
from app.ui.settings.keeper import SettingsKeeper
from app.ui.settings.keys_presenter import KeysPresenter
from app.ui.settings.presenter import Consent
from app.ui.settings.screen_presenter import ScreenPresenter
from app.ui.settings.trial_presenter import TrialPresenter
from app.ui.shell.shell import Shell
from app.ui.wiring.citizen_screen import CitizenScreen
from app.ui.wiring.pad_line import PadLine
from app.ui.wiring.self_check import SelfCheck


class DevicesWiring:
    """Makes the presenters and the pane; `to_queue` leads to the papers that wait. Call `watch`
    before the page is shown."""

    def __init__(
        self, program: Program, shell: Shell, keeper: SettingsKeeper, consent: Consent,
        screen: CitizenScreen,
    ) -> None:  # fmt: skip
        self._program, self._shell = program, shell
        self._health: Callable[[], Sequence[Status]] = tuple
        self._busy: Callable[[], bool] = bool
        self._line: PadLine | None = None
        self.to_queue: Callable[[], object] = lambda: None
        desk, run, words, ask = program.desk, program.run, program.words, consent.ask
        self.check = SelfCheck(program, lambda: self._health(), shell.toast)
        bind_keys(shell, "F5", self._check, words("devices.check"))
        self.keys = KeysPresenter(
            words, lambda: program.pad, self._profile, lambda: self._busy(), desk.clock.monotonic
        )
        around = partial(look_around, program.home.path, training=desk.training)
        self.devices = DevicesPresenter(
            desk, run, around, keeper, ask, self._here(), lambda: self.to_queue(), self._check
        )
        self.trial = TrialPresenter(
            desk, run, program.home.path, keeper, ask, lambda: program.papers, self._model
        )
        self.frames = FramesPresenter(
            desk, lambda: self._line.recent if self._line else (), self._profile,
            self.devices.facts, qt_version,
        )  # fmt: skip
        self.screen = ScreenPresenter(
            words, keeper, ask, lambda: screen.displays, lambda: self._busy()
        )

    def pane(self) -> DevicesPane:
        """The pane, made when it is first opened."""
        return DevicesPane(self.devices, self.keys, self.screen, self.frames, self.trial)

    def watch(
        self, line: PadLine, health: Callable[[], Sequence[Status]], busy: Callable[[], bool]
    ) -> None:
        """What the pad answers to a test goes to its pane; `health` of the devices, `busy` while
        a citizen is asked."""
        line.test_heard = self.keys.hear
        line.recent.testing = lambda: bool(self.keys.asking)
        self._line, self._health, self._busy = line, health, busy

    @property
    def busy(self) -> bool:
        """Whether a citizen is asked just now."""
        return self._busy()

    def refitted(self) -> None:
        """The devices are others now."""
        self.check.forget()
        self.devices.on_fitted()

    def _here(self) -> Here:
        """The devices as they are now."""
        return Here(
            lambda: self._health(), lambda: self._line.recent.heard_at if self._line else None,
            self._profile, self._testing, lambda: self.check.at, lambda: self._busy(),
        )  # fmt: skip

    def _profile(self) -> PadProfile | None:
        """That of the fitted pad; one that cannot serve has none."""
        return getattr(self._program.pad, "profile", None)

    def _model(self) -> PrinterProfile | None:
        """The profile of the printer; None while the page has not looked around yet."""
        return self.devices.around.printer_models.get(self._program.settings.printer.profile)

    def _testing(self) -> frozenset[str]:
        tried = {"pad"} if self.keys.asking else set()
        return frozenset(tried | ({"printer"} if self.check.goes_on else set()))

    def _check(self) -> None:
        if self._program.desk.person is not None:
            self.check.start()

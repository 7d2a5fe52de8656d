"""设备 as widgets: a card each for pad, printer and the citizen's screen, the log of the line."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, QTimer

from app.settings.terminal import PadSettings
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field
from app.ui.kit.inputs import Select
from app.ui.kit.label import Keycap
from app.ui.kit.values import Choice
from app.ui.settings.device_cards import DeviceCard, KeyTicks, Pairs, flowing
from app.ui.settings.device_facts import CardFacts
from app.ui.settings.devices_dialogs import DeviceDialog, PadDialog, PrinterDialog
from app.ui.settings.devices_presenter import DevicesPresenter
from app.ui.settings.fitted import Around, PrinterForm
from app.ui.settings.frames_card import FramesCard
from app.ui.settings.frames_presenter import FramesPresenter
from app.ui.settings.keys_presenter import KeysPresenter, KeyTick
from app.ui.settings.pane import Pane
from app.ui.settings.screen_presenter import ScreenPresenter
from app.ui.settings.trial_dialog import TrialDialog
from app.ui.settings.trial_presenter import TrialPresenter

SECOND_MS = 1000
KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {"test": "Alt+K", "stop": "Alt+K", "lamp": "Alt+Y", "page": "Alt+P"}
)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "test": "settings.devices.test", "light": "settings.devices.light",
        "stop": "settings.devices.stop", "lamp": "devices.lamp", "pad": "devices.change_pad",
        "page": "settings.devices.page",
        "printer": "devices.change_printer",
    }
)  # fmt: skip
QUIET: Final = ("pad", "printer")


def _show_tries(buttons: Mapping[str, KeyButton], *, is_fitted: bool, going_on: bool) -> None:
    """What can be done with the pad: try it, if there is one; stop trying."""
    for name in ("light", "stop"):
        buttons[name].setVisible(going_on)
    for name in ("test", "lamp"):
        buttons[name].setVisible(is_fitted and not going_on)


class DevicesPane(Pane):
    """Pad, printer, screen: what is fitted, how it is, whether it works."""

    def __init__(
        self, presenter: DevicesPresenter, keys: KeysPresenter, screen: ScreenPresenter,
        frames: FramesPresenter, trial: TrialPresenter,
    ) -> None:  # fmt: skip
        words = self._words = presenter.words
        super().__init__(words("settings.devices.title"), words("settings.devices.sub"))
        self._presenter, self._keys, self._screen, self._frames = presenter, keys, screen, frames
        self._is_fitted = self._going_on = False
        self.buttons = {
            n: KeyButton(words(w), keys=KEYS.get(n, ""), kind="quiet" if n in QUIET else "plain")
            for n, w in NAMES.items()
        }
        self.queue = KeyButton("", kind="quiet")
        self.check = KeyButton(words("devices.check"), icon="activity")
        self.display = Select()
        self.names = KeyButton(words("settings.screen.names"), icon="monitor")
        self.save_screen = KeyButton(words("settings.screen.save"))
        self.ticks, self.frames = KeyTicks(words), FramesCard(frames)
        self.cards = self._make_cards()
        cards = ((self.cards["pad"], False), (self.cards["printer"], False),
                 (self.cards["screen"], True), (self.frames, True))  # fmt: skip
        self.tools.addLayout(row(self.check, Keycap("F5"), gap=6))
        self.body.addWidget(Pairs(*cards))
        self.body.addStretch(1)
        self.pad_dialog, self.printer_dialog = PadDialog(self, words), PrinterDialog(self, words)
        self.trial = TrialDialog(self, words)
        self._tick = QTimer(self, interval=SECOND_MS)
        self._connect()
        self.buttons["page"].clicked.connect(trial.on_page)
        self.trial.again_wanted.connect(trial.on_page)
        self.trial.submitted.connect(
            lambda: trial.on_answers(self.trial.given(), self.trial.name.text())
        )
        presenter.attach(self)
        keys.attach(self)
        screen.attach(self)
        trial.attach(self)

    def _make_cards(self) -> dict[str, DeviceCard]:
        words, b = self._words, self.buttons
        _show_tries(b, is_fitted=False, going_on=False)
        pad_row = flowing(b["test"], b["light"], b["stop"], b["lamp"], b["pad"])
        printer_row = flowing(b["page"], b["printer"], self.queue)
        field = Field(words("settings.screen.use"), self.display, width=360)
        screen_row = row(field, self.save_screen, self.names, None, gap=10)
        for button in (self.save_screen, self.names):
            screen_row.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        return {
            "pad": DeviceCard(words("settings.devices.pad_card"), "smile", self.ticks, pad_row),
            "printer": DeviceCard(words("settings.devices.printer_card"), "printer", printer_row),
            "screen": DeviceCard(words("settings.screen.card"), "monitor", screen_row),
        }  # fmt: skip

    def _connect(self) -> None:
        presenter, keys, b = self._presenter, self._keys, self.buttons
        b["test"].clicked.connect(keys.on_start)
        b["light"].clicked.connect(keys.on_again)
        b["stop"].clicked.connect(keys.on_stop)
        b["lamp"].clicked.connect(keys.on_lamp)
        b["pad"].clicked.connect(lambda: self._ask(self.pad_dialog))
        b["printer"].clicked.connect(lambda: self._ask(self.printer_dialog))
        self.queue.clicked.connect(lambda: presenter.on_queue())
        self.check.clicked.connect(lambda: presenter.on_check())
        pad, printer = self.pad_dialog, self.printer_dialog
        for dialog in (pad, printer):
            dialog.look_wanted.connect(presenter.open)
        pad.learn.clicked.connect(pad.reject)
        pad.learn.clicked.connect(lambda: presenter.on_learn())
        pad.submitted.connect(
            lambda: presenter.on_pad(pad.port.chosen(), pad.model.chosen(), pad.numbers())
        )
        printer.submitted.connect(lambda: presenter.on_printer(printer.form()))
        self.save_screen.clicked.connect(lambda: self._screen.on_save(self.display.chosen()))
        self.names.clicked.connect(self._screen.on_names)
        self.frames.said.connect(lambda said: self.say(said, good=True))
        for handler in (presenter.on_second, keys.on_second, self._screen.on_second,
                        self._frames.on_second):  # fmt: skip
            self._tick.timeout.connect(handler)
        for opener in (
            self._screen.open,
            presenter.open,
            keys.open,
            self._frames.open,
            self._tick.start,
        ):
            self.opened.connect(opener)
        self.left.connect(self._tick.stop)
        self.left.connect(keys.on_stop)

    def _ask(self, dialog: DeviceDialog) -> None:
        dialog.show_faults({})
        dialog.show_summary("")
        self._presenter.open()
        dialog.open()

    def show_around(self, around: Around, pad: PadSettings, printer: PrinterForm) -> None:
        """What could be chosen, and what is."""
        self.pad_dialog.show_around(around, pad)
        self.printer_dialog.show_around(around, printer)
        if around.bad:
            told = self._words.fault(*around.bad[0])
            self.warn(self._words("devices.bad_files", n=len(around.bad), first=told))

    def show_card(self, name: str, facts: CardFacts, right: str) -> None:
        """How a device is."""
        self.cards[name].show_facts(facts, right)
        is_fitted = facts.code != "none"
        if name == "pad":
            self._is_fitted = is_fitted
            _show_tries(self.buttons, is_fitted=is_fitted, going_on=self._going_on)
        elif name == "printer":
            self.buttons["page"].setVisible(is_fitted)

    def ask_answers(self) -> None:
        """The questions about the test page."""
        if not self.trial.isVisible():
            self.trial.ask()

    def show_answer_faults(self, faults: Mapping[str, str], sentence: str) -> None:
        """Sentences beside the questions."""
        self.trial.show_faults(faults, sentence)

    def answered(self) -> None:
        """The printer's own profile is kept."""
        self.trial.accept()

    def show_queue(self, words: str, *, waits: bool) -> None:
        """How many papers wait, or are in doubt."""
        self.queue.show_words(words, "", "plain" if waits else "quiet")

    def show_displays(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Which display could be the citizen's, and which is."""
        self.display.show_choices(Choice(i, words) for i, words in choices)
        self.display.choose(chosen)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields of the dialogs."""
        self.pad_dialog.show_faults(faults)
        self.printer_dialog.show_faults(faults)

    def saved(self) -> None:
        """What was chosen is kept."""
        self.pad_dialog.accept()
        self.printer_dialog.accept()

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it: beside what was typed, or above the pane."""
        asking = [d for d in (self.pad_dialog, self.printer_dialog) if d.isVisible()]
        if asking and not good:
            asking[0].show_summary(sentence)
        else:
            super().say(sentence, good=good)

    def show_keys(self, ticks: Sequence[KeyTick], sentence: str, *, going_on: bool) -> None:
        """The keys of the pad and what it said last."""
        self.ticks.show_ticks(ticks, sentence)
        self._going_on = going_on
        _show_tries(self.buttons, is_fitted=self._is_fitted, going_on=going_on)

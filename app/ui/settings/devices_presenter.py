"""设备 without a toolkit: which pad, which printer, and whether they work."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

import msgspec

from app.db import queries
from app.db.people import Person
from app.desk.desk import Desk
from app.domain.papers import TrialPage
from app.settings.terminal import PadSettings, Settings
from app.ui.kit.values import Status
from app.ui.later import Run, later
from app.ui.settings.fitted import Around, PrinterForm, form_of, printer_faults
from app.ui.settings.keeper import SettingsKeeper

Ask = Callable[[Callable[[Person], object]], None]


class DevicesView(Protocol):
    """What the pane shows."""

    def show_around(self, around: Around, pad: PadSettings, printer: PrinterForm) -> None:
        """What could be chosen, and what is."""

    def show_health(self, items: Sequence[Status], queue: str) -> None:
        """How pad and printer are; how many papers wait."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside `pad_port`, `host`, `port` and `line`."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class Printing(Protocol):
    """What prints a page that belongs to no ticket."""

    def try_out(self, paper: TrialPage, tried: Callable[[str], None]) -> bool:
        """False where there is no printer."""


class DevicesPresenter:
    """Handlers of the pane. `busy()` says that a citizen is being asked just now, `health()` how
    the devices are. The keys of the pad have a presenter of their own."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        look_around: Callable[[], Around],
        keeper: SettingsKeeper,
        ask: Ask,
        papers: Callable[[], Printing],
        health: Callable[[], Sequence[Status]],
        busy: Callable[[], bool],
    ) -> None:
        self.words = desk.words
        self._desk = desk
        self._run, self._look_around = run, look_around
        self._keeper = keeper
        self._ask = ask
        self._papers = papers
        self._health = health
        self._busy = busy
        self._view: DevicesView
        self._around = Around((), (), ())

    def attach(self, view: DevicesView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Look for ports on a worker, then show all."""
        self.on_second()
        later(self._run, self._look_around, self._found)

    def on_second(self) -> None:
        """How the devices are now."""
        with self._desk.log.reading() as connection:
            waiting, uncertain = queries.unresolved_papers(connection)
        key = "doubt" if uncertain else "waiting"
        queue = self.words(f"settings.devices.{key}", n=uncertain or waiting)
        fitted = [status for status in self._health() if status.code != "none"]
        self._view.show_health(fitted, queue)

    def on_pad(self, port: str, profile: str) -> None:
        """保存评价器."""
        printer = self._keeper.now.printer
        faults = {}
        if port and printer.transport == "serial" and printer.port == self._path(port):
            faults["pad_port"] = self.words("settings.devices.taken_printer")
        pin = self._around.pins.get(profile, "")
        fresh = msgspec.structs.replace(self._keeper.now, pad=PadSettings(port, profile, pin))
        self._save(fresh, faults, "pad_saved")

    def on_printer(self, form: PrinterForm) -> None:
        """保存打印机."""
        faults = {k: self.words(v) for k, v in printer_faults(form).items()}
        if (
            form.transport == "serial"
            and form.line
            and form.line == self._path(self._keeper.now.pad.port)
        ):
            faults["line"] = self.words("settings.devices.taken_pad")
        printer = self._keeper.now.printer if faults else form.chosen(self._keeper.now.printer)
        fresh = msgspec.structs.replace(self._keeper.now, printer=printer)
        self._save(fresh, faults, "printer_saved")

    def on_page(self) -> None:
        """打印测试页."""
        desk, hall = self._desk, self._desk.hall
        names = dict(self._around.printers)
        chosen = self._keeper.now.printer.profile
        page = TrialPage(
            window_name=self.words("settings.devices.window_name"), hall=hall.name,
            window=str(hall.window), clerk=desk.person.name if desk.person else "", ticket_no="",
            training=desk.training, printed_at=desk.clock.now().isoformat(),
            printer=names.get(chosen, chosen),
        )  # fmt: skip
        went = self._papers().try_out(page, self._tried)
        key = "page_going" if went else "no_printer"
        self._view.say(self.words(f"settings.devices.{key}"), good=went)

    def on_fitted(self, sentence: str = "") -> None:
        """The devices are others now, or could not be changed."""
        if sentence:
            self._view.say(sentence, good=False)
        self.on_second()

    def _path(self, port: str) -> str:
        return self._around.paths.get(port, port)

    def _found(self, around: Around) -> None:
        self._around = around
        now = self._keeper.now
        self._view.show_around(around, now.pad, form_of(now.printer))

    def _tried(self, ended: str) -> None:
        self._view.say(self.words(f"settings.devices.page_{ended}"), good=ended == "sent")

    def _save(self, fresh: Settings, faults: Mapping[str, str], key: str) -> None:
        self._view.show_faults(faults)
        if faults:
            return
        if fresh == self._keeper.now:
            self._view.say(self.words("refused.settings.same"), good=False)
        elif self._busy():
            self._view.say(self.words("settings.devices.busy"), good=False)
        else:
            self._ask(partial(self._keep, fresh, key))

    def _keep(self, fresh: Settings, key: str, by: Person) -> None:
        sentence = self._keeper.change(by, fresh)
        said = sentence or self.words(f"settings.devices.{key}")
        self._view.say(said, good=not sentence)

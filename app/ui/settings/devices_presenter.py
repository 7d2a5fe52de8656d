"""设备 without a toolkit: which pad, which printer, how they are, and what else they could be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final, NamedTuple, Protocol

import msgspec

from app.db import jobs
from app.db.people import Person
from app.desk.desk import Desk
from app.devices.profile import PadProfile
from app.domain.clock import ZONE
from app.settings.terminal import PLAYED, PadSettings, Settings
from app.ui.kit.values import Status
from app.ui.later import Run, later
from app.ui.settings import device_facts, fitted
from app.ui.settings.blames import Blames
from app.ui.settings.device_facts import CardFacts
from app.ui.settings.fitted import NOTHING, Around, PrinterForm
from app.ui.settings.keeper import SettingsKeeper

Ask = Callable[[Callable[[Person], object]], None]
NONE: Final = Status("", "", "mute", code="none")


class DevicesView(Protocol):
    """What the pane shows."""

    def show_around(self, around: Around, pad: PadSettings, printer: PrinterForm) -> None:
        """What could be chosen, and what is."""

    def show_card(self, name: str, facts: CardFacts, right: str) -> None:
        """How a device is (pad, printer, screen), and a word at the right of its head."""

    def show_queue(self, words: str, *, waits: bool) -> None:
        """How many papers wait, or are in doubt."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside `pad_port`, `host`, `port` and `line`."""

    def saved(self) -> None:
        """What was chosen is kept: whatever asked for it may close."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class Here(NamedTuple):
    """The devices as they are now: how each is, when the pad last said anything, the profile of
    the fitted pad, which of them are being tried, when they were looked at last; `busy` says that
    a citizen is being asked."""

    health: Callable[[], Sequence[Status]]
    heard_at: Callable[[], datetime | None]
    profile: Callable[[], PadProfile | None]
    testing: Callable[[], frozenset[str]]
    checked_at: Callable[[], datetime | None]
    busy: Callable[[], bool]


class DevicesPresenter:
    """Handlers of the pane. The keys of the pad, the log and the test page have presenters of
    their own; `to_queue()` leads to the papers that wait, `check()` is 全部自检."""

    def __init__(
        self, desk: Desk, run: Run, look_around: Callable[[], Around], keeper: SettingsKeeper,
        ask: Ask, here: Here, to_queue: Callable[[], object], check: Callable[[], object],
    ) -> None:  # fmt: skip
        self.words = desk.words
        self._desk, self._run, self._look_around = desk, run, look_around
        self._keeper, self._ask, self._here = keeper, ask, here
        self.on_queue, self.on_check = to_queue, check
        self.on_learn: Callable[[], object] = lambda: None  # 学习向导
        self._view: DevicesView
        self.around = Around()
        self._blames = Blames(desk.words, run, fitted.blamed, self.on_second)

    def attach(self, view: DevicesView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Look for ports on a worker, then show all."""
        self.on_second()
        later(self._run, self._look_around, self._found)

    def on_second(self) -> None:
        """How the devices are now."""
        for name, facts in self.cards().items():
            self._view.show_card(name, facts, self._right(name))
        with self._desk.log.reading() as connection:
            waiting, _, uncertain = jobs.standing(connection, self._desk.today)
        key = "doubt" if uncertain else "queue"
        words = self.words(f"devices.{key}", n=uncertain or waiting)
        self._view.show_queue(words, waits=bool(uncertain or waiting))

    def cards(self) -> dict[str, CardFacts]:
        """The cards by their names: pad, printer, screen."""
        words, rules = self.words, self._desk.rules()
        now, around = self._keeper.now, self.around
        told = {s.id: s for s in self._here.health()}
        pad, printer = told.get("pad", NONE), told.get("printer", NONE)
        profile = self._here.profile() or around.pad_models.get(now.pad.profile)
        port = dict(around.ports).get(now.pad.port, "")
        heard = device_facts.ago(words, self._here.heard_at(), self._desk.clock.now())
        played = now.printer.transport == PLAYED
        model = around.printer_models.get(PLAYED if played else now.printer.profile)
        found = {
            "pad": device_facts.pad_facts(words, rules, now.pad, profile, pad, port, heard),
            "printer": device_facts.printer_facts(words, now.printer, model, printer),
            "screen": device_facts.screen_facts(words, told.get("screen")),
        }
        ports = {"pad": now.pad.port, "printer": str(now.printer.port)}
        return {n: self._more(n, facts, ports.get(n, "")) for n, facts in found.items()}

    def on_pad(self, port: str, profile: str, typed: Mapping[str, str] = NOTHING) -> None:
        """保存评价器; `typed` are numbers of the profile that the site sets."""
        wrong = fitted.pad_faults(self.around, self._keeper.now.printer, port, profile)
        faults = {k: self.words(v) for k, v in wrong.items()}
        model, pin = self.around.pad_models.get(profile), self.around.pins.get(profile, "")
        numbers, bad = fitted.site_numbers(self.words, model, typed)
        faults |= bad
        pad = PadSettings(port, profile, pin, numbers)
        fresh = msgspec.structs.replace(self._keeper.now, pad=pad)
        self._save(fresh, faults, "pad_saved")

    def on_printer(self, form: PrinterForm) -> None:
        """保存打印机."""
        faults = {k: self.words(v) for k, v in fitted.printer_faults(form).items()}
        taken = self._path(self._keeper.now.pad.port)
        if form.transport == "serial" and form.line and form.line == taken:
            faults["line"] = self.words("settings.devices.taken_pad")
        printer = self._keeper.now.printer if faults else form.chosen(self._keeper.now.printer)
        fresh = msgspec.structs.replace(self._keeper.now, printer=printer)
        self._save(fresh, faults, "printer_saved")

    def on_fitted(self, sentence: str = "") -> None:
        """The devices are others now, or could not be changed."""
        if sentence:
            self._view.say(sentence, good=False)
        self._blames.forget()
        self.on_second()

    def facts(self) -> list[tuple[str, str]]:
        """What support wants to know: each device with its settings, profile and health."""
        profile = self._here.profile()
        sha256 = profile.sha256 if profile is not None else ""
        return device_facts.support_facts(self.words, self._keeper.now, sha256, self.cards())

    def _path(self, port: str) -> str:
        return self.around.paths.get(port, port)

    def _found(self, around: Around) -> None:
        self.around = around
        now = self._keeper.now
        self._view.show_around(around, now.pad, fitted.form_of(now.printer))
        self.on_second()

    def _right(self, name: str) -> str:
        words, at = self.words, self._here.checked_at()
        if name == "printer" and self._keeper.now.printer.transport != "none":
            begun = datetime.combine(self._desk.today, time.min, ZONE)
            day = (int(d.timestamp()) for d in (begun, begun + timedelta(days=1)))
            with self._desk.log.reading() as connection:
                return words("devices.today", n=jobs.printed_between(connection, *day))
        if name == "pad" and self._keeper.now.pad.port and at is not None:
            return words("devices.checked", at=f"{at:%H:%M}")
        return ""

    def _more(self, name: str, facts: CardFacts, port: str) -> CardFacts:
        """A card with who is to blame, or that its device is being tried just now."""
        if name in self._here.testing():
            return facts._replace(mark="mute", state=self.words("devices.state.testing"))
        return facts._replace(first=self._blames.sentence(port, facts.code) or facts.first)

    def _save(self, fresh: Settings, faults: Mapping[str, str], key: str) -> None:
        self._view.show_faults(faults)
        if faults:
            return
        if fresh == self._keeper.now:
            self._view.say(self.words("refused.settings.same"), good=False)
        elif self._here.busy():
            self._view.say(self.words("settings.devices.busy"), good=False)
        else:
            self._ask(partial(self._keep, fresh, key))

    def _keep(self, fresh: Settings, key: str, by: Person) -> None:
        sentence = self._keeper.change(by, fresh)
        said = sentence or self.words(f"settings.devices.{key}")
        if not sentence:
            self._view.saved()
        self._view.say(said, good=not sentence)

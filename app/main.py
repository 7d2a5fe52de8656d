"""Composition: the only place that puts the program together, with a window or without."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final

from msgspec.structs import replace

from app.db import lists, pinyin, project
from app.db.instance import Home, first_look
from app.db.log import Log
from app.db.rulebook import RuleBook
from app.desk import asking, paper_trail
from app.desk.desk import Desk
from app.devices import shelf
from app.devices.bridge import BRIDGE, BridgeTransport
from app.devices.practice import SIMULATOR, PracticePad, end_for
from app.devices.profile import PadProfile
from app.devices.sheet import SIMULATED
from app.devices.transport import SerialTransport
from app.devices.transport import Transport as PadWay
from app.devices.unfit import UnfitPad
from app.devices.worker import PadWorker
from app.domain.clock import Clock
from app.domain.papers import AnyPaper
from app.jobs.timetable import Timetable
from app.printing import library, profiles
from app.printing.attach import attach
from app.printing.habit import Habit
from app.printing.lease import Leased
from app.printing.model import Copy
from app.printing.played import PlayedPrinter
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from app.printing.spooler import Spooler
from app.printing.transport import Transport, Unfit
from app.settings.places import RESOURCES
from app.settings.tables import Fault, Faulty
from app.settings.terminal import (
    PLAYED,
    PLAYED_PROFILE,
    PrinterSettings,
    Settings,
    load_settings,
)
from app.settings.words import Words
from app.ui.bridge import Bridge
from app.ui.later import later
from app.ui.paper_clerk import PaperClerk

STOP_SECONDS: Final = 15.0
TRAINING_PAD: Final = "five-key"
RECOVERY: Final = "恢复码.txt"
AnyPad = PadWorker | PracticePad | UnfitPad


@dataclass
class Terminal:
    """The running program: what the commands and the window both stand on."""

    home: Home
    settings: Settings
    words: Words
    log: Log
    desk: Desk
    bridge: Bridge
    pad: AnyPad | None = None
    printer: Spooler | None = None
    played: PlayedPrinter | None = None  # of the training counter, whichever printer serves it
    papers: PaperClerk = field(init=False)
    timetable: Timetable = field(init=False)
    _say: Callable[[str], None] = field(default=lambda _: None)
    _lent: bool = False

    def __post_init__(self) -> None:
        self.timetable = Timetable(self.bridge.post)
        self.papers = PaperClerk(self.desk, self.printer, self.bridge, lambda s: self._say(s))

    def say_papers(self, say: Callable[[str], None]) -> None:
        """Who is told of the steps of a paper."""
        self._say = say

    def start(self, *, timed: bool = False) -> None:
        """Settle what the last run left open, then start the workers; `timed` for a counter that
        lives by the machine's clock."""
        paper_trail.doubt_unfinished(self.desk)
        asking.interrupt_all(self.desk)
        for worker in (self.played, self.pad, self.printer):
            if worker is not None:
                worker.start()
        self.papers.hand_over()
        if timed:
            self.timetable.start()
        with self.log.reading() as connection:
            names = [m.name for m in lists.matters(connection)]
        Thread(target=pinyin.warm, args=(names,), name="pinyin", daemon=True).start()

    def stop(self) -> None:
        """Stop the workers in reverse, handle their last words, close the store."""
        self.timetable.stop()
        stop_workers(self.printer, self.pad)
        if self.played is not None:
            self.played.close()
        self.bridge.drain()
        self.bridge.close()
        self.log.close()
        self.home.release()

    def refit(self, settings: Settings, changed: Callable[[], None]) -> None:
        """Go on with the devices of these settings: the old workers are stopped on a thread.

        `changed` is called twice, without devices and with the new ones. Raises Faulty,
        ValueError for a device that cannot be set up; then all stays as it was.
        """
        clock, bridge, home = self.desk.clock, self.bridge, self.home.path
        kept = self.pad if isinstance(self.pad, PracticePad) else None
        pad = kept or pad_of(settings, home, clock, bridge)
        unclean = bool(paper_trail.first_uncertain(self.desk))
        reached = as_reached(settings, self.played)
        printer = printer_of(reached, home, clock, bridge, unclean=unclean)
        old = (self.printer, None if kept else self.pad)
        self.pad, self.printer = kept, None
        if kept is not None and settings.pad.profile in kept.profiles:
            kept.choose(settings.pad.profile)
        self.papers.plug(None)
        changed()

        def plug(_: None) -> None:
            self.pad, self.printer = pad, printer
            for worker in (None if kept else pad, printer):
                if worker is not None:
                    worker.start()
            self.papers.plug(printer)
            changed()

        later(self.run, partial(stop_workers, *old), plug)

    def lend_pad(self, changed: Callable[[], object], lent: Callable[[], object]) -> None:
        """Let go of the pad's port for somebody else; `lent` is called once it is free, `changed`
        at once."""
        old, self.pad, self._lent = self.pad, None, True
        changed()
        later(self.run, partial(stop_workers, None, old), lambda _: lent())

    def take_back_pad(self, changed: Callable[[], object]) -> None:
        """Go on with the pad that was lent; nothing where another one was fitted since."""
        if not self._lent:
            return
        self._lent = False
        self.pad = pad_of(self.settings, self.home.path, self.desk.clock, self.bridge)
        if self.pad is not None:
            self.pad.start()
        changed()

    def recovery_code(self) -> str:
        """The recovery code, until the leader has it in hand; "" afterwards."""
        path = self.home.path / RECOVERY
        return path.read_text("utf-8").strip() if path.exists() else ""

    def forget_recovery_code(self) -> None:
        """The leader has it: it is kept nowhere on this machine."""
        (self.home.path / RECOVERY).unlink(missing_ok=True)

    def draw(self, paper: AnyPaper, copy: Copy | None = None) -> bytes:
        """The picture of a paper, or of its n-th copy, for this printer, as PNG. Slow: for a
        worker. Raises ValueError for a snapshot that makes no paper."""
        settings = as_reached(self.settings, self.played)
        return press_of(settings, self.home.path).png(paper, copy)

    def draw_printed(self, payload: bytes) -> bytes:
        """The picture of bytes that came out of the played printer, as PNG. Slow: for a worker."""
        printer = PrinterSettings(PLAYED)
        settings = as_reached(replace(self.settings, printer=printer), self.played)
        return press_of(settings, self.home.path).as_printed(payload)

    def run(self, work: Callable[[], object]) -> None:
        """Do something slow on a thread of its own; what it returns is posted."""
        Thread(target=lambda: self.bridge.post(work()), name="work", daemon=True).start()


def build(
    home: Home, clock: Clock, settings: Settings | None = None, *, training: bool = False
) -> Terminal:
    """The program on a home that is held. A new home must have been created first.

    Raises WrongKey, StoreUnfit, Faulty.
    """
    settings = settings or load_settings(home.path)
    words, book, bridge = Words(), RuleBook(), Bridge()
    engine, signer = home.open()
    with first_look():
        log = Log(engine, signer, book, clock)
        with engine.begin() as connection:
            book.refresh(connection)
            project.rebuild_if_asked(connection, book)
        desk = Desk(log, clock, settings.hall, words, training=training)
        desk.limits = settings.watch
        unclean = bool(paper_trail.first_uncertain(desk))
    fitted = practice_pad_of if training else pad_of
    pad = fitted(settings, home.path, clock, bridge)
    played = PlayedPrinter(fence="gs_h") if training else None
    reached = as_reached(settings, played)
    printer = printer_of(reached, home.path, clock, bridge, unclean=unclean)
    return Terminal(home, settings, words, log, desk, bridge, pad, printer, played)


def stop_workers(printer: Spooler | None, pad: AnyPad | None) -> None:
    """Stop them after the paper that is being sent. Slow if the line is: for a worker, or the end.

    What they had to say is posted by then.
    """
    if printer is not None:
        printer.stop(STOP_SECONDS)
    if pad is not None:
        pad.stop()


def write_recovery(home: Path, code: str) -> None:
    """Keep a new home's recovery code where only its owner can read it, until it is taken."""
    path = home / RECOVERY
    path.touch(mode=0o600)
    path.write_text(f"{code}\n", "utf-8")


def practice_pad_of(settings: Settings, home: Path, clock: Clock, bridge: Bridge) -> PracticePad:
    """The training pad with all models that have no fault."""
    held = shelf.look(home, (shelf.TRAINING, shelf.SHIPPED))
    models = {one.id: one.profile for one in held if one.profile is not None}
    chosen = settings.pad.profile if settings.pad.profile in models else TRAINING_PAD
    return PracticePad(end_for(home), models, chosen, clock, bridge.post)


def pad_of(
    settings: Settings, home: Path, clock: Clock, bridge: Bridge
) -> PadWorker | UnfitPad | None:
    """The pad's worker, or what says why its profile cannot serve; None where none is fitted.

    Raises Faulty for the simulator, whose presses are nobody's.
    """
    chosen = settings.pad
    if not chosen.port:
        return None
    if Path(chosen.port).name == SIMULATOR:
        raise Faulty("settings.toml", [Fault("pad.port", 0, "simulator")])
    try:
        profile = shelf.take(home, chosen.profile, chosen.sha256, site=chosen.vars)
    except shelf.Unfit as error:
        return UnfitPad(chosen.port, chosen.sha256, error.code, bridge.post)
    if profile.status == SIMULATED:
        raise Faulty("settings.toml", [Fault("pad.profile", 0, "simulator")])
    return PadWorker(transport_of(chosen.port, profile, home, clock), profile, clock, bridge.post)


def transport_of(port: str, profile: PadProfile, home: Path, clock: Clock) -> PadWay:
    """The way to a pad: a line, or the child process that its profile names, run beside the
    site's profiles."""
    if profile.child:
        name = f"{BRIDGE}:{profile.id}"
        return BridgeTransport(name, profile.child, home / shelf.SITE, clock)
    line = profile.line
    return SerialTransport(port, line.baud, line.bytes, line.dtr)


def as_reached(settings: Settings, played: PlayedPrinter | None) -> Settings:
    """The settings in which the played printer is what it is on the line, a network printer.

    Raises Faulty in a real home, which has none: its papers would be nobody's.
    """
    if settings.printer.transport != PLAYED:
        return settings
    if played is None:
        raise Faulty("settings.toml", [Fault("printer.transport", 0, "played_printer")])
    host, port = played.address
    printer = PrinterSettings("tcp", host, port, profile=PLAYED_PROFILE)
    return replace(settings, printer=printer)


def printer_of(
    settings: Settings, home: Path, clock: Clock, bridge: Bridge, *, unclean: bool
) -> Spooler | None:
    """The printer's worker; None where none is fitted. Where its profile cannot be used the worker
    says so and papers wait. Raises ValueError for an address that is none."""
    chosen = settings.printer
    if chosen.transport == "none":
        return None
    transport: Transport
    address = chosen.address(home)
    try:
        profile = printer_profile_of(settings, home)
        way, habit = attach(address, profile)
        transport = Leased(way, address)
    except Faulty:
        transport, habit = Unfit("profile"), Habit()
    return Spooler(
        lambda: press_of(settings, home), transport, bridge.post, clock,
        habit=habit, unclean=unclean,
    )  # fmt: skip


def printer_profile_of(settings: Settings, home: Path) -> PrinterProfile:
    """That of the chosen printer. Raises Faulty."""
    name = settings.printer.profile
    site = profiles.TRAINING if name == PLAYED_PROFILE else home / profiles.SITE
    return profiles.find(name, site)


def press_of(settings: Settings, home: Path) -> Press:
    """What composes papers for the chosen printer. Slow: it reads fonts."""
    try:
        profile = printer_profile_of(settings, home)
    except Faulty:  # nothing is printed with it, but previews are drawn
        profile = profiles.find(profiles.PLAIN)
    drop_in = home / "fonts.d"
    fonts = FontStack.shipped(RESOURCES / "fonts", drop_in if drop_in.is_dir() else None)
    return Press(profile, fonts, library.container_factory(home / "cache"))

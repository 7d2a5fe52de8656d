"""Composition: the only place that puts the program together, with a window or without."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final

from app.db import lists, pinyin, project
from app.db.instance import Home, first_look
from app.db.log import Log
from app.db.rulebook import RuleBook
from app.desk import asking, paper_trail
from app.desk.desk import Desk
from app.devices import profile as pads
from app.devices.practice import SIMULATOR, PracticePad, end_for
from app.devices.sheet import SIMULATED
from app.devices.transport import SerialTransport
from app.devices.worker import PadWorker
from app.domain.clock import Clock
from app.domain.papers import AnyPaper
from app.jobs.timetable import Timetable
from app.printing import library, profiles
from app.printing.attach import attach
from app.printing.habit import Habit
from app.printing.lease import Leased
from app.printing.model import Copy
from app.printing.press import Press
from app.printing.raster import FontStack
from app.printing.spooler import Spooler
from app.printing.transport import Transport, Unfit
from app.settings.places import RESOURCES
from app.settings.tables import Fault, Faulty
from app.settings.terminal import Settings, load_settings
from app.settings.words import Words
from app.ui.bridge import Bridge
from app.ui.later import later
from app.ui.paper_clerk import PaperClerk

STOP_SECONDS: Final = 15.0
TRAINING_PAD: Final = "five-key"
RECOVERY: Final = "恢复码.txt"


@dataclass
class Terminal:
    """The running program: what the commands and the window both stand on."""

    home: Home
    settings: Settings
    words: Words
    log: Log
    desk: Desk
    bridge: Bridge
    pad: PadWorker | PracticePad | None = None
    printer: Spooler | None = None
    papers: PaperClerk = field(init=False)
    timetable: Timetable = field(init=False)
    _say: Callable[[str], None] = field(default=lambda _: None)

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
        for worker in (self.pad, self.printer):
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
        fitted = practice_pad_of if self.desk.training else pad_of
        pad = fitted(settings, home, clock, bridge)
        unclean = bool(paper_trail.uncertain(self.desk))
        printer = printer_of(settings, home, clock, bridge, unclean=unclean)
        old = (self.printer, self.pad)
        self.pad = self.printer = None
        self.papers.plug(None)
        changed()

        def plug(_: None) -> None:
            self.pad, self.printer = pad, printer
            for worker in (pad, printer):
                if worker is not None:
                    worker.start()
            self.papers.plug(printer)
            changed()

        later(self.run, partial(stop_workers, *old), plug)

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
        return press_of(self.settings, self.home.path).png(paper, copy)

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
        unclean = bool(paper_trail.uncertain(desk))
    fitted = practice_pad_of if training else pad_of
    pad = fitted(settings, home.path, clock, bridge)
    printer = printer_of(settings, home.path, clock, bridge, unclean=unclean)
    return Terminal(home, settings, words, log, desk, bridge, pad, printer)


def stop_workers(printer: Spooler | None, pad: PadWorker | PracticePad | None) -> None:
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
    """The training pad with all models. Raises Faulty for a bad profile."""
    files = [p for folder in ("pads/training", "pads") for p in (RESOURCES / folder).glob("*.toml")]
    models = {p.stem: pads.load_file(p) for p in sorted(files, key=lambda p: p.parent.name)}
    chosen = settings.pad.profile if settings.pad.profile in models else TRAINING_PAD
    return PracticePad(end_for(home), models, chosen, clock, bridge.post)


def pad_of(settings: Settings, _home: Path, clock: Clock, bridge: Bridge) -> PadWorker | None:
    """The pad's worker; None where none is fitted. Raises Faulty for a bad profile and for the
    simulator, whose presses are nobody's."""
    if not settings.pad.port:
        return None
    if Path(settings.pad.port).name == SIMULATOR:
        raise Faulty("settings.toml", [Fault("pad.port", 0, "simulator")])
    profile = pads.load_file(RESOURCES / "pads" / f"{settings.pad.profile}.toml")
    if profile.status == SIMULATED:
        raise Faulty("settings.toml", [Fault("pad.profile", 0, "simulator")])
    line = profile.line
    transport = SerialTransport(settings.pad.port, line.baud, line.bytes, line.dtr)
    return PadWorker(transport, profile, clock, bridge.post)


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
        profile = profiles.find(chosen.profile, home / profiles.SITE)
        way, habit = attach(address, profile)
        transport = Leased(way, address)
    except Faulty:
        transport, habit = Unfit("profile"), Habit()
    return Spooler(
        lambda: press_of(settings, home), transport, bridge.post, clock,
        habit=habit, unclean=unclean,
    )  # fmt: skip


def press_of(settings: Settings, home: Path) -> Press:
    """What composes papers for the chosen printer. Slow: it reads fonts."""
    try:
        profile = profiles.find(settings.printer.profile, home / profiles.SITE)
    except Faulty:  # nothing is printed with it, but previews are drawn
        profile = profiles.find(profiles.PLAIN)
    drop_in = home / "fonts.d"
    fonts = FontStack.shipped(RESOURCES / "fonts", drop_in if drop_in.is_dir() else None)
    return Press(profile, fonts, library.container_factory(home / "cache"))

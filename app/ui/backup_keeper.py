"""When backups are made, what is known of them, and whoever wants to be told.

The copying and the walk over the copy are a worker's, which only reads; the writer goes on
meanwhile. Hourly while nobody types, once more after the hall has closed, and at the end.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from app.db import bundle
from app.db.backup import BackupFailed, back_up
from app.db.backup_record import read_record
from app.db.bundle import Backup
from app.db.instance import Home
from app.db.restore import Unrestorable, own_check, rehearse
from app.desk.desk import Desk
from app.domain.calendar import UnknownYear
from app.domain.clock import Clock
from app.settings.terminal import HallSettings
from app.settings.words import Words
from app.ui import strip
from app.ui.kit.values import Status
from app.ui.program import Program

Post = Callable[[object], object]
EVERY: Final = 3600  # seconds between two backups while work goes on
QUIET: Final = 60  # seconds without a key
AGAIN: Final = 600  # seconds after one that came to nothing
TURN: Final = 0.001  # seconds a thread may keep the others waiting, while a worker walks
LOOK: Final = 60  # seconds between two looks at what the command may have done


@dataclass(frozen=True)
class Going:
    """A worker is at it: `copy`, `check` or `unpack`, how far of a hundred."""

    stage: str
    percent: int


@dataclass(frozen=True)
class Ended:
    """A worker is done. `what` is backup or rehearsal, `code` "" when it went well."""

    what: str
    code: str = ""
    place: str = ""


@dataclass(frozen=True)
class Listed:
    """The terminal's backups in a folder; None where the folder is not there."""

    folder: Path | None
    backups: tuple[Backup, ...] | None


class BackupKeeper:
    """Made once; `told` are called after every change, with an `Ended` or None."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.told: list[Callable[[Ended | None], object]] = []
        self.record = read_record(program.home.path)
        self.going: Going | None = None
        self.backups: tuple[Backup, ...] | None = ()
        self._looked = program.desk.clock.monotonic()
        bridge = program.bridge
        bridge.on(Going, self._on_going)
        bridge.on(Ended, self._on_ended)
        bridge.on(Listed, self._on_listed)

    @property
    def folder(self) -> Path | None:
        """Where backups go; None while nothing is set up."""
        name = self._program.settings.backup.folder
        return Path(name) if name else None

    @property
    def home(self) -> Path:
        """Where the store itself lies."""
        return self._program.home.path

    def start(self) -> bool:
        """立即备份. Returns whether one was begun."""
        program, folder = self._program, self.folder
        if folder is None or self.going is not None:
            return False
        self._on_going(Going("copy", 0))
        clock, hall = program.desk.clock, program.desk.hall
        program.run(partial(_back_up, program.home, folder, hall, clock, program.bridge.post))
        return True

    def rehearse(self, path: Path) -> bool:
        """恢复演练 of a backup. Returns whether it was begun."""
        if self.going is not None:
            return False
        program = self._program
        self._on_going(Going("unpack", 0))
        program.run(partial(_rehearse, program.home, path, program.desk.clock, program.bridge.post))
        return True

    def look(self) -> None:
        """List what lies in the folder; on a worker, for a stick may be slow."""
        if self.folder is None:
            self._on_listed(Listed(None, ()))
        else:
            self._program.run(partial(_listed, self._program.home, self.folder))

    def on_second(self, quiet: float) -> None:
        """A second has passed; nobody has typed for `quiet` seconds."""
        clock = self._program.desk.clock
        if clock.monotonic() - self._looked > LOOK and self.going is None:
            self._looked = clock.monotonic()
            self.record = read_record(self._program.home.path)
        if quiet >= QUIET and self._is_due():
            self.start()

    def at_end(self) -> None:
        """The window is closed: what was written since the last backup goes into one more."""
        program, folder = self._program, self.folder
        if folder is not None and self.going is None and strip.has_news(program.desk, self.record):
            _back_up(program.home, folder, program.desk.hall, program.desk.clock, _nobody)

    def status(self) -> Status | None:
        """The item of the strip."""
        desk = self._program.desk
        if self.going is not None:
            return Status("backup", going_words(desk.words, self.going), "mute")
        return strip.backup(desk, self.record, is_set_up=self.folder is not None)

    def _is_due(self) -> bool:
        desk, record = self._program.desk, self.record
        if self.folder is None or self.going is not None or not strip.has_news(desk, record):
            return False
        made, missed, now = record.made, record.missed, desk.now
        if missed is not None and 0 <= now - missed.at < AGAIN:
            return False
        if made is None or now < made.at:  # the clock went back: better one too many
            return True
        return now - made.at >= EVERY or made.at < closed_at(desk) <= now

    def _on_going(self, going: Going) -> None:
        self.going = going
        self._tell(None)

    def _on_ended(self, ended: Ended) -> None:
        self.going = None
        self.record = read_record(self._program.home.path)
        self._tell(ended)
        self.look()

    def _on_listed(self, listed: Listed) -> None:
        if listed.folder == self.folder:  # another place was chosen meanwhile: its list comes
            self.backups = listed.backups
            self._tell(None)

    def _tell(self, ended: Ended | None) -> None:
        for told in self.told:
            told(ended)


def going_words(words: Words, going: Going) -> str:
    """正在备份 43%."""
    return words(f"backup_strip.{going.stage}", percent=going.percent)


def closed_at(desk: Desk) -> int:
    """When the hall closes today; never on a day off or in a year without a calendar."""
    rules, never = desk.rules(), 1 << 40
    try:
        if not rules.calendar.is_working(desk.today):
            return never
    except UnknownYear:
        return never
    end = rules.regime.calendar.spans(desk.today)[-1][1]
    closes = desk.clock.now().replace(hour=end.hour, minute=end.minute, second=0)
    return int(closes.timestamp())


def newest_sound(backups: Sequence[Backup] | None) -> Backup | None:
    """The one to restore or rehearse."""
    return next((b for b in backups or () if b.is_sound), None)


@contextmanager
def _polite() -> Iterator[None]:
    """The walk over a copy is long work in Python; the window gets its turn sooner meanwhile."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _nobody(_message: object) -> None:
    """The window is gone."""


class _Percent:
    """Posts a message whenever the whole percent changes."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._last = Going("", 0)

    def __call__(self, stage: str, done: int, whole: int) -> None:
        going = Going(stage, 100 * done // max(whole, 1))
        if going != self._last:
            self._last = going
            self._post(going)


def _back_up(home: Home, folder: Path, hall: HallSettings, clock: Clock, post: Post) -> Ended:
    try:
        with _polite():
            made = back_up(home, folder, hall, clock.now(), _Percent(post))
    except BackupFailed as error:
        return Ended("backup", error.code, str(folder))
    return Ended("backup", "", str(made.path))


def _rehearse(home: Home, path: Path, clock: Clock, post: Post) -> Ended:
    try:
        with _polite():
            rehearse(path, home, clock, told=_Percent(post))
    except Unrestorable as error:
        return Ended("rehearsal", error.code, str(path))
    return Ended("rehearsal", "", str(path))


def _listed(home: Home, folder: Path) -> Listed:
    try:
        return Listed(folder, tuple(bundle.backups(folder, own_check(home))))
    except OSError:
        return Listed(folder, None)

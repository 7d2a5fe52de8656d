"""A damaged store at the start: which backup, the code if it is needed, restore, go on.

Guided and without a toolkit. There is no program behind it yet, only the home.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from app.db.bundle import Backup
from app.db.instance import Home, SecondInstance
from app.db.restore import Back, Unrestorable, key_of, known_backups, read_backup, restore
from app.desk.moments import moment
from app.domain.clock import Clock
from app.settings.words import Words
from app.ui.bridge import Bridge

Run = Callable[[Callable[[], object]], None]


class Offer(NamedTuple):
    """A backup to choose: its path, when it was made, what it holds, what is not in it."""

    path: str
    when: str
    holds: str
    after: str


@dataclass(frozen=True)
class Found:
    """The worker has looked for backups."""

    backups: tuple[Backup, ...]


@dataclass(frozen=True)
class Moved:
    """How far the restore is: unpack or check, of a hundred."""

    stage: str
    percent: int


@dataclass(frozen=True)
class Restored:
    """The worker is done: `back`, or why not."""

    back: Back | None
    code: str = ""


class GuideView(Protocol):
    """What the dialog shows."""

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """The backups found, newest first; the first is chosen."""

    def show_code(self, *, wanted: bool) -> None:
        """Whether the recovery code is needed."""

    def show_going(self, words: str) -> None:
        """How far it is; "" when nothing goes on."""

    def show_fault(self, sentence: str) -> None:
        """Why it was not restored, and what to do."""

    def show_done(self, sentence: str, sub: str) -> None:
        """It is restored; the next press opens the counter."""


class RestoreGuide:
    """Handlers of the dialog. The home is held while it is restored; `folder` is where backups
    go."""

    def __init__(
        self, home: Home, folder: str, clock: Clock, words: Words, bridge: Bridge, run: Run
    ) -> None:
        self.words = words
        self._home = home
        self._folder = folder
        self._clock = clock
        self._bridge = bridge
        self._run = run
        self._view: GuideView
        self._offers: list[Backup] = []
        self.is_done = False
        self.is_going = False
        bridge.on(Found, self._on_found)
        bridge.on(Moved, self._on_moved)
        bridge.on(Restored, self._on_restored)

    def attach(self, view: GuideView) -> None:
        """Bind the dialog."""
        self._view = view

    def open(self) -> None:
        """Look where the home knows of backups."""
        self._run(lambda: Found(tuple(known_backups(self._home, self._folder))))

    def on_file(self, path: Path) -> None:
        """选择备份文件: one that was not found by itself."""
        try:
            backup = Backup(path, read_backup(path))
        except Unrestorable as error:
            self._view.show_fault(self.words(f"unrestorable.{error.code}", place=path))
            return
        self._on_found(Found((backup, *(b for b in self._offers if b.path != path))))

    def on_chosen(self, path: str) -> None:
        """Another backup: does the home keep its key?"""
        backup = next(b for b in self._offers if str(b.path) == path)
        try:
            key_of(backup.path, backup.manifest, self._home)
        except Unrestorable as error:
            self._view.show_code(wanted=error.code == "need_code")
        else:
            self._view.show_code(wanted=False)

    def on_submit(self, path: str, code: str) -> None:
        """从这份备份恢复."""
        if self.is_going or not path:
            return
        self.is_going = True
        self._view.show_fault("")
        self._on_moved(Moved("unpack", 0))
        self._run(partial(_restore, Path(path), self._home, self._clock, code, self._bridge))

    def _on_found(self, found: Found) -> None:
        self._offers = list(found.backups)
        now = int(self._clock.now().timestamp())
        self._view.show_offers([offer_of(self.words, b, now) for b in self._offers])
        if self._offers:
            self._view.show_fault("")
            self.on_chosen(str(self._offers[0].path))
        else:
            self._view.show_fault(self.words("restore_guide.none"))

    def _on_moved(self, moved: Moved) -> None:
        self._view.show_going(self.words(f"restore_guide.{moved.stage}", percent=moved.percent))

    def _on_restored(self, restored: Restored) -> None:
        self.is_going = False
        self._view.show_going("")
        back, words = restored.back, self.words
        self.is_done = back is not None or restored.code == "key_back"
        if back is not None:
            m = back.manifest
            when = moment(words, m.made, int(self._clock.now().timestamp()))
            done = words("restored.done", made=when, entries=m.entries, tickets=m.tickets)
            self._view.show_done(done, words("restored.after", made=when))
        elif self.is_done:
            self._view.show_done(words("unrestorable.key_back"), "")
        else:
            self._view.show_fault(words(f"unrestorable.{restored.code}", place=""))


def offer_of(words: Words, backup: Backup, now: int) -> Offer:
    """A backup as it is offered."""
    m = backup.manifest
    when = moment(words, m.made, now)
    holds = words("restore_guide.holding", entries=m.entries, tickets=m.tickets)
    return Offer(str(backup.path), when, holds, words("restore_guide.after", when=when))


def _restore(path: Path, home: Home, clock: Clock, code: str, bridge: Bridge) -> Restored:
    def told(stage: str, done: int, whole: int) -> None:
        bridge.post(Moved(stage, 100 * done // max(whole, 1)))

    try:
        home.hold()
    except SecondInstance:
        return Restored(None, "second")
    except OSError:
        return Restored(None, "folder")
    try:
        return Restored(restore(path, home, clock, code, told))
    except Unrestorable as error:
        return Restored(None, error.code)
    finally:
        home.release()

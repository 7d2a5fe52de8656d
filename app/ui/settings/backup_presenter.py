"""备份 without a toolkit: where to, the last one and its age, now, rehearsal, what lies there."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from app.db.backup_record import BackupRecord
from app.db.bundle import Backup
from app.desk.desk import Desk
from app.desk.moments import moment
from app.settings.terminal import BackupSettings
from app.settings.words import Words
from app.ui.backup_keeper import BackupKeeper, Ended, going_words, newest_sound
from app.ui.kit.values import Mark, Notice

MB = 1 << 20
Keep = Callable[[BackupSettings, Callable[[str], None]], None]


class BackupRow(NamedTuple):
    """A backup in the list."""

    path: str
    name: str
    time: str
    tickets: str
    entries: str
    size: str
    mark: Mark
    state: str


class BackupState(NamedTuple):
    """What is known: the last one, the last rehearsal, the place, and how well it stands."""

    made: tuple[Mark, str]
    rehearsed: tuple[Mark, str]
    place: tuple[Mark, str]


class BackupView(Protocol):
    """What the pane shows."""

    def show_state(self, state: BackupState) -> None:
        """The last ones and the place."""

    def show_backups(self, rows: Sequence[BackupRow], title: str, sub: str) -> None:
        """What lies in the folder, newest first; a title and a sentence where there is nothing."""

    def show_going(self, words: str, *, may_start: bool, may_rehearse: bool) -> None:
        """How far a worker is, "" for none, and what may be begun."""

    def show_notice(self, notice: Notice | None) -> None:
        """What came of the last one, or what is wrong with the place."""


class BackupPresenter:
    """Handlers of the pane. `keep(settings, then)` keeps another place once a leader has agreed,
    and tells why it is not kept, or ""."""

    def __init__(self, desk: Desk, keeper: BackupKeeper, keep: Keep) -> None:
        self.words = desk.words
        self._desk = desk
        self._keeper = keeper
        self._keep = keep
        self._view: BackupView
        self._is_open = False

    def attach(self, view: BackupView) -> None:
        """Bind the pane."""
        self._view = view
        self._keeper.told.append(self._on_told)

    def open(self) -> None:
        """The pane comes into sight: look at the medium anew."""
        self._is_open = True
        self._view.show_notice(None)
        self._show()
        self._keeper.look()

    def on_now(self) -> None:
        """立即备份."""
        self._view.show_notice(None)
        self._keeper.start()

    def on_rehearse(self, path: str = "") -> None:
        """恢复演练 of the chosen backup, or of the newest sound one."""
        newest = newest_sound(self._keeper.backups)
        chosen = Path(path) if path else newest.path if newest else None
        if chosen is not None:
            self._view.show_notice(None)
            self._keeper.rehearse(chosen)

    def on_place(self, folder: str) -> None:
        """选择备份位置: kept, then looked at."""
        self._keep(BackupSettings(folder=folder), partial(self._placed, folder))

    def _placed(self, folder: str, why_not: str) -> None:
        if why_not:
            self._view.show_notice(Notice(why_not, "bad"))
            return
        sub = self.words("backup_pane.same_disk") if self._on_own_disk(folder) else ""
        title = self.words("backup_pane.chosen", place=folder)
        self._view.show_notice(Notice(title, "warn" if sub else "ok", sub))
        self._show()
        self._keeper.look()

    def _on_own_disk(self, folder: str) -> bool:
        try:
            return Path(folder).stat().st_dev == self._keeper.home.stat().st_dev
        except OSError:
            return False

    def _on_told(self, ended: Ended | None) -> None:
        if not self._is_open:
            return
        if ended is not None:
            self._view.show_notice(notice_of(self.words, ended, self._keeper.record))
        self._show()

    def _show(self) -> None:
        keeper, words, now = self._keeper, self.words, self._desk.now
        self._view.show_state(state_of(words, keeper, now))
        nothing = "unplugged" if keeper.backups is None else "empty"
        self._view.show_backups(
            [row_of(words, b, now) for b in keeper.backups or ()],
            words(f"backup_pane.{nothing}"), words(f"backup_pane.{nothing}_sub"),
        )  # fmt: skip
        busy = keeper.going is not None
        self._view.show_going(
            going_words(words, keeper.going) if keeper.going else "",
            may_start=not busy and keeper.folder is not None,
            may_rehearse=not busy and newest_sound(keeper.backups) is not None,
        )


def state_of(words: Words, keeper: BackupKeeper, now: int) -> BackupState:
    """The three lines above the buttons."""
    made, done, folder = keeper.record.made, keeper.record.rehearsed, keeper.folder
    backup: tuple[Mark, str] = ("mute", words("backup_pane.never"))
    if made is not None:
        key = "made_faults" if made.faults else "made_at"
        when = moment(words, made.at, now)
        said = words(f"backup_pane.{key}", when=when, entries=made.entries, n=made.faults)
        backup = ("warn" if made.faults else "ok", said)
    rehearsal: tuple[Mark, str] = ("mute", words("backup_pane.never_rehearsed"))
    if done is not None:
        key = "rehearsed_failed" if done.code else "rehearsed_at"
        when = moment(words, done.at, now)
        said = words(f"backup_pane.{key}", when=when, entries=done.entries)
        rehearsal = ("bad" if done.code else "ok", said)
    if folder is None:
        place: tuple[Mark, str] = ("mute", words("backup_pane.no_place"))
    elif keeper.backups is None:
        place = ("warn", words("backup_pane.not_there", place=folder))
    else:
        place = ("ok", str(folder))
    return BackupState(backup, rehearsal, place)


def row_of(words: Words, backup: Backup, now: int) -> BackupRow:
    """A backup as the list shows it."""
    m = backup.manifest
    state = words("backup_pane.faulty", n=m.faults) if m.faults else words("backup_pane.sound")
    size = (
        words("backup_pane.mb", n=f"{m.size / MB:.1f}")
        if m.size >= MB
        else words("backup_pane.kb", n=m.size // 1024)
    )
    return BackupRow(
        str(backup.path), backup.path.name, moment(words, m.made, now), str(m.tickets),
        str(m.entries), size, "warn" if m.faults else "ok", state,
    )  # fmt: skip


def notice_of(words: Words, ended: Ended, record: BackupRecord) -> Notice:
    """What came of a backup or a rehearsal, and what to do."""
    if ended.code:
        family = "backup_failed" if ended.what == "backup" else "unrestorable"
        sub = words("backup_failed.kept") if ended.what == "backup" else ""
        return Notice(words(f"{family}.{ended.code}", place=ended.place), "bad", sub)
    if ended.what == "rehearsal":
        return Notice(words("backup_pane.rehearsal_done"), "ok")
    made = record.made
    if made is not None and made.faults:
        return Notice(words("backed_up.faults", n=made.faults), "warn")
    sub = words("backup_pane.same_disk") if made is not None and made.same_disk else ""
    entries = made.entries if made is not None else 0
    return Notice(words("backup_pane.done", entries=entries), "warn" if sub else "ok", sub)

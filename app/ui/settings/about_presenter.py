"""关于与日志 without a toolkit: versions, where data and key lie, what support wants to see."""

import platform
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import app
from app.db.facts import store_facts
from app.desk.desk import Desk
from app.settings import shipped
from app.ui.later import Run, later
from app.ui.settings.support_log import tail

Facts = Sequence[tuple[str, str]]


class AboutView(Protocol):
    """What the pane shows."""

    def show_facts(self, facts: Facts) -> None:
        """(name, value) lines."""

    def show_log(self, text: str) -> None:
        """What would be handed over, to be read first."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class AboutPresenter:
    """Handlers of the pane. `toolkit` names Qt and its version, `in_keyring` where the key of this
    home is looked for first."""

    def __init__(self, desk: Desk, run: Run, home: Path, *, in_keyring: bool, toolkit: str) -> None:
        self.words = desk.words
        self._desk = desk
        self._run = run
        self._home = home
        self._in_keyring = in_keyring
        self._toolkit = toolkit
        self._view: AboutView

    def attach(self, view: AboutView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Read everything anew."""
        self._view.show_facts(self._facts())

    def on_log(self) -> None:
        """看给支持人员的日志: read on a worker, shown before it goes anywhere."""
        log = self._home / "logs" / "bandecheng.log"
        people = [w for p in self._people() for w in p]
        hidden = [str(self._home), str(Path.home()), platform.node(), *people]
        later(self._run, partial(tail, log, hidden), self._read)

    def on_save(self, path: Path, text: str) -> None:
        """存为文件."""
        later(self._run, partial(_write, path, text), self._saved)

    def _read(self, text: str) -> None:
        if not text:
            self._view.say(self.words("settings.about.no_log"), good=True)
            return
        head = "\n".join(f"{name}: {value}" for name, value in self._versions())
        made = f"{self._desk.clock.now():%Y-%m-%d %H:%M}"
        self._view.show_log(f"{made}\n{head}\n\n{text}\n")

    def _saved(self, went_well: bool) -> None:
        key = "saved" if went_well else "not_saved"
        self._view.say(self.words(f"settings.about.{key}"), good=went_well)

    def _people(self) -> list[tuple[str, str]]:
        from app.desk import staff

        return [(p.id, p.name) for p in staff.everyone(self._desk)]

    def _versions(self) -> list[tuple[str, str]]:
        with self._desk.log.reading() as connection:
            store = store_facts(connection)
        return [
            ("bandecheng", app.__version__), ("Python", platform.python_version()),
            ("Qt", self._toolkit), ("SQLite", store.sqlite), ("SQLCipher", store.sqlcipher),
            (self.words("settings.about.tables"), str(store.tables)),
            (self.words("settings.about.system"), f"{platform.system()} {platform.machine()}"),
        ]  # fmt: skip

    def _facts(self) -> Facts:
        words, desk = self.words, self._desk
        with desk.log.reading() as connection:
            store = store_facts(connection)
        years = sorted(shipped.calendar_files())
        has_file = (self._home / "key").exists()
        key = "key_file" if has_file or not self._in_keyring else "key_ring"
        return [
            (words("settings.about.program"), app.__version__), *self._versions()[1:],
            (words("settings.about.rules"), desk.rules().regime.head.name),
            (words("settings.about.calendars"), f"{years[0]}–{years[-1]}"),
            (words("settings.about.home"), str(self._home)),
            (words("settings.about.key"), words(f"settings.about.{key}")),
            (words("settings.about.store"),
             words("settings.about.count", entries=store.entries, tickets=store.tickets)),
        ]  # fmt: skip


def _write(path: Path, text: str) -> bool:
    try:
        path.write_text(text, "utf-8")
    except OSError:
        return False
    return True

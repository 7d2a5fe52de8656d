"""The table of matters as a whole, without a toolkit: looked at first, then taken or not at all."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import catalogue
from app.desk.desk import Desk
from app.settings.matters_file import (
    MAX_BYTES,
    MatterRow,
    Matters,
    read_matters,
    write_matters,
)
from app.ui.later import Run, later

Ask = Callable[[Callable[[Person], object]], None]


class Preview(NamedTuple):
    """A table before it is taken: what it would do, its rows as (new or changed, row), or the
    sentences of its faults."""

    title: str
    rows: tuple[tuple[bool, MatterRow], ...]
    faults: tuple[str, ...]


class TableView(Protocol):
    """What the pane shows of a table."""

    def show_preview(self, preview: Preview) -> None:
        """A table before it is taken."""

    def close_preview(self) -> None:
        """It was taken."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class TablePresenter:
    """Handlers of import and export. `taken()` reads the lists anew."""

    def __init__(self, desk: Desk, run: Run, ask: Ask, taken: Callable[[], None]) -> None:
        self._words = desk.words
        self._desk = desk
        self._run = run
        self._ask = ask
        self._taken = taken
        self._view: TableView
        self._table: tuple[MatterRow, ...] = ()

    def attach(self, view: TableView) -> None:
        """Bind the pane."""
        self._view = view

    def on_file(self, path: Path) -> None:
        """导入表格: read on a worker, looked at first."""
        later(self._run, partial(_read, path), self._preview)

    def on_paste(self, text: str) -> None:
        """粘贴导入: what a spreadsheet has put on the clipboard."""
        later(self._run, lambda: read_matters(text.encode("utf-8", "replace")), self._preview)

    def on_take(self) -> None:
        """The table that was looked at is taken whole."""
        if self._table:
            self._ask(lambda _: self._take())

    def on_export(self, path: Path) -> None:
        """导出表格: all matters; an empty list gives an empty table to fill in."""
        rows = [MatterRow(m.name, m.department, m.code) for m in catalogue.matters(self._desk)]
        later(self._run, partial(_export, path, rows), partial(self._exported, len(rows)))

    def _preview(self, table: Matters) -> None:
        words = self._words
        if self._desk.person is None:  # the desk was left meanwhile
            return
        told = tuple(words(f.key, n=f.row, text=f.text) for f in table.faults)
        self._table = () if told else table.rows
        does = catalogue.compare(self._desk, self._table)
        key = "faulty" if told else "same_all" if not (does.new or does.changed) else "does"
        title = words(f"settings.lists.{key}", n=len(told), new=len(does.new),
                      changed=len(does.changed), same=does.same)  # fmt: skip
        rows = (*((True, r) for r in does.new), *((False, r) for r in does.changed))
        self._view.show_preview(Preview(title, rows, told))

    def _take(self) -> None:
        try:
            catalogue.take(self._desk, self._table)
        except NotWritten as error:
            self._view.say(self._words(f"not_written.{error.code}"), good=False)
            return
        self._view.close_preview()
        self._view.say(self._words("settings.lists.taken", n=len(self._table)), good=True)
        self._table = ()
        self._taken()

    def _exported(self, count: int, went_well: bool) -> None:
        key = "exported" if went_well else "not_exported"
        self._view.say(self._words(f"settings.lists.{key}", n=count), good=went_well)


def _read(path: Path) -> Matters:
    try:
        with path.open("rb") as file:
            return read_matters(file.read(MAX_BYTES + 1))
    except OSError:
        return read_matters(b"")


def _export(path: Path, rows: Sequence[MatterRow]) -> bool:
    try:
        path.write_bytes(write_matters(rows))
    except OSError:
        return False
    return True

"""The attachments of a ticket without a toolkit: list, add, open a copy."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from app.db.instance import Home
from app.db.log import NotWritten
from app.desk import attaching
from app.desk.attaching import SUFFIX, Picked
from app.desk.desk import Desk, Outcome
from app.ui.later import Run, later
from app.ui.ticket import files_work
from app.ui.ticket.files_work import FileRow

OPENED = "opened"  # copies a viewer may read, in the home; emptied at the start and at every lock


class FilesView(Protocol):
    """What the part of the page shows."""

    def show_files(self, rows: Sequence[FileRow], *, may_add: bool) -> None:
        """All attachments; whether this person may add one now."""

    def show_thumb(self, sha256: str, png: bytes) -> None:
        """The small picture of an attachment; b"" for none."""

    def show_said(self, sentence: str, *, is_bad: bool) -> None:
        """What came of adding or opening one."""

    def open_file(self, path: Path) -> None:
        """Hand a copy to the desktop's viewer."""


class FilesPresenter:
    """Handlers of the part. `thumb(bytes)` draws a small PNG on a worker, `written` is told."""

    def __init__(
        self,
        desk: Desk,
        home: Home,
        run: Run,
        thumb: Callable[[bytes], bytes],
        written: Callable[[Outcome], None],
    ) -> None:
        self._desk, self._home, self._run = desk, home, run
        self._thumb, self._written = thumb, written
        self._view: FilesView
        self.number = ""
        self._busy = ""  # the ticket a file is being added to
        self._waiting: list[tuple[str, str, Callable[[], Picked | str]]] = []
        self._adding, self._faults = "", list[str]()

    def attach(self, view: FilesView) -> None:
        """Bind the part."""
        self._view = view

    def open(self, number: str) -> None:
        """Show the attachments of a ticket."""
        self.number = number
        ticket = self._desk.log.ticket(number)
        ctx = self._desk.context(ticket)
        may = ctx.can("attach") and ticket.state not in ("archived", "void", "")
        self._view.show_files([files_work.row(a) for a in ticket.attachments], may_add=may)
        for one in ticket.attachments:
            if one.type.startswith("image/"):
                work = partial(files_work.small, self._home, self._thumb, one.sha256)
                later(self._run, work, partial(self._view.show_thumb, one.sha256))

    def on_add(self, path: Path) -> None:
        """A file was chosen or dropped: read it on a worker, write it piece by piece, then the
        entry; further ones wait for it."""
        self._take(path.name, lambda: files_work.read(path))

    def on_picture(self, png: Callable[[], bytes]) -> None:
        """A picture was pasted; a worker makes its bytes."""
        name = self._desk.words("files.pasted", at=f"{self._desk.clock.now():%m%d-%H%M%S}")
        self._take(name, lambda: files_work.picked(png(), name))

    def _take(self, name: str, read: Callable[[], Picked | str]) -> None:
        self._waiting.append((self.number, name, read))
        if not self._busy:
            self._faults = []
            self._next()

    def _next(self) -> None:
        self._busy, self._adding, read = self._waiting.pop(0)
        self._view.show_said(self._desk.words("attach.busy"), is_bad=False)
        later(self._run, read, self._on_read)

    def _on_read(self, found: Picked | str) -> None:
        if isinstance(found, str):
            self._end(found)
            return
        outcome = attaching.refused(self._desk, self._busy, found)
        if outcome.refused:
            self._end(self._desk.words.refusal(outcome.refused[0]), said=True)
        elif attaching.is_kept(self._desk, found):
            self._finish(found)
        else:
            self._put(found, 0)

    def _put(self, found: Picked, place: int) -> None:
        """One piece, then back to everything else that waits for the main thread."""
        if place == len(found.pieces):
            self._finish(found)
            return
        try:
            attaching.put(self._desk, found, place)
        except NotWritten as error:
            with suppress(NotWritten):  # what stays of it is nobody's and does no harm
                attaching.give_up(self._desk, found)
            self._end(self._desk.words(f"not_written.{error.code}"), said=True)
            return
        later(self._run, lambda: None, lambda _: self._put(found, place + 1))

    def _finish(self, found: Picked) -> None:
        words = self._desk.words
        try:
            outcome = attaching.attach(self._desk, self._busy, found)
        except NotWritten as error:
            self._end(words(f"not_written.{error.code}"), said=True)
            return
        if outcome.refused:
            self._end(words.refusal(outcome.refused[0]), said=True)
            return
        number, self._busy = self._busy, ""
        if number == self.number:
            self.open(number)
        self._say(words("attach.done", name=found.act.name), is_bad=False)
        self._written(outcome)

    def _end(self, what: str, *, said: bool = False) -> None:
        self._busy = ""
        sentence = what if said else self._desk.words(f"attach.{what}")
        several = self._waiting or self._faults
        self._faults.append(f"{self._adding}：{sentence}" if several else sentence)
        self._say("", is_bad=True)

    def _say(self, sentence: str, *, is_bad: bool) -> None:
        """What came of it; what went wrong with one stays said till all are added."""
        told = [*self._faults, *([] if is_bad else [sentence])]
        self._view.show_said("\n".join(told), is_bad=bool(self._faults))
        if self._waiting:
            self._next()

    def on_open(self, sha256: str) -> None:
        """Write a copy where a viewer can read it, and hand it over."""
        ticket = self._desk.log.ticket(self.number)
        kind = next(a.type for a in ticket.attachments if a.sha256 == sha256)
        path = self._home.path / OPENED / f"{sha256[:12]}{SUFFIX.get(kind, '')}"
        later(self._run, partial(files_work.copy, self._home, sha256, path), self._on_copied)

    def _on_copied(self, path: Path | None) -> None:
        if path is None:
            self._view.show_said(self._desk.words("attach.gone"), is_bad=True)
        elif self._desk.person is not None:
            self._view.open_file(path)
        else:
            self.clear()

    def clear(self) -> None:
        """No copy stays behind."""
        shutil.rmtree(self._home.path / OPENED, ignore_errors=True)

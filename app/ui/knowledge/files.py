"""Files of the knowledge base: a CSV of entries, and the handbook."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from app.desk import knowledge
from app.desk.desk import Desk, Outcome
from app.domain.acts.knowledge import EntryProposed
from app.settings.knowledge_file import Entries, read_entries
from app.ui.later import Run, later


class EntryFiles:
    """Entries that come from a file, and the handbook that becomes one. `say(sentence, is_bad)`."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        write: Callable[[Callable[[], Outcome]], bool],
        say: Callable[[str, bool], None],
    ) -> None:
        self._desk, self._run = desk, run
        self._write, self._say = write, say

    def on_import(self, path: Path) -> None:
        """A CSV of entries was chosen."""
        later(self._run, partial(_read, path), self._on_read)

    def _on_read(self, found: Entries) -> None:
        words = self._desk.words
        if found.faults:
            said = [words(f.key, row=f.row, text=f.text) for f in found.faults[:5]]
            self._say("；".join(said), True)
            return
        acts = [msgspec.convert(row, EntryProposed) for row in found.rows]
        if self._write(lambda: knowledge.propose(self._desk, *acts)):
            self._say(words("knowledge.imported", n=len(acts)), False)

    def on_hand_out(self, path: Path) -> None:
        """标准化处理手册 as plain text into a file."""
        words, text = self._desk.words, knowledge.handbook(self._desk)
        try:
            path.write_text(text, "utf-8")
        except OSError:
            self._say(words("knowledge.unwritten"), True)
        else:
            self._say(words("knowledge.handed_out", path=path), False)


def _read(path: Path) -> Entries:
    try:
        return read_entries(path.read_bytes())
    except OSError:
        return read_entries(b"")

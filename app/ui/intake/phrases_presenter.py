"""The list of phrases without a toolkit: a plain list of the desk, with a first one shipped."""

from collections.abc import Sequence
from typing import Final, Protocol

from app.db import lists
from app.db.log import NotWritten
from app.desk.desk import Desk

KEY: Final = "phrases"
MOST: Final = 9
LONGEST: Final = 200


class PhrasesView(Protocol):
    """What the dialog shows."""

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """The list, to choose from."""


class PhrasesPresenter:
    """Reads and keeps the list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: PhrasesView

    def attach(self, view: PhrasesView) -> None:
        """Bind the dialog."""
        self._view = view

    def open(self) -> None:
        """Show the list as it stands."""
        with self._desk.log.reading() as connection:
            kept = lists.get_meta(connection, KEY)
        self._view.show_phrases((kept or self._desk.words("phrases.shipped")).splitlines())

    def keep(self, text: str) -> str:
        """A new list, a line each; returns why it was not kept, or ""."""
        words = self._desk.words
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST or any(len(line) > LONGEST for line in lines):
            return words("phrases.many", n=MOST, long=LONGEST)
        try:
            self._desk.log.write_beside(lambda c: lists.set_meta(c, KEY, "\n".join(lines)))
        except NotWritten as error:
            return words(f"not_written.{error.code}")
        self.open()
        return ""

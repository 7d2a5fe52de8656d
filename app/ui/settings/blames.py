"""Who holds a port, or which right is missing: looked up once for each trouble, on a worker."""

from collections.abc import Callable
from functools import partial
from typing import Final

from app.settings.words import Words
from app.ui.later import Run, later

BLAMED: Final = ("busy", "no_permission", "denied")
LookUp = Callable[[Words, str, str], str]


class Blames:
    """`look_up(words, port, code)` makes the sentence, "" where there is nothing more to say;
    `told()` hears that one is there."""

    def __init__(self, words: Words, run: Run, look_up: LookUp, told: Callable[[], object]) -> None:
        self._words, self._run, self._look_up, self._told = words, run, look_up, told
        self._found: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Other ports, other troubles."""
        self._found.clear()

    def sentence(self, port: str, code: str) -> str:
        """What is known by now; asks for it where nobody has."""
        if code not in BLAMED or not port:
            return ""
        wanted = (port, "no_permission" if code == "denied" else code)
        if wanted not in self._found:
            self._found[wanted] = ""
            later(
                self._run, partial(self._look_up, self._words, *wanted), partial(self._keep, wanted)
            )
        return self._found[wanted]

    def _keep(self, wanted: tuple[str, str], sentence: str) -> None:
        if wanted in self._found and sentence:
            self._found[wanted] = sentence
            self._told()

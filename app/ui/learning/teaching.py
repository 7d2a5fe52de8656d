"""The keys as they are taught: their words, their presses, whose turn it is. No toolkit."""

from collections.abc import Callable
from typing import Final

from app.settings.words import Words
from app.ui.learning.parts import KeyRow, LearningView
from app.ui.learning.taking import Taking

LONGEST_LABEL: Final = 12


class TeachingPresenter:
    """Handlers of the keys; `changed()` shows them anew."""

    def __init__(self, words: Words, taking: Taking, changed: Callable[[], object]) -> None:
        self.words, self._taking, self._changed = words, taking, changed
        self._view: LearningView

    def attach(self, view: LearningView) -> None:
        """Bind the dialog."""
        self._view = view

    def on_label(self, place: int, label: str) -> None:
        """What is printed on a key."""
        self._taking.keys[place] = self._taking.keys[place]._replace(label=label.strip())
        self._changed()

    def on_redo(self, place: int) -> None:
        """重来."""
        self._taking.again(place)
        self._changed()

    def on_resize(self, more: int) -> None:
        """One key more or less."""
        self._taking.resize(more, self.words("learning.key", n=len(self._taking.keys) + 1))
        self._changed()

    def is_whole(self) -> bool:
        """Whether every key has words of its own and was pressed often enough."""
        return self._taking.is_whole and not any(row.fault for row in self._rows())

    def show(self, blocked: str, *, bad: bool) -> None:
        """The keys, and what to press; `blocked` says why nothing can be heard, "" where it can."""
        self._view.show_keys(self._rows(), blocked or self._wanted(), bad=bad)

    def _wanted(self) -> str:
        taking = self._taking
        if taking.place >= len(taking.keys):
            return self.words("learning.pressed_all")
        left = taking.missing(taking.place)
        label = taking.keys[taking.place].label
        return self.words("learning.press", label=label, n=left) if left else ""

    def _rows(self) -> list[KeyRow]:
        taking = self._taking
        labels = [key.label for key in taking.keys]
        rows = []
        for place, label in enumerate(labels):
            pressed = taking.pressed(place)
            frame = pressed[-1].frame.hex(" ").upper() if pressed else ""
            fault = self.words("learning.label_double") if labels.count(label) > 1 else ""
            fault = fault if label else self.words("learning.label_empty")
            fault = fault if label.isprintable() else self.words("learning.text_odd")
            rows.append(KeyRow(label, fault, len(pressed), frame, place == taking.place))
        return rows

"""界面与字号 without a toolkit: light or dark, letters, keys on buttons. Worn at once and kept."""

from typing import Protocol

import msgspec

from app.settings.terminal import LookSettings
from app.settings.words import Words
from app.ui.settings.keeper import SettingsKeeper


class LookView(Protocol):
    """What the pane shows."""

    def show_look(self, look: LookSettings) -> None:
        """What is worn."""

    def say(self, sentence: str, *, good: bool) -> None:
        """Why it is not kept."""


class LookPresenter:
    """Handlers of the pane. A look needs no consent: whoever sits there has to read it."""

    def __init__(self, words: Words, keeper: SettingsKeeper) -> None:
        self.words = words
        self._keeper = keeper
        self._view: LookView

    def attach(self, view: LookView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Show what is worn."""
        self._view.show_look(self._keeper.now.look)

    def on_change(self, **chosen: str | int | bool) -> None:
        """Something was chosen: it is worn at once."""
        look = self._keeper.now.look
        fresh: LookSettings = msgspec.structs.replace(look, **chosen)
        sentence = "" if fresh == look else self._keeper.wear(fresh)
        if sentence:
            self._view.say(sentence, good=False)
        self.open()

"""公众屏 without a toolkit: which display is the citizen's, or none."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

import msgspec

from app.db.people import Person
from app.settings.terminal import ScreenSettings
from app.settings.words import Words
from app.ui.settings.keeper import SettingsKeeper

Ask = Callable[[Callable[[Person], object]], None]
ANY: Final = "*"  # the second display, whatever it is called
ASK: Final = "?"  # nobody has said yet


class ScreenView(Protocol):
    """What the pane shows."""

    def show_displays(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """What could be chosen as (id, words), and what is; the id "" is none."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class Display(Protocol):
    """A display to choose: its name, and the name with its size."""

    @property
    def name(self) -> str:
        """As the settings keep it."""

    @property
    def words(self) -> str:
        """As it is shown."""


class Displays(Protocol):
    """The displays of this machine."""

    def around(self) -> Sequence[Display]:
        """Those that could be the citizen's."""

    def show_names(self, words: Words) -> None:
        """Write on every display what it is called."""


class ScreenPresenter:
    """Handlers of the card. `busy()` says that a citizen is being asked just now."""

    def __init__(
        self,
        words: Words,
        keeper: SettingsKeeper,
        ask: Ask,
        displays: Callable[[], Displays],
        busy: Callable[[], bool],
    ) -> None:
        self.words = words
        self._keeper = keeper
        self._ask = ask
        self._displays = displays
        self._busy = busy
        self._view: ScreenView
        self._shown: tuple[object, ...] = ()

    def attach(self, view: ScreenView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Show what could be chosen."""
        self._shown = ()
        self.on_second()

    def on_second(self) -> None:
        """A display was plugged in or pulled out; a choice that is being made stands otherwise."""
        choices, chosen = self._choices()
        if self._shown != (choices, chosen):
            self._shown = (choices, chosen)
            self._view.show_displays(choices, chosen)

    def on_names(self) -> None:
        """指认屏幕."""
        self._displays().show_names(self.words)

    def on_save(self, chosen: str) -> None:
        """保存公众屏."""
        words = self.words
        wanted = ScreenSettings("auto", "" if chosen == ANY else chosen)
        if not chosen:
            wanted = ScreenSettings("none")
        if chosen == ASK:
            self._view.say(words("settings.screen.choose"), good=False)
        elif wanted == self._keeper.now.screen:
            self._view.say(words("refused.settings.same"), good=False)
        elif self._busy():
            self._view.say(words("settings.devices.busy"), good=False)
        else:
            self._ask(partial(self._keep, wanted))

    def _keep(self, wanted: ScreenSettings, by: Person) -> None:
        fresh = msgspec.structs.replace(self._keeper.now, screen=wanted)
        sentence = self._keeper.change(by, fresh)
        key = "saved" if wanted.use == "auto" else "saved_none"
        said = sentence or self.words(f"settings.screen.{key}")
        self._view.say(said, good=not sentence)

    def _choices(self) -> tuple[tuple[tuple[str, str], ...], str]:
        words, now = self.words, self._keeper.now.screen
        found = [(d.name, d.words) for d in self._displays().around()]
        if now.display and now.display not in dict(found):
            found.append((now.display, words("settings.devices.absent", port=now.display)))
        if now.use == "auto" and not now.display:
            found.insert(0, (ANY, words("settings.screen.any")))
        if now.use == "ask":
            found.insert(0, (ASK, words("settings.screen.ask")))
        chosen = {"ask": ASK, "none": ""}.get(now.use, now.display or ANY)
        return (("", words("settings.screen.none")), *found), chosen

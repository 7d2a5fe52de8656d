"""按键测试 without a toolkit: the pad lights as for a citizen, and says which key was pressed.

Nothing of it is an entry, and no rating can come of it: what answers an asking of a test is told
to this pane alone (app.ui.pad_line), and no ticket is named anywhere.
"""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from app.devices import worker
from app.settings.words import Words

TEST: Final = "test:"  # before the id of an asking that is none


class Pad(Protocol):
    """The pad as a test commands it."""

    def ask(self, ask_id: str) -> None:
        """Light up."""

    def repeat(self) -> None:
        """Light up once more."""

    def cancel(self) -> None:
        """Stop."""

    def acknowledge(self, ask_id: str) -> None:
        """The press was seen."""


class KeysView(Protocol):
    """What the pane shows of a test."""

    def show_keys(self, pressed: Sequence[str], sentence: str, *, going_on: bool) -> None:
        """The keys pressed so far, in the order they first came, and what the pad said last."""


class KeysPresenter:
    """Handlers of the test. `pad()` is the one that is fitted, `busy()` says that a citizen is
    being asked."""

    def __init__(
        self, words: Words, pad: Callable[[], Pad | None], busy: Callable[[], bool]
    ) -> None:
        self.words = words
        self._pad = pad
        self._busy = busy
        self._view: KeysView
        self._ask = ""
        self._count = 0
        self._pressed: tuple[str, ...] = ()

    def attach(self, view: KeysView) -> None:
        """Bind the pane."""
        self._view = view

    def on_start(self) -> None:
        """开始按键测试."""
        pad = self._pad()
        if pad is None or self._busy():
            self._show("no_pad" if pad is None else "busy")
            return
        self._pressed = ()
        self._light(pad)
        self._show("press")

    def on_again(self) -> None:
        """再亮一次灯."""
        pad = self._pad()
        if pad is not None and self._ask:
            pad.repeat()

    def on_stop(self) -> None:
        """Ended, or the pane was left."""
        pad = self._pad()
        if pad is not None and self._ask:
            pad.cancel()
        if self._ask:
            self._ask = ""
            self._show("stopped")

    def hear(self, message: object) -> None:
        """What the pad answers to an asking of a test."""
        if getattr(message, "ask_id", "") != self._ask or not self._ask:
            return
        match message:
            case worker.Pressed(press=press):
                label = press.label or str(press.key)
                self._pressed = tuple(dict.fromkeys((*self._pressed, label)))
                pad = self._pad()
                if pad is not None:
                    pad.acknowledge(self._ask)
                    self._light(pad)
                self._show("seen", code=press.key, label=label)
            case worker.AskTimedOut():
                self._ask = ""
                self._show("silent")
            case worker.AskLost(code=code):
                self._ask = ""
                known = self.words.has(f"device.{code}")
                self._say(self.words(f"device.{code if known else 'failed'}"))

    def _light(self, pad: Pad) -> None:
        self._count += 1
        self._ask = f"{TEST}{self._count}"
        pad.ask(self._ask)

    def _show(self, key: str, **facts: object) -> None:
        self._say(self.words(f"settings.keys.{key}", **facts))

    def _say(self, sentence: str) -> None:
        self._view.show_keys(self._pressed, sentence, going_on=bool(self._ask))

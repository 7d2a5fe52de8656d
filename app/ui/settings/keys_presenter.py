"""按键测试 without a toolkit: the pad lights as for a citizen, and says which key was pressed.

Nothing of it is an entry, and no rating can come of it: what answers an asking of a test is told
to this pane alone (app.ui.wiring.pad_line), and no ticket is named anywhere.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from app.devices import worker
from app.devices.profile import PadProfile
from app.devices.sheet import PROMPT
from app.settings.words import Words

TEST: Final = "test:"  # before the id of an asking that is none
LAMP_SECONDS: Final = 6.0  # how long the lamp is tried


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


class KeyTick(NamedTuple):
    """A key of the pad: its native code, what is printed on it, whether it was pressed."""

    code: int
    label: str
    pressed: bool


class KeysView(Protocol):
    """What the card shows of a test."""

    def show_keys(self, ticks: Sequence[KeyTick], sentence: str, *, going_on: bool) -> None:
        """All keys of the pad, and what the pad said last."""


class KeysPresenter:
    """Handlers of the test; `asking` names it, "" while nothing is tried.

    `pad()` is the one that is fitted, `profile()` its profile, `busy()` says that a citizen is
    being asked, `now()` is monotonic seconds.
    """

    def __init__(
        self,
        words: Words,
        pad: Callable[[], Pad | None],
        profile: Callable[[], PadProfile | None],
        busy: Callable[[], bool],
        now: Callable[[], float],
    ) -> None:
        self.words = words
        self._pad, self._profile, self._busy, self._now = pad, profile, busy, now
        self._view: KeysView
        self.asking = ""
        self._count = 0
        self._pressed: frozenset[int] = frozenset()
        self._lamp_until = 0.0
        self._is_lamp = False

    def attach(self, view: KeysView) -> None:
        """Bind the card."""
        self._view = view

    def open(self) -> None:
        """Nothing has been tried yet."""
        self._pressed = frozenset()
        self._view.show_keys((), "", going_on=False)

    def on_start(self) -> None:
        """开始按键测试."""
        self._pressed, self._is_lamp = frozenset(), False
        if self._begin():
            self._tell_missing()

    def on_lamp(self) -> None:
        """试亮灯和语音: prompt, and take it back after a while; a pad without a prompt says so."""
        profile, self._is_lamp = self._profile(), True
        if profile is not None and PROMPT not in profile.commands:
            self._say(self.words("devices.lamp_none"))
        elif self._begin():
            self._lamp_until = self._now() + LAMP_SECONDS
            self._say(self.words("devices.lamp_on"))

    def on_again(self) -> None:
        """再亮一次灯."""
        pad = self._pad()
        if pad is not None and self.asking:
            pad.repeat()

    def on_stop(self) -> None:
        """Ended, or the pane was left."""
        if not self.asking:
            return
        pad = self._pad()
        if pad is not None:
            pad.cancel()
        self.asking = ""
        missing = "、".join(t.label for t in self._ticks() if not t.pressed)
        if self._is_lamp:
            self._say(self.words("devices.lamp_off"))
        elif missing:
            self._say(self.words("devices.rest_missing", labels=missing))
        else:
            self._say(self.words("settings.keys.stopped"))

    def on_second(self) -> None:
        """The lamp was tried long enough."""
        if self.asking and self._is_lamp and self._now() >= self._lamp_until:
            self.on_stop()

    def hear(self, message: object) -> None:
        """What the pad answers to an asking of a test."""
        if getattr(message, "ask_id", "") != self.asking or not self.asking:
            return
        match message:
            case worker.Pressed(press=press):
                self._heard(press)
            case worker.AskTimedOut():
                self.asking = ""
                self._say(self.words("settings.keys.silent"))
            case worker.AskLost(code=code):
                self.asking = ""
                known = self.words.has(f"device.{code}")
                self._say(self.words(f"device.{code if known else 'failed'}"))

    def _heard(self, press: worker.Press) -> None:
        self._pressed |= {press.key}
        pad = self._pad()
        if pad is None:
            return
        pad.acknowledge(self.asking)
        ticks = self._ticks()
        if ticks and all(tick.pressed for tick in ticks):
            pad.cancel()
            self.asking = ""
            self._say(self.words("devices.all_pressed", n=len(ticks)))
            return
        self._light(pad)
        seen = self.words("settings.keys.seen", code=press.key, label=press.label or str(press.key))
        self._tell_missing(seen)

    def _tell_missing(self, seen: str = "") -> None:
        ticks = self._ticks()
        missing = "、".join(t.label for t in ticks if not t.pressed)
        said = self.words("devices.press_all", n=len(ticks)) if ticks else ""
        if seen:
            said = f"{seen}。{self.words('devices.missing', labels=missing)}" if missing else seen
        self._say(said or self.words("settings.keys.press"))

    def _begin(self) -> bool:
        pad = self._pad()
        if pad is None or self._busy():
            key = "no_pad" if pad is None else "busy"
            self._say(self.words(f"settings.keys.{key}"))
            return False
        self._light(pad)
        return True

    def _light(self, pad: Pad) -> None:
        self._count += 1
        self.asking = f"{TEST}{self._count}"
        pad.ask(self.asking)

    def _ticks(self) -> list[KeyTick]:
        profile = self._profile()
        keys = profile.keys if profile is not None else {}
        return [KeyTick(c, k.label or str(c), c in self._pressed) for c, k in keys.items()]

    def _say(self, sentence: str) -> None:
        ticks = () if self._is_lamp else self._ticks()
        self._view.show_keys(ticks, sentence, going_on=bool(self.asking))

"""本窗口 without a toolkit: what stands on paper and at the head of the window, and from which
numbers on a department is proposed for a notice or an interview."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, Protocol

import msgspec

from app.db.people import Person
from app.settings.terminal import LOCK_MINUTES, WATCHED, Settings, WatchSettings
from app.settings.words import Words
from app.ui.settings.keeper import SettingsKeeper

LONGEST: Final = 40
PHONE: Final = frozenset("0123456789-+() 转")
Ask = Callable[[Callable[[Person], object]], None]


class Hall(NamedTuple):
    """The fields as they are typed."""

    name: str
    window: str
    phone: str
    region: str
    lock: str
    days: str
    repeated: str
    late: str
    rated: str
    satisfied: str
    mend: str


class HallView(Protocol):
    """What the pane shows."""

    def show_hall(self, hall: Hall, code: str) -> None:
        """The fields, where nobody is typing in them; the code that cannot be changed."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside their fields."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class HallPresenter:
    """Handlers of the pane. `ask(then)` brings a leader's consent."""

    def __init__(self, words: Words, keeper: SettingsKeeper, ask: Ask) -> None:
        self.words = words
        self._keeper = keeper
        self._ask = ask
        self._view: HallView

    def attach(self, view: HallView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Show what is in force."""
        settings = self._keeper.now
        self._view.show_hall(hall_of(settings), settings.hall.code)

    def on_save(self, typed: Hall) -> None:
        """保存: everything is checked first, then a leader agrees."""
        typed = Hall(*(text.strip() for text in typed))
        faults = {name: self.words(key) for name, key in hall_faults(typed).items()}
        faults |= {name: between(self.words, name) for name in watch_faults(typed)}
        self._view.show_faults(faults)
        if faults:
            return
        if typed == hall_of(self._keeper.now):
            self._view.say(self.words("refused.settings.same"), good=False)
            return
        self._ask(lambda by: self._save(by, typed))

    def _save(self, by: Person, typed: Hall) -> None:
        now = self._keeper.now
        hall = msgspec.structs.replace(
            now.hall, name=typed.name, window=int(typed.window), phone=typed.phone,
            region=typed.region,
        )  # fmt: skip
        watch = WatchSettings(**{name: int(getattr(typed, name)) for name in WATCHED})
        fresh = msgspec.structs.replace(
            now, hall=hall, lock_minutes=int(typed.lock), watch=watch
        )  # fmt: skip
        sentence = self._keeper.change(by, fresh)
        self._view.say(sentence or self.words("settings.hall.saved"), good=not sentence)
        if not sentence:
            self.open()


def hall_of(settings: Settings) -> Hall:
    """The fields of the settings in force."""
    hall = settings.hall
    watched = {name: str(getattr(settings.watch, name)) for name in WATCHED}
    lock = str(settings.lock_minutes)
    return Hall(hall.name, str(hall.window), hall.phone, hall.region, lock, **watched)


def hall_faults(typed: Hall) -> dict[str, str]:
    """What is missing or wrong, by field, as word keys."""
    faults = {}
    low, high = LOCK_MINUTES
    if not typed.name:
        faults["name"] = "setup.blank"
    for field in ("name", "phone", "region"):
        text = getattr(typed, field)
        if len(text) > LONGEST or not text.isprintable():
            faults[field] = "settings.hall.long"
    if not _is_between(typed.window, 1, 99):
        faults["window"] = "setup.window"
    if not set(typed.phone) <= PHONE:
        faults["phone"] = "settings.hall.digits"
    if not _is_between(typed.lock, low, high):
        faults["lock"] = "settings.hall.minutes"
    return faults


def watch_faults(typed: Hall) -> list[str]:
    """The numbers that are none or out of their bounds."""
    return [
        n for n, (low, high) in WATCHED.items() if not _is_between(getattr(typed, n), low, high)
    ]


def between(words: Words, name: str, key: str = "between") -> str:
    """The bounds of a number in words, as a fault or as a `hint`."""
    low, high = WATCHED[name]
    return words(f"settings.watch.{key}", low=low, high=high)


def _is_between(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and low <= int(text) <= high

"""The simulator's window without a toolkit: keys, faults, model, what went over the line."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from app.devices.pads.simulator import Spoken
from app.devices.practice import FAULTS
from app.devices.profile import PadProfile
from app.domain.clock import Clock
from app.settings.words import Words
from app.ui.line_words import meaning_from_pad, meaning_to_pad

MOST: Final = 500


class PadKey(NamedTuple):
    """A key as the model prints it; `level` is the national code it means there."""

    code: int
    label: str
    level: str


class Line(NamedTuple):
    """A line of the record: when, which way, the bytes in hex, what they mean."""

    place: int
    time: str
    way: str
    frame: str
    meaning: str
    is_odd: bool


class FarSide(Protocol):
    """The training pad as seen from its far side (devices/practice.PracticePad)."""

    profile: PadProfile
    profiles: Mapping[str, PadProfile]
    faults: frozenset[str]

    @property
    def lit(self) -> bool:
        """Whether it asks for a press."""

    def press(self, key: int) -> bool:
        """The citizen presses; whether the pad sends it."""

    def have(self, fault: str, *, on: bool) -> None:
        """Have a fault or no longer."""

    def choose(self, profile: str) -> None:
        """Exchange the model."""


class SimulatorView(Protocol):
    """What the window shows."""

    def show_models(self, models: Sequence[tuple[str, str]], chosen: str) -> None:
        """All models as (id, name), and the one in use."""

    def show_keys(self, keys: Sequence[PadKey]) -> None:
        """The keys of the model in use."""

    def show_faults(self, faults: Sequence[tuple[str, str, str]], on: frozenset[str]) -> None:
        """All faults as (id, words, what follows), and those it has."""

    def show_lesson(self, title: str, sentence: str) -> None:
        """What the clerk will see now, and should do."""

    def show_line(self, words: str, *, plugged: bool) -> None:
        """Whether the cable is in and the pad is lit."""

    def show_log(self, lines: Sequence[Line]) -> None:
        """The record, newest last."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of an export."""


class SimulatorPresenter:
    """Handlers of the window and of what goes over the line."""

    def __init__(self, pad: FarSide, words: Words, clock: Clock) -> None:
        self._pad = pad
        self._clock = clock
        self._words = words
        self._view: SimulatorView
        self._lines: deque[Line] = deque(maxlen=MOST)
        self._made = 0

    def attach(self, view: SimulatorView) -> None:
        """Bind the window."""
        self._view = view

    def open(self) -> None:
        """Show everything."""
        words = self._words
        models = [(name, profile.name) for name, profile in self._pad.profiles.items()]
        self._view.show_models(models, self._pad.profile.id)
        self._view.show_faults(
            [(f, words(f"simulator.{f}"), words(f"simulator.{f}_means")) for f in FAULTS],
            self._pad.faults,
        )
        self._teach("")
        self._show_keys()
        self._view.show_log(tuple(self._lines))
        self._show_line()

    def on_press(self, code: int) -> None:
        """The citizen presses a key."""
        if not self._pad.press(code):
            label = self._pad.profile.keys[code].label
            why = "unplugged_press" if "unplugged" in self._pad.faults else "dark_press"
            said = self._words(f"simulator.{why}", label=label)
            self._add(self._clock.now(), self._words("simulator.here"), "", said, is_odd=True)

    def on_fault(self, fault: str, *, on: bool) -> None:
        """A fault is switched on or off."""
        self._pad.have(fault, on=on)
        self._teach(fault if on else "")
        self._show_line()

    def _teach(self, fault: str) -> None:
        """The lesson of a fault, of one that stands yet where this one went, or of a sound pad."""
        shown = fault or next((f for f in FAULTS if f in self._pad.faults), "")
        title = self._words(f"simulator.{shown}") if shown else self._words("simulator.well")
        self._view.show_lesson(title, self._words(f"simulator.{shown or 'well'}_lesson"))

    def on_model(self, profile: str) -> None:
        """Another model is on the desk; an asking that went on is lost."""
        if profile != self._pad.profile.id:
            self._pad.choose(profile)
            self._show_keys()
            self._show_line()

    def on_spoken(self, spoken: Spoken) -> None:
        """Bytes went over the line."""
        profile, words = self._pad.profile, self._words
        way, meaning, is_odd = meaning_of(profile, spoken, words)
        self._add(spoken.at, way, spoken.data.hex(" ").upper(), meaning, is_odd=is_odd)
        self._show_line()

    def on_clear(self) -> None:
        """清空."""
        self._lines.clear()
        self._view.show_log(())

    def on_export(self, path: str) -> None:
        """导出, as text; "" for a change of mind."""
        if not path:
            return
        rows = [f"{x.time}\t{x.way}\t{x.frame}\t{x.meaning}\n" for x in self._lines]
        try:
            Path(path).write_text("".join(rows), "utf-8")
        except OSError:
            self._view.say(self._words("simulator.not_exported"), good=False)
        else:
            self._view.say(self._words("simulator.exported", n=len(rows)), good=True)

    def _add(self, at: datetime, way: str, frame: str, meaning: str, *, is_odd: bool) -> None:
        self._made += 1
        time = f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}"
        self._lines.append(Line(self._made, time, way, frame, meaning, is_odd))
        self._view.show_log(tuple(self._lines))

    def _show_keys(self) -> None:
        keys = self._pad.profile.keys
        self._view.show_keys([PadKey(code, key.label, key.level) for code, key in keys.items()])

    def _show_line(self) -> None:
        plugged = "unplugged" not in self._pad.faults
        key = ("lit" if self._pad.lit else "dark") if plugged else "out"
        self._view.show_line(self._words(f"simulator.{key}"), plugged=plugged)


def meaning_of(profile: PadProfile, spoken: Spoken, words: Words) -> tuple[str, str, bool]:
    """Which way bytes went, what they mean, and whether that is odd."""
    if spoken.direction == "rx":
        return words("simulator.from_host"), *meaning_to_pad(profile, spoken.data, words)
    way = "answer" if spoken.data == profile.answer_bytes() else "key"
    return words(f"simulator.{way}"), *meaning_from_pad(profile, spoken.data, words)

"""What the wizard's presenters and its dialog say to each other, and what they need of others."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from app.ui.kit.values import Step
from app.ui.learning.report import Report

Named = Sequence[tuple[str, str]]


class KeyRow(NamedTuple):
    """A key as it is taught: its words and what is wrong with them, how often it was pressed, its
    bytes in hex, whether it is its turn."""

    label: str
    fault: str
    pressed: int
    frame: str
    is_now: bool


class Names(NamedTuple):
    """What the engineer gave: name and id of the model."""

    name: str = ""
    id: str = ""


class LearningView(Protocol):
    """What the dialog shows."""

    def show_step(self, step: str, steps: Sequence[Step], *, may_go: bool) -> None:
        """Which step it is, and whether the next one may come."""

    def show_ports(self, ports: Named, chosen: str, sentence: str) -> None:
        """What there is to listen to."""

    def show_heard(self, lines: Sequence[str], sentence: str, *, bad: bool) -> None:
        """What came over the line, newest last, and what to do."""

    def show_keys(self, rows: Sequence[KeyRow], sentence: str, *, bad: bool) -> None:
        """The keys and what to press now."""

    def show_report(self, report: Report) -> None:
        """What was found."""

    def show_names(
        self, names: Names, keys: Sequence[tuple[str, str]], faults: Mapping[str, str]
    ) -> None:
        """Name, id, and (label, level) of each key; sentences beside `name`, `id`, `0`, `1` …"""

    def show_text(self, text: str, sentence: str) -> None:
        """The file as it will be, and what keeps it from being written."""

    def close(self) -> object:
        """It is done."""


class Ear(Protocol):
    """Listens to one port at a time; what it hears is told by messages of the recorder."""

    def listen(self, port: str, baud: int, form: str) -> None:
        """To this port, and to no other any more."""

    def rest(self) -> None:
        """To nothing; the port is free again."""

    def is_mine(self, recording: int) -> bool:
        """Whether a message is of what is listened to now."""


class Shop(Protocol):
    """Where ports are found and profiles go. `look`, `blame`, `write` are slow: for a worker."""

    def look(self) -> Named:
        """The ports as (name for the settings, words)."""

    def blame(self, port: str, code: str) -> str:
        """Which group or program stands between us and a port, "" for nothing more to say."""

    def write(self, name: str, text: str) -> str:
        """Keep a profile; a sentence why it cannot be, or ""."""

    def fit(self, port: str, name: str) -> object:
        """Ask a leader to let a kept profile serve at this port."""

    def today(self) -> str:
        """YYYY-MM-DD."""

    def monotonic(self) -> float:
        """Seconds of the clock that recordings have."""

"""最近收发记录 without a toolkit: what went over the pad's line, and a copy for support.

A clerk does not see which key rated (decision 26): presses that are no test's are masked, in the
list and in the copy, unless a leader has the desk.
"""

import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

import app
from app.desk.desk import Desk
from app.devices.profile import PadProfile
from app.ui.line_words import keys_in, meaning_from_pad, meaning_to_pad
from app.ui.recent_frames import FrameLine

MASK: Final = "··"
WAYS: Final[Mapping[str, str]] = MappingProxyType({"rx": "from_pad", "tx": "to_pad"})


class LogRow(NamedTuple):
    """A line of the log as it is shown."""

    key: str
    time: str
    way: str
    frame: str
    meaning: str
    is_odd: bool


class FramesView(Protocol):
    """What the card shows."""

    def show_log(self, rows: Sequence[LogRow]) -> None:
        """The newest first."""

    def copy(self, text: str) -> None:
        """Put it on the clipboard."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""


class FramesPresenter:
    """Handlers of the card. `lines()` are the last ones, oldest first, `profile()` is that of the
    fitted pad, `facts()` are what support wants to know of the devices, as (name, value)."""

    def __init__(
        self,
        desk: Desk,
        lines: Callable[[], Iterable[FrameLine]],
        profile: Callable[[], PadProfile | None],
        facts: Callable[[], Iterable[tuple[str, str]]],
        toolkit: str,
    ) -> None:
        self.words = desk.words
        self._desk, self._lines, self._profile = desk, lines, profile
        self._facts, self._toolkit = facts, toolkit
        self._view: FramesView
        self._only = ""
        self._shown: tuple[LogRow, ...] | None = None

    def attach(self, view: FramesView) -> None:
        """Bind the card."""
        self._view = view

    def open(self) -> None:
        """Show it anew."""
        self._shown = None
        self.on_second()

    def on_second(self) -> None:
        """What has come meanwhile."""
        rows = tuple(self._rows())[::-1]
        if rows != self._shown:
            self._shown = rows
            self._view.show_log(rows)

    def on_filter(self, way: str) -> None:
        """收到 (rx), 发出 (tx) or all ("")."""
        self._only = way
        self.on_second()

    def on_copy(self) -> None:
        """复制给技术支持: all lines, whatever the filter."""
        rows = [self._row(line) for line in self._lines()]
        now = self._desk.clock.now()
        head = [
            self.words("devices.support.head", at=f"{now:%Y-%m-%d %H:%M}"),
            f"bandecheng {app.__version__}  Python {platform.python_version()}  "
            f"Qt {self._toolkit}  {platform.system()} {platform.machine()}",
            *(f"{name}  {value}" for name, value in self._facts()),
            "",
        ]
        body = [f"{r.time}  {r.way}  {r.frame}  {r.meaning}".rstrip() for r in rows]
        self._view.copy("\n".join([*head, *body]) + "\n")
        self._view.say(self.words("devices.log.copied", n=len(rows)), good=True)

    def _rows(self) -> Iterable[LogRow]:
        return (self._row(x) for x in self._lines() if self._only in ("", x.direction))

    def _row(self, line: FrameLine) -> LogRow:
        words = self.words
        time = (
            f"{line.at:%H:%M:%S}"
            if line.at.date() == self._desk.today
            else f"{line.at:%m-%d %H:%M}"
        )
        if line.is_exact:
            time += f".{line.at.microsecond // 1000:03d}"
        if line.direction == "lost":
            said = words("devices.log.dropped", n=line.frame)
            return LogRow(str(line.place), time, words("devices.log.lost"), "", said, True)
        way = words(f"devices.log.{WAYS[line.direction]}")
        frame, meaning, is_odd = self._read(line)
        return LogRow(str(line.place), time, way, frame, meaning, is_odd)

    def _read(self, line: FrameLine) -> tuple[str, str, bool]:
        """Bytes as they may be shown, and what they mean."""
        profile, data = self._profile(), bytes.fromhex(line.frame)
        shown = data.hex(" ").upper()
        hidden = line.direction == "rx" and not line.is_test and not self._is_leader()
        if profile is None:
            return (" ".join([MASK] * len(data)), "", False) if hidden else (shown, "", False)
        if line.direction == "tx":
            return shown, *meaning_to_pad(profile, data, self.words)
        if hidden and keys_in(profile, data):
            return " ".join([MASK] * len(data)), self.words("devices.log.masked"), False
        return shown, *meaning_from_pad(profile, data, self.words)

    def _is_leader(self) -> bool:
        person = self._desk.person
        return person is not None and person.post == "leader"

"""Kind `bridge`: lines of JSON from a child process that talks to a vendor's library.

One message a line. The child says `hello`, `press`, `answered`, `ready`, `lost` or `error`; of
these only a press and an answer are frames, with the number `cmd` as in NUMBERS. The program says
`prompt`, `cancel`, `acknowledge` or `query`; profiles send the first three by their number.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from app.devices.framing.frame import Description, Frame, Verdict, Wrong

NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {"prompt": 1, "cancel": 2, "acknowledge": 3, "press": 16, "answered": 17}
)
MOST_BYTES: Final = 512  # of a line that is a frame
_WORDS: Final = MappingProxyType({number: word for word, number in NUMBERS.items()})
_SAID: Final = frozenset({"press", "answered"})
_MOST_KEY: Final = 255


def message(line: bytes) -> Mapping[str, Any] | None:
    """The message of a line; None for what is no JSON object."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def line_of(do: str) -> bytes:
    """A line to the child."""
    return json.dumps({"do": do}).encode() + b"\n"


@dataclass(frozen=True)
class BridgeSpec:
    """A frame is a line that says `press` or `answered`; the data of a press is its key."""

    begin: bytes = b"{"
    longest: int = MOST_BYTES
    proves: bool = True
    least_data: int = 0

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """Up to the end of the line."""
        if buffer[start : start + 1] != b"{":
            return Verdict.NO
        end = buffer.find(b"\n", start, start + MOST_BYTES)
        if end < 0:
            return Verdict.MORE if len(buffer) - start < MOST_BYTES else Verdict.NO
        raw = buffer[start : end + 1]
        said = message(raw)
        return Verdict.NO if said is None else frame_of(raw, said) or Verdict.NO

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """The line of a number; ValueError for a number nobody says."""
        word = _WORDS.get(values["cmd"])
        if word is None or (word == "press") != (len(data) == 1) or len(data) > 1:
            raise ValueError(f"nobody says {values['cmd']}")
        if word not in _SAID:
            return line_of(word)
        key = {"key": data[0]} if data else {}
        return json.dumps({"say": word, **key}).encode() + b"\n"


class Bridge(Description, frozen=True, kw_only=True):
    """[rx] of kind `bridge`: nothing to say; [child] tells which program."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """The one number."""
        return {"cmd": 255}

    def faults(self) -> Iterator[Wrong]:
        """None."""
        return iter(())

    def spec(self) -> BridgeSpec:
        """Lines."""
        return BridgeSpec()


def frame_of(raw: bytes, said: Mapping[str, Any]) -> Frame | None:
    """The frame of a message; None for one that is neither a whole press nor an answer."""
    word, key = said.get("say"), said.get("key")
    if word == "answered" and len(said) == 1:
        return Frame(raw, MappingProxyType({"cmd": NUMBERS["answered"]}), b"")
    if word != "press" or type(key) is not int or not 0 <= key <= _MOST_KEY or len(said) != 2:
        return None
    return Frame(raw, MappingProxyType({"cmd": NUMBERS["press"]}), bytes([key]))

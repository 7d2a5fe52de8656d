"""Parts in a fixed order: what the kinds `fields`, `fixed` and `delimited` have in common.

A part is written `const:68`, `const:AA55:head` (with a name, to be counted or checked), `len`,
`len16be`, `len16le`, `u8:cmd`, `u16be:addr`, `u16le:addr`, `data`, `check`, `end:03` or
`peek:55AA` (an end mark that may begin the next frame: seen, not used up).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from app.devices.framing.checks import CHECKS, NO_CHECK
from app.devices.framing.frame import Frame, Verdict

MARKS: Final = frozenset({"const", "end", "peek"})
_TOLD: Final = MARKS | {"check"}
_HEX: Final = r"(?:[0-9A-Fa-f]{2})+"
_NAME: Final = r"(?!(?:len|data|check|end|const|peek)$)[A-Za-z_]\w*"
_PART: Final = re.compile(
    rf"(?P<plain>data|check)|(?P<len>len)(?P<lenwidth>16be|16le)?"
    rf"|u(?P<width>8|16be|16le):(?P<name>{_NAME})"
    rf"|(?P<mark>const|end|peek):(?P<hex>{_HEX})(?::(?P<label>{_NAME}))?"
)
_SIZES: Final[Mapping[str | None, tuple[int, Literal["big", "little"]]]] = MappingProxyType(
    {None: (1, "big"), "8": (1, "big"), "16be": (2, "big"), "16le": (2, "little")}
)


class Part(NamedTuple):
    """A part of a frame. kind: const, end, peek (`const` holds its bytes), len, number, data or
    check; `width` bytes in `order` where it is a number or a length."""

    kind: str
    name: str = ""
    const: bytes = b""
    width: int = 1
    order: Literal["big", "little"] = "big"

    @property
    def label(self) -> str:
        """The name under which len_covers and check_over speak of it."""
        return self.name or self.kind


def part_of(text: str) -> Part | None:
    """A part as it is written; None for what is none."""
    found = _PART.fullmatch(text)
    if found is None:
        return None
    if mark := found["mark"]:
        const = bytes.fromhex(found["hex"])
        return Part(mark, found["label"] or "", const, len(const))
    if found["plain"]:
        return Part(found["plain"])
    width, order = _SIZES[found["lenwidth"] if found["len"] else found["width"]]
    return Part("len" if found["len"] else "number", found["name"] or "", b"", width, order)


@dataclass(frozen=True)
class Layout:
    """Parts in a fixed order; with length parts it is all that the kind `fields` needs.

    `len_covers` and `check_over` name the parts that count; `max_len` bounds the told length.
    """

    parts: tuple[Part, ...]
    len_covers: tuple[str, ...] = ()
    check: str = NO_CHECK
    check_over: tuple[str, ...] = ()
    max_len: int = 64
    proves: bool = True
    least_data: int = 0

    @property
    def begin(self) -> bytes:
        """Its first part, which is a constant."""
        return self.parts[0].const

    @cached_property
    def longest(self) -> int:
        """No frame has more bytes than this."""
        return self.width(self.parts) + self.max_len

    @cached_property
    def _uncounted(self) -> int:
        """How many of the bytes that the length counts are not data."""
        return self.width([p for p in self.parts if p.label in self.len_covers])

    @cached_property
    def shared(self) -> int:
        """How many bytes at the end may begin the next frame."""
        return self.parts[-1].width if self.parts[-1].kind == "peek" else 0

    def width(self, parts: Sequence[Part]) -> int:
        """How many bytes these parts have, the data left out."""
        return sum(self._width(part, 0) for part in parts)

    def match(self, buffer: bytes, start: int, size: int = -1) -> Frame | Verdict:
        """Part by part; a part that is wrong already is final before its end has come.

        `size` of the data where no length part tells it.
        """
        if self.shared and buffer.startswith(self.begin * 2, start):
            return Verdict.NO  # the end mark of a frame that is out already, and the next begins
        at, found = start, dict[str, bytes]()
        for part in self.parts:
            width = self._width(part, size)
            got = buffer[at : at + width]
            if part.kind in _TOLD and not self._told(part, found).startswith(got):
                return Verdict.NO
            if len(got) < width:
                return Verdict.MORE
            if part.kind == "len":
                told = int.from_bytes(got, part.order)
                if not self._uncounted <= told <= self.max_len:
                    return Verdict.NO
                if size not in (-1, told - self._uncounted):
                    return Verdict.NO
                size = told - self._uncounted
            found[part.label] = got
            at += width
        numbers = (p for p in self.parts if p.kind == "number")
        values = {p.name: int.from_bytes(found[p.name], p.order) for p in numbers}
        return Frame(buffer[start:at], MappingProxyType(values), found["data"], self.shared)

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """All parts in order, length and check worked out; ValueError for what would not be read
        back."""
        if self._uncounted + len(data) > self.max_len:
            raise ValueError(f"{len(data)} bytes of data are too many")
        made = self.assemble(values, data)
        if self.shared and made.startswith(self.begin * 2):
            raise ValueError("what follows the mark looks like the mark")
        return made

    def assemble(self, values: Mapping[str, int], data: bytes) -> bytes:
        """All parts in order, whatever their size. Raises KeyError, OverflowError."""
        told: dict[str, bytes] = {"data": data}
        for part in self.parts:
            if part.kind in ("len", "number"):
                number = values[part.name] if part.name else self._uncounted + len(data)
                told[part.label] = number.to_bytes(part.width, part.order)
            elif part.kind in MARKS:
                told[part.label] = part.const
        made = bytearray()
        for part in self.parts:
            made += self._told(part, told) if part.kind in _TOLD else told[part.label]
        return bytes(made)

    def _width(self, part: Part, size: int) -> int:
        match part.kind:
            case "data":
                return size
            case "check":
                return len(CHECKS[self.check](b""))
            case _:
                return part.width

    def _told(self, part: Part, parts: Mapping[str, bytes]) -> bytes:
        """What a mark or a check must be."""
        if part.kind in MARKS:
            return part.const
        return CHECKS[self.check](b"".join(parts[name] for name in self.check_over))

"""Frames in a stream of bytes: described by data, found after any damage.

On a fault only the first byte is dropped and the search goes on behind it; silence between bytes
(`gap`) empties what can no longer become a frame, so that no press is delivered late.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

ECHO_DEPTH: Final = 4
_TOLD: Final = frozenset({"const", "check"})
_NONE: Final[Mapping[str, int]] = MappingProxyType({})


def _crc16(data: bytes) -> bytes:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")


def _xor(data: bytes) -> bytes:
    value = 0
    for byte in data:
        value ^= byte
    return bytes([value])


CHECKS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "none": lambda _: b"",
        "sum8": lambda data: bytes([sum(data) & 0xFF]),
        "xor8": _xor,
        "neg8": lambda data: bytes([-sum(data) & 0xFF]),
        "crc16-modbus": _crc16,
    }
)


class Frame(NamedTuple):
    """A whole frame: its bytes, its named numbers, its data."""

    raw: bytes
    values: Mapping[str, int]
    data: bytes


class Verdict(Enum):
    """What stands at a place where no whole frame stands."""

    NO = "no frame starts here"
    MORE = "a frame may start here; its end has not come"


class FrameSpec(Protocol):
    """How the frames of a pad look. A new kind of protocol is a new FrameSpec."""

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """The frame that starts at `start`. NO and a Frame are final, whatever comes behind."""
        ...

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """A frame's bytes. Raises KeyError, ValueError for what does not fit."""
        ...


@dataclass(frozen=True)
class RawKeySpec:
    """Every byte is a frame: pads that send a bare key, without any check."""

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """The byte."""
        raw = buffer[start : start + 1]
        return Frame(raw, _NONE, raw)

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:  # noqa: ARG002
        """The key itself."""
        return data


class Field(NamedTuple):
    """A part of a frame: const (`const` holds its bytes), len, u8 (`name`), data or check."""

    kind: str
    name: str = ""
    const: bytes = b""

    @property
    def label(self) -> str:
        """The name under which len_covers and check_over speak of it."""
        return self.name or self.kind


@dataclass(frozen=True)
class FieldSpec:
    """Parts in a fixed order, the data's size told by one or more equal length bytes.

    `len_covers` and `check_over` name the parts that count; `max_len` bounds the length byte.
    """

    fields: tuple[Field, ...]
    len_covers: tuple[str, ...]
    check: str = "none"
    check_over: tuple[str, ...] = ()
    max_len: int = 64

    @cached_property
    def longest(self) -> int:
        """No frame has more bytes than this."""
        return sum(self._width(field, self.max_len) for field in self.fields)

    @cached_property
    def _fixed(self) -> int:
        """How many of the bytes that the length counts are not data."""
        covered = (f for f in self.fields if f.kind != "data" and f.label in self.len_covers)
        return sum(self._width(field, 0) for field in covered)

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """Part by part; a part that is wrong already is final before its end has come."""
        at, length = start, -1
        parts: dict[str, bytes] = {}
        for field in self.fields:
            width = self._width(field, length)
            part = buffer[at : at + width]
            if field.kind in _TOLD and not self._told(field, parts).startswith(part):
                return Verdict.NO
            if len(part) < width:
                return Verdict.MORE
            if field.kind == "len":
                if length not in (-1, part[0]) or not self._fixed <= part[0] <= self.max_len:
                    return Verdict.NO
                length = part[0]
            parts[field.label] = part
            at += width
        values = {f.name: parts[f.name][0] for f in self.fields if f.kind == "u8"}
        return Frame(buffer[start:at], MappingProxyType(values), parts["data"])

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """All parts in order, length and check worked out."""
        length = self._fixed + len(data)
        if length > self.max_len:
            raise ValueError(f"{len(data)} bytes of data are too many")
        parts: dict[str, bytes] = {"data": data, "len": bytes([length])}
        parts |= {f.name: bytes([values[f.name]]) for f in self.fields if f.kind == "u8"}
        made = bytearray()
        for field in self.fields:
            made += self._told(field, parts) if field.kind in _TOLD else parts[field.label]
        return bytes(made)

    def _width(self, field: Field, length: int) -> int:
        match field.kind:
            case "const":
                return len(field.const)
            case "check":
                return len(CHECKS[self.check](b""))
            case "data":
                return length - self._fixed
            case _:
                return 1

    def _told(self, field: Field, parts: Mapping[str, bytes]) -> bytes:
        """What a constant or check must be."""
        if field.kind == "const":
            return field.const
        return CHECKS[self.check](b"".join(parts[name] for name in self.check_over))


class Decoder:
    """Bytes in, frames out. Never raises; holds less than one frame between calls."""

    def __init__(self, spec: FrameSpec) -> None:
        self._spec = spec
        self._buffer = b""

    @property
    def held(self) -> int:
        """How many bytes wait for the end of their frame."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are whole after `data`, however the stream is cut into pieces."""
        self._buffer += data
        return self._scan(final=False)

    def gap(self) -> list[Frame]:
        """Silence: what waits for its end will not get it; the frames behind its first byte."""
        return self._scan(final=True)

    def _scan(self, *, final: bool) -> list[Frame]:
        frames, at, end = [], 0, len(self._buffer)
        while at < end:
            found = self._spec.match(self._buffer, at)
            if isinstance(found, Frame):
                frames.append(found)
                at += len(found.raw)
            elif found is Verdict.MORE and not final:
                break
            else:
                at += 1
        self._buffer = self._buffer[at:]
        return frames


class Echo:
    """Takes our own bytes out of what comes back on a two-wire line.

    On a bare-key pad the echo of a prompt would otherwise be a vote: PJ06's prompt holds a 02.
    Bytes are held only while they repeat exactly what was sent.
    """

    def __init__(self) -> None:
        self._awaited: deque[bytes] = deque(maxlen=ECHO_DEPTH)
        self._held = b""

    @property
    def held(self) -> int:
        """How many bytes may yet turn out to be an echo."""
        return len(self._held)

    def sent(self, data: bytes) -> None:
        """These bytes went out and may come back."""
        if data:
            self._awaited.append(data)

    def strip(self, data: bytes) -> bytes:
        """What of `data` is not our own."""
        return b"".join(self._one(data[i : i + 1]) for i in range(len(data)))

    def release(self) -> bytes:
        """Silence: what was held was no echo."""
        taken, self._held = self._held, b""
        return taken

    def _one(self, byte: bytes) -> bytes:
        grown = self._held + byte
        fitting = [i for i, sent in enumerate(self._awaited) if sent.startswith(grown)]
        if not fitting:
            return self.release() + (self._one(byte) if len(grown) > 1 else byte)
        self._held = grown
        if self._awaited[fitting[0]] == grown:
            self._held = b""
            for _ in range(fitting[0] + 1):
                self._awaited.popleft()
        return b""

"""Frames in a stream of bytes: described by data, found after any damage.

On a fault only the first byte is dropped and the search goes on behind it; silence between bytes
(`gap`) empties what can no longer become a frame, so that no press is delivered late.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

BUFFER_CAP: Final = 512


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


class Field(NamedTuple):
    """A part of a frame: const (`value`), len, u8 (`name`), data or check."""

    kind: str
    name: str = ""
    value: int = 0


class FrameSpec(NamedTuple):
    """How frames look. kind `fields`: parts in order; `raw_keys`: every byte is a frame."""

    kind: str
    fields: tuple[Field, ...] = ()
    len_covers: tuple[str, ...] = ()
    check: str = "none"
    check_over: tuple[str, ...] = ()
    max_len: int = 64
    lead: bytes = b""


class Frame(NamedTuple):
    """A whole frame: its bytes and what its named parts hold."""

    raw: bytes
    values: Mapping[str, int]
    data: bytes


class _More(Exception):  # noqa: N818
    """The frame may go on; more bytes are needed."""


class _NoFrame(Exception):  # noqa: N818
    """No frame starts here."""


class Decoder:
    """Bytes in, frames out. Never raises, never holds more than BUFFER_CAP bytes."""

    def __init__(self, spec: FrameSpec) -> None:
        self.spec = spec
        self._buffer = bytearray()
        self.skipped = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are whole after `data`."""
        self._buffer += data
        frames = self._take()
        if len(self._buffer) > BUFFER_CAP:
            self._skip(len(self._buffer) - BUFFER_CAP)
        return frames

    def gap(self) -> list[Frame]:
        """Silence: what still waits for its end will not get it; look behind its first byte."""
        frames = []
        while self._buffer:
            self._skip(1)
            frames += self._take()
        return frames

    def noise(self) -> bytes:
        """The bytes that belonged to no frame since the last call."""
        taken, self.skipped = bytes(self.skipped), bytearray()
        return taken

    def _take(self) -> list[Frame]:
        frames = []
        while self._buffer:
            try:
                frame = _read(self.spec, bytes(self._buffer))
            except _More:
                break
            except _NoFrame:
                self._skip(1)
                continue
            del self._buffer[: len(frame.raw)]
            frames.append(frame)
        return frames

    def _skip(self, count: int) -> None:
        self.skipped += self._buffer[:count]
        del self.skipped[:-BUFFER_CAP]
        del self._buffer[:count]


def _read(spec: FrameSpec, data: bytes) -> Frame:
    if spec.kind == "raw_keys":
        return Frame(data[:1], MappingProxyType({}), data[:1])
    at, length = 0, -1
    values: dict[str, int] = {}
    parts: dict[str, bytes] = {}
    for field in spec.fields:
        size = _size(spec, field, length)
        part = data[at : at + size]
        _check_part(spec, field, part, parts)
        if len(part) < size:
            raise _More
        at += size
        name = field.name or field.kind
        if field.kind == "len":
            if length not in (-1, part[0]) or part[0] > spec.max_len:
                raise _NoFrame
            length = part[0]
        parts[name] = part
        if field.kind == "u8":
            values[field.name] = part[0]
    return Frame(data[:at], MappingProxyType(values), parts.get("data", b""))


def _size(spec: FrameSpec, field: Field, length: int) -> int:
    if field.kind == "check":
        return len(CHECKS[spec.check](b""))
    if field.kind != "data":
        return 1
    fixed = sum(name != "data" for name in spec.len_covers)
    if length < fixed:
        raise _NoFrame
    return length - fixed


def _check_part(spec: FrameSpec, field: Field, part: bytes, parts: Mapping[str, bytes]) -> None:
    """What can be seen to be wrong already, before the rest has come."""
    if field.kind == "const" and part and part[0] != field.value:
        raise _NoFrame
    if field.kind == "check" and part:
        wanted = CHECKS[spec.check](b"".join(parts[n] for n in spec.check_over))
        if part != wanted[: len(part)]:
            raise _NoFrame


def encode(spec: FrameSpec, values: Mapping[str, int], data: bytes) -> bytes:
    """A frame's bytes, with its lead."""
    if spec.kind == "raw_keys":
        return spec.lead + data
    parts = {f.name: bytes([values[f.name]]) for f in spec.fields if f.kind == "u8"}
    parts["data"] = data
    length = sum(len(parts[name]) for name in spec.len_covers)
    made = bytearray(spec.lead)
    for field in spec.fields:
        match field.kind:
            case "const":
                made.append(field.value)
            case "len":
                made.append(length)
            case "check":
                made += CHECKS[spec.check](b"".join(parts[n] for n in spec.check_over))
            case _:
                made += parts[field.name or "data"]
    return bytes(made)

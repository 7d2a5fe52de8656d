"""Kind `delimited`: a begin mark and an end mark, the data of any size between them.

Neither mark stands unescaped inside a frame, so a begin mark there means that the end of the frame
before was lost. Where both marks are the same, the end mark may begin the next frame.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.devices.framing.checks import NO_CHECK
from app.devices.framing.frame import Frame, Verdict, Wrong
from app.devices.framing.layout import Layout
from app.devices.framing.parted import Parted


@dataclass(frozen=True)
class DelimitedSpec:
    """A layout whose size its end mark tells. `escape` (one byte, or none) stands before a byte
    that would look like a mark; that byte is sent xored with `escape_xor`."""

    layout: Layout
    max_len: int = 64
    escape: bytes = b""
    escape_xor: int = 0
    proves: bool = True
    least_data: int = 0

    @cached_property
    def begin(self) -> bytes:
        """The begin mark."""
        return self.layout.parts[0].const

    @cached_property
    def end(self) -> bytes:
        """The end mark."""
        return self.layout.parts[self._end_place].const

    @cached_property
    def _end_place(self) -> int:
        return [p.kind for p in self.layout.parts].index("end")

    @cached_property
    def _behind(self) -> int:
        """How many bytes follow the end mark."""
        return self.layout.width(self.layout.parts[self._end_place + 1 :])

    @cached_property
    def _inside(self) -> int:
        """How many bytes between the marks are not data."""
        return self.layout.width(self.layout.parts[1 : self._end_place])

    @cached_property
    def longest(self) -> int:
        """No frame has more bytes than this, nor is more than this waited for."""
        body = self.max_len * (2 if self.escape else 1)
        return len(self.begin) + body + max(len(self.begin), len(self.end)) + self._behind

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """From the begin mark to the first end mark, then by the layout."""
        if not buffer.startswith(self.begin, start):
            cut = self.begin.startswith(buffer[start : start + len(self.begin)])
            return Verdict.MORE if cut else Verdict.NO
        found = self._body(buffer, start + len(self.begin))
        if isinstance(found, Verdict):
            return found
        body, at = found
        if len(body) < max(self._inside, 1):
            return Verdict.NO
        stop = at + len(self.end) + self._behind
        plain = self.begin + body + buffer[at:stop]
        frame = self.layout.match(plain, 0, len(body) - self._inside)
        if isinstance(frame, Verdict):
            return frame
        shared = len(self.end) if self.begin == self.end and not self._behind else 0
        return Frame(buffer[start:stop], frame.values, frame.data, shared)

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """A frame's bytes; ValueError for what would not be read back."""
        plain = self.layout.assemble(values, data)
        stop = len(plain) - self._behind - len(self.end)
        body = b"".join(self._escaped(b) for b in plain[len(self.begin) : stop])
        made = self.begin + body + plain[stop:]
        back = self.match(made, 0)
        if not isinstance(back, Frame) or (back.raw, back.data) != (made, data):
            raise ValueError("the data holds a mark, or too much")
        return made

    def _body(self, buffer: bytes, at: int) -> tuple[bytes, int] | Verdict:
        """What stands up to the end mark, with nothing escaped, and where that mark is."""
        body = bytearray()
        while len(body) <= self.max_len:
            if buffer.startswith(self.end, at):
                return bytes(body), at
            if buffer.startswith(self.begin, at):
                return Verdict.NO
            if any(m.startswith(buffer[at : at + len(m)]) for m in (self.begin, self.end)):
                return Verdict.MORE
            if buffer[at : at + 1] == self.escape:
                if len(buffer) == at + 1:
                    return Verdict.MORE
                at += 1
                body.append(buffer[at] ^ self.escape_xor)
            else:
                body.append(buffer[at])
            at += 1
        return Verdict.NO

    def _escaped(self, byte: int) -> bytes:
        risky = {self.begin[0], self.end[0]} if self.escape else set()
        if self.escape and (byte == self.escape[0] or byte in risky):
            return self.escape + bytes([byte ^ self.escape_xor])
        return bytes([byte])


class Delimited(Parted, frozen=True, kw_only=True):
    """[rx] of kind `delimited`: the first part is the begin mark, `end:` the end mark. `max_len`
    bounds what stands between them, in bytes and with nothing escaped."""

    max_len: int = 64
    escape: str = ""
    escape_xor: int = 0

    def faults(self) -> Iterator[Wrong]:
        """One end mark behind the data; an escape of one byte; a check where marks are equal."""
        yield from super().faults()
        yield from self.sized("max_len", self.max_len)
        parts = self.known
        kinds = [p.kind for p in parts]
        if kinds.count("end") != 1 or "data" in kinds[kinds.index("end") :]:
            yield Wrong("fields", "rx_no_end")
        elif any(p.kind == "number" for p in parts[kinds.index("end") :]):
            yield Wrong("fields", "rx_behind_end")
        if "len" in kinds or "peek" in kinds:
            yield Wrong("fields", "rx_length_is_given")
        ends = [p.const for p in parts if p.kind == "end"]
        if ends and ends[0] == parts[0].const and self.check == NO_CHECK:
            yield Wrong("check", "rx_equal_marks")
        if len(self.escape) not in (0, 2) or not self.is_hex(self.escape):
            yield Wrong("escape", "not_hex", {"value": self.escape})
        if not 0 <= self.escape_xor <= 255 or (self.escape_xor and not self.escape):
            yield Wrong("escape_xor", "out_of_range", {"low": 0, "high": 255})
        inside = parts[1 : kinds.index("end")] if "end" in kinds else ()
        if self.max_len <= self.counted([p.label for p in inside]):
            yield Wrong("max_len", "rx_max_too_small")

    def spec(self) -> DelimitedSpec:
        """The layout with its marks."""
        layout = Layout(self.known, (), self.check, self.check_over)
        escape = bytes.fromhex(self.escape)
        return DelimitedSpec(layout, self.max_len, escape, self.escape_xor)

"""Kind `fixed`: every frame has the same number of bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.devices.framing.frame import Frame, Verdict, Wrong
from app.devices.framing.layout import Layout
from app.devices.framing.parted import Parted


@dataclass(frozen=True)
class FixedSpec:
    """A layout whose data has always `least_data` bytes."""

    layout: Layout
    least_data: int
    proves: bool = True

    @property
    def begin(self) -> bytes:
        """As the layout."""
        return self.layout.begin

    @property
    def longest(self) -> int:
        """The length of every frame."""
        return self.layout.width(self.layout.parts) + self.least_data

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """So many bytes, if their constants and check are right."""
        return self.layout.match(buffer, start, self.least_data)

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:
        """A frame's bytes; the data has to fill it."""
        if len(data) != self.least_data:
            raise ValueError(f"{len(data)} bytes of data instead of {self.least_data}")
        return self.layout.assemble(values, data)


class Fixed(Parted, frozen=True, kw_only=True):
    """[rx] of kind `fixed`. `length` of a whole frame in bytes; the data takes what is left."""

    length: int = 0

    def faults(self) -> Iterator[Wrong]:
        """A length with room for the parts, and no parts that tell one."""
        yield from super().faults()
        yield from self.sized("length", self.length)
        if any(p.kind in ("len", "end", "peek") for p in self.known):
            yield Wrong("fields", "rx_length_is_given")
        if self.length <= self.counted([p.label for p in self.known]):
            yield Wrong("length", "rx_max_too_small")

    def spec(self) -> FixedSpec:
        """The layout with its length."""
        layout = Layout(self.known, (), self.check, self.check_over)
        return FixedSpec(layout, self.length - layout.width(layout.parts))

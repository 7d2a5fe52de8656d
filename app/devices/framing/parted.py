"""[rx] of the kinds that are made of parts: what can be wrong with parts, whatever the kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.devices.framing.checks import CHECKS, NO_CHECK
from app.devices.framing.frame import Description, Wrong
from app.devices.framing.layout import Layout, Part, part_of

MOST_BYTES: Final = 250


class Parted(Description, frozen=True, kw_only=True):
    """`fields` are the parts as they are written, `check` is one of CHECKS over `check_over`."""

    fields: tuple[str, ...] = ()
    check: str = NO_CHECK
    check_over: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[Part, ...]:
        """The parts that can be read."""
        return tuple(part for part in map(part_of, self.fields) if part)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The named numbers and the largest value of each."""
        return {p.name: 256**p.width - 1 for p in self.known if p.kind == "number"}

    def faults(self) -> Iterator[Wrong]:
        """A constant first, the data once, the check where it is said and over what comes before;
        no name twice."""
        parts = self.known
        for text in self.fields:
            if part_of(text) is None:
                yield Wrong("fields", "rx_part", {"value": text[:40]})
        labels = [p.label for p in parts]
        if not parts or parts[0].kind != "const":
            yield Wrong("fields", "rx_no_begin")
        if labels.count("data") != 1:
            yield Wrong("fields", "rx_data_once")
        if labels.count("check") != (self.check != NO_CHECK):
            yield Wrong("fields", "rx_check_part")
        for label in sorted({x for x in labels if labels.count(x) > 1} - {"const", "len", "data"}):
            yield Wrong("fields", "double", {"value": label})
        if self.check not in CHECKS:
            words = " ".join(CHECKS)
            yield Wrong("check", "unknown_word", {"value": self.check[:40], "words": words})
        if bool(self.check_over) != (self.check != NO_CHECK):
            yield Wrong("check_over", "rx_check_over")
        before = labels[: labels.index("check")] if "check" in labels else labels
        yield from self.unnamed("check_over", before)

    def unnamed(self, key: str, labels: Sequence[str]) -> Iterator[Wrong]:
        """Names that no part bears. Constants are spoken of by their own name only."""
        for name in getattr(self, key):
            if name not in labels or name == "const":
                yield Wrong(key, "unknown_name", {"name": name})

    def sized(self, key: str, value: int) -> Iterator[Wrong]:
        """A number of bytes that no frame can have."""
        if not 1 <= value <= MOST_BYTES:
            yield Wrong(key, "out_of_range", {"low": 1, "high": MOST_BYTES})

    def counted(self, labels: Sequence[str]) -> int:
        """How many bytes the parts of these names have, the data left out."""
        check = self.check if self.check in CHECKS else NO_CHECK
        named = [p for p in self.known if p.label in labels]
        return Layout(self.known, check=check).width(named)

    @staticmethod
    def is_hex(text: str) -> bool:
        """Whether a text is bytes in hex."""
        try:
            bytes.fromhex(text)
        except ValueError:
            return False
        return True

"""Kind `raw_keys`: every byte is a frame."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.devices.framing.frame import Description, Frame, Verdict, Wrong

_NONE: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True)
class RawKeySpec:
    """Every byte is a frame: pads that send a bare key, without any check."""

    begin: bytes = b""
    longest: int = 1
    proves: bool = False
    least_data: int = 1

    def match(self, buffer: bytes, start: int) -> Frame | Verdict:
        """The byte."""
        raw = buffer[start : start + 1]
        return Frame(raw, _NONE, raw)

    def encode(self, values: Mapping[str, int], data: bytes) -> bytes:  # noqa: ARG002
        """The key itself."""
        return data


class RawKeys(Description, frozen=True, kw_only=True):
    """[rx] of kind `raw_keys`: nothing to say."""

    @property
    def is_bare(self) -> bool:
        """Any byte may be a key."""
        return True

    def faults(self) -> Iterator[Wrong]:
        """None."""
        return iter(())

    def spec(self) -> RawKeySpec:
        """Bytes."""
        return RawKeySpec()

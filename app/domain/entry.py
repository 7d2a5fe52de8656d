"""One line of the log: its bytes, its place in order, its link in the chain.

The stored bytes are the hashed and sent bytes; nothing is ever serialised again to verify.
`H_s = SHA-256("bcb1" ‖ H_(s-1) ‖ line)`, per origin, from 32 zero bytes.
"""

import hashlib
from typing import Final, NamedTuple, Self

import msgspec

CHAIN_MARK: Final = b"bcb1"
GENESIS: Final = bytes(32)
MAX_AHEAD_MS: Final = 5 * 60 * 1000


class Line(msgspec.Struct, frozen=True):
    """The envelope, fields in the order of the bytes. Its version is frozen at 1.

    o origin, s sequence in the origin, at hybrid clock, wall machine clock in ms, off estimated
    offset of that clock in ms, n Lamport number in the stream t, k kind, kv its version,
    t stream (a ticket number or `desk:<date>`), a actor, b body.
    """

    v: int
    o: str
    s: int
    at: str
    wall: int
    off: int
    n: int
    k: str
    kv: int
    t: str
    a: str
    b: msgspec.Raw

    def encode(self) -> bytes:
        """The line's bytes, without a newline."""
        return _encoder.encode(self)


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(Line)


def read_line(raw: bytes) -> Line:
    """Parse a stored line. Raises msgspec.MsgspecError when it is not one."""
    return _decoder.decode(raw)


def link(previous: bytes, line: bytes) -> bytes:
    """The chain hash after `line`, 32 bytes."""
    return hashlib.sha256(CHAIN_MARK + previous + line).digest()


class Order(NamedTuple):
    """Where an entry stands in the fold of its stream: causality first, then clocks, then ids."""

    n: int
    at: str
    origin: str
    seq: int

    @classmethod
    def of(cls, line: Line) -> Self:
        """The order key of a line."""
        return cls(line.n, line.at, line.o, line.s)


class Hlc(NamedTuple):
    """A hybrid logical clock: milliseconds that never go back, and a beat within one."""

    ms: int
    beat: int

    def tick(self, now_ms: int) -> "Hlc":
        """The next reading at wall time `now_ms`; rises even if the clock goes back."""
        return Hlc(now_ms, 0) if now_ms > self.ms else Hlc(self.ms, self.beat + 1)

    def seen(self, other: "Hlc", now_ms: int) -> "Hlc":
        """The reading after meeting a foreign entry: adopted at most five minutes ahead."""
        return max(self, other) if other.ms <= now_ms + MAX_AHEAD_MS else self

    def text(self) -> str:
        """Fixed width, so that text order is time order."""
        return f"{self.ms:013d}-{self.beat:06d}"

    @classmethod
    def parse(cls, text: str) -> "Hlc":
        """Read what `text` wrote."""
        ms, _, beat = text.partition("-")
        return cls(int(ms), int(beat))

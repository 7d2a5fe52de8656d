"""What a paper is made of: frozen blocks in reading order, free of sizes, bytes and fonts.

Text in a block is raw (as typed); it is cleaned where it is laid out. A newline starts a new line.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's own name, in double size."""

    text: str


@dataclass(frozen=True, slots=True)
class Center:
    """A centred line."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A fact: a key of up to four 汉字 in a fixed column, its value beside it, wrapped hanging."""

    key: str
    value: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list: a short mark (1, 12) in a narrow column, the text beside it, hanging."""

    mark: str
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """Running text over the full width."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Boxed:
    """Text set apart between two lines, with an optional bold heading."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper; dashed between facts of one matter."""

    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Tear:
    """The line along which a paper of two parts is torn."""

    text: str = "沿此线撕开"


@dataclass(frozen=True, slots=True)
class Big:
    """The one fact the reader came for, centred in double size."""

    text: str


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of a ticket number (ASCII)."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A label and a line to sign on."""

    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What kind of print this is (补打, 演练): bold, at the top and at the bottom."""

    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """White space, in dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the paper; exactly one, the last block."""


Block = (
    Title | Center | KeyValue | Item | Para | Boxed | Rule | Tear | Big | Qr | Sign | Mark | Feed
    | Cut
)  # fmt: skip
Doc = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A further print of a paper: the n-th, when (ISO 8601 with zone) and by whom.

    The first paper has no Copy and bears no count (decision 29).
    """

    no: int
    at: str
    clerk: str


@dataclass(frozen=True, slots=True)
class Payload:
    """A paper ready to be sent: exact bytes, their SHA-256 in hex, and what the clerk should know.

    `warnings` are sentences in Chinese: characters that no font could draw.
    """

    content: bytes
    sha256: str
    warnings: tuple[str, ...] = ()

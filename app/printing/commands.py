"""ESC/POS as a stream: where one command ends and the next begins.

For reading only (the played printer); what is written is escpos.py's.
"""

import re
from types import MappingProxyType
from typing import Final

ASK: Final = re.compile(rb"\x10\x04([\x01-\x04])")  # DLE EOT n: obeyed at once, wherever it stands
_PARTIAL_ASK: Final = re.compile(rb"\x10\x04?\Z")

# How many bytes a command has, its two bytes of opcode included; two where it is not listed.
_LENGTHS: Final = MappingProxyType(
    {
        b"\x1bJ": 3, b"\x1bd": 3, b"\x1b3": 3, b"\x1ba": 3, b"\x1bE": 3, b"\x1b!": 3, b"\x1b-": 3,
        b"\x1bG": 3, b"\x1bM": 3, b"\x1bR": 3, b"\x1bt": 3, b"\x1bV": 3, b"\x1b{": 3, b"\x1b ": 3,
        b"\x1bp": 5, b"\x1b$": 4, b"\x1b\\": 4, b"\x1c!": 3, b"\x1c-": 3, b"\x1cS": 4, b"\x1cW": 3,
        b"\x1d!": 3, b"\x1dB": 3, b"\x1dr": 3, b"\x1da": 3, b"\x1dI": 3, b"\x1dL": 4, b"\x1dW": 4,
        b"\x1dh": 3, b"\x1dw": 3, b"\x1dH": 3, b"\x1df": 3, b"\x1dP": 4, b"\x10\x05": 3,
        b"\x10\x14": 5,
    }
)  # fmt: skip


def without_questions(stream: bytes) -> tuple[bytes, bytes, bytes]:
    """What is left for the buffer, the numbers that were asked, and the begin of a question
    whose end has yet to come."""
    asked = b"".join(ASK.findall(stream))
    left = ASK.sub(b"", stream)
    cut = _PARTIAL_ASK.search(left)
    return (left[: cut.start()], asked, left[cut.start() :]) if cut else (left, asked, b"")


def first(buffer: bytes | bytearray) -> int:
    """The length of the first command, or of the text up to the next; 0 while it is not whole."""
    if not buffer:
        return 0
    if buffer[0] not in b"\x1b\x1c\x1d\x10":
        text = re.match(rb"[^\x1b\x1c\x1d\x10\n]*\n?", buffer)
        return text.end() if text else 1
    length = _length(bytes(buffer[:8]))
    return length if 0 < length <= len(buffer) else 0


def _length(head: bytes) -> int:
    """The whole length as far as the head tells it; 0 where the head is too short."""
    opcode = head[:2]
    if len(opcode) < 2:
        return 0
    if opcode == b"\x1dv":  # GS v 0 m xL xH yL yH: dots
        return 8 + _two(head, 4) * _two(head, 6) if len(head) == 8 else 0
    if opcode in (b"\x1d(", b"\x1c("):  # GS ( x pL pH: body
        return 5 + _two(head, 3) if len(head) >= 5 else 0
    if opcode == b"\x1b*":  # ESC * m nL nH: columns of one or three bytes
        return 5 + _two(head, 3) * (3 if head[2] > 31 else 1) if len(head) >= 5 else 0
    if opcode == b"\x1dV":  # GS V m, with a feed from 65 on
        return 0 if len(head) < 3 else 4 if head[2] >= 65 else 3
    return _LENGTHS.get(opcode, 2)


def _two(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 2], "little")

"""How the printer is, by DLE EOT 1–4: the only questions that every honest printer answers.

A byte counts as an answer only if its four fixed bits are right; silence is never “all well”.
"""

from typing import Final

from app.printing.transport import NotReady, Transport

_FIXED_MASK: Final = 0x93
_FIXED: Final = 0x12

# question, (bits, what they mean), in the order in which they are told
_QUESTIONS: Final = (
    (4, ((0x60, "paper_out"),)),
    (2, ((0x04, "cover"), (0x20, "paper_out"))),
    (3, ((0x08, "cutter"), (0x60, "error"))),
    (1, ((0x08, "offline"),)),
)
_NEAR_END: Final = 0x0C


def check(transport: Transport) -> str:
    """Ask an open printer. Returns "" or `paper_low`; raises NotReady with the reason."""
    low = ""
    for number, faults in _QUESTIONS:
        answer = transport.query(bytes([0x10, 0x04, number]))
        if not answer:
            raise NotReady("silent")
        if answer[0] & _FIXED_MASK != _FIXED:
            raise NotReady("garbled")
        for bits, code in faults:
            if answer[0] & bits:
                raise NotReady(code)
        if number == 4 and answer[0] & _NEAR_END:
            low = "paper_low"
    return low

"""What a printer says, taken apart: its kinds of answers differ in bits 0, 1, 4 and 7.

Automatic status (four bytes) and process ids may come between the answers to our questions.
"""

from typing import Final

_KIND: Final = 0x93
_REAL_TIME: Final = 0x12  # DLE EOT
_AUTOMATIC: Final = 0x10  # the first byte of four; the others have bits 4 and 7 clear
_ROLL: Final = 0x90  # clear in an answer to GS r, and in the further bytes of automatic status
_BLOCK: Final = 0x37  # a block up to a zero; 0x22 in it is a process id
_PROCESS: Final = 0x22
_FLOW: Final = b"\x11\x13"  # XON, XOFF
_LONGEST: Final = 80  # bytes of a block


class Answers:
    """Hears bytes in whatever pieces they come. `real_time` and `roll` are answers to DLE EOT and
    GS r, `processes` the ids of GS ( H; `is_odd` once something came that is none of all."""

    def __init__(self) -> None:
        self.real_time: list[int] = []
        self.roll: list[int] = []
        self.processes: list[bytes] = []
        self.is_odd = False
        self.rest = b""

    def hear(self, more: bytes) -> None:
        """Take more bytes apart; what is not whole yet waits in `rest`."""
        self.rest += more
        while self.rest and (size := self._next()):
            self.rest = self.rest[size:]

    def _next(self) -> int:
        """Note the first answer; how long it was, 0 while it is not whole."""
        first = self.rest[0]
        if first == _BLOCK:
            return self._block()
        if first & _KIND == _AUTOMATIC:
            further = self.rest[1:4]
            if any(byte & _ROLL for byte in further):
                self.is_odd = True
                return 1
            return 4 if len(further) == 3 else 0
        if first & _KIND == _REAL_TIME:
            self.real_time.append(first)
        elif first & _ROLL == 0:
            self.roll.append(first)
        elif first not in _FLOW:
            self.is_odd = True
        return 1

    def _block(self) -> int:
        end = self.rest.find(b"\x00", 1)
        if end < 0:
            self.is_odd = self.is_odd or len(self.rest) > _LONGEST
            return len(self.rest) if self.is_odd else 0
        if self.rest[1] == _PROCESS:
            self.processes.append(self.rest[2:end])
        return end + 1

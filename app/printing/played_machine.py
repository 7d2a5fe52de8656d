"""The inside of a played printer: buffer, roll, sensors and cutter — no line, no thread.

Questions in real time (DLE EOT) are answered at once, everything else in its order while the
printer is on line. Off line it keeps its buffer and goes on where it stopped.
"""

import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from app.printing.commands import first, without_questions

Speech = Literal["none", "dle", "gs_r"]
FAULTS: Final = (
    "paper_out", "runs_out", "near_end", "cover_open", "cutter", "fatal",
    "silent", "garbled", "echo", "asb", "half_job", "refuses", "slow",
)  # fmt: skip
ROOM: Final = 65_536  # bytes a printer keeps before it stops to read
_HELD: Final[Mapping[str, int]] = MappingProxyType({"paper_out": 2, "cover_open": 1, "fatal": 3})
_MIDDLE: Final = 300  # bytes of a paper after which the roll runs out
_PROCESS: Final = b"\x1d(H\x06\x0000"
_ASB: Final = b"\x14\x00\x00\x0f"


class Machine:
    """May be used from several threads. `papers` are the finished ones, each the bytes up to its
    cut; `torn` what was on paper when the power went.

    `status` is what it answers (none, dle, gs_r), `fence` whether it tells the end (none, gs_h,
    gs_r); without a `knife` a paper ends when the line is closed. Faults are the words of FAULTS.
    """

    def __init__(
        self, *, status: Speech = "dle", fence: Literal["none", "gs_h", "gs_r"] = "none",
        knife: bool = True,
    ) -> None:  # fmt: skip
        self._status, self._fence, self._knife = status, fence, knife
        self._lock = threading.RLock()
        self._faults: set[str] = set()
        self._buffer = bytearray()
        self._asking = b""  # the begin of a question
        self._paper = bytearray()
        self._said = bytearray()
        self._is_jammed = False
        self.papers: list[bytes] = []
        self.torn: list[bytes] = []
        self.commands: list[bytes] = []  # those that print nothing

    @property
    def faults(self) -> frozenset[str]:
        """What is wrong with it now."""
        with self._lock:
            return frozenset(self._faults)

    def have(self, fault: str, *, on: bool) -> None:
        """Let it have a fault, or mend it and go on. Raises ValueError for another word."""
        if fault not in FAULTS:
            raise ValueError(fault)
        with self._lock:
            (self._faults.add if on else self._faults.discard)(fault)
            if fault == "cutter" and not on:
                self._is_jammed = False
            self._work()

    def power_cycle(self) -> None:
        """Off and on: what was in the buffer is gone, what was on paper stays torn."""
        with self._lock:
            if self._paper:
                self.torn.append(bytes(self._paper))
            self._buffer.clear()
            self._paper.clear()
            self._said.clear()
            self._asking, self._is_jammed = b"", False

    def room(self) -> int:
        """How many bytes it can still take."""
        with self._lock:
            return max(0, ROOM - len(self._buffer))

    def hear(self, more: bytes) -> None:
        """Bytes arrive; what is answered lies ready for `said`."""
        with self._lock:
            if "echo" in self._faults:
                self._said += more
            rest, asked, self._asking = without_questions(self._asking + more)
            for number in asked:
                self._tell(number)
            self._buffer += rest
            self._work()

    def said(self) -> bytes:
        """What it has to say by now; it is said once."""
        with self._lock:
            words = bytes(self._said)
            self._said.clear()
            return words

    def hang_up(self) -> None:
        """The line was closed: without a knife that ends a paper."""
        with self._lock:
            if not self._knife and self._paper and not self._buffer:
                self._finish()

    @property
    def unfinished(self) -> bytes:
        """What is on paper, but not cut off yet."""
        with self._lock:
            return bytes(self._paper)

    def _work(self) -> None:
        """Do what is in the buffer, until it ends or something stands in the way."""
        while not self._is_held() and (size := first(self._buffer)):
            if self._buffer.startswith(b"\x1dV") and "cutter" in self._faults:
                self._is_jammed = True
                return
            command = bytes(self._buffer[:size])
            del self._buffer[:size]
            self._do(command)

    def _do(self, command: bytes) -> None:
        if command.startswith((_PROCESS, b"\x1dr", b"\x1da")):
            self.commands.append(command)
        if command.startswith(_PROCESS):
            if self._fence == "gs_h":
                self._say(b"\x37\x22" + command[7:11] + b"\x00")
        elif command.startswith(b"\x1dr"):
            if "gs_r" in (self._status, self._fence):
                self._say(b"\x03" if "near_end" in self._faults else b"\x00")
        elif command.startswith(b"\x1da"):
            if command[2:] == b"\x00":
                self._faults.discard("asb")
        else:
            self._paper += command
            if command.startswith(b"\x1dV"):
                self._finish()
            elif "runs_out" in self._faults and len(self._paper) >= _MIDDLE:
                self._faults -= {"runs_out"}
                self._faults.add("paper_out")

    def _finish(self) -> None:
        self.papers.append(bytes(self._paper))
        self._paper.clear()

    def _is_held(self) -> bool:
        return self._is_jammed or bool(self._faults & set(_HELD))

    def _tell(self, number: int) -> None:
        """Answer DLE EOT 1–4."""
        faults, held = self._faults, self._is_held()
        bits = {
            1: 0x08 * held,
            2: 0x04 * ("cover_open" in faults) | 0x20 * ("paper_out" in faults)
            | 0x40 * (self._is_jammed or "fatal" in faults),
            3: 0x08 * self._is_jammed | 0x20 * ("fatal" in faults),
            4: 0x0C * bool(faults & {"near_end", "paper_out"}) | 0x60 * ("paper_out" in faults),
        }[number]  # fmt: skip
        if self._status == "dle":
            self._say(bytes([0x12 | bits]))

    def _say(self, words: bytes) -> None:
        if self._faults & {"silent", "echo"}:
            return
        if "garbled" in self._faults:
            words = b"\x00" if words != b"\x00" else b"\xff"
        self._said += (_ASB if "asb" in self._faults else b"") + words

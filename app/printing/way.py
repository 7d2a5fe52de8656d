"""The way to the printer with what is known of it: open or not, its last paper whole or torn."""

import itertools
import threading
import time
from collections.abc import Callable
from typing import Final

from app.printing import status
from app.printing.fence import Fence
from app.printing.habit import Habit
from app.printing.transport import Broken, NotReached, NotReady, Transport

_HELD: Final = frozenset({"paper_out", "cover", "cutter", "error", "offline"})  # a person can help
_LOOK_S: Final = 1.0


class Way:
    """The transport with what the spooler knows of it: open or not, clean or torn.

    `feel` hears what stands in the way while a paper is on its way, and "" when that is over.
    """

    def __init__(self, transport: Transport, habit: Habit, *, unclean: bool) -> None:
        self._transport = transport
        self._habit = habit
        self._unclean = unclean
        self.feel: Callable[[str], None] = lambda _: None
        self._marks = itertools.count(int(time.monotonic() * 10))
        self._over = threading.Event()
        self.is_open = False

    def reach(self, title: str) -> str:
        """Open and ask; returns "" or `paper_low`. Raises NotReached."""
        self._transport.open(title)
        self.is_open = True
        return status.check(self._transport, self._habit)

    def send(self, title: str, payload: bytes) -> str:
        """Send a paper; returns the evidence: E1, E2 or E3. Raises NotReached or Broken.

        Less evidence than the printer is meant to give is Broken too: only a person can say.
        """
        if not self.is_open:
            self.reach(title)
        try:
            self._transport.write(payload, lead=self._habit.lead if self._unclean else b"")
            self._unclean = True
            evidence, code = self._evidence()
            if evidence < self._habit.evidence:
                raise Broken(len(payload), code)
            self._transport.close()
        except Broken:
            self._unclean = True
            raise
        self.is_open = self._unclean = False
        return evidence

    def leave(self) -> None:
        """Drop the line."""
        self.is_open = False
        self._transport.abort()

    def give_up(self) -> None:
        """Wait for no printer any more: the program ends. From any thread."""
        self._over.set()

    def _evidence(self) -> tuple[str, str]:
        """What proves the paper, and what is missing for more."""
        try:
            if self._habit.fence != "none":
                mark = f"{next(self._marks) % 10_000:04d}".encode()
                fence = Fence(self._habit, mark, self.feel)
                if fence.stand(self._transport, self._over.is_set):
                    return "E3", ""
            return ("E1", "silent") if self._habit.status == "none" else self._well_again()
        except NotReached as error:
            return "E1", error.code

    def _well_again(self) -> tuple[str, str]:
        """E2 once the printer is well; a trouble that a person can end is waited for where E2 is
        needed. Raises NotReached."""
        end = time.monotonic() + self._habit.hold_s
        told = ""
        while True:
            try:
                status.check(self._transport, self._habit)
            except NotReady as error:
                is_wanted = self._habit.evidence != "E1" and error.code in _HELD
                if not is_wanted or self._over.is_set() or time.monotonic() >= end:
                    return "E1", error.code
                if error.code != told:
                    told = error.code
                    self.feel(told)
                self._over.wait(_LOOK_S)
            else:
                if told:
                    self.feel("")
                return "E2", "silent"

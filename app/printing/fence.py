"""Waiting until the printer says that the paper is out: the strongest word a machine can give.

The question goes behind the cut and is answered in its turn, so while paper is missing or the
cover is open nothing comes. That is no failure: somebody is told, and we wait.
"""

import time
from collections.abc import Callable
from typing import Final

from app.printing import status
from app.printing.answers import Answers
from app.printing.habit import Habit
from app.printing.transport import Transport

_LOOK_S: Final = 1.0  # between two looks at why it is off line
_LAST_S: Final = 5.0  # what a well printer still gets once nobody wants to wait any more


class Fence:
    """One paper's. `mark` are four printable bytes of its own, so that no earlier answer counts."""

    def __init__(self, habit: Habit, mark: bytes, feel: Callable[[str], None]) -> None:
        self._habit, self._mark, self._feel = habit, mark, feel
        self._answers = Answers()
        self._trouble = ""

    def stand(self, transport: Transport, is_over: Callable[[], bool]) -> bool:
        """Put the question and wait for its answer; True once it came.

        False when the patience ended, when what comes is no answer, or once the program ends
        (`is_over`). `feel` hears each trouble and, with "", its end. Raises NotReached.
        """
        question = b"\x1dr\x01" if self._habit.fence == "gs_r" else b"\x1d(H\x06\x0000" + self._mark
        transport.ask(question, fresh=True)
        begun = now = time.monotonic()
        limit, well_until, look_at = now + self._habit.hold_s, now + self._habit.fence_s, now
        while now < min(limit, well_until):
            if is_over() and (self._trouble or now >= begun + _LAST_S):
                return False
            if now >= look_at:
                self._look(transport)
                look_at = now + _LOOK_S
            self._answers.hear(transport.listen(min(_LOOK_S, self._habit.answer_s)))
            now = time.monotonic()
            if self._answers.is_odd:  # noise or our own echo: nothing of it is an answer
                return False
            if self._is_answered():
                self._note("")
                return True
            if self._hear_causes():
                well_until = now + self._habit.fence_s
        return False

    def _look(self, transport: Transport) -> None:
        """Find out what stands in the way, where there is somebody to ask."""
        if self._habit.status == "dle":
            transport.ask(status.CAUSE)
        elif self._habit.status == "usblp":
            self._note(transport.sense())

    def _is_answered(self) -> bool:
        if self._habit.fence == "gs_r":
            return bool(self._answers.roll)
        return self._mark in self._answers.processes

    def _hear_causes(self) -> bool:
        """Whether something stands in the way just now."""
        if self._answers.real_time:
            self._note(status.cause(self._answers.real_time[-1]))
            self._answers.real_time.clear()
        return bool(self._trouble)

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._feel(trouble)

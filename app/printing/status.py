"""How the printer is, by DLE EOT 1–4 or GS r 1.

A byte counts as an answer only if it has the form of one; silence is never “all well”.
"""

import time
from typing import Final

from app.printing.answers import Answers
from app.printing.habit import Habit
from app.printing.transport import NotReady, Transport

# question, (bits, what they mean), in the order in which they are told
_QUESTIONS: Final = (
    (4, ((0x60, "paper_out"),)),
    (2, ((0x04, "cover"), (0x20, "paper_out"))),
    (3, ((0x08, "cutter"), (0x20, "fatal"), (0x40, "error"))),
    (1, ((0x08, "offline"),)),
)
_NEAR_END: Final = 0x0C
_ERROR: Final = (0x40, "error")
_ROLL: Final = b"\x1dr\x01"  # GS r 1, answered in its turn
_ROLL_END: Final = 0x0C
_ROLL_NEAR_END: Final = 0x03
ASB_OFF: Final = b"\x1da\x00"
CAUSE: Final = b"\x10\x04\x02"  # why it is off line


def check(transport: Transport, habit: Habit) -> str:
    """Ask an open printer. Returns "" or `paper_low`; raises NotReady with the reason, or
    NotReached where the line is gone."""
    if reason := transport.sense():
        raise NotReady(reason)
    if habit.asb_off:
        transport.ask(ASB_OFF)
    low = False
    if habit.status == "dle":
        low = _by_real_time(transport, habit)
    elif habit.status == "gs_r":
        roll = _answer(transport, habit, _ROLL, "roll")
        if roll & _ROLL_END:
            raise NotReady("paper_out")
        low = bool(roll & _ROLL_NEAR_END)
    return "paper_low" if low and habit.near_end else ""


def cause(answer: int) -> str:
    """What the answer to CAUSE says; "" for nothing."""
    told = ((0x04, "cover"), (0x20, "paper_out"), _ERROR)
    return next((code for bits, code in told if answer & bits), "")


def _by_real_time(transport: Transport, habit: Habit) -> bool:
    """Whether the paper is near its end."""
    low, is_error = False, False
    for number, faults in _QUESTIONS:
        answer = _answer(transport, habit, bytes([0x10, 0x04, number]), "real_time")
        for bits, code in faults:
            if answer & bits:
                raise NotReady(code)
        low = low or (number == 4 and bool(answer & _NEAR_END))
        is_error = is_error or (number == 2 and bool(answer & _ERROR[0]))
    if is_error:
        raise NotReady("error")
    return low


def _answer(transport: Transport, habit: Habit, question: bytes, kind: str) -> int:
    """The one byte that answers a question. Raises NotReady: silent, garbled.

    On a line that stays open, what a former question was answered may still be on its way: asked
    once more, the question is alone.
    """
    found = _heard(transport, habit, question, kind)
    again = _heard(transport, habit, question, kind) if found == "garbled" else found
    if isinstance(again, str):
        raise NotReady(str(found))
    return again


def _heard(transport: Transport, habit: Habit, question: bytes, kind: str) -> int | str:
    """The answer to a question put once, or what is wrong: silent, garbled."""
    answers = Answers()
    transport.ask(question, fresh=True)
    end = time.monotonic() + habit.answer_s
    while (left := end - time.monotonic()) > 0:
        answers.hear(transport.listen(left))
        found = answers.real_time if kind == "real_time" else answers.roll
        if answers.is_odd or len(answers.real_time) + len(answers.roll) > len(found[:1]):
            return "garbled"
        if found:
            return found[0]
    return "garbled" if answers.rest else "silent"

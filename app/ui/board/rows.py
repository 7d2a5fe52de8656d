"""Rows of the board: what of a matter is said in one line, also on the list of the day."""

from typing import Final, NamedTuple

from app.db.queries import Row
from app.desk import moments, progress
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.number import stem_of

LAMPS: Final = ("red", "yellow", "green", "waiting")


class BoardRow(NamedTuple):
    """A row: lamp and words, nearest due, two lines of what and who, where, how far, what next."""

    number: str
    lamp: str
    left: str
    due: str
    matter: str
    who: str
    department: str
    progress: str
    next_step: str
    row: Row


def board_row(desk: Desk, row: Row) -> BoardRow:
    """A row as it stands at this moment."""
    words, now = desk.words, desk.now
    lamp, left, due = progress.lamp(desk, row), words("board.no_due"), ""
    far = words(f"progress.{progress.awaited(desk, row.ticket)}")
    step = far
    if lamp == "waiting":
        left = words("board.waiting")
        due, said = progress.silence(desk, row.ticket)
        step = said or step
    elif row.next_due is not None:
        left = moments.remaining(words, desk.rules(row.ticket), row.next_due, now)
        left = progress.of_owner(desk, row.ticket, row.next_limit, left)
        due = moments.moment(words, row.next_due, now)
        aim = progress.aim(desk, row.ticket, row.next_limit)
        if aim >= now:
            step = progress.aim_words(desk, aim)
        else:
            step = _next_step(desk, row, row.next_due, late=lamp == "red")
    number = stem_of(row.no) or row.no
    who = words("board.who", name=row.name, number=number, n=row.ticket.visits)
    return BoardRow(
        row.no, lamp, left, due, row.matter, who, row.department, far, step, row,
    )  # fmt: skip


def _next_step(desk: Desk, row: Row, due: int, *, late: bool) -> str:
    """What must be done and by when; at the close of business the day says it all."""
    words, now = desk.words, desk.now
    verb, at, today = words(f"verb.{row.next_stage}"), local(due), local(now).date()
    if late:
        return words("next.late", verb=verb)
    ends = desk.rules(row.ticket).regime.calendar.spans(at.date())
    if not ends or at.time() != ends[-1][1]:
        return words("next.moment", when=moments.moment(words, due, now), verb=verb)
    key = "next.today" if at.date() == today else "next.day"
    return words(key, when=moments.day_words(words, at.date(), today), verb=verb)

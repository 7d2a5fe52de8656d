"""Rows of the board: what of a matter is said in one line, also on the list of the day."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from app.db.queries import Row
from app.desk import moments, progress
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.number import stem_of

LAMPS: Final = ("red", "yellow", "green", "waiting")


class Told(NamedTuple):
    """What is said of a matter: time left, nearest due, who, how far, what next."""

    left: str
    due: str
    who: str
    progress: str
    next_step: str


@dataclass(frozen=True)
class BoardRow:
    """A row of the list. Its lamp is known at once, for the groups; its words when somebody looks:
    of the rows that are read few are in sight. The same matter says the same for a minute."""

    row: Row
    lamp: str
    minute: int
    desk: Desk = field(compare=False, repr=False)

    @property
    def number(self) -> str:
        """The ticket's."""
        return self.row.no

    @cached_property
    def told(self) -> Told:
        """The words."""
        return _told(self.desk, self.row, self.lamp)


def board_row(desk: Desk, row: Row) -> BoardRow:
    """A row as it stands at this moment."""
    return BoardRow(row, progress.lamp(desk, row), desk.now // 60, desk)


def _told(desk: Desk, row: Row, lamp: str) -> Told:
    words, now = desk.words, desk.now
    left, due = "", words("board.no_due")
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
    return Told(left, due, who, far, step)


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

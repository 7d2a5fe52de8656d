"""What a leader should take up with a department: the same matter again and again, many late ones.

The regulations say “repeated” and “many” without a number; these are ours until a hall sets its
own. What was taken up since the window began is not proposed again.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from app.db import watch
from app.db.watch import Crowd
from app.desk import watching
from app.desk.desk import Desk

DAYS: Final = 90
REPEATED: Final = 3  # N-11.2.2: three of one department and one matter
LATE: Final = 3  # P-4-2b


class Concern(NamedTuple):
    """A proposal: the act that takes it up, the sentence, its tickets, the clause."""

    act: str
    words: str
    numbers: str
    clause: str


def concerns(desk: Desk) -> tuple[Concern, ...]:
    """All proposals of the present profile. Reads the whole window: not for each minute."""
    since = desk.today - timedelta(DAYS)
    with desk.log.reading() as connection:
        repeated = watch.repeated(connection, since, REPEATED)
        overdue = watch.overdue(connection, since, LATE, desk.now)
    return (*_proposed(desk, "notice", repeated), *_proposed(desk, "interview", overdue))


def _proposed(desk: Desk, act: str, crowds: tuple[Crowd, ...]) -> Iterator[Concern]:
    own = desk.rules().own_act(act)
    unit = next((f.key for f in own.field if f.type == "unit"), "") if own else ""
    if own is None:
        return
    since = desk.today - timedelta(DAYS)
    done = watching.of_kind(desk, act, since, desk.today)
    taken_up = {kept.record.cells.get(unit) for kept in done}
    for crowd in crowds:
        if crowd.department not in taken_up:
            said = desk.words(f"concern.{act}", unit=crowd.department, matter=crowd.matter,
                              n=crowd.n, days=DAYS)  # fmt: skip
            yield Concern(act, said, crowd.numbers, own.clause)

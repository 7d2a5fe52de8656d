"""What people from outside the hall look at is written down."""

from app.desk.desk import Desk
from app.domain.acts.viewing import Viewed

OUTSIDE = "outside"


def is_outside(desk: Desk) -> bool:
    """Whether somebody without a seat at this hall looks on."""
    return desk.person is not None and desk.person.post == OUTSIDE


def note(desk: Desk, page: str, ticket: str = "") -> None:
    """Keep that a page was opened, if it was by somebody from outside.

    Raises app.db.log.NotWritten.
    """
    if is_outside(desk):
        desk.desk_act(Viewed(page=page, ticket=ticket))

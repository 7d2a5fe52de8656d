"""What a leader agrees to at the counter is written in the leader's name, whoever has the desk."""

from collections.abc import Sequence

from app.db.log import Beside, Proposal
from app.db.people import Person
from app.desk.desk import Desk
from app.domain.acts.desk import DeskAct
from app.domain.context import Context
from app.domain.fold import desk_stream
from app.domain.refusal import Refused
from app.domain.ticket import Ticket


def write(
    desk: Desk, by: Person, act: DeskAct, beside: Sequence[Beside] = ()
) -> tuple[Refused, ...]:
    """Decide and write an act of `by` with the rows beside it. Returns why not.

    Raises app.db.log.NotWritten, and what `beside` raises.
    """
    posts = frozenset({by.post})
    ctx = Context(now=desk.now, actor=by.id, roles=by.roles, posts=posts, rules=desk.rules())
    refused = act.refusals(Ticket(state="registered"), ctx)
    if not refused:
        desk.log.append(by.id, [Proposal(desk_stream(desk.today), act)], beside)
    return refused


def sat(desk: Desk, by: Person) -> str:
    """Who has the desk while a leader agrees to something; "" for the leader."""
    return desk.person.id if desk.person is not None and desk.person.id != by.id else ""

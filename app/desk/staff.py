"""People of the desk: added, disabled, given powers and one-time passwords by a leader.

Every change is an entry and its plain row in one commit; secrets stand in the row alone.
All verbs raise app.db.log.NotWritten.
"""

from functools import partial

from app.db import people
from app.db.log import Beside
from app.db.people import ONCE, Person
from app.desk import leader
from app.desk.desk import Desk
from app.domain.acts.managing import PeopleChanged
from app.domain.refusal import Refused


def everyone(desk: Desk) -> tuple[Person, ...]:
    """All people, also the disabled."""
    with desk.log.reading() as connection:
        return people.all_people(connection)


def add(desk: Desk, by: Person, who: Person, secret: str) -> tuple[Refused, ...]:
    """A new person with a one-time password (its hash). Returns why not."""
    if any(p.id.casefold() == who.id.casefold() for p in everyone(desk)):
        return (Refused("people.double", field="who"),)
    newcomer = partial(people.add, who=who, secret=ONCE + secret)
    return _write(desk, by, who, "added", newcomer)


def disable(desk: Desk, by: Person, who: Person) -> tuple[Refused, ...]:
    """Let somebody sign in no more."""
    row = partial(people.change, who=who._replace(active=False))
    return _write(desk, by, who, "disabled", row)


def enable(desk: Desk, by: Person, who: Person) -> tuple[Refused, ...]:
    """Let somebody sign in again."""
    return _write(desk, by, who, "enabled", partial(people.change, who=who._replace(active=True)))


def reset(desk: Desk, by: Person, who: Person, secret: str) -> tuple[Refused, ...]:
    """A one-time password (its hash) in place of a forgotten one; wrong tries are forgotten."""
    return _write(desk, by, who, "reset", partial(people.renew, who=who.id, secret=ONCE + secret))


def unlock(desk: Desk, by: Person, who: Person) -> tuple[Refused, ...]:
    """Forget the wrong tries."""
    return _write(desk, by, who, "unlocked", partial(people.succeed, who=who.id))


def give_powers(desk: Desk, by: Person, who: Person) -> tuple[Refused, ...]:
    """The post, roles and duty that `who` has from now on."""
    return _write(desk, by, who, "powers", partial(people.change, who=who))


def renew(desk: Desk, who: str, secret: str) -> None:
    """A password (its hash) that its owner chose."""
    desk.log.write_beside(partial(people.renew, who=who, secret=secret))


def _write(desk: Desk, by: Person, who: Person, change: str, row: Beside) -> tuple[Refused, ...]:
    act = PeopleChanged(
        who=who.id, name=who.name, change=change, post=who.post,
        roles=tuple(sorted(who.roles)), sat=leader.sat(desk, by), duty=who.duty,
    )  # fmt: skip
    return leader.write(desk, by, act, [row])

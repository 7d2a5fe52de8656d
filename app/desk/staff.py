"""People of the desk: added, disabled, given powers and one-time passwords by a leader.

Every change is an entry and its plain row in one commit; secrets stand in the row alone.
All verbs raise app.db.log.NotWritten.
"""

from datetime import date
from functools import partial

from app.db import people
from app.db.log import Beside
from app.db.people import ONCE, Person
from app.desk import leader, setup_checks
from app.desk.desk import Desk
from app.domain.acts.managing import PeopleChanged
from app.domain.clock import local
from app.domain.fold import desk_stream
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
    lacks = tuple(act.id for act in setup_checks.lacking(desk, who))
    return _write(desk, by, who, "added", newcomer, lacks)


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


def lacking(desk: Desk, who: Person) -> str:
    """What is said to whoever adds somebody without the records that each clerk must have: the
    account is made all the same, with the warning in its entry (N-8.2.5); "" for nothing."""
    acts = "、".join(f"{a.name}（{a.clause}）" for a in setup_checks.lacking(desk, who))
    return desk.words("staff.lacks", name=who.name, acts=acts) if acts else ""


def lines(desk: Desk, on: date) -> list[tuple[str, str]]:
    """The changes of people on a day as (time, sentence), with what a newcomer lacked."""
    words, found = desk.words, []
    names = {p.id: p.name for p in everyone(desk)}
    for fact in desk.log.facts(desk_stream(on)):
        if isinstance(act := fact.act, PeopleChanged):
            by = names.get(fact.stamp.actor, fact.stamp.actor)
            said = words(f"staff.{act.change}", by=by, name=act.name)
            if act.lacks:
                own = (desk.rules().own_act(one) for one in act.lacks)
                said += words("staff.lacked", acts="、".join(a.name for a in own if a))
            found.append((f"{local(fact.stamp.at):%H:%M}", said))
    return found


def _write(
    desk: Desk, by: Person, who: Person, change: str, row: Beside, lacks: tuple[str, ...] = ()
) -> tuple[Refused, ...]:
    act = PeopleChanged(
        who=who.id, name=who.name, change=change, post=who.post,
        roles=tuple(sorted(who.roles)), sat=leader.sat(desk, by), duty=who.duty, lacks=lacks,
    )  # fmt: skip
    return leader.write(desk, by, act, [row])

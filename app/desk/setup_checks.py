"""设置检查: people and standing records that the regulation wants and this hall lacks.

A role nobody holds though matters are raised to it, or extensions asked of it, is blocking.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.db import lists, people, watch
from app.db.people import Person
from app.db.watch import Kept
from app.desk import watching
from app.desk.desk import Desk
from app.domain import cells
from app.domain.regime import OwnAct, Role
from app.domain.ticket import Ticket


class Check(NamedTuple):
    """One finding: the sentence, the clause it rests on, whether something cannot go on."""

    words: str
    clause: str
    is_blocking: bool = False


def checks(desk: Desk) -> tuple[Check, ...]:
    """Everything found, what blocks first."""
    with desk.log.reading() as connection:
        everyone = people.everyone(connection)
        departments = lists.departments(connection)
    found = [*_windows(desk), *_roles(desk, everyone)]
    clerks = tuple(p.name for p in everyone if p.post == "clerk")
    for act in watching.kinds(desk):
        with desk.log.reading() as connection:
            kept = watch.in_force(connection, [act.id]) if act.every else ()
        found += _standing(desk, act, kept, departments, clerks)
        found += _gaps(desk, act, kept)
    return tuple(sorted(found, key=lambda c: not c.is_blocking))


def blocking(desk: Desk) -> tuple[Check, ...]:
    """What something cannot go on without: the window, and seats nobody holds. No standing record
    is read for it, so it may be asked at every turn."""
    with desk.log.reading() as connection:
        everyone = people.everyone(connection)
    found = (*_windows(desk), *_roles(desk, everyone))
    return tuple(check for check in found if check.is_blocking)


def lacking(desk: Desk, who: Person) -> tuple[OwnAct, ...]:
    """The records that must stand for each clerk and do not for this one (N-8.2.5)."""
    found = []
    for act in watching.kinds(desk):
        if act.every == "clerk" and who.post == "clerk":
            with desk.log.reading() as connection:
                kept = watch.in_force(connection, [act.id])
            if who.name not in _named(act, kept):
                found.append(act)
    return tuple(found)


def _windows(desk: Desk) -> Iterator[Check]:
    """A centre has at least one window (S-2-a)."""
    if desk.hall.window < 1:
        at_hall = (c.clause for c in desk.rules().regime.channels if c.side == "offline")
        yield Check(desk.words("check.window"), next(at_hall, ""), is_blocking=True)


def _roles(desk: Desk, everyone: tuple[Person, ...]) -> Iterator[Check]:
    """Seats of this hall with too few or too many people."""
    regime, words = desk.rules().regime, desk.words
    targets = {e.to for e in regime.escalations} | {e.approver for e in regime.extensions}
    for role in regime.roles:
        if role.post not in ("clerk", "leader"):
            continue
        n = sum(role.id in p.roles and p.post == role.post for p in everyone)
        key = _too(role, n)
        if key:
            blocks = key == "none" and role.id in targets
            said = words(f"check.{'blocking' if blocks else key}", role=role.name, n=n)
            yield Check(said, role.clause, blocks)


def _too(role: Role, n: int) -> str:
    """none, few, many or single; "" where the number is right."""
    if n < role.min:
        return "few" if n else "none"
    if 0 < role.max < n:
        return "many"
    return "single" if n < role.usual else ""


def _standing(
    desk: Desk,
    act: OwnAct,
    kept: tuple[Kept, ...],
    departments: tuple[str, ...],
    clerks: tuple[str, ...],
) -> Iterator[Check]:
    """Records that must stand: one for the hall, for each unit just one, for each clerk one."""
    words = desk.words
    if act.every == "hall" and not kept:
        yield Check(words("check.hall", act=act.name, of=act.sub), act.clause)
    named = _named(act, kept)
    if act.every == "unit":
        for unit in departments:
            n = named.count(unit)
            if n != 1:
                said = words("check.unit", unit=unit, act=act.name, n=n)
                yield Check(said, act.clause)
    elif act.every == "clerk":
        for name in clerks:
            if name not in named:
                yield Check(words("check.clerk", name=name, act=act.name), act.clause)


def _named(act: OwnAct, kept: tuple[Kept, ...]) -> list[str]:
    """Whom the records of an act are about: units or people."""
    key = "unit" if act.every == "unit" else "person"
    field = next((f.key for f in act.field if f.type == key), "")
    return [k.record.cells.get(field, "") for k in kept]


def _gaps(desk: Desk, act: OwnAct, kept: tuple[Kept, ...]) -> Iterator[Check]:
    """Standing records that lack what the profile asks of them by now (S-5-2)."""
    ctx = desk.context()
    for one in kept:
        filled = Ticket(state="registered", cells=one.record.cells)
        for fault in cells.faults(filled, ctx, act.id):
            who = next(iter(one.record.cells.values()), "")
            label = str(fault.facts["label"])
            said = desk.words("check.gap", act=act.name, who=who, label=label)
            yield Check(said, fault.clause or act.clause)

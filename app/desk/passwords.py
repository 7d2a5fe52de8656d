"""Whether somebody is who they say they are. The try is counted before the password is looked at;
the look itself is slow by design and belongs on a worker (decision 37)."""

from functools import partial
from typing import NamedTuple

from app.db import people
from app.db.people import Person
from app.desk.desk import Desk


class Checked(NamedTuple):
    """The worker's answer. `purpose` says what the password was typed for."""

    who: str
    fits: bool
    purpose: str


def begin(desk: Desk, who: str) -> str | None:
    """Count a try; the stored hash, or None while the person is locked out. Raises NotWritten."""
    found: list[str | None] = []
    now = desk.now
    desk.log.write_beside(lambda c: found.append(people.begin_try(c, who, now)))
    return found[0]


def check(who: str, secret: str, password: str, purpose: str) -> Checked:
    """Compare, on a worker."""
    return Checked(who, people.password_fits(secret, password), purpose)


def settle(desk: Desk, answer: Checked) -> str:
    """Forget the tries of a password that fits. Returns a sentence for one that does not, or "".

    Raises NotWritten.
    """
    if answer.fits:
        desk.log.write_beside(partial(people.succeed, who=answer.who))
        return ""
    person = find(desk, answer.who)
    left = people.FREE_TRIES - (person.failures if person else 0)
    return desk.words("login.wrong", n=left) if left > 0 else locked(desk, answer.who)


def locked(desk: Desk, who: str) -> str:
    """How long somebody has to wait, as a sentence."""
    person = find(desk, who)
    seconds = max(1, (person.locked_until if person else 0) - desk.now)
    return desk.words("login.locked", n=-(-seconds // 60))


def find(desk: Desk, who: str) -> Person | None:
    """A person of the desk as they stand now."""
    return next((p for p in everyone(desk) if p.id == who), None)


def everyone(desk: Desk) -> tuple[Person, ...]:
    """All people of the desk."""
    with desk.log.reading() as connection:
        return people.everyone(connection)

"""Who may sit at the desk: names, roles, passwords (Argon2id), locks.

Five wrong passwords lock for a minute, doubling to thirty; the counter is committed before the
check, so killing the program gains nothing (decision 37).
"""

import secrets
from collections.abc import Mapping
from typing import Final, NamedTuple

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, insert, select, update

from app.db.schema import person

FREE_TRIES: Final = 5
FIRST_LOCK: Final = 60
LONGEST_LOCK: Final = 30 * 60
MIN_PASSWORD: Final = 8
ONCE: Final = "!"  # before the hash of a password that must be changed at the next sign-in
ONCE_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_hasher: Final = argon2.PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


class Person(NamedTuple):
    """A person of the desk. `roles` are role ids of the profile; `locked_until` in seconds.

    `must_change`: the password is a one-time one, to be changed at the next sign-in. `duty` is A or
    B (A 岗, B 岗), "" for none.
    """

    id: str
    name: str
    post: str
    roles: frozenset[str]
    failures: int = 0
    locked_until: int = 0
    active: bool = True
    must_change: bool = False
    duty: str = ""


def one_time_password() -> str:
    """A password to be told once: ten letters and digits in two groups, 49 random bits."""
    letters = "".join(secrets.choice(ONCE_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def hash_password(password: str) -> str:
    """The Argon2id hash that is stored. Slow by design: call it off the main thread."""
    return _hasher.hash(password)


def password_fits(secret: str, password: str) -> bool:
    """Whether a password is the one hashed. Slow by design: call it off the main thread."""
    try:
        return _hasher.verify(secret.removeprefix(ONCE), password)
    except (VerificationError, InvalidHashError):
        return False


def lock_seconds(failures: int) -> int:
    """How long the desk waits after so many wrong passwords in a row."""
    if failures < FREE_TRIES:
        return 0
    return int(min(FIRST_LOCK * 2 ** (failures - FREE_TRIES), LONGEST_LOCK))


def add(connection: Connection, who: Person, secret: str) -> None:
    """A new person."""
    connection.execute(
        insert(person),
        {
            "id": who.id, "name": who.name, "post": who.post,
            "roles": " ".join(sorted(who.roles)), "secret": secret,
            "failures": 0, "locked_until": 0, "active": 1, "duty": who.duty,
        },
    )  # fmt: skip


def everyone(connection: Connection) -> tuple[Person, ...]:
    """All active people, in order of their ids."""
    return tuple(p for p in all_people(connection) if p.active)


_ALL: Final = select(person).order_by(person.c.id)


def all_people(connection: Connection) -> tuple[Person, ...]:
    """All people, also those who may not sign in any more, in order of their ids."""
    return tuple(
        Person(
            r.id, r.name, r.post, frozenset(r.roles.split()), r.failures, r.locked_until,
            bool(r.active), r.secret.startswith(ONCE), r.duty,
        )
        for r in connection.execute(_ALL)
    )  # fmt: skip


def change(connection: Connection, who: Person) -> None:
    """Write a person's name, post, roles, duty and whether they may sign in."""
    values = {"name": who.name, "post": who.post, "active": int(who.active), "duty": who.duty}
    roles = " ".join(sorted(who.roles))
    connection.execute(update(person).where(person.c.id == who.id).values(roles=roles, **values))


def seat(connection: Connection, roles: Mapping[str, frozenset[str]]) -> None:
    """Give everybody further roles by their post."""
    for who in all_people(connection):
        change(connection, who._replace(roles=who.roles | roles.get(who.post, frozenset())))


def renew(connection: Connection, who: str, secret: str) -> None:
    """Another password (its hash, after ONCE for a one-time one); wrong tries are forgotten."""
    connection.execute(update(person).where(person.c.id == who).values(secret=secret))
    succeed(connection, who)


def begin_try(connection: Connection, who: str, now: int) -> str | None:
    """Count a try before it is made and return the stored hash; None while locked or unknown."""
    row = connection.execute(
        select(person.c.secret, person.c.failures, person.c.locked_until).where(
            person.c.id == who, person.c.active == 1
        )
    ).first()
    if row is None or now < row.locked_until:
        return None
    failures = row.failures + 1
    until = now + lock_seconds(failures)
    connection.execute(
        update(person).where(person.c.id == who).values(failures=failures, locked_until=until)
    )
    return str(row.secret)


def succeed(connection: Connection, who: str) -> None:
    """Forget the wrong tries after a right password."""
    connection.execute(update(person).where(person.c.id == who).values(failures=0, locked_until=0))

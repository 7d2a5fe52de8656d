"""A site's own rules: a profile or a year's calendar out of a file, looked at, then adopted.

Nothing reaches back: a ticket pins the profile and the years it was accepted by. What is said of
tickets before an adoption is worked out by the functions that count for real.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from app.db import people, queries
from app.db.people import Person
from app.db.queries import Row
from app.db.rulebook import content_of, digest_of, put_content
from app.desk import leader
from app.desk.desk import Desk
from app.domain.acts.desk import CalendarAdopted, RegimeAdopted
from app.domain.calendar import WorkCalendar, YearCalendar
from app.domain.outlook import outlook
from app.domain.refusal import Refused
from app.domain.regime import Regime
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from app.domain.worktime import add_months
from app.settings import calendar_file, regime_file
from app.settings.tables import Document

Read = Regime | YearCalendar


class Moved(NamedTuple):
    """A ticket whose due would be another one, in seconds; None where there is none or it is not
    known. `is_gone` says that the new profile has no such class."""

    number: str
    matter: str
    old: int | None
    new: int | None
    is_gone: bool = False


class Tried(NamedTuple):
    """A profile tried on the tickets registered from a day on."""

    since: date
    looked_at: int
    moved: tuple[Moved, ...]


def read(name: str, raw: bytes) -> Read:
    """A file as what it is: with a `year` it is a calendar. Raises Faulty with all faults."""
    is_year = "year" in Document(name, raw).root
    return calendar_file.load(name, raw) if is_year else regime_file.load(name, raw)


def in_force(desk: Desk) -> tuple[str, bytes]:
    """The digest and the bytes of the profile that new tickets follow today."""
    digest = desk.log.book.current(desk.today)
    with desk.log.reading() as connection:
        return digest, content_of(connection, digest)


def tried(desk: Desk, raw: bytes) -> Tried:
    """What the dues of the last month's tickets would have been under a profile."""
    return trial(desk, regime_file.load("regime", raw))()


def trial(desk: Desk, regime: Regime) -> Callable[[], Tried]:
    """The same in two parts: the store is read now, what is returned only counts, anywhere."""
    since = add_months(desk.today, -1)
    with desk.log.reading() as connection:
        rows = queries.registered_since(connection, since)
    pairs = [(row, desk.rules(row.ticket)) for row in rows if row.ticket.category]

    def count() -> Tried:
        found = (_moved(row, own, Rules(regime, own.calendar)) for row, own in pairs)
        return Tried(since, len(pairs), tuple(m for m in found if m))

    return count


def trial_of_year(desk: Desk, year: YearCalendar) -> Callable[[], tuple[Moved, ...]]:
    """The open tickets whose due moves or becomes known with a year's calendar, in two parts as
    `trial` has them."""
    with desk.log.reading() as connection:
        rows = queries.all_open(connection)
    pairs = [(row, desk.rules(row.ticket)) for row in rows]

    def count() -> tuple[Moved, ...]:
        waiting = ((row, own) for row, own in pairs if not own.calendar.knows(year.year))
        found = (_moved(row, own, with_year(own, year)) for row, own in waiting)
        return tuple(m for m in found if m)

    return count


def with_year(rules: Rules, year: YearCalendar) -> Rules:
    """Rules that know one more year."""
    return Rules(rules.regime, WorkCalendar((*rules.calendar.years, year)))


def working_days(year: YearCalendar) -> int:
    """How many working days a year has."""
    known = WorkCalendar((year,))
    first, last = date(year.year, 1, 1), date(year.year, 12, 31)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return sum(map(known.is_working, days))


def name_of(desk: Desk, digest: str) -> str:
    """What the profile of a digest is called for short."""
    return desk.log.book.regime(digest).head.short


def _moved(row: Row, own: Rules, other: Rules) -> Moved | None:
    old, new = _due(own, row.ticket), _due(other, row.ticket)
    is_gone = other.category(row.ticket.category) is None
    return Moved(row.no, row.matter, old, new, is_gone) if old != new or is_gone else None


def _due(rules: Rules, ticket: Ticket) -> int | None:
    found = outlook(rules, ticket).resolve
    return found.due if found else None


def adopt(desk: Desk, by: Person, raw: bytes, start: str) -> tuple[Refused, ...]:
    """Adopt a profile from `start` (ISO date) on, or a year's calendar at once, in the name of
    the leader `by`. Returns why not.

    Raises Faulty for a file with faults, app.db.log.NotWritten.
    """
    found, digest = read("regime", raw), digest_of(raw)
    if isinstance(found, YearCalendar):
        if digest in desk.log.book.calendar_pins([found.year]).values():
            return (Refused("adopt.same"),)
        put = partial(put_content, kind="calendar", raw=raw)
        return leader.write(desk, by, CalendarAdopted(year=found.year, digest=digest), [put])
    last = [d for s, _, d in desk.log.book.adoptions() if s <= start][-1:]
    if last == [digest]:
        return (Refused("adopt.same"),)
    put = partial(put_content, kind="regime", raw=raw)
    seats = partial(people.seat, roles=_new_seats(desk.rules().regime, found))
    act = RegimeAdopted(regime=found.id, digest=digest, start=start)
    refused = leader.write(desk, by, act, [put, seats])
    if not refused and desk.person is not None:
        with desk.log.reading() as connection:
            sitting = {p.id: p for p in people.everyone(connection)}
        desk.person = sitting.get(desk.person.id, desk.person)
    return refused


def _new_seats(old: Regime, new: Regime) -> dict[str, frozenset[str]]:
    """The roles that a profile adds, by post: everybody there takes them, as at the first start."""
    known = {r.id for r in old.roles}
    posts = {r.post for r in new.roles}
    return {p: frozenset(r.id for r in new.roles if r.post == p) - known for p in posts}


def grouped(digest: str) -> str:
    """A digest as people compare it: its first twelve characters in groups of four."""
    return " ".join(digest[n : n + 4] for n in range(0, 12, 4))

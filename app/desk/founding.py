"""First start: the rules are adopted, the first people sit down, the lists are filled."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from app.db import lists, people
from app.db.lists import Matter
from app.db.log import Log, Proposal
from app.db.people import Person
from app.db.rulebook import digest_of, put_content
from app.domain.acts.desk import CalendarAdopted, RegimeAdopted
from app.domain.fold import desk_stream
from app.settings import calendar_file, regime_file


class Newcomer(NamedTuple):
    """A first person: id, name, post (clerk or leader) and the hash of the password."""

    id: str
    name: str
    post: str
    secret: str


class Founding(NamedTuple):
    """What the first start was told. `regime` and `calendars` are the bytes of the files."""

    regime: bytes
    calendars: Mapping[int, bytes]
    newcomers: Sequence[Newcomer]
    departments: Sequence[str] = ()
    matters: Sequence[Matter] = ()


def found(log: Log, told: Founding, on: date) -> None:
    """Write the whole first start in one commit.

    Raises app.settings.tables.Faulty for a file with faults, app.db.log.NotWritten.
    """
    regime = regime_file.load("regime", told.regime)
    years = {y: calendar_file.load(str(y), raw) for y, raw in told.calendars.items()}
    beside: list[Callable[..., object]] = [partial(put_content, kind="regime", raw=told.regime)]
    beside += [partial(put_content, kind="calendar", raw=raw) for raw in told.calendars.values()]
    clerks = [one.id for one in told.newcomers if one.post == "clerk"]
    for one in told.newcomers:
        roles = frozenset(r.id for r in regime.roles if r.post == one.post)
        first = one.post == "clerk" and one.id == clerks[0]
        who = Person(one.id, one.name, one.post, roles, duty="A" if first else "")
        beside.append(partial(people.add, who=who, secret=one.secret))
    beside += [partial(lists.put_department, name=name) for name in told.departments]
    beside += [partial(lists.put_matter, row=row) for row in told.matters]
    leader = next(n.id for n in told.newcomers if n.post == "leader")
    stream, start = desk_stream(on), date.min.isoformat()
    acts = [RegimeAdopted(regime=regime.id, digest=digest_of(told.regime), start=start)]
    pins = [CalendarAdopted(year=y, digest=digest_of(told.calendars[y])) for y in sorted(years)]
    log.append(leader, [Proposal(stream, a) for a in (*acts, *pins)], beside)

"""Departments and matters of the hall: plain rows, which tickets name but do not point to.

What is taken out is offered no more; tickets that name it stay as they are (decision 11).
Writing raises app.db.log.NotWritten.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from app.db import lists
from app.db.lists import Department, Matter
from app.desk.desk import Desk
from app.domain.refusal import Refused
from app.settings.matters_file import LONGEST, MatterRow


class Compared(NamedTuple):
    """What taking a table would do."""

    new: tuple[MatterRow, ...]
    changed: tuple[MatterRow, ...]
    same: int


def matters(desk: Desk) -> tuple[Matter, ...]:
    """All matters."""
    with desk.log.reading() as connection:
        return lists.matters(connection)


def departments(desk: Desk) -> tuple[Department, ...]:
    """All departments."""
    with desk.log.reading() as connection:
        return lists.departments_in_full(connection)


def put_matter(desk: Desk, old: str, row: Matter) -> tuple[Refused, ...]:
    """Add a matter (`old` is "") or change the one of that name. Returns why not."""
    refused = _text_faults(name=row.name, department=row.department, code=row.code)
    if row.name != old and row.name in {m.name for m in matters(desk)}:
        refused += (Refused("catalogue.double", field="name"),)
    if not refused:
        desk.log.write_beside(partial(lists.replace_matter, old=old, row=row))
    return refused


def put_department(desk: Desk, old: str, name: str, contact: str) -> tuple[Refused, ...]:
    """Add a department (`old` is "") or change the one of that name. Returns why not."""
    refused = _text_faults(name=name, contact=contact)
    if name != old and name in {d.name for d in departments(desk)}:
        refused += (Refused("catalogue.double", field="name"),)
    if not refused:
        put = partial(lists.replace_department, old=old, name=name, contact=contact)
        desk.log.write_beside(put)
    return refused


def drop_matter(desk: Desk, name: str) -> tuple[Refused, ...]:
    """Offer a matter no more."""
    desk.log.write_beside(partial(lists.drop_matter, name=name))
    return ()


def drop_department(desk: Desk, name: str) -> tuple[Refused, ...]:
    """Offer a department no more, once no matter is its own. Returns why not."""
    own = next((d.matters for d in departments(desk) if d.name == name), 0)
    if own:
        return (Refused("catalogue.used", facts={"n": own}),)
    desk.log.write_beside(partial(lists.drop_department, name=name))
    return ()


def compare(desk: Desk, rows: Sequence[MatterRow]) -> Compared:
    """What of a table is new, and what differs from what stands here."""
    known = {m.name: (m.department, m.code) for m in matters(desk)}
    new = tuple(r for r in rows if r.name not in known)
    changed = tuple(r for r in rows if r.name in known and known[r.name] != r[1:])
    return Compared(new, changed, len(rows) - len(new) - len(changed))


def take(desk: Desk, rows: Sequence[MatterRow]) -> None:
    """Take a whole table, in one transaction. What it does not name stays."""
    made = [Matter(r.name, r.code, r.department) for r in rows]
    if made:
        desk.log.write_beside(partial(lists.put_all, rows=made))


def _text_faults(**texts: str) -> tuple[Refused, ...]:
    blank = [n for n in ("name", "department") if n in texts and not texts[n]]
    odd = [n for n, t in texts.items() if len(t) > LONGEST or not t.isprintable()]
    return (
        *(Refused("field.blank", field=n) for n in blank),
        *(Refused("catalogue.long", field=n, facts={"most": LONGEST}) for n in odd),
    )

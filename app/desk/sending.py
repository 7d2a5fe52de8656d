"""Automatic dispatch (自动派单, C-4-2a): the hall's table says whose matter it is, or whose place.

Also what that table and other tickets say against a cell: a centre that is not the unit's own, a
number that another ticket holds.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from app.db import lists
from app.db.log import Log
from app.domain import cells
from app.domain.acts.act import Act
from app.domain.acts.handling import Dispatched, Taken
from app.domain.acts.intake import Registered
from app.domain.refusal import Refused
from app.domain.regime import ActField
from app.domain.rules import Rules
from app.domain.ticket import Ticket

PLACE: Final = "place"  # the cell with 具体办理地点


class Found(NamedTuple):
    """Whose it is and by what word of the profile's `auto` it was found."""

    department: str
    rule: str


def owner(log: Log, rules: Rules, form: Registered, category: str) -> Found | None:
    """The department that the table knows for a matter; None where it goes by hand, or where the
    class needs no department."""
    act, chosen = rules.own_act(Dispatched.NAME), rules.category(category)
    if act is None or chosen is None or not chosen.departments_min:
        return None
    for rule in act.auto:
        name = (form.texts.get(PLACE, "") if rule == "place" else form.matter).strip()
        if not name:
            continue
        with log.reading() as connection:
            row = lists.matter_of(connection, name)
        if row and row.is_place == (rule == "place"):
            return Found(row.department, rule)
    return None


def kept_here(found: Found, form: Registered, who: str) -> tuple[Act, ...]:
    """What the hall itself is responsible for: sent to itself and taken by `who` at once, so that
    it is in handling (C-4-1b)."""
    sent = Dispatched(department=found.department, content=form.description, rule=found.rule)
    return (sent, Taken(who=who, how="face"))


def refusals(log: Log, rules: Rules, ticket: Ticket, acts: Sequence[Act]) -> Iterator[Refused]:
    """What the hall's table says against the cells of some acts."""
    told = [(f, {**a.choices, **a.texts}.get(f.key, "").strip())
            for a in acts for f in cells.fields_of(rules, a.power)
            if isinstance(f, ActField) and f.type == "centre"]  # fmt: skip
    for field, text in told:
        with log.reading() as connection:
            places = lists.places(connection, ticket.department)
        if text and text not in places:
            yield Refused("cell.centre", field.clause, field.key, facts={"label": field.label})

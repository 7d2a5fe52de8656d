"""Made-up fillings of the profile's forms, for the training counter, the drill and trials.

Whatever a profile demands of an act is filled with a value of its kind, and acts of the profile's
own that hold a step up are written before it.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

from app.domain import cells
from app.domain.acts.act import Act
from app.domain.acts.handling import Classified
from app.domain.acts.own import Recorded
from app.domain.cells import AnyField
from app.domain.clock import local
from app.domain.context import Context
from app.domain.regime import OwnAct
from app.domain.ticket import Stamp, Ticket

WHO: Final = "齐望舒"
_BY_KIND: Final[Mapping[str, str]] = MappingProxyType(
    {"int": "1", "bool": "是", "phone": "0000-1234567", "person": WHO, "signature": WHO,
     "unit": "人社窗口"}
)  # fmt: skip
A = TypeVar("A", bound=Act)


def value_of(field: AnyField, now: int) -> str:
    """Something that may stand in a field."""
    if field.options:
        return field.options[0]
    return str(local(now).date()) if field.type == "date" else _BY_KIND.get(field.type, "已核对")


def filled(act: A, ticket: Ticket, ctx: Context) -> A:
    """The act with every cell that its profile demands and nobody filled."""
    after = act.evolve(ticket, Stamp(ticket.no, ctx.now, ctx.actor, "", 0))
    found = {
        f.key: (value_of(f, ctx.now), f.type)
        for f in cells.demanded(ctx.rules, after, act.power, ctx.now)
        if not (cells.is_optional(f) or cells.is_given(f) or cells.known(after, f.key))
        and cells.is_asked(f.key)
    }
    choices = {k: v for k, (v, kind) in found.items() if kind not in cells.WRITTEN}
    texts = {k: v for k, (v, kind) in found.items() if kind in cells.WRITTEN}
    return msgspec.structs.replace(
        act, choices={**choices, **act.choices}, texts={**texts, **act.texts}
    )


def in_order(ticket: Ticket, ctx: Context, *acts: Act) -> Iterator[Act]:
    """The acts, filled, each after those of the profile's own that hold it up."""
    for act in acts:
        for _ in ctx.rules.regime.acts:
            first = _before(filled(act, ticket, ctx), ticket, ctx)
            if first is None:
                break
            first = filled(first, ticket, ctx)
            ticket = first.evolve(ticket, Stamp(ticket.no, ctx.now, ctx.actor, "", 0))
            yield first
        ready = filled(act, ticket, ctx)
        ticket = ready.evolve(ticket, Stamp(ticket.no, ctx.now, ctx.actor, "", 0))
        yield ready


def _before(act: Act, ticket: Ticket, ctx: Context) -> Act | None:
    """What must be written before an act: one of the profile's own, or the class."""
    refused = act.refusals(ticket, ctx)
    if any(r.key == "step.classify" for r in refused):
        return Classified(category=ticket.category, who=WHO, how="phone")
    names = {r.facts["act"] for r in refused if r.key == "held.owed"}
    own = next((a for a in ctx.rules.regime.acts if a.name in names), None)
    return recorded(own, ctx) if own else None


def recorded(own: OwnAct, ctx: Context) -> Recorded:
    """An act of the profile's own, empty, written down for its department where need be."""
    behalf = not ctx.can(own.id)
    return Recorded(
        act=own.id, marks=own.marks, answers=own.answers, number=1 if own.number else 0,
        who=WHO if behalf else "", how="phone" if behalf else "",
    )  # fmt: skip

"""Acts with every cell filled that the profile demands at them, and what is owed before them."""

from typing import TypeVar

import msgspec

from app.domain.acts.act import Act
from app.domain.acts.own import Recorded
from app.domain.cells import AnyField, fields_of
from app.domain.context import Context
from app.domain.ticket import Ticket

A = TypeVar("A", bound=Act)
_WRITTEN = ("text", "longtext", "phone", "person", "signature")


def filled(act: A, ticket: Ticket, ctx: Context, **cells: str) -> A:
    """The act with an example in each cell it lacks; those given stay as they are."""
    fields = {f.key: f for f in fields_of(ctx.rules, act.power)}
    values = {**act.choices, **act.texts, **cells}
    for refused in _with(act, values, fields).refusals(ticket, ctx):
        field = fields.get(refused.field)
        if refused.key == "cell.blank" and field and not getattr(field, "given", False):
            values[field.key] = _example(field)
    return _with(act, values, fields)


def recorded(act_id: str, ticket: Ticket, ctx: Context, **cells: str) -> Recorded:
    """An act of the profile's own, as the desk would write it."""
    own = ctx.rules.own_act(act_id)
    assert own is not None, act_id
    bare = Recorded(act=act_id, marks=own.marks, answers=own.answers, who="齐望舒", how="phone")
    act = filled(bare, ticket, ctx, **cells)
    return msgspec.structs.replace(act, due=act.choices.get(own.due, ""))


def _with(act: A, values: dict[str, str], fields: dict[str, AnyField]) -> A:
    types = {k: fields[k].type if k in fields else "text" for k in values}
    choices = {k: v for k, v in values.items() if types[k] not in _WRITTEN}
    texts = {k: v for k, v in values.items() if types[k] in _WRITTEN}
    return msgspec.structs.replace(act, choices=choices, texts=texts)


def _example(field: AnyField) -> str:
    given = {"bool": "是", "date": "2026-03-11", "int": "1", "phone": "19900001234"}
    return field.options[0] if field.options else given.get(field.type, "已登记")

"""Fields of the profile as asks of a form, and what was filled in as cells of an act."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from app.domain import cells
from app.domain.cells import AnyField
from app.domain.regime import ActField
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from app.settings.words import Words
from app.ui.kit.values import Ask, AskKind

_KINDS: Final[Mapping[str, AskKind]] = MappingProxyType(
    {
        "longtext": "long", "bool": "pick", "choice": "pick", "checkbox": "many",
        "date": "date", "unit": "department", "centre": "centre", "image": "pictures",
    }
)  # fmt: skip
MARK: Final = "cell."  # before the key of a cell among the names of a form


def asks_of(fields: Iterable[AnyField], words: Words) -> tuple[Ask, ...]:
    """The asks of those fields that no part of the ticket fills; pictures are chosen among
    those attached to it."""
    return tuple(_ask(f, words) for f in fields if _is_asked(f))


def uncalled(
    rules: Rules, ticket: Ticket, act_id: str, now: int, fields: Iterable[AnyField],
    typed: Mapping[str, object],
) -> frozenset[str]:  # fmt: skip
    """The names of the asks that nothing calls for, as far as the form is filled in."""
    every = tuple(fields)
    own, choices, texts = split(every, typed)
    told = {k: v for k, v in own.items() if isinstance(v, str) and hasattr(ticket, k)}
    told = {k: v for k, v in told.items() if isinstance(getattr(ticket, k), str)}
    after = msgspec.structs.replace(ticket.with_cells(choices, texts), **told)
    wanted = {f.key for f in cells.demanded(rules, after, act_id, now)}
    return frozenset(MARK + f.key for f in every if f.key not in wanted)


def _is_asked(field: AnyField) -> bool:
    """Whether a field has an ask of its own, beside those of the form."""
    if isinstance(field, ActField):
        return not field.given
    return cells.is_asked(field.key)


def _ask(field: AnyField, words: Words) -> Ask:
    given = ("是", "否") if field.type == "bool" else field.options
    hint = words("ask.optional") if cells.is_optional(field) else ""
    if field.type == "signature" and not hint:
        hint = words("ask.signature")
    kind = _KINDS.get(field.type, "text")
    return Ask(MARK + field.key, field.label, kind, hint, tuple((o, o) for o in given))


def split(
    fields: Iterable[AnyField], values: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, str], dict[str, str]]:
    """What was filled in: the act's own fields, the cells that are choices, those people wrote."""
    types = {f.key: f.type for f in fields}
    own = {k: v for k, v in values.items() if not k.startswith(MARK)}
    filled = {k.removeprefix(MARK): str(v) for k, v in values.items() if k.startswith(MARK)}
    filled = {k: v for k, v in filled.items() if v.strip()}
    texts = {k: v for k, v in filled.items() if types.get(k, "text") in cells.WRITTEN}
    return own, {k: v for k, v in filled.items() if k not in texts}, texts


def beside(faults: Mapping[str, str], fields: Iterable[AnyField]) -> dict[str, str]:
    """Refusals by field of the act, with cells under the names their asks have."""
    keys = {f.key for f in fields if _is_asked(f)}
    return {(MARK + k if k in keys else k): v for k, v in faults.items()}

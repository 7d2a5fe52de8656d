"""Conditions of a profile's `when`: a flag (`late`), an own act written in this round
(`report_group`), an event or act of the program that ever happened (`dispatched`), or a cell and
its value (`scope=other`); `!` denies one, `+` joins those that must all hold. `callback=ROLE`
holds where a [[callback]] of the role draws the ticket, `over=LIMIT` once that limit ran out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from app.domain.callbacks import drawn
from app.domain.clock import local
from app.domain.outlook import CITIZEN, Obligation, outlook
from app.domain.rules import Rules
from app.domain.ticket import Ticket


def holds(rules: Rules, ticket: Ticket, now: int, conditions: Iterable[str]) -> bool:
    """Whether one of the conditions holds at `now` (seconds); without any, yes."""
    if not (wanted := tuple(conditions)):  # most rows of a profile have none
        return True
    return any(all(_holds(rules, ticket, now, part) for part in one.split("+")) for one in wanted)


def names(condition: str) -> Iterator[str]:
    """The flags and acts that a condition names."""
    for part in condition.split("+"):
        if "=" not in part:
            yield part.removeprefix("!")


def _holds(rules: Rules, ticket: Ticket, now: int, condition: str) -> bool:
    if condition.startswith("!"):
        return not _holds(rules, ticket, now, condition[1:])
    name, given, value = condition.partition("=")
    if name == "answer_late":
        return value in _late_answers(ticket, now)
    if name == "over":
        found = (o for o in outlook(rules, ticket).obligations if o.limit == value)
        return any(o.is_open and o.due is not None and o.due < now for o in found)
    if given:
        return value in _values(rules, ticket, name)
    if name in FLAGS:
        return FLAGS[name](rules, ticket, now)
    rounds = ticket.past if rules.own_act(name) is None else ()
    return any(name in marks for marks in (ticket.marks, *rounds))


def ends_by(rules: Rules, ticket: Ticket, one: Obligation) -> int:
    """When the citizen's silence ends a matter (视为办结), in seconds; 0 where it never does."""
    wanted, end = rules.regime.satisfaction.finished, (one.due or 0) + 1
    waits = wanted and one.owner == CITIZEN and one.is_open and one.due is not None
    return end if waits and holds(rules, ticket, end, wanted) else 0


def _late_answers(ticket: Ticket, now: int) -> set[str]:
    """The acts of which a record waits for its answer beyond its day."""
    today = local(now).date().isoformat()
    return {r.act for r in ticket.records if not r.answered_at and "" < r.due < today}


def _values(rules: Rules, ticket: Ticket, name: str) -> tuple[str, ...]:
    """What stands under a name: a cell, or a field of the ticket."""
    if name == "side":
        return tuple(c.side for c in rules.regime.channels if c.id == ticket.channel)
    if name == "action":
        return tuple(g.action for g in rules.regime.special_groups if g.id in ticket.green)
    if name == "callback":
        return tuple(row.by for row in drawn(rules, ticket))
    found = ticket.cells.get(name, getattr(ticket, name, ""))
    return found if isinstance(found, tuple) else (str(found),)


def _is_bad(rules: Rules, ticket: Ticket, now: int) -> bool:  # noqa: ARG001
    """A bad rating that clerks may know of (decision 26)."""
    level = rules.level(ticket.rating.level) if ticket.rating and ticket.is_revealed else None
    return level is not None and level.negative


def _is_over(rules: Rules, ticket: Ticket, now: int) -> bool:
    """An extension was used up and the matter is still unsolved (P-3-3h)."""
    resolve = outlook(rules, ticket).resolve
    used = any(c.granted_at and c.round == ticket.round for c in ticket.extensions)
    return used and resolve is not None and not resolve.done_at and resolve.is_late(now)


FLAGS: Final[Mapping[str, Callable[[Rules, Ticket, int], bool]]] = MappingProxyType(
    {
        "late": lambda rules, ticket, now: outlook(rules, ticket).was_late(now),
        "bad_rated": _is_bad, "extension_over": _is_over,
        "rated": lambda _, ticket, __: ticket.is_revealed,
        "several": lambda _, ticket, __: bool(ticket.assisting),
        "redo": lambda _, ticket, __: ticket.round > 0,
        "first": lambda _, ticket, __: ticket.round == 0,
        "linked": lambda _, ticket, __: bool(ticket.links),  # to the same person's, too (X-9-2-3)
    }
)  # fmt: skip

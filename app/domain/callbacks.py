"""[[callback]]: which matters a role has to call back, drawn by lot where only a part is."""

import hashlib

from app.domain.regime import Callback
from app.domain.rules import Rules
from app.domain.ticket import Ticket


def drawn(rules: Rules, ticket: Ticket) -> tuple[Callback, ...]:
    """The rows that make a callback of the ticket a duty; `as_fits` and `none` never do."""
    return tuple(row for row in rules.regime.callbacks if _draws(rules, ticket, row))


def is_owed(rules: Rules, ticket: Ticket) -> bool:
    """Whether the window's own callback is a duty: always, unless rows of those who make it say
    for which matters. Who has an act of their own for it (`callback=ROLE`) makes another one."""
    apart = {w.removeprefix("callback=") for act in rules.regime.acts for w in act.when}
    callers = {role.id for role in rules.regime.roles if "call_back" in role.can} - apart
    rows = [row for row in rules.regime.callbacks if row.by in callers]
    return not rows or any(row in rows for row in drawn(rules, ticket))


def _draws(rules: Rules, ticket: Ticket, row: Callback) -> bool:
    match row.coverage:
        case "all":
            return True
        case "sample":
            return _lot(ticket, row) < row.percent
        case "negative_only":
            level = rules.level(ticket.rating.level) if ticket.rating else None
            return level is not None and level.negative and _lot(ticket, row) < row.percent
        case _:
            return False


def _lot(ticket: Ticket, row: Callback) -> int:
    """0 to 99 out of the number's own digest: nobody chooses, and everybody can check."""
    text = f"{ticket.no} {row.by} {row.coverage}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") % 100

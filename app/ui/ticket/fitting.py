"""A form as this ticket and this person need it: which fields stand in it, and what is known."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.db import lists, people
from app.desk.desk import Desk
from app.domain import codec
from app.domain.acts.record import CORRECTABLE
from app.domain.clock import local
from app.domain.context import Context
from app.domain.rules import is_notice
from app.domain.ticket import Ticket
from app.ui.ticket.forms import FORMS, ActForm, Ask

BY_NAME: Final = MappingProxyType({a.NAME: a for a in codec.ACTS})
FIELDS: Final = tuple(sorted(CORRECTABLE - {"scope", "channel"}))  # codes are not typed by hand


def choices(desk: Desk, ticket: Ticket) -> Mapping[str, list[tuple[str, str]]]:
    """What can be chosen, by kind of field: (id, words)."""
    words, regime = desk.words, desk.rules(ticket).regime
    with desk.log.reading() as connection:
        departments, persons = lists.departments(connection), people.everyone(connection)
    return {
        "department": [(d, d) for d in departments],
        "category": [(c.id, c.name) for c in regime.categories],
        "level": [(x.code, x.name) for x in regime.satisfaction.level],
        "field": [(f, words(f"field.{f}")) for f in FIELDS],
        "person": [(p.id, p.name) for p in persons if p.id != desk.context().actor],
    }


def form_of(act: str, ticket: Ticket, ctx: Context) -> ActForm:
    """The form of an act without the fields that mean nothing here."""
    form = FORMS[act]
    kept = tuple(_narrowed(a, ctx, ticket) for a in form.asks if _is_asked(a, act, ticket, ctx))
    return form._replace(asks=kept)


def _is_asked(ask: Ask, act: str, ticket: Ticket, ctx: Context) -> bool:
    rule, regime = ctx.rules.extension_rule(ticket), ctx.rules.regime
    match ask.when:
        case "behalf":
            return not ctx.can(act)
        case "group_limit":
            found = (x for x in regime.limits if x.unit == "set_by_group")
            return any(x.covers(ticket.category) for x in found)
        case "notice":
            return rule is not None and is_notice(rule)
        case "amount":
            return rule is not None and not is_notice(rule)
        case "unrated":
            return ticket.rating is None
        case "evidence":
            return ask.name in regime.cannot_do.evidence
        case _:
            return True


def _narrowed(ask: Ask, ctx: Context, ticket: Ticket) -> Ask:
    """Whom an extension is told: only those the rule names."""
    rule = ctx.rules.extension_rule(ticket)
    if ask.name != "whom" or rule is None:
        return ask
    return ask._replace(choices=tuple(c for c in ask.choices if c[0] in rule.notify))


def known(act: str, ticket: Ticket, now: int) -> Mapping[str, str]:
    """What can be filled in beforehand; `now` in seconds."""
    match act:
        case "dispatch":
            return {"department": ticket.department}
        case "take" | "contact" | "receive_result" | "ask_extension" | "find_cannot_do":
            return {"who": ticket.handler}
        case "call_back":
            time = f"{local(now):%H:%M}"
            return {"number": ticket.phone, "started_at": time, "ended_at": time}
        case "close" if ticket.outcome in ("solved", "explained"):
            return {"outcome": ticket.outcome}
        case _:
            return {}

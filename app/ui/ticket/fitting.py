"""A form as this ticket and this person need it: which fields stand in it, and what is known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.db import lists, people
from app.desk.desk import Desk
from app.domain import cells, extension
from app.domain.acts.record import CORRECTABLE
from app.domain.cells import AnyField
from app.domain.clock import local
from app.domain.context import Context
from app.domain.regime import ActField
from app.domain.rules import is_notice
from app.domain.ticket import Ticket
from app.settings.words import Words
from app.ui.asks import MARK, asks_of
from app.ui.kit.values import Ask
from app.ui.ticket.forms import BEHALF, FORMS, ActForm

BEHALF_OF: Final = frozenset(ask.name for ask in BEHALF)  # said last: by whom, how, when
ENDS: Final = frozenset({"close", "close_unsolved", "archive"})
FIELDS: Final = tuple(sorted(CORRECTABLE - {"scope", "channel"}))  # codes are not typed by hand


def choices(desk: Desk, ticket: Ticket) -> Mapping[str, list[tuple[str, str]]]:
    """What can be chosen, by kind of field: (id, words)."""
    words, regime = desk.words, desk.rules(ticket).regime
    with desk.log.reading() as connection:
        departments, persons = lists.departments(connection), people.everyone(connection)
        centres = lists.places(connection, ticket.department)
    return {
        "department": [(d, d) for d in departments],
        "departments": [(d, d) for d in departments],
        "centre": [(c, c) for c in centres],
        "category": [(c.id, c.name) for c in regime.categories],
        "decline": [(s.code, s.text) for s in regime.scope.decline],
        "level": [(x.code, x.name) for x in regime.satisfaction.level],
        "field": [(f, words(f"field.{f}")) for f in FIELDS],
        "pictures": [(a.name, a.name) for a in ticket.attachments if a.type != "application/pdf"],
        "person": [(p.id, p.name) for p in persons if p.id != desk.context().actor],
    }


def form_of(act: str, ticket: Ticket, ctx: Context, words: Words) -> ActForm:
    """The form of an act without the fields that mean nothing here, and with those that the
    profile's forms demand at it."""
    form, own = FORMS.get(act), ctx.rules.own_act(act)
    if form is None:
        assert own is not None
        behalf = tuple(
            replace(a, words=words("watch.who")) if a.name == "who" else a for a in BEHALF
        )
        form = ActForm(own.name, own.sub, behalf)
    fields = fields_at(act, ticket, ctx)
    given = {f.key: f for f in fields if cells.is_given(f)}
    kept = [_narrowed(a, ctx, ticket) for a in form.asks if _is_asked(a, act, ticket, ctx)]
    told = [_given(a, given) for a in kept if a.name not in BEHALF_OF]
    whose = [a for a in kept if a.name in BEHALF_OF]
    return form._replace(asks=(*told, *asks_of(fields, words), *whose))


def fields_at(act: str, ticket: Ticket, ctx: Context) -> tuple[AnyField, ...]:
    """The cells of the profile's forms that an act is asked to fill."""
    own = [ask.name for ask in FORMS[act].asks] if act in FORMS else ()
    shown = cells.offered(ctx.rules, ticket, act, ctx.now, own)
    is_end = act in ENDS  # what stands already is not asked again at the end
    return tuple(f for f in shown if not (is_end and cells.known(ticket, f.key)))


def _is_asked(ask: Ask, act: str, ticket: Ticket, ctx: Context) -> bool:
    rule, regime = ctx.rules.extension_rule(ticket), ctx.rules.regime
    match ask.when:
        case "behalf":
            return not ctx.can(act)
        case "group_limit":
            return bool(extension.group_limits(ctx.rules, ticket, ctx.now))
        case "notice":
            return rule is not None and is_notice(rule)
        case "amount":
            return rule is not None and not is_notice(rule)
        case "several":
            category = ctx.rules.category(ticket.category)
            return category is None or category.departments_max != 1
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
    return replace(ask, choices=tuple(c for c in ask.choices if c[0] in rule.notify))


def _given(ask: Ask, given: Mapping[str, AnyField]) -> Ask:
    """A field of the program's own as the profile demands or narrows it."""
    field = given.get(ask.name)
    if field is None:
        return ask
    kept = tuple(c for c in ask.choices if c[0] in field.options) or ask.choices
    hint = ask.hint if cells.is_optional(field) else ""
    return replace(ask, words=field.label, hint=hint, choices=kept)


def known(act: str, ticket: Ticket, ctx: Context) -> Mapping[str, str]:
    """What can be filled in beforehand: what the class proposes for cells, what is written."""
    category = ctx.rules.category(ticket.category)
    proposed = dict(category.proposes) if category else {}
    for field in cells.fields_of(ctx.rules, act):
        if isinstance(field, ActField) and field.same_as:
            proposed[field.key] = getattr(ticket, field.same_as)
    return {**_known(act, ticket, ctx.now), **{MARK + k: v for k, v in proposed.items()}}


def _known(act: str, ticket: Ticket, now: int) -> Mapping[str, str]:
    match act:
        case "dispatch":
            return {"department": ticket.department}
        case "take" | "contact" | "receive_result" | "ask_extension" | "find_cannot_do":
            return {"who": ticket.handler}
        case "call_back":
            time = f"{local(now):%H:%M}"
            return {"number": ticket.phone, "started_at": time, "ended_at": time}
        case "label":
            kept = {MARK + k: v for k, v in ticket.cells.items()}
            return {**kept, "labels": "、".join(ticket.labels)}
        case "close" if ticket.outcome in ("solved", "explained"):
            return {"outcome": ticket.outcome}
        case _:
            return {}

"""Extension rules (延期): may it be asked, what due would it give, is a stated limit allowed."""

from app.domain import conditions, worktime
from app.domain.clock import local
from app.domain.outlook import Obligation, outlook
from app.domain.refusal import Refused
from app.domain.regime import Extension, Limit
from app.domain.rules import Rules, is_notice
from app.domain.ticket import Ticket


def granted_count(ticket: Ticket) -> int:
    """How many extensions were granted, or noticed and told."""
    return sum(bool(case.granted_at or case.told) for case in ticket.extensions)


def resolve_of(rules: Rules, ticket: Ticket) -> Obligation | None:
    """The limit an extension would move."""
    return outlook(rules, ticket).resolve


def may_extend(rules: Rules, ticket: Ticket, now: int) -> bool:
    """Whether asking now could be allowed."""
    rule, resolve = rules.extension_rule(ticket), resolve_of(rules, ticket)
    return (
        rule is not None
        and resolve is not None
        and resolve.due is not None
        and now <= resolve.due
        and granted_count(ticket) < rule.max_count
        and (ticket.extension is None or bool(ticket.extension.granted_at))
    )


def refusal(rules: Rules, ticket: Ticket, asked: int, amount: int, new_due: int) -> Refused | None:
    """Why an extension asked at `asked` is refused (N-9.4-b1, P-3-3g, X-10-3-1b); None if not."""
    rule, resolve = rules.extension_rule(ticket), resolve_of(rules, ticket)
    if rule is None:
        return Refused("extension.none", clause=resolve.clause if resolve else "")
    if resolve is None or resolve.due is None:
        return Refused("extension.no_due", clause=rule.clause)
    if granted_count(ticket) >= rule.max_count:
        facts = {"after": rules.role_name(rule.after)}
        return Refused("extension.count", clause=rule.clause, facts=facts)
    if asked > resolve.due:
        return Refused("extension.too_late", clause=rule.clause, field="happened_at")
    return size_refusal(rule, resolve.due, amount, new_due)


def size_refusal(rule: Extension, old_due: int, amount: int, new_due: int) -> Refused | None:
    """Why the size of an extension is refused; instants in seconds."""
    if is_notice(rule):
        if new_due <= old_due:
            return Refused("extension.not_later", clause=rule.clause, field="new_due")
        return None
    if amount < 1:
        return Refused("extension.amount", clause=rule.clause, field="amount")
    if rule.max_amount and amount > rule.max_amount:
        facts = {"max": rule.max_amount}
        return Refused("extension.too_long", clause=rule.clause, field="amount", facts=facts)
    return None


def due_after(rules: Rules, ticket: Ticket, amount: int) -> int:
    """The new due of a granted extension: so many units after the old one; 0 when unknown."""
    rule, resolve = rules.extension_rule(ticket), resolve_of(rules, ticket)
    if rule is None or resolve is None or resolve.due is None:
        return 0
    found = worktime.extended(
        local(resolve.due), amount, rule.unit, rules.regime.calendar, rules.calendar
    )
    return int(found.at.timestamp()) if found.at else 0


def group_limits(rules: Rules, ticket: Ticket, now: int) -> list[Limit]:
    """The limits that somebody may state at the dispatch now."""
    return [
        x for x in rules.regime.limits
        if x.unit == "set_by_group" and x.stage == "resolve" and x.covers(ticket.category)
        and conditions.holds(rules, ticket, now, x.when)
    ]  # fmt: skip


def stated_due_refusal(rules: Rules, ticket: Ticket, stated: int, now: int) -> Refused | None:
    """Why a limit stated by a group is refused: later than the class limit where the profile
    lets it only shorten (N-9.3-b), or none where the profile demands one (X-9-2-1b)."""
    groups = group_limits(rules, ticket, now)
    if not stated:
        bound = next((x for x in groups if x.when), None)
        return Refused("limit.missing", bound.clause, "stated_due") if bound else None
    if not groups:
        return Refused("dispatch.no_group_limit", field="stated_due")
    resolve = resolve_of(rules, ticket)
    shorter_only = groups[0].combine == "earlier"
    if shorter_only and resolve and resolve.due is not None and stated > resolve.due:
        return Refused("dispatch.stated_due", clause=groups[0].clause, field="stated_due")
    return None

"""Outlook: which limits run on a ticket, until when, and how those that ended came out.

Dues are functions of the stored instants and the pinned rules; none is ever stored as a value
that somebody could edit.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from app.domain import worktime
from app.domain.clock import local
from app.domain.regime import Limit
from app.domain.rules import Rules, is_notice
from app.domain.ticket import ExtensionCase, Ticket

CITIZEN: Final = "citizen"


class Obligation(NamedTuple):
    """One limit on a ticket. Instants in seconds.

    `due` is None while it cannot be known: the start has not come (`is_running` false), the year
    has no official calendar (`needs_calendar`), or the rule gives no number. `forecast` is what
    it would be. `done_at` is 0 while open.
    `owner` is a role or a word for people whose clock it is, "" where the rule names nobody.
    """

    limit: str
    stage: str
    clause: str
    start: int
    due: int | None
    forecast: int | None
    target: int | None
    act_by: int | None
    done_at: int
    is_hard: bool
    is_running: bool
    needs_calendar: bool
    owner: str

    @property
    def is_open(self) -> bool:
        """Whether it still has to be met."""
        return self.is_running and not self.done_at

    def is_late(self, now: int) -> bool:
        """Whether it was, or at `now` is, met too late by somebody else than the citizen."""
        return self.owner != CITIZEN and self.due is not None and (self.done_at or now) > self.due


class Outlook(NamedTuple):
    """All limits on a ticket, this round's first."""

    obligations: tuple[Obligation, ...] = ()

    @property
    def resolve(self) -> Obligation | None:
        """The limit for getting it done that is in force."""
        found = [o for o in self.obligations if o.stage in ("resolve", "cannot_do_reply", "rework")]
        return found[0] if found else None

    @property
    def nearest(self) -> Obligation | None:
        """The open obligation whose due comes first; one without a date comes last. A clock that
        is the citizen's own is nobody's work: with only such ones the ticket waits."""
        found = [o for o in self.obligations if o.is_open and o.owner != CITIZEN]
        return min(found, key=lambda o: o.due if o.due is not None else 1 << 62, default=None)

    def was_late(self, now: int) -> bool:
        """Whether any hard limit was missed."""
        return any(o.is_hard and o.is_late(now) for o in self.obligations)

    def of_stage(self, stage: str) -> Obligation | None:
        """The obligation of a stage."""
        return next((o for o in self.obligations if o.stage == stage), None)


def outlook(rules: Rules, ticket: Ticket) -> Outlook:
    """The limits on a ticket as its entries stand."""
    return Outlook(tuple(_obligation(rules, ticket, x) for x in _binding(rules, ticket)))


def obligation(rules: Rules, ticket: Ticket, limit_id: str) -> Obligation | None:
    """One limit on a ticket, None where it does not hold."""
    found = (x for x in _binding(rules, ticket) if x.id == limit_id)
    return next((_obligation(rules, ticket, x) for x in found), None)


def _binding(rules: Rules, ticket: Ticket) -> Iterable[Limit]:
    """Nothing runs before a class is named, nor on what was declined or is void."""
    bound = ticket.category and ticket.state not in ("declined", "void", "")
    return in_force(rules, ticket) if bound else ()


def in_force(rules: Rules, ticket: Ticket) -> Iterator[Limit]:
    """The limits that hold for the ticket: the one for getting it done first."""
    limits = [x for x in rules.regime.limits if x.covers(ticket.category)]
    yield from _resolving(limits, ticket)
    for limit in limits:
        if limit.stage not in ("resolve", "cannot_do_reply", "rework", "accept"):
            yield limit


def _resolving(limits: list[Limit], ticket: Ticket) -> Iterator[Limit]:
    """The class limit, or what replaces it: cannot-do (A-CANNOT), a group's limit, a redo."""
    by_stage = {s: [x for x in limits if x.stage == s] for s in ("cannot_do_reply", "rework")}
    plain = [x for x in limits if x.stage == "resolve" and x.unit != "set_by_group"]
    group = [x for x in limits if x.stage == "resolve" and x.unit == "set_by_group"]
    if ticket.cannot_do_at and by_stage["cannot_do_reply"]:
        yield by_stage["cannot_do_reply"][0]
    elif ticket.round and by_stage["rework"]:
        yield by_stage["rework"][0]
    elif group and (ticket.stated_due or not plain):
        yield group[0]
    elif plain:
        yield plain[0]


def _obligation(rules: Rules, ticket: Ticket, limit: Limit) -> Obligation:
    start = start_of(rules, ticket, limit)
    begun = start or ticket.last_at
    done = _done_at(ticket, limit)
    due, forecast = _due(rules, ticket, limit, begun)
    if limit.stage == "resolve" and ticket.outer_due and not ticket.round:
        due = forecast = min(due or ticket.outer_due, ticket.outer_due)  # the earlier one wins
    if limit.unit == "instant" and "answer_on_spot" in ticket.marks:
        due = forecast = done  # what is answered at the counter is answered at once (C-4-3a)
    target = None
    if limit.target_unit and start:
        target = _count(rules, ticket, begun, limit.target_amount or 0, limit.target_unit)[0]
    return Obligation(
        limit.id, limit.stage, limit.clause, start, due if start else None, forecast, target,
        _act_by(rules, start, due), done, limit.hard, bool(start),
        forecast is not None and due is None, limit.owner,
    )  # fmt: skip


def _done_at(ticket: Ticket, limit: Limit) -> int:
    """When a limit was met. What is answered needs no transfer, claim or first contact any more."""
    done = ticket.marks.get(limit.end, 0)
    if not done and limit.stage in ("transfer", "claim", "first_contact", "progress"):
        done = ticket.marks.get("answered", 0)
    return done


def _due(rules: Rules, ticket: Ticket, limit: Limit, start: int) -> tuple[int | None, int | None]:
    """The due of a limit and its forecast, with all that may move them."""
    if limit.unit == "with_resolve":  # whatever moves the one moves the other (C-4-3f)
        whole = _obligation(rules, ticket, next(in_force(rules, ticket)))
        return whole.due, whole.forecast
    plain = _plain(rules, ticket)
    model = plain[0] if limit.unit == "as_resolve" and plain else limit
    due, forecast = _count(rules, ticket, start, model.amount, model.unit)
    if limit.combine == "earlier" and plain:
        other = _count(rules, ticket, start, plain[0].amount, plain[0].unit)[0]
        due = min((x for x in (due, other) if x is not None), default=None)
        forecast = due or forecast
    if limit.stage == "cannot_do_reply" and due is not None and _found_late(rules, ticket, due):
        return _count(rules, ticket, ticket.cannot_do_at, 0, "same_day")
    if limit.stage in ("resolve", "rework") and (moved := effective_extension(rules, ticket)):
        return moved.new_due, moved.new_due
    return due, forecast


def _plain(rules: Rules, ticket: Ticket) -> list[Limit]:
    limits = (x for x in rules.regime.limits if x.covers(ticket.category))
    return [x for x in limits if x.stage == "resolve" and x.unit != "set_by_group"]


def start_of(rules: Rules, ticket: Ticket, limit: Limit) -> int:
    """When a limit's clock started, 0 while it has not.

    A start that has not come by the close of the fallback's day counts from the fallback
    (A-C-TAKEN); a start that never comes for a class counts from it too (A-N-SHEET).
    """
    own, other = ticket.marks.get(limit.start, 0), ticket.marks.get(limit.fallback, 0)
    if limit.start == "due":
        resolve = next((x for x in _resolving(_plain(rules, ticket), ticket)), None)
        before = _obligation(rules, ticket, resolve) if resolve else None
        return before.due or 0 if before else 0
    if own and other and limit.start == "taken":
        return worktime.start_of(own, other, rules.regime.calendar)
    return own or other


def _count(
    rules: Rules, ticket: Ticket, start: int, amount: int, unit: str
) -> tuple[int | None, int | None]:
    """The due and the forecast of a count, in seconds."""
    if unit == "set_by_group":
        stated = ticket.stated_due or None
        return stated, stated
    found = worktime.due(local(start), amount, unit, rules.regime.calendar, rules.calendar)
    due = int(found.at.timestamp()) if found.at else None
    return due, int(found.provisional.timestamp()) if found.provisional else due


def _found_late(rules: Rules, ticket: Ticket, due: int) -> bool:
    rule = rules.regime.cannot_do.late_rule
    return rule == "due_at_close_of_finding_day" and ticket.cannot_do_at > due


def effective_extension(rules: Rules, ticket: Ticket) -> ExtensionCase | None:
    """The last extension that moved the due: granted, and told to all in time (N-9.4-b2)."""
    rule = rules.extension_rule(ticket)
    if rule is None:
        return None
    for case in reversed(ticket.extensions):
        if case.round != ticket.round:
            break  # a redo starts without what was left of an extension (A-REDO)
        told: Mapping[str, int] = case.told
        in_time = all(0 < told.get(who, 0) <= case.old_due for who in rule.notify)
        if in_time and (case.granted_at or is_notice(rule)) and not case.refused_at:
            return case
    return None


def _act_by(rules: Rules, start: int, due: int | None) -> int | None:
    if not start or due is None:
        return None
    calendar = rules.regime.calendar
    found = worktime.act_by(local(start), local(due), calendar, rules.calendar)
    return int(found.timestamp()) if found else None

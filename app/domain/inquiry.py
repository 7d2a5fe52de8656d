"""One question about a date and its answer: what `bandecheng due` reads and writes.

Pure: a request, the profiles and the calendar in; due, target, act_by, lamp or a refusal out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from app.domain import worktime
from app.domain.calendar import WorkCalendar
from app.domain.clock import ZONE
from app.domain.extension import size_refusal
from app.domain.refusal import Refused
from app.domain.regime import Extension, Limit, Regime
from app.domain.rules import is_notice


class ExtendRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An extension asked for; `count` are those granted before."""

    old_due: str
    asked: str
    amount: int = 0
    count: int = 0
    new: str = ""


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question. Times are local, `YYYY-MM-DD HH:MM` or with seconds."""

    regime: str
    id: msgspec.UnsetType | int | str | float | None = msgspec.UNSET
    limit: str = ""
    unit: str = ""
    amount: int = 0
    start: str = msgspec.field(name="from", default="")
    dispatched: str = ""
    taken: str = ""
    found: str = ""
    category: str = ""
    extend: ExtendRequest | None = None
    as_of: str = ""


class Answer(msgspec.Struct, kw_only=True):
    """The answer; None where a thing does not apply."""

    due: datetime | None = None
    target: datetime | None = None
    act_by: datetime | None = None
    lamp: str | None = None
    late: bool | None = None
    provisional: datetime | None = None
    refused: Refused | None = None


class Unanswerable(Exception):  # noqa: N818
    """The question cannot be read; `key` finds the sentence under `inquiry`."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


UNITS: Final = frozenset(
    {
        "work_day", "same_day", "work_hour", "clock_hour", "minute", "day", "month", "instant",
    }
)  # fmt: skip


def instant(text: str, field: str) -> datetime:
    """A local time of a request. Raises Unanswerable."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unanswerable("time", field=field, value=text) from error
    return at.replace(tzinfo=ZONE) if at.tzinfo is None else at.astimezone(ZONE)


def answer(ask: Request, regimes: Mapping[str, Regime], calendar: WorkCalendar) -> Answer:
    """The answer to a question. Raises Unanswerable."""
    regime = regimes.get(ask.regime)
    if regime is None:
        raise Unanswerable("regime", value=ask.regime)
    if ask.extend is not None:
        found = _extended(ask, ask.extend, regime, calendar)
        start = instant(ask.extend.old_due, "old_due")
    else:
        start = _start(ask, regime)
        found = _counted(ask, start, regime, calendar)
    if found.due is not None:
        found.act_by = worktime.act_by(start, found.due, regime.calendar, calendar)
        if ask.as_of and regime.lights.enabled:
            now = instant(ask.as_of, "as_of")
            found.lamp = worktime.lamp(now, found.due, regime.lights, regime.calendar, calendar)
    return found


def _start(ask: Request, regime: Regime) -> datetime:
    limit = _limit(regime, ask.limit) if ask.limit else None
    if ask.taken and ask.dispatched and (limit is None or limit.start == "taken"):
        taken, dispatched = instant(ask.taken, "taken"), instant(ask.dispatched, "dispatched")
        seconds = worktime.start_of(
            int(taken.timestamp()), int(dispatched.timestamp()), regime.calendar
        )
        return datetime.fromtimestamp(seconds, ZONE)
    text = ask.start or ask.dispatched or ask.taken
    if not text:
        raise Unanswerable("start")
    return instant(text, "from")


def _limit(regime: Regime, limit_id: str) -> Limit:
    for limit in regime.limits:
        if limit.id == limit_id:
            return limit
    raise Unanswerable("limit", value=limit_id)


def class_limit(regime: Regime, category: str) -> Limit:
    """The numbered resolve limit of a class. Raises Unanswerable."""
    for limit in regime.limits:
        if limit.stage == "resolve" and limit.unit != "set_by_group" and limit.covers(category):
            return limit
    raise Unanswerable("category", value=category)


def _counted(ask: Request, start: datetime, regime: Regime, calendar: WorkCalendar) -> Answer:
    if not ask.limit:
        if ask.unit not in UNITS:
            raise Unanswerable("unit", value=ask.unit)
        return _due(start, ask.amount, ask.unit, regime, calendar)
    limit = _limit(regime, ask.limit)
    model = class_limit(regime, ask.category) if limit.unit == "as_resolve" else limit
    found = _due(start, model.amount, model.unit, regime, calendar)
    if limit.target_unit:
        amount, unit = limit.target_amount or 0, limit.target_unit
        found.target = _due(start, amount, unit, regime, calendar).due
    if ask.found:
        _find(ask, limit, found, regime, calendar)
    return found


def _find(
    ask: Request, limit: Limit, found: Answer, regime: Regime, calendar: WorkCalendar
) -> None:
    """A cannot-do found after its limit is due at the close of the finding's day (A-CANNOT)."""
    when = instant(ask.found, "found")
    found.late = found.due is not None and when > found.due
    rule = regime.cannot_do.late_rule == "due_at_close_of_finding_day"
    if found.late and rule and limit.stage == "cannot_do_reply":
        again = _due(when, 0, "same_day", regime, calendar)
        found.due, found.provisional = again.due, again.provisional


def _due(start: datetime, amount: int, unit: str, regime: Regime, calendar: WorkCalendar) -> Answer:
    if amount < 0:
        raise Unanswerable("amount", value=str(amount))
    counted = worktime.due(start, amount, unit, regime.calendar, calendar)
    return Answer(due=counted.at, provisional=counted.provisional)


def _extended(ask: Request, wish: ExtendRequest, regime: Regime, calendar: WorkCalendar) -> Answer:
    old, asked = instant(wish.old_due, "old_due"), instant(wish.asked, "asked")
    category = ask.category
    if ask.limit and not category:
        covered = _limit(regime, ask.limit).categories
        category = covered[0] if covered[0] != "*" else ""
    rule = _rule(regime, category)
    if rule is None:
        resolve = next(x for x in regime.limits if x.stage == "resolve")
        if category:
            resolve = class_limit(regime, category)
        return Answer(due=old, refused=Refused("extension.none", clause=resolve.clause))
    new = instant(wish.new, "new") if wish.new else old
    refused = _wish_refusal(rule, wish, old, asked, new, regime)
    if refused:
        return Answer(due=old, refused=refused)
    if is_notice(rule):
        return Answer(due=new)
    return _due(old, wish.amount, rule.unit, regime, calendar)


def _rule(regime: Regime, category: str) -> Extension | None:
    fitting = [e for e in regime.extensions if not category or e.covers(category)]
    return fitting[0] if fitting else None


def _wish_refusal(
    rule: Extension, wish: ExtendRequest, old: datetime, asked: datetime, new: datetime,
    regime: Regime,
) -> Refused | None:  # fmt: skip
    if wish.count >= rule.max_count:
        names = {r.id: r.name for r in regime.roles}
        after = names.get(rule.after, rule.after)
        return Refused("extension.count", clause=rule.clause, facts={"after": after})
    if asked > old:
        return Refused("extension.too_late", clause=rule.clause)
    return size_refusal(rule, int(old.timestamp()), wish.amount, int(new.timestamp()))

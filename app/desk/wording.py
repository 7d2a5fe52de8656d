"""Rules in words: what a limit says, how long something took. Sentences come from `Words`."""

from datetime import timedelta

from app.domain.calendar import UnknownYear
from app.domain.clock import local
from app.domain.regime import Limit
from app.domain.rules import Rules
from app.settings.words import Words


def span_words(words: Words, amount: int, unit: str) -> str:
    """An amount and a unit: 5 个工作日内, 当日."""
    return words(f"span.{unit}", n=amount)


def limit_words(words: Words, limit: Limit, rules: Rules) -> str:
    """A limit as one short sentence: 受理后 5 个工作日内."""
    own = rules.own_act(limit.start)  # a clock may start at an act of the profile's own
    start = words("start.own", act=own.name) if own else words(f"start.{limit.start}")
    return start + " " + span_words(words, limit.amount, limit.unit)


def cannot_do_words(words: Words, rules: Rules, category: str) -> str:
    """What a department owes when it cannot be done: 3 个工作日内; "" without such a rule."""
    found = (x for x in rules.regime.limits if x.stage == "cannot_do_reply")
    limit = next((x for x in found if x.covers(category)), None)
    return span_words(words, limit.amount, limit.unit) if limit else ""


def days_used(words: Words, rules: Rules, start: int, end: int) -> str:
    """How long it took, in working days after the day of the start; 当日 for the same date.

    Dates of a year without a calendar are counted as plain days.
    """
    first, last = local(start).date(), local(end).date()
    days = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    if not days:
        return words("used.same_day")
    try:
        return words("used.work_days", n=sum(map(rules.calendar.is_working, days)))
    except UnknownYear:
        return words("used.days", n=len(days))

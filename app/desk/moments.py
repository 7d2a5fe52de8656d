"""Instants in words: 今天 17:30, 3月18日 周三 17:30, 剩 4 天, 超时 1 天 (interface rules 5, 8).

“天” always means working days; above one day hours are not shown.
"""

from datetime import date, timedelta

from app.domain.calendar import UnknownYear
from app.domain.clock import local
from app.domain.rules import Rules
from app.settings.words import Words


def day_words(words: Words, on: date, today: date) -> str:
    """A date: 今天, 明天, 3月18日, or with the year where it is another one."""
    if on == today:
        return words("moment.today")
    if on == today + timedelta(1):
        return words("moment.tomorrow")
    key = "moment.date" if on.year == today.year else "moment.date_with_year"
    return words(key, year=on.year, month=on.month, day=on.day)


def weekday_words(words: Words, on: date) -> str:
    """周一 to 周日."""
    return words(f"weekday.{on.isoweekday()}")


def moment(words: Words, seconds: int, now: int) -> str:
    """An instant beside now: 今天 17:30, 3月18日 17:30."""
    at, today = local(seconds), local(now).date()
    return f"{day_words(words, at.date(), today)} {at:%H:%M}"


def long_moment(words: Words, seconds: int, now: int) -> str:
    """An instant with its weekday: 3月18日 周三 17:30."""
    at, today = local(seconds), local(now).date()
    day = words("moment.date", month=at.month, day=at.day)
    if at.year != today.year:
        day = words("moment.date_with_year", year=at.year, month=at.month, day=at.day)
    return f"{day} {weekday_words(words, at.date())} {at:%H:%M}"


def exact(words: Words, seconds: int) -> str:
    """An instant as the record shows it: 3月11日 09:43."""
    at = local(seconds)
    return f"{words('moment.date', month=at.month, day=at.day)} {at:%H:%M}"


def remaining(words: Words, rules: Rules, due: int, now: int) -> str:
    """How much is left, or by how much it is late."""
    late = now > due
    first, last = (due, now) if late else (now, due)
    days = working_days(rules, local(first).date(), local(last).date())
    prefix = "late" if late else "left"
    if days >= 1:
        return words(f"{prefix}.days", n=days)
    minutes = (last - first) // 60
    if minutes >= 60:
        return words(f"{prefix}.hours", n=minutes // 60)
    return words(f"{prefix}.minutes", n=max(minutes, 1))


def working_days(rules: Rules, first: date, last: date) -> int:
    """Working days after `first` up to `last`; plain weekdays where no calendar reaches."""
    days = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    try:
        return sum(map(rules.calendar.is_working, days))
    except UnknownYear:
        return sum(day.weekday() < 5 for day in days)

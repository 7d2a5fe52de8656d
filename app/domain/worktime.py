"""Working time: from a start, an amount and a unit to the second a limit ends.

Pure functions over aware instants of Asia/Shanghai. How a profile reads the silent places of its
text (A-COUNT, A-SAMEDAY, A-CLOCK …) stands in its [calendar] table, not here.
"""

import calendar as months
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

import msgspec

from app.domain.calendar import UnknownYear, WorkCalendar
from app.domain.clock import ZONE

Spans = tuple[tuple[time, time], ...]
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT: Final = time(0, 0)
_FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
RUNNING: Final = frozenset({"clock_hour", "minute", "instant"})
NUMBERLESS: Final = frozenset({"open", "set_by_group", "as_resolve"})


class Season(msgspec.Struct, frozen=True):
    """[[calendar.variant]]: other hours between two dates (MM-DD or YYYY-MM-DD), on some
    weekdays (1–7 or mon–sun, none meaning all)."""

    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="to")
    weekdays: tuple[int | str, ...]
    hours: tuple[tuple[str, str], ...]

    def holds(self, day: date) -> bool:
        """Whether the hours of this row hold on a day."""
        text = day.isoformat() if len(self.first) == 10 else day.isoformat()[5:]
        inside = (
            self.first <= text <= self.last
            if self.first <= self.last
            else text >= self.first or text <= self.last
        )
        return inside and (
            not self.weekdays
            or day.isoweekday() in self.weekdays
            or WEEKDAYS[day.weekday()] in self.weekdays
        )


class CalendarRules(msgspec.Struct, frozen=True, kw_only=True):
    """[calendar]: how a profile counts."""

    zone: str
    hours: tuple[tuple[str, str], ...]
    holiday_source: str
    unknown_year: str
    count_start_day: bool
    work_day_ends: str
    after_close: str
    rest_day_start: str
    clock_hours_roll: str
    assumptions: tuple[str, ...]
    day_roll: str = "none"
    variant: tuple[Season, ...] = ()

    def spans(self, day: date) -> Spans:
        """The opening hours of a working day."""
        season = next((s for s in self.variant if s.holds(day)), None)
        hours = season.hours if season else self.hours
        return tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours)


class Lights(msgspec.Struct, frozen=True, kw_only=True):
    """[lights]: from when a lamp is yellow. Red is after the due, to the second."""

    enabled: bool
    yellow_amount: int
    yellow_unit: str
    red_after: str
    clause: str = ""
    assumptions: tuple[str, ...] = ()


class Due(NamedTuple):
    """`at` is None where the count touches a year without an official calendar; then
    `provisional` is the forecast: weekends and the fixed statutory days free, no make-up days."""

    at: datetime | None
    provisional: datetime | None = None


class Counter:
    """The days and hours of one profile over one set of years.

    `is_working` may be the official calendar (raises UnknownYear) or the forecast.
    """

    def __init__(self, rules: CalendarRules, is_working: Callable[[date], bool]) -> None:
        self.rules = rules
        self.is_working = is_working

    def close(self, day: date) -> datetime:
        """The end of a day: its last closing time, or 24:00 where the profile says so."""
        if self.rules.work_day_ends == "midnight":
            return _at(day + timedelta(1), _MIDNIGHT)
        return _at(day, self.rules.spans(day)[-1][1])

    def opening(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open intervals from an instant on, without end."""
        day = start.date()
        while True:
            if self.is_working(day):
                for a, b in self.rules.spans(day):
                    if _at(day, b) > start:
                        yield max(_at(day, a), start), _at(day, b)
            day += timedelta(1)

    def next_working(self, day: date) -> date:
        """The first working day after a day."""
        day += timedelta(1)
        while not self.is_working(day):
            day += timedelta(1)
        return day

    def same_day(self, start: datetime) -> datetime:
        """当日: the close of the day, or of the next working day for what comes after it."""
        day = start.date()
        if self.is_working(day) and start <= self.close(day):
            return self.close(day)
        return self.close(self.next_working(day))

    def work_days(self, start: datetime, amount: int) -> datetime:
        """N个工作日: the close of the Nth working day (A-COUNT)."""
        day = start.date()
        late = self.is_working(day) and start > self.close(day)
        if late and self.rules.after_close == "next_work_day":
            day = self.next_working(day)
        if not self.is_working(day) and self.rules.rest_day_start == "next_work_day_is_start":
            day = self.next_working(day)
        left = amount - 1 if self.rules.count_start_day and self.is_working(day) else amount
        for _ in range(left):
            day = self.next_working(day)
        return self.close(day)

    def work_hours(self, start: datetime, amount: int) -> datetime:
        """N个工作小时: open time only."""
        left = timedelta(hours=amount)
        for a, b in self.opening(start):
            if b - a >= left:
                return a + left
            left -= b - a
        raise AssertionError("opening() has no end")

    def days(self, day: date) -> datetime:
        """日、月: the end of a date, rolled to a working day where the profile rolls."""
        if self.rules.day_roll == "next_work_day" and not self.is_working(day):
            day = self.next_working(day)
        return self.close(day)

    def roll(self, due: datetime) -> datetime:
        """A running clock's end, moved to the next opening where the profile rolls."""
        if self.rules.clock_hours_roll != "next_open":
            return due
        a, _ = next(self.opening(due - timedelta(seconds=1)))
        return max(a, due)


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when, ZONE)


def _forecast(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS


def add_months(day: date, amount: int) -> date:
    """The same day of a later month, or its last day."""
    index = day.year * 12 + day.month - 1 + amount
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _count(counter: Counter, start: datetime, amount: int, unit: str) -> datetime:
    match unit:
        case "instant" | "on_spot":
            return start
        case "same_day":
            return counter.same_day(start)
        case "work_day":
            return counter.work_days(start, amount)
        case "work_hour":
            return counter.work_hours(start, amount)
        case "clock_hour":
            return counter.roll(start + timedelta(hours=amount))
        case "minute":
            return counter.roll(start + timedelta(minutes=amount))
        case "day":
            return counter.days(start.date() + timedelta(amount))
        case "month":
            return counter.days(add_months(start.date(), amount))
        case _:
            raise ValueError(unit)


def due(
    start: datetime, amount: int, unit: str, rules: CalendarRules, calendar: WorkCalendar
) -> Due:
    """When a limit ends that starts at `start`. Raises ValueError for a unit without a count."""
    if unit in NUMBERLESS:
        return Due(None)
    start = start.astimezone(ZONE)

    def official(day: date) -> bool:
        return calendar.is_working(day)

    def mixed(day: date) -> bool:
        return calendar.is_working(day) if calendar.knows(day.year) else _forecast(day)

    try:
        return Due(_count(Counter(rules, official), start, amount, unit))
    except UnknownYear:
        return Due(None, _count(Counter(rules, mixed), start, amount, unit))


def act_by(
    start: datetime, end: datetime, rules: CalendarRules, calendar: WorkCalendar
) -> datetime | None:
    """The last open instant not after a due and not before its start; None where the calendar
    does not reach, or no open time lies between them."""
    day = end.date()
    while day >= start.date():
        if not calendar.knows(day.year):
            return None
        if calendar.is_working(day):
            for a, b in reversed(rules.spans(day)):
                if _at(day, a) <= end:
                    found = min(_at(day, b), end)
                    return found if found >= start else None
        day -= timedelta(1)
    return None


def start_of(taken: int, dispatched: int, rules: CalendarRules) -> int:
    """A-C-TAKEN, in seconds: taking counts only until the close of the dispatch's date; later
    the dispatch counts, or a unit could gain time by not pressing the key."""
    day = datetime.fromtimestamp(dispatched, ZONE).date()
    close = int(_at(day, rules.spans(day)[-1][1]).timestamp())
    return taken if taken <= close else dispatched


def yellow_from(
    end: datetime, lights: Lights, rules: CalendarRules, calendar: WorkCalendar
) -> datetime:
    """The instant from which a lamp is yellow."""
    amount, unit = lights.yellow_amount, lights.yellow_unit
    if unit == "clock_hour":
        return end - timedelta(hours=amount)
    left, day = timedelta(hours=amount), end.date()
    days = amount
    while True:
        try:
            working = calendar.is_working(day)
        except UnknownYear:
            working = _forecast(day)
        if working and unit == "work_day" and day < end.date():
            days -= 1
            if not days:
                return datetime.combine(day, end.timetz())
        if working and unit == "work_hour":
            for a, b in reversed(rules.spans(day)):
                top = min(_at(day, b), end)
                if top > _at(day, a):
                    if top - _at(day, a) >= left:
                        return top - left
                    left -= top - _at(day, a)
        day -= timedelta(1)


def lamp(
    now: datetime, end: datetime, lights: Lights, rules: CalendarRules, calendar: WorkCalendar
) -> str:
    """green, yellow (the due instant itself still is) or red, one second later (C-4-3h)."""
    if now > end:
        return "red"
    return "yellow" if now >= yellow_from(end, lights, rules, calendar) else "green"

"""Working time: from a start, an amount and a unit to the second a limit ends.

Pure functions over aware instants of Asia/Shanghai. How a profile reads the silent places of its
text (A-COUNT, A-SAMEDAY, A-CLOCK …) stands in its [calendar] table, not here.
"""

import calendar as months
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple

import msgspec

from app.domain.calendar import UnknownYear, WorkCalendar
from app.domain.clock import ZONE

Spans = tuple[tuple[time, time], ...]
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT: Final = time(0, 0)
_FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
RUNNING: Final = frozenset({"clock_hour", "minute", "instant"})
NUMBERLESS: Final = frozenset({"open", "set_by_group", "as_resolve", "with_resolve"})


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
        return _read_spans(season.hours if season else self.hours)


@cache
def _read_spans(hours: tuple[tuple[str, str], ...]) -> Spans:
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

    def counted_as(self, start: datetime) -> date:
        """The date an event counts as for working days (A-COUNT)."""
        day = start.date()
        if not self.is_working(day):
            is_start = self.rules.rest_day_start == "next_work_day_is_start"
            return self.next_working(day) if is_start else day
        late = start.time() > self.rules.spans(day)[-1][1]
        moves = late and self.rules.after_close == "next_work_day"
        return self.next_working(day) if moves else day

    def work_days(self, start: datetime, amount: int) -> datetime:
        """N个工作日: the close of the Nth working day (A-COUNT)."""
        day = self.counted_as(start)
        first = self.rules.count_start_day and self.is_working(day) and start <= self.close(day)
        return self.work_days_after(day, amount - first)

    def work_days_after(self, day: date, amount: int) -> datetime:
        """The close of the Nth working day after a day."""
        for _ in range(amount):
            day = self.next_working(day)
        return self.close(day)

    def work_hours(self, start: datetime, amount: int) -> datetime:
        """N个工作小时: open time only."""
        left, spans = timedelta(hours=amount), self.opening(start)
        a, b = next(spans)
        while b - a < left:
            left -= b - a
            a, b = next(spans)
        return a + left

    def work_day_before(self, day: date, amount: int) -> date:
        """The Nth working day before a day."""
        for _ in range(amount):
            day -= timedelta(1)
            while not self.is_working(day):
                day -= timedelta(1)
        return day

    def open_time_before(self, end: datetime, left: timedelta) -> datetime:
        """The last instant with so much open time left until `end`."""
        day = end.date()
        while True:
            for a, b in reversed(self.rules.spans(day) if self.is_working(day) else ()):
                top = min(_at(day, b), end)
                if top - _at(day, a) >= left:
                    return top - left
                left -= max(top - _at(day, a), timedelta())
            day -= timedelta(1)

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


def _forecasting(calendar: WorkCalendar) -> Callable[[date], bool]:
    """Official where known; else weekends and the fixed statutory days free, no make-up days."""

    def is_working(day: date) -> bool:
        if calendar.knows(day.year):
            return calendar.is_working(day)
        return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS

    return is_working


def date_of(due: datetime, rules: CalendarRules) -> date:
    """The date a due belongs to: where days end at midnight, 24:00 is still the day before."""
    is_end = rules.work_day_ends == "midnight" and due.time() == _MIDNIGHT
    return due.date() - timedelta(days=is_end)


def add_months(day: date, amount: int) -> date:
    """The same day of a later month, or its last day. Raises OverflowError past year 9999."""
    index = day.year * 12 + day.month - 1 + amount
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        raise OverflowError(year)
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
    return _settled(lambda counter: _count(counter, start, amount, unit), rules, calendar)


def extended(
    old_due: datetime, amount: int, unit: str, rules: CalendarRules, calendar: WorkCalendar
) -> Due:
    """The due of an extension: counted from the old due's date, which itself never counts
    (P-3-3g), or from its instant for a running clock."""
    old_due = old_due.astimezone(ZONE)
    day = date_of(old_due, rules)

    def count(counter: Counter) -> datetime:
        match unit:
            case "work_day":
                return counter.work_days_after(day, amount)
            case "day":
                return counter.days(day + timedelta(amount))
            case "month":
                return counter.days(add_months(day, amount))
            case _:
                return _count(counter, old_due, amount, unit)

    return _settled(count, rules, calendar)


def _settled(
    count: Callable[[Counter], datetime], rules: CalendarRules, calendar: WorkCalendar
) -> Due:
    """A count over the official years, or else its forecast."""
    try:
        return Due(count(Counter(rules, calendar.is_working)))
    except UnknownYear:
        return Due(None, count(Counter(rules, _forecasting(calendar))))


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
    amount, counter = lights.yellow_amount, Counter(rules, _forecasting(calendar))
    if lights.yellow_unit == "work_hour":
        return counter.open_time_before(end, timedelta(hours=amount))
    if lights.yellow_unit == "work_day":
        day = date_of(end, rules)
        return end - (day - counter.work_day_before(day, amount))
    return end - timedelta(hours=amount)


def lamp(
    now: datetime, end: datetime, lights: Lights, rules: CalendarRules, calendar: WorkCalendar
) -> str:
    """green, yellow (the due instant itself still is) or red, one second later (C-4-3h)."""
    if now > end:
        return "red"
    return "yellow" if now >= yellow_from(end, lights, rules, calendar) else "green"


def day_before(end: datetime, rules: CalendarRules, calendar: WorkCalendar) -> datetime:
    """The opening of the working day before the one a due belongs to."""
    day = Counter(rules, _forecasting(calendar)).work_day_before(date_of(end, rules), 1)
    return _at(day, rules.spans(day)[0][0])

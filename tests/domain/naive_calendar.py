"""A second, deliberately naive count of working time, to check the engine by.

It shares nothing with the engine: its days come from chinesecalendar, its hours are a list of
every open minute of the years, its counts step through days and minutes one by one. None is
answered where a count would leave the years it has.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

import chinese_calendar

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class NaiveCalendar:
    """Years of minutes. Naive local times in, naive local times out."""

    def __init__(self, first: date, last: date) -> None:
        self.last = last
        self.works: dict[date, bool] = {}
        day = first
        while day <= last:
            self.works[day] = chinese_calendar.is_workday(day)
            day += DAY
        self.open_minutes = list(self._minutes(last_minute_open=False))
        self.still_open = list(self._minutes(last_minute_open=True))
        self.month_later = lru_cache(maxsize=None)(self._month_later)

    def _minutes(self, *, last_minute_open: bool) -> Iterator[datetime]:
        for day, works in self.works.items():
            if works:
                for half in (("09:00", "12:00"), ("13:30", "17:30")):
                    minute, end = (datetime.fromisoformat(f"{day} {t}") for t in half)
                    while minute < end or (last_minute_open and minute == end):
                        yield minute
                        minute += MINUTE

    def _evening(self, day: date) -> datetime | None:
        return datetime.fromisoformat(f"{day} 17:30") if day in self.works else None

    def work_day(self, start: datetime, amount: int) -> datetime | None:
        day, counted = start.date(), 0
        while counted < amount:
            day += DAY
            if day not in self.works:
                return None
            if self.works[day]:
                counted += 1
        return self._evening(day)

    def same_day(self, start: datetime, _amount: int) -> datetime | None:
        for evening in map(self._evening, self._days_from(start.date())):
            if evening and self.works[evening.date()] and evening >= start:
                return evening
        return None

    def _days_from(self, day: date) -> Iterator[date]:
        while day <= self.last:
            yield day
            day += DAY

    def work_hour(self, start: datetime, amount: int) -> datetime | None:
        first = bisect_left(self.open_minutes, start)
        spent = self.open_minutes[first : first + 60 * amount]
        return spent[-1] + MINUTE if len(spent) == 60 * amount else None

    def clock_hour(self, start: datetime, amount: int) -> datetime | None:
        for _ in range(amount):
            start += 60 * MINUTE
        return start

    def minute(self, start: datetime, amount: int) -> datetime | None:
        for _ in range(amount):
            start += MINUTE
        return start

    def day(self, start: datetime, amount: int) -> datetime | None:
        day = start.date()
        for _ in range(amount):
            day += DAY
        return datetime.fromisoformat(f"{day} 17:30")

    def month(self, start: datetime, amount: int) -> datetime | None:
        return datetime.fromisoformat(f"{self.month_later(start.date(), amount)} 17:30")

    def _month_later(self, start: date, amount: int) -> date:
        """Walk until the month has turned so often, then to the day, or as far as it goes."""
        day, turned = start, 0
        while turned < amount:
            day += DAY
            turned += day.day == 1
        while day.day < start.day and (day + DAY).month == day.month:
            day += DAY
        return day

    def instant(self, start: datetime, _amount: int) -> datetime | None:
        return start

    def act_by(self, start: datetime, due: datetime) -> datetime | None:
        if due.date() not in self.works:
            return None
        before = bisect_right(self.still_open, due)
        found = self.still_open[before - 1] if before else None
        return found if found and found >= start else None

    def count(self, unit: str) -> Callable[[datetime, int], datetime | None]:
        """The count of a unit."""
        found: Callable[[datetime, int], datetime | None] = getattr(self, unit)
        return found

"""Working days of the State Council's yearly arrangement (节假日安排), from our own year files.

A year without an official file is unknown: nothing about it is ever guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

import msgspec

from app.domain.tables import Document


class Holiday(msgspec.Struct, frozen=True):
    """A holiday as the notice gives it, first and last day included."""

    name: str
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(n)


class YearCalendar(msgspec.Struct, frozen=True, dict=True):
    """One year: its notice, its days off beside weekends, its make-up working days (调休)."""

    year: int
    notice: str
    issued: date
    make_up: tuple[date, ...]
    holiday: tuple[Holiday, ...]

    @cached_property
    def free(self) -> frozenset[date]:
        """All holidays of the year."""
        return frozenset(d for h in self.holiday for d in h.days())


def load_year(name: str, raw: bytes) -> YearCalendar:
    """Read a year file. Raises Faulty with all faults."""
    document = Document(name, raw)
    year = document.struct(YearCalendar, document.root, ())
    if year is not None:
        for i, day in enumerate(year.make_up):
            if day.year != year.year or day.weekday() < 5:
                document.fault(("make_up", i), "not_a_weekend", value=day.isoformat())
            if day in year.free:
                document.fault(("make_up", i), "also_holiday", value=day.isoformat())
        for i, holiday in enumerate(year.holiday):
            if not holiday.first <= holiday.last or year.year != holiday.last.year:
                document.fault(("holiday", i), "outside_year", value=holiday.name)
    document.finish()
    assert year is not None
    return year


class UnknownYear(Exception):  # noqa: N818
    """A count needs a year that has no official calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


class WorkCalendar(msgspec.Struct, frozen=True, dict=True):
    """The known years together."""

    years: tuple[YearCalendar, ...]

    @cached_property
    def _by_year(self) -> dict[int, tuple[frozenset[date], frozenset[date]]]:
        return {y.year: (y.free, frozenset(y.make_up)) for y in self.years}

    def knows(self, year: int) -> bool:
        """Whether a year has an official calendar."""
        return year in self._by_year

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day. Raises UnknownYear."""
        found = self._by_year.get(day.year)
        if found is None:
            raise UnknownYear(day.year)
        free, make_up = found
        return day in make_up or (day.weekday() < 5 and day not in free)

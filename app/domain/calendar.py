"""Working days of the State Council's yearly arrangement (节假日安排), from our own year files.

A year without an official file is unknown: nothing about it is ever guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import msgspec

from app.domain.tables import Document

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
ALWAYS_FREE: Final = ((1, 1), (5, 1), (10, 1))  # in every notice, whatever the year


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
    """One year: its notice, its days off beside weekends, its make-up working days (调休).

    Both may lie in the December before: New Year's rest of 2023 began on 2022-12-31.
    """

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
    if year is not None and not FIRST_YEAR <= year.year <= LAST_YEAR:
        document.fault(("year",), "out_of_range", low=FIRST_YEAR, high=LAST_YEAR)
    elif year is not None:
        taken = _check_holidays(document, year)
        _check_make_up(document, year, taken)
    document.finish()
    assert year is not None
    return year


def _covers(year: YearCalendar, day: date) -> bool:
    return date(year.year - 1, 12, 1) <= day <= date(year.year, 12, 31)


def _check_holidays(document: Document, year: YearCalendar) -> set[date]:
    """Note holidays out of place; the days of the others."""
    taken: set[date] = set()
    for i, holiday in enumerate(year.holiday):
        in_year = _covers(year, holiday.first) and _covers(year, holiday.last)
        if not in_year or holiday.first > holiday.last:
            document.fault(("holiday", i), "outside_year", value=holiday.name)
            continue
        if not taken.isdisjoint(holiday.days()):
            document.fault(("holiday", i), "double", value=holiday.name)
        taken.update(holiday.days())
    for month, day in ALWAYS_FREE:  # whoever forgets one of these has mistyped the rest too
        if date(year.year, month, day) not in taken:
            document.fault(("year",), "no_holiday", value=f"{month:02}-{day:02}")
    return taken


def _check_make_up(document: Document, year: YearCalendar, free: set[date]) -> None:
    for i, day in enumerate(year.make_up):
        value = day.isoformat()
        if not _covers(year, day):
            document.fault(("make_up", i), "outside_year", value=value)
        elif day.weekday() < 5:
            document.fault(("make_up", i), "not_a_weekend", value=value)
        if day in free:
            document.fault(("make_up", i), "also_holiday", value=value)
        if day in year.make_up[:i]:
            document.fault(("make_up", i), "double", value=value)


class UnknownYear(Exception):  # noqa: N818
    """A count needs a year that has no official calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


class WorkCalendar(msgspec.Struct, frozen=True, dict=True):
    """The known years together."""

    years: tuple[YearCalendar, ...]

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(y.year for y in self.years)

    @cached_property
    def _named(self) -> dict[date, bool]:
        """The days that notices name, and whether they are working days; a later notice wins."""
        named: dict[date, bool] = {}
        for year in sorted(self.years, key=lambda y: y.year):
            named.update(dict.fromkeys(year.free, False))
            named.update(dict.fromkeys(year.make_up, True))
        return named

    def knows(self, year: int) -> bool:
        """Whether a year has an official calendar."""
        return year in self._known

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day. Raises UnknownYear."""
        if day.year not in self._known:
            raise UnknownYear(day.year)
        return self._named.get(day, day.weekday() < 5)

"""Working days of the State Council's yearly arrangement (节假日安排), from our own year files.

A year without an official file is unknown: nothing about it is ever guessed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

import msgspec


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

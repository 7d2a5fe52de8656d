"""Reading a year file (节假日安排), as strictly as the slips of a typist need."""

from datetime import date
from typing import Final

from app.domain.calendar import YearCalendar
from app.settings.tables import Document

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
ALWAYS_FREE: Final = ((1, 1), (5, 1), (10, 1))  # in every notice, whatever the year


def load(name: str, raw: bytes) -> YearCalendar:
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

"""Our year files say what the notices and two libraries say; a file with mistakes is refused."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from app.domain.calendar import UnknownYear, WorkCalendar, YearCalendar
from app.settings import calendar_file, shipped
from app.settings.tables import Faulty
from app.settings.words import Words

YEARS = (2022, 2023, 2024, 2025, 2026)
WORKING_DAYS = {2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}

GOOD = """\
year = 2030
notice = "国办发明电〔2029〕1号"
issued = 2029-11-01
make_up = [2029-12-29]

[[holiday]]
name = "元旦"
from = 2029-12-30
to = 2030-01-01

[[holiday]]
name = "劳动节"
from = 2030-05-01
to = 2030-05-05

[[holiday]]
name = "国庆节"
from = 2030-10-01
to = 2030-10-07
"""


def days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def year_of(text: str) -> YearCalendar:
    return calendar_file.load("2030", text.encode())


def faults_of(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(Faulty) as caught:
        year_of(text)
    return [(f.place, f.line, f.problem) for f in caught.value.faults]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_chinesecalendar(year: int, calendar: WorkCalendar) -> None:
    differing = [d for d in days(year) if calendar.is_working(d) != chinese_calendar.is_workday(d)]
    assert differing == []


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_holidays(year: int, calendar: WorkCalendar) -> None:
    # Neighbouring years too: New Year's rest of 2023 began in December 2022.
    china = holidays.country_holidays("CN", years=[year, year + 1])
    differing = [d for d in days(year) if calendar.is_working(d) != china.is_working_day(d)]
    assert differing == []


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_its_known_count_of_working_days(year: int, calendar: WorkCalendar) -> None:
    assert sum(map(calendar.is_working, days(year))) == WORKING_DAYS[year]


def test_new_years_eve_of_2024_is_a_working_day_and_of_2025_is_not(calendar: WorkCalendar) -> None:
    assert calendar.is_working(date(2024, 2, 9))
    assert not calendar.is_working(date(2025, 1, 28))


@pytest.mark.parametrize("year", [2021, 2027])
def test_a_year_without_a_file_is_unknown(year: int, calendar: WorkCalendar) -> None:
    assert not calendar.knows(year)
    with pytest.raises(UnknownYear) as caught:
        calendar.is_working(date(year, 6, 1))
    assert caught.value.year == year


def test_file_names_are_the_years_inside() -> None:
    for year, raw in shipped.calendar_files().items():
        assert calendar_file.load(str(year), raw).year == year


def test_a_notice_may_name_days_of_the_december_before() -> None:
    before = year_of(GOOD.replace("2030", "2029").replace("2029-12-30", "2029-01-01")
                     .replace("2029-12-29", "2029-12-30"))  # fmt: skip
    alone, both = WorkCalendar((before,)), WorkCalendar((year_of(GOOD), before))
    last_days = [date(2029, 12, n) for n in (29, 30, 31)]  # Saturday, Sunday, Monday
    assert list(map(alone.is_working, last_days)) == [False, True, True]
    assert list(map(both.is_working, last_days)) == [True, False, False]  # the later notice wins


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("year = 2030", "year = 20300", ("year", 1, "out_of_range")),
        ("2029-12-29", "2030-05-03", ("make_up[0]", 4, "also_holiday")),
        ("2029-12-29", "2030-06-03", ("make_up[0]", 4, "not_a_weekend")),
        ("2029-12-29", "2029-06-02", ("make_up[0]", 4, "outside_year")),
        ("2029-12-29", "2029-12-29, 2029-12-29", ("make_up[1]", 4, "double")),
        ("2030-05-05", "2030-04-05", ("holiday[1]", 11, "outside_year")),
        ("2030-05-05", "3030-05-05", ("holiday[1]", 11, "outside_year")),
        ("2030-05-05", "2030-10-01", ("holiday[2]", 16, "double")),
        ("from = 2030-10-01", "from = 2030-10-02", ("year", 1, "no_holiday")),
        ("make_up", "makeup", ("makeup", 4, "unknown_key")),
        ("from = 2030-10-01", "from = 2030-10-01T08:00:00", ("holiday[2].from", 18, "wrong_type")),
    ],
)
def test_a_mistake_in_a_year_file_is_named_with_its_line(
    old: str, new: str, fault: tuple[str, int, str]
) -> None:
    assert old in GOOD
    assert fault in faults_of(GOOD.replace(old, new))


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("2029-12-29", "2030-06-03").replace("2030-05-01", "2030-05-02")
    assert faults_of(text) == [
        ("year", 1, "no_holiday"), ("make_up[0]", 4, "not_a_weekend"),
    ]  # fmt: skip


def test_every_problem_of_a_year_file_has_a_sentence() -> None:
    words = Words()
    for problem in ("not_a_weekend", "also_holiday", "outside_year", "double", "no_holiday"):
        assert words.has(f"fault.{problem}")

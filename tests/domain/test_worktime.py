"""What a profile may choose about counting, each choice by an example a person can check."""

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import worktime
from app.domain.calendar import WorkCalendar
from app.domain.clock import ZONE
from app.domain.worktime import CalendarRules, Lights, Season
from tests.domain.conftest import at, clock_text, shipped_years

# March 2026: 2nd a Monday, 6th a Friday, no holidays.
FRIDAY_OPEN, FRIDAY_LATE = "2026-03-06 10:00", "2026-03-06 18:00"
SATURDAY, MONDAY = "2026-03-07 10:00", "2026-03-09 10:00"


def due(rules: CalendarRules, start: str, amount: int, unit: str) -> str:
    """The due of a count as text."""
    return clock_text(worktime.due(at(start), amount, unit, rules, shipped_years()).at)


def with_rules(rules: CalendarRules, **chosen: object) -> CalendarRules:
    return msgspec.structs.replace(rules, **chosen)


@pytest.mark.parametrize(
    ("start", "one_day"),
    [
        (FRIDAY_OPEN, "2026-03-09 17:30"),
        ("2026-03-06 17:30", "2026-03-09 17:30"),
        ("2026-03-06 17:30:01", "2026-03-10 17:30"),
        (FRIDAY_LATE, "2026-03-10 17:30"),
        (SATURDAY, "2026-03-09 17:30"),
    ],
)
def test_a_start_after_close_may_count_as_the_next_working_day(
    rules: CalendarRules, start: str, one_day: str
) -> None:
    chosen = with_rules(rules, after_close="next_work_day")
    assert due(chosen, start, 1, "work_day") == one_day


def test_a_start_on_a_rest_day_may_count_as_the_next_working_day(rules: CalendarRules) -> None:
    chosen = with_rules(rules, rest_day_start="next_work_day_is_start")
    assert due(chosen, SATURDAY, 1, "work_day") == "2026-03-10 17:30"
    assert due(chosen, FRIDAY_LATE, 1, "work_day") == "2026-03-09 17:30"


@pytest.mark.parametrize(
    ("start", "two_days"),
    [
        (FRIDAY_OPEN, "2026-03-09 17:30"),
        (FRIDAY_LATE, "2026-03-10 17:30"),  # the day is over: it cannot be the first
        (SATURDAY, "2026-03-10 17:30"),
    ],
)
def test_the_start_day_may_count_as_the_first(
    rules: CalendarRules, start: str, two_days: str
) -> None:
    assert due(with_rules(rules, count_start_day=True), start, 2, "work_day") == two_days


@pytest.mark.parametrize(
    ("start", "amount", "unit", "wanted"),
    [
        (FRIDAY_OPEN, 1, "work_day", "2026-03-10 00:00"),
        (FRIDAY_LATE, 0, "same_day", "2026-03-07 00:00"),
        (SATURDAY, 0, "same_day", "2026-03-10 00:00"),
        (FRIDAY_OPEN, 1, "day", "2026-03-08 00:00"),
    ],
)
def test_days_may_end_at_midnight(
    rules: CalendarRules, start: str, amount: int, unit: str, wanted: str
) -> None:
    assert due(with_rules(rules, work_day_ends="midnight"), start, amount, unit) == wanted


@pytest.mark.parametrize(
    ("start", "hours", "wanted"),
    [
        (FRIDAY_OPEN, 2, "2026-03-06 12:00"),
        (FRIDAY_OPEN, 3, "2026-03-06 13:30"),
        ("2026-03-06 13:30", 4, "2026-03-06 17:30"),
        ("2026-03-06 13:31", 4, "2026-03-09 09:00"),
        (FRIDAY_OPEN, 24, "2026-03-09 09:00"),
        ("2026-03-05 10:00", 24, "2026-03-06 10:00"),
    ],
)
def test_a_running_clock_may_roll_to_the_next_opening(
    rules: CalendarRules, start: str, hours: int, wanted: str
) -> None:
    chosen = with_rules(rules, clock_hours_roll="next_open")
    assert due(chosen, start, hours, "clock_hour") == wanted
    assert due(chosen, start, 60 * hours, "minute") == wanted


def test_a_running_clock_that_ends_a_second_after_close_rolls(rules: CalendarRules) -> None:
    chosen = with_rules(rules, clock_hours_roll="next_open")
    assert due(chosen, "2026-03-06 17:00:00", 30, "minute") == "2026-03-06 17:30"
    assert due(chosen, "2026-03-06 17:00:01", 30, "minute") == "2026-03-09 09:00"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "as_it_falls", "rolled"),
    [
        (FRIDAY_OPEN, 1, "day", "2026-03-07 17:30", "2026-03-09 17:30"),
        (FRIDAY_OPEN, 3, "day", "2026-03-09 17:30", "2026-03-09 17:30"),
        ("2026-01-31 10:00", 1, "month", "2026-02-28 17:30", "2026-02-28 17:30"),  # make-up
        ("2024-01-31 10:00", 1, "month", "2024-02-29 17:30", "2024-02-29 17:30"),
        ("2025-11-30 10:00", 3, "month", "2026-02-28 17:30", "2026-02-28 17:30"),
        ("2026-01-15 10:00", 1, "month", "2026-02-15 17:30", "2026-02-24 17:30"),
    ],
)
def test_days_and_months_roll_only_where_the_profile_says(
    rules: CalendarRules, start: str, amount: int, unit: str, as_it_falls: str, rolled: str
) -> None:
    assert due(rules, start, amount, unit) == as_it_falls
    assert due(with_rules(rules, day_roll="next_work_day"), start, amount, unit) == rolled


SUMMER = Season(first="06-01", last="09-30", weekdays=(), hours=(("08:30", "18:00"),))
WINTER = Season(first="12-01", last="02-15", weekdays=(), hours=(("09:30", "16:00"),))
FRIDAYS = Season(
    first="2026-03-01", last="2026-03-31", weekdays=("fri",), hours=(("09:00", "12:00"),)
)
NUMBERED = Season(first="01-01", last="12-31", weekdays=(5,), hours=(("09:00", "11:00"),))


@pytest.mark.parametrize(
    ("seasons", "start", "wanted"),
    [
        ((SUMMER,), "2026-06-01 17:50", "2026-06-01 18:00"),
        ((SUMMER,), "2026-05-29 17:50", "2026-06-01 18:00"),
        ((SUMMER,), "2026-10-08 17:00", "2026-10-08 17:30"),
        ((WINTER,), "2026-01-05 10:00", "2026-01-05 16:00"),
        ((WINTER,), "2025-12-01 10:00", "2025-12-01 16:00"),
        ((WINTER,), "2026-02-24 10:00", "2026-02-24 17:30"),
        ((FRIDAYS,), "2026-03-06 10:00", "2026-03-06 12:00"),
        ((FRIDAYS,), "2026-03-06 12:01", "2026-03-09 17:30"),
        ((FRIDAYS,), "2025-03-07 10:00", "2025-03-07 17:30"),
        ((NUMBERED,), "2026-03-06 10:00", "2026-03-06 11:00"),
        ((FRIDAYS, NUMBERED), "2026-03-06 10:00", "2026-03-06 12:00"),  # the first row that fits
    ],
)
def test_seasonal_hours_hold_in_their_dates_and_weekdays(
    rules: CalendarRules, seasons: tuple[Season, ...], start: str, wanted: str
) -> None:
    assert due(with_rules(rules, variant=seasons), start, 0, "same_day") == wanted


def test_limits_without_a_number_have_no_due(rules: CalendarRules, calendar: WorkCalendar) -> None:
    for unit in ("open", "set_by_group", "as_resolve", "with_resolve"):
        assert worktime.due(at(MONDAY), 0, unit, rules, calendar) == (None, None)


def test_an_unknown_unit_is_no_count(rules: CalendarRules, calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="fortnight"):
        worktime.due(at(MONDAY), 1, "fortnight", rules, calendar)


def test_running_clocks_need_no_calendar(rules: CalendarRules, calendar: WorkCalendar) -> None:
    found = worktime.due(at("2026-12-31 16:00"), 24, "clock_hour", rules, calendar)
    assert clock_text(found.at) == "2027-01-01 16:00"
    assert found.provisional is None
    assert worktime.act_by(at("2026-12-31 16:00"), at("2027-01-01 16:00"), rules, calendar) is None


@pytest.mark.parametrize(
    ("start", "amount", "unit", "forecast"),
    [
        ("2026-12-31 18:00", 0, "same_day", "2027-01-04 17:30"),
        ("2026-12-30 10:00", 80, "work_day", "2027-04-22 17:30"),
        ("2026-12-31 17:00", 1, "work_hour", "2027-01-04 09:30"),
        ("2027-04-30 10:00", 1, "work_day", "2027-05-03 17:30"),  # 1 and 2 May fall on a weekend
        ("2028-04-28 10:00", 1, "work_day", "2028-05-03 17:30"),
        ("2028-09-29 10:00", 1, "work_day", "2028-10-04 17:30"),
    ],
)
def test_a_forecast_frees_weekends_and_fixed_days_only(
    rules: CalendarRules, calendar: WorkCalendar, start: str, amount: int, unit: str, forecast: str
) -> None:
    found = worktime.due(at(start), amount, unit, rules, calendar)
    assert found.at is None
    assert clock_text(found.provisional) == forecast


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2026-03-06 10:00", "2026-03-06 12:45", "2026-03-06 12:00"),
        ("2026-03-06 12:30", "2026-03-06 12:45", ""),
        ("2026-03-06 18:00", "2026-03-06 22:00", ""),
        ("2026-03-06 18:00", "2026-03-07 18:00", ""),
        ("2026-03-06 18:00", "2026-03-09 08:00", ""),
        ("2026-03-06 18:00", "2026-03-09 09:00", "2026-03-09 09:00"),
        ("2026-02-14 17:00", "2026-02-16 17:00", "2026-02-14 17:30"),
        ("2021-12-31 10:00", "2022-01-01 10:00", ""),
    ],
)
def test_act_by_is_the_last_open_instant_between_start_and_due(
    rules: CalendarRules, calendar: WorkCalendar, start: str, end: str, wanted: str
) -> None:
    assert clock_text(worktime.act_by(at(start), at(end), rules, calendar)) == wanted


@pytest.mark.parametrize(
    ("unit", "amount", "old_due", "wanted"),
    [
        ("work_day", 1, "2026-03-06 20:00", "2026-03-09 17:30"),
        ("work_day", 1, SATURDAY, "2026-03-09 17:30"),
        ("work_day", 1, "2026-03-09 17:30", "2026-03-10 17:30"),
        ("day", 2, "2026-03-09 17:30", "2026-03-11 17:30"),
        ("month", 1, "2026-03-09 17:30", "2026-04-09 17:30"),
        ("clock_hour", 24, "2026-03-09 17:30", "2026-03-10 17:30"),
    ],
)
def test_an_extension_counts_from_the_date_of_the_old_due(
    rules: CalendarRules, calendar: WorkCalendar, unit: str, amount: int, old_due: str, wanted: str
) -> None:
    chosen = with_rules(
        rules, after_close="next_work_day", rest_day_start="next_work_day_is_start",
        count_start_day=True,
    )  # fmt: skip
    for each in (rules, chosen):  # how a start is read does not matter to an old due
        found = worktime.extended(at(old_due), amount, unit, each, calendar)
        assert clock_text(found.at) == wanted


def test_an_extension_of_a_due_at_midnight_counts_from_the_day_that_ended(
    rules: CalendarRules, calendar: WorkCalendar
) -> None:
    chosen = with_rules(rules, work_day_ends="midnight")
    found = worktime.extended(at("2026-03-07 00:00"), 1, "work_day", chosen, calendar)
    assert clock_text(found.at) == "2026-03-10 00:00"
    late = worktime.extended(at("2026-03-07 00:00"), 1, "work_day", rules, calendar)
    assert clock_text(late.at) == "2026-03-09 17:30"


@pytest.mark.parametrize(
    ("dispatched", "taken", "is_taking"),
    [
        (FRIDAY_OPEN, "2026-03-06 17:30:00", True),
        (FRIDAY_OPEN, "2026-03-06 17:30:01", False),
        (FRIDAY_OPEN, MONDAY, False),
        (SATURDAY, "2026-03-07 16:00", True),
        (FRIDAY_LATE, "2026-03-06 18:30", False),
    ],
)
def test_taking_counts_until_the_close_of_the_dispatch_day(
    rules: CalendarRules, dispatched: str, taken: str, is_taking: bool
) -> None:
    event, order = (int(at(text).timestamp()) for text in (taken, dispatched))
    assert worktime.start_of(event, order, rules) == (event if is_taking else order)


def lights(amount: int, unit: str) -> Lights:
    return Lights(enabled=True, yellow_amount=amount, yellow_unit=unit, red_after="due")


@pytest.mark.parametrize(
    ("amount", "unit", "end", "yellow"),
    [
        (24, "clock_hour", "2026-03-09 17:30", "2026-03-08 17:30"),
        (1, "work_day", "2026-03-09 17:30", "2026-03-06 17:30"),
        (2, "work_day", "2026-02-24 12:00", "2026-02-13 12:00"),
        (1, "work_day", "2026-03-07 16:00", "2026-03-06 16:00"),
        (2, "work_hour", "2026-03-09 10:00", "2026-03-06 16:30"),
        (1, "work_hour", "2026-03-09 10:00", "2026-03-09 09:00"),
        (1, "work_hour", "2026-03-09 12:45", "2026-03-09 11:00"),
        (1, "work_hour", "2026-03-07 16:00", "2026-03-06 16:30"),
        (0, "clock_hour", "2026-03-09 17:30", "2026-03-09 17:30"),
        (0, "work_day", "2026-03-09 17:30", "2026-03-09 17:30"),
        (1, "work_day", "2027-01-04 17:30", "2026-12-31 17:30"),
    ],
)
def test_a_lamp_turns_yellow_so_much_time_before_the_due(
    rules: CalendarRules, calendar: WorkCalendar, amount: int, unit: str, end: str, yellow: str
) -> None:
    found = worktime.yellow_from(at(end), lights(amount, unit), rules, calendar)
    assert clock_text(found) == yellow


def test_a_lamp_before_midnight_counts_whole_working_days(
    rules: CalendarRules, calendar: WorkCalendar
) -> None:
    chosen = with_rules(rules, work_day_ends="midnight")  # Monday 24:00 less one day: Friday 24:00
    found = worktime.yellow_from(at("2026-03-10 00:00"), lights(1, "work_day"), chosen, calendar)
    assert clock_text(found) == "2026-03-07 00:00"


INSTANTS = st.datetimes(
    at("2024-01-01").replace(tzinfo=None), at("2026-11-30").replace(tzinfo=None)
)


@given(
    one=INSTANTS,
    other=INSTANTS,
    amount=st.integers(1, 12),
    unit=st.sampled_from(["work_day", "work_hour", "clock_hour", "minute", "day", "month"]),
)
def test_a_later_start_never_ends_earlier(
    rules: CalendarRules, calendar: WorkCalendar, one: datetime, other: datetime, amount: int,
    unit: str,
) -> None:  # fmt: skip
    first, second = sorted((one, other))
    ends = [
        worktime.due(x.replace(tzinfo=ZONE), amount, unit, rules, calendar).at
        for x in (first, second)
    ]
    if ends[0] and ends[1]:
        assert first.replace(tzinfo=ZONE) < ends[0] <= ends[1]

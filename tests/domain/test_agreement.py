"""The engine and the naive count agree on every day of 2024–2026, at every kind of minute."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from app.domain import worktime
from app.domain.calendar import WorkCalendar
from app.domain.clock import ZONE
from app.domain.worktime import CalendarRules, Lights
from tests.domain.naive_calendar import NaiveCalendar

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
# Before open, at open, in the morning, noon sharp, in the noon break, at reopening, in the
# afternoon, a minute before close, the closing instant, a second later, at night.
STARTS = (
    "07:15:00", "09:00:00", "10:20:00", "12:00:00", "12:45:00", "13:30:00", "15:50:00",
    "17:29:00", "17:30:00", "17:30:01", "23:40:00",
)  # fmt: skip
COUNTS = (
    ("instant", 0), ("same_day", 0), ("work_day", 1), ("work_day", 3), ("work_day", 5),
    ("work_day", 7), ("work_day", 10), ("work_hour", 4), ("work_hour", 7), ("clock_hour", 4),
    ("clock_hour", 24), ("clock_hour", 48), ("minute", 30), ("day", 1), ("day", 15),
    ("month", 1), ("month", 3),
)  # fmt: skip


def days() -> Iterator[date]:
    for n in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=n)


@pytest.fixture(scope="module")
def naive() -> NaiveCalendar:
    return NaiveCalendar(FIRST, LAST)


@pytest.mark.parametrize(("unit", "amount"), COUNTS)
def test_engine_and_naive_count_agree_on_every_start(
    unit: str, amount: int, naive: NaiveCalendar, rules: CalendarRules, calendar: WorkCalendar
) -> None:
    count, differing = naive.count(unit), []
    for day in days():
        for clock in STARTS:
            start = datetime.fromisoformat(f"{day} {clock}")
            found = worktime.due(start.replace(tzinfo=ZONE), amount, unit, rules, calendar)
            wanted = count(start, amount)
            if found.at != (wanted and wanted.replace(tzinfo=ZONE)):
                differing.append((start, found.at, wanted))
            assert (found.provisional is None) == (found.at is not None)
    assert not differing


@pytest.mark.parametrize(
    ("unit", "amount"), [("clock_hour", 4), ("clock_hour", 24), ("minute", 30)]
)
def test_act_by_agrees_on_every_start(
    unit: str, amount: int, naive: NaiveCalendar, rules: CalendarRules, calendar: WorkCalendar
) -> None:
    count, differing = naive.count(unit), []
    for day in days():
        for clock in STARTS:
            start = datetime.fromisoformat(f"{day} {clock}")
            end = count(start, amount)
            assert end is not None
            aware = start.replace(tzinfo=ZONE), end.replace(tzinfo=ZONE)
            found, wanted = worktime.act_by(*aware, rules, calendar), naive.act_by(start, end)
            if found != (wanted and wanted.replace(tzinfo=ZONE)):
                differing.append((start, found, wanted))
    assert not differing


def test_work_hour_lamps_agree_with_counted_open_minutes(
    naive: NaiveCalendar, rules: CalendarRules, calendar: WorkCalendar
) -> None:
    lights = Lights(enabled=True, yellow_amount=8, yellow_unit="work_hour", red_after="due")
    minutes = naive.open_minutes
    for index in range(1000, len(minutes), 1777):
        end = minutes[index].replace(tzinfo=ZONE)
        turns = worktime.yellow_from(end, lights, rules, calendar)
        left = [m for m in minutes[index - 1000 : index] if m.replace(tzinfo=ZONE) >= turns]
        assert len(left) == 8 * 60

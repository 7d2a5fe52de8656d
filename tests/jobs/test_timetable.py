"""The timetable: when its jobs are due, that a stall or a clock put back loses none of them."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.domain.clock import ZONE
from app.jobs.timetable import DAY_END, DayEnded, DayTurned, MinutePassed, Timetable
from tests.fakes.mailbox import Mailbox

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def timetable(mailbox: Mailbox) -> Iterator[Timetable]:
    """A timetable that runs."""
    made = Timetable(mailbox.post)
    made.start()
    assert made._thread is not None
    made._thread.join()
    yield made
    made.stop()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("job", "now", "due"),
    [
        ("minute", "2026-03-11 09:00:07", "2026-03-11 09:01:00"),
        ("midnight", "2026-03-11 23:59:59", "2026-03-12 00:00:00"),
        ("midnight", "2026-12-31 00:00:01", "2027-01-01 00:00:00"),
    ],
)
def test_a_job_is_due_by_the_clock_of_the_counter(
    timetable: Timetable, job: str, now: str, due: str
) -> None:
    trigger = timetable.scheduler.get_job(job).trigger
    assert trigger.get_next_fire_time(None, at(now)) == at(due)


def test_a_job_that_is_late_is_done_once_and_never_dropped(
    timetable: Timetable, mailbox: Mailbox
) -> None:
    job = timetable.scheduler.get_job("midnight")
    assert (job.misfire_grace_time, job.coalesce) == (None, True)
    job.modify(next_run_time=datetime.now(ZONE) - timedelta(days=3))
    mailbox.wait(DayTurned)
    assert timetable.scheduler.get_job("midnight").next_run_time > datetime.now(ZONE)
    assert len(mailbox.all(DayTurned)) == 1


def test_the_hall_closes_once_and_by_the_last_word(timetable: Timetable, mailbox: Mailbox) -> None:
    today = datetime.now(ZONE)
    for closes in ("16:00", "17:30"):
        timetable.end_day_at(datetime.combine(today, time.fromisoformat(closes), ZONE))
    job = timetable.scheduler.get_job(DAY_END)
    due = job.trigger.get_next_fire_time(None, at("2026-03-11 17:29:59"))
    assert due == at("2026-03-11 17:30:00")
    job.modify(next_run_time=today - timedelta(hours=2))  # the machine slept meanwhile
    assert mailbox.wait(DayEnded).on == today.date()
    timetable.end_day_at(None)
    assert timetable.scheduler.get_job(DAY_END) is None
    assert len(mailbox.all(DayEnded)) == 1


def test_what_was_said_before_the_library_was_read_holds(mailbox: Mailbox) -> None:
    timetable = Timetable(mailbox.post)
    timetable.end_day_at(at("2026-03-11 17:30"))
    timetable.start()
    assert timetable._thread is not None
    timetable._thread.join()
    assert timetable.scheduler.get_job(DAY_END).args == (DayEnded(date(2026, 3, 11)),)
    timetable.stop()


def test_a_clock_put_back_does_not_silence_the_minutes(timetable: Timetable) -> None:
    """What was planned by a clock two days ahead is planned anew; what lies near stays."""
    scheduler, now = timetable.scheduler, datetime.now(ZONE)
    scheduler.get_job("minute").modify(next_run_time=now + timedelta(days=2))
    midnight = scheduler.get_job("midnight").next_run_time
    timetable.clock_changed()
    assert scheduler.get_job("minute").next_run_time <= now + timedelta(minutes=1, seconds=5)
    assert scheduler.get_job("midnight").next_run_time == midnight


def test_stopped_it_says_nothing_more(mailbox: Mailbox) -> None:
    timetable = Timetable(mailbox.post)
    timetable.stop()  # before it began
    timetable = Timetable(mailbox.post)
    timetable.start()
    timetable.stop()
    timetable.clock_changed()
    timetable.end_day_at(at("2020-03-11 17:30"))
    assert mailbox.all(DayEnded) == []
    assert mailbox.all(MinutePassed) == []


def test_the_library_is_not_read_before_the_window_stands() -> None:
    code = "import sys, app.main; sys.exit('apscheduler' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

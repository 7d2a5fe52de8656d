"""What happens by the clock: each minute, at midnight, when the hall closes.

One APScheduler in memory whose jobs only post messages (decision 34): nothing is lost by a stall
(no grace time) and nothing is done twice after one (coalesced). The library is read on a thread
of its own after the window stands.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from app.domain.clock import ZONE

DAY_END: Final = "day_end"


@dataclass(frozen=True)
class MinutePassed:
    """A minute has begun."""


@dataclass(frozen=True)
class DayTurned:
    """Midnight has passed at the counter."""


@dataclass(frozen=True)
class DayEnded:
    """The hall has closed on a day."""

    on: date


class Timetable:
    """The scheduler and its jobs. All methods belong to the main thread and never block long."""

    def __init__(self, post: Callable[[object], object]) -> None:
        self._post = post
        self._changing = threading.Lock()
        self._closes: datetime | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False
        self.scheduler: Any = None  # until the library is read
        self._at: Callable[..., Any]

    def start(self) -> None:
        """Begin, behind the window."""
        self._thread = threading.Thread(target=self._begin, name="timetable", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No more messages."""
        with self._changing:
            self._stopped = True
        if self._thread is not None:
            self._thread.join()
        if self.scheduler is not None:
            self.scheduler.shutdown()
            self.scheduler = None

    def end_day_at(self, closes: datetime | None) -> None:
        """When the hall closes today, None for never; what was said before is forgotten.

        To be said anew each day: the message carries this date until then.
        """
        with self._changing:
            self._closes = closes
            if self.scheduler is not None:
                self._plan_end(closes)

    def clock_changed(self) -> None:
        """The wall clock jumped: what is due is done now, what lay ahead of an earlier clock is
        planned anew (a minute would else wait for the old one to come again)."""
        with self._changing:
            if self.scheduler is None:
                return
            now = datetime.now(ZONE)
            for job in self.scheduler.get_jobs():
                ahead = job.trigger.get_next_fire_time(None, now)
                if ahead and job.next_run_time and ahead < job.next_run_time:
                    job.modify(next_run_time=ahead)
            self.scheduler.wakeup()

    def _begin(self) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.cron import CronTrigger

        self._at = partial(CronTrigger, timezone=ZONE)
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # else two lines a minute
        patient = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = BackgroundScheduler(timezone=ZONE, job_defaults=patient)
        for id_, message, at in (
            ("minute", MinutePassed(), self._at(second=0)),
            ("midnight", DayTurned(), self._at(hour=0, minute=0, second=0)),
        ):
            scheduler.add_job(self._post, at, args=(message,), id=id_)
        with self._changing:
            if self._stopped:
                return
            self.scheduler = scheduler
            self._plan_end(self._closes)
            scheduler.start()

    def _plan_end(self, closes: datetime | None) -> None:
        if self.scheduler.get_job(DAY_END):
            self.scheduler.remove_job(DAY_END)
        if closes is not None:  # daily: a job that ends by itself may meet the shutdown and raise
            daily = self._at(hour=closes.hour, minute=closes.minute, second=closes.second)
            ended = DayEnded(closes.date())
            self.scheduler.add_job(self._post, daily, args=(ended,), id=DAY_END)

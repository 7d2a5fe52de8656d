"""The shipped profiles and years, read once; questions to them as `bandecheng due` takes them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
import pytest

from app.desk import inquiry
from app.desk.inquiry import Answer, Request
from app.domain.calendar import WorkCalendar
from app.domain.clock import ZONE
from app.domain.regime import Regime
from app.domain.worktime import CalendarRules
from app.settings import shipped

Ask = Callable[[Mapping[str, Any]], Answer]


def at(text: str) -> datetime:
    """A local instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def clock_text(instant: datetime | None) -> str:
    """An instant as people write it; "" for none."""
    return f"{instant:%Y-%m-%d %H:%M}" if instant else ""


@pytest.fixture(scope="session")
def regimes() -> Mapping[str, Regime]:
    return shipped.load_regimes()


@cache
def shipped_years() -> WorkCalendar:
    """The work calendar of the years we ship."""
    return shipped.load_calendar()


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return shipped_years()


@pytest.fixture(scope="session")
def rules(regimes: Mapping[str, Regime]) -> CalendarRules:
    """The counting of the national profile; all five count alike."""
    return regimes["national"].calendar


@pytest.fixture(scope="session")
def ask(regimes: Mapping[str, Regime], calendar: WorkCalendar) -> Ask:
    def asked(keys: Mapping[str, Any]) -> Answer:
        return inquiry.answer(msgspec.convert(keys, Request), regimes, calendar)

    return asked

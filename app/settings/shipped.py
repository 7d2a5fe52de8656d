"""The rules that come with the program: its regulations and year calendars."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.domain.calendar import WorkCalendar
from app.domain.regime import Regime
from app.settings import calendar_file, regime_file
from app.settings.places import RESOURCES

REGIMES: Final = ("national", "xiufeng", "chongming", "pingyi", "songjiang")


def regime_files(extra: Path | None = None) -> Mapping[str, bytes]:
    """The shipped profiles by file name, and those of a further folder."""
    folders = [RESOURCES / "regimes", *([extra] if extra else [])]
    return {p.stem: p.read_bytes() for folder in folders for p in sorted(folder.glob("*.toml"))}


def load_regimes(extra: Path | None = None) -> Mapping[str, Regime]:
    """All profiles by id. Raises Faulty for the first file with faults."""
    loaded = (regime_file.load(name, raw) for name, raw in regime_files(extra).items())
    return {regime.id: regime for regime in loaded}


def calendar_files() -> Mapping[int, bytes]:
    """The shipped year calendars."""
    return {int(p.stem): p.read_bytes() for p in sorted((RESOURCES / "calendars").glob("*.toml"))}


def load_calendar() -> WorkCalendar:
    """The work calendar of all shipped years."""
    years = (calendar_file.load(str(y), raw) for y, raw in calendar_files().items())
    return WorkCalendar(tuple(years))

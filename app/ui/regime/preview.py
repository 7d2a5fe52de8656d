"""A file before it is adopted, in words: all its faults, or what it would change."""

from datetime import date
from typing import NamedTuple

from app.desk import moments, ruling
from app.desk.desk import Desk
from app.desk.ruling import Moved, Tried
from app.domain.calendar import YearCalendar
from app.domain.regime import Regime
from app.settings.tables import Fault


class Told(NamedTuple):
    """A file as it was read: what it holds, or its faults; neither if it cannot be read."""

    name: str
    raw: bytes = b""
    found: Regime | YearCalendar | None = None
    faults: tuple[Fault, ...] = ()


class Row(NamedTuple):
    """A ticket whose due would be another one."""

    number: str
    matter: str
    old: str
    new: str


class Preview(NamedTuple):
    """What the dialog shows; `needs_start` for a profile, `may` if it can be adopted at all."""

    name: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    faults: tuple[str, ...] = ()
    needs_start: bool = False
    may: bool = False


def told(desk: Desk, read: Told, tried: Tried | tuple[Moved, ...] = ()) -> Preview:
    """The preview of a file that was read, tried where it has no faults."""
    words = desk.words
    if read.found is None:
        faults = tuple(words.fault(read.name, fault) for fault in read.faults)
        said = words("regime.preview.faulty", n=len(faults)) if faults else words("regime.not_read")
        return Preview(read.name, (said,), faults=faults)
    if isinstance(tried, Tried):
        assert isinstance(read.found, Regime)
        rows, said = tried.moved, trial_words(desk, tried)
        return Preview(read.found.head.name, (said,), _rows(desk, rows), (), True, True)
    assert isinstance(read.found, YearCalendar)
    key = "year_moves" if tried else "year_same"
    sentences = (*year_words(desk, read.found), words(f"regime.preview.{key}", moved=len(tried)))
    return Preview(read.name, sentences, _rows(desk, tried), (), False, True)


def trial_words(desk: Desk, tried: Tried) -> str:
    """How many tickets of the last month would have other dues."""
    key = "moves" if tried.moved else "same" if tried.looked_at else "none"
    since = moments.day_words(desk.words, tried.since, desk.today)
    return desk.words(
        f"regime.preview.{key}", since=since, n=tried.looked_at, moved=len(tried.moved)
    )


def year_words(desk: Desk, year: YearCalendar) -> tuple[str, ...]:
    """The notice of a year's calendar, and how many working days it has."""
    key = "year" if year.make_up else "year_none"
    first = date(year.year, 1, 1)
    days = "、".join(moments.day_words(desk.words, d, first) for d in year.make_up)
    count = ruling.working_days(year)
    return (
        year.notice,
        desk.words(f"regime.preview.{key}", n=year.year, days=count, make_up=days),
    )


def _rows(desk: Desk, moved: tuple[Moved, ...]) -> tuple[Row, ...]:
    return tuple(Row(m.number, m.matter, *due_words(desk, m)) for m in moved)


def due_words(desk: Desk, moved: Moved) -> tuple[str, str]:
    """The old due and the new one."""
    words = desk.words
    unknown = words("regime.preview.unknown")
    old = moments.exact(words, moved.old) if moved.old else unknown
    if moved.is_gone:
        return old, words("regime.preview.no_class")
    return old, moments.exact(words, moved.new) if moved.new else unknown

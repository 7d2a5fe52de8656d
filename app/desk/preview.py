"""What a class would mean for the matter at hand: its due, the days between, what comes first.

The same functions that count for real, on a ticket that is not written yet.
"""

from datetime import date, timedelta
from typing import NamedTuple

from app.db import queries
from app.db.queries import Row
from app.desk import moments, wording
from app.desk.desk import Desk
from app.domain.calendar import UnknownYear
from app.domain.clock import local
from app.domain.outlook import Obligation, outlook
from app.domain.ticket import Ticket

STRIP_DAYS = 12


class StripDay(NamedTuple):
    """A cell of the week strip: the day of the month, what stands under it, and its kind
    (now, day, off, due)."""

    day: int
    label: str
    kind: str


class DuePreview(NamedTuple):
    """The due of a class in words. `kind` is fixed, forecast or unknown; `days` may be empty."""

    kind: str
    headline: str
    rule: str
    days: tuple[StripDay, ...]
    lines: tuple[tuple[str, str], ...]


class ClassCard(NamedTuple):
    """A class to choose: id, name, one line of what it means, one of what it leads to."""

    id: str
    name: str
    definition: str
    due: str


def _as_if(desk: Desk, category: str) -> Ticket:
    now = desk.now
    ticket = Ticket(state="accepted", category=category, registered_at=now, last_at=now)
    return ticket.with_marks(now, "registered", "accepted")


def class_cards(desk: Desk) -> tuple[ClassCard, ...]:
    """All classes of the profile in force, each with the due it would lead to now."""
    rules, cards = desk.rules(), []
    for category in rules.regime.categories:
        found = outlook(rules, _as_if(desk, category.id)).resolve
        limit = rules.limit(found.limit) if found else None
        span = wording.span_words(desk.words, limit.amount, limit.unit) if limit else ""
        if found and found.forecast is not None and limit and limit.unit != "instant":
            day = moments.moment(desk.words, found.forecast, desk.now)
            span = desk.words("card.due", span=span, day=day)
        cards.append(ClassCard(category.id, category.name, category.definition, span))
    return tuple(cards)


def due_preview(desk: Desk, category: str) -> DuePreview:
    """The panel 办理时限 for a class; for no class an empty one."""
    words, rules = desk.words, desk.rules()
    ahead = outlook(rules, _as_if(desk, category))
    found = ahead.resolve
    limit = rules.limit(found.limit) if found else None
    if found is None or limit is None:
        return DuePreview("unknown", words("due.choose"), "", (), ())
    rule = wording.limit_words(words, limit, rules)
    lines = tuple(
        (words(f"stage.{o.stage}"), _line(desk, o)) for o in ahead.obligations if o is not found
    )
    if off := rules.regime.head.validity(desk.today):
        lines = ((words("regime.line"), words(f"regime.strip_{off}")), *lines)
    if found.forecast is None or found.needs_calendar:
        return DuePreview("unknown", words("due.follows"), rule, (), lines)
    headline = moments.long_moment(words, found.forecast, desk.now)
    kind = "fixed" if found.due is not None else "forecast"
    return DuePreview(kind, headline, rule, _strip(desk, local(found.forecast).date()), lines)


def _line(desk: Desk, obligation: Obligation) -> str:
    limit = desk.rules().limit(obligation.limit)
    if obligation.due is not None:
        when = moments.moment(desk.words, obligation.due, desk.now)
        return desk.words("due.before", when=when)
    return wording.limit_words(desk.words, limit, desk.rules()) if limit else ""


def _strip(desk: Desk, last: date) -> tuple[StripDay, ...]:
    """From today to the due, at most twelve cells; the middle is left out of a longer one."""
    today, words = desk.today, desk.words
    span = [today + timedelta(n) for n in range((last - today).days + 1)]
    if len(span) > STRIP_DAYS:
        span = [*span[: STRIP_DAYS - 1], span[-1]]
    cells = []
    for day in span:
        try:
            off = not desk.rules().calendar.is_working(day)
        except UnknownYear:
            return ()
        kind = "due" if day == last else "now" if day == today else "off" if off else "day"
        label = (
            words(f"strip.{kind}") if kind != "day" else words(f"weekday.short{day.isoweekday()}")
        )
        cells.append(StripDay(day.day, label, kind))
    return tuple(cells)


def same_phone(desk: Desk, phone: str) -> tuple[Row, ...]:
    """Earlier tickets of a telephone number, newest first, at most three."""
    digits = "".join(c for c in phone if c.isdigit())
    if len(digits) < 7:
        return ()
    with desk.log.reading() as connection:
        return queries.same_phone(connection, digits)


def same_name(desk: Desk, name: str, matter: str) -> tuple[Row, ...]:
    """Earlier tickets of the same name with the same matter, newest first, at most three."""
    name, matter = name.strip(), matter.strip()
    if not (name and matter):
        return ()
    with desk.log.reading() as connection:
        found = queries.search(connection, name)
    return tuple(r for r in found if (r.name, r.matter) == (name, matter))[:3]


def visits(desk: Desk, phone: str, matter: str) -> int:
    """The number of this visit: earlier ones of this telephone number and matter, plus one."""
    digits = "".join(c for c in phone if c.isdigit())
    if not digits or not matter.strip():
        return 1
    with desk.log.reading() as connection:
        return queries.visits(connection, digits, matter.strip()) + 1

"""Rows of the day's ledger: a ticket in its columns, and what is odd about it."""

from typing import Final, NamedTuple

from app.db.queries import Row
from app.desk import native_scale, progress
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.number import stem_of

ODD: Final = ("declined", "bad", "unrated", "late", "out_of_order")


class LedgerRow(NamedTuple):
    """A row of the ledger in the order of its columns."""

    place: int
    time: str
    stem: str
    matter: str
    citizen: str
    department: str
    category: str
    result: str
    rating: str
    reviewed: bool
    odd: str
    number: str


def row_of(desk: Desk, index: int, row: Row, *, reviewed: bool) -> LedgerRow:
    """A ticket as the `index`-th row of its day."""
    ticket = row.ticket
    category = desk.rules(ticket).category_name(ticket.category) or "—"
    time = f"{local(row.registered_at):%H:%M}"
    result = desk.words(f"ledger.result_{ticket.end}")
    if ticket.end == "closed" and "answer_on_spot" in ticket.marks:
        result = desk.words("ledger.result_on_spot")
    elif progress.awaited(desk, ticket) == "rated":
        result = desk.words("ledger.result_rated")
    rating, bad = _rating(desk, row)
    return LedgerRow(
        index, time, stem_of(row.no) or row.no, row.matter, row.name, row.department or "—",
        category, result, rating, reviewed, odd_of(desk, row, bad=bad), row.no,
    )  # fmt: skip


def odd_of(desk: Desk, row: Row, *, bad: bool) -> str:
    """The first of ODD that holds of a ticket, "" for none; `bad` is a bad rating that this
    person may see."""
    ticket = row.ticket
    open_late = row.next_due is not None and desk.now > row.next_due
    facts = {
        "declined": ticket.end == "declined",
        "bad": bad,
        "unrated": bool(ticket.unrated_reason) and not ticket.rating,
        "late": row.late or (ticket.is_open and open_late),
        "out_of_order": bool(ticket.odd),
    }
    return next((key for key in ODD if facts[key]), "")


def _rating(desk: Desk, row: Row) -> tuple[str, bool]:
    """The rating cell, and whether it is a bad one this person may see."""
    ticket, words = row.ticket, desk.words
    last = ticket.ratings[-1] if ticket.ratings else None
    if last is None or (ticket.unrated_reason and not ticket.rating):
        return (words("rating.unrated") if ticket.unrated_reason else "—"), False
    leader = desk.person is not None and desk.person.post == "leader"
    if not (leader or ticket.is_revealed or last.round < ticket.round):
        return words("rating.rated"), False
    rules = desk.rules(ticket)
    level = rules.level(last.level)
    name = level.name if level else last.level
    if last.source == "pad":
        key = native_scale.key_words(words, rules, last.level, last.label, last.scale)
        name += words("ledger.by_key", key=key) if key else ""
    if last.source == "callback":
        name = words("ledger.by_phone", level=name)
    return name, bool(level and level.negative)

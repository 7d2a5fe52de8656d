"""Why citizens were not satisfied, for the leader who reads the day. No toolkit."""

from collections.abc import Iterable

from app.db.queries import Row
from app.desk.desk import Desk
from app.desk.story import reasons_words


def given_reasons(desk: Desk, rows: Iterable[Row]) -> list[tuple[str, str]]:
    """(number, reasons) of the day's tickets with a bad level, once their citizens have left."""
    found = []
    for row in rows:
        last = row.ticket.ratings[-1] if row.ticket.ratings else None
        level = desk.rules(row.ticket).level(last.level) if last else None
        if level is not None and level.negative:
            reasons = reasons_words(desk, row.ticket, desk.log.facts(row.no))
            found += [(row.no, reasons)] if reasons else []
    return found

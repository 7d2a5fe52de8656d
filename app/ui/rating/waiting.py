"""Who waits for a rating, and how the day's askings ended. No toolkit."""

from typing import NamedTuple

from app.db import queries
from app.desk.desk import Desk
from app.domain.number import stem_of


class Waiting(NamedTuple):
    """A ticket that waits for its rating."""

    number: str
    matter: str
    who: str
    state: str


def waiting_rows(desk: Desk, going_on: str) -> list[Waiting]:
    """The tickets without a rating: the one that is asked now (`going_on`), then oldest first,
    those already closed behind them."""
    words = desk.words
    with desk.log.reading() as connection:
        rows = queries.to_rate(connection)
        if desk.rules().rates_after_closing:
            rows += queries.closed_unarchived(connection)
    return [
        Waiting(
            r.no, r.matter, f"{r.name}  {stem_of(r.no) or r.no}",
            words("rating.going_on" if r.no == going_on else f"state.{r.state}"),
        )
        for r in sorted(rows, key=lambda r: r.no != going_on)
        if not r.ticket.rating
    ]  # fmt: skip


def today_words(desk: Desk) -> str:
    """How many askings of today ended with a rating, how many without."""
    with desk.log.reading() as connection:
        counts = queries.askings(connection, desk.today)
    rated = sum(c.how_many for c in counts if c.ended == "rated")
    other = sum(c.how_many for c in counts if c.ended not in ("rated", ""))
    return desk.words("rating.today", n=rated + other, rated=rated, other=other)

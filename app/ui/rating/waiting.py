"""Who waits for a rating, and how the day's askings ended. No toolkit."""

from typing import NamedTuple

from app.db import queries
from app.desk.desk import Desk


class Waiting(NamedTuple):
    """A ticket that waits for its rating."""

    number: str
    matter: str
    who: str
    state: str


def waiting_rows(desk: Desk, going_on: str) -> list[Waiting]:
    """The tickets without a rating, oldest first, those already closed behind them; `going_on`
    is being asked now."""
    words = desk.words
    with desk.log.reading() as connection:
        rows = queries.to_rate(connection)
        if desk.rules().rates_after_closing:
            rows += queries.closed_unarchived(connection)
    return [
        Waiting(
            r.no, r.matter, f"{r.name}  {r.no}",
            words("rating.going_on" if r.no == going_on else f"state.{r.state}"),
        )
        for r in rows
        if not r.ticket.rating
    ]  # fmt: skip


def today_words(desk: Desk) -> str:
    """How many were rated today, how many not."""
    with desk.log.reading() as connection:
        counts = queries.askings(connection, desk.today)
    rated = sum(c.how_many for c in counts if c.ended == "rated")
    other = sum(c.how_many for c in counts if c.ended not in ("rated", ""))
    return desk.words("rating.today", rated=rated, other=other)

"""What may be done with a ticket now, in words, the expected act first, and whose that is."""

from typing import NamedTuple

from app.desk import progress
from app.desk.desk import Desk
from app.desk.story import icon_of
from app.domain import offers
from app.domain.ticket import Ticket


class NextActs(NamedTuple):
    """`acts` as (act name, words, icon); `hint` says what is missing or who has to act;
    `is_expected` whether the first one is what this matter waits for."""

    acts: tuple[tuple[str, str, str], ...]
    hint: str
    is_expected: bool


def next_acts(desk: Desk, ticket: Ticket) -> NextActs:
    """The acts offered to whoever sits at the desk, what brings the matter on before the rest."""
    ctx = desk.context(ticket)
    others = offers.for_others(ticket, ctx)
    lacking = others or offers.missing(ticket, ctx)
    ahead = progress.expected(desk, ticket)
    names = sorted((act.NAME for act in offers.offers(ticket, ctx)), key=lambda n: n not in ahead)
    acts = tuple((n, desk.words(f"act.{n}"), icon_of(n)) for n in names)
    return NextActs(acts, desk.words.refusal(lacking) if lacking else "", others is None)

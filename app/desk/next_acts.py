"""What may be done with a ticket now, in words, the expected act first, and whose that is."""

from typing import Final, NamedTuple

from app.desk import progress
from app.desk.desk import Desk
from app.desk.story import icon_of
from app.domain import offers
from app.domain.regime import OwnAct
from app.domain.ticket import Ticket

OWN_ICON: Final = "pen-line"
AT_HAND: Final = 2  # so many acts of the profile's own have buttons; more stand in a list


class NextActs(NamedTuple):
    """`acts` as (act name, words, icon), `rest` as (act name, words) of what else may be written
    down; `hint` says what is missing or who has to act; `is_expected` whether the first one is
    what this matter waits for."""

    acts: tuple[tuple[str, str, str], ...]
    rest: tuple[tuple[str, str], ...]
    hint: str
    is_expected: bool


def next_acts(desk: Desk, ticket: Ticket) -> NextActs:
    """The acts offered to whoever sits at the desk, what brings the matter on before the rest."""
    ctx = desk.context(ticket)
    others = offers.for_others(ticket, ctx)
    lacking = others or offers.missing(ticket, ctx)
    ahead = progress.expected(desk, ticket)
    own = offers.own_offers(ticket, ctx)
    due = [(a.id, a.name, OWN_ICON) for a in own if _is_next(a, ahead)]
    more = [(a.id, a.name, OWN_ICON) for a in own if not a.owed]
    later = [(a.id, a.name, OWN_ICON) for a in own if a.owed and not _is_next(a, ahead)]
    names = sorted((act.NAME for act in offers.offers(ticket, ctx)), key=lambda n: n not in ahead)
    acts = [(n, desk.words(f"act.{n}"), icon_of(n)) for n in names]
    expected = sum(n in ahead for n in names)
    acts[expected:expected] = later
    at_hand = more if len(more) <= AT_HAND else []
    return NextActs(
        (*due, *acts, *at_hand),
        () if at_hand else tuple((i, words) for i, words, _ in more),
        desk.words.refusal(lacking) if lacking else "",
        bool(due) or (others is None and not (names and ahead and names[0] not in ahead)),
    )


def _is_next(act: OwnAct, ahead: frozenset[str]) -> bool:
    """Whether an owed act comes before what the matter waits for, not only before its archive."""
    return act.owed and not (ahead and act.holds == ("archive",))

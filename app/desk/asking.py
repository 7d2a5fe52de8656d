"""Asking the citizen to rate: the entry first, then the device; every end is an entry too."""

import msgspec

from app.db import queries
from app.desk.desk import Desk, Outcome
from app.domain.acts.act import Act
from app.domain.acts.rating import (
    CitizenLeft,
    PressKept,
    Rated,
    RatingAsked,
    RatingDeclined,
    RatingDeviceLost,
    RatingInterrupted,
    RatingTimedOut,
)
from app.domain.refusal import Refused


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """What a device reported of one press or touch.

    `level` is the pad's own level code, or at the screen, which shows the profile's levels, the
    profile's. `offered` are the level codes of a pad, `reason` the word its key says beside the
    level.
    """

    source: str
    key: int
    level: str
    scale: int
    label: str
    latency_ms: int
    quick: bool
    frames: str
    device: str
    profile_sha256: str
    offered: tuple[str, ...] = ()
    reason: str = ""


def ask(
    desk: Desk, number: str, source: str, device: str, sha256: str, approved_by: str = ""
) -> Outcome:
    """Commit the asking; the device may light only after this."""
    act = RatingAsked(source=source, device=device, profile_sha256=sha256, approved_by=approved_by)
    return desk.perform(number, act)


def press(desk: Desk, number: str, ask_ref: str, made: Press) -> Outcome:
    """Commit a press inside its asking; the pad is thanked only after this.

    A key that means nothing under this profile is kept and counts for nothing.
    """
    ticket = desk.log.ticket(number)
    rules = desk.rules(ticket)
    own = made.source == "screen"
    level = rules.level(made.level) if own else rules.level_of_key(made.level)
    if level is None:
        return keep(desk, number, made, "unmapped")
    fields = msgspec.structs.asdict(made)
    fields.pop("reason")  # an act of its own, once the level is written
    act = Rated(ask=ask_ref, **{**fields, "level": level.code})
    return desk.perform(number, act, before=ticket)


def keep(desk: Desk, number: str, made: Press, reason: str) -> Outcome:
    """A press out of place, into the ticket it stood beside or, without one, the desk's day."""
    act = PressKept(
        key=made.key, reason=reason, level=made.level, frames=made.frames, device=made.device,
        profile_sha256=made.profile_sha256,
    )  # fmt: skip
    return desk.perform(number, act) if number else desk.desk_act(act)


def decline(desk: Desk, number: str, reason: str) -> Outcome:
    """群众不评价, with the reason."""
    return _end(desk, number, RatingDeclined(reason=reason))


def time_out(desk: Desk, number: str) -> Outcome:
    """没有按键."""
    return _end(desk, number, RatingTimedOut())


def lose(desk: Desk, number: str, code: str) -> Outcome:
    """评价设备失联."""
    return _end(desk, number, RatingDeviceLost(code=code))


def switch(desk: Desk, number: str) -> Outcome:
    """改用另一个设备: ends this asking; the next one of the round then needs the leader."""
    return _end(desk, number, RatingInterrupted(reason="switched"))


def left(desk: Desk, number: str) -> Outcome:
    """群众已离开: the level may be seen from now."""
    return desk.perform(number, CitizenLeft())


def interrupt_all(desk: Desk) -> int:
    """At the start: askings that were open when the program ended are over. Returns how many."""
    with desk.log.reading() as connection:
        numbers = queries.still_asking(connection)
    for number in numbers:
        _end(desk, number, RatingInterrupted())
    return len(numbers)


def _end(desk: Desk, number: str, act: Act) -> Outcome:
    ticket = desk.log.ticket(number)
    if ticket.asking is None:
        return Outcome(ticket, (Refused("rating.not_asked"),))
    return desk.perform(number, msgspec.structs.replace(act, ask=ticket.asking.ref))

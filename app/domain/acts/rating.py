"""Rating (评价): asked before the pad lights, ended in exactly one of five ways (decision 25).

No act here is one a clerk could use to give a level: `Rated` needs the evidence of a device, or
of a recorded call-back.
"""

from typing import ClassVar

import msgspec

from app.domain.acts.act import Act, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import ANY, Asking, RatingFact, Stamp, Ticket

READY = frozenset({"result_received", "fed_back", "called_back", "closed"})
DEVICES = frozenset({"pad", "screen"})
# Why a citizen was not satisfied, as the second screen offers it after a bad level.
BAD_REASONS = frozenset({"unsolved", "slow", "unclear", "attitude", "trips", "other"})


class RatingAsked(Act, frozen=True, kw_only=True, omit_defaults=True):
    """请群众评价: committed before the device lights. A second asking in a round needs the leader,
    unless it goes on at another device because the first one failed (decision 25: nobody had a
    chance to answer it)."""

    NAME: ClassVar[str] = "ask_rating"
    AFTER: ClassVar[frozenset[str]] = READY

    source: str
    device: str = ""
    profile_sha256: str = ""
    approved_by: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """The step is named after the rating itself."""
        return ctx.step_refusal(ticket, "rate")

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """One at a time, once a round; again only with the leader's name."""
        if ticket.asking:
            return (Refused("rating.going_on"),)
        if ticket.rating:
            return (Refused("rating.given"),)
        if ticket.state == "closed" and not ctx.rules.rates_after_closing:
            return (Refused("rating.too_late"),)
        if needs_leave(ticket, self.source) and not self.approved_by:
            return (Refused("rating.again"),)
        if self.source not in DEVICES:
            return (Refused("word.unknown", field="source"),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """An open asking."""
        new = Asking(ticket.round, stamp.ref, stamp.at, self.source, reason=self.approved_by,
                     clerk=stamp.actor)  # fmt: skip
        return changed(ticket, askings=(*ticket.askings, new))


def needs_leave(ticket: Ticket, source: str) -> bool:
    """Whether asking by `source` is a second asking of the round: each device is tried once, and
    the next one freely only after all before it were lost."""
    before = [a for a in ticket.askings if a.round == ticket.round]
    return any(a.end != "device_lost" or a.source == source for a in before)


class AskingEnd(Act, frozen=True, kw_only=True, omit_defaults=True):
    """The common part of the five ends: `ask` is the ref of the RatingAsked it ends."""

    AFTER: ClassVar[frozenset[str]] = READY

    ask: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:  # noqa: ARG002
        """The asking passed the steps already."""
        return None

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """It ends the asking that is going on, not an older one."""
        asking = ticket.asking
        return () if asking and asking.ref == self.ask else (Refused("rating.not_asked"),)

    def fits(self, ticket: Ticket) -> bool:
        """The first end of an asking counts; any other is odd."""
        asking = ticket.asking
        return super().fits(ticket) and asking is not None and asking.ref == self.ask


class Rated(AskingEnd, frozen=True, kw_only=True, omit_defaults=True):
    """评价: the citizen's own press or touch, or a recorded call-back (电话代录).

    `key`, `scale`, `label` are the device's own, never stretched (decision 27), `offered` the level
    codes a pad has keys for; `level` is the profile's. `frames` holds the raw bytes in hex,
    `latency_ms` the time since the prompt; `reasons` stand here in older entries (`ReasonsGiven`).
    """

    NAME: ClassVar[str] = "rate"
    MARKS: ClassVar[tuple[str, ...]] = ("rated",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"number"})

    source: str
    level: str
    key: int = -1
    scale: int = 0
    label: str = ""
    solved: str = ""
    latency_ms: int = 0
    quick: bool = False
    frames: str = ""
    device: str = ""
    profile_sha256: str = ""
    offered: tuple[str, ...] = ()
    number: str = ""
    reasons: tuple[str, ...] = ()

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """A device's press answers an open asking; a call-back rating follows a call by number."""
        refused = _rating_fault(self, ticket, ctx)
        if refused or self.source == "callback":
            return (refused,) if refused else ()
        return super().check(ticket, ctx)

    def fits(self, ticket: Ticket) -> bool:
        """A recorded call-back needs no asking; a second rating of a round is odd."""
        if ticket.rating or ticket.state not in self.AFTER:
            return False
        return self.source == "callback" or super().fits(ticket)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Hidden from clerks until the citizen has left (decision 26)."""
        ticket = changed(ticket, ratings=(*ticket.ratings, _fact(self, ticket, stamp)),
                         citizen_left_at=0)  # fmt: skip
        return ended(ticket, "rated", stamp) if self.source != "callback" else ticket


def _rating_fault(act: Rated, ticket: Ticket, ctx: Context) -> Refused | None:
    level = ctx.rules.level(act.level)
    if level is None:
        return Refused("word.unknown", field="level")
    if act.reasons and not (level.negative and BAD_REASONS.issuperset(act.reasons)):
        return Refused("word.unknown", field="reasons")
    if ticket.rating:
        return Refused("rating.given")
    if act.source == "callback" and ticket.asking:
        return Refused("rating.going_on")
    if act.source == "callback" and not ("call_back" in ticket.marks and act.number.strip()):
        return Refused("rating.no_call", field="number")
    if act.source not in {*DEVICES, "callback"}:
        return Refused("word.unknown", field="source")
    return None


def _fact(act: Rated, ticket: Ticket, stamp: Stamp) -> RatingFact:
    return RatingFact(
        ticket.round, act.source, act.level, stamp.at, stamp.actor, act.key, act.scale, act.label,
        act.solved, act.quick,
    )  # fmt: skip


class ReasonsGiven(Act, frozen=True, kw_only=True, omit_defaults=True):
    """不满意的原因: what the citizen touched after a bad level that is written already. `ask` is
    the ref of the asking, `frames` every touch in hex, in milliseconds since the level."""

    NAME: ClassVar[str] = "give_reasons"
    AFTER: ClassVar[frozenset[str]] = ANY

    ask: str
    reasons: tuple[str, ...]
    frames: str = ""
    device: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:  # noqa: ARG002
        """The rating passed the steps already."""
        return None

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Known words, once, beside the bad level of this round."""
        level = ctx.rules.level(ticket.rating.level) if ticket.rating else None
        if not self._answers(ticket) or level is None:
            return (Refused("rating.not_asked"),)
        known = level.negative and BAD_REASONS.issuperset(self.reasons)
        return () if known and self.reasons else (Refused("word.unknown", field="reasons"),)

    def fits(self, ticket: Ticket) -> bool:
        """Once, and only after the asking that ended in the rating."""
        return super().fits(ticket) and self._answers(ticket)

    def _answers(self, ticket: Ticket) -> bool:
        last = ticket.askings[-1] if ticket.askings else None
        fresh = ticket.rating is not None and self.NAME not in ticket.marks
        return fresh and last is not None and (last.ref, last.end) == (self.ask, "rated")


class RatingDeclined(AskingEnd, frozen=True, kw_only=True, omit_defaults=True):
    """群众不评价: with a reason, counted by clerk."""

    NAME: ClassVar[str] = "decline_rating"
    MARKS: ClassVar[tuple[str, ...]] = ("unrated",)
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Neither satisfied nor dissatisfied."""
        return changed(ended(ticket, "declined", stamp), unrated_reason=self.reason)


class RatingTimedOut(AskingEnd, frozen=True, kw_only=True, omit_defaults=True):
    """没有按键: nobody pressed in time. Never a default rating."""

    NAME: ClassVar[str] = "time_out_rating"
    MARKS: ClassVar[tuple[str, ...]] = ("unrated",)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Counted by clerk."""
        return changed(ended(ticket, "timed_out", stamp), unrated_reason="timed_out")


class RatingDeviceLost(AskingEnd, frozen=True, kw_only=True, omit_defaults=True):
    """评价设备失联: pad or screen went away or never lit; `code` says why."""

    NAME: ClassVar[str] = "lose_rating"
    MARKS: ClassVar[tuple[str, ...]] = ("unrated",)

    code: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Counted by clerk."""
        return changed(ended(ticket, "device_lost", stamp), unrated_reason="device_lost")


class RatingInterrupted(AskingEnd, frozen=True, kw_only=True, omit_defaults=True):
    """评价中断: the program ended while it was asking, written at the next start; or the clerk
    went over to another device (`reason` is "switched"), which counts as a second asking."""

    NAME: ClassVar[str] = "interrupt_rating"
    MARKS: ClassVar[tuple[str, ...]] = ("unrated",)

    reason: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Counted by clerk."""
        return changed(ended(ticket, "interrupted", stamp), unrated_reason="interrupted")


class PressKept(Act, frozen=True, kw_only=True, omit_defaults=True):
    """多余的按键: a listed key out of place, kept with its bytes, counted for nothing."""

    NAME: ClassVar[str] = "keep_press"
    AFTER: ClassVar[frozenset[str]] = ANY

    key: int
    reason: str
    level: str = ""
    frames: str = ""
    device: str = ""
    profile_sha256: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """Only the number of them is kept at hand."""
        return changed(ticket, kept_presses=ticket.kept_presses + 1)


class CitizenLeft(Act, frozen=True, kw_only=True, omit_defaults=True):
    """群众已离开: from now clerks may see the level."""

    NAME: ClassVar[str] = "citizen_left"
    AFTER: ClassVar[frozenset[str]] = ANY

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """There is a rating to reveal."""
        return () if ticket.rating else (Refused("rating.none"),)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Revealed."""
        return changed(ticket, citizen_left_at=stamp.at)


def ended(ticket: Ticket, how: str, stamp: Stamp) -> Ticket:
    """The ticket with its open asking ended; there is one (AskingEnd.fits)."""
    last = msgspec.structs.replace(ticket.askings[-1], end=how, ended_at=stamp.at)
    return changed(ticket, askings=(*ticket.askings[:-1], last))

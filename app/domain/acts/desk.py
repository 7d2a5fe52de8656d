"""Acts of the desk itself, in the stream `desk:<date>`: sign-ins, hand-overs, reviews, rules."""

from datetime import date
from itertools import zip_longest
from typing import Any, ClassVar

import msgspec

from app.domain.acts.act import Act
from app.domain.clock import local
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import Record, Stamp, Ticket


class DeskAct(Act, frozen=True, kw_only=True, omit_defaults=True):
    """The common part: a desk act follows any other and touches no ticket."""

    def _order_refusal(self, ticket: Ticket) -> Refused | None:  # noqa: ARG002
        return None

    def evolve(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """No ticket changes."""
        return ticket

    def on_desk(self, day: "DeskDay", stamp: Stamp) -> "DeskDay":  # noqa: ARG002
        """What the act changes in the day of the desk."""
        return day


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """交接: given by one officer, countersigned by another; `taken_at` 0 while it is open."""

    ref: str
    at: int
    by: str
    to: str
    talk: tuple[tuple[str, str], ...] = ()
    checks: tuple[str, ...] = ()
    note: str = ""
    taken_at: int = 0
    taken_by: str = ""
    ticked: tuple[str, ...] = ()


class DeskDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the desk, folded: who signed in, who handed over, what the leader read.

    `jumps` of the machine's clock: what it should have said, what it said, whether it slept;
    `views` of people from outside: when, who, page, ticket.
    """

    sign_ins: tuple[tuple[int, str, str], ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    reviewed: tuple[str, ...] = ()
    adoptions: tuple[tuple[int, str, str], ...] = ()
    jumps: tuple[tuple[int, int, bool], ...] = ()
    records: tuple[Record, ...] = ()
    views: tuple[tuple[int, str, str, str], ...] = ()


def day_changed(day: DeskDay, **fields: Any) -> DeskDay:
    """`msgspec.structs.replace`, typed for days."""
    return msgspec.structs.replace(day, **fields)


class SignedIn(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """登录: a person takes the desk; the roles held then are kept."""

    NAME: ClassVar[str] = "sign_in"

    name: str
    roles: tuple[str, ...] = ()

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more sign-in."""
        return day_changed(day, sign_ins=(*day.sign_ins, (stamp.at, stamp.actor, self.name)))


class HandedOver(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """交班: one officer gives the desk to another: what to talk through, how the devices were.

    `remarks` has a line for each of `tickets`.
    """

    NAME: ClassVar[str] = "hand_over"
    NEEDED: ClassVar[tuple[str, ...]] = ("to",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"remarks", "note"})

    to: str = ""
    tickets: tuple[str, ...] = ()
    remarks: str = ""
    checks: tuple[str, ...] = ()
    note: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Not to oneself."""
        return (Refused("hand_over.self", field="to"),) if self.to == ctx.actor else ()

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more hand-over, open until it is countersigned."""
        lines = self.remarks.split("\n")[: len(self.tickets)]
        new = HandOver(
            ref=stamp.ref, at=stamp.at, by=stamp.actor, to=self.to, checks=self.checks,
            talk=tuple(zip_longest(self.tickets, lines, fillvalue="")), note=self.note,
        )  # fmt: skip
        return day_changed(day, hand_overs=(*day.hand_overs, new))


class TakenOver(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """接班: the countersignature of hand-over `of`, with the tickets that were talked through.

    It stands in the day of the hand-over, whenever it is signed.
    """

    NAME: ClassVar[str] = "take_over"

    of: str
    ticked: tuple[str, ...] = ()

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """The first countersignature counts."""
        overs = tuple(
            msgspec.structs.replace(
                over, taken_at=stamp.at, taken_by=stamp.actor, ticked=self.ticked
            )
            if over.ref == self.of and not over.taken_at
            else over
            for over in day.hand_overs
        )
        return day_changed(day, hand_overs=overs)


class LedgerReviewed(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """复核: the leader has read these tickets of the day's ledger."""

    NAME: ClassVar[str] = "review_ledger"

    tickets: tuple[str, ...] = ()

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:  # noqa: ARG002
        """Reviewed once is reviewed."""
        return day_changed(day, reviewed=tuple(dict.fromkeys((*day.reviewed, *self.tickets))))


class RegimeAdopted(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """启用规则: from `start` (ISO date) new tickets follow the profile with this digest.

    Never from a day that is over: what was accepted stays under the rules it was accepted by.
    """

    NAME: ClassVar[str] = "adopt"

    regime: str
    digest: str
    start: str

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """A date, today or later."""
        try:
            day = date.fromisoformat(self.start)
        except ValueError:
            return (Refused("adopt.no_date", field="start"),)
        return (Refused("adopt.past", field="start"),) if day < local(ctx.now).date() else ()

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more adoption."""
        row = (stamp.at, self.regime, self.digest)
        return day_changed(day, adoptions=(*day.adoptions, row))


class CalendarAdopted(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """启用年历: the official calendar of a year; tickets that waited for it are pinned by it."""

    NAME: ClassVar[str] = "adopt"

    year: int
    digest: str

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more adoption."""
        row = (stamp.at, str(self.year), self.digest)
        return day_changed(day, adoptions=(*day.adoptions, row))


class ClockJumped(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """本机时间变动: at `now` the machine's clock should have said `was` (both in seconds).

    `slept` means that the clock is right and the machine stood still from `was` until `now`.
    """

    NAME: ClassVar[str] = "note_clock"

    was: int
    now: int
    slept: bool = False

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:  # noqa: ARG002
        """One more jump."""
        return day_changed(day, jumps=(*day.jumps, (self.was, self.now, self.slept)))

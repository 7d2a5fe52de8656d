"""An act of the profile's own (本规范自有的环节): what it holds and what it sets is data."""

from typing import ClassVar

import msgspec

from app.domain import cells, owed
from app.domain.acts.act import OnBehalf, changed
from app.domain.acts.desk import DeskAct, DeskDay, day_changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.regime import OwnAct
from app.domain.ticket import ANY, Record, Stamp, Ticket


class Recorded(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """登记环节: `act` is its id in the profile, its cells are in `choices` and `texts`; the rest is
    filled from the profile by the desk, so that the fold needs no rules."""

    NAME: ClassVar[str] = "record"
    AFTER: ClassVar[frozenset[str]] = ANY

    act: str
    after: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    answers: str = ""
    number: int = 0
    slip_no: int = 0
    due: str = ""

    @property
    def power(self) -> str:
        """Powers and steps know it by its own name."""
        return self.act

    def fits(self, ticket: Ticket) -> bool:
        """A state it may follow, and something to answer where it is an answer; else it is odd."""
        waited = not self.answers or owed.awaited(ticket, self.answers) is not None
        return waited and ticket.state in (self.after or self.AFTER)

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """It stands where the profile lets it, and its choices are words of the profile."""
        refused = owed.refusal(ctx, ticket, self.act)
        return (refused,) if refused else self.time_refusals(ticket, ctx, after="registered")

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """One more record; the oldest one it answers is answered."""
        ticket = owed.answered(ticket, self.answers, stamp.at)
        new = Record(
            act=self.act, ref=stamp.ref, at=self.when(stamp), actor=stamp.actor, who=self.who,
            how=self.how, round=ticket.round, number=self.number, due=self.due,
            cells={**self.choices, **self.texts},
        )  # fmt: skip
        ticket = ticket.with_marks(self.when(stamp), *self.marks)
        slips = (*ticket.slips, self.slip_no) if self.slip_no else ticket.slips
        return changed(ticket, records=(*ticket.records, new), slips=slips)


def filled(act: Recorded, own: OwnAct, number: int = 0) -> Recorded:
    """The act with what the profile says of it."""
    return msgspec.structs.replace(
        act, after=own.after, marks=own.marks, answers=own.answers, number=number,
        due=act.choices.get(own.due, ""),
    )  # fmt: skip


class DeskRecorded(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """登记 of the desk itself: a shift, a meeting; also for a body that has no seat here."""

    NAME: ClassVar[str] = "record"
    ON_BEHALF: ClassVar[bool] = True

    act: str
    number: int = 0
    due: str = ""
    of: str = ""
    who: str = ""
    how: str = ""
    happened_at: int = 0

    @property
    def power(self) -> str:
        """Powers know it by its own name."""
        return self.act

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """An act of the desk that the profile has, not ahead of its own record, where it may
        stand among the records of its day (`ticket.records`)."""
        own = ctx.rules.own_act(self.act)
        if own is None or own.on != "desk":
            return (Refused("word.unknown", field="act"),)
        if self.happened_at > ctx.now:
            return (Refused("time.ahead", field="happened_at"),)
        found = owed.desk_refusal(ctx, own, ticket.records, self.of, self.happened_at)
        return (found,) if found else ()

    def form_faults(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Its cells alone; no ticket is behind it."""
        if self.check(ticket, ctx):
            return ()
        return cells.faults(ticket.with_cells(self.choices, self.texts), ctx, self.act)

    def on_desk(self, day: DeskDay, stamp: Stamp) -> DeskDay:
        """One more record of the day; the one it answers stands in the same day."""
        records = owed.ended(day.records, self.of, self.when(stamp))
        new = Record(
            act=self.act, ref=stamp.ref, at=self.when(stamp), actor=stamp.actor, who=self.who,
            how=self.how, number=self.number, due=self.due, of=self.of,
            cells={**self.choices, **self.texts},
        )  # fmt: skip
        return day_changed(day, records=(*records, new))

"""Feedback (反馈群众) and callback (回访)."""

from typing import ClassVar

from app.domain.acts.act import Act, OnBehalf, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import Stamp, Ticket

WAYS = frozenset({"phone", "written", "face"})


class FedBack(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """反馈群众: the citizen is told the result, and what they say of it is kept (X-11)."""

    NAME: ClassVar[str] = "feed_back"
    AFTER: ClassVar[frozenset[str]] = frozenset({"result_received"})
    MARKS: ClassVar[tuple[str, ...]] = ("fed_back",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"opinion"})

    way: str
    opinion: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """A known way; not before the result came in."""
        faults = self.time_refusals(ticket, ctx, after="result_received")
        return faults if self.way in WAYS else (*faults, Refused("word.unknown", field="way"))

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """Next comes the callback or the rating, as the profile has it."""
        return changed(ticket, state="fed_back", opinion=self.opinion or ticket.opinion)


class CalledBack(Act, frozen=True, kw_only=True, omit_defaults=True):
    """核查回访: number, start and end in seconds. A try nobody answered stays open and may be
    made again (N-7.3.2-e); three of them stand for a callback (C-4-4a)."""

    NAME: ClassVar[str] = "call_back"
    AFTER: ClassVar[frozenset[str]] = frozenset({"result_received", "fed_back", "called_back"})
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"number", "opinion"})

    number: str = ""
    started_at: int = 0
    ended_at: int = 0
    reached: bool = True
    solved: str = ""
    opinion: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Face to face needs no number; a call has one, a start and an end."""
        if not self.reached and not self.number.strip():
            return (Refused("field.blank", field="number"),)
        if self.number.strip() and not 0 < self.started_at <= self.ended_at <= ctx.now:
            return (Refused("call.times", field="started_at"),)
        known = {s.code for s in ctx.rules.regime.satisfaction.solved}
        if self.solved and self.solved not in known:
            return (Refused("word.unknown", field="solved"),)
        return ()

    def evolve(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Only a call that reached somebody marks the callback."""
        if self.reached or not self.fits(ticket):
            return super().evolve(ticket, stamp)
        return changed(ticket, failed_calls=ticket.failed_calls + 1, called_by=stamp.actor)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Called back; the rating comes next where the profile asks for one."""
        ticket = ticket.with_marks(stamp.at, "called_back")
        return changed(
            ticket, state="called_back", called_by=stamp.actor,
            opinion=self.opinion or ticket.opinion,
        )  # fmt: skip

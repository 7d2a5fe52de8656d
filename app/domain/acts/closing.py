"""Closing (办结), redo (退回重办) and the end that is no finish (未办结)."""

from typing import ClassVar, Final

from app.domain import conditions
from app.domain.acts.act import Act, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import OPEN, Stamp, Ticket

TALKED: Final = frozenset({"result_received", "fed_back", "called_back"})


class RedoOrdered(Act, frozen=True, kw_only=True, omit_defaults=True):
    """退回重办: a new round; the marks of the old one stay readable, its limit runs again."""

    NAME: ClassVar[str] = "order_redo"
    AFTER: ClassVar[frozenset[str]] = TALKED | {"closed"}
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)
    KEPT: ClassVar[tuple[str, ...]] = ("registered", "register", "accepted", "accept")

    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Not while a rating is open or hidden; at most as many rounds as the profile has
        (A-REDO-MAX)."""
        if ticket.asking:
            return (Refused("rating.going_on"),)
        if ticket.rating and not ticket.is_revealed:
            return (Refused("rating.hidden"),)
        rule = ctx.rules.regime.rework
        if ticket.state == "closed":
            return () if may_reopen(ticket, ctx) else (self._closed(),)
        if rule.max_rounds and ticket.round >= rule.max_rounds:
            return (Refused("redo.rounds", clause=rule.clause, facts={"n": rule.max_rounds}),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Back to the department."""
        kept = {name: ticket.marks[name] for name in self.KEPT if name in ticket.marks}
        return changed(
            ticket, state="redo", round=ticket.round + 1, past=(*ticket.past, ticket.marks),
            marks={**kept, "redo_ordered": stamp.at}, stated_due=0, cannot_do_at=0,
            redo_reason=self.reason, failed_calls=0, unrated_reason="", citizen_left_at=0,
            closed_at=0,
        )  # fmt: skip

    def _closed(self) -> Refused:
        return Refused("order.order_redo", facts={"state": "closed"})


def may_reopen(ticket: Ticket, ctx: Context) -> bool:
    """Whether a closed matter may be sent back: what was promised was not carried out."""
    wanted = ctx.rules.regime.rework.reopen
    return bool(wanted) and conditions.holds(ctx.rules, ticket, ctx.now, wanted)


class Closed(Act, frozen=True, kw_only=True, omit_defaults=True):
    """办结: solved or explained, told, rated or unrated with a reason."""

    NAME: ClassVar[str] = "close"
    AFTER: ClassVar[frozenset[str]] = TALKED
    MARKS: ClassVar[tuple[str, ...]] = ("closed",)

    outcome: str = ""
    unrated_reason: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """An absent citizen ends as unrated with a reason (decision 20)."""
        return ctx.step_refusal(ticket, "close", stated=bool(self.unrated_reason.strip()))

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Not over an open asking, a bad rating that asks for a redo, or an open extension."""
        if ticket.asking:
            return (Refused("rating.going_on"),)
        if self.outcome not in {"solved", "explained"}:
            return (Refused("close.outcome", clause="N-8.2.6-d", field="outcome"),)
        if self.outcome == "solved" and ticket.outcome == "cannot_do":
            rule = ctx.rules.regime.cannot_do
            return (Refused("close.cannot_do", clause=rule.clause, field="outcome"),)
        if self.outcome == "explained" and not (ticket.explanation or ticket.result).strip():
            return (Refused("close.explanation", clause="N-4.2", field="outcome"),)
        if ctx.rules.wants_redo(ticket) and ctx.rules.may_redo(ticket):
            if not ticket.is_revealed:
                return (Refused("rating.hidden"),)
            return (Refused("close.rework", clause=ctx.rules.regime.rework.clause),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The end."""
        return changed(
            ticket, state="closed", closed_at=stamp.at, outcome=self.outcome,
            unrated_reason=self.unrated_reason or ticket.unrated_reason,
        )  # fmt: skip


class ClosedUnsolved(Act, frozen=True, kw_only=True, omit_defaults=True):
    """未办结: the department says it cannot be finished; explained, never counted as finished
    (N-9.5-d)."""

    NAME: ClassVar[str] = "close_unsolved"
    AFTER: ClassVar[frozenset[str]] = OPEN - {"registered"}
    MARKS: ClassVar[tuple[str, ...]] = ("closed",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason", "explanation"})
    NEEDED: ClassVar[tuple[str, ...]] = ("reason", "explanation")

    reason: str = ""
    explanation: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Not over an open asking."""
        return (Refused("rating.going_on"),) if ticket.asking else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """An end state of its own."""
        return changed(
            ticket, state="closed_unsolved", closed_at=stamp.at, explanation=self.explanation
        )

"""What may be done with a ticket now: only allowed acts are offered, and one sentence says why
an expected one is not.

Before the citizen has left after a rating nothing here depends on its level (decision 26).
"""

from typing import Final

from app.domain import owed
from app.domain.acts import closing, extending, feedback, handling, intake, rating, record, sorting
from app.domain.acts.act import Act
from app.domain.context import Context
from app.domain.extension import may_extend
from app.domain.refusal import Refused
from app.domain.regime import OwnAct
from app.domain.rules import is_notice
from app.domain.ticket import Ticket

# In the order they stand on the screen; the first one offered is the strong button.
OFFERED: Final[tuple[type[Act], ...]] = (
    rating.CitizenLeft, handling.AnsweredOnSpot, handling.Dispatched, handling.Taken,
    handling.ResultReceived, feedback.FedBack, feedback.CalledBack, rating.RatingAsked,
    closing.Closed, handling.Contacted, extending.Told, extending.ExtensionGranted,
    extending.ExtensionRefused, extending.ExtensionAsked, handling.CannotDoFound,
    closing.RedoOrdered, handling.Reclassified, handling.Classified, intake.DeclinedLate,
    closing.ClosedUnsolved, sorting.SourceTold, record.Archived,
)  # fmt: skip
ON_RECORD: Final[tuple[type[Act], ...]] = (
    record.Corrected, record.TicketHandedOver, sorting.Labelled, record.Linked,
    record.Withdrawn, record.Voided,
)  # fmt: skip


def offers(ticket: Ticket, ctx: Context) -> tuple[type[Act], ...]:
    """The acts that may be done now, by this person, in the order of the screen."""
    if ticket.asking:
        return ()
    if ticket.rating and not ticket.is_revealed:
        return (rating.CitizenLeft,) if ctx.can("citizen_left") else ()
    fitting = [a for a in OFFERED if _fits(a, ticket, ctx)]
    if ticket.state in ("dispatched", "handling"):  # first what is awaited, then sending it again
        fitting.sort(key=lambda a: a is handling.Dispatched)
    return tuple(fitting)


def own_offers(ticket: Ticket, ctx: Context) -> tuple[OwnAct, ...]:
    """The profile's own acts that may be written now; those that are owed come first."""
    if ticket.asking or (ticket.rating and not ticket.is_revealed):
        return ()
    due = {act.id for act in owed.owed(ctx.rules, ticket, ctx.now)}
    return tuple(sorted(owed.offered(ticket, ctx), key=lambda act: act.id not in due))


def _fits(act: type[Act], ticket: Ticket, ctx: Context) -> bool:
    if ticket.state not in act.AFTER or not ctx.holds(act):
        return False
    if owed.held(ticket, ctx, act.NAME):
        return False
    if ctx.step_refusal(ticket, "rate" if act is rating.RatingAsked else act.NAME, stated=True):
        return False
    case, rule = ticket.extension, ctx.rules.extension_rule(ticket)
    waiting = case is not None and not case.granted_at
    told = case is not None and rule is not None and set(rule.notify) <= set(case.told)
    match act.NAME:
        case "citizen_left":
            return False
        case "grant_extension" | "refuse_extension":
            return waiting and rule is not None and rule.approver in ctx.roles
        case "tell":
            notice = rule is not None and is_notice(rule)
            return case is not None and (not waiting or notice) and not told
        case "ask_extension":
            return may_extend(ctx.rules, ticket, ctx.now)
        case "find_cannot_do":
            return not ticket.cannot_do_at
        case "tell_source":
            return bool(ticket.outer_no) and not ticket.source_told_at
        case "ask_rating":
            late = ticket.state == "closed" and not ctx.rules.rates_after_closing
            return ticket.rating is None and not late
        case "close":
            return not (ctx.rules.wants_redo(ticket) and ctx.rules.may_redo(ticket))
        case "classify":
            return not ctx.can("reclassify")  # who may change a class needs no second button
        case "order_redo":
            if ticket.state == "closed":
                return closing.may_reopen(ticket, ctx)
            return ctx.rules.may_redo(ticket)
        case _:
            return True


def on_record(ticket: Ticket, ctx: Context) -> tuple[type[Act], ...]:
    """Acts on the record itself, apart from the way of the matter: correct, hand over, void."""
    if ticket.asking:
        return ()
    return tuple(
        a for a in ON_RECORD
        if ticket.state in a.AFTER and ctx.can(a.NAME)
        and not (a is record.Voided and ctx.actor == ticket.acceptor)
    )  # fmt: skip


def for_others(ticket: Ticket, ctx: Context) -> Refused | None:
    """Whose the dispatch of an accepted matter is, where it is not this person's (N-9.1-e)."""
    if ticket.state != "accepted":
        return None
    refused = ctx.step_refusal(ticket, "dispatch") or ctx.power_refusal(handling.Dispatched())
    whose = (refused.facts.get("by") or refused.facts.get("role")) if refused else None
    if refused is None or whose is None:
        return None
    return Refused("step.others", clause=refused.clause, facts={"act": "dispatch", "by": whose})


def missing(ticket: Ticket, ctx: Context) -> Refused | None:
    """Why the matter cannot be closed now, where closing is what comes in sight."""
    if ticket.state not in closing.TALKED or ticket.asking:
        return None
    return ctx.step_refusal(ticket, "close")

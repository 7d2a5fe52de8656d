"""Acts of the profile's own: which may be written now, which are owed, what they hold up."""

from collections.abc import Iterable, Iterator

import msgspec

from app.domain import conditions
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.regime import OwnAct
from app.domain.rules import Rules
from app.domain.ticket import OPEN, Record, Ticket


def may_follow(rules: Rules, ticket: Ticket, act: OwnAct, now: int) -> bool:
    """Whether an own act stands where it may: state, class, conditions, what it answers."""
    return (
        ticket.state in (act.after or OPEN)
        and act.covers(ticket.category)
        and not (act.once and _was_written(ticket, act))
        and (not act.answers or awaited(ticket, act.answers) is not None)
        and conditions.holds(rules, ticket, now, act.when)
    )


def _was_written(ticket: Ticket, act: OwnAct) -> bool:
    return any(r.act == act.id and r.round == ticket.round for r in ticket.records)


def refusal(ctx: Context, ticket: Ticket, act_id: str) -> Refused | None:
    """Why an own act may not be written now: nobody knows it, or it may not follow."""
    own = ctx.rules.own_act(act_id)
    if own is None:
        return Refused("word.unknown", field="act")
    if not may_follow(ctx.rules, ticket, own, ctx.now):
        return Refused("own.order", clause=own.clause, facts={"act": own.name})
    before = {(r.act, r.actor) for r in ticket.records} | {("call_back", ticket.called_by)}
    is_same = (own.other_than, ctx.actor) in before
    return Refused("own.same", clause=own.clause, facts={"act": own.name}) if is_same else None


def awaited(ticket: Ticket, act_id: str) -> Record | None:
    """The oldest record of an act that waits for its answer."""
    return next((r for r in ticket.records if r.act == act_id and not r.answered_at), None)


def answered(ticket: Ticket, act_id: str, at: int) -> Ticket:
    """The ticket with that record answered at `at` (seconds); as it is where none waits."""
    found = awaited(ticket, act_id)
    records = tuple(
        msgspec.structs.replace(r, answered_at=at) if r is found else r for r in ticket.records
    )
    return msgspec.structs.replace(ticket, records=records) if found else ticket


def waiting(rules: Rules, ticket: Ticket, now: int) -> Iterator[tuple[Record, OwnAct]]:
    """Records that wait for an answer at `now`, with the act that would be it."""
    answers = {a.answers: a for a in rules.regime.acts if a.answers}
    for record in ticket.records:
        answer = answers.get(record.act)
        if answer and not record.answered_at and conditions.holds(rules, ticket, now, answer.when):
            yield record, answer


def owed(rules: Rules, ticket: Ticket, now: int) -> tuple[OwnAct, ...]:
    """Own acts that must be written: they may be now, and in this round nobody did."""
    return tuple(
        act for act in rules.owing
        if act.id not in ticket.marks and may_follow(rules, ticket, act, now)
    )  # fmt: skip


def held(ticket: Ticket, ctx: Context, power: str) -> Refused | None:
    """The refusal of an act that an owed act, or an unanswered record, holds up."""
    for act in owed(ctx.rules, ticket, ctx.now):
        if power in act.holds and act.id != power:
            return Refused("held.owed", clause=act.clause, facts={"act": act.name})
    for record, answer in waiting(ctx.rules, ticket, ctx.now):
        own = ctx.rules.own_act(record.act)
        if own is not None and power in own.holds:
            facts = {"act": own.name, "answer": answer.name}
            return Refused("held.waiting", clause=own.clause, facts=facts)
    return None


def awaits(rules: Rules, record: Record, answer: OwnAct, now: int) -> bool:
    """Whether a record of the desk may have an answer: its `when` looks at that record alone."""
    alone = Ticket(records=(record,), cells=record.cells)
    is_its = record.act == answer.answers and not record.answered_at
    return is_its and conditions.holds(rules, alone, now, answer.when)


def desk_refusal(
    ctx: Context, own: OwnAct, records: Iterable[Record], of: str, happened_at: int
) -> Refused | None:
    """Why a record of the desk may not stand among those of its day: what it answers is not
    there, answered already or later than it, or the same person's last one is still open."""
    at = happened_at or ctx.now
    asked = next((r for r in records if r.ref == of and awaits(ctx.rules, r, own, at)), None)
    mine = [r for r in records if (r.act, r.actor) == (own.id, ctx.actor) and not r.answered_at]
    if (own.answers and asked is None) or (own.once and mine):
        return Refused("own.order", clause=own.clause, facts={"act": own.name})
    if asked is not None and 0 < happened_at < asked.at:
        before = ctx.rules.own_act(asked.act)
        facts = {"after": before.name if before else asked.act}
        return Refused("time.before", field="happened_at", facts=facts)
    return None


def ended(records: Iterable[Record], ref: str, at: int) -> tuple[Record, ...]:
    """The records, the one of that ref answered at an instant unless it was before."""
    return tuple(
        msgspec.structs.replace(r, answered_at=at) if r.ref == ref and not r.answered_at else r
        for r in records
    )


def offered(ticket: Ticket, ctx: Context) -> tuple[OwnAct, ...]:
    """The own acts this person may write now, in the order of the profile."""
    return tuple(
        act for act in ctx.rules.regime.acts
        if act.on == "ticket" and act.name and ctx.may_write(act.id)
        and not refusal(ctx, ticket, act.id)
        and not ctx.step_refusal(ticket, act.id, stated=True)
        and not held(ticket, ctx, act.id)
    )  # fmt: skip

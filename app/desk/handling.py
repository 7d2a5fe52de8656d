"""Handling: verbs that need more than the act itself, a slip number or a paper."""

from collections.abc import Sequence

import msgspec

from app.db import queries
from app.desk import notices, papers
from app.desk.desk import Desk, Outcome, PaperOf
from app.domain import conditions, extension
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, ClosedUnsolved
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched
from app.domain.acts.own import Recorded
from app.domain.acts.rating import Rated
from app.domain.rules import is_notice
from app.domain.ticket import Stamp


def dispatch(desk: Desk, number: str, act: Dispatched) -> Outcome:
    """派发 with the next slip numbers and the jobs for the 交办单, also of those who assist."""
    act = numbered(desk, act, act.assisting or desk.log.ticket(number).assisting)
    return desk.perform(number, act, papers=papers.assignment_slips(desk, act))


def numbered(desk: Desk, act: Dispatched, assisting: tuple[str, ...]) -> Dispatched:
    """The dispatch with a slip number for each unit."""
    with desk.log.reading() as connection:
        first = queries.next_slip(connection)
    others = tuple(range(first + 1, first + 1 + len(assisting)))
    return msgspec.structs.replace(act, slip_no=first, assisting=assisting, assisting_slips=others)


def close(desk: Desk, number: str, act: Closed | ClosedUnsolved) -> Outcome:
    """办结 or 未办结, with the job for the 办结回执."""
    return desk.perform(number, act, papers=[papers.closing_receipt(desk)])


def feed_back(desk: Desk, number: str, act: FedBack) -> Outcome:
    """反馈群众; where the profile says that the matter counts as finished with it, it is closed in
    the same commit (S-3-3a)."""
    return perform_to_end(desk, number, act)


def perform_to_end(
    desk: Desk, number: str, act: FedBack | Recorded, made: Sequence[PaperOf] = ()
) -> Outcome:
    """An act with its papers and, where the matter counts as finished with it and is not ended
    yet, the end."""
    ticket = desk.log.ticket(number)
    ctx = desk.context(ticket)
    told = act.evolve(ticket, Stamp(number, ctx.now, ctx.actor, "", 0))
    finished = ctx.rules.regime.satisfaction.finished
    is_end = told.state in Closed.AFTER and finished and ctx.can(Closed.NAME)
    if not is_end or not conditions.holds(ctx.rules, told, ctx.now, finished):
        return desk.perform(number, act, papers=made)
    outcome = "solved" if told.outcome == "solved" else "explained"
    end = Closed(
        outcome=outcome, unrated_reason=told.unrated_reason or desk.words("close.finished")
    )
    return desk.perform(number, act, end, papers=[*made, papers.closing_receipt(desk)])


def ask_extension(desk: Desk, number: str, act: ExtensionAsked) -> Outcome:
    """申请延期: the old due, and the new one where the rule adds to the old, are filled in. Where
    that is all it takes, the 延期告知单 is printed."""
    ticket = desk.log.ticket(number)
    rules = desk.rules(ticket)
    rule, resolve = rules.extension_rule(ticket), extension.resolve_of(rules, ticket)
    old = resolve.due if resolve and resolve.due else 0
    new = act.new_due
    if rule is not None and not is_notice(rule):
        new = extension.due_after(rules, ticket, act.amount) if act.amount > 0 else 0
    made = notices.extension_notices(desk, ticket, asked=True)
    return desk.perform(number, msgspec.structs.replace(act, old_due=old, new_due=new), papers=made)


def grant_extension(desk: Desk, number: str, act: ExtensionGranted) -> Outcome:
    """批准延期, with the job for the 延期告知单 by which the citizen is told."""
    made = notices.extension_notices(desk, desk.log.ticket(number))
    return desk.perform(number, act, papers=made)


def call_back(desk: Desk, number: str, act: CalledBack, level: str = "") -> Outcome:
    """回访; a level said on the telephone is recorded with it as 电话代录 (decision 24)."""
    acts: list[Act] = [act]
    if act.reached and level:
        acts.append(Rated(source="callback", level=level, number=act.number, solved=act.solved))
    return desk.perform(number, *acts)

"""Alerts (提醒): what somebody has to be reminded of, worked out from what is stored.

Of a ticket it is known when it is written: each alert has the instant it begins to stand, so that
later a look at the clock is enough. Of the desk it is a matter of the day. Instants in seconds.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from app.domain import owed, worktime
from app.domain.calendar import UnknownYear
from app.domain.clock import ZONE, local
from app.domain.conditions import ends_by
from app.domain.context import PROGRAM_ACTS
from app.domain.outlook import Obligation, Outlook
from app.domain.regime import OwnAct
from app.domain.rules import Rules, is_notice
from app.domain.ticket import Record, Ticket

NODES: Final = frozenset({"resolve", "cannot_do_reply", "rework"})  # told a working day before
NOON: Final = time(12)
HALVES: Final = ("morning", "afternoon")
YEAR_END: Final = 11  # from this month on next year's calendar is missed


class Alert(NamedTuple):
    """`kind` is the stage of a limit, extension, silent, by_hand, unread, owed or answer; `what`
    the own act it is about; it stands from `since` on, `due` 0 where it has no day."""

    kind: str
    what: str
    since: int
    due: int


def of_ticket(rules: Rules, ticket: Ticket, ahead: Outlook) -> Iterator[Alert]:
    """The alerts of a ticket; `ahead` are its limits."""
    if not ticket.category or ticket.state in ("declined", "void", "archived"):
        return
    for one in ahead.obligations:
        after_close = one.start >= ticket.closed_at > 0
        if end := ends_by(rules, ticket, one):
            yield Alert(one.stage, "", end, 0)
        elif one.is_open and one.due is not None and (ticket.is_open or after_close):
            since = max(one.start, _told_from(rules, one.stage, one.due))
            yield Alert(one.stage, "", since, one.due)
    if ticket.is_open:
        yield from _unmoved(rules, ticket, ahead)
        case, rule = ticket.extension, rules.extension_rule(ticket)
        if case is not None and not case.granted_at and not (rule and is_notice(rule)):
            yield Alert("extension", "", case.asked_at, case.old_due)
    yield from _owed(rules, ticket, ahead.resolve)
    for record, answer in owed.waiting(rules, ticket, ticket.last_at):
        yield Alert("answer", answer.id, record.at, _end_of(rules, record.due))


def _told_from(rules: Rules, stage: str, due: int) -> int:
    """From when a limit is told of: when its lamp turns yellow, and the finish of a matter at
    least from the opening of the working day before (N-11.2.1)."""
    regime, end = rules.regime, local(due)
    told = worktime.yellow_from(end, regime.lights, regime.calendar, rules.calendar)
    if stage in NODES:
        told = min(told, worktime.day_before(end, regime.calendar, rules.calendar))
    return int(told.timestamp())


def _unmoved(rules: Rules, ticket: Ticket, ahead: Outlook) -> Iterator[Alert]:
    """Accepted and nothing since (N-7.2.3); whose it is the table does not know, so a hand sends
    it (C-4-2b); sent and not taken by the close of its day."""
    accepted, sent = ticket.marks.get("accepted", 0), ticket.marks.get("dispatched", 0)
    moved = {n for n, at in ticket.marks.items() if at > accepted and n not in PROGRAM_ACTS}
    if accepted and not moved and (end := _count(rules, accepted, 1, "work_day")):
        yield Alert("silent", "", end, end)
    table, chosen = rules.own_act("dispatch"), rules.category(ticket.category)
    if ticket.state == "accepted" and table and table.auto and chosen and chosen.departments_min:
        yield Alert("by_hand", "", accepted, 0)
    claims = any(o.stage == "claim" for o in ahead.obligations)
    if ticket.state == "dispatched" and not claims and (end := _count(rules, sent, 0, "same_day")):
        yield Alert("unread", "", end, end)


def _owed(rules: Rules, ticket: Ticket, resolve: Obligation | None) -> Iterator[Alert]:
    """Own acts that are owed now, and those that will be once the matter or an answer is late."""
    moments = {_end_of(rules, r.due, over=True) for r in ticket.records if not r.answered_at}
    if resolve is not None and resolve.due is not None and ticket.is_open:
        moments.add(resolve.due + 1)
    seen = set[str]()
    for at in (ticket.last_at, *sorted(m for m in moments if m > ticket.last_at)):
        fresh = {act.id for act in owed.owed(rules, ticket, at)} - seen
        yield from (Alert("owed", act, at, 0) for act in sorted(fresh))
        seen |= fresh


def _count(rules: Rules, start: int, amount: int, unit: str) -> int:
    """The end of a count in seconds, 0 where no calendar reaches."""
    found = worktime.due(local(start), amount, unit, rules.regime.calendar, rules.calendar).at
    return int(found.timestamp()) if found else 0


def _end_of(rules: Rules, day: str, *, over: bool = False) -> int:
    """The close of an ISO date in seconds, the midnight after it if `over`; 0 for none."""
    if not day:
        return 0
    on = date.fromisoformat(day)
    end = (on + timedelta(1), time()) if over else (on, closing(rules, on))
    return int(datetime.combine(*end, ZONE).timestamp())


def opening(rules: Rules, on: date) -> time:
    """When the hall opens."""
    return rules.regime.calendar.spans(on)[0][0]


def closing(rules: Rules, on: date) -> time:
    """When the hall closes."""
    return rules.regime.calendar.spans(on)[-1][1]


def is_working(rules: Rules, on: date) -> bool:
    """Whether it is a working day; a plain weekday where no calendar reaches."""
    try:
        return rules.calendar.is_working(on)
    except UnknownYear:
        return on.weekday() < 5


def is_open(rules: Rules, now: datetime) -> bool:
    """Whether the hall is open, the noon break included: alerts keep to these hours."""
    on = now.date()
    return is_working(rules, on) and opening(rules, on) <= now.time() <= closing(rules, on)


def missed(
    rules: Rules, on: date, records: Iterable[Record], now: datetime
) -> Iterator[tuple[OwnAct, str]]:
    """Acts of the desk that a day should have had and has not: (act, morning, afternoon or "").

    A half day is missed once it is over, at 12:00 and at the close (P-3-4a).
    """
    if not is_working(rules, on):
        return
    ends = {"morning": min(NOON, closing(rules, on)), "afternoon": closing(rules, on), "": NOON}
    had = {(r.act, half_of(r)) for r in records}
    for act in rules.regime.acts:
        halves = HALVES if act.every == "half_day" else ("",) if act.every == "day" else ()
        for half in halves:
            is_over = datetime.combine(on, ends[half], ZONE) <= now
            done = (act.id, half) in had if half else any(a == act.id for a, _ in had)
            if is_over and not done:
                yield act, half


def half_of(record: Record) -> str:
    """The half of its day that a record stands in."""
    return HALVES[local(record.at).time() >= NOON]


def wants_calendar(rules: Rules, on: date) -> bool:
    """Whether next year's official calendar should be there and is not."""
    return on.month >= YEAR_END and not rules.calendar.knows(on.year + 1)

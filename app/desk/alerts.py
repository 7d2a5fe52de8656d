"""提醒: what stands at this hour, as lines for the board; nothing outside opening hours.

Counted from an index of the tickets, and from the day of the desk; none of it is stored as such.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from app.db import lists, people, queries, watch
from app.db.people import Person
from app.db.watch import Standing
from app.desk import setup_checks, watching
from app.desk.desk import Desk
from app.domain import alerts
from app.domain.acts.desk import DeskDay
from app.domain.clock import ZONE, local
from app.domain.regime import OwnAct
from app.domain.ticket import Record

SAID: Final = frozenset({"silent", "unread"})  # their words say already that it is late


class Reminder(NamedTuple):
    """One line: what it is about (of tickets, `kind` and `what`; else `kind` of the desk), its
    words, how many, how many are late, and its lamp."""

    kind: str
    what: str
    words: str
    n: int
    lamp: str
    of_tickets: bool = True


def reminders(desk: Desk) -> tuple[Reminder, ...]:
    """All that stands now, late ones first."""
    now = desk.clock.now()
    if desk.log.head.seq == 0 or not alerts.is_open(desk.rules(), now):
        return ()
    with desk.log.reading() as connection:
        standing = watch.standing(connection, desk.now)
        today = queries.desk_of(connection, desk.today)
        everyone = people.everyone(connection)
    found = [_of_tickets(desk, one) for one in standing]
    found += [*_of_day(desk, today, everyone, now), *_waiting(desk), *_of_setup(desk)]
    return tuple(sorted(found, key=lambda r: (r.lamp != "red", not r.of_tickets)))


def _of_tickets(desk: Desk, one: Standing) -> Reminder:
    words, own = desk.words, desk.rules().own_act(one.what)
    name = own.name if own else ""
    steps = desk.rules().regime.steps if one.kind == "by_hand" else ()
    by = dict.fromkeys(role for step in steps if step.act == "dispatch" for role in step.by)
    who = "、".join(map(desk.rules().role_name, by))
    key = "late" if one.late and one.kind not in SAID else "stands"
    said = words(f"alert.{one.kind}", act=name, who=who) + words(
        f"alert.{key}", n=one.n, late=one.late
    )
    return Reminder(one.kind, one.what, said, one.n, "red" if one.late else "yellow")


def _line(desk: Desk, kind: str, lamp: str = "yellow", **facts: object) -> Reminder:
    return Reminder(kind, "", desk.words(f"alert.{kind}", **facts), 1, lamp, of_tickets=False)


def _of_day(
    desk: Desk, today: DeskDay, everyone: tuple[Person, ...], now: datetime
) -> Iterator[Reminder]:
    """Who should be here and is not; the duty list; next year's calendar."""
    rules, words = desk.rules(), desk.words
    clerks = {p.id: p for p in everyone if p.post == "clerk"}
    opened = datetime.combine(desk.today, alerts.opening(rules, desk.today), ZONE)
    came = [at for at, who, _ in today.sign_ins if who in clerks]
    if not came:
        both = {p.duty for p in clerks.values()} >= {"A", "B"}
        yield _line(desk, "absent_both" if both else "absent", "red")
    elif min(came) > opened.timestamp():
        yield _line(desk, "late_opening", at=f"{local(min(came)):%H:%M}")
    for act, half in alerts.missed(rules, desk.today, today.records, now):
        when = words(f"alert.half.{half}") if half else ""
        yield _line(desk, "missed", act=act.name, when=words("moment.today") + when)
    for act in _of_units(desk):
        if now.time() >= alerts.closing(rules, desk.today) and (units := _away(desk, act)):
            who = "、".join(units)
            line = _line(desk, "unlogged", n=len(units), who=who)
            yield line._replace(what=act.id, n=len(units))
    yield from _off_duty(desk)
    yield from _of_month(desk)
    if alerts.wants_calendar(rules, desk.today):
        yield _line(desk, "calendar", "red", year=desk.today.year + 1)


def _off_duty(desk: Desk) -> Iterator[Reminder]:
    """Registered by somebody who is not on today's duty list (P-3-1a)."""
    on_duty = watching.roster(desk, desk.today)
    if on_duty is None:
        return
    names = watching.names(desk)
    with desk.log.reading() as connection:
        rows = queries.day(connection, desk.today)
    others = {names.get(r.ticket.acceptor, r.ticket.acceptor) for r in rows} - set(on_duty)
    if others:
        yield _line(desk, "off_duty", who="、".join(sorted(others)))


def _of_month(desk: Desk) -> Iterator[Reminder]:
    """On the last working day of a month, what it should have had and has not."""
    first, last = watching.month_of(desk.today)
    ahead = range((last - desk.today).days)
    if any(alerts.is_working(desk.rules(), last - timedelta(n)) for n in ahead):
        return
    for act in (a for a in watching.kinds(desk) if a.every == "month"):
        if not watching.of_kind(desk, act.id, first, last):
            when = desk.words("alert.this_month")
            yield _line(desk, "missed", act=act.name, when=when)


def _of_units(desk: Desk) -> list[OwnAct]:
    """Acts of the desk that every unit owes every day."""
    return [a for a in watching.kinds(desk) if a.every == "unit_day"]


def _away(desk: Desk, act: OwnAct, on: date | None = None) -> list[str]:
    """The units of which nothing says that they looked that day (C-4-2c).

    Units have no seat at this desk and no server tells it who logged in: what counts is an order
    taken that day, or a record of the act that names the unit.
    """
    day = on or desk.today
    key = next((f.key for f in act.field if f.type in ("unit", "units")), "")
    with desk.log.reading() as connection:
        units = lists.departments(connection)
        came = {unit for at, unit in watch.receipts(connection, day) if at == day}
    for kept in watching.of_kind(desk, act.id, day, day):
        came.update(kept.record.cells.get(key, "").split("、"))
    return [unit for unit in units if unit not in came]


def _waiting(desk: Desk) -> Iterator[Reminder]:
    """Records of the desk that wait for their answer, and answers that wait for another."""
    today, words = desk.today.isoformat(), desk.words
    for act in (a for a in desk.rules().regime.acts if a.on == "desk"):
        if not any(a.owed for a in watching.answering(desk, act.id)):
            continue
        with desk.log.reading() as connection:
            kept = watch.in_force(connection, [act.id])
        if act.once:  # somebody is here and has not signed out: only once the day is over
            kept = tuple(k for k in kept if local(k.record.at).date() < desk.today)
        by_answer = defaultdict[str, list[Record]](list)
        for one in kept:
            if answer := watching.awaited(desk, one.record):
                by_answer[answer.name].append(one.record)
        for name, records in by_answer.items():
            late = sum(bool(r.due) and r.due < today for r in records)
            said = words("alert.kept", act=act.name, answer=name)
            said += words(f"alert.{'late' if late else 'stands'}", n=len(records), late=late)
            lamp, kind = "red" if late else "yellow", watching.root(desk, act.id)
            yield Reminder("kept", kind, said, len(records), lamp, of_tickets=False)


def _of_setup(desk: Desk) -> Iterator[Reminder]:
    """What the set-up check says, in one line."""
    found = setup_checks.checks(desk)
    if found:
        lamp = "red" if any(c.is_blocking for c in found) else "yellow"
        words = desk.words("alert.setup", n=len(found))
        yield Reminder("setup", "", words, len(found), lamp, of_tickets=False)


def missed_between(desk: Desk, days: int) -> list[tuple[datetime, str]]:
    """What the last working days should have had and had not: (day, sentence), newest first.

    It is worked out anew from the stored days, so it stands as long as they do.
    """
    last, rules, words = desk.today, desk.rules(), desk.words
    first = last - timedelta(days)
    with desk.log.reading() as connection:
        kept = watch.days(connection, first, last)
    found = []
    for on in (last - timedelta(n) for n in range(days + 1)):
        if kept and on >= min(kept):  # not before the desk was there
            day = kept.get(on, DeskDay())
            for act, half in alerts.missed(rules, on, day.records, desk.clock.now()):
                when = words(f"alert.half.{half}") if half else ""
                at = datetime.combine(on, alerts.closing(rules, on), ZONE)
                found.append((at, words("alert.missed", act=act.name, when=when)))
            for act in _of_units(desk) if alerts.is_working(rules, on) and on < last else ():
                if units := _away(desk, act, on):
                    at = datetime.combine(on, alerts.closing(rules, on), ZONE)
                    who = "、".join(units)
                    found.append((at, words("alert.unlogged_then", n=len(units), who=who)))
    return found

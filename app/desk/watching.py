"""值守: what the desk records beside its tickets, as the profile's own acts say.

Shifts, duty lists, meetings, inspections, interviews, notices, circulars, members. Tickets that a
record names get a note of it in the same commit.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from app.db import lists, people, queries, watch
from app.db.log import Proposal
from app.db.watch import Kept
from app.desk.desk import Desk, Outcome
from app.domain import cells, owed
from app.domain.acts.own import DeskRecorded
from app.domain.acts.record import Noted
from app.domain.cells import AnyField
from app.domain.fold import desk_stream
from app.domain.refusal import Refused
from app.domain.regime import OwnAct
from app.domain.ticket import Record, Ticket

NONE: Final[Mapping[str, str]] = MappingProxyType({})
ROSTER: Final = "roster"  # the duty list: its first date is the day, its people are on duty


class Told(NamedTuple):
    """What a record answers and when it was: `happened_at` in seconds, 0 for now; `who` and `how`
    where somebody else's act is written down."""

    of: str = ""
    of_day: date = date.min
    happened_at: int = 0
    who: str = ""
    how: str = ""


NOTHING_TOLD: Final = Told()


def kinds(desk: Desk) -> tuple[OwnAct, ...]:
    """The records the profile knows, without those that answer or end another."""
    return tuple(a for a in desk.rules().regime.acts if a.on == "desk" and not a.answers)


def answering(desk: Desk, act: str) -> tuple[OwnAct, ...]:
    """The acts that answer or end a record."""
    return tuple(a for a in desk.rules().regime.acts if a.on == "desk" and a.answers == act)


def offered(desk: Desk, kept: Kept) -> tuple[OwnAct, ...]:
    """What this person may answer a record with now, or its last answer."""
    ctx, record_ = desk.context(), last(desk, kept).record
    return tuple(
        a for a in answering(desk, record_.act)
        if ctx.may_write(a.id) and owed.awaits(ctx.rules, record_, a, ctx.now)
    )  # fmt: skip


def root(desk: Desk, act: str) -> str:
    """The kind of record that an act, an answer or an answer to an answer belongs to."""
    own = desk.rules().own_act(act)
    return root(desk, own.answers) if own and own.answers else act


def may_start(desk: Desk, act: OwnAct) -> bool:
    """Whether this person may write such a record now."""
    ctx = desk.context()
    mine = [r for r in desk.day(desk.today).records if (r.act, r.actor) == (act.id, ctx.actor)]
    return ctx.may_write(act.id) and not (act.once and any(not r.answered_at for r in mine))


def fields(desk: Desk, act: str) -> tuple[AnyField, ...]:
    """The fields of an act, also those that only some answers call for."""
    return tuple(cells.fields_of(desk.rules(), act))


def record(
    desk: Desk,
    act: str,
    choices: Mapping[str, str],
    texts: Mapping[str, str],
    told: Told = NOTHING_TOLD,
) -> Outcome:
    """Write a record of the desk, an answer into the day of what it answers, and a note on every
    ticket it names. Raises app.db.log.NotWritten."""
    own, numbers = desk.rules().own_act(act), []
    for field in (f for f in (own.field if own else ()) if f.type == "tickets"):
        for typed in choices.get(field.key, "").replace("，", "、").replace(" ", "、").split("、"):
            with desk.log.reading() as connection:
                number = queries.number_like(connection, typed) if typed else ""
            if typed and not number:
                refused = Refused("watch.ticket", field=field.key, facts={"no": typed})
                return Outcome(Ticket(), (refused,))
            numbers += [number] * bool(typed)
        filled = {field.key: "、".join(dict.fromkeys(numbers))} if numbers else {}
        choices = {**choices, **filled}
    running = 0
    if own is not None and own.number:
        with desk.log.reading() as connection:
            running = queries.next_of(connection, act)
    made = DeskRecorded(
        act=act, choices=choices, texts=texts, number=running, of=told.of, who=told.who,
        how=told.how, happened_at=told.happened_at,
        due=choices.get(own.due, "") if own else "",
    )  # fmt: skip
    return _write(desk, told.of_day if told.of else desk.today, made, dict.fromkeys(numbers))


def _write(desk: Desk, on: date, act: DeskRecorded, numbers: Mapping[str, object]) -> Outcome:
    ctx, own = desk.context(), desk.rules().own_act(act.act)
    refused = act.refusals(desk.day(on), ctx)
    if refused:
        return Outcome(Ticket(), refused)
    said = summary(desk, act.act, {**act.choices, **act.texts})
    note = Noted(text=desk.words("watch.note", act=own.name if own else act.act, text=said))
    batch = [Proposal(desk_stream(on), act), *(Proposal(n, note) for n in numbers)]
    return Outcome(Ticket(), facts=desk.log.append(ctx.actor, batch).facts)


def lines(desk: Desk, act: str, filled: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a record holds, field by field: (label, text)."""
    own = desk.rules().own_act(act)
    found = own.field if own else ()
    return [(f.label, filled[f.key]) for f in found if filled.get(f.key, "").strip()]


def summary(desk: Desk, act: str, filled: Mapping[str, str]) -> str:
    """A record in one line."""
    return "，".join(text for _, text in lines(desk, act, filled))


def span_words(desk: Desk, start: Record, end: Record) -> str:
    """How long a shift was: 1 小时 55 分."""
    minutes = max(end.at - start.at, 0) // 60
    return desk.words("watch.span", hours=minutes // 60, minutes=minutes % 60)


def ending(desk: Desk, kept: Kept) -> tuple[Record, ...]:
    """The records that answered one, and those that answered them."""
    of_desk = [a.id for a in desk.rules().regime.acts if a.on == "desk" and a.answers]
    if not kept.record.answered_at:
        return ()
    with desk.log.reading() as connection:
        answers = watch.answers(connection, kept.day, of_desk)
    refs, found = [kept.record.ref], list[Record]()
    for ref in refs:  # grows: an answer may be answered
        found += (mine := [a for a in answers if a.of == ref])
        refs += [a.ref for a in mine]
    return tuple(found)


def last(desk: Desk, kept: Kept) -> Kept:
    """The end of a record's chain: what an answer would now be to."""
    ends = ending(desk, kept)
    return kept._replace(record=ends[-1]) if ends else kept


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = day.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def of_kind(desk: Desk, act: str, first: date, last: date, words: str = "") -> tuple[Kept, ...]:
    """The records of a kind between two days that contain the words, newest first."""
    with desk.log.reading() as connection:
        return watch.records(connection, [act], first, last, words)


def names(desk: Desk) -> dict[str, str]:
    """Names of people by their ids."""
    with desk.log.reading() as connection:
        return {p.id: p.name for p in people.all_people(connection)}


def choices(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in a form, by kind of field."""
    with desk.log.reading() as connection:
        units = [(d, d) for d in lists.departments(connection)]
    return {"department": units, "departments": units}


def contact_of(desk: Desk, person: str) -> str:
    """How somebody can be reached, as last recorded with `every = "clerk"`; "" for none."""
    name = names(desk).get(person, person)
    return next((c for who, c in _contacts(desk) if who in (person, name)), "")


def _contacts(desk: Desk) -> Iterator[tuple[str, str]]:
    for act in kinds(desk):
        phone = next((f.key for f in act.field if f.type == "phone"), "")
        who = next((f.key for f in act.field if f.type == "person"), "")
        if act.every == "clerk" and phone and who:
            with desk.log.reading() as connection:
                for kept in watch.in_force(connection, [act.id]):
                    yield kept.record.cells.get(who, ""), kept.record.cells.get(phone, "")


def roster(desk: Desk, on: date) -> tuple[str, ...] | None:
    """Who is on duty on a day by the last duty list for it; None where there is none."""
    own = desk.rules().own_act(ROSTER)
    if own is None:
        return None
    day = next((f.key for f in own.field if f.type == "date"), "")
    who = [f.key for f in own.field if f.type == "person"]
    with desk.log.reading() as connection:
        kept = watch.in_force(connection, [own.id])
    cells_ = (k.record.cells for k in kept if k.record.cells.get(day) == on.isoformat())
    found = next(cells_, None)
    return tuple(found[key] for key in who if found.get(key)) if found is not None else None


def awaited(desk: Desk, record_: Record) -> OwnAct | None:
    """The answer that somebody still has to write to a record: an owed one, on a day where it may
    have one; of several the last."""
    own = desk.rules().own_act(record_.act)
    if own is None or (own.due and not record_.due):
        return None
    owing = [
        a for a in answering(desk, record_.act)
        if a.owed and owed.awaits(desk.rules(), record_, a, desk.now)
    ]  # fmt: skip
    return owing[-1] if owing else None

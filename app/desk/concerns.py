"""What a leader should take up with a department: the same matter again and again, many late ones,
poor ratings, a ticket that is marked.

The regulations say “repeated”, “many” and “low” without a number: the numbers are settings of the
hall. What a record of that kind took up is not counted again: the tickets it names, or where it
names none those registered before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.db import watch
from app.db.watch import Counted
from app.desk import native_scale, watching
from app.desk.desk import Desk
from app.domain import worktime
from app.domain.regime import OwnAct
from app.domain.ticket import Record


class Concern(NamedTuple):
    """A proposal: the act that takes it up, the sentence with its figures, what is proposed, its
    tickets, the clause, and what the record of it may begin with, by field."""

    act: str
    said: str
    words: str
    numbers: str
    clause: str
    known: Mapping[str, str]


def concerns(desk: Desk) -> tuple[Concern, ...]:
    """All proposals of the present profile. Reads the whole window: not for each minute."""
    acts = [a for a in watching.kinds(desk) if a.proposed]
    if not acts:
        return ()
    since = desk.today - timedelta(desk.limits.days)
    with desk.log.reading() as connection:
        rows = watch.counted(connection, since, desk.now)
    return tuple(c for act in acts for c in _of_act(desk, act, rows, since))


def _of_act(desk: Desk, act: OwnAct, rows: Sequence[Counted], since: date) -> Iterator[Concern]:
    unit, named = _key(act, "unit"), _key(act, "tickets")
    done = defaultdict[str, list[Record]](list)
    for kept in watching.of_kind(desk, act.id, since, desk.today):
        done[kept.record.cells.get(unit, "")].append(kept.record)
    for signal in act.proposed:
        by_unit = defaultdict[str, list[Counted]](list)
        for row in _signalled(desk, signal, rows, since):
            if not any(_holds(r, named, row) for r in done[row.department]):
                by_unit[row.department].append(row)
        for department, mine in by_unit.items():
            for said, tickets in _said(desk, signal, department, mine):
                yield _concern(desk, act, department, said, tickets)


def _signalled(desk: Desk, signal: str, rows: Sequence[Counted], since: date) -> Sequence[Counted]:
    """The tickets that a signal is about; those of a mark from when they were marked."""
    match signal:
        case "repeated":
            return rows
        case "overdue":
            return [r for r in rows if r.is_late]
        case "dissatisfied":
            return [r for r in rows if r.level]
    with desk.log.reading() as connection:
        return watch.marked(connection, signal, since)


def _holds(record: Record, named: str, row: Counted) -> bool:
    """Whether a record took a ticket up."""
    numbers = record.cells.get(named, "")
    return row.at <= record.at and (not numbers or row.no in numbers.split("、"))


def _said(
    desk: Desk, signal: str, unit: str, rows: Sequence[Counted]
) -> Iterator[tuple[str, Sequence[Counted]]]:
    """The sentences of a signal about a unit, with the tickets of each; none below its number."""
    words, limits, n = desk.words, desk.limits, len(rows)
    match signal:
        case "repeated":
            matters = defaultdict[str, list[Counted]](list)
            for row in rows:
                matters[row.matter].append(row)
            for matter, of in matters.items():
                if len(of) >= limits.repeated:
                    yield words("concern.repeated", unit=unit, days=limits.days, matter=matter,
                                n=len(of)), of  # fmt: skip
        case "overdue":
            if n >= limits.late:
                yield words("concern.overdue", unit=unit, days=limits.days, n=n), rows
        case "dissatisfied":
            bad = [r for r in rows if _is_bad(desk, r.level)]
            percent = 100 * (n - len(bad)) // n
            if n >= limits.rated and percent < limits.satisfied:
                said = words("concern.dissatisfied", unit=unit, days=limits.days, n=n,
                             percent=percent, least=limits.satisfied)  # fmt: skip
                yield _with_scales(desk, said, rows), bad
        case _:
            own = desk.rules().own_act(signal)
            yield words("concern.marked", unit=unit, days=limits.days, n=n,
                        act=own.name if own else signal), rows  # fmt: skip


def _with_scales(desk: Desk, said: str, rows: Sequence[Counted]) -> str:
    """A share and what could not be said on the pads it comes from."""
    with desk.log.reading() as connection:
        pads = watch.offered(connection, [r.no for r in rows])
    lacks = {native_scale.unoffered_words(desk.words, desk.rules(), pad) for pad in pads} - {""}
    if not lacks:
        return said
    return desk.words("concern.unoffered", said=said, lacks="、".join(sorted(lacks)))


def _is_bad(desk: Desk, code: str) -> bool:
    level = desk.rules().level(code)
    return level is not None and level.negative


def _concern(desk: Desk, act: OwnAct, unit: str, said: str, rows: Sequence[Counted]) -> Concern:
    """The proposal with what its record begins with: unit, tickets, figures, a day to mend by."""
    numbers = "、".join(r.no for r in rows)
    known = {_key(act, "unit"): unit, _key(act, "tickets"): numbers, _key(act, "longtext"): said,
             act.due: _mended_by(desk) if act.due else ""}  # fmt: skip
    words = desk.words("concern.proposed", act=act.name)
    known = {key: text for key, text in known.items() if key and text}
    return Concern(act.id, said, words, numbers, act.clause, known)


def _mended_by(desk: Desk) -> str:
    """The day that is proposed for mending, "" where no calendar reaches."""
    rules = desk.rules()
    found = worktime.due(
        desk.clock.now(), desk.limits.mend, "work_day", rules.regime.calendar, rules.calendar
    ).at
    return found.date().isoformat() if found else ""


def _key(act: OwnAct, kind: str) -> str:
    """The first field of a kind, "" for none."""
    return next((f.key for f in act.field if f.type == kind), "")

"""The rows of 值守: reminders with their tickets, findings of the set-up check, records."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from app.db import queries, watch
from app.db.queries import Row
from app.db.watch import Kept
from app.desk import alerts, concerns, moments, setup_checks, watching
from app.desk.alerts import Reminder
from app.desk.desk import Desk
from app.desk.watching import NONE
from app.domain.clock import local
from app.domain.number import stem_of
from app.domain.ticket import Record
from app.ui.kit.values import MARK_OF_LAMP, Mark
from app.ui.watch.forms import verb_of

ALERTS: Final = "alerts"
CHECKS: Final = "checks"
VIEWS: Final = "views"
MISSED_DAYS: Final = 31


class Kind(NamedTuple):
    """An entry at the left: how many stand there, "" for none."""

    id: str
    title: str
    n: str = ""


class WatchRow(NamedTuple):
    """A row: when, what in two lines, who, how it stands. Enter opens `ticket`, a new record of
    `kind` with what is `known` in it, or the records of `kind`."""

    key: str
    when: str
    title: str
    sub: str = ""
    who: str = ""
    state: str = ""
    mark: Mark = "mute"
    group: str = ""
    group_mark: Mark = "mute"
    ticket: str = ""
    kind: str = ""
    kept: Kept | None = None
    known: Mapping[str, str] = NONE


class Detail(NamedTuple):
    """The selected row: head, lines as (label, text), and the answers as (act, words)."""

    title: str
    sub: str
    lines: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...] = ()


def rows_of(
    desk: Desk, kind: str, first: date, last: date, words: str
) -> tuple[list[Kind], list[WatchRow]]:
    """The kinds, and the rows of the chosen one."""
    standing, found = alerts.reminders(desk), setup_checks.checks(desk)
    own = [Kind(a.id, a.name) for a in watching.kinds(desk)]
    kinds = [
        Kind(ALERTS, desk.words("watch.alerts"), str(len(standing) or "")),
        Kind(CHECKS, desk.words("watch.checks"), str(len(found) or "")), *own,
    ]  # fmt: skip
    if any(r.post == "outside" for r in desk.rules().regime.roles):
        kinds.insert(2, Kind(VIEWS, desk.words("watch.views")))
    if kind == VIEWS:
        return kinds, list(_views(desk, first, last))
    if kind == CHECKS:
        marks: dict[bool, Mark] = {True: "bad", False: "warn"}
        return kinds, [
            WatchRow(c.words, "", c.words, c.clause, mark=marks[c.is_blocking],
                     state=desk.words("watch.blocking" if c.is_blocking else "watch.lacking"))
            for c in found
        ]  # fmt: skip
    if kind not in [k.id for k in own]:
        return kinds, [*_alerts(desk, standing), *_proposed(desk), *_missed(desk)]
    names = watching.names(desk)
    kept = watching.of_kind(desk, kind, first, last, words)
    return kinds, [_record(desk, k, names) for k in kept]


def _alerts(desk: Desk, standing: tuple[Reminder, ...]) -> Iterator[WatchRow]:
    """Each reminder; those of tickets head the tickets they stand on, due first in front."""
    today = desk.words("moment.today")
    for one in (r for r in standing if not r.of_tickets):
        mark = MARK_OF_LAMP[one.lamp]
        kind = CHECKS if one.kind == "setup" else one.what
        state = desk.words(f"watch.lamp_{one.lamp}")
        yield WatchRow(one.words, today, one.words, state=state, mark=mark, kind=kind,
                       group=desk.words("watch.of_desk"), group_mark="warn")  # fmt: skip
    for one in (r for r in standing if r.of_tickets):
        with desk.log.reading() as connection:
            rows = queries.alerted(connection, one.kind, one.what, desk.now)
        yield from (_of_ticket(desk, one, row) for row in rows)


def _of_ticket(desk: Desk, one: Reminder, row: Row) -> WatchRow:
    """A ticket under its reminder: what is left, and when anything was done last."""
    words, now, due = desk.words, desk.now, row.next_due
    left = moments.remaining(words, desk.rules(row.ticket), due, now) if due else ""
    last = words("watch.last", when=moments.moment(words, row.ticket.last_at, now))
    return WatchRow(
        f"{one.words} {row.no}", moments.moment(words, due, now) if due else "", row.matter,
        f"{row.name}  {stem_of(row.no) or row.no}  {last}", row.department,
        left or words("watch.no_due"), "bad" if due and due < now else "warn", one.words,
        MARK_OF_LAMP[one.lamp], row.no,
    )  # fmt: skip


def _proposed(desk: Desk) -> Iterator[WatchRow]:
    """What a leader should take up; Enter begins its record."""
    for one in concerns.concerns(desk):
        yield WatchRow(f"{one.act} {one.said}", "", one.said, f"{one.words}  {one.numbers}",
                       one.clause, mark="warn",
                       state=desk.words("watch.proposed"), kind=one.act, known=one.known,
                       group=desk.words("watch.proposals"), group_mark="warn")  # fmt: skip


def _views(desk: Desk, first: date, last: date) -> Iterator[WatchRow]:
    """What people from outside opened, newest first."""
    names, words = watching.names(desk), desk.words
    with desk.log.reading() as connection:
        days = watch.days(connection, first, last)
    found = [view for on in sorted(days) for view in days[on].views]
    for place, (at, who, page, ticket) in reversed([*enumerate(found)]):
        title = words(f"watch.page_{page}") if words.has(f"watch.page_{page}") else page
        yield WatchRow(str(place), moments.exact(words, at), title, ticket, names.get(who, who),
                       words("watch.viewed"), ticket=ticket)  # fmt: skip


def _missed(desk: Desk) -> Iterator[WatchRow]:
    for at, said in alerts.missed_between(desk, MISSED_DAYS):
        day = moments.day_words(desk.words, at.date(), desk.today)
        key = f"{at:%Y-%m-%d} {said}"
        yield WatchRow(key, day, said, state=desk.words("watch.lacked"), mark="warn",
                       group=desk.words("watch.missed"))  # fmt: skip


def _record(desk: Desk, kept: Kept, names: dict[str, str]) -> WatchRow:
    one, words = kept.record, desk.words
    ends = watching.ending(desk, kept)
    said = watching.summary(desk, one.act, one.cells)
    sub = watching.summary(desk, ends[-1].act, ends[-1].cells) if ends else ""
    number = words("watch.number", n=one.number) if one.number else ""
    state, mark = _state(desk, one, ends)
    own = desk.rules().own_act(one.act)
    head = f"{number} {said}".strip() or (own.name if own else one.act)
    return WatchRow(
        one.ref, moments.exact(words, one.at), head, sub,
        one.who or names.get(one.actor, one.actor), state, mark, kept=kept,
    )  # fmt: skip


def _state(desk: Desk, one: Record, ends: tuple[Record, ...]) -> tuple[str, Mark]:
    words = desk.words
    if ends and (own := desk.rules().own_act(one.act)) and own.once:
        return watching.span_words(desk, one, ends[-1]), "ok"
    one = ends[-1] if ends else one
    if answer := watching.awaited(desk, one):
        late = bool(one.due) and one.due < desk.today.isoformat()
        due = moments.day_words(words, date.fromisoformat(one.due), desk.today) if one.due else ""
        here = bool((own := desk.rules().own_act(one.act)) and own.once)
        key = "watch.due" if due else "watch.here" if here else "watch.waiting"
        key = "watch.owing" if ends or late else key
        return words(key, day=due, act=answer.name), "bad" if late else "warn"
    return (words("watch.answered"), "ok") if ends else (words("watch.kept"), "mute")


def detail_of(desk: Desk, row: WatchRow) -> Detail:
    """A row in full: its fields, then those of its answers."""
    kept = row.kept
    if kept is None:
        words, of = desk.words, (("col_who", row.who), ("col_when", row.when))
        own = desk.rules().own_act(row.kind) if row.known else None
        if own is not None:
            may = ((own.id, verb_of(words, own)),) if watching.may_start(desk, own) else ()
            given = tuple(watching.lines(desk, own.id, row.known))
            return Detail(own.name, row.who, given, may)
        return Detail(
            row.title, row.sub, tuple((words(f"watch.{k}"), v) for k, v in of if v and row.ticket),
            (("", words("watch.open")),) if row.ticket else (),
        )  # fmt: skip
    one, rules = kept.record, desk.rules()
    lines_ = watching.lines(desk, one.act, one.cells)
    for end in watching.ending(desk, kept):
        own = rules.own_act(end.act)
        lines_.append((own.name if own else end.act, moments.exact(desk.words, end.at)))
        lines_ += watching.lines(desk, end.act, end.cells)
    name = rules.own_act(one.act)
    sub = f"{local(one.at):%Y-%m-%d %H:%M}  {row.who}"
    acts = tuple((a.id, a.name) for a in watching.offered(desk, kept))
    return Detail(name.name if name else one.act, sub, tuple(lines_), acts)

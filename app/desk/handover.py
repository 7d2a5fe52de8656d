"""交接班: A gives the desk to B, nothing forgotten; B's password is the countersignature. The sheet
is also printed, for both to sign."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from app.db import people, queries
from app.db.people import Person
from app.db.queries import Row
from app.desk import desk_papers, progress
from app.desk.desk import Desk, Outcome
from app.domain.acts.desk import DeskDay, HandedOver, HandOver, SignedIn, TakenOver
from app.domain.clock import local
from app.domain.papers import CaseLine, HandoverSheet
from app.domain.personal import mask_name
from app.settings.words import Words

MOST: Final = 12  # cases a person can talk through while somebody waits
URGENT: Final = ("red", "yellow")


class Talk(NamedTuple):
    """A case to talk through: its lamp, its masked name, what was remarked."""

    number: str
    lamp: str
    matter: str
    name: str
    remark: str


class Sheet(NamedTuple):
    """交接单: (name, value, lamp or "") of five counts, and the cases."""

    counts: tuple[tuple[str, int, str], ...]
    cases: tuple[Talk, ...]


def sheet(desk: Desk, over: HandOver | None = None) -> Sheet:
    """The sheet as it stands now, with the remarks of a hand-over that is already signed."""
    words, now = desk.words, desk.now
    with desk.log.reading() as connection:
        today = queries.day(connection, desk.today)
        rows = queries.board(connection)
        whole = queries.counts(connection, now, now)
        kept = [r for n, _ in (over.talk if over else ()) for r in queries.find(connection, n)]
    counts = (
        (words("handover.registered"), len(today), ""),
        (words("handover.on_spot"), sum("answer_on_spot" in r.ticket.marks for r in today), ""),
        (words("handover.open"), whole.total, ""),
        (words("handover.today"), sum(_is_due_today(desk, r) for r in rows), "yellow"),
        (words("handover.late"), whole.red, "red"),
    )
    remarks = dict(over.talk) if over else {}
    chosen = kept if over else [r for r in rows if progress.lamp(desk, r) in URGENT][:MOST]
    return Sheet(counts, tuple(_talk(desk, r, remarks) for r in chosen))


def _is_due_today(desk: Desk, row: Row) -> bool:
    due = row.next_due
    return due is not None and due >= desk.now and local(due).date() == desk.today


def _talk(desk: Desk, row: Row, remarks: Mapping[str, str]) -> Talk:
    state = desk.words(f"progress.{progress.awaited(desk, row.ticket)}") if row.ticket.is_open \
        else desk.words(f"state.{row.state}")  # fmt: skip
    lamp = progress.lamp(desk, row) if row.ticket.is_open else "waiting"
    return Talk(row.no, lamp, row.matter, mask_name(row.name), remarks.get(row.no, state))


def sign(
    desk: Desk, to: str, remarks: Mapping[str, str], checks: Sequence[str], note: str
) -> Outcome:
    """交班: the leaving officer signs, and the 交接单 is printed. Raises app.db.log.NotWritten."""
    lines = "\n".join(" ".join(remark.split()) for remark in remarks.values())
    act = HandedOver(
        to=to, tickets=tuple(remarks), remarks=lines, checks=tuple(checks), note=note.strip()
    )
    return desk.desk_act(act, papers=[_paper(desk, act, remarks)])


def _paper(desk: Desk, act: HandedOver, remarks: Mapping[str, str]) -> HandoverSheet:
    """交接单 as it is signed; people are called as they are known at the counter."""
    over = HandOver(ref="", at=desk.now, by=desk.context().actor, to=act.to,
                    talk=tuple(remarks.items()))  # fmt: skip
    found = sheet(desk, over)
    with desk.log.reading() as connection:
        names = {p.id: named(p) for p in people.everyone(connection)}
    cases = [CaseLine(ticket_no=t.number, matter=t.matter, name=t.name, said=t.remark)
             for t in found.cases]  # fmt: skip
    counts = [(name, value) for name, value, _ in found.counts]
    return desk_papers.handover_sheet(desk, act, counts, cases, names)


def named(person: Person) -> str:
    """周晓岚（A 岗）."""
    return f"{person.name}（{person.duty} 岗）" if person.duty else person.name


def pending(desk: Desk) -> HandOver | None:
    """The hand-over that waits for its countersignature."""
    with desk.log.reading() as connection:
        return queries.open_hand_over(connection)


def take(desk: Desk, signed_in: SignedIn, over: HandOver, ticked: Iterable[str]) -> Outcome:
    """接班: sign in and countersign in one commit. Raises app.db.log.NotWritten."""
    act = TakenOver(of=over.ref, ticked=tuple(ticked))
    return desk.desk_acts((desk.today, signed_in), (local(over.at).date(), act))


def lines(words: Words, day: DeskDay, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The hand-overs of a day and the changes without one: (time, sentence)."""
    found = [(o.at, _line(words, o, names)) for o in day.hand_overs]
    for (first, a, _), (second, b, name) in pairwise(day.sign_ins):
        signed = any(first <= o.at <= second or o.taken_at == second for o in day.hand_overs)
        if a != b and not signed:
            text = words("handover.none", before=names.get(a, a), after=name)
            found.append((second, text))
    return tuple((f"{local(at):%H:%M}", text) for at, text in sorted(found))


def _line(words: Words, over: HandOver, names: Mapping[str, str]) -> str:
    facts = {"by": names.get(over.by, over.by), "to": names.get(over.to, over.to)}
    if not over.taken_at:
        return words("handover.open_line", **facts)
    facts["taker"] = names.get(over.taken_by, over.taken_by)
    return words("handover.taken_line", **facts, at=f"{local(over.taken_at):%H:%M}")

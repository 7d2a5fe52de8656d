"""交接单 in words, for the sign-in page and for who leaves."""

from collections.abc import Sequence
from typing import NamedTuple

from app.db import people
from app.desk import handover, moments
from app.desk.desk import Desk
from app.desk.handover import Talk
from app.domain.acts.desk import HandOver
from app.domain.clock import local
from app.ui.kit.values import Mark


class SheetWords(NamedTuple):
    """The whole sheet in words; `counts` are (name, value, lamp or ""), `checks` (mark, words)."""

    head: str
    counts: Sequence[tuple[str, int, str]]
    talk: str
    cases: Sequence[Talk]
    checks: Sequence[tuple[Mark, str, str]]
    note: str
    signed: str


def words_of(desk: Desk, over: HandOver) -> SheetWords:
    """A signed hand-over as the taking officer reads it."""
    words, sheet = desk.words, handover.sheet(desk, over)
    with desk.log.reading() as connection:
        names = {p.id: handover.named(p) for p in people.everyone(connection)}
    by, to, at = names.get(over.by, over.by), names.get(over.to, over.to), local(over.at)
    when = moments.exact(words, over.at)
    count = len(sheet.cases)
    return SheetWords(
        words("handover.head", by=by, to=to, when=when),
        sheet.counts,
        words("handover.talk", n=count) if count else words("handover.nothing"),
        sheet.cases,
        [check_of(text, f"{at:%H:%M}") for text in over.checks],
        over.note or words("handover.no_note"),
        words("handover.signed", by=by, at=f"{at:%H:%M}"),
    )


def check_of(text: str, at: str) -> tuple[Mark, str, str]:
    """A device of the self-test as it was written: its mark, then its words."""
    mark, _, said = text.partition(" ")
    known: dict[str, Mark] = {"ok": "ok", "warn": "warn", "bad": "bad"}
    return known.get(mark, "mute"), said, at

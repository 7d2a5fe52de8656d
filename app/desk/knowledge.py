"""The knowledge base as the desk uses it: propose, approve, withdraw, look up, hand out."""

from collections.abc import Sequence

from app.db import guides
from app.desk.desk import Desk, Outcome
from app.domain import knowledge
from app.domain.acts.knowledge import EntryApproved, EntryProposed, EntryWithdrawn
from app.domain.knowledge import Guide
from app.domain.refusal import Refused
from app.domain.ticket import Ticket

MOST_RESULT = 2000
HEADS = ("handbook", "answer", "materials", "basis", "mistakes", "department", "until", "source")


def draft_of(desk: Desk, number: str) -> EntryProposed:
    """An entry as it may be learned from a finished ticket: no name, no number of a person."""
    ticket = desk.log.ticket(number)
    told = knowledge.masked(ticket.description, ticket)
    answer = knowledge.masked(ticket.result or ticket.explanation, ticket)
    return EntryProposed(
        sort="case", title=knowledge.masked(ticket.matter, ticket), answer=answer[:MOST_RESULT],
        mistakes=told, department=ticket.department, matter=ticket.matter, source=number,
    )  # fmt: skip


def propose(desk: Desk, *acts: EntryProposed) -> Outcome:
    """Write new entries or wordings in one commit: all or none. Raises app.db.log.NotWritten."""
    refused: list[Refused] = []
    for act in acts:
        source = desk.log.ticket(act.source) if act.source else None
        refused += knowledge.refusals(_guide(desk, act.entry), act, source)
    return Outcome(Ticket(), tuple(refused)) if refused else desk.desk_act(*acts)


def approve(desk: Desk, entry: str, version: str) -> Outcome:
    """核定. Raises app.db.log.NotWritten."""
    return _write(desk, EntryApproved(entry=entry, version=version))


def withdraw(desk: Desk, entry: str, reason: str) -> Outcome:
    """停用. Raises app.db.log.NotWritten."""
    return _write(desk, EntryWithdrawn(entry=entry, reason=reason))


def _write(desk: Desk, act: EntryApproved | EntryWithdrawn) -> Outcome:
    refused = knowledge.refusals(_guide(desk, act.entry), act)
    return Outcome(Ticket(), refused) if refused else desk.desk_act(act)


def _guide(desk: Desk, entry: str) -> Guide | None:
    if not entry:
        return None
    with desk.log.reading() as connection:
        return guides.one(connection, entry)


def search(desk: Desk, words: str, sort: str = "") -> tuple[Guide, ...]:
    """Entries by words; of one sort if it is given."""
    with desk.log.reading() as connection:
        found = guides.search(connection, words)
    return tuple(g for g in found if not sort or (g.shown and g.shown.sort == sort))


def hits(desk: Desk, matter: str, told: str) -> tuple[Guide, ...]:
    """At most three entries in force for a matter and what was told of it."""
    with desk.log.reading() as connection:
        return guides.hits(connection, matter, told, desk.today.isoformat())


def handbook(desk: Desk) -> str:
    """标准化处理手册 as plain text, every entry in force once (N-11.3.2)."""
    with desk.log.reading() as connection:
        found: Sequence[Guide] = guides.everything(connection)
    heads = {h: desk.words(f"knowledge.head.{h}") for h in HEADS}
    return knowledge.handbook([g for g in found if not is_past(desk, g)], heads)


def is_past(desk: Desk, guide: Guide) -> bool:
    """Whether an entry is past its date: said, and not offered."""
    return guide.is_expired(desk.today.isoformat())

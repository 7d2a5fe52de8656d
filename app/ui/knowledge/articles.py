"""An entry of the knowledge base in words: as a row of the list, as an article to read."""

from typing import Final, NamedTuple

from app.db import people
from app.desk import knowledge, moments, viewing
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.knowledge import Guide, Version

PARTS: Final = ("answer", "materials", "basis", "mistakes")


class EntryRow(NamedTuple):
    """An entry in the list."""

    id: str
    title: str
    sub: str
    state: str


class Article(NamedTuple):
    """An entry to read: title, who and until when, a warning, its parts, its source."""

    id: str
    title: str
    sub: str
    warning: str
    parts: tuple[tuple[str, str], ...]
    source: str
    verbs: tuple[tuple[str, str], ...]


def state_of(desk: Desk, guide: Guide) -> str:
    """waiting, current, newer (in force, a new wording waits), past (its date) or withdrawn."""
    past = guide.current is not None and knowledge.is_past(desk, guide)
    return "past" if past else "newer" if guide.current and guide.waiting else guide.state


def row_of(desk: Desk, guide: Guide, shown: Version) -> EntryRow:
    """An entry in the list."""
    words = desk.words
    sub = "，".join(x for x in (shown.department, words(f"knowledge.sort.{shown.sort}")) if x)
    return EntryRow(guide.id, shown.title, sub, words(f"knowledge.{state_of(desk, guide)}"))


def article_of(desk: Desk, guide: Guide) -> Article | None:
    """An entry to read: the wording that waits for the leader, else the one in force."""
    shown = guide.waiting or guide.shown
    if shown is None:
        return None
    words, ctx, state = desk.words, desk.context(), state_of(desk, guide)
    parts = [(words(f"knowledge.head.{p}"), str(getattr(shown, p))) for p in PARTS]
    verbs = [
        ("print", state in ("current", "newer") and not viewing.is_outside(desk)),
        ("approve", bool(guide.waiting) and ctx.can("approve_entry")),
        ("revise", not guide.withdrawn_at and ctx.can("propose_entry")),
        ("withdraw", not guide.withdrawn_at and ctx.can("withdraw_entry")),
    ]
    return Article(
        guide.id, shown.title, _sub(desk, guide, shown),
        words(f"knowledge.warn.{state}") if state != "current" else "",
        tuple((h, t) for h, t in parts if t), shown.source,
        tuple((v, words(f"knowledge.verb.{v}")) for v, may in verbs if may),
    )  # fmt: skip


def _sub(desk: Desk, guide: Guide, shown: Version) -> str:
    """Whose it is, which wording, by whom, until when."""
    words = desk.words
    with desk.log.reading() as connection:
        names = {p.id: p.name for p in people.everyone(connection)}
    at, by = guide.approved.get(shown.ref, (shown.at, shown.by))
    day = moments.day_words(words, local(at).date(), desk.today)
    key = "approved" if shown.ref in guide.approved else "proposed"
    n = guide.versions.index(shown) + 1
    told = words(f"knowledge.{key}", n=n, day=day, name=names.get(by, by))
    until = words("knowledge.until", day=shown.until) if shown.until else ""
    return "    ".join(x for x in (shown.department, told, until) if x)

"""What is in force today and what will be, in words."""

from datetime import date
from typing import NamedTuple

from app.desk import moments, ruling
from app.desk.desk import Desk
from app.domain.regime import Head
from app.ui.kit.values import Notice


class Standing(NamedTuple):
    """What is in force: facts as (name, text), a tag with its kind, adoptions, years."""

    short: str
    tag: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    coming: tuple[str, ...]
    past: tuple[str, ...]
    years: str


def standing(desk: Desk) -> Standing:
    """What is in force today, and what will be."""
    words, head, book = desk.words, desk.rules().regime.head, desk.log.book
    digest, _ = ruling.in_force(desk)
    began = [a for a in book.adoptions() if a[0] <= desk.today.isoformat()]
    since = next(start for start, _, d in reversed(began) if d == digest)
    values = (
        ("name", head.name), ("source", head.source), ("region", head.region),
        ("issued", head.issued), ("since", _since(desk, since)), ("valid", _valid(desk, head)),
        ("digest", ruling.grouped(digest)),
    )  # fmt: skip
    coming = book.adoptions()[len(began) :]
    tag = head.validity(desk.today) or "ok"
    return Standing(
        head.short, (words(f"regime.tag_{tag}"), "ok" if tag == "ok" else "warn"),
        tuple((words(f"regime.{key}"), text) for key, text in values if text),
        tuple(_line(desk, start, digest) for start, _, digest in coming),
        tuple(_line(desk, start, digest) for start, _, digest in reversed(began)),
        "、".join(str(y.year) for y in book.years()),
    )  # fmt: skip


def warning(desk: Desk) -> Notice | None:
    """A profile outside its dates: said on the page, acceptance goes on."""
    head = desk.rules().regime.head
    key = head.validity(desk.today)
    if not key:
        return None
    facts = {"short": head.short, "first": head.effective_from, "last": head.effective_to}
    return Notice(desk.words(f"regime.{key}", **facts), "warn")


def _line(desk: Desk, start: str, digest: str) -> str:
    facts = {"name": ruling.name_of(desk, digest), "digest": ruling.grouped(digest)}
    return desk.words("regime.began", start=_since(desk, start), **facts)


def _since(desk: Desk, start: str) -> str:
    if start == date.min.isoformat():
        return desk.words("regime.from_start")
    return moments.day_words(desk.words, date.fromisoformat(start), date.min)


def _valid(desk: Desk, head: Head) -> str:
    first, last = head.effective_from, head.effective_to
    key = "both" if first and last else "from" if first else "to" if last else "open"
    return desk.words(f"regime.valid_{key}", first=first, last=last)

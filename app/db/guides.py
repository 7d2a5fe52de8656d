"""The knowledge base as rows: projected from its acts, found by words, initials and matter."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from app.db.fulltext import FIELD_END, phrase_of
from app.db.pinyin import initials
from app.db.schema import entry, guide
from app.domain.entry import read_line
from app.domain.fold import Fact, read
from app.domain.knowledge import Guide, entry_of, learned

HITS: Final = 3
MOST_PAIRS: Final = 60  # of neighbouring characters, that a text is looked up by
KINDS: Final = ("EntryProposed", "EntryApproved", "EntryWithdrawn")
_ONE: Final = select(guide.c.place, guide.c.state_json).where(guide.c.id == bindparam("of"))
_INSERT: Final = insert(guide)
_put: Final = upsert(guide)
_PUT: Final = _put.on_conflict_do_update(
    index_elements=["place"],
    set_={c.name: _put.excluded[c.name] for c in guide.c if c.name != "place"},
)
_PUT_WORDS: Final = text("INSERT OR REPLACE INTO guide_text (rowid, words) VALUES (:id, :words)")
_FOUND: Final = text(
    "SELECT g.state_json FROM guide_text t JOIN guide g ON g.place = t.rowid"
    " WHERE guide_text MATCH :phrase ORDER BY t.rank, g.place LIMIT :most"
)
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(Guide)


def project(connection: Connection, fact: Fact) -> None:
    """Take one entry of the log into the rows; entries about anything else change nothing."""
    name = entry_of(fact.act, fact.stamp)
    if not name:
        return
    old = connection.execute(_ONE, {"of": name}).first()
    state = _decoder.decode(old.state_json) if old else Guide(id=name)
    state = learned(state, fact.act, fact.stamp)
    shown = state.shown
    row = {
        "id": name, "state": state.state, "matter": shown.matter if shown else "",
        "until": shown.until if shown else "", "state_json": _encoder.encode(state),
    }  # fmt: skip
    if old is None:
        place = connection.execute(_INSERT, row).lastrowid
    else:
        place = old.place
        connection.execute(_PUT, {"place": place, **row})
    connection.execute(_PUT_WORDS, {"id": place, "words": words_of(state)})


def words_of(state: Guide) -> str:
    """What full text finds an entry by, fields kept apart; initials of title and matter last."""
    v = state.shown
    if v is None:
        return ""
    fields = (v.title, v.answer, v.materials, v.basis, v.mistakes, v.department, v.matter,
              v.source, initials(v.title), initials(v.matter))  # fmt: skip
    return f" {FIELD_END} ".join(phrase_of(field) for field in fields)


def clear(connection: Connection) -> None:
    """Drop every projected row."""
    connection.execute(delete(guide))
    connection.exec_driver_sql("INSERT INTO guide_text (guide_text) VALUES ('delete-all')")


def everything(connection: Connection) -> tuple[Guide, ...]:
    """All entries, newest first."""
    rows = connection.execute(select(guide.c.state_json).order_by(guide.c.place.desc()))
    return _guides(rows)


def one(connection: Connection, name: str) -> Guide | None:
    """An entry by its id."""
    row = connection.execute(_ONE, {"of": name}).first()
    return _decoder.decode(row.state_json) if row else None


def search(connection: Connection, words: str, most: int = 50) -> tuple[Guide, ...]:
    """Entries that hold every one of the words as a phrase, best first."""
    phrases = [f'"{phrase_of(word)}"' for word in words.split()]
    if not phrases:
        return everything(connection)
    facts = {"phrase": " AND ".join(phrases), "most": most}
    return _guides(connection.execute(_FOUND, facts))


def hits(connection: Connection, matter: str, told: str, today: str) -> tuple[Guide, ...]:
    """The entries in force that fit a matter and what was told of it, best first; one past its
    date (`today` is an ISO date) is not offered."""
    found = _guides(
        connection.execute(
            select(guide.c.state_json).where(guide.c.matter == matter.strip(), guide.c.matter != "")
        )
    )
    pairs = [p for part in (matter, told) for p in _pairs(part)][:MOST_PAIRS]
    if pairs:
        facts = {"phrase": " OR ".join(f'"{phrase_of(p)}"' for p in pairs), "most": 20}
        found += _guides(connection.execute(_FOUND, facts))
    by_id = {g.id: g for g in found if g.current and not g.is_expired(today)}
    return tuple(by_id.values())[:HITS]


def _pairs(text_: str) -> Iterator[str]:
    letters = "".join(c for c in text_ if c.isalnum())
    return (a + b for a, b in pairwise(letters))


def differing(connection: Connection) -> Iterator[str]:
    """The ids of entries whose row is not what the log says, and of rows without entries."""
    query = select(entry.c.line, entry.c.personal).where(entry.c.kind.in_(KINDS))
    wanted: dict[str, Guide] = {}
    for row in connection.execute(query):
        try:
            fact = read(read_line(row.line), row.personal)
        except msgspec.MsgspecError:
            continue  # named by the chain walk
        if name := entry_of(fact.act, fact.stamp):
            wanted[name] = learned(wanted.get(name, Guide(id=name)), fact.act, fact.stamp)
    held = {g.id: g for g in everything(connection)}
    yield from sorted(i for i in wanted.keys() | held.keys() if wanted.get(i) != held.get(i))


def _guides(rows: Any) -> tuple[Guide, ...]:
    return tuple(_decoder.decode(row.state_json) for row in rows)

"""Entries of the knowledge base as a CSV with a head row; what has a fault is not taken at all."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from app.settings.matters_file import decoded

MOST_BYTES: Final = 4_000_000
MOST_ROWS: Final = 1000
LONGEST: Final = 4000
SORTS: Final[Mapping[str, str]] = MappingProxyType(
    {"": "answer", "答复口径": "answer", "案例": "case", "政策": "policy"}
)
_MEANT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "标题": "title", "怎么答": "answer", "要带什么": "materials", "依据": "basis",
        "窗口常见误解": "mistakes", "承办窗口": "department", "事项": "matter", "类别": "sort",
        "有效期至": "until",
    }
)  # fmt: skip


class BadEntry(NamedTuple):
    """What is wrong with a row: a word key, its number from 1, the text it is about."""

    key: str
    row: int
    text: str = ""


class Entries(NamedTuple):
    """The rows as fields of an entry; with faults they are for looking at only."""

    rows: tuple[Mapping[str, str], ...]
    faults: tuple[BadEntry, ...]


def read_entries(raw: bytes) -> Entries:
    """Read a whole file. For a worker."""
    text = decoded(raw) if len(raw) <= MOST_BYTES else None
    if text is None:
        return Entries((), (BadEntry("knowledge_file.unread", 0),))
    first = text.lstrip().partition("\n")[0]
    table = csv.reader(
        io.StringIO(text, newline=None), delimiter=max("\t,;，", key=first.count), strict=True
    )
    rows: list[Mapping[str, str]] = []
    faults: list[BadEntry] = []
    heads: list[str] = []
    try:
        for number, cells in enumerate(table, start=1):
            if not heads:
                heads = [_MEANT.get(c.strip(), "") for c in cells]
                faults += [BadEntry("knowledge_file.no_column", number, h)
                           for h in ("标题", "怎么答") if _MEANT[h] not in heads]  # fmt: skip
            elif any(cells):
                row = {h: c.strip() for h, c in zip(heads, cells, strict=False) if h}
                faults += _faults(row, number)
                rows.append({**row, "sort": SORTS.get(row.get("sort", ""), "")})
    except csv.Error:
        faults.append(BadEntry("knowledge_file.unread", table.line_num))
    if not rows and not faults:
        faults.append(BadEntry("knowledge_file.empty", 0))
    if len(rows) > MOST_ROWS:
        faults.append(BadEntry("knowledge_file.rows", MOST_ROWS))
    return Entries(tuple(rows), tuple(faults))


def _faults(row: Mapping[str, str], number: int) -> list[BadEntry]:
    found = [
        BadEntry(f"knowledge_file.no_{f}", number) for f in ("title", "answer") if not row.get(f)
    ]
    if row.get("sort", "") not in SORTS:
        found.append(BadEntry("knowledge_file.sort", number, row["sort"]))
    if any(len(text) > LONGEST for text in row.values()):
        found.append(BadEntry("knowledge_file.long", number))
    try:
        date.fromisoformat(row.get("until") or "2026-01-01")
    except ValueError:
        found.append(BadEntry("knowledge_file.until", number, row["until"]))
    return found

"""The table of matters as a CSV: 事项, 承办窗口, 编码, with or without these as its first row.

Whatever a spreadsheet writes is read: UTF-8 with and without BOM, UTF-16, GBK; commas, tabs,
semicolons. Rows with faults are named by their number; what has a fault is not taken at all.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

MAX_BYTES: Final = 4_000_000
MAX_ROWS: Final = 3000  # a county hall has 1,000 to 3,000 matters; taken in 40 ms
MAX_FAULTS: Final = 100
LONGEST: Final = 60
HEADS: Final = ("事项", "承办窗口", "编码")
_MEANT: Final[Mapping[str, int]] = MappingProxyType(
    {
        "事项": 0, "办理事项": 0, "事项名称": 0, "名称": 0,
        "承办窗口": 1, "窗口": 1, "承办部门": 1, "部门": 1,
        "编码": 2, "事项编码": 2, "代码": 2,
    }
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@")  # a spreadsheet would calculate what begins like this


class MatterRow(NamedTuple):
    """A row as it was read."""

    name: str
    department: str
    code: str = ""


class BadRow(NamedTuple):
    """What is wrong with a row: its number from 1, a word key, and the text it is about."""

    key: str
    row: int
    text: str = ""


class Matters(NamedTuple):
    """Rows and faults of a file; with faults the rows are for looking at only."""

    rows: tuple[MatterRow, ...]
    faults: tuple[BadRow, ...]


def read_matters(raw: bytes) -> Matters:
    """Read a whole file. Slow for a large one: for a worker."""
    if len(raw) > MAX_BYTES:
        return Matters((), (BadRow("csv.large", 0),))
    text = decoded(raw)
    if text is None:
        return Matters((), (BadRow("csv.coding", 0),))
    places: Sequence[int] = (0, 1, 2)
    rows: dict[str, MatterRow] = {}
    faults: list[BadRow] = []
    is_first = True
    for number, cells in _lines(text):
        if cells is None:
            faults.append(BadRow("csv.unreadable", number))
        elif any(cells):
            heads = [_MEANT.get(c) for c in cells] if is_first else []
            is_first = False
            if any(h is not None for h in heads):
                faults += _head_faults(number, cells, heads)
                if faults:
                    break
                places = [3 if h is None else h for h in heads]
            elif fault := _take(cells, places, number, rows):
                faults.append(fault)
        if len(rows) > MAX_ROWS or len(faults) >= MAX_FAULTS:
            more = "csv.rows" if len(rows) > MAX_ROWS else "csv.faults"
            faults.append(BadRow(more, number))
            break
    if not rows and not faults:
        faults.append(BadRow("csv.empty", 0))
    return Matters(tuple(rows.values()), tuple(faults))


def write_matters(rows: Iterable[MatterRow]) -> bytes:
    """The same table for a spreadsheet: UTF-8 with BOM; no cell is a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADS)
    writer.writerows(["'" + c if c.startswith(_FORMULA) else c for c in row] for row in rows)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def decoded(raw: bytes) -> str | None:
    """The text of a file in any coding a spreadsheet writes; None for none of them."""
    codings = ("utf-16",) if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ()
    for coding in (*codings, "utf-8-sig", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return None


def _lines(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Number and cells of each row, with any ends of lines; None for a row that is none (a cell
    beyond the reader's limit), which ends the table."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max("\t,;，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [_plain(c) for c in cells]
    except csv.Error:
        yield number + 1, None


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _head_faults(
    number: int, cells: Sequence[str], heads: Sequence[int | None]
) -> Iterator[BadRow]:
    for cell, head in zip(cells, heads, strict=True):
        if cell and head is None:
            yield BadRow("csv.column", number, cell)
    for place in (0, 1):
        if heads.count(place) != 1:
            key = "csv.two_columns" if place in heads else "csv.no_column"
            yield BadRow(key, number, HEADS[place])


def _take(
    cells: Sequence[str], places: Sequence[int], number: int, rows: dict[str, MatterRow]
) -> BadRow | None:
    """Add a row, or say what is wrong with it."""
    found = ["", "", ""]
    for at, cell in enumerate(cells):
        place = places[at] if at < len(places) else 3
        if place < len(found):
            found[place] = cell
        elif cell:
            return BadRow("csv.cells_many", number, cell[:20])
    row = MatterRow(*found)
    if not row.name or not row.department:
        return BadRow("csv.cells", number)
    if any(len(c) > LONGEST or not c.isprintable() for c in row):
        return BadRow("csv.long", number)
    if row.name in rows:
        return BadRow("csv.double", number, row.name)
    rows[row.name] = row
    return None

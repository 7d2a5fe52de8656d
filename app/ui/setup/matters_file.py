"""Reading a CSV of matters and the window each belongs to, in either coding."""

import csv
import io
from collections.abc import Iterator


def read_matters(raw: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """Rows (matter, department) of a CSV in UTF-8 or GB 18030, and faults (word key, row)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    rows: list[tuple[str, str]] = []
    faults: list[tuple[str, int]] = []
    seen: set[str] = set()
    for number, cells in enumerate(_lines(text), start=1):
        if not any(cells) or (number == 1 and cells[0] in ("事项", "办理事项", "事项名称")):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            faults.append(("setup.row_cells", number))
        elif cells[0] in seen:
            faults.append(("setup.row_double", number))
        else:
            seen.add(cells[0])
            rows.append((cells[0], cells[1]))
    return rows, faults


def _lines(text: str) -> Iterator[list[str]]:
    """The cells of each row, with any ends of lines; a row that is none (a cell beyond the
    reader's limit) ends the table as an empty-handed row, which is a fault."""
    try:
        for cells in csv.reader(io.StringIO(text, newline=None)):
            yield [c.strip() for c in cells]
    except csv.Error:
        yield ["", "?"]

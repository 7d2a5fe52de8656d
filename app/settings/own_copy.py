"""A site's own copy of a profile: steps and cells taken out, a cell put in, the rest of the file as
it stands, comments and all. What comes out is read and checked like any other file.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_TABLE: Final = re.compile(r"(?m)^(?=\[)")
_KEY: Final = re.compile(r'(?m)^(id|key|act) = "([^"]*)"')
_LISTS: Final = re.compile(r"(?m)^(after|can|holds) = \[(.*)\]$")


class NewCell(NamedTuple):
    """A cell to add at the end of a form: its words, and the act it must be filled at."""

    form: str
    label: str
    at: str


class Wish(NamedTuple):
    """What a site wants otherwise: acts of steps and (form, key) of cells to leave out."""

    steps: frozenset[str] = frozenset()
    cells: frozenset[tuple[str, str]] = frozenset()
    added: tuple[NewCell, ...] = ()


def tailored(raw: bytes, wish: Wish) -> bytes:
    """The file as the site wants it. Raises UnicodeDecodeError for bytes that are no text."""
    kept, form = [], ""
    for block in _TABLE.split(raw.decode("utf-8")):
        head, named = block.partition("\n")[0].strip(), _KEY.search(block)
        name = named[2] if named else ""
        if head != "[[form.field]]":  # a form ends where anything else begins
            kept.append(_cells(form, wish.added))
            form = name if head == "[[form]]" else ""
        is_step = head == "[[step]]" and name in wish.steps
        if not is_step and not (head == "[[form.field]]" and (form, name) in wish.cells):
            kept.append(_without(block, wish.steps))
    return "".join([*kept, _cells(form, wish.added)]).encode()


def _without(block: str, acts: frozenset[str]) -> str:
    """A table whose lists no longer name some acts."""

    def shorter(found: re.Match[str]) -> str:
        words = [w for w in found[2].split(", ") if w.strip('"') not in acts]
        return f"{found[1]} = [{', '.join(words)}]"

    return _LISTS.sub(shorter, block) if acts else block


def _cells(form: str, added: Iterable[NewCell]) -> str:
    """The new cells of a form as the file words them."""
    rows = [cell for cell in added if form and cell.form == form]
    return "".join(
        f'[[form.field]]\nkey = "own_{place}"\nlabel = {_quoted(cell.label)}\ntype = "text"\n'
        f'required = "always"\nby = "program"\noptions = []\nat = "{cell.at}"\n\n'
        for place, cell in enumerate(rows, start=1)
    )


def _quoted(text: str) -> str:
    """A text as a TOML string."""
    plain = "".join(c for c in text if c.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""Blocks → rows that fit the paper: Chinese line breaking, columns, spacing.

A column is 12 dots, an ASCII character takes one, a 汉字 two; double size halves the columns.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from app.printing import model
from app.printing.charset import width

NO_START: Final = frozenset("，。、；：？！）》」』】〕”’…—％·,.;:?!)]}%")
NO_END: Final = frozenset("（《「『【〔“‘([{")
# What stays together: a date, a number with its measure word, a word or number, one character.
_UNIT: Final = re.compile(r"(?:[0-9]+[年月日])+|[0-9]+ [一-龥]|[!-~]+|.", re.DOTALL)
_RUN: Final = re.compile(r"[!-~]+")
_KEY_COLUMNS: Final = 10  # four 汉字 and a gap
_MARK_COLUMNS: Final = 4  # two digits, or a box, and a gap
_LONE: Final = 4  # columns: a 汉字 and its full stop
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `head` stands before it, never bold. Text is clean and fits."""

    text: str
    bold: bool = False
    scale: Literal[1, 2] = 1
    center: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line across the paper, two dots thick."""

    dashed: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, centred, with its quiet zone."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """White, in dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class End:
    """Cut here."""


Row = Line | Stroke | Code | Space | End


def lay(doc: model.Doc, columns: int, spell: Callable[[str], str]) -> tuple[Row, ...]:
    """The rows of a document on paper of `columns` columns.

    `spell` turns typed text into printable text (see charset.spell); it is called once per text.
    """
    return tuple(row for block in _ruled_once(doc) for row in _rows(block, columns, spell))


def _ruled_once(doc: model.Doc) -> Iterator[model.Block]:
    """The blocks without a line across the paper right below another one."""
    before: model.Block | None = None
    for block in doc:
        if not (isinstance(block, model.Rule) and isinstance(before, model.Rule | model.Boxed)):
            yield block
        before = block


def _rows(block: model.Block, columns: int, spell: Callable[[str], str]) -> Iterable[Row]:
    match block:
        case model.Title(text) | model.Big(text):
            return _lines(spell(text), columns // 2, bold=True, scale=2, center=True)
        case model.Center(text, bold):
            return _lines(spell(text), columns, bold=bold, center=True)
        case model.Mark(text):
            return _lines(spell(text), columns, bold=True, center=True)
        case model.Para(text, bold):
            return (Line(line, bold) for line in _paragraph(spell(text), columns) or ("",))
        case model.KeyValue(key, value, bold):
            return _fact(spell(key), spell(value), bold, columns, _KEY_COLUMNS)
        case model.Item(mark, text, bold):
            return _fact(spell(mark), spell(text), bold, columns, _MARK_COLUMNS)
        case model.Boxed(text, title):
            return _boxed(spell(text), spell(title) if title else None, columns)
        case model.Rule(dashed):
            return (Space(8), Stroke(dashed), Space(14))
        case model.Tear(text):
            return (Space(28), Line(_tear(spell(text), columns)), Space(28))
        case model.Sign(label):
            return (Space(30), Line(_sign(spell(label), columns)), Space(6))
        case model.Qr(text):
            return (Code(text),)
        case model.Feed(dots):
            return (Space(dots),)
        case model.Cut():
            return (End(),)
        case _:
            assert_never(block)


def _lines(
    text: str,
    columns: int,
    *,
    bold: bool = False,
    scale: Literal[1, 2] = 1,
    center: bool = False,
    head: str = "",
) -> Iterator[Line]:
    lines = balanced(text, columns) if center else wrap(text, columns)
    for line in lines or ("",):
        yield Line(line, bold, scale, center, head)


def _fact(key: str, value: str, bold: bool, columns: int, least: int) -> Iterator[Line]:
    """A key and its value beside it, which hangs in a column at least `least` columns in.

    A key that would leave less than half of the paper stands above its value.
    """
    indent = max(least, width(key) + 2)
    is_number = any(columns - indent < len(run) <= columns for run in _RUN.findall(value))
    if is_number or "\n" in key or indent > columns // 2:
        # a number that must stay whole gets a line of its own
        yield from _lines(key, columns) if key else ()
        yield from _lines(value, columns, bold=bold)
        return
    head = key + " " * (indent - width(key))
    for text in _paragraph(value, columns - indent) or ("",):
        yield Line(text, bold, head=head)
        head = " " * indent


def _boxed(text: str, title: str | None, columns: int) -> Iterator[Row]:
    room = columns - 2 * len(_INDENT)
    yield from (Space(8), Stroke(dashed=False), Space(14))
    if title is not None:
        yield from _lines(title, room, bold=True, head=_INDENT)
    yield from _lines(text, room, head=_INDENT)
    yield from (Space(4), Stroke(dashed=False), Space(14))


def _tear(text: str, columns: int) -> str:
    dashes = columns - width(text) - 2
    return f"{'-' * (dashes // 2)} {text} {'-' * (dashes - dashes // 2)}"


def _sign(label: str, columns: int) -> str:
    return f"{label} {'_' * (columns - width(label) - 1)}"


def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Lines of at most `columns` (≥ 2) columns; empty text has none.

    Words, numbers and dates stay whole if a line can hold them. No line starts with a
    closing or ends with an opening mark (避头尾), unless the marks alone fill a line.
    """
    return tuple(line for part in text.split("\n") for line in _wrap_one(part, columns))


def balanced(text: str, columns: int) -> tuple[str, ...]:
    """Lines as `wrap` breaks them, but as even as their number allows: no lone last character."""
    return tuple(line for part in text.split("\n") for line in _even(part, columns))


def _paragraph(text: str, columns: int) -> tuple[str, ...]:
    """Lines as `wrap` breaks them; where a lone last character would be left, even ones."""
    lines = wrap(text, columns)
    return balanced(text, columns) if lines and width(lines[-1]) <= _LONE else lines


def _even(text: str, columns: int) -> tuple[str, ...]:
    lines = wrap(text, columns)
    if len(lines) < 2:
        return lines
    widest = max(width(unit) for unit in _UNIT.findall(text))
    for narrow in range(max(width(text) // len(lines), widest), columns):
        if len(closer := wrap(text, narrow)) == len(lines):
            return closer
    return lines


def _wrap_one(text: str, columns: int) -> Iterator[str]:
    if width(text) <= columns:  # most lines
        if whole := text.strip(" "):
            yield whole
        return
    units: list[str] = []
    for unit in _UNIT.findall(text):
        units.extend([unit] if width(unit) <= columns else unit)
    start = 0
    while start < len(units):
        if units[start] == " ":
            start += 1
            continue
        stop = _reach(units, start, columns)
        yield "".join(units[start:stop]).rstrip(" ")
        start = stop


def _reach(units: list[str], start: int, columns: int) -> int:
    """Index of the first unit that goes to the next line."""
    stop, used = start, 0
    while stop < len(units) and used + width(units[stop]) <= columns:
        used += width(units[stop])
        stop += 1
    legal = stop
    while legal > start and not _may_break(units, start, legal):
        legal -= 1  # one mark carried over may bare another: step back until both sides are right
    return legal if legal > start else stop


def _may_break(units: list[str], start: int, at: int) -> bool:
    """Whether a line of units[start:at] may end there; spaces at the break vanish."""
    last, first = at - 1, at
    while last > start and units[last] == " ":
        last -= 1
    while first < len(units) and units[first] == " ":
        first += 1
    if first == len(units):
        return True
    return units[last][-1] not in NO_END and units[first][0] not in NO_START

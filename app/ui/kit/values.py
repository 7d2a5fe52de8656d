"""Values: the frozen facts that a presenter hands to a view, and a view to a widget.

No Qt in here, so a presenter may import this module. Every text is plain; nothing is parsed.
`id` is the caller's own word for the thing and comes back in the widget's signals.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Generic, Literal, TypeVar

R = TypeVar("R")

Mark = Literal["ok", "warn", "bad", "mute"]
"""Shape of a light: circle, triangle, square, hollow circle."""

Tone = Literal["text", "text2", "text3", "primary", "ok", "warn", "bad", "onPrimary", "mute"]
"""Names of the colours letters may have (tokens.json)."""

MARK_OF_LAMP: Final[Mapping[str, Mark]] = MappingProxyType(
    {"green": "ok", "yellow": "warn", "red": "bad", "waiting": "mute"}
)
WORDS_OF_MARK: Final[Mapping[Mark, str]] = MappingProxyType(
    {"ok": "正常", "warn": "注意", "bad": "超时或故障", "mute": "未启用"}
)
TONE_OF_MARK: Final[Mapping[Mark, Tone]] = MappingProxyType(
    {"ok": "text2", "warn": "warn", "bad": "bad", "mute": "text2"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: a card, a radio row, a chip, a segment or an entry of a list.

    `key` is its shortcut ("Alt+1"); `sub` says what it means, `due` what follows from it.
    """

    id: str
    title: str
    key: str = ""
    sub: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the week strip: `top` the number, `foot` the word below it."""

    top: str
    foot: str
    kind: Literal["work", "today", "off", "due"] = "work"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the way of a ticket."""

    title: str
    kind: Literal["done", "now", "ahead"] = "ahead"


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the record of a ticket. `icon` is a name of resources/icons."""

    id: str
    title: str
    at: str
    who: str = ""
    text: str = ""
    icon: str = "file-text"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """An item of the strip. In trouble it changes `mark`, `words` and gains one `verb`.

    `icon` takes the place of the light where there is nothing to be well or ill; `code` names the
    trouble.
    """

    id: str
    words: str
    mark: Mark = "ok"
    more: str = ""
    verb: str = ""
    icon: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is said of an item of the strip: what happened, what to try first, one thing to do;
    `settings` and `also` lead to where more of it is seen."""

    id: str
    title: str
    mark: Mark
    what: str
    first: str = ""
    since: str = ""
    verb: str = ""
    settings: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell: `title` first, then `sub`; one `verb` at most, its `key` beside it."""

    title: str
    mark: Literal["ok", "warn", "bad", "info"] = "ok"
    sub: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in: `post` is 岗位, shown as a tag."""

    id: str
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the rail. `gap` draws a line above it."""

    id: str
    title: str
    key: str
    icon: str
    gap: bool = False


@dataclass(frozen=True)
class Command:
    """Something that can be done now: its words, its keys as they are bound, and the deed.

    `is_state` is a filter or a choice that stays, not a deed.
    """

    title: str
    keys: str
    act: Callable[[], object]
    icon: str = ""
    is_state: bool = False


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line of the sheet of keys: keys as they are written, what they do, whether they do it
    now."""

    keys: str
    words: str
    usable: bool = True


# --- cells of a table -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A cell with one line of text; `px` 14, 13 for secondary columns."""

    text: str
    tone: Tone = "text2"
    bold: bool = False
    px: int = 14


@dataclass(frozen=True, slots=True)
class TwoLine:
    """A cell with a bold title and a smaller line below it."""

    text: str
    sub: str


@dataclass(frozen=True, slots=True)
class Lit:
    """A cell with a light and its words."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A cell with words in a thin frame: progress, never a colour of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A cell with a box that is ticked or not; `text` is what a screen reader says."""

    on: bool
    text: str


Cell = Words | TwoLine | Lit | Tag | Tick


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads the rows below it."""

    title: str
    more: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: `cell` makes the cell of a row; `width` in px at 100 %, 0 takes what is left.

    `goes` is the order in which columns give way where the table is too narrow; 0 never does.
    """

    title: str
    cell: Callable[[R], Cell]
    width: int = 0
    goes: int = 0


AskKind = Literal[
    "text", "long", "number", "time", "date", "choice", "pick", "many", "department", "departments",
    "category", "centre", "decline", "level", "field", "person", "pictures",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """A field that a form asks for: its name in the act, its words, what kind of input, a hint.

    `choices` are (id, words); of a `pick` none is chosen beforehand. `when` says under which rules
    or for whom it is asked at all, in the words of the page that owns the form; `only` names
    another field of the form and what must be chosen there.
    """

    name: str
    words: str
    kind: AskKind = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: str = "always"
    only: tuple[str, str] = ("", "")

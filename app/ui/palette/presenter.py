"""The palette without a toolkit: what a few typed characters may mean."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from app.db import queries
from app.db.pinyin import initials
from app.db.queries import Row
from app.desk import progress
from app.desk.desk import Desk
from app.domain.personal import digits_of, is_phone, phone_words
from app.ui.kit.values import MARK_OF_LAMP, Command, Mark

TICKETS: Final = 4
COMMANDS: Final = 4
END: Final = 4  # digits by which people name their telephone
WHOLE: Final = 8
ONLY_COMMANDS: Final = (">", "》", "＞")


class Hit(NamedTuple):
    """A line of the palette: what Enter does, under which head, its words; `found` was typed."""

    head: str
    title: str
    sub: str
    keys: str
    act: Callable[[], object]
    mark: Mark | None = None
    icon: str = ""
    found: str = ""


class PaletteView(Protocol):
    """What the palette shows."""

    def show_hits(self, hits: Sequence[Hit], sentence: str) -> None:
        """The lines in order of their heads; a sentence where there are none."""


class Ways(Protocol):
    """Where the palette leads."""

    def open_ticket(self, number: str) -> None:
        """To the ticket."""

    def new_with_phone(self, phone: str) -> None:
        """To the intake page with this telephone."""

    def search(self, words: str) -> None:
        """To the list of all tickets."""


class PalettePresenter:
    """Handlers of the palette. `here` are the open page's commands, `pages` the rail's."""

    def __init__(self, desk: Desk, ways: Ways) -> None:
        self._desk, self._ways = desk, ways
        self._view: PaletteView
        self._here: tuple[Command, ...] = ()
        self._pages: tuple[Command, ...] = ()

    def attach(self, view: PaletteView) -> None:
        """Bind the view."""
        self._view = view

    def open(self, here: Sequence[Command], pages: Sequence[Command]) -> None:
        """What can be done at this moment; nothing is typed yet."""
        self._here = tuple(c for c in here if not c.is_state)
        self._pages = tuple(pages)
        self.on_typed("")

    def on_typed(self, text: str) -> None:
        """Each change of the field."""
        text = text.strip()
        if text.startswith(ONLY_COMMANDS):
            hits = self._commands(text[1:].strip(), WHOLE)
        elif text:
            rows = self._tickets(text)
            hits = [self._ticket(row, text) for row in rows[:TICKETS]]
            hits += [*self._commands(text, COMMANDS), *self._with_phone(text, rows)]
            if len(rows) > TICKETS:
                hits.append(self._all(text))
        else:
            hits = self._commands("", WHOLE)
        sentence = "" if hits else self._desk.words("palette.none", typed=text)
        self._view.show_hits(hits, sentence)

    def _tickets(self, text: str) -> list[Row]:
        """One more than is shown, to know whether there are more; open ones first."""
        is_end = text.isdecimal() and len(text) >= END
        with self._desk.log.reading() as connection:
            rows = queries.find(connection, text)
            if not rows and is_end:
                rows = queries.search(connection, text, limit=TICKETS + 1, at_end=True)
            rows = rows or queries.search(connection, text, limit=TICKETS + 1)
        return sorted(rows, key=lambda r: not r.ticket.is_open)

    def _ticket(self, row: Row, text: str) -> Hit:
        words = self._desk.words
        state = "" if row.ticket.is_open else words(f"state.{row.state}")
        lamp = progress.lamp(self._desk, row) if row.ticket.is_open else "waiting"
        sub = "  ".join(p for p in (row.name, phone_words(row.phone), row.no, state) if p)
        return Hit(
            words("palette.tickets"), row.matter, sub, "Enter",
            lambda: self._ways.open_ticket(row.no),
            mark=MARK_OF_LAMP[lamp], found=text,
        )  # fmt: skip

    def _commands(self, text: str, most: int) -> list[Hit]:
        """What fits of the page and of the rail, half of the lines for each while both are long."""
        here, pages = (
            [self._command(head, c) for c in commands if fits(c.title, text)]
            for head, commands in (("palette.here", self._here), ("palette.pages", self._pages))
        )
        here = here[: max(most // 2, most - len(pages))]
        return [*here, *pages[: most - len(here)]]

    def _command(self, head: str, c: Command) -> Hit:
        icon = c.icon or "chevron-right"
        return Hit(self._desk.words(head), c.title, "", c.keys, c.act, icon=icon)

    def _with_phone(self, text: str, rows: Sequence[Row]) -> list[Hit]:
        """A new matter of the number that was typed, or whose end was."""
        words, digits = self._desk.words, digits_of(text)
        ends = [r.phone for r in rows if len(digits) >= END and r.phone.endswith(digits)]
        phone = digits if is_phone(digits) else next(iter(ends), "")
        if not phone:
            return []
        title = words("palette.new", phone=phone_words(phone))
        act = lambda: self._ways.new_with_phone(phone)  # noqa: E731  bound to this number
        return [Hit(words("palette.number"), title, "", "F2", act, icon="square-pen")]

    def _all(self, text: str) -> Hit:
        words = self._desk.words
        title = words("palette.all", typed=text)
        return Hit(
            words("palette.more"), title, "", "Ctrl+F", lambda: self._ways.search(text),
            icon="search",
        )  # fmt: skip


def fits(title: str, text: str) -> bool:
    """Whether a title is meant by what was typed: a part of it, or its pinyin initials."""
    typed = text.casefold()
    return typed in title.casefold() or typed in initials(title).casefold()

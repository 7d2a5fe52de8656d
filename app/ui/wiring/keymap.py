"""The whole keyboard map, read off the window: for the sheet of keys and the card on the desk."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from app.settings.words import Words
from app.ui.kit.commands import bound_to, lines_of
from app.ui.kit.keys import shown
from app.ui.kit.page import Page
from app.ui.kit.values import KeyLine
from app.ui.settings.view import SettingsPage
from app.ui.shell.shell import Shell

PAGES: Final = ("intake", "board", "ticket", "rating", "ledger")
FIXED: Final = (("Ctrl ⏎", "strong"), ("Esc", "back"), ("Tab", "next"), ("Shift Tab", "before"))
IN_LISTS: Final = (("↑ ↓", "row"), ("Home End", "ends"), ("PgUp PgDn", "turn"), ("Enter", "open"))
HEAD: Final = 2  # what a title takes, in lines


class Section(NamedTuple):
    """Keys that belong together."""

    title: str
    lines: Sequence[KeyLine]


def sections(shell: Shell, words: Words) -> list[Section]:
    """Where to go, what works everywhere, each page's own keys; with what cannot be done now."""
    places = sorted(lines_of(shell.rail), key=lambda line: (len(line.keys), line.keys))
    everywhere = [KeyLine(shown(c.keys), c.title) for c in bound_to(shell)]
    found = [
        Section(words("keysheet.places"), places),
        Section(words("keysheet.everywhere"), [*everywhere, *_fixed(words, FIXED)]),
        Section(words("keysheet.lists"), [*_fixed(words, IN_LISTS)]),
    ]
    for name in PAGES:
        page = shell.widget(name)
        # the ticket's own title is that of the open one
        title = page.title() if isinstance(page, Page) and name != "ticket" else ""
        found.append(Section(title or words("keysheet.ticket"), _own(page)))
    settings = shell.widget("settings")
    if isinstance(settings, SettingsPage):
        found += [
            Section(words("keysheet.settings", pane=pane), lines)
            for pane, lines in settings.key_lines()
        ]
    return [section for section in found if section.lines]


def columns(found: Sequence[Section], count: int) -> list[list[Section]]:
    """The sections in their order, in `count` columns at most, the highest as low as can be."""
    high = [len(section.lines) + HEAD for section in found]
    for limit in range(max(high), sum(high) + 1):
        made: list[list[Section]] = [[]]
        room = limit
        for section, lines in zip(found, high, strict=True):
            if lines > room:
                made.append([])
                room = limit
            made[-1].append(section)
            room -= lines
        if len(made) <= count:
            break
    return made


def _fixed(words: Words, lines: Sequence[tuple[str, str]]) -> Iterator[KeyLine]:
    yield from (KeyLine(keys, words(f"keysheet.{name}")) for keys, name in lines)


def _own(page: QWidget) -> list[KeyLine]:
    """Esc is said once, for all of them."""
    return [line for line in lines_of(page) if line.keys != "Esc"]

"""What a screen reader is told of each page, through the real AT-SPI."""

from collections import Counter
from pathlib import Path

from tests.a11y.pages import pages
from tests.a11y.reader import FOCUSABLE, Node

ROLES = frozenset({
    "push button", "check box", "radio button", "combo box", "text", "password text", "table",
    "list", "filler",  # the last is what Qt calls a part that scrolls
})  # fmt: skip
ITEMS = frozenset({"cell", "list item"})  # of a table or list, told row by row
NAMES = ["sign-in", "intake", "board", "rating", "ledger", "regime", "settings", "ticket", "find"]


def test_every_control_has_a_name_and_a_role_of_its_own(tmp_path: Path) -> None:
    told = dict(pages(tmp_path))
    assert list(told) == NAMES
    assert [fault for name, tree in told.items() for fault in faults(name, tree)] == []


def faults(page: str, tree: Node) -> list[str]:
    """What somebody who cannot see would stumble over."""
    found = []
    for node in tree.walk():
        inside = [n for n in node.children if FOCUSABLE in n.states and n.role not in ITEMS]
        found += [f"{page}: {n.role} without a name" for n in inside if not (n.label or n.name)]
        found += [f"{page}: {n.role} “{n.name}” is no role" for n in inside if n.role not in ROLES]
        alike = Counter((n.role, n.label or n.name) for n in inside)
        found += [f"{page}: {n} × {role} “{name}”" for (role, name), n in alike.items() if n > 1]
    return found

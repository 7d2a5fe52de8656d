"""Wherever the keyboard is on a page, it is seen: a ring, or the border of an input."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.desk import intake
from app.ui.kit.theme import Theme
from app.ui.kit.tokens import Mode
from tests.fakes.terminal import form
from tests.ui.pages.conftest import Desk

PAGES = ("intake", "board", "rating", "ledger", "settings", "ticket", "find")
ROOM = 6  # px around a control, where its ring is
LEAST = 60  # changed pixels: more than the upright line in an input


def stops(page: QWidget) -> list[QWidget]:
    """What Tab stops at."""
    found = [w for w in page.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    return [w for w in found if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.width() > 1]


def seen(shell: QWidget, control: QWidget) -> QImage:
    """The control and what is around it, as it is painted now."""
    QApplication.processEvents()
    place = QRect(control.mapTo(shell, QPoint(0, 0)), control.size())
    return shell.grab(place.adjusted(-ROOM, -ROOM, ROOM, ROOM)).toImage()


def changed(one: QImage, other: QImage) -> int:
    """How many pixels differ."""
    size = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in size)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_the_cursor_is_seen_at_every_stop(desk: Desk, look: Theme, page: str, mode: Mode) -> None:
    counter = desk.counter
    assert intake.accept(desk.terminal.desk, form(desk.terminal), "general").is_done
    counter.shell.show_page("board")
    if page == "find":
        counter.finder.search("")
    elif page == "ticket":
        counter.open_ticket(counter.board._rows[0].no)
    else:
        counter.shell.show_page(page)
    look.restyle(mode=mode)
    QApplication.processEvents()
    controls = stops(counter.shell.widget(page))
    assert controls
    hidden = []
    for control in controls:
        if (focused := counter.shell.focusWidget()) is not None:
            focused.clearFocus()
        if not control.isVisible():  # a field that the one before it took away
            continue
        control.setFocus(Qt.FocusReason.TabFocusReason)  # first of all it comes into sight
        control.clearFocus()
        before = seen(counter.shell, control)
        assert not before.isNull(), control.accessibleName()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if changed(before, seen(counter.shell, control)) < LEAST:
            hidden.append(f"{type(control).__name__} {control.accessibleName()}")
    assert hidden == []

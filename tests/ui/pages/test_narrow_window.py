"""interface 3.4: beside the work from 1280 px on, a strip of tabs above it in less."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.ui.kit.aside import Aside, Beside
from app.ui.kit.button import OnOffButton
from app.ui.kit.theme import Theme
from tests.desk.conftest import done
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

PAGES = ("intake", "board", "ticket", "rating", "ledger")
ALT = Qt.KeyboardModifier.AltModifier


def show(desk: Desk, page: str) -> tuple[Beside, Aside]:
    if page == "ticket":
        told = form(desk.terminal, phone="19900001234")
        desk.counter.open_ticket(done(intake.accept(desk.terminal.desk, told, "general")).ticket.no)
    else:
        desk.counter.shell.show_page(page)
    (beside,) = desk.counter.shell.widget(page).findChildren(Beside)
    return beside, beside._aside


def tabs(aside: Aside) -> list[OnOffButton]:
    return [t for t in aside._strip.findChildren(OnOffButton) if t.isVisible()]


@pytest.mark.parametrize("percent", [100, 115, 130])
@pytest.mark.parametrize("width", [1024, 1279, 1280, 1366, 1920])
def test_the_panel_stands_beside_the_work_or_above_it(
    desk: Desk, look: Theme, qtbot: QtBot, width: int, percent: int
) -> None:
    shell = desk.counter.shell
    look.restyle(percent=percent)
    shell.resize(width, 760)
    for page in PAGES:
        beside, aside = show(desk, page)
        qtbot.waitUntil(lambda b=beside: b.width() > 500)  # type: ignore[misc]  # of this turn
        if width < 1280:
            assert aside._over, page
        elif (page, width) == ("ledger", 1280):
            qtbot.waitUntil(lambda a=aside: a._over)  # type: ignore[misc]  # ten columns leave 事项 no room
        elif percent == 100 or width == 1920:
            qtbot.waitUntil(lambda a=aside: not a._over)  # type: ignore[misc]  # of this turn
        above = aside._over
        if page != "rating":  # nothing to tell of before somebody is asked
            assert bool(tabs(aside)) == above, page
        work = beside._work
        qtbot.waitUntil(lambda w=work, a=aside, up=above: (  # type: ignore[misc]  # of this turn
            w.y() >= a.geometry().bottom() if up else a.x() >= w.geometry().right()
        ))  # fmt: skip
        for button in shell.widget(page).findChildren(QAbstractButton):
            if button.isVisible() and not button.visibleRegion().isEmpty():
                right = button.mapTo(shell, QPoint(button.width(), 0)).x()
                assert right <= shell.width(), (page, button.text())


@pytest.fixture
def narrow(desk: Desk, qtbot: QtBot) -> Aside:
    desk.counter.shell.resize(1200, 760)
    for phone in ("19900001234", "19900005678"):
        done(intake.accept(desk.terminal.desk, form(desk.terminal, phone=phone), "general"))
    _, aside = show(desk, "board")
    qtbot.waitUntil(lambda: len(tabs(aside)) == 3)
    return aside


def test_one_tab_is_open_and_folds_when_pressed_again(narrow: Aside, qtbot: QtBot) -> None:
    first, second, _ = tabs(narrow)
    assert first.isChecked()
    qtbot.waitUntil(lambda: narrow.area.height() > 0)
    second.click()
    assert (first.isChecked(), second.isChecked()) == (False, True)
    second.click()
    assert not second.isChecked()
    assert narrow.area.height() == 0


def test_keys_of_a_folded_part_still_act(desk: Desk, narrow: Aside, qtbot: QtBot) -> None:
    assert not tabs(narrow)[2].isChecked()
    press(desk.counter.board_page.table, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: desk.counter.shell.page() == "ticket")


def test_the_cursor_opens_the_part_it_goes_into(narrow: Aside, qtbot: QtBot) -> None:
    act = next(b for b in narrow.findChildren(QAbstractButton) if b.property("keys") == "Alt+1")
    assert act.height() == 0 or act.visibleRegion().isEmpty()
    act.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: tabs(narrow)[2].isChecked())
    qtbot.waitUntil(lambda: act.visibleRegion().boundingRect().size() != QSize())


def test_a_part_that_comes_opens_and_its_tab_goes_with_it(desk: Desk, qtbot: QtBot) -> None:
    desk.counter.shell.resize(1200, 760)
    _, aside = show(desk, "intake")
    page = desk.counter.intake_page
    qtbot.waitUntil(lambda: [t.text() for t in tabs(aside)] == ["办理时限"])
    page.match_panel.show()
    assert [(t.text(), t.isChecked()) for t in tabs(aside)][1] == ("可能是同一件事", True)
    page.match_panel.hide()
    assert [(t.text(), t.isChecked()) for t in tabs(aside)] == [("办理时限", True)]

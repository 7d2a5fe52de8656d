"""The preview of the board: always the selected ticket as it is now, without new widgets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.db.log import Proposal
from app.desk import intake
from app.domain.acts.handling import Dispatched
from app.ui.board.preview_pane import PreviewPane
from app.ui.kit.button import KeyButton
from tests.fakes.terminal import form
from tests.ui.pages.conftest import Desk

PROBLEMS = ("要求提供办事指南没有的材料", "已来三次，每次说法不同")


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Two tickets on the board, in order of due; the first is selected."""
    for problem in PROBLEMS:
        told = form(desk.terminal, description=problem)
        assert intake.accept(desk.terminal.desk, told, "general").is_done
        desk.clock.move(minutes=5)
    desk.counter.shell.show_page("board")
    return [row.no for row in desk.counter.board._rows]


def pane(desk: Desk) -> PreviewPane:
    return desk.counter.board_page.findChildren(PreviewPane)[0]


def said(desk: Desk) -> list[str]:
    return [w.text() for w in pane(desk).findChildren(QLabel) if w.isVisible() and w.text()]


def acts(desk: Desk) -> list[str]:
    return [b.text() for b in pane(desk).findChildren(KeyButton) if b.isVisible()]


def test_another_row_changes_the_words_and_makes_no_widget(desk: Desk, numbers: list[str]) -> None:
    before = pane(desk).findChildren(QWidget)
    assert numbers[0] in said(desk)
    assert PROBLEMS[0] in said(desk)
    QTest.keyClick(desk.counter.board_page.table, Qt.Key.Key_Down)
    assert numbers[1] in said(desk)
    assert PROBLEMS[1] in said(desk)
    assert numbers[0] not in said(desk)
    assert pane(desk).findChildren(QWidget) == before


def test_what_was_done_meanwhile_is_in_it(desk: Desk, numbers: list[str]) -> None:
    """The same rows in the same order: the list needs nothing new, the preview does."""
    before = acts(desk)
    log = desk.terminal.log
    act = Dispatched(department="人社窗口", content="请按指南办理", slip_no=1)
    desk.counter.shell.show_page("ledger")
    log.append("C1", [Proposal(numbers[0], act)])
    desk.counter.shell.show_page("board")
    assert acts(desk) != before
    assert len(acts(desk)) > 1, "something can be done, and the whole ticket opened"
    assert numbers[0] in said(desk)


def test_an_empty_filter_has_no_preview(desk: Desk, numbers: list[str]) -> None:
    assert said(desk)
    QTest.keyClick(desk.counter.shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not said(desk)
    assert desk.counter.board_page.empty.hasFocus(), "not the rail"
    QTest.keyClick(desk.counter.shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert numbers[0] in said(desk)
    assert desk.counter.board_page.table.hasFocus()


def test_an_act_of_the_preview_opens_that_ticket(desk: Desk, numbers: list[str]) -> None:
    QTest.keyClick(desk.counter.board_page.table, Qt.Key.Key_Down)
    pane(desk).findChildren(KeyButton)[-1].click()
    assert desk.counter.shell.page() == "ticket"
    assert desk.counter.ticket.number == numbers[1]

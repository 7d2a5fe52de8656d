"""What a page shows in its less usual states, through the whole counter."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.desk import acting, asking, handling, intake
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Label
from app.ui.kit.phone import PhoneEdit
from app.ui.kit.theme import theme
from tests.desk.conftest import settled
from tests.fakes.cells import recorded
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk


def accepted(desk: Desk, category: str) -> str:
    """A registration of a class, accepted."""
    outcome = intake.accept(desk.terminal.desk, form(desk.terminal), category)
    assert outcome.refused == ()
    return outcome.ticket.no


def next_acts(desk: Desk, number: str) -> tuple[list[KeyButton], list[str]]:
    """The buttons of the next acts and the sentences below them."""
    desk.counter.open_ticket(number)
    QApplication.processEvents()
    box = desk.counter.ticket_page._acts
    items = [box.itemAt(i).widget() for i in range(box.count())]
    words = [w.text() for i in items for w in i.findChildren(Label)]
    return [i for i in items if isinstance(i, KeyButton)], words


def test_a_clerk_reads_that_a_leader_dispatches_a_complex_matter(desk: Desk) -> None:
    number = accepted(desk, "complex")
    buttons, words = next_acts(desk, number)
    assert all(b.kind == "plain" for b in buttons), "none of them is what the matter waits for"
    assert any("组长" in w and "派发" in w for w in words)
    sit(desk.terminal, "L1")
    desk.counter.signed_in(person(desk.terminal, "L1"))
    buttons, words = next_acts(desk, number)
    assert (buttons[0].text(), buttons[0].kind) == ("分析研判", "primary"), "comes first (N-9.2-a)"
    ticket = desk.terminal.log.ticket(number)
    study = recorded("analyse", ticket, desk.terminal.desk.context(ticket))
    assert acting.record(desk.terminal.desk, number, study).is_done
    buttons, words = next_acts(desk, number)
    assert (buttons[0].text(), buttons[0].kind) == ("派发", "primary")
    assert words == []


def test_the_strong_button_is_the_next_step_of_the_bar(desk: Desk) -> None:
    assert next_acts(desk, accepted(desk, "general"))[0][0].text() == "派发"
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    desk.press("5")
    desk.counter.rating.on_left()
    buttons, _ = next_acts(desk, number)
    assert (buttons[0].text(), buttons[0].kind) == ("办结", "primary")


def test_a_rated_ticket_waits_for_closing_and_for_nobody_else(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    desk.press("2")
    desk.counter.rating.on_left()
    desk.counter.shell.show_page("board")
    board = desk.counter.board_page.model
    of_board = board.row_at(board.place_of(number))
    assert of_board is not None
    assert of_board.told.progress == "待办结"
    desk.counter.shell.show_page("ledger")
    row = desk.counter.ledger_page.model.row_at(0)
    assert row.result == "待办结"  # type: ignore[union-attr]  # of the ledger
    assert row.stem == number.rpartition("-")[0]  # type: ignore[union-attr]  # of the ledger


def test_what_is_said_below_a_field_moves_no_other(desk: Desk, qtbot: QtBot) -> None:
    page = desk.counter.intake_page

    def tops() -> list[int]:
        edits = (page.name, page.kind, page.visits)
        return [e.mapTo(page, QPoint(0, 0)).y() - page.phone.mapTo(page, QPoint(0, 0)).y()
                for e in edits]  # fmt: skip

    before = tops()
    page.phone.setText("199000012")
    page.accept.click()
    field = page._fields["phone"]
    qtbot.waitUntil(lambda: field.has_error() and field._below.isVisible())
    QApplication.processEvents()
    assert tops() == before
    said = field._error
    assert said.height() >= said.heightForWidth(said.width()), "the whole sentence is seen"


def test_the_registration_fits_a_low_window_without_scrolling(desk: Desk, qtbot: QtBot) -> None:
    shell, page = desk.counter.shell, desk.counter.intake_page
    shell.resize(1366, 698)
    qtbot.waitUntil(lambda: theme().density == "compact")
    (area,) = (a for a in page.findChildren(QScrollArea) if page.phone in a.findChildren(PhoneEdit))
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
    shell.resize(1440, 900)
    qtbot.waitUntil(lambda: theme().density == "regular")


def test_tab_leaves_the_description(desk: Desk) -> None:
    page = desk.counter.intake_page
    page.description.setFocus(Qt.FocusReason.TabFocusReason)
    press(page.description, Qt.Key.Key_Tab)
    assert page.description.toPlainText() == ""
    assert not page.description.hasFocus()


def test_a_draft_comes_back_with_the_due_of_its_class(desk: Desk) -> None:
    counter = desk.counter
    counter.intake.on_change(matter="社保卡补换", category="general")
    counter.intake.on_idle()
    counter.intake_page._due.on_category("")
    counter.intake.open()
    said = " ".join(w.text() for w in counter.intake_page.due_panel.findChildren(Label))
    assert "3月18日" in said


def test_a_refusal_that_lacks_its_reason_says_so_in_its_dialog_only(desk: Desk) -> None:
    page = desk.counter.intake_page
    desk.counter.intake.on_change(
        citizen_name="林小满", phone="19900001234", matter="社保卡补换", department="人社窗口",
        description="来了三次，每次要求的材料都不一样",
    )  # fmt: skip
    page.decline_dialog.open()
    page.decline_dialog.strong.click()
    assert page.decline_dialog._fields["reason"].has_error()
    assert not page.banner.isVisibleTo(page), "the page itself lacks nothing for a refusal"
    page.decline_dialog.reject()


def test_an_empty_board_keeps_the_cursor_on_its_page(desk: Desk) -> None:
    number = accepted(desk, "general")
    desk.counter.shell.show_page("board")
    assert desk.counter.board_page.table.hasFocus()
    desk.counter.board.on_filter("red")
    assert desk.counter.board_page.empty.hasFocus()
    desk.counter.board.on_filter("")
    assert desk.counter.board_page.table.hasFocus()
    assert desk.counter.board_page.table.select(number)


@pytest.mark.parametrize("percent", [100, 130])
def test_the_dialog_of_hand_over_shows_every_case_whole(desk: Desk, percent: int) -> None:
    desk.counter.shell.resize(1920, 1080)
    theme().restyle(percent=percent)
    terminal = desk.terminal
    for name in ("陆明远", "许念", "江与舟", "程听雨"):
        told = form(terminal, citizen_name=name)
        number = intake.accept(terminal.desk, told, "general").ticket.no
        act = Dispatched(department="人社窗口", content="请核对")
        assert handling.dispatch(terminal.desk, number, act).refused == ()
        for step in (Taken(who="齐望舒", how="phone"),):
            assert terminal.desk.perform(number, step).refused == ()
    desk.clock.set("2026-03-18 16:00:00")
    leave = desk.counter.leave
    for _ in range(2):  # what it held the first time must not decide how large it is
        leave.ask()
        assert len(leave.remarks) == 4
        for area in leave.findChildren(QScrollArea):
            assert area.verticalScrollBar().maximum() == 0
        leave.reject()
    theme().restyle(percent=100)


def test_the_waiting_list_names_tickets_by_what_can_be_read(desk: Desk) -> None:
    first, second = settled(desk.terminal), settled(desk.terminal)
    desk.counter.ask_rating(second)
    model = desk.counter.rating_page.model
    rows = [r for r in map(model.row_at, range(model.rowCount())) if r]
    assert [r.number for r in rows] == [second, first], "the one that is asked stands on top"
    assert all(r.who.endswith(r.number.rpartition("-")[0]) for r in rows)


def test_the_ledger_counts_askings_and_tickets_by_their_own_names(desk: Desk) -> None:
    terminal = desk.terminal
    act = AnsweredOnSpot(result="已当场核对材料并办好")
    number = intake.answer(terminal.desk, form(terminal), "general", act).ticket.no
    for _ in range(2):
        outcome = asking.ask(terminal.desk, number, "pad", "pty", "-", "L1")
        assert outcome.refused == ()
        asking.decline(terminal.desk, number, "refused")
    desk.counter.shell.show_page("ledger")
    page = desk.counter.ledger_page
    (line,) = (w.text() for i in range(page._clerks.count())
               if isinstance(w := page._clerks.itemAt(i).widget(), Label))  # fmt: skip
    assert line.startswith("周晓岚：请了 2 次，不评价 2 次")
    assert page._figures["当日件评价"].accessibleName() == "当日件评价 0 / 1"


def test_fed_back_tickets_say_what_they_wait_for(desk: Desk) -> None:
    number = accepted(desk, "general")
    terminal = desk.terminal
    handling.dispatch(terminal.desk, number, Dispatched(department="人社窗口", content="请核对"))
    for act in (Taken(who="齐望舒", how="phone"),
                ResultReceived(result="已补发", who="齐望舒", how="phone"),
                FedBack(way="phone")):  # fmt: skip
        assert terminal.desk.perform(number, act).refused == ()
    desk.counter.open_ticket(number)
    line = desk.counter.ticket_page._due.itemAt(0).widget()
    assert "待回访" in [w.text() for w in line.findChildren(Label)]

"""A scanner that types, a paste of a megabyte, an Enter while a word is half typed."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.ui.kit.limits import LINE, TEXT
from tests.desk.conftest import done, settled
from tests.fakes.terminal import form
from tests.ui.kit.windows import activate, press
from tests.ui.pages.conftest import Desk

MEGABYTE = "办不成事的原因，" * 43_700
CTRL = Qt.KeyboardModifier.ControlModifier


def scan(field: QLineEdit, text: str) -> None:
    """What a scanner does: all characters at once, then Enter."""
    QTest.keyClicks(field, text)
    press(field, Qt.Key.Key_Return)


def test_a_scanned_number_opens_its_ticket(desk: Desk) -> None:
    number = done(intake.accept(desk.terminal.desk, form(desk.terminal), "general")).ticket.no
    desk.counter.finder.open_palette()
    scan(desk.counter.finder.palette.field, number)
    assert desk.counter.shell.page() == "ticket"
    assert desk.counter.ticket.number == number


def test_a_scanner_in_a_form_submits_nothing(desk: Desk) -> None:
    page = desk.counter.intake_page
    head = desk.terminal.log.head
    scan(page.name, "QH2-260311-001-K7QX")
    assert page.name.text() == "QH2-260311-001-K7QX"
    assert desk.terminal.log.head == head
    assert desk.counter.shell.page() == "intake"


PAGES = ["board", "rating", "ledger", "ticket", "settings", "find"]


def gun(text: str) -> None:
    """A scanner that types wherever the cursor is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()


@pytest.fixture
def numbers(desk: Desk) -> tuple[str, str]:
    """Two matters that wait for a rating; the first is chosen wherever one can be."""
    return settled(desk.terminal), settled(desk.terminal)


def stand_on(desk: Desk, page: str, number: str) -> None:
    """A page with its cursor outside of a field."""
    counter = desk.counter
    if page == "ticket":
        counter.open_ticket(number)
    else:
        counter.shell.show_page(page)
    widget = counter.shell.widget(page)
    if page == "rating":
        counter.rating_page.table.select(number)
    target = next(
        w for w in (QApplication.focusWidget(), *widget.findChildren(QAbstractButton))
        if w is not None and w.isVisible() and w.isEnabled()
        and not w.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    )  # fmt: skip
    target.setFocus()
    assert QApplication.focusWidget() is target


@pytest.mark.parametrize("page", PAGES)
def test_a_scan_opens_its_ticket_wherever_the_cursor_is_and_writes_nothing(
    desk: Desk, numbers: tuple[str, str], page: str
) -> None:
    first, second = numbers
    stand_on(desk, page, first)
    head = desk.terminal.log.head
    gun(second)
    assert desk.terminal.log.head == head, "nobody is asked to rate by a scanner"
    assert desk.pad.told == []
    assert (desk.counter.shell.page(), desk.counter.ticket.number) == ("ticket", second)


@pytest.mark.parametrize("page", PAGES)
def test_a_scan_of_anything_else_is_one_sentence(
    desk: Desk, numbers: tuple[str, str], page: str
) -> None:
    stand_on(desk, page, numbers[0])
    head, before = desk.terminal.log.head, desk.counter.shell.page()
    gun("6901028075831")
    assert (desk.terminal.log.head, desk.counter.shell.page()) == (head, before)
    said = [t.notice.title for t in desk.counter.shell.toasts._toasts]
    assert said == ["没有编号是“6901028075831”的工单，没有做任何改动"]


def test_a_scan_on_a_locked_desk_or_over_a_dialog_changes_nothing(
    desk: Desk, numbers: tuple[str, str], qtbot: QtBot
) -> None:
    counter, head = desk.counter, desk.terminal.log.head
    counter.shell.show_page("rating")
    dialog = counter.rating_page.decline
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.strong.setFocus()
    gun(numbers[0])
    assert (counter.shell.page(), desk.terminal.log.head) == ("rating", head)
    dialog.reject()
    activate(qtbot, counter.shell)
    counter.lock()
    counter.login_page.enter.setFocus()
    gun(numbers[0])
    assert counter.login_page.isVisible()
    assert counter.ticket.number != numbers[0]


def test_a_hand_that_types_is_no_scanner(desk: Desk, numbers: tuple[str, str]) -> None:
    stand_on(desk, "board", numbers[0])
    table = desk.counter.board_page.table
    table.setFocus()
    for character in "6901028075831":
        desk.clock.move(seconds=0.08)
        QTest.keyClicks(table, character)
    desk.clock.move(seconds=0.08)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.counter.shell.page() == "ticket", "Enter opens the row"


@pytest.mark.parametrize("place", ["description", "name", "matter", "phone"])
def test_a_paste_of_a_megabyte_is_kept_or_cut_and_never_breaks_a_line(
    desk: Desk, place: str
) -> None:
    page = desk.counter.intake_page
    field = getattr(page, place)
    QGuiApplication.clipboard().setText(MEGABYTE)
    field.setFocus()
    field.paste()
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    assert text
    assert MEGABYTE.startswith(text)
    assert len(text) <= TEXT
    head = desk.terminal.log.head
    page.accept.click()
    assert desk.terminal.log.head == head
    QGuiApplication.clipboard().clear()


def every_input(desk: Desk) -> list[QLineEdit | QPlainTextEdit]:
    """All of the window and its dialogs that may be written into."""
    shell, settings = desk.counter.shell, desk.counter.settings.page
    for name in settings.buttons:  # a pane is made when it is first opened
        settings.pane(name)
    lines = [w for w in shell.findChildren(QLineEdit) if not w.isReadOnly()]
    return [*lines, *(w for w in shell.findChildren(QPlainTextEdit) if not w.isReadOnly())]


def test_no_input_of_the_window_takes_a_megabyte(desk: Desk) -> None:
    QGuiApplication.clipboard().setText(MEGABYTE)
    inputs = every_input(desk)
    assert len(inputs) > 30
    for widget in inputs:
        widget.paste()
        is_line = isinstance(widget, QLineEdit)
        text = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
        assert len(text) <= (LINE if is_line else TEXT), widget.accessibleName()
    QGuiApplication.clipboard().clear()


def test_what_does_not_fit_is_said_beside_the_field(desk: Desk) -> None:
    form_ = desk.counter.intake_page._fields
    for name, most in (("citizen_name", LINE), ("description", TEXT)):
        field = form_[name]
        assert isinstance(field.widget, QLineEdit | QPlainTextEdit)
        QGuiApplication.clipboard().setText(MEGABYTE)
        field.widget.paste()
        assert field._error.text() == f"最多 {most} 字，多出的没有放进来"
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("before", ["", "x"])
def test_a_rare_character_is_not_cut_in_two(desk: Desk, before: str) -> None:
    """𬱖 is two of Qt's units; half of one could never be written."""
    QGuiApplication.clipboard().setText(before + "𬱖" * 4000)
    page = desk.counter.intake_page
    page.name.paste()
    page.description.paste()
    for text in (page.name.text(), page.description.toPlainText()):
        assert text.encode("utf-8").decode("utf-8").removeprefix(before).strip("𬱖") == ""
        assert len(text) > 90
    QGuiApplication.clipboard().clear()


def test_a_paste_of_a_megabyte_finds_nothing_and_says_so(desk: Desk) -> None:
    desk.counter.finder.open_palette()
    palette = desk.counter.finder.palette
    QGuiApplication.clipboard().setText(MEGABYTE)
    palette.field.paste()
    assert len(palette.field.text()) <= palette.field.maxLength()
    assert palette.none.isVisible()
    QGuiApplication.clipboard().clear()


def test_an_enter_that_ends_a_word_submits_nothing(desk: Desk) -> None:
    """An input method swallows the Enter that ends a word; one that does not must not submit."""
    page = desk.counter.intake_page
    page.name.setFocus()
    half = QInputMethodEvent("ni hao", [])
    QCoreApplication.sendEvent(page.name, half)
    head = desk.terminal.log.head
    press(page.name, Qt.Key.Key_Return)
    assert desk.terminal.log.head == head

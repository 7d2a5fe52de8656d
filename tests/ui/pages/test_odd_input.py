"""A scanner that types, a paste of a megabyte, an Enter while a word is half typed."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.desk import intake
from tests.desk.conftest import done
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
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
    page.accept.click()
    assert desk.terminal.desk.log.head.seq >= 1
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

"""Beside the registration: what others answered, and the same matter that is still open."""

import pytest
from pytestqt.qtbot import QtBot

from app.desk import intake, preview
from tests.desk.conftest import done
from tests.desk.test_knowledge import LEASE, in_force
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import form
from tests.ui.pages.conftest import Desk


@pytest.mark.clause("N-9.1-c", "N-11.3.2")
def test_the_knowledge_base_answers_while_the_matter_is_typed(desk: Desk, qtbot: QtBot) -> None:
    in_force(desk.terminal)
    page = desk.counter.intake_page
    type_zh(page.matter, LEASE.matter)
    qtbot.waitUntil(lambda: page.hits_panel.isVisible())
    (button,) = page.hits_panel.buttons
    page.hits_panel.take_cursor()
    assert button.hasFocus()
    button.click()
    assert page.hits_panel.answer.text() == LEASE.answer
    page.matter.clear()
    qtbot.waitUntil(lambda: not page.hits_panel.isVisible())


def test_what_is_typed_is_merged_into_the_open_ticket(desk: Desk, qtbot: QtBot) -> None:
    terminal, page = desk.terminal, desk.counter.intake_page
    first = done(intake.accept(terminal.desk, form(terminal), "general")).ticket
    desk.counter.intake.open()
    page.phone.setText(first.phone)
    type_zh(page.name, first.citizen_name)
    type_zh(page.matter, first.matter)
    page.description.setPlainText("又来了一次，窗口还是要求提供房产证原件")
    qtbot.waitUntil(lambda: page.match_panel.isVisible())
    page.match_panel.merge.click()
    assert desk.counter.intake.form.is_blank
    assert preview.visits(terminal.desk, first.phone, first.matter) == 3

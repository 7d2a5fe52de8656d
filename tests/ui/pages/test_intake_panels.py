"""Beside the registration: what others answered, and the same matter that is still open."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import intake, preview, sources
from app.desk.sources import Outside
from tests.desk.conftest import done
from tests.desk.test_knowledge import LEASE, in_force
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
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


def test_an_answer_of_the_knowledge_base_becomes_the_answer_on_the_spot(
    desk: Desk, qtbot: QtBot
) -> None:
    in_force(desk.terminal)
    page = desk.counter.intake_page
    type_zh(page.matter, LEASE.matter)
    qtbot.waitUntil(lambda: page.hits_panel.isVisible())
    page.hits_panel.buttons[0].click()
    press(page.matter, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert page.answer_dialog.isVisible()
    assert page.answer_dialog.told().result == LEASE.answer


def test_a_new_matter_is_tied_to_the_open_one_in_one_commit(desk: Desk, qtbot: QtBot) -> None:
    terminal, page = desk.terminal, desk.counter.intake_page
    first = done(intake.accept(terminal.desk, form(terminal), "general")).ticket
    desk.counter.intake.open()
    page.phone.setText(first.phone)
    qtbot.waitUntil(lambda: page.match_panel.isVisible())
    before = terminal.log.head.seq
    press(page.phone, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert terminal.log.head.seq == before, "half filled it is no matter yet"
    assert page._fields["description"].has_error()
    given = form(terminal, description="另一件事，营业执照的地址写错了")
    names = ("citizen_name", "matter", "department", "description", "reasons", "scope")
    desk.counter.intake.on_change(
        category="general", cells={f"cell.{k}": v for k, v in given.choices.items()},
        **{name: getattr(given, name) for name in names},
    )  # fmt: skip
    page.show_form(desk.counter.intake.form)
    page.extra.fill(desk.counter.intake.form.cells)
    page.match_panel.link.click()
    number = preview.same_phone(terminal.desk, first.phone)[0].no
    made, found = terminal.log.ticket(number), terminal.log.ticket(first.no)
    assert (made.state, made.links, found.links) == ("accepted", (first.no,), (number,))
    assert found.is_open


@pytest.mark.clause("N-7.1.2", "X-9-2a")
def test_what_another_system_sent_has_its_own_fields(desk: Desk) -> None:
    page = desk.counter.intake_page
    assert not page.outer.isVisibleTo(page)
    one = Outside(source="12345", outer_no="GD-1", matter="营业执照", due="2026-03-20 17:30")
    assert desk.counter.shelf._take(one)
    assert page.outer.isVisibleTo(page)
    known = {"source": "12345", "outer_no": "GD-1", "outer_due": "2026-03-20 17:30"}
    assert page.outer.block.texts() == known
    page.outer.block.fill({"outer_no": " ", "outer_due": "3-21 09:00"})
    assert desk.counter.intake.form.outer_due == sources.instant("2026-03-21 09:00")
    page.accept.click()
    assert page.outer.block._fields["outer_no"].has_error(), "said beside it"
    page.outer.block.fill({"outer_no": "GD-2", "outer_due": "后天"})
    page.accept.click()
    assert page.outer.block._fields["outer_due"].has_error()
    page.matter.setText("个体工商户变更登记")  # brings its department: the form is filled anew
    assert page.outer.block.texts()["outer_due"] == "后天", "nothing that was typed is lost"

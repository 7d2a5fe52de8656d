"""Registration through the window: nothing typed is lost, nothing becomes two tickets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.db import queries
from app.db.queries import Row
from app.ui.wiring.counter import Counter
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk, close

CTRL = Qt.KeyboardModifier.ControlModifier
RARE = "堃喆镕䶮㛃𬱖"
HOSTILE = (
    "字" * 10_000, "<b>粗</b>", "{name}%s%d", "'; DROP TABLE ticket; --", "\u202e倒\u202c",
    "\x1b@\x1dV\x00", "a\tb", "😀👨‍👩‍👧", "\ud800", RARE,
)  # fmt: skip


def fill(desk: Desk, **texts: str) -> None:
    page = desk.counter.intake_page
    given = {"phone": "19900001234", "name": "林小满", "matter": "个体工商户变更登记",
             "description": "窗口要求提供原件，办事指南没有这一条", **texts}  # fmt: skip
    page.phone.setText(given["phone"])
    page.name.setText(given["name"])
    page.matter.setText(given["matter"])
    page.description.setPlainText(given["description"])
    page.scope.setCurrentIndex(0)
    page.scope.chosen_id.emit(page.scope.chosen())
    page.category.choose("general")
    page.category.chosen_id.emit("general")


def rows(desk: Desk) -> tuple[Row, ...]:
    with desk.terminal.log.reading() as connection:
        return queries.day(connection, desk.terminal.desk.today)


@pytest.mark.clause("N-7.3.2-a")
def test_ctrl_enter_accepts_and_the_form_is_empty_for_the_next_citizen(desk: Desk) -> None:
    fill(desk)
    press(desk.counter.intake_page.description, Qt.Key.Key_Return, CTRL)
    assert [(r.state, r.name, r.department) for r in rows(desk)] == [
        ("accepted", "林小满", "市场监管局窗口")
    ]
    page = desk.counter.intake_page
    assert (page.phone.text(), page.name.text(), page.description.toPlainText()) == ("", "", "")
    assert QApplication.focusWidget() is page.phone


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    fill(desk, name="", phone="123")
    page = desk.counter.intake_page
    page.accept.click()
    assert rows(desk) == ()
    assert page._fields["citizen_name"].has_error()
    assert page._fields["phone"].has_error()
    assert not page._fields["matter"].has_error()
    assert page.description.toPlainText() == "窗口要求提供原件，办事指南没有这一条"
    assert QApplication.focusWidget() is page.phone
    page.phone.setText("19900001234")
    assert not page._fields["phone"].has_error()


def test_a_full_disk_keeps_what_was_typed_and_the_same_ticket_is_written_later(
    desk: Desk,
) -> None:
    fill(desk, description="字" * 4000)
    with desk.terminal.log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    page = desk.counter.intake_page
    page.accept.click()
    assert page.name.text() == "林小满"
    assert page.banner.isVisible()
    with desk.terminal.log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert rows(desk) == ()
    page.accept.click()
    assert len(rows(desk)) == 1


def test_the_draft_goes_in_the_commit_of_the_ticket(desk: Desk) -> None:
    fill(desk)
    desk.counter.intake_page.keep.click()
    assert drafts(desk) == 1
    desk.counter.intake_page.accept.click()
    assert (drafts(desk), len(rows(desk))) == (0, 1)


def drafts(desk: Desk) -> int:
    with desk.terminal.log.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM draft")).scalar_one())


def test_what_was_typed_survives_the_lock_and_a_new_start(desk: Desk, qtbot: QtBot) -> None:
    fill(desk)
    desk.counter.lock()
    assert desk.terminal.desk.person is None
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    assert desk.counter.intake_page.name.text() == "林小满"
    again = Counter(desk.terminal, lambda _: None)
    qtbot.addWidget(again.shell)
    again.signed_in(person(desk.terminal, "C1"))
    assert again.intake_page.name.text() == "林小满"
    assert again.intake_page.category.chosen() == "general"
    close(again)


def test_idle_locks(desk: Desk) -> None:
    fill(desk)
    desk.counter.idle.timeout.emit()
    assert desk.terminal.desk.person is None
    assert desk.counter.shell._whole.currentWidget() is desk.counter.login_page


@pytest.mark.parametrize("name", list(RARE))
def test_a_rare_name_is_typed_kept_shown_and_found(desk: Desk, name: str) -> None:
    fill(desk, name="")
    type_zh(desk.counter.intake_page.name, f"张{name}")
    desk.counter.intake_page.accept.click()
    row = rows(desk)[0]
    assert row.name == f"张{name}"
    desk.counter.open_ticket(row.no)
    with desk.terminal.log.reading() as connection:
        assert [r.no for r in queries.search(connection, name)] == [row.no]


@pytest.mark.parametrize("place", ["name", "matter", "description"])
@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(desk: Desk, place: str, bad: str) -> None:
    fill(desk, **{place: f"甲{bad}乙丙丁"})
    counter = desk.counter
    counter.intake_page.accept.click()
    found = rows(desk)
    for row in found:
        counter.open_ticket(row.no)
        for page in ("board", "rating", "ledger"):
            counter.shell.show_page(page)
        counter.shell.grab()
    if not found:  # refused in words, and all of it still there
        kept = counter.intake_page.findChildren(QLineEdit)
        long = counter.intake_page.findChildren(QPlainTextEdit)
        assert any("乙丙丁" in w.text() for w in kept) or any(
            "乙丙丁" in w.toPlainText() for w in long
        )


@pytest.mark.clause("N-3.1-EX")
def test_the_decline_dialog_asks_for_a_reason_and_writes_the_notice(desk: Desk) -> None:
    fill(desk)
    page = desk.counter.intake_page
    page.refuse.click()
    dialog = page.decline_dialog
    dialog.strong.click()
    assert rows(desk) == ()
    dialog.reason.choose("petition")
    dialog.explanation.setPlainText("请到信访部门反映")
    dialog.strong.click()
    assert [r.state for r in rows(desk)] == ["declined"]
    assert not dialog.isVisible()


def test_the_same_telephone_shows_its_earlier_matters(desk: Desk, qtbot: QtBot) -> None:
    fill(desk)
    desk.counter.intake_page.accept.click()
    desk.counter.intake_page.phone.setText("19900001234")
    desk.counter.intake_page.matter.setText("个体工商户变更登记")
    assert desk.counter.intake_page.visits.text() == "2"

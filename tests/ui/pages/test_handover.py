"""交接班 through the window: signed by who leaves, countersigned by who comes, in the ledger."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.db import people, queries
from app.db.people import Person
from app.desk import handover, intake
from app.domain.acts.desk import SignedIn
from tests.desk.conftest import done, sent_away
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

NAMES = {"C1": "周晓岚", "C2": "何予安", "L1": "沈知行"}


@pytest.fixture
def second(desk: Desk) -> None:
    who = Person("C2", "何予安", "clerk", person(desk.terminal, "C1").roles, duty="B")
    secret = people.hash_password("other-secret")
    desk.terminal.log.write_beside(lambda c: people.add(c, who, secret))


def lines(desk: Desk) -> list[str]:
    with desk.terminal.log.reading() as connection:
        day = queries.desk_of(connection, desk.terminal.desk.today)
    return [text for _, text in handover.lines(desk.terminal.words, day, NAMES)]


def sign(desk: Desk, number: str, remark: str = "下午来电", note: str = "纸在左边") -> None:
    dialog = desk.counter.leave
    dialog.ask()
    dialog.to.choose("C2")
    dialog.remarks[number].setText(remark)
    dialog.note.setPlainText(note)
    dialog.strong.click()


def enter(desk: Desk, qtbot: QtBot, password: str) -> None:
    page = desk.counter.login_page
    page.password.setText(password)
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.terminal.desk.person is not None, timeout=10_000)


@pytest.fixture
def urgent(desk: Desk, second: None) -> str:
    number = sent_away(desk.terminal)
    desk.clock.set("2026-03-18 10:00:00")
    return number


@pytest.mark.clause("N-8.2.4")
def test_signed_and_countersigned_stands_in_the_ledger(
    desk: Desk, qtbot: QtBot, urgent: str
) -> None:
    sign(desk, urgent)
    assert desk.terminal.desk.person is None
    page = desk.counter.login_page
    assert page.isVisible()
    assert (page.who.chosen(), page.enter.text()) == ("C2", "登录并接班")
    assert "何予安，B 岗" in page.who.currentText()
    assert page._sheet is not None
    assert page._sheet.isVisible()
    assert page._sheet._head.text() == "周晓岚（A 岗）交给 何予安（B 岗），3月18日 10:00"
    page._sheet.ticks[urgent].setChecked(True)
    enter(desk, qtbot, "other-secret")
    with desk.terminal.log.reading() as connection:
        (over,) = queries.desk_of(connection, desk.terminal.desk.today).hand_overs
    assert (over.by, over.taken_by, over.ticked) == ("C1", "C2", (urgent,))
    assert (over.talk, over.note) == (((urgent, "下午来电"),), "纸在左边")
    assert lines(desk) == ["周晓岚 交给 何予安，何予安 10:00 签收"]
    new = done(intake.accept(desk.terminal.desk, form(desk.terminal), "general")).ticket
    assert (new.acceptor, new.follower) == ("C2", "C2"), "what comes now is hers"


def test_names_are_masked_before_anybody_has_signed_in(desk: Desk, urgent: str) -> None:
    sign(desk, urgent)
    sheet = desk.counter.login_page._sheet
    assert sheet is not None
    from app.ui.kit.label import Label

    shown = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "林*满" in shown
    assert "林小满" not in shown


def test_signing_in_only_leaves_the_hand_over_open(desk: Desk, qtbot: QtBot, urgent: str) -> None:
    sign(desk, urgent)
    page = desk.counter.login_page
    page.password.setText("other-secret")
    page.only.click()
    qtbot.waitUntil(lambda: desk.terminal.desk.person is not None, timeout=10_000)
    assert lines(desk) == ["周晓岚 交给 何予安，还没有签收"]
    assert handover.pending(desk.terminal.desk) is not None


def test_who_signed_does_not_countersign_himself(desk: Desk, qtbot: QtBot, urgent: str) -> None:
    sign(desk, urgent)
    desk.counter.login_page.who.choose("C1")
    enter(desk, qtbot, "clerk-secret")
    assert handover.pending(desk.terminal.desk) is not None


def test_the_next_morning_countersigns_in_the_day_of_the_hand_over(
    desk: Desk, qtbot: QtBot, urgent: str
) -> None:
    sign(desk, urgent)
    desk.clock.set("2026-03-19 09:00:00")
    desk.counter.lock()
    enter(desk, qtbot, "other-secret")
    assert handover.pending(desk.terminal.desk) is None
    desk.clock.set("2026-03-18 18:00:00")
    assert lines(desk) == ["周晓岚 交给 何予安，何予安 09:00 签收"]


def test_a_change_of_person_without_a_hand_over_is_said(desk: Desk, second: None) -> None:
    for who in ("C1", "C2"):
        sit(desk.terminal, who)
        desk.terminal.desk.desk_act(SignedIn(name=NAMES[who]))
        desk.clock.move(hours=1)
    assert lines(desk) == ["周晓岚 没有交班，何予安 登录"]
    desk.counter.shell.show_page("ledger")
    assert desk.counter.ledger_page._hand_over_part.isVisible()


def test_without_anybody_to_take_the_desk_the_dialog_says_what_to_do(desk: Desk) -> None:
    dialog = desk.counter.leave
    dialog.ask()
    assert dialog.banner.isVisible()
    dialog.strong.click()
    assert desk.terminal.desk.person is not None


def test_what_was_remarked_is_not_in_the_line_of_the_entry(desk: Desk, urgent: str) -> None:
    """decision 13: personal words sit in the erasable column."""
    sign(desk, urgent, remark="林小满 下午来", note="林小满 的件")
    with desk.terminal.log.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT line FROM entry WHERE kind = 'HandedOver'")
        assert "林小满" not in rows.scalar_one().decode()

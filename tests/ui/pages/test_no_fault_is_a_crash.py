"""What a person may type and a store may refuse, met by a sentence and never by an exception."""

from datetime import date
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.db import jobs
from app.desk import intake, paper_trail
from app.desk.passwords import Checked
from app.devices import worker
from app.settings.matters_file import read_matters
from app.ui.kit.asks import fill, seconds_of
from app.ui.rating.leave import LEAVE
from app.ui.setup.presenter import Answers, answer_faults
from tests.desk.conftest import sent_away, settled
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk


def refuse_writes(desk: Desk, *, on: bool = True) -> None:
    with desk.terminal.log.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(on)}")


@pytest.mark.parametrize("typed", ["²", "①", "9" * 5000, "٣", "", "-1", "1e3"])
def test_any_number_of_visits_may_be_typed(desk: Desk, typed: str) -> None:
    page = desk.counter.intake_page
    page.visits.setText(typed)
    page.visits.textEdited.emit(page.visits.text())
    page.accept.click()


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "0", "100", "", "一"])
def test_a_window_that_is_no_number_is_refused(typed: str) -> None:
    assert answer_faults(Answers(window=typed))["window"] == "setup.window"


@pytest.mark.parametrize(
    "typed",
    ["5 16:20", "1-2-3-4 16:20", f"{10**20}-1-1 16:20", f"16:{10**20}", "16", "16:20:30", "24:00",
     "2-30 10:00", "²:00", "0-0-0 0:0", "9" * 5000],
)  # fmt: skip
def test_a_time_nobody_can_read_is_a_value_error(typed: str) -> None:
    with pytest.raises(ValueError):
        seconds_of(typed, date(2026, 3, 11))


def test_a_table_of_matters_with_odd_line_ends_and_giant_cells() -> None:
    assert read_matters(b"a,b\rc,d\r")[0] == (("a", "b", ""), ("c", "d", ""))
    assert read_matters(b"a," + b"x" * 200_000)[1]
    assert read_matters(b'"a')[1]
    read_matters(b"a\0,b")


@pytest.mark.parametrize("typed", ["²", "9" * 30, "-5"])
def test_any_amount_may_be_typed_for_an_extension(desk: Desk, typed: str) -> None:
    number = sent_away(desk.terminal)
    counter = desk.counter
    counter.open_ticket(number, "ask_extension")
    dialog = counter.ticket_page.dialog
    assert dialog is not None
    for name, widget in dialog.inputs.items():
        if name in ("amount", "new_due", "reason"):
            fill(widget, typed if isinstance(widget, QLineEdit) else "因故")
    dialog.strong.click()
    counter.shell.grab()


def test_a_note_the_store_does_not_take_stays_in_its_field(desk: Desk) -> None:
    desk.counter.open_ticket(settled(desk.terminal))
    page = desk.counter.ticket_page
    page.note.setText("群众来电询问")
    refuse_writes(desk)
    page._note(phone_call=False)
    assert page.note.text() == "群众来电询问"
    refuse_writes(desk, on=False)
    page._note(phone_call=False)
    assert page.note.text() == ""


@pytest.mark.parametrize("place", ["phone", "name", "matter", "description"])
def test_a_lone_surrogate_does_not_keep_the_desk_from_locking(desk: Desk, place: str) -> None:
    page = desk.counter.intake_page
    page.name.setText("林")
    field = getattr(page, place)
    bad = "甲\ud800乙"
    field.setPlainText(bad) if place == "description" else field.setText(bad)
    page._look.timeout.emit()
    desk.counter.lock()
    assert desk.terminal.desk.person is None


def test_a_leaders_password_in_a_full_store_is_a_sentence(desk: Desk) -> None:
    refuse_writes(desk)
    desk.counter.rating.leave.on_checked(Checked("L1", True, LEAVE))
    assert desk.counter.rating_page.leave._field.has_error()


def test_a_paper_answered_for_in_a_full_store_is_a_sentence(desk: Desk) -> None:
    terminal = desk.terminal
    intake.accept(terminal.desk, form(terminal), "general")
    with terminal.log.reading() as connection:
        job = jobs.jobs(connection)[0].id
    paper_trail.sending(terminal.desk, job, b"paper", "ab" * 32)
    paper_trail.doubt(terminal.desk, job, 2, "broken")
    refuse_writes(desk)
    for answer in get_args(paper_trail.Answer):
        desk.counter.status._answer(job, answer)
    said = [t.notice.title for t in desk.counter.shell.toasts._toasts]
    assert said == [desk.terminal.words("not_written.failed")] * len(said) != []


def test_locking_hides_a_dialog_and_its_owner_finds_it_as_it_was(desk: Desk) -> None:
    desk.counter.open_ticket(sent_away(desk.terminal), "receive_result")
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    fill(dialog.inputs["result"], "已补发")
    press(dialog.inputs["result"], Qt.Key.Key_F12)
    assert desk.terminal.desk.person is None
    assert not dialog.isVisible()
    desk.counter.lock()  # idle, and locked already
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    assert dialog.isVisible()
    assert desk.counter.shell.page() == "ticket"
    assert dialog.values() == {**(dialog.values() or {}), "result": "已补发"}


def test_a_dialog_is_nothing_for_the_next_person(desk: Desk) -> None:
    desk.counter.open_ticket(sent_away(desk.terminal), "receive_result")
    dialog = desk.counter.ticket_page.dialog
    desk.counter.lock()
    sit(desk.terminal, "L1")
    desk.counter.signed_in(person(desk.terminal, "L1"))
    assert dialog is not None
    assert not dialog.isVisible()


def test_presses_and_ends_are_written_also_while_the_desk_is_locked(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    desk.counter.lock()
    desk.press("4")
    ticket = desk.terminal.log.ticket(number)
    assert [r.level for r in ticket.ratings] == ["4"]


def test_time_out_is_written_while_locked(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask = desk.counter.rating.current.ask
    desk.counter.lock()
    desk.terminal.bridge.post(worker.AskTimedOut(ask))
    desk.terminal.bridge.drain()
    assert desk.terminal.log.ticket(number).askings[-1].end == "timed_out"

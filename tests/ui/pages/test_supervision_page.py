"""督办 at the window: what is proposed is one key from its record, what fails leads to the next."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.db.people import Person
from app.desk import intake, watching
from app.domain.acts.desk import SignedIn
from app.ui.kit.asks import fill, text_of
from app.ui.kit.theme import Theme
from app.ui.watch.rows import WatchRow
from app.ui.watch.view import WatchPage
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import accepted, form, make_terminal, person, sit
from tests.ui.kit.windows import activate, press
from tests.ui.pages.conftest import Desk, close


def shown(desk: Desk, who: str) -> WatchPage:
    sit(desk.terminal, who)
    desk.counter.signed_in(person(desk.terminal, who))
    desk.counter.shell.show_page("watch")
    return desk.counter.watching.page


def rows(page: WatchPage) -> list[WatchRow]:
    found = (page.model.row_at(i) for i in range(page.model.rowCount()))
    return [r for r in found if r]


@pytest.fixture
def page(desk: Desk) -> WatchPage:
    """The same matter three times, the leader before the page."""
    for _ in range(3):
        accepted(desk.terminal, form(desk.terminal), "general")
    return shown(desk, "L1")


def proposed(page: WatchPage) -> list[WatchRow]:
    return [r for r in rows(page) if r.known]


@pytest.mark.clause("N-11.2.2")
def test_a_proposal_is_one_key_from_its_record(desk: Desk, page: WatchPage) -> None:
    (row,) = proposed(page)
    assert (row.state, row.who, row.group) == ("建议", "N-11.2.2", "建议跟进")
    page.table.select(row.key)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    known = {k.removeprefix("cell."): text_of(i) for k, i in dialog.block.inputs.items()}
    assert known["rectify_unit"] == "市场监管局窗口"
    assert known["rectify_by"] == "2026-03-25"
    assert len(known["rectify_tickets"].split("、")) == 3
    dialog.strong.click()
    assert not dialog.isVisible()
    assert proposed(page) == []
    page.kinds["notice"].click()
    (kept,) = rows(page)
    assert kept.title.startswith("NO 1 市场监管局窗口")
    number = known["rectify_tickets"].split("、")[0]
    note = desk.terminal.log.facts(number)[-1].act
    assert "部门整改通知" in getattr(note, "text", "")


def test_who_may_not_write_the_record_is_led_to_the_kind(desk: Desk, page: WatchPage) -> None:
    page = shown(desk, "C1")
    desk.terminal.desk.person = person(desk.terminal, "C1")._replace(roles=frozenset({"officer"}))
    (row,) = proposed(page)
    desk.counter.watch.on_select(row)
    desk.counter.watch.on_open(row)
    assert page.dialog is None
    assert page.kinds["notice"].isChecked()
    assert not page.strong.isVisible()


@pytest.mark.clause("N-11.2.2")
def test_a_poor_result_leads_to_the_pass_on_in_the_same_row(desk: Desk, page: WatchPage) -> None:
    terminal = desk.terminal
    choices = {"rectify_unit": "人社窗口", "rectify_by": "2026-03-20"}
    assert watching.record(terminal.desk, "notice", choices, {"rectify_why": "三次"}).is_done
    page.kinds["notice"].click()
    (row,) = rows(page)
    assert row.state == "3月20日前"
    desk.counter.watch.on_answer("notice_answer")
    dialog = page.dialog
    assert dialog is not None
    fill(dialog.block.inputs["cell.rectify_result"], "整改不到位")
    type_zh(dialog.block.inputs["cell.rectify_text"], "没有改")
    dialog.strong.click()
    (row,) = rows(page)
    assert (row.state, row.mark) == ("待移送追责", "warn")
    desk.counter.watch.on_answer("notice_poor")
    dialog = page.dialog
    assert dialog is not None
    dialog.strong.click()
    assert dialog.isVisible(), "body, day and text are demanded"
    type_zh(dialog.block.inputs["cell.passed_to"], "县纪委监委")
    type_zh(dialog.block.inputs["cell.passed_text"], "整改不力")
    fill(dialog.block.inputs["cell.passed_on"], "3-11")
    dialog.strong.click()
    (row,) = rows(page)
    assert (row.state, row.sub) == ("已办完", "县纪委监委，2026-03-11，整改不力")


@pytest.mark.clause("N-11.2.2")
def test_a_day_that_passed_is_red_and_names_the_pass_on(desk: Desk, page: WatchPage) -> None:
    choices = {"rectify_unit": "人社窗口", "rectify_by": "2026-03-12"}
    texts = {"rectify_why": "三次"}
    assert watching.record(desk.terminal.desk, "notice", choices, texts).is_done
    desk.clock.set("2026-03-13 09:30:00")
    page.kinds["notice"].click()
    (row,) = rows(page)
    assert (row.state, row.mark) == ("待移送追责", "bad")
    assert [a.id for a in watching.offered(desk.terminal.desk, row.kept)] == ["notice_late"]  # type: ignore[arg-type]  # a record's row has one
    page.kinds["alerts"].click()
    assert any("部门整改通知待登记“移送追责” 1 件" in r.title for r in rows(page))


def test_the_district_office_reads_the_matters_of_all_units(
    look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock
) -> None:
    terminal = make_terminal(tmp_path / "home", clock, "chongming")
    counter = Counter(terminal, lambda _: None)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    units = ("市场监管局窗口", "人社窗口")
    told = [form(terminal, matter="别的", department=unit) for unit in units]
    numbers = [intake.accept(terminal.desk, one, "general").ticket.no for one in told]
    office = Person("O1", "陈砚", "outside", frozenset({"district_office"}))
    terminal.desk.person = office
    assert terminal.desk.desk_act(SignedIn(name="陈砚")).is_done
    counter.signed_in(office)
    board = counter.board_page.model
    seen = [r for i in range(board.rowCount()) if (r := board.row_at(i))]
    assert {r.number for r in seen} == set(numbers)
    for number, unit in zip(numbers, units, strict=True):
        counter.open_ticket(number)
        assert counter.ticket.number == number
        assert terminal.desk.log.ticket(number).department == unit
    counter.shell.show_page("watch")
    line = next(r for r in rows(counter.watching.page) if "人工派单" in r.group)
    assert line.ticket in numbers
    close(counter)
    terminal.stop()

"""Cells of a profile's forms on the intake page: asked, kept in the draft, named when empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.db import queries
from app.desk import watching
from app.domain.ticket import Ticket
from app.ui.intake.cells import IntakeCells
from app.ui.intake.form import Form
from app.ui.intake.view import IntakePage
from app.ui.kit.asks import fill
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import Desk, FakePad, close


@pytest.fixture
def songjiang(look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A counter under Songjiang's plan, the registrar signed in."""
    terminal, pad = make_terminal(tmp_path / "home", clock, "songjiang"), FakePad()
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    yield Desk(counter, terminal, pad, clock)
    close(counter)
    terminal.stop()


def typed(desk: Desk, *, reasons: tuple[str, ...] = ("proof_hard",)) -> IntakePage:
    """Everything the page asks but the cells of the form."""
    page = desk.counter.intake_page
    page.phone.setText("19900001234")
    page.name.setText("林小满")
    page.matter.setText("个体工商户变更登记")
    page.description.setPlainText("窗口要求提供原件，办事指南没有这一条")
    page.reasons.choose(reasons)
    page.reasons.changed.emit()
    page.scope.setCurrentIndex(1)
    page.scope.chosen_id.emit(page.scope.chosen())
    page.category.choose("simple")
    page.category.chosen_id.emit("simple")
    return page


def cell(page: IntakePage, key: str) -> QLineEdit:
    found = page.extra.block.inputs[f"cell.{key}"]
    assert isinstance(found, QLineEdit)
    return found


def tickets(desk: Desk) -> list[Ticket]:
    with desk.terminal.log.reading() as connection:
        return [r.ticket for r in queries.day(connection, desk.terminal.desk.today)]


@pytest.mark.clause("S-A1-04", "S-A1-12")
def test_what_the_form_demands_is_asked_kept_and_written(songjiang: Desk) -> None:
    page = typed(songjiang)
    page.accept.click()
    assert tickets(songjiang) == []
    block = page.extra.block
    errors = {n: block._fields[n].has_error() for n in block.inputs}
    assert errors == {"cell.visit_date": True, "cell.accept_reason": True}
    cell(page, "visit_date").setText("3-10")
    type_zh(cell(page, "accept_reason"), "多次来未能解决")
    page.accept.click()
    (ticket,) = tickets(songjiang)
    assert ticket.cells == {"visit_date": "2026-03-10", "accept_reason": "多次来未能解决"}
    assert cell(page, "visit_date").text() == ""


def test_a_date_nobody_can_read_is_said_beside_it_and_nothing_is_written(songjiang: Desk) -> None:
    page = typed(songjiang)
    cell(page, "accept_reason").setText("多次来未能解决")
    cell(page, "visit_date").setText("前天")
    page.accept.click()
    assert page.extra.block._fields["cell.visit_date"].has_error()
    assert tickets(songjiang) == []
    assert cell(page, "visit_date").text() == "前天"


def test_cells_survive_the_lock(songjiang: Desk) -> None:
    page = typed(songjiang)
    cell(page, "visit_date").setText("3-10")
    songjiang.counter.lock()
    sit(songjiang.terminal, "C1")
    songjiang.counter.signed_in(person(songjiang.terminal, "C1"))
    assert cell(page, "visit_date").text() == "3-10"


@pytest.mark.clause("S-A1-07", "S-A1N")
def test_at_least_one_reason_box_is_ticked(songjiang: Desk) -> None:
    page = typed(songjiang, reasons=())
    cell(page, "visit_date").setText("3-10")
    cell(page, "accept_reason").setText("多次来未能解决")
    page.accept.click()
    assert "“办不成事”的原因" in page._fields["reasons"].widget.accessibleDescription()
    assert tickets(songjiang) == []
    page.reasons.choose(("proof_hard", "material_mismatch"))
    page.reasons.changed.emit()
    page.accept.click()
    assert [t.reasons for t in tickets(songjiang)] == [("proof_hard", "material_mismatch")]


@pytest.mark.clause("S-1-def", "S-4-1b", "S-A1-12")
def test_a_decline_needs_no_reason_of_acceptance_but_its_own(songjiang: Desk) -> None:
    page = typed(songjiang)
    cell(page, "visit_date").setText("3-10")
    page.refuse.click()
    dialog = page.decline_dialog
    dialog.reason.choose("own_reason")
    dialog.explanation.setPlainText("身份证已过期，换证后即可办理")
    dialog.strong.click()
    assert tickets(songjiang) == []
    dialog.edits["reason_text"].setText("本人证件过期")
    dialog.strong.click()
    (ticket,) = tickets(songjiang)
    assert (ticket.state, ticket.cells) == ("declined", {"visit_date": "2026-03-10"})


def test_what_a_condition_adds_appears_when_it_holds(songjiang: Desk) -> None:
    page = typed(songjiang)
    before = set(page.extra.block.inputs)
    fill(cell(page, "visit_date"), "3-10")
    assert set(page.extra.block.inputs) == before
    assert page.extra.isVisibleTo(page)


@pytest.mark.clause("N-B-27")
def test_the_sheet_says_how_its_filer_is_reached(tmp_path: Path, clock: FakeClock) -> None:
    terminal = make_terminal(tmp_path / "home", clock)
    sit(terminal, "C1")
    asked = IntakeCells(terminal.desk)
    assert asked.of(Form(), "register", {})[1]["filer_contact"] == terminal.desk.hall.phone
    told = {"contact_of": "周晓岚", "contact": "19900009999"}
    assert watching.record(terminal.desk, "officer_contact", {}, told).refused == ()
    assert asked.of(Form(), "register", {})[1]["filer_contact"] == "19900009999"
    sit(terminal, "L1")
    assert asked.of(Form(), "register", {})[1]["filer_contact"] == terminal.desk.hall.phone
    terminal.stop()

"""The lists beside the board: from a file into the registration, from the end to the source."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desk import handling, intake, sources
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from tests.desk.conftest import done
from tests.desk.test_sources import CSV
from tests.fakes.terminal import form
from tests.ui.pages.conftest import Desk


@pytest.mark.clause("X-9-2a", "N-7.1.2")
def test_an_imported_demand_is_registered_from_the_list(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path, page = tmp_path / "来件.csv", desk.counter.shelf.lists_page
    path.write_text(CSV, "gb18030")
    desk.counter.shell.show_page("lists")
    desk.counter.shelf.lists.on_import(path)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    desk.counter.shelf.lists.on_open("12345 GD-1")
    assert desk.counter.shell.page() == "intake"
    filled = desk.counter.intake.form
    assert (filled.outer_no, filled.citizen_name) == ("GD-1", "林小满")
    scope = desk.terminal.desk.rules().regime.scope.accept[0].code
    desk.counter.intake.on_change(scope=scope, category="general")
    desk.counter.intake_page.accept.click()
    assert [o.outer_no for o in sources.waiting(desk.terminal.desk)] == ["HC-1"]


@pytest.mark.clause("N-7.1.2", "N-8.2.6-g", "X-12")
def test_a_finished_one_stands_to_tell_and_to_archive(desk: Desk) -> None:
    own, filled = desk.terminal.desk, form(desk.terminal, source="12345", outer_no="GD-1")
    number = done(intake.answer(own, filled, "general", AnsweredOnSpot(result="办好"))).ticket.no
    done(handling.close(own, number, Closed(outcome="solved", unrated_reason="走得急")))
    page, lists = desk.counter.shelf.lists_page, desk.counter.shelf.lists
    desk.counter.shell.show_page("lists")
    for kind in ("tell", "archive"):
        lists.on_kind(kind)
        assert page.model.place_of(number) == 0
    lists.on_kind("tell")
    lists.on_open(number)
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    desk.counter.ticket.on_submit("tell_source", {"way": "platform", "happened_at": 0})
    lists.open()
    assert page.model.rowCount() == 0

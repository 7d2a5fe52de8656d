"""What the three districts share: every cell has its act, forms are narrowed, green comes first."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.db import jobs, lists
from app.desk import handling, intake
from app.domain import cells
from app.domain.acts.handling import Dispatched
from app.domain.papers import AssignmentSlip
from app.main import Terminal
from app.settings.terminal import HallSettings, Settings
from app.ui.board.presenter import BoardPresenter
from app.ui.board.rows import BoardRow
from app.ui.ticket.fitting import choices, fields_at, form_of
from tests.domain.playing import Play
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, form, make_terminal, settle, sit, whole


@pytest.mark.parametrize("name", ["xiufeng", "chongming", "pingyi"])
def test_every_cell_of_the_forms_is_known_or_asked_for(name: str) -> None:
    """A cell nobody fills and no act demands could never be printed."""
    regime = Play(name).regime
    asked = {f.key for act in regime.acts for f in act.field}
    for made in regime.forms:
        lost = [f.key for f in made.field if cells.is_asked(f.key) and not f.at]
        assert not set(lost) - asked, (made.id, lost)


@pytest.fixture
def hall(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock, "xiufeng")
    sit(made, "C1")
    yield made
    made.stop()


def taken_in(hall: Terminal, **fields: object) -> str:
    outcome = intake.accept(hall.desk, form(hall, **fields), "help_general")
    assert outcome.refused == ()
    return outcome.ticket.no


@pytest.mark.clause("X-11-a", "X-11-b", "X-A2-18")
def test_the_form_of_the_feedback_offers_phone_and_writing_only(hall: Terminal) -> None:
    number, words = taken_in(hall), hall.desk.words
    ticket = msgspec.structs.replace(hall.log.ticket(number), state="result_received")
    asks = {a.name: a for a in form_of("feed_back", ticket, hall.desk.context(ticket), words).asks}
    assert [c[0] for c in asks["way"].choices] == ["phone", "written"]
    heard, column = asks["cell.told_opinion"], asks["opinion"]
    assert (heard.words, heard.hint) == ("诉求人对结果的意见", "")
    assert (column.words, column.hint) == ("登记表“意见建议”栏", "可选")
    assert asks["cell.told_channel"].hint == ""
    assert "cell.way" not in asks


@pytest.mark.clause("X-A2-09", "X-A2-10", "X-A2-11")
def test_the_dispatch_asks_for_the_box_of_the_supervising_office(hall: Terminal) -> None:
    number = taken_in(hall)
    ticket = hall.log.ticket(number)
    keys = [f.key for f in fields_at("dispatch", ticket, hall.desk.context(ticket))]
    assert {"assign_opinion", "assign_signature", "assigned_on"} <= set(keys)
    settle(hall, number, "dispatch")
    bare = Dispatched(department="人社窗口", content="请办理")
    refused = handling.dispatch(hall.desk, number, bare).refused
    assert {r.facts["label"] for r in refused} == {"分办意见", "分办签字", "分办日期"}


class Shown:
    """A board that remembers its rows."""

    rows: list[BoardRow]

    def show_rows(self, rows: list[BoardRow], lamp: str, *, more: bool) -> None:
        self.rows = rows

    def __getattr__(self, name: str) -> object:
        return lambda *_: None


@pytest.mark.clause("X-9-2-4b")
def test_green_comes_first_and_its_slip_says_so(hall: Terminal, clock: FakeClock) -> None:
    plain = taken_in(hall)
    clock.move(minutes=5)
    green = taken_in(hall, green=("elderly",), phone="19900001299")
    view = Shown()
    board = BoardPresenter(hall.desk, lambda number, act: None)
    board.attach(view)  # type: ignore[arg-type]  # the rest of the board is silent
    board.open()
    assert [r.number for r in view.rows] == [green, plain]
    settle(hall, green, "dispatch")
    act = whole(hall, green, Dispatched(department="人社窗口", content="请办理"))
    assert handling.dispatch(hall.desk, green, act).refused == ()
    with hall.log.reading() as connection:
        papers = [j.paper for j in jobs.jobs(connection) if j.ticket == green]
    slip = next(p for p in papers if isinstance(p, AssignmentSlip))
    assert slip.green_channel


@pytest.mark.clause("P-4-1b")
def test_a_branch_uses_the_plan_with_its_own_list_of_units(
    tmp_path: Path, clock: FakeClock
) -> None:
    branch = HallSettings(code="QHB", name="青禾县医保分中心", window=1)
    terminal = make_terminal(tmp_path / "home", clock, "pingyi", Settings(hall=branch))
    sit(terminal, "C1")
    for centre_only in ("市场监管局窗口", "人社窗口"):
        terminal.log.write_beside(partial(lists.drop_department, name=centre_only))
    terminal.log.write_beside(partial(lists.put_department, name="医保窗口"))
    told = form(terminal, department="医保窗口")
    number = accepted(terminal, told, terminal.desk.rules().regime.categories[0].id)
    ticket = terminal.log.ticket(number)
    assert (ticket.hall, ticket.department) == ("QHB", "医保窗口")
    assert terminal.desk.rules(ticket).regime.id == "pingyi"
    assert choices(terminal.desk, ticket)["department"] == [("医保窗口", "医保窗口")]
    terminal.stop()

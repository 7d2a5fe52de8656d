"""值守 at the window: what a role may write is offered, forms are filled in, reminders lead on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.db import people
from app.db.people import Person
from app.desk import intake, watching
from app.desk.watching import Told
from app.domain.acts.desk import SignedIn
from app.domain.acts.handling import Dispatched
from app.domain.acts.record import Noted
from app.domain.acts.viewing import Viewed
from app.ui.board.reminders_view import Reminders
from app.ui.kit.asks import fill
from app.ui.kit.label import ElidedLabel
from app.ui.kit.theme import Theme
from app.ui.watch.view import WatchPage
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import form, make_terminal, person, sit
from tests.ui.kit.windows import activate, press
from tests.ui.pages.conftest import Desk, close


@pytest.fixture
def page(desk: Desk) -> WatchPage:
    """The page, a leader signed in."""
    return shown(desk, "L1")


def shown(desk: Desk, who: str) -> WatchPage:
    sit(desk.terminal, who)
    desk.counter.signed_in(person(desk.terminal, who))
    desk.counter.shell.show_page("watch")
    return desk.counter.watching.page


def titles(page: WatchPage) -> list[str]:
    rows = (page.model.row_at(i) for i in range(page.model.rowCount()))
    return [r.title for r in rows if r]


@pytest.mark.clause("N-8.2.2-b")
def test_a_leader_signs_in_and_out_and_the_span_is_shown(desk: Desk, page: WatchPage) -> None:
    page.kinds["shift_in"].click()
    assert page.strong.isVisible()
    assert page.strong.text() == "登记坐班签到"
    page.strong.click()
    first = page.dialog
    assert first is not None
    first.strong.click()
    assert not first.isVisible()
    assert not page.strong.isVisible(), "in already"
    desk.clock.move(minutes=115)
    page.kinds["shift_in"].click()
    (row,) = [page.model.row_at(i) for i in range(page.model.rowCount())]
    assert row is not None
    assert row.state == "还在窗口"
    desk.counter.watch.on_answer("shift_out")
    dialog = page.dialog
    assert dialog is not None
    type_zh(dialog.block.inputs["cell.shift_note"], "请人社窗口当场答复")
    dialog.strong.click()
    (row,) = [page.model.row_at(i) for i in range(page.model.rowCount())]
    assert row is not None
    assert (row.state, row.sub) == ("1 小时 55 分", "请人社窗口当场答复")


def test_what_a_role_may_not_write_is_not_offered(desk: Desk) -> None:
    page = shown(desk, "C1")
    page.kinds["shift_in"].click()
    assert not page.strong.isVisible()
    page.kinds["roster"].click()
    assert page.strong.isVisible()


@pytest.mark.clause("N-11.2.2")
def test_what_is_missing_is_said_beside_its_field(desk: Desk, page: WatchPage) -> None:
    page.kinds["notice"].click()
    page.strong.click()
    dialog = page.dialog
    assert dialog is not None
    type_zh(dialog.block.inputs["cell.rectify_why"], "同一事项三次办不成")
    fill(dialog.block.inputs["cell.rectify_unit"], "人社窗口")
    fill(dialog.block.inputs["cell.rectify_tickets"], "没有这件")
    fill(dialog.block.inputs["cell.rectify_by"], "3-20")
    dialog.strong.click()
    assert dialog.isVisible()
    fill(dialog.block.inputs["cell.rectify_tickets"], "")
    dialog.strong.click()
    assert titles(page) == ["NO 1 人社窗口，同一事项三次办不成，2026-03-20"]
    page.field.setText("没有的字")
    desk.counter.watch.on_search("没有的字")
    assert titles(page) == []
    desk.counter.watch.on_search("三次")
    assert len(titles(page)) == 1
    desk.counter.watch.on_step(-1)
    assert titles(page) == []
    desk.counter.watch.on_whole(whole=True)
    assert len(titles(page)) == 1


@pytest.mark.clause("N-7.2.3", "P-3-5a", "N-8.2.6-e")
def test_the_first_reminders_stand_above_the_board_and_lead_to_all(desk: Desk) -> None:
    counter, terminal = desk.counter, desk.terminal
    for name in ("林小满", "顾晚晴", "许星河", "白知秋", "陆远山"):
        told = form(terminal, citizen_name=name)
        assert intake.accept(terminal.desk, told, "complex").is_done
    terminal.desk.desk_act(SignedIn(name="周晓岚"))
    counter.shell.show_page("board")
    band = counter.board_page.findChild(Reminders)
    assert band is not None
    desk.clock.set("2026-03-12 17:30:00")
    counter.board.on_minute()
    lines = [x.text() for x in band.findChildren(ElidedLabel)]
    assert "受理后 1 个工作日没有动静 5 件" in lines
    counter.shell.show_page("watch")
    page = counter.watching.page
    silent = [r for i in range(page.model.rowCount()) if (r := page.model.row_at(i)) and r.ticket
              and "没有动静" in r.group]  # fmt: skip
    assert len(silent) == 5
    assert all("最近 " in r.sub and r.state for r in silent)
    page.table.select(silent[0].key)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    assert (counter.shell.page(), counter.ticket.number) == ("ticket", silent[0].ticket)
    desk.clock.set("2026-03-12 17:31:00")
    counter.board.on_minute()
    assert not band.isVisible(), "the hall is closed"


@pytest.mark.clause("N-8.2.2-a")
def test_no_leader_of_the_group_is_said_in_the_strip(desk: Desk) -> None:
    counter, terminal = desk.counter, desk.terminal
    counter.shell.show_page("board")
    assert counter.status.setup == ()
    with terminal.log.engine.begin() as connection:
        boss = next(p for p in people.everyone(connection) if p.id == "L1")
        people.change(connection, boss._replace(roles=frozenset({"group"})))
    counter.shell.show_page("watch")
    assert [s.words for s in counter.status.items() if s.id == "setup"] == ["设置缺人"]
    counter.watching.page.kinds["checks"].click()
    assert titles(counter.watching.page)[0] == "没有人担任组长，上报和延期没有人批"
    counter.status.open_panel("setup")


def test_rows_keep_their_height_when_groups_go(desk: Desk, page: WatchPage) -> None:
    terminal = desk.terminal
    page.kinds["alerts"].click()
    assert page.model.group_places()
    assert watching.record(terminal.desk, "shift_in", {}, {}, Told()).is_done
    page.kinds["shift_in"].click()
    assert page.table.rowHeight(0) == page.table.verticalHeader().defaultSectionSize()


@pytest.mark.clause("C-5-1c")
def test_a_supervisor_from_outside_sees_all_changes_nothing_and_is_kept(
    look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock
) -> None:
    terminal = make_terminal(tmp_path / "home", clock, "chongming")
    counter = Counter(terminal, lambda _: None)
    activate(qtbot, counter.shell)
    sit(terminal, "C1")
    number = intake.accept(terminal.desk, form(terminal), "simple").ticket.no
    terminal.desk.person = looker = Person("J1", "陈砚", "outside", frozenset({"discipline"}))
    assert terminal.desk.desk_act(SignedIn(name="陈砚")).is_done
    counter.signed_in(looker)
    assert counter.shell.page() == "board"
    counter.open_ticket(number)
    page = counter.ticket_page
    assert not any(w.isVisible() for w in (page.foot, page.more_button, page.print_button))
    assert not counter.ticket.more_acts()
    for act in (Noted(text="改一改"), Dispatched(department="人社窗口", content="请办")):
        refused = terminal.desk.perform(number, act).refused
        assert {r.key for r in refused} <= {"power.post", "power.missing"}
        assert refused
    assert intake.accept(terminal.desk, form(terminal), "simple").refused
    counter.shell.show_page("watch")
    for kind, button in counter.watching.page.kinds.items():
        button.click()
        assert not counter.watching.page.strong.isVisible(), kind
    views = terminal.desk.log.facts("desk:2026-03-11")
    seen = [(f.act.page, f.act.ticket) for f in views if isinstance(f.act, Viewed)]
    assert seen == [("board", ""), ("ticket", number), ("watch", "")]
    sit(terminal, "L1")
    counter.signed_in(person(terminal, "L1"))
    counter.shell.show_page("watch")
    counter.watching.page.kinds["views"].click()
    assert titles(counter.watching.page) == ["值守", "工单", "待办"]
    close(counter)
    terminal.stop()

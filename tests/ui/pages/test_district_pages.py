"""Clauses of the districts on the pages of a counter under their own profile."""

import msgspec
import pytest

from app.db import people, queries
from app.desk import intake, setup_checks
from app.domain.acts.handling import Dispatched
from app.domain.acts.record import Noted
from app.ui.kit.label import ElidedLabel
from tests.desk.conftest import done
from tests.fakes.terminal import accepted, form, settle, whole
from tests.ui.pages.test_sources_page import complete
from tests.ui.pages.under import Under, seat, under

__all__ = ["under"]


@pytest.mark.clause("P-2-d")
def test_a_suggestion_is_taken_as_general_unless_the_clerk_says_otherwise(under: Under) -> None:
    desk = under("pingyi")
    page = desk.counter.intake_page
    page.phone.setText("19900001234")
    page.name.setText("林小满")
    page.matter.setText("大厅秩序")
    page.description.setPlainText("建议大厅中午也有人值班")
    assert page.category.chosen() == ""
    page.scope.choose("suggestion")
    page.scope.chosen_id.emit("suggestion")
    assert page.category.chosen() == "general"
    complete(desk, page.category.chosen(), scope="suggestion")
    with desk.terminal.log.reading() as connection:
        (row,) = queries.day(connection, desk.terminal.desk.today)
    assert (row.ticket.category, row.ticket.scope) == ("general", "suggestion")
    assert "accepted" in row.ticket.marks


@pytest.mark.clause("P-3-5a")
@pytest.mark.parametrize(("who", "role"), [("C1", "supervision"), ("L1", "duty_leader")])
def test_both_who_supervise_see_what_is_open_by_due_with_its_last_act(
    under: Under, who: str, role: str
) -> None:
    desk = under("pingyi")
    terminal, board = desk.terminal, desk.counter.board_page
    numbers = [accepted(terminal, form(terminal), "general") for _ in range(3)]
    settle(terminal, numbers[0], "dispatch")
    sent = whole(terminal, numbers[0], Dispatched(department="人社窗口", content="请办理"))
    done(terminal.desk.perform(numbers[0], sent))
    desk.clock.move(minutes=40)
    for n, number in enumerate(numbers):
        done(terminal.desk.perform(number, Noted(text=f"第 {n} 件打过电话")))
    with terminal.log.engine.begin() as connection:
        person = next(p for p in people.everyone(connection) if p.id == who)
        people.change(connection, person._replace(roles=frozenset({role})))
    seat(desk, who)
    desk.counter.shell.show_page("board")
    rows = [r for n in range(board.model.rowCount()) if (r := board.model.row_at(n))]
    assert {r.number for r in rows} == set(numbers)
    dues = [r.row.next_due or 0 for r in rows]
    assert dues == sorted(dues)
    assert [r.number for r in rows][-1] == numbers[0], "its day is later than that of the others"
    for row in rows:
        board.table.select(row.number)
        texts = [x.text() for x in board.findChildren(ElidedLabel) if not x.isHidden()]
        assert any("补记" in x for x in texts), texts


@pytest.mark.clause("S-2-a")
def test_a_centre_without_a_window_or_a_registrar_is_reported(under: Under) -> None:
    desk = under("songjiang")
    terminal, page = desk.terminal, desk.counter.watching.page
    window = "本大厅没有设置“办不成事”反映窗口，窗口号从 1 起"

    def found() -> dict[str, str]:
        desk.counter.shell.show_page("intake")
        desk.counter.shell.show_page("watch")
        page.kinds["checks"].click()
        rows = (page.model.row_at(n) for n in range(page.model.rowCount()))
        return {r.title: r.sub for r in rows if r}

    assert not {window, "没有人担任登记人员"} & found().keys()
    terminal.desk.hall = msgspec.structs.replace(terminal.desk.hall, window=0)
    assert found()[window] == "S-2-a"
    with terminal.log.engine.begin() as connection:
        person = next(p for p in people.everyone(connection) if p.id == "C1")
        people.change(connection, person._replace(active=False))
    assert found()["没有人担任登记人员"] == "S-2-a"
    assert setup_checks.checks(terminal.desk)[0].is_blocking
    assert intake.new_number(terminal.desk)

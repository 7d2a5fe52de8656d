"""The end of a ticket at the window: what is followed, how long silence waits, marks in a cell."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desk import acting, alerts
from app.desk.next_acts import next_acts
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import Classified, Dispatched, ResultReceived, Taken
from app.ui.board.rows import BoardRow
from app.ui.kit.label import Label
from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.desk.conftest import done
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, carry, clear_way, form, make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import Desk, FakePad, close

Under = Callable[[str], Desk]


@pytest.fixture
def under(look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Iterator[Under]:
    """Makes the counter of a regulation, the clerk at the desk."""
    made: list[Desk] = []

    def make(regime: str) -> Desk:
        terminal, pad = make_terminal(tmp_path / regime, clock, regime), FakePad()
        terminal.pad = pad  # type: ignore[assignment]  # a pad that only remembers
        counter = Counter(terminal, lambda _: None)
        counter.shell.resize(1366, 768)
        activate(qtbot, counter.shell)
        sit(terminal, "C1")
        counter.signed_in(person(terminal, "C1"))
        made.append(Desk(counter, terminal, pad, clock))
        return made[-1]

    yield make
    for desk in made:
        close(desk.counter)
        desk.terminal.stop()


def sent(desk: Desk, category: str) -> str:
    """A matter at a department that has taken it."""
    terminal = desk.terminal
    number = accepted(terminal, form(terminal, matter="别的事项"), category)
    for act in (Dispatched(department="人社窗口", content="请办"),
                Taken(who="齐望舒", how="phone")):  # fmt: skip
        carry(terminal, number, clear_way(terminal, number, act))
    return number


def answered(desk: Desk, number: str, **told: object) -> None:
    act = ResultReceived(result="已按指南办理", who="齐望舒", how="phone", **told)  # type: ignore[arg-type]
    carry(desk.terminal, number, clear_way(desk.terminal, number, act))


def shown(desk: Desk, number: str) -> set[str]:
    """What stands on the page of a ticket."""
    desk.counter.open_ticket(number)
    return {label.text() for label in desk.counter.ticket_page.findChildren(Label)}


@pytest.mark.clause("C-4-3f")
def test_a_hard_one_stays_in_the_follow_up_list_until_it_is_archived(under: Under) -> None:
    desk = under("chongming")
    own, number = desk.terminal.desk, sent(desk, "general")
    by = {"who": "齐望舒", "how": "phone"}
    lists, page = desk.counter.shelf.lists, desk.counter.shelf.lists_page
    desk.counter.shell.show_page("lists")
    lists.on_kind("follow")
    assert page.model.rowCount() == 0
    done(acting.perform(own, number, "mark_hard", by, texts={"hard_why": "要查旧档"}))
    lists.open()
    assert page.model.place_of(number) == 0
    desk.clock.set("2026-03-16 17:31:00")
    told = {"hard_explanation": "要等档案馆"}
    done(acting.perform(own, number, "explain_hard", by, texts=told))
    done(acting.perform(own, number, "follow", by, texts={"follow_text": "已回电"}))
    lists.open()
    assert page.model.place_of(number) == 0, "followed once is not followed to the end"


@pytest.mark.clause("S-3-3a")
def test_until_when_silence_waits_stands_on_ticket_and_board(under: Under) -> None:
    desk = under("songjiang")
    number = sent(desk, "simple")
    carry(desk.terminal, number, Classified(category="simple", who="齐望舒", how="phone"))
    answered(desk, number)
    carry(desk.terminal, number, FedBack(way="phone", choices={"objection": "未表态"}))
    assert "3月18日 17:30 前无异议即办结" in shown(desk, number)
    assert "close" not in [n for n, _, _ in acts(desk, number)]
    row = on_board(desk)
    assert (row.told.left, row.told.due, row.told.next_step) == (
        "等群众",
        "3月18日 17:30",
        "无异议即办结",
    )
    assert not [r for r in alerts.reminders(desk.terminal.desk) if r.kind == "objection"]
    desk.clock.set("2026-03-19 09:00:00")
    (told,) = [r for r in alerts.reminders(desk.terminal.desk) if r.kind == "objection"]
    assert (told.words, told.lamp) == ("反映人期满没有提出异议，可以办结 1 件", "yellow")
    assert "期满无异议，可办结" in shown(desk, number)
    assert "close" in [n for n, _, _ in acts(desk, number)]


def on_board(desk: Desk) -> BoardRow:
    """The only ticket on the board."""
    desk.counter.shell.show_page("board")
    model = desk.counter.board_page.model
    (row,) = filter(None, map(model.row_at, range(model.rowCount())))
    return row


def acts(desk: Desk, number: str) -> tuple[tuple[str, str, str], ...]:
    return next_acts(desk.terminal.desk, desk.terminal.log.ticket(number)).acts


@pytest.mark.clause("S-3-3a")
def test_no_objection_said_later_ends_the_matter_there_and_then(under: Under) -> None:
    desk = under("songjiang")
    number = sent(desk, "simple")
    carry(desk.terminal, number, Classified(category="simple", who="齐望舒", how="phone"))
    answered(desk, number)
    carry(desk.terminal, number, FedBack(way="phone", choices={"objection": "未表态"}))
    desk.counter.open_ticket(number)
    desk.counter.ticket.on_submit("state_objection", {"cell.objection": "无异议"})
    assert desk.terminal.log.ticket(number).state == "closed"


@pytest.mark.clause("P-A3-08")
def test_finished_and_satisfied_stand_in_one_cell_each_at_its_time(under: Under) -> None:
    desk = under("pingyi")
    number, terminal = sent(desk, "general"), desk.terminal
    by = {"who": "齐望舒", "how": "phone", "result": "已补办", "outcome": "solved"}
    signs = {"department_signature": "齐望舒", "duty_leader_signature": "沈知行"}
    bare = acting.perform(terminal.desk, number, "receive_result", by, texts=signs)
    assert {r.field for r in bare.refused} == {"result_marks"}
    early = acting.perform(
        terminal.desk, number, "receive_result", by, {"result_marks": "满意"}, signs
    )
    assert {r.field for r in early.refused} == {"result_marks"}, "not before the rating"
    done(acting.perform(
        terminal.desk, number, "receive_result", by, {"result_marks": "已办结"}, signs
    ))  # fmt: skip
    assert "已办结" in shown(desk, number)
    carry(terminal, number, FedBack(way="phone", texts={"guidance": "带身份证领取"}))
    desk.counter.ask_rating(number)
    desk.press("2")
    assert "已办结、不满意" not in shown(desk, number), "the citizen stands there still"
    desk.counter.rating.on_left()
    assert "已办结、不满意" in shown(desk, number)
    assert "办理结果（是否办结、满意）" in shown(desk, number)


@pytest.mark.clause("P-A3-08")
def test_every_level_has_its_mark_in_the_cell(under: Under) -> None:
    regime = under("pingyi").terminal.desk.rules().regime
    cell = next(f for form in regime.forms for f in form.field if f.key == "result_marks")
    assert {x.mark for x in regime.satisfaction.level} == {"满意", "不满意"}
    assert {"满意", "不满意"} <= set(cell.options)
    assert all((x.mark == "不满意") == x.negative for x in regime.satisfaction.level)


@pytest.mark.clause("N-8.1.3")
def test_the_board_names_whose_clock_runs(under: Under) -> None:
    desk = under("chongming")
    number = sent(desk, "general")
    row = on_board(desk)
    assert row.told.left.startswith("部门 剩 ")
    desk.counter.open_ticket(number)
    assert any(t.startswith("部门 ") and "前" in t for t in shown(desk, number))
    answered(desk, number)
    row = on_board(desk)
    assert not row.told.left.startswith("部门")


@pytest.mark.clause("P-A2-b")
def test_a_bad_rating_after_the_end_is_the_duty_leaders_to_send_back(under: Under) -> None:
    desk = under("pingyi")
    number, terminal = sent(desk, "general"), desk.terminal
    answered(desk, number)
    carry(terminal, number, FedBack(way="phone", texts={"guidance": "带身份证领取"}))
    done(acting.perform(terminal.desk, number, "close", {"outcome": "solved"}))
    desk.counter.ask_rating(number)
    desk.press("1")
    sit(terminal, "L1")
    assert "order_redo" not in [n for n, _, _ in acts(desk, number)], "the citizen stands there"
    sit(terminal, "C1")
    desk.counter.rating.on_left()
    sit(terminal, "L1")
    assert "order_redo" in [n for n, _, _ in acts(desk, number)]
    desk.counter.open_ticket(number)
    desk.counter.ticket.on_submit("order_redo", {"reason": "证还没有拿到"})
    again = terminal.log.ticket(number)
    assert (again.state, again.round, again.closed_at) == ("redo", 1, 0)


@pytest.mark.clause("P-A2-b")
def test_a_good_rating_after_the_end_reopens_nothing(under: Under) -> None:
    desk = under("pingyi")
    number, terminal = sent(desk, "general"), desk.terminal
    answered(desk, number)
    carry(terminal, number, FedBack(way="phone", texts={"guidance": "带身份证领取"}))
    done(acting.perform(terminal.desk, number, "close", {"outcome": "solved"}))
    desk.counter.ask_rating(number)
    desk.press("4")
    desk.counter.rating.on_left()
    sit(terminal, "L1")
    assert "order_redo" not in [n for n, _, _ in acts(desk, number)]


@pytest.mark.clause("S-4-2b")
def test_between_aim_and_due_nothing_is_late_and_the_aim_is_said_to_be_passed(
    under: Under,
) -> None:
    desk = under("songjiang")
    number = sent(desk, "complex")
    assert "争取 3月18日 17:30" in shown(desk, number)
    desk.clock.set("2026-03-18 17:30:00")
    assert on_board(desk).told.next_step == "争取 今天 17:30"
    desk.clock.set("2026-03-18 17:31:00")
    row = on_board(desk)
    assert (row.told.next_step, row.lamp, row.told.due) == (
        "3月20日前办结",
        "green",
        "3月20日 17:30",
    )
    assert "目标已过" in shown(desk, number)
    desk.clock.set("2026-03-20 17:31:00")
    row = on_board(desk)
    assert (row.told.next_step, row.lamp) == ("应办结未办结", "red")

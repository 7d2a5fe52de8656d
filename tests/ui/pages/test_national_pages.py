"""Clauses of the national standard on the pages a clerk and a leader have in front of them."""

import pytest
from PySide6.QtCore import Qt

from app.desk import handling, intake
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.own import Recorded
from app.domain.outlook import outlook
from app.ui.kit.asks import fill, text_of
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Label
from tests.desk.conftest import done
from tests.domain.conftest import at
from tests.fakes.terminal import carry, clear_way, form, settle
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk
from tests.ui.pages.under import seat

SEND = Dispatched(department="人社窗口", content="请办理")


def accepted(desk: Desk, category: str) -> str:
    return done(intake.accept(desk.terminal.desk, form(desk.terminal), category)).ticket.no


def said(desk: Desk) -> str:
    """What stands in the column beside the record."""
    page = desk.counter.ticket_page
    return "\n".join(x.text() for x in page.findChildren(Label) if not x.isHidden())


def story(desk: Desk) -> dict[str, str]:
    """The record of the open ticket as its page has it: title → text."""
    return {x.title: x.text for x in desk.counter.ticket_page._lines}


def buttons(desk: Desk) -> list[KeyButton]:
    box = desk.counter.ticket_page._acts
    found = (box.itemAt(n).widget() for n in range(box.count()))
    return [b for b in found if isinstance(b, KeyButton)]


@pytest.mark.clause("N-6.3")
def test_an_extension_of_a_difficult_matter_is_offered_as_the_clock_starts(desk: Desk) -> None:
    log, first = desk.terminal.log, int(at("2026-03-25 17:30").timestamp())
    number = accepted(desk, "difficult")

    def due() -> int | None:
        ahead = outlook(desk.terminal.desk.rules(), log.ticket(number)).resolve
        return ahead.due or ahead.forecast if ahead else None

    assert due() == first, "ten working days"
    seat(desk, "L1")
    settle(desk.terminal, number, "dispatch")
    sent = clear_way(desk.terminal, number, SEND)
    done(desk.terminal.desk.perform(number, sent))
    seat(desk, "C1")
    desk.counter.open_ticket(number)
    button = next(b for b in buttons(desk) if b.text() == "申请延期")
    button.click()
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    assert {"reason", "amount"} <= dialog.inputs.keys()
    dialog.reject()
    assert due() == first
    assert "3月25日 17:30" in said(desk)


@pytest.mark.clause("N-9.4-lv")
@pytest.mark.parametrize(("category", "level"), [("general", "1"), ("complex", "2"),
                                                 ("difficult", "3")])  # fmt: skip
def test_the_response_level_of_its_class_is_proposed(desk: Desk, category: str, level: str) -> None:
    number = accepted(desk, category)
    desk.counter.open_ticket(number)
    facts = desk.counter.ticket_page.findChildren(Label)
    texts = [x.text() for x in facts if not x.isHidden()]
    assert texts[texts.index("分类建议") + 1] == f"建议响应等级：{level}"


@pytest.mark.clause("N-9.4-lv")
def test_where_a_matter_is_raised_its_level_stands_in_the_form_already(desk: Desk) -> None:
    number = accepted(desk, "difficult")
    seat(desk, "L1")
    settle(desk.terminal, number, "dispatch")
    desk.counter.open_ticket(number, "raise_upper")
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    assert text_of(dialog.inputs["cell.response_level"]) == "3"
    fill(dialog.inputs["cell.response_level"], "2")
    fill(dialog.inputs["cell.upper_unit"], "市政务服务局")
    dialog.strong.click()
    assert desk.terminal.log.ticket(number).cells["response_level"] == "2"


@pytest.mark.clause("N-10.4")
def test_a_closed_matter_shows_every_step_of_the_loop(desk: Desk) -> None:
    terminal = desk.terminal
    number = accepted(desk, "general")
    act = clear_way(terminal, number, SEND)
    done(handling.dispatch(terminal.desk, number, act))  # type: ignore[arg-type]  # filled
    carry(terminal, number, Taken(who="齐望舒", how="phone"))
    carry(terminal, number, ResultReceived(result="已补办", who="齐望舒", how="phone"))
    carry(terminal, number, FedBack(way="phone"), CalledBack())
    end = clear_way(terminal, number, Closed(outcome="solved", unrated_reason="走得急"))
    done(terminal.desk.perform(number, end))
    desk.counter.open_ticket(number)
    found = story(desk)
    loop = {"登记", "派发交办单", "受理", "部门反馈办理结果", "结果核查", "回访"}
    assert loop <= found.keys(), found.keys()
    assert "回访" not in found["办结"]
    assert "免去“评价”：走得急" in found["办结"]


@pytest.mark.clause("N-10.4")
def test_what_was_left_out_is_said_with_its_reason(desk: Desk) -> None:
    terminal = desk.terminal
    number = done(
        intake.answer(terminal.desk, form(terminal), "general", AnsweredOnSpot(result="已答复"))
    ).ticket.no
    end = Closed(outcome="solved", unrated_reason="走得急")
    done(handling.close(terminal.desk, number, end))
    desk.counter.open_ticket(number)
    found = story(desk)
    assert {"登记", "受理", "当场办结", "办结"} <= found.keys()
    assert "免去“核实情况并回访”：当场办结" in found["办结"]
    assert "免去“评价”：走得急" in found["办结"]


@pytest.mark.clause("N-11.2.1-a")
def test_a_department_is_reminded_once_from_the_list_and_it_is_logged(desk: Desk) -> None:
    terminal, page = desk.terminal, desk.counter.watching.page
    number = accepted(desk, "general")
    done(handling.dispatch(terminal.desk, number, clear_way(terminal, number, SEND)))  # type: ignore[arg-type]  # filled
    desk.clock.set("2026-03-17 09:00:00")
    desk.counter.shell.show_page("watch")
    rows = [r for n in range(page.model.rowCount()) if (r := page.model.row_at(n)) and r.ticket]
    near = [r for r in rows if "提醒承办单位" in r.group]
    assert [r.ticket for r in near] == [number], "one line for it"
    assert "3月18日 17:30" in near[0].when or "明天" in near[0].when
    page.table.select(near[0].key)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    assert desk.counter.ticket.number == number
    desk.counter.ticket.on_act("urge")
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    for name, made in dialog.inputs.items():
        if not text_of(made):
            fill(made, "电话" if name.endswith("way") else "齐望舒")
    dialog.strong.click()
    acts = [(f.act, f.stamp.actor) for f in terminal.log.facts(number)]
    urged = [who for act, who in acts if isinstance(act, Recorded) and act.act == "urge"]
    assert urged == ["C1"]
    assert "齐望舒" in story(desk)["催办"]

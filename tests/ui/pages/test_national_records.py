"""What the national standard wants kept: ratings, calls, numbered slips, declined and archived."""

import pytest

from app.desk import acting, intake
from app.devices import worker
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, ResultReceived, Taken
from app.domain.acts.intake import Declined
from app.ui.kit.asks import fill
from tests.desk.conftest import done, sent_away, settled
from tests.fakes.terminal import carry, clear_way, form
from tests.ui.pages.conftest import Desk, native

FIVE = (("5", "非常满意"), ("4", "满意"), ("3", "基本满意"), ("2", "不满意"), ("1", "非常不满意"))
SCOPE = ("own_reason", "legal", "lawsuit", "arbitration", "petition", "filed_case",
         "other_outside", "forbidden")  # fmt: skip


def rated(desk: Desk, level: str) -> str:
    """A matter settled at the counter, rated at the pad; the citizen has left."""
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    desk.press(level)
    desk.counter.rating_page.gone.click()
    return number


def figures(desk: Desk) -> dict[str, str]:
    desk.counter.shell.show_page("ledger")
    return {name: f._value.text() for name, f in desk.counter.ledger_page._figures.items()}


@pytest.mark.clause("N-11.1.1")
@pytest.mark.parametrize(("level", "name"), FIVE)
def test_each_key_is_kept_under_its_level_with_time_and_source(
    desk: Desk, level: str, name: str
) -> None:
    desk.clock.move(minutes=3)
    number = rated(desk, level)
    ticket = desk.terminal.log.ticket(number)
    rating = ticket.rating
    assert rating is not None
    found = desk.terminal.desk.rules(ticket).level(rating.level)
    assert found is not None
    assert (found.name, rating.level, rating.source) == (name, level, "pad")
    assert rating.at == desk.terminal.desk.now
    assert rating.key == int(level)


@pytest.mark.clause("N-11.1.1")
def test_a_key_without_a_level_is_kept_raw_and_rates_nothing(desk: Desk) -> None:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    ask = desk.counter.rating.current.ask
    desk.terminal.bridge.post(worker.PressKept(ask, native("", key=9), "unmapped"))
    desk.terminal.bridge.drain()
    ticket = desk.terminal.log.ticket(number)
    assert (ticket.kept_presses, ticket.ratings) == (1, ())


@pytest.mark.clause("N-9.5-b")
@pytest.mark.parametrize("level", ["5", "4", "3"])
def test_who_is_satisfied_ends_it_and_nothing_is_sent_back(desk: Desk, level: str) -> None:
    number = rated(desk, level)
    log = desk.terminal.log
    assert not desk.terminal.desk.rules().wants_redo(log.ticket(number))
    desk.counter.open_ticket(number, "close")
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    assert "unrated_reason" not in dialog.inputs
    fill(dialog.inputs["outcome"], "solved")
    dialog.strong.click()
    assert (log.ticket(number).state, log.ticket(number).round) == ("closed", 0)


@pytest.mark.clause("N-7.3.2-e")
def test_a_call_keeps_when_who_what_was_said_and_rated(desk: Desk) -> None:
    terminal, number = desk.terminal, sent_away(desk.terminal)
    carry(terminal, number, Taken(who="齐望舒", how="phone"))
    carry(terminal, number, ResultReceived(result="已补办", who="齐望舒", how="phone"))
    carry(terminal, number, FedBack(way="phone"))
    clear_way(terminal, number, CalledBack())
    desk.clock.move(minutes=20)
    for reached, values in (
        ("no", {"number": "19900001234", "started_at": "09:10", "ended_at": "09:11"}),
        ("yes", {"number": "19900001234", "started_at": "09:15", "ended_at": "09:18",
                 "opinion": "希望再快一点", "level": "4"}),
    ):  # fmt: skip
        assert "called_back" not in terminal.log.ticket(number).marks, "it can be tried again"
        desk.counter.open_ticket(number, "call_back")
        dialog = desk.counter.ticket_page.dialog
        assert dialog is not None
        for name, text in {**values, "reached": reached}.items():
            fill(dialog.inputs[name], text)
        dialog.strong.click()
        assert desk.counter.ticket_page.dialog is None
    facts = terminal.log.facts(number)
    calls = [
        (a.reached, a.opinion, f.stamp.actor) for f in facts if isinstance(a := f.act, CalledBack)
    ]
    assert calls == [(False, "", "C1"), (True, "希望再快一点", "C1")]
    ticket = terminal.log.ticket(number)
    assert ticket.failed_calls == 1
    assert [(r.source, r.level) for r in ticket.ratings] == [("callback", "4")]
    assert ticket.marks["called_back"]


@pytest.mark.clause("N-11.2.1-b")
def test_the_second_supervision_slip_bears_the_number_two(desk: Desk) -> None:
    terminal = desk.terminal
    numbers = [sent_away(terminal), sent_away(terminal)]
    desk.clock.set("2026-03-30 09:00:00")
    for n, number in enumerate(numbers, start=1):
        choices = {"supervised_unit": "人社窗口", "answer_by": "2026-04-10",
                   "supervise_reason": "未按时完成"}  # fmt: skip
        done(acting.perform(terminal.desk, number, "supervise", {}, choices))
        slip = terminal.log.ticket(number).records[-1]
        assert (slip.act, slip.number, slip.answered_at) == ("supervise", n, 0)
    desk.clock.move(hours=2)
    answer = {"who": "齐望舒", "how": "paper"}
    own = terminal.desk.rules().own_act("answer_supervision")
    assert own is not None
    text = {f.key: "已整改" for f in own.field}
    done(acting.perform(terminal.desk, numbers[1], "answer_supervision", answer, {}, text))
    slip = next(r for r in terminal.log.ticket(numbers[1]).records if r.act == "supervise")
    assert slip.answered_at == terminal.desk.now


@pytest.mark.clause("N-3.1-EX")
def test_each_declined_one_counts_in_the_declined_total(desk: Desk) -> None:
    terminal = desk.terminal
    for reason in SCOPE:
        no = Declined(reason=reason, reason_text="同类事项", explanation="请走法定程序",
                      choices={"told_way": "当面"})  # fmt: skip
        done(intake.decline(terminal.desk, form(terminal), no))
    found = figures(desk)
    assert (found["登记"], found["不予受理"], found["受理"]) == ("8", "8", "0")


@pytest.mark.clause("N-10.2-a")
def test_what_is_settled_at_once_stands_in_the_list_as_such(desk: Desk) -> None:
    number = settled(desk.terminal)
    done(desk.terminal.desk.perform(number, Closed(outcome="solved", unrated_reason="走得急")))
    assert figures(desk)["当场办结"] == "1"
    row = desk.counter.ledger_page.model.row_at(0)
    assert row is not None
    assert (row.number, row.result) == (number, "当场办结")


@pytest.mark.clause("N-7.3.2-h", "N-8.2.6-g")
def test_the_archive_gives_a_number_and_locks_what_is_in_it(desk: Desk) -> None:
    terminal, lists = desk.terminal, desk.counter.shelf.lists
    number = done(
        intake.answer(terminal.desk, form(terminal), "general", AnsweredOnSpot(result="办好"))
    ).ticket.no
    done(terminal.desk.perform(number, Closed(outcome="solved", unrated_reason="走得急")))
    desk.counter.shell.show_page("lists")
    lists.on_kind("archive")
    lists.on_open(number)
    dialog = desk.counter.ticket_page.dialog
    assert dialog is not None
    dialog.strong.click()
    ticket = terminal.log.ticket(number)
    assert (ticket.state, ticket.archive_no) == ("archived", "2026-00001")
    assert desk.counter.ticket.more_acts() == (), "nothing is corrected any more"
    lists.open()
    assert desk.counter.shelf.lists_page.model.rowCount() == 0

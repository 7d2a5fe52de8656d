"""The verbs between acceptance and closing, under the rules of several regulations."""

from pathlib import Path

import pytest

from app.db import queries
from app.desk import asking, handling, intake, paper_trail
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, ClosedUnsolved, RedoOrdered
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted, ExtensionRefused, Told
from app.domain.acts.handling import CannotDoFound, Dispatched, Reclassified, ResultReceived, Taken
from app.domain.acts.record import Corrected, Noted, TicketHandedOver, Voided
from app.domain.clock import ZONE
from app.domain.offers import offers, on_record
from app.domain.papers import AssignmentSlip, ClosingReceipt
from app.main import Terminal
from tests.desk.conftest import answered, asked, done, due_of, keys, pressed, sent_away
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, clear_way, form, make_terminal, sit


@pytest.mark.clause("P-A4-01")
def test_every_slip_has_a_number_of_its_own_and_carries_the_name_in_full(
    terminal: Terminal,
) -> None:
    numbers = [sent_away(terminal), sent_away(terminal)]
    assert [terminal.log.ticket(n).slips for n in numbers] == [(1,), (2,)]
    slip = next(
        j.paper for j in paper_trail.of_ticket(terminal.desk, numbers[1])
        if isinstance(j.paper, AssignmentSlip)
    )  # fmt: skip
    assert (slip.slip_no, slip.citizen, slip.phone) == (2, "林小满", "19900001234")


def test_a_department_is_named_when_the_clerk_writes_for_it(terminal: Terminal, away: str) -> None:
    assert keys(terminal.desk.perform(away, Taken())) == {"behalf.who"}
    assert keys(terminal.desk.perform(away, Taken(who="齐望舒"))) == {"behalf.how"}
    done(terminal.desk.perform(away, Taken(who="齐望舒", how="phone")))


def test_an_instant_ahead_or_before_its_cause_is_refused(terminal: Terminal, away: str) -> None:
    desk = terminal.desk
    ahead = Taken(who="齐", how="phone", happened_at=desk.now + 60)
    before = Taken(who="齐", how="phone", happened_at=desk.now - 60)
    assert keys(desk.perform(away, ahead)) == {"time.ahead"}
    assert keys(desk.perform(away, before)) == {"time.before"}


@pytest.mark.clause("N-9.4-b1")
def test_an_extension_moves_the_due_only_when_granted_and_told_to_both(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    desk = terminal.desk
    clock.move(hours=1)
    asking_for = ExtensionAsked(reason="要外地核实", amount=5, who="齐望舒", how="phone")
    done(handling.ask_extension(desk, away, asking_for))
    assert due_of(terminal, away) == "2026-03-18 17:30"
    assert keys(desk.perform(away, ExtensionGranted())) == {"power.missing"}
    sit(terminal, "L1")
    done(desk.perform(away, ExtensionGranted()))
    sit(terminal, "C1")
    done(desk.perform(away, Told(whom="citizen", way="phone")))
    assert due_of(terminal, away) == "2026-03-18 17:30"
    done(desk.perform(away, Told(whom="window", way="written")))
    assert due_of(terminal, away) == "2026-03-25 17:30"
    assert keys(handling.ask_extension(desk, away, asking_for)) == {"extension.count"}


def test_a_refused_extension_leaves_the_due(terminal: Terminal, away: str) -> None:
    desk = terminal.desk
    act = ExtensionAsked(reason="要外地核实", amount=5, who="齐望舒", how="phone")
    done(handling.ask_extension(desk, away, act))
    sit(terminal, "L1")
    done(desk.perform(away, ExtensionRefused(reason="材料已经齐全")))
    assert due_of(terminal, away) == "2026-03-18 17:30"


@pytest.mark.clause("X-10-3-1b")
def test_under_xiufeng_the_citizen_is_told_the_new_date(tmp_path: Path, clock: FakeClock) -> None:
    terminal = make_terminal(tmp_path / "home", clock, "xiufeng")
    sit(terminal, "C1")
    number, desk = sent_away(terminal, "help_general"), terminal.desk
    new = int(clock.now().replace(day=20, hour=17, minute=30, tzinfo=ZONE).timestamp())
    act = ExtensionAsked(reason="要外地核实", new_due=new, who="齐望舒", how="phone")
    old = due_of(terminal, number)
    done(handling.ask_extension(desk, number, act))
    assert due_of(terminal, number) == old
    done(desk.perform(number, Told(whom="citizen", way="phone")))
    assert due_of(terminal, number) == "2026-03-20 17:30"
    terminal.stop()


@pytest.mark.clause("N-9.4-c")
def test_what_cannot_be_done_is_explained_within_its_own_limit(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    desk = terminal.desk
    clock.move(hours=1)
    done(desk.perform(away, CannotDoFound(reason="法规不允许", who="齐望舒", how="phone")))
    assert due_of(terminal, away) == "2026-03-16 17:30"
    bare = ResultReceived(result="不能办", outcome="cannot_do", who="齐望舒", how="phone")
    assert "cannot_do.explanation" in keys(desk.perform(away, bare))


@pytest.mark.clause("N-7.3.2-f")
def test_a_bad_rating_sends_the_matter_back_twice_and_no_more(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    desk = terminal.desk
    for round_ in (0, 1, 2):
        clock.move(hours=1)
        answered(terminal, away)
        ref = asked(terminal, away)
        done(asking.press(desk, away, ref, pressed("1")))
        done(asking.left(desk, away))
        closing = handling.close(desk, away, Closed(outcome="solved"))
        if round_ == 2:
            assert done(closing).ticket.state == "closed"
            break
        assert keys(closing) == {"close.rework"}
        done(desk.perform(away, RedoOrdered(reason="结果不符合指南")))
        done(handling.dispatch(desk, away, Dispatched(department="人社窗口", content="重办")))
    ticket = terminal.log.ticket(away)
    assert (ticket.round, len(ticket.ratings), ticket.slips) == (2, 3, (1, 2, 3))


def test_an_unfinished_matter_ends_as_such(terminal: Terminal, away: str) -> None:
    act = ClosedUnsolved(reason="部门无权限", explanation="已说明并告知救济途径")
    ticket = done(handling.close(terminal.desk, away, act)).ticket
    assert ticket.state == "closed_unsolved"
    receipt = paper_trail.of_ticket(terminal.desk, away)[-1].paper
    assert isinstance(receipt, ClosingReceipt)
    assert receipt.outcome == "unsolved"


def test_a_reclassified_matter_keeps_its_start(terminal: Terminal, clock: FakeClock) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    clock.move(hours=2)
    assert keys(desk.perform(number, Reclassified(category="general", reason="x"))) == {
        "category.same"
    }
    done(desk.perform(number, Reclassified(category="complex", reason="要两个部门会办")))
    sit(terminal, "L1")
    carry(terminal, number, Dispatched(department="人社窗口", content="请办理"))
    assert due_of(terminal, number) == "2026-03-25 17:30"


@pytest.mark.clause("N-9.1-e")
def test_a_complex_matter_is_sent_out_by_the_group_not_by_the_clerk(terminal: Terminal) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "complex")).ticket.no
    act = Dispatched(department="人社窗口", content="请办理")
    assert keys(handling.dispatch(desk, number, act)) == {"step.by"}
    assert "dispatch" not in {a.NAME for a in offers(desk.log.ticket(number), desk.context())}
    sit(terminal, "L1")
    assert "dispatch" not in {a.NAME for a in offers(desk.log.ticket(number), desk.context())}
    ready = clear_way(terminal, number, act)
    assert "dispatch" in {a.NAME for a in offers(desk.log.ticket(number), desk.context())}
    assert isinstance(ready, Dispatched)
    done(handling.dispatch(desk, number, ready))


def test_a_correction_keeps_both_values_and_the_old_one_must_still_stand(
    terminal: Terminal, away: str
) -> None:
    desk = terminal.desk
    right = Corrected(field="citizen_name", old="林小满", new="林晓满", reason="打错一个字")
    ticket = done(desk.perform(away, right)).ticket
    assert ticket.citizen_name == "林晓满"
    assert keys(desk.perform(away, right)) == {"correct.moved"}
    level = Corrected(field="ratings", old="()", new="5", reason="x")
    assert keys(desk.perform(away, level)) == {"correct.field"}
    facts = terminal.log.facts(away)
    assert any(isinstance(f.act, Corrected) and f.act.old == "林小满" for f in facts)


def test_voiding_takes_a_second_person_and_never_a_rating(terminal: Terminal, away: str) -> None:
    desk = terminal.desk
    assert keys(desk.perform(away, Voided(reason="重复登记"))) == {"power.post"}
    sit(terminal, "L1")
    assert Voided in on_record(terminal.log.ticket(away), desk.context())
    assert done(desk.perform(away, Voided(reason="重复登记"))).ticket.state == "void"
    assert keys(desk.perform(away, Noted(text="x"))) == set()


def test_a_matter_is_handed_to_another_officer(terminal: Terminal, away: str) -> None:
    ticket = done(terminal.desk.perform(away, TicketHandedOver(to="C2", note="下午回电"))).ticket
    assert (ticket.follower, ticket.acceptor) == ("C2", "C1")


def test_the_day_of_the_desk_knows_what_was_asked_and_how_it_ended(
    terminal: Terminal, clock: FakeClock, away: str
) -> None:
    clock.move(hours=1)
    answered(terminal, away)
    asked(terminal, away)
    done(asking.decline(terminal.desk, away, "群众表示不评价"))
    with terminal.log.reading() as connection:
        counts = queries.askings(connection, terminal.desk.today)
    assert [(c.clerk, c.ended, c.how_many) for c in counts] == [("C1", "declined", 1)]


def test_all_refusals_are_said_at_once_and_nothing_is_written(terminal: Terminal) -> None:
    before = terminal.log.head.seq
    acts: tuple[Act, ...] = (Noted(), Corrected(field="phone", old="", new=""))
    outcome = terminal.desk.perform(sent_away(terminal), *acts)
    assert {r.field for r in outcome.refused} >= {"text", "new", "reason"}
    assert terminal.log.head.seq == before + 3  # registered, accepted, dispatched

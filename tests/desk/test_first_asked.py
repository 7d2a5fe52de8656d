"""首问负责: whoever accepted follows a matter until it is struck off, whatever the shifts do."""

import pytest

from app.db.people import Person
from app.desk import intake
from app.domain.acts.desk import HandedOver, SignedIn
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.record import TicketHandedOver
from app.main import Terminal
from tests.desk.conftest import done, keys
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, form, person


@pytest.mark.clause("N-10.1-b", "X-9-first")
def test_a_shift_change_leaves_the_follower_and_a_row_changes_him(
    terminal: Terminal, clock: FakeClock
) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    clock.set("2026-03-11 17:30:00")
    done(desk.desk_act(HandedOver(to="C2")))
    other = Person("C2", "顾晚晴", "clerk", person(terminal, "C1").roles)
    clock.set("2026-03-12 09:00:00")
    desk.person = other
    done(desk.desk_act(SignedIn(name=other.name)))
    done(desk.perform(number, Dispatched(department="人社窗口", content="请办")))
    done(desk.perform(number, Taken(who="齐望舒", how="phone")))
    ticket = terminal.log.ticket(number)
    assert (ticket.acceptor, ticket.follower) == ("C1", "C1")
    assert keys(desk.perform(number, TicketHandedOver(to=""))) == {"field.blank"}
    done(desk.perform(number, TicketHandedOver(to="C2", note="出差")))
    assert terminal.log.ticket(number).follower == "C2"
    assert terminal.log.ticket(number).acceptor == "C1", "who was asked first stays in the record"


@pytest.mark.clause("X-9-first")
def test_the_first_asked_stays_until_it_is_closed(terminal: Terminal) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    done(desk.perform(number, Dispatched(department="人社窗口", content="请办")))
    desk.person = Person("C2", "顾晚晴", "clerk", person(terminal, "C1").roles)
    done(desk.perform(number, Taken(who="齐望舒", how="phone")))
    result = ResultReceived(result="补办好了", outcome="solved", who="齐望舒", how="phone")
    done(desk.perform(number, result))
    carry(terminal, number, FedBack(way="phone"), CalledBack(opinion="好"))
    assert terminal.log.ticket(number).follower == "C1"

"""What adopting does to tickets: profiles never reach back, calendars make dues known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import queries
from app.db.verify import verify
from app.desk import intake, ruling
from app.desk.desk import Outcome
from app.desk.preview import due_preview
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.clock import local
from app.domain.outlook import outlook
from app.main import Terminal
from app.settings import calendar_file
from tests.domain.profile_files import FILES
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, person, sit

NEXT = """\
year = 2027
notice = "编造的放假通知"
issued = 2026-11-04
make_up = [2027-02-14]
[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-11
[[holiday]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-05
[[holiday]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
""".encode()
SHORTER = FILES["national"].replace(
    b'id = "n-general"\nstage = "resolve"\ncategories = ["general"]\namount = 5',
    b'id = "n-general"\nstage = "resolve"\ncategories = ["general"]\namount = 3',
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def terminal(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    yield made
    made.stop()


def accept(terminal: Terminal, category: str = "general") -> Outcome:
    outcome = intake.accept(terminal.desk, form(terminal), category)
    assert outcome.is_done, outcome.refused
    return outcome


def due(terminal: Terminal, number: str) -> str:
    ticket = terminal.log.ticket(number)
    found = outlook(terminal.desk.rules(ticket), ticket).resolve
    assert found
    return f"{local(found.due):%Y-%m-%d %H:%M}" if found.due else ""


def row_of(terminal: Terminal, number: str) -> queries.Row:
    with terminal.log.reading() as connection:
        (row,) = queries.find(connection, number)
    return row


def sound(terminal: Terminal) -> bool:
    with terminal.log.reading() as connection:
        return verify(connection).faults == ()


def test_a_profile_counts_from_its_start_and_never_before(
    terminal: Terminal, clock: FakeClock
) -> None:
    assert FILES["national"] != SHORTER
    leader, old = person(terminal, "L1"), accept(terminal).ticket.no
    before = due(terminal, old)
    assert ruling.adopt(terminal.desk, leader, SHORTER, "2026-03-16") == ()
    assert terminal.desk.rules().limit("n-general").amount == 5  # type: ignore[union-attr]
    still = accept(terminal).ticket.no
    assert due(terminal, still) == before
    clock.move(days=5)
    assert due(terminal, old) == before
    new = accept(terminal).ticket
    assert terminal.desk.rules(new).limit("n-general").amount == 3  # type: ignore[union-attr]
    assert sound(terminal)


def test_of_two_with_one_start_the_later_counts(terminal: Terminal, clock: FakeClock) -> None:
    leader = person(terminal, "L1")
    for _ in range(3):  # the first day has more entries than the second
        accept(terminal)
    terminal.desk.person = leader
    assert ruling.adopt(terminal.desk, leader, SHORTER, "2026-03-16") == ()
    clock.move(days=1)
    assert ruling.adopt(terminal.desk, leader, FILES["national"], "2026-03-16") == ()
    clock.move(days=6)
    assert terminal.desk.rules().limit("n-general").amount == 5  # type: ignore[union-attr]


@pytest.mark.parametrize(("start", "key"), [("2026-03-10", "adopt.past"), ("x", "adopt.no_date")])
def test_never_from_a_day_that_is_over(terminal: Terminal, start: str, key: str) -> None:
    (refused,) = ruling.adopt(terminal.desk, person(terminal, "L1"), SHORTER, start)
    assert (refused.key, refused.field) == (key, "start")


def test_a_clerk_adopts_nothing(terminal: Terminal) -> None:
    (refused,) = ruling.adopt(terminal.desk, person(terminal, "C1"), SHORTER, "2026-03-16")
    assert refused.key == "power.post"


def test_what_is_in_force_already_is_not_adopted_again(terminal: Terminal) -> None:
    raw = FILES["national"]
    (refused,) = ruling.adopt(terminal.desk, person(terminal, "L1"), raw, "2026-03-16")
    assert refused.key == "adopt.same"


def test_people_sit_on_the_seats_of_the_new_profile_too(
    terminal: Terminal, clock: FakeClock
) -> None:
    raw = FILES["xiufeng"]
    assert ruling.adopt(terminal.desk, person(terminal, "L1"), raw, "2026-03-11") == ()
    sit(terminal, "C1")
    regime = terminal.desk.rules().regime
    assert regime.id == "xiufeng"
    outcome = intake.accept(terminal.desk, form(terminal), regime.categories[0].id)
    assert outcome.is_done, outcome.refused


def test_a_calendar_makes_dues_known_and_pins_itself(terminal: Terminal, clock: FakeClock) -> None:
    clock.set("2026-12-29 10:00:00")
    number = accept(terminal).ticket.no
    assert due(terminal, number) == ""
    moved = ruling.trial_of_year(terminal.desk, calendar_file.load("calendar", NEXT))()
    assert [(m.number, m.old is None, local(m.new or 0).isoformat()[:10]) for m in moved] == [
        (number, True, "2027-01-06")
    ]
    assert ruling.adopt(terminal.desk, person(terminal, "L1"), NEXT, "") == ()
    assert due(terminal, number) == "2027-01-06 17:30"
    assert row_of(terminal, number).resolve_due is not None
    assert sound(terminal)
    other = NEXT.replace(b"to = 2027-01-03", b"to = 2027-01-05")
    assert ruling.adopt(terminal.desk, person(terminal, "L1"), other, "") == ()
    assert due(terminal, number) == "2027-01-06 17:30"  # the first file pinned it
    assert due(terminal, accept(terminal).ticket.no) == "2027-01-08 17:30"
    assert sound(terminal)


def test_a_profile_is_looked_at_on_the_tickets_of_last_month(
    terminal: Terminal, clock: FakeClock
) -> None:
    number = accept(terminal).ticket.no
    clock.set("2026-04-02 10:00:00")
    tried = ruling.tried(terminal.desk, SHORTER)
    assert tried.since.isoformat() == "2026-03-02"
    assert tried.looked_at == 1
    (moved,) = tried.moved
    assert (moved.number, local(moved.new or 0).isoformat()[:10]) == (number, "2026-03-16")
    assert local(moved.old or 0).isoformat()[:10] == "2026-03-18"
    assert ruling.tried(terminal.desk, FILES["national"]).moved == ()


def test_a_class_that_is_gone_has_no_due(terminal: Terminal, clock: FakeClock) -> None:
    accept(terminal)
    clock.set("2026-04-02 10:00:00")
    (moved,) = ruling.tried(terminal.desk, FILES["sixth"]).moved
    assert moved.is_gone
    assert moved.new is None


def test_what_ended_before_the_year_was_known_is_counted_too(
    terminal: Terminal, clock: FakeClock
) -> None:
    clock.set("2026-12-29 10:00:00")
    desk, number = terminal.desk, accept(terminal).ticket.no
    clock.set("2026-12-30 10:00:00")
    act = AnsweredOnSpot(result="已当场答复")
    assert desk.perform(number, act).is_done
    assert desk.perform(number, Closed(outcome="solved", unrated_reason="走得急")).is_done
    assert row_of(terminal, number).resolve_due is None
    clock.set("2027-01-10 10:00:00")
    assert ruling.adopt(desk, person(terminal, "L1"), NEXT, "") == ()
    assert row_of(terminal, number).resolve_due is not None
    assert sound(terminal)


def test_a_ticket_with_only_the_citizens_clock_waits(terminal: Terminal, clock: FakeClock) -> None:
    raw = FILES["sixth"]
    assert ruling.adopt(terminal.desk, person(terminal, "L1"), raw, "2026-03-11") == ()
    sit(terminal, "C1")
    desk, number = terminal.desk, accept(terminal, "ask").ticket.no
    assert desk.perform(number, AnsweredOnSpot(result="已当场答复")).is_done
    ticket = terminal.log.ticket(number)
    ahead = outlook(desk.rules(ticket), ticket)
    open_ = [o for o in ahead.obligations if o.is_open]
    assert {o.owner for o in open_} == {"citizen"}
    assert row_of(terminal, number).waiting
    assert row_of(terminal, number).next_due is None
    assert sound(terminal)


def test_a_clock_that_starts_at_an_own_act_is_said_by_its_name(
    terminal: Terminal, clock: FakeClock
) -> None:
    raw = FILES["sixth"].replace(
        b'unit = "month"\nstart = "decided"', b'unit = "month"\nstart = "judge"'
    )
    assert raw != FILES["sixth"]
    assert ruling.adopt(terminal.desk, person(terminal, "L1"), raw, "2026-03-11") == ()
    assert due_preview(terminal.desk, "history").rule == "分析研判后 3 个月内"

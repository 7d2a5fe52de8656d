"""Asking the citizen: five ends, nothing lost, nothing that a clerk could make up."""

from pathlib import Path

import pytest

from app.desk import asking, handling, intake
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.acts.rating import Rated
from app.domain.offers import offers
from app.main import Terminal
from tests.desk.conftest import answered, asked, done, keys, pressed, sent_away, settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit


def test_the_first_press_counts_and_later_ones_are_kept(terminal: Terminal) -> None:
    number, desk = settled(terminal), terminal.desk
    ref = asked(terminal, number)
    done(asking.press(desk, number, ref, pressed("4", key=4, scale=5, label="满意")))
    assert keys(asking.press(desk, number, ref, pressed("1"))) == {"rating.given"}
    ticket = done(asking.keep(desk, number, pressed("1"), "repeat")).ticket
    assert [(r.level, r.key, r.scale, r.label) for r in ticket.ratings] == [("4", 4, 5, "满意")]
    assert (ticket.kept_presses, ticket.askings[-1].end) == (1, "rated")


@pytest.mark.parametrize(
    ("end", "how"),
    [
        (lambda d, n: asking.decline(d, n, "群众表示不评价"), "declined"),
        (asking.time_out, "timed_out"),
        (lambda d, n: asking.lose(d, n, "not_found"), "device_lost"),
    ],
    ids=["declined", "timed_out", "device_lost"],
)
def test_an_asking_without_a_press_ends_unrated(terminal: Terminal, end, how: str) -> None:  # type: ignore[no-untyped-def]
    number = settled(terminal)
    asked(terminal, number)
    ticket = done(end(terminal.desk, number)).ticket
    assert (ticket.askings[-1].end, ticket.rating) == (how, None)
    assert ticket.unrated_reason
    assert keys(end(terminal.desk, number)) == {"rating.not_asked"}


@pytest.mark.fault(29)
def test_an_asking_that_the_program_left_open_is_interrupted_at_the_start(
    terminal: Terminal,
) -> None:
    numbers = [settled(terminal), settled(terminal)]
    for number in numbers:
        asked(terminal, number)
    terminal.desk.person = None
    assert asking.interrupt_all(terminal.desk) == 2
    ends = [terminal.log.ticket(n).askings[-1].end for n in numbers]
    assert ends == ["interrupted", "interrupted"]
    assert asking.interrupt_all(terminal.desk) == 0


def test_asking_again_in_a_round_needs_a_leader(terminal: Terminal) -> None:
    number, desk = settled(terminal), terminal.desk
    asked(terminal, number)
    done(asking.time_out(desk, number))
    assert keys(asking.ask(desk, number, "pad", "pty", "-")) == {"rating.again"}
    asked(terminal, number, approved_by="L1")
    assert terminal.log.ticket(number).askings[-1].reason == "L1"


@pytest.mark.fault(33)
def test_two_askings_at_once_are_refused(terminal: Terminal) -> None:
    number = settled(terminal)
    asked(terminal, number)
    assert keys(asking.ask(terminal.desk, number, "pad", "pty", "-")) == {"rating.going_on"}


def test_a_rating_before_the_call_back_is_refused(terminal: Terminal, away: str) -> None:
    assert keys(asking.ask(terminal.desk, away, "pad", "pty", "-")) == {"order.ask_rating"}


def test_a_key_without_a_meaning_here_is_kept_and_the_asking_stays_open(
    terminal: Terminal,
) -> None:
    number = settled(terminal)
    ref = asked(terminal, number)
    ticket = done(asking.press(terminal.desk, number, ref, pressed("9"))).ticket
    assert (ticket.rating, ticket.kept_presses) == (None, 1)
    assert ticket.asking is not None


def test_a_press_while_nobody_is_served_goes_into_the_desks_day(terminal: Terminal) -> None:
    before = terminal.log.head.seq
    done(asking.keep(terminal.desk, "", pressed("5"), "idle"))
    assert terminal.log.head.seq == before + 1


@pytest.mark.parametrize("level", ["5", "1"])
def test_before_the_citizen_has_left_nothing_offered_depends_on_the_level(
    terminal: Terminal, level: str
) -> None:
    number, desk = settled(terminal), terminal.desk
    ref = asked(terminal, number)
    ticket = done(asking.press(desk, number, ref, pressed(level))).ticket
    assert [a.NAME for a in offers(ticket, desk.context(ticket))] == ["citizen_left"]
    assert keys(handling.close(desk, number, Closed(outcome="solved"))) <= {"rating.hidden"}
    assert done(asking.left(desk, number)).ticket.is_revealed


def test_a_level_said_on_the_telephone_is_recorded_as_such(
    terminal: Terminal, clock: FakeClock
) -> None:
    number, desk = sent_away(terminal), terminal.desk
    clock.move(hours=1)
    answered(terminal, number)
    asked(terminal, number)
    done(asking.time_out(desk, number))
    call = CalledBack(number="19900001234", started_at=desk.now - 60, ended_at=desk.now)
    rating = done(handling.call_back(desk, number, call, level="4")).ticket.rating
    assert rating is not None
    assert (rating.source, rating.level, rating.key) == ("callback", "4", -1)


def test_nobody_can_write_a_level_without_a_device_or_a_call(terminal: Terminal) -> None:
    number, desk = settled(terminal), terminal.desk
    asked(terminal, number)
    for source in ("", "clerk", "callback", "pad"):
        outcome = desk.perform(number, Rated(source=source, level="5"))
        assert outcome.refused, source
    assert terminal.log.ticket(number).ratings == ()


def test_the_screen_shows_the_profiles_own_levels(tmp_path: Path, clock: FakeClock) -> None:
    """Under three levels the pad's key 3 is 基本满意 (A-X-MAP), the screen's tile 3 is 满意."""
    terminal = make_terminal(tmp_path / "home", clock, "xiufeng")
    sit(terminal, "C1")
    desk, given = terminal.desk, []
    for source in ("pad", "screen"):
        act = AnsweredOnSpot(result="已当场答复")
        number = done(intake.answer(desk, form(terminal), "consult", act)).ticket.no
        asked = done(asking.ask(desk, number, source, "-", "-")).ticket.asking
        assert asked is not None
        made = pressed("3", source=source)
        rating = done(asking.press(desk, number, asked.ref, made)).ticket.rating
        assert rating is not None
        given.append((rating.source, rating.level))
    assert given == [("pad", "2"), ("screen", "3")]
    terminal.stop()


def test_going_over_to_another_device_is_a_second_asking(terminal: Terminal) -> None:
    number, desk = settled(terminal), terminal.desk
    asked(terminal, number)
    assert done(asking.switch(desk, number)).ticket.askings[-1].end == "interrupted"
    assert keys(asking.ask(desk, number, "screen", "touch", "-")) == {"rating.again"}
    done(asking.ask(desk, number, "screen", "touch", "-", "L1"))

"""What stands first among the acts of a ticket, and whether it is what the matter waits for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.desk import acting, handling
from app.desk.next_acts import NextActs, next_acts
from app.desk.story import story
from app.domain.acts.closing import RedoOrdered
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Classified, Dispatched, ResultReceived, Taken
from app.main import Terminal
from tests.desk.conftest import done
from tests.fakes.cells import recorded
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, carry, clear_way, form, make_terminal, sit
from tests.journeys.test_regimes import rate

BEHALF: Any = {"who": "齐望舒", "how": "phone"}
Away = Callable[[str, str], tuple[Terminal, str]]


@pytest.fixture
def away(tmp_path: Path, clock: FakeClock) -> Iterator[Away]:
    """A matter that a department has taken, under a regulation, in a class."""
    made: list[Terminal] = []

    def make(regime: str, category: str) -> tuple[Terminal, str]:
        terminal = make_terminal(tmp_path / "home", clock, regime)
        made.append(terminal)
        sit(terminal, "C1")
        number = accepted(terminal, form(terminal), category)
        if terminal.log.ticket(number).state == "accepted":
            send = clear_way(terminal, number, Dispatched(department="人社窗口", content="请办"))
            assert isinstance(send, Dispatched)
            done(handling.dispatch(terminal.desk, number, send))
        carry(terminal, number, Taken(**BEHALF))
        return terminal, number

    yield make
    for terminal in made:
        terminal.stop()


def now(terminal: Terminal, number: str) -> NextActs:
    return next_acts(terminal.desk, terminal.log.ticket(number))


def write(terminal: Terminal, number: str, act: str) -> None:
    ticket = terminal.log.ticket(number)
    own = recorded(act, ticket, terminal.desk.context(ticket))
    assert acting.record(terminal.desk, number, own).is_done


def test_what_has_to_come_before_the_expected_act_is_expected_itself(away: Away) -> None:
    terminal, number = away("songjiang", "complex")
    told = now(terminal, number)
    assert (told.acts[0][0], told.is_expected) == ("classify", True)
    carry(terminal, number, Classified(category="complex", **BEHALF))
    assert now(terminal, number).acts[0][0] == "receive_result"


def test_what_is_only_owed_before_the_archive_waits_its_turn(away: Away) -> None:
    terminal, number = away("chongming", "complex")
    write(terminal, number, "mark_hard")
    write(terminal, number, "explain_hard")
    carry(terminal, number, ResultReceived(result="已按指南办理", **BEHALF))
    assert [name for name, *_ in now(terminal, number).acts[:2]] == ["feed_back", "follow"]


def test_after_a_bad_rating_it_is_sent_back_first(away: Away) -> None:
    terminal, number = away("national", "general")
    answer = ResultReceived(result="已按指南办理", **BEHALF)
    carry(terminal, number, answer, FedBack(way="phone"))
    write(terminal, number, "verify")
    then = terminal.desk.now
    carry(terminal, number, CalledBack(number="19900001234", started_at=then - 60, ended_at=then))
    rate(terminal, number, "1")
    told = now(terminal, number)
    assert (told.acts[0][0], told.is_expected) == ("order_redo", True)
    done(terminal.desk.perform(number, RedoOrdered(reason="材料仍被退回")))
    ticket = terminal.log.ticket(number)
    lines = story(terminal.desk, ticket, terminal.log.facts(number), {})
    (rated,) = (line.text for line in lines if line.title == "群众评价")
    assert "非常不满意" in rated, "who gave it is gone: nothing is covered in the next round"

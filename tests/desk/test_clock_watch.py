"""The machine's clock: jumps and sleeps are written down once, dues stay where the rules put
them, and the log's order never goes back."""

import random
from datetime import timedelta

import pytest

from app.db.engine import snapshot
from app.db.queries import desk_of
from app.db.verify import verify
from app.desk import clock_watch, intake
from app.desk.clock_watch import Change, ClockWatch
from app.domain.acts.desk import ClockJumped
from app.domain.clock import local, since_start
from app.domain.outlook import outlook
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form


def watch_of(clock: FakeClock) -> ClockWatch:
    return ClockWatch(clock, clock.monotonic)


def test_a_clock_that_runs_is_believed(clock: FakeClock) -> None:
    watch = watch_of(clock)
    for _ in range(1000):
        clock.move(seconds=1)
        assert watch.look() == ()


@pytest.mark.parametrize("span", [{"days": -2}, {"days": 40}, {"hours": -1}, {"seconds": 121}])
def test_a_jump_is_told_once(clock: FakeClock, span: dict[str, float]) -> None:
    watch, was = watch_of(clock), int(clock.now().timestamp()) + 1
    clock.put(**span)
    clock.move(seconds=1)
    step = round(timedelta(**span).total_seconds())
    assert watch.look() == (Change(was, was + step, slept=False),)
    clock.move(seconds=1)
    assert watch.look() == ()


def test_small_steps_add_up_to_a_jump(clock: FakeClock) -> None:
    watch = watch_of(clock)
    told: list[Change] = []
    for _ in range(6):
        clock.put(seconds=50)
        clock.move(seconds=1)
        told += watch.look()
    assert [c.minutes for c in told] == [2, 2]


def test_a_machine_that_slept_is_told_apart_from_a_jump(clock: FakeClock) -> None:
    watch, slept_at = watch_of(clock), int(clock.now().timestamp())
    clock.move(minutes=45)
    assert watch.look() == (Change(slept_at, slept_at + 45 * 60, slept=True),)
    clock.move(minutes=10)
    clock.put(hours=1)  # put forth by hand before it fell asleep or while it woke
    assert [(c.slept, c.minutes) for c in watch.look()] == [(True, 10), (False, 60)]


def test_the_machines_own_clock_grows() -> None:
    assert since_start() <= since_start()


def test_a_change_is_an_entry_of_the_day_whoever_sits_at_the_desk(
    terminal: Terminal, clock: FakeClock
) -> None:
    desk = terminal.desk
    desk.person = None
    now = desk.now
    outcome = clock_watch.write(desk, Change(now - 7200, now, slept=False))
    assert outcome.is_done
    assert isinstance(outcome.facts[0].act, ClockJumped)
    with desk.log.reading() as connection:
        assert desk_of(connection, desk.today).jumps == ((now - 7200, now, False),)


def test_a_clock_put_back_is_behind_the_log_until_it_has_caught_up(
    terminal: Terminal, clock: FakeClock
) -> None:
    desk = terminal.desk
    assert clock_watch.minutes_behind(desk) == 0
    clock.put(hours=-1)
    assert clock_watch.minutes_behind(desk) == 60
    assert intake.accept(desk, form(terminal), "general").is_done
    clock.move(minutes=57)
    assert clock_watch.minutes_behind(desk) == 3
    clock.move(minutes=2)
    assert clock_watch.minutes_behind(desk) == 0


def test_acts_through_jumps_keep_their_order_and_their_dues(
    terminal: Terminal, clock: FakeClock
) -> None:
    """Thirty acceptances under a clock that jumps: each jump is one entry, each due is that of
    the stored instant, the log still verifies."""
    desk, watch = terminal.desk, watch_of(clock)
    rng, jumps = random.Random(7), 0
    spans = [{"days": -2.0}, {"days": 40.0}, {"hours": -1.0}, {"days": -38.0}]
    for place in range(30):
        if place % 7 == 6:
            clock.put(**spans[jumps % 4])
            jumps += 1
        clock.move(seconds=rng.randrange(1, 60))
        for change in watch.look():
            assert clock_watch.write(desk, change).is_done
        ticket = intake.accept(desk, form(terminal), "general").ticket
        assert ticket.marks["accepted"] == desk.now
        resolve = outlook(desk.rules(ticket), ticket).resolve
        assert resolve is not None
        assert resolve.due is not None
        assert local(resolve.due).time().isoformat("minutes") == "17:30"
        assert resolve.due > desk.now
    with snapshot(terminal.home.reader()) as connection:
        assert verify(connection).faults == ()
        kinds = connection.exec_driver_sql("SELECT kind, at FROM entry ORDER BY seq").all()
    assert [at for _, at in kinds] == sorted(at for _, at in kinds)
    assert sum(kind == "ClockJumped" for kind, _ in kinds) == jumps == 4

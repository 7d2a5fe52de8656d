"""The clock of the machine changes while the counter runs by its own timers and timetable."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.db import queries
from app.domain.clock import SystemClock
from app.main import Terminal
from app.ui.kit.theme import Theme
from app.ui.wiring.clockwork import Clockwork
from app.ui.wiring.counter import Counter
from tests.fakes.terminal import make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close


class PutClock(SystemClock):
    """The machine's clock, put forth or back by hand; the machine runs on."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return super().now() + self.by


@pytest.fixture
def clock() -> PutClock:
    return PutClock()


@pytest.fixture
def counter(look: Theme, qtbot: QtBot, tmp_path: Path, clock: PutClock) -> Iterator[Counter]:
    """As `bandecheng` opens it: pages, clockwork, timetable, all running."""
    terminal = make_terminal(tmp_path / "home", clock)
    made = Counter(terminal, lambda _: None)
    Clockwork(made)
    terminal.start(timed=True)
    activate(qtbot, made.shell)
    sit(terminal, "C1")
    made.signed_in(person(terminal, "C1"))
    yield made
    close(made)
    terminal.stop()


def jumps(terminal: Terminal) -> int:
    """Jumps in the log, of all days the clock has shown."""
    with terminal.log.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM entry WHERE instr(line, '\"ClockJumped\"')"
        )
        return int(found.scalar_one())


@pytest.mark.parametrize("hours", [3, -3, 26])
def test_a_jump_is_seen_by_the_running_window_and_written(
    counter: Counter, qtbot: QtBot, clock: PutClock, hours: int
) -> None:
    terminal = counter.program
    assert isinstance(terminal, Terminal)
    assert jumps(terminal) == 0
    clock.by = timedelta(hours=hours)
    qtbot.waitUntil(counter.shell.banner.isVisible, timeout=10_000)
    assert "变了" in counter.shell.banner._title.text()
    qtbot.waitUntil(lambda: jumps(terminal) == 1, timeout=10_000)
    with terminal.log.reading() as connection:
        assert len(queries.desk_of(connection, terminal.desk.today).jumps) == 1


def test_a_small_correction_of_the_clock_is_nobodys_business(
    counter: Counter, qtbot: QtBot, clock: PutClock
) -> None:
    terminal = counter.program
    assert isinstance(terminal, Terminal)
    before = counter.shell.strip._time.text()
    clock.by = timedelta(seconds=100)
    qtbot.waitUntil(lambda: counter.shell.strip._time.text() != before, timeout=10_000)
    assert not counter.shell.banner.isVisible()
    assert jumps(terminal) == 0

"""The program is killed in every state of an asking: what was committed stands, an asking without
an end is interrupted at the next start, and the chain is whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.db.engine import snapshot
from app.db.instance import Home
from app.db.verify import verify
from app.domain.clock import SystemClock
from app.domain.ticket import Ticket
from app.main import build
from app.settings.terminal import Settings
from tests.devices.faults.asker import INTERRUPTED, RATED

ROOT = Path(__file__).parents[3]


def killed_in(folder: Path, state: str) -> Ticket:
    """The ticket after a kill in a state and a new start."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.devices.faults.asker", str(folder), state], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as run:  # fmt: skip
        assert run.stdout is not None
        number = run.stdout.readline().strip()
        run.kill()
    assert number, f"{state} was not reached"
    home = Home(folder)
    home.hold()
    terminal = build(home, SystemClock(), Settings())
    terminal.start()
    ticket = terminal.log.ticket(number)
    with snapshot(home.reader()) as connection:
        assert verify(connection).faults == ()
    terminal.stop()
    return ticket


@pytest.mark.fault(29)
@pytest.mark.parametrize("state", INTERRUPTED)
def test_an_asking_that_a_kill_left_open_is_interrupted_and_rates_nothing(
    tmp_path: Path, state: str
) -> None:
    ticket = killed_in(tmp_path / "home", state)
    assert [a.end for a in ticket.askings] == ["interrupted"]
    assert (ticket.ratings, ticket.unrated_reason) == ((), "interrupted")


@pytest.mark.fault(29)
@pytest.mark.parametrize("state", RATED)
def test_a_rating_that_was_committed_outlives_a_kill(tmp_path: Path, state: str) -> None:
    ticket = killed_in(tmp_path / "home", state)
    assert [a.end for a in ticket.askings] == ["rated"]
    assert [(r.level, r.key) for r in ticket.ratings] == [("5", 3)]

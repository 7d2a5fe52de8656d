"""The list of call-backs: all or the part that is drawn, and what was made is struck off."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk import calling, intake
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, form, make_terminal, regime_bytes, sit

EVERY = 'by = "officer"\ncoverage = "all"\npercent = 100'
UNITS = 'by = "unit_officer"\ncoverage = "all"\npercent = 100'


@pytest.fixture
def sampling(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    """A hall whose rule draws a third."""
    text = regime_bytes("chongming").decode()
    for row in (EVERY, UNITS):
        assert row in text
        text = text.replace(row, row.replace("all", "sample").replace("100", "33"))
    made = make_terminal(tmp_path / "home", clock, "chongming", profile=text.encode())
    sit(made, "C1")
    yield made
    made.stop()


def told(terminal: Terminal, name: str) -> str:
    """A matter whose citizen was told the result."""
    number = intake.accept(
        terminal.desk, form(terminal, citizen_name=name, matter="别的事项"), "general"
    ).ticket.no
    by = {"who": "齐望舒", "how": "phone"}
    result = ResultReceived(result="办好了", **by)  # type: ignore[arg-type]  # its fields
    carry(terminal, number, Dispatched(department="人社窗口", content="请办"), Taken(**by), result,  # type: ignore[arg-type]
          FedBack(way="phone"))  # fmt: skip
    return number


@pytest.mark.clause("C-4-4a")
def test_a_part_is_drawn_the_same_ones_every_time_and_made_ones_are_struck_off(
    sampling: Terminal,
) -> None:
    numbers = [told(sampling, f"群众{n}") for n in range(24)]
    found = [call.row.no for call in calling.calls(sampling.desk)]
    assert 0 < len(found) < len(numbers)
    assert [call.row.no for call in calling.calls(sampling.desk)] == found
    now = sampling.desk.now
    carry(sampling, found[0], CalledBack(number="199", started_at=now - 60, ended_at=now))
    after = calling.calls(sampling.desk)
    assert [c.row.no for c in after if c.is_done] == [found[0]]
    assert after[-1].row.no == found[0]
    assert {c.row.no for c in after} == set(found)

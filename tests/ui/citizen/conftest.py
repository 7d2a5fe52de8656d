"""The citizen's screen without a window: a view that remembers, a clerk's side that listens."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.desk import asking
from app.desk.asking import Press
from app.desk.desk import Outcome
from app.domain.acts.rating import ReasonsGiven
from app.main import Terminal
from app.ui.citizen.presenter import CitizenPresenter
from app.ui.citizen.sheets import Sheet
from tests.desk.conftest import settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, sit

Make = Callable[[str], "Stand"]


class Stand:
    """The presenter on a real store; `said` is what it reported, `sheet` what stands."""

    def __init__(self, terminal: Terminal, clock: FakeClock) -> None:
        self.terminal, self.clock = terminal, clock
        self.said: list[tuple[str, ...]] = []
        self.presses: list[Press] = []
        self.sheet: Sheet
        self.number = ""
        self.presenter = CitizenPresenter(terminal.desk, lambda: self.number, self)
        self.presenter.touching.heard = self
        self.presenter.touching.name = "citizen"
        self.presenter.attach(self)

    def show_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def prompted(self, ask_id: str) -> None:
        self.said.append(("prompted", ask_id))

    def pressed(self, ask_id: str, made: Press) -> None:
        self.said.append(("pressed", ask_id))
        self.presses.append(made)

    def reasoned(self, number: str, given: ReasonsGiven) -> None:
        assert number == self.number
        self.said.append(("reasoned", given.ask, *given.reasons))
        self.given = given

    def kept(self, ask_id: str, made: Press, reason: str) -> None:
        self.said.append(("kept", ask_id, reason))
        self.presses.append(made)

    def timed_out(self, ask_id: str) -> None:
        self.said.append(("timed_out", ask_id))

    def lost(self, ask_id: str, code: str) -> None:
        self.said.append(("lost", ask_id, code))

    def written(self, outcome: Outcome) -> None:
        self.said.append(("written", outcome.ticket.no))

    def tell(self, sentence: str) -> None:
        self.said.append(("told", sentence))

    def ask(self) -> None:
        """A citizen is asked; the tiles stand."""
        self.number = settled(self.terminal)
        outcome = asking.ask(self.terminal.desk, self.number, "screen", "citizen", "-")
        assert outcome.ticket.asking is not None
        self.presenter.touching.ask("A1")

    def touch(self, target: str, after: float = 2.0) -> None:
        """A touch, so many seconds after the last."""
        self.clock.move(seconds=after)
        self.presenter.on_touch(target)

    def wait(self, seconds: int) -> None:
        """Seconds pass, one by one."""
        for _ in range(seconds):
            self.clock.move(seconds=1)
            self.presenter.on_second()


@pytest.fixture
def stand(terminal: Terminal, clock: FakeClock) -> Stand:
    return Stand(terminal, clock)


@pytest.fixture
def under(tmp_path: Path, clock: FakeClock) -> Iterator[Make]:
    """A stand under one of the regulations."""
    made: list[Terminal] = []

    def make(regime: str) -> Stand:
        terminal = make_terminal(tmp_path / regime, clock, regime)
        made.append(terminal)
        sit(terminal, "C1")
        return Stand(terminal, clock)

    yield make
    for terminal in made:
        terminal.stop()

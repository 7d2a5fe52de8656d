"""The whole counter under any of the profiles, for tests that play a clause on the pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit.theme import Theme
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import Desk, FakePad, close

Under = Callable[[str], Desk]


def seat(desk: Desk, who: str) -> None:
    """Somebody else signs in."""
    sit(desk.terminal, who)
    desk.counter.signed_in(person(desk.terminal, who))


@pytest.fixture
def under(look: Theme, qtbot: QtBot, tmp_path: Path, clock: FakeClock) -> Iterator[Under]:
    """Opens a counter under a profile with the clerk signed in; all are closed at the end."""
    opened: list[Desk] = []

    def open_(regime: str) -> Desk:
        terminal, pad = make_terminal(tmp_path / regime, clock, regime), FakePad()
        terminal.pad = pad  # type: ignore[assignment]  # a pad that only remembers
        counter = Counter(terminal, lambda _: None)
        counter.shell.resize(1366, 768)
        activate(qtbot, counter.shell)
        opened.append(Desk(counter, terminal, pad, clock))
        seat(opened[-1], "C1")
        return opened[-1]

    yield open_
    for desk in opened:
        close(desk.counter)
        desk.terminal.stop()

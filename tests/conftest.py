"""Fixtures every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, sit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def terminal(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    """A terminal under the national standard with the clerk at the desk."""
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    yield made
    made.stop()

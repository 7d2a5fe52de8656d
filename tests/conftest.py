"""Fixtures every test may ask for."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import coverage
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.main import Terminal
from app.ui.kit.theme import Theme
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, sit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
QT = {"qapp", "qtbot", "dressed", "look"}
TESTS = Path(__file__).parent
NEAR_THE_DOMAIN = {"domain", "desk", "db", "clauses", "properties"}
pytest_plugins = ("pytester", "tests.clauses.plugin")


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Only tests near the domain count its branches: the tracer doubles the time of all others."""
    if item.path.relative_to(TESTS).parts[0] in NEAR_THE_DOMAIN:
        return (yield)
    stopped = []
    while tracing := coverage.Coverage.current():  # a worker has one below the other
        tracing.stop()
        stopped.append(tracing)
    try:
        return (yield)
    finally:
        for tracing in reversed(stopped):
            tracing.start()


def pytest_collection_finish() -> None:
    """What the collection made stays until the end: no round of the garbage looks at it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Windows of a test go with it: each restyle visits every widget there is. As in the program
    (app/ui/wiring/garbage.py), no worker's thread collects them."""
    makes_windows = bool(QT & set(request.fixturenames))
    if makes_windows:
        gc.disable()
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if makes_windows:
        gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application dressed as the counter is, once for all tests of a window."""
    qapp.setCursorFlashTime(0)
    return Theme(qapp)


@pytest.fixture
def look(dressed: Theme) -> Iterator[Theme]:
    """The theme; a test may change it, the next finds it as it was."""
    yield dressed
    dressed.restyle(mode="light", density="regular", percent=100, key_hints=True)

"""What the printer reported is never lost to a full store, nor is anything doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from app.desk import intake, paper_trail
from app.main import Terminal
from app.printing import spooler
from tests.desk.conftest import done
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit
from tests.ui.pages.test_paper_clerk import Bench


@pytest.fixture
def terminal(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    yield made
    made.stop()


@pytest.fixture
def bench(terminal: Terminal) -> Bench:
    return Bench(terminal)


class Store:
    """The store's one writing connection; while it is `full` every write is refused by SQLite."""

    def __init__(self, engine: Engine) -> None:
        self.full = False
        event.listen(engine, "checkout", self._check_out)

    def _check_out(self, connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA query_only = {int(self.full)}")


@pytest.fixture
def store(bench: Bench) -> Store:
    return Store(bench.terminal.log.engine)


def test_a_paper_that_left_is_written_when_the_store_takes_it_again(
    bench: Bench, store: Store
) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    bench.post(bench.ready(first))
    store.full = True
    bench.post(spooler.Sent(first, 2, "E1"))
    assert bench.states() == ["sending", "queued"]
    assert bench.said[-1]
    bench.post(bench.ready(second))
    assert ("go", second) not in bench.printer.told
    store.full = False
    bench.clerk.on_second()
    assert bench.states() == ["done", "sending"]
    assert bench.printer.told.count(("submit", first)) == 1
    assert bench.printer.told[-1] == ("go", second)


def test_an_uncertain_paper_holds_the_others_back_before_it_is_written(
    bench: Bench, store: Store
) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    bench.post(bench.ready(first))
    store.full = True
    bench.post(spooler.Uncertain(first, 1, "broken"))
    assert ("cancel", second) in bench.printer.told
    bench.clerk.hand_over()
    assert bench.printer.told[-1] == ("cancel", second)
    store.full = False
    bench.clerk.hand_over()
    assert bench.states() == ["uncertain", "queued"]
    assert bench.printer.told[-1] == ("cancel", second)


def test_a_printer_out_of_reach_is_said_in_a_full_store_too(bench: Bench, store: Store) -> None:
    first = bench.job(0).id
    bench.post(bench.ready(first))
    store.full = True
    bench.post(spooler.Unreached(first, "refused"))
    store.full = False
    bench.clerk.hand_over()
    assert bench.states() == ["queued", "queued"]


def test_bytes_of_a_job_taken_back_are_not_sent_later(bench: Bench, store: Store) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    bench.post(bench.ready(first))
    store.full = True
    bench.post(bench.ready(second), spooler.Uncertain(first, 1, "broken"))
    store.full = False
    bench.clerk.hand_over()
    paper_trail.answer(bench.terminal.desk, first, "whole")
    bench.clerk.hand_over()
    assert ("go", second) not in bench.printer.told
    assert bench.printer.told[-1] == ("submit", second)


def test_papers_queued_meanwhile_are_handed_over_after(bench: Bench) -> None:
    first = bench.job(0).id
    bench.post(bench.ready(first), spooler.Sent(first, 2, "E3"))
    done(intake.accept(bench.terminal.desk, form(bench.terminal), "general"))
    bench.clerk.hand_over()
    assert bench.printer.told[-1] == ("submit", bench.job(2).id)

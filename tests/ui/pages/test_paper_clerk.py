"""Between the store and the print worker: committed first, sent after, never doubled."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.db.jobs import Job
from app.desk import intake, paper_trail
from app.main import Terminal
from app.printing import spooler
from app.printing.model import Payload
from app.ui.paper_clerk import PaperClerk
from tests.desk.conftest import done
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit


class FakePrinter:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []
        self.turns: dict[int, int] = {}

    def submit(self, job: spooler.Job) -> None:
        self.told.append(("submit", job.id))
        self.turns[job.id] = job.turn

    def go(self, job_id: int) -> None:
        self.told.append(("go", job_id))

    def cancel(self, job_id: int) -> None:
        self.told.append(("cancel", job_id))


@pytest.fixture
def terminal(tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    yield made
    made.stop()


class Bench:
    """A clerk, a printer that remembers, and two papers that wait."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.printer, self.said = terminal, FakePrinter(), list[str]()
        self.clerk = PaperClerk(
            terminal.desk, self.printer, terminal.bridge, self.said.append  # type: ignore[arg-type]  # only these three
        )  # fmt: skip
        for _ in range(2):
            done(intake.accept(terminal.desk, form(terminal), "general"))
        self.clerk.hand_over()

    def post(self, *messages: object) -> None:
        for message in messages:
            self.terminal.bridge.post(message)
        self.terminal.bridge.drain()

    def ready(self, job_id: int) -> spooler.Ready:
        return spooler.Ready(job_id, Payload(b"\x1b@", "ab" * 32, ()), self.printer.turns[job_id])

    def states(self) -> list[str]:
        with self.terminal.log.reading() as connection:
            from app.db import jobs

            return [j.state for j in jobs.jobs(connection)]

    def job(self, place: int) -> Job:
        with self.terminal.log.reading() as connection:
            from app.db import jobs

            return jobs.jobs(connection)[place]


@pytest.fixture
def bench(terminal: Terminal) -> Bench:
    return Bench(terminal)


def test_sending_is_committed_before_the_first_byte_may_leave(bench: Bench) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    assert bench.printer.told == [("submit", first), ("submit", second)]
    bench.post(bench.ready(first))
    assert bench.states() == ["sending", "queued"]
    assert bench.printer.told[-1] == ("go", first)
    bench.post(spooler.Sent(first, 2, "E1"))
    assert bench.states() == ["done", "queued"]
    assert bench.clerk.unfinished == 1


def test_the_clerk_is_told_of_characters_that_stand_on_the_paper_as_numbers(bench: Bench) -> None:
    first = bench.job(0).id
    warnings = ("“𲎯”没有字形，纸上印作 〔U+323AF〕", "另有 2 个字也没有字形，纸上印作编码")
    bench.post(replace(bench.ready(first), payload=Payload(b"\x1b@", "ab" * 32, warnings)))
    assert bench.said[-1] == "；".join(warnings)


def test_handing_over_twice_prints_once(bench: Bench) -> None:
    bench.clerk.hand_over()
    assert [t for t, _ in bench.printer.told] == ["submit", "submit"]


def test_after_an_uncertain_paper_nothing_else_is_printed_before_the_answer(bench: Bench) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    bench.post(bench.ready(first), spooler.Uncertain(first, 1, "broken"))
    assert bench.states() == ["uncertain", "queued"]
    assert ("cancel", second) in bench.printer.told
    bench.post(bench.ready(second))
    assert ("go", second) not in bench.printer.told
    bench.clerk.hand_over()
    assert [t for t, i in bench.printer.told if i == second] == ["submit", "cancel", "cancel"]
    paper_trail.answer(bench.terminal.desk, first, "whole")
    bench.clerk.hand_over()
    assert bench.printer.told[-1] == ("submit", second)


def test_a_printer_out_of_reach_leaves_the_job_waiting(bench: Bench) -> None:
    first = bench.job(0).id
    bench.post(spooler.Unreached(first, "refused"))
    assert bench.states() == ["queued", "queued"]
    assert bench.said[-1] == "打印机没有接上，单据已排队"


def test_a_job_that_was_committed_but_never_left_goes_back(bench: Bench) -> None:
    first = bench.job(0).id
    bench.post(bench.ready(first), spooler.Unreached(first, "refused"))
    assert bench.states() == ["queued", "queued"]


def test_a_store_that_takes_nothing_holds_the_paper_back(bench: Bench) -> None:
    first, engine = bench.job(0).id, bench.terminal.log.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = replace(bench.ready(first), payload=Payload(b"x" * 200_000, "ab" * 32, ()))
    bench.post(big)
    assert bench.states() == ["queued", "queued"]
    assert bench.printer.told[-1][0] == "submit"
    assert "磁盘已满" in bench.said[-1]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    bench.clerk.hand_over()
    assert bench.printer.told[-1] == ("go", first)


def test_a_paper_nobody_can_draw_is_said(bench: Bench) -> None:
    bench.post(spooler.Unprintable(bench.job(0).id, "x"))
    assert bench.said[-1]
    assert bench.clerk.unfinished == 1


def test_what_was_ready_before_it_was_taken_back_and_handed_over_again_is_not_sent(
    bench: Bench,
) -> None:
    first, second = bench.job(0).id, bench.job(1).id
    stale = bench.ready(second)
    bench.post(bench.ready(first), spooler.Uncertain(first, 1, "broken"))
    paper_trail.answer(bench.terminal.desk, first, "whole")
    bench.clerk.hand_over()
    bench.post(stale)
    assert bench.states() == ["done", "queued"]
    assert ("go", second) not in bench.printer.told
    assert bench.printer.told[-1] == ("submit", second), "the second turn is not cancelled"
    bench.post(bench.ready(second))
    assert bench.printer.told[-1] == ("go", second)

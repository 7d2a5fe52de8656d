"""Rows of print jobs: page by page, in the order of their ids, and how they came from older
stores."""

import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from app.db import jobs, migrate
from app.db.backup import back_up
from app.db.engine import open_writer
from app.db.jobs import Job
from app.db.restore import restore
from app.desk import intake, paper_trail
from app.main import Terminal, build
from app.settings.terminal import Settings
from tests.desk.conftest import done
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, form, sit

TODAY, YESTERDAY = date(2026, 3, 11), date(2026, 3, 10)


def scatter(terminal: Terminal, count: int) -> tuple[Job, ...]:
    """So many jobs of two days in every state, as one first paper and its copies."""
    done(intake.accept(terminal.desk, form(terminal), "general"))
    rng, states = random.Random(count), (*jobs.OPEN, *jobs.ENDED)
    with terminal.log.engine.begin() as connection:
        (first,) = jobs.jobs(connection)
        for n in range(1, count + 1):
            row = {
                "first": first.id, "n": n, "state": rng.choice(states),
                "day": rng.choice((TODAY, YESTERDAY)).isoformat(),
            }  # fmt: skip
            connection.execute(_COPY, row)
        return jobs.jobs(connection)


_COPY = text(
    "INSERT INTO print_job (ticket, doc, original, copy_no, snapshot, state, clerk, created_at, "
    "made_on, wanted_on) SELECT ticket, doc, id, :n, snapshot, :state, clerk, created_at, :day, "
    ":day FROM print_job WHERE id = :first"
)


def pages(connection: Connection, on: date) -> list[Job]:
    found: list[Job] = []
    while fresh := jobs.page(connection, on, jobs.key_of(found[-1]) if found else None):
        found += fresh
    return found


@pytest.mark.parametrize("count", [0, 7, 49, 50, 51, 333])
def test_pages_hold_every_paper_once_the_unsolved_first(terminal: Terminal, count: int) -> None:
    every = scatter(terminal, count)
    open_ones = [j for state in jobs.OPEN for j in every if j.state == state]
    with terminal.log.reading() as connection:
        for on in (TODAY, YESTERDAY):
            ended = [j for j in reversed(every)
                     if j.state in jobs.ENDED and j.made_on == on.isoformat()]  # fmt: skip
            assert pages(connection, on) == [*open_ones, *ended]


def test_the_counts_of_a_day_are_those_of_its_papers(terminal: Terminal) -> None:
    every = [j for j in scatter(terminal, 200) if j.made_on == TODAY.isoformat()]
    with terminal.log.reading() as connection:
        counts = jobs.counts(connection, TODAY)
    assert sum(counts) == len(every)
    assert counts.copies == sum(j.state == "done" and j.copy_no > 0 for j in every)
    assert counts.waiting == sum(j.state in ("queued", "sending", "sent") for j in every)
    assert counts[2:5] == tuple(sum(j.state == s for j in every) for s in jobs.Counts._fields[2:5])


def test_only_what_is_of_today_waits_for_the_printer(terminal: Terminal) -> None:
    every = scatter(terminal, 100)
    queued = [j for j in every if j.state == "queued"]
    with terminal.log.reading() as connection:
        mine = jobs.waiting(connection, TODAY)
        assert mine == tuple(j.id for j in queued if j.made_on == TODAY.isoformat())
        assert jobs.standing(connection, TODAY).held == len(queued) - len(mine)


def test_a_store_that_came_back_prints_nothing_that_may_be_out_already(
    terminal: Terminal, tmp_path: Path, clock: FakeClock
) -> None:
    """Since the backup was made, the paper that waited in it may have come out."""
    (tmp_path / "stick").mkdir()
    for _ in range(2):
        done(intake.accept(terminal.desk, form(terminal), "general"))
    first, second = paper_trail.waiting(terminal.desk)
    paper_trail.sending(terminal.desk, second.id, b"\x1b@", "ab" * 32)
    backup = back_up(terminal.home, tmp_path / "stick", HALL, clock.now())
    paper_trail.issued(terminal.desk, second.id, 2, "sent")
    terminal.stop()
    terminal.home.store.unlink()
    restore(backup.path, terminal.home, clock)
    terminal.home.hold()
    again = build(terminal.home, clock, Settings(hall=HALL))
    sit(again, "C1")
    with again.log.reading() as connection:
        doubted = jobs.jobs(connection, "uncertain")
    assert [(j.id, j.fault) for j in doubted] == [
        (first.id, "restored"), (second.id, "restored"),
    ]  # fmt: skip
    assert paper_trail.waiting(again.desk) == ()
    again.stop()


def test_papers_of_an_older_store_keep_their_numbers_and_find_their_first(tmp_path: Path) -> None:
    engine = open_writer(tmp_path / "store.db", b"k" * 32)
    older = [step for step in migrate.steps() if step[0] < 9]
    slip, receipt = "assignment_slip", "accept_receipt"
    rows = [
        (1, "T1", receipt, 0, b"a", "done"), (2, "T1", slip, 0, b"x", "done"),
        (3, "T1", slip, 1, b"y", "queued"), (4, "T1", receipt, 1, b"a", "void"),
        (5, "T1", slip, 2, b"y", "done"), (6, "T2", receipt, 0, b"a", "queued"),
    ]  # fmt: skip
    with engine.begin() as connection:
        for number, sql in older:
            for statement in migrate.statements(sql):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        for row in rows:
            connection.exec_driver_sql(
                "INSERT INTO print_job (id, ticket, doc, copy_no, snapshot, state, clerk, "
                "created_at) VALUES (?, ?, ?, ?, ?, ?, 'C1', 1773190800)", row,
            )  # fmt: skip
        migrate.migrate(connection)
        found = connection.exec_driver_sql(
            "SELECT id, original, copy_no, made_on, wanted_on FROM print_job ORDER BY id"
        )
        day = "2026-03-11"
        assert [tuple(r) for r in found] == [
            (1, 1, 0, day, day), (2, 2, 0, day, day), (3, 3, 1, day, day), (4, 1, 1, day, day),
            (5, 3, 2, day, day), (6, 6, 0, day, day),
        ]  # fmt: skip
    engine.dispose()

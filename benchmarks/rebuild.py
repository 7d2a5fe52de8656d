"""Rebuilding all projections of 100,000 entries, against reading and decoding the same lines."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from app.cli.drill import CLERK, form
from app.db import project
from app.db.log import Proposal
from app.db.rulebook import RuleBook
from app.db.schema import entry
from app.desk import intake
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.rating import CitizenLeft
from app.main import Terminal
from benchmarks import Figure
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

ENTRIES = 100_000
LIMIT = 10


def figures(folder: Path) -> Iterator[Figure]:
    """rebuild ≤ 10 × read and decode."""
    terminal = make_terminal(folder / "home", FakeClock())
    terminal.desk.person = CLERK
    fill(terminal)
    engine, book = terminal.log.engine, RuleBook()
    with engine.connect() as connection:
        start = time.perf_counter()
        for (line,) in connection.execute(select(entry.c.line)):
            json.loads(line)
        base = time.perf_counter() - start
    with engine.begin() as connection:
        start = time.perf_counter()
        count = project.rebuild(connection, book)
        taken = time.perf_counter() - start
    terminal.stop()
    note = f"{count} entries in {taken:.2f} s, read and decoded in {base:.2f} s"
    yield Figure("rebuild", taken / base, LIMIT, note)


def life(terminal: Terminal, rng: random.Random, slip: int) -> list[Act]:
    """One matter's acts from registration to closing."""
    desk = terminal.desk
    return [
        form(desk, rng),
        intake.accepted(desk, "general"),
        Dispatched(department="人社窗口", content="请按指南办理", slip_no=slip),
        Taken(who="齐望舒", how="phone"),
        ResultReceived(result="已经办好", who="齐望舒", how="phone"),
        FedBack(way="phone"),
        CalledBack(number="19900001234", started_at=desk.now, ended_at=desk.now),
        CitizenLeft(),
        Closed(outcome="solved", unrated_reason="群众已离开"),
    ]


def fill(terminal: Terminal) -> None:
    """So many entries, a hundred matters a commit."""
    rng, written, slip = random.Random(7), 0, 0
    while written < ENTRIES:
        batch = []
        for _ in range(100):
            slip += 1
            number = f"QH2-260311-{slip:03d}-0000"
            batch += [Proposal(number, act) for act in life(terminal, rng, slip)]
        terminal.log.append("C", batch)
        written += len(batch)

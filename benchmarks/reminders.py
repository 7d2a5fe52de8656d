"""A look at the reminders with 80,000 of them standing: the board asks every minute."""

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from app.db import watch
from app.db.schema import alert
from benchmarks import Figure, quantile
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

TICKETS = 20_000
KINDS = ("first_contact", "resolve", "silent", "owed")
SPACING = 1_800  # seconds between two tickets: three years of working hours and more
LOOKS = 100
LIMIT_MS = 10.0


def figures(folder: Path) -> Iterator[Figure]:
    """p95 ≤ 10 ms."""
    terminal = make_terminal(folder / "home", FakeClock())
    now = terminal.desk.now
    rows = [
        {"ticket": f"QH2-{n:06d}", "kind": kind, "what": "", "since": (at := now - n * SPACING),
         "due": at + 86_400}
        for n in range(TICKETS) for kind in KINDS
    ]  # fmt: skip
    with terminal.log.engine.begin() as connection:
        connection.execute(insert(alert), rows)
    times = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        with terminal.log.reading() as connection:
            found = watch.standing(connection, now)
        times.append((time.perf_counter() - start) * 1000)
    terminal.stop()
    n, high = sum(one.n for one in found), quantile(times, 0.95)
    yield Figure("reminders", high / LIMIT_MS, 1, f"{high:.2f} ms of {n} reminders, limit 10 ms")

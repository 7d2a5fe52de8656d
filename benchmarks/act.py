"""One act: register + accept + receipt job in one commit, against the same SQL and bytes on raw
sqlcipher3 with the same pragmas, in turn."""

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from app.cli.drill import CLERK, form
from app.db.engine import open_writer
from app.desk import intake
from app.main import Terminal
from benchmarks import Figure, quantile
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

PAIRS = 2000
Statement = tuple[str, Any, bool]


def figures(folder: Path) -> Iterator[Figure]:
    """Median ≤ raw + 1.5 ms, p99 ≤ raw p99 + 5 ms."""
    recorded = make_terminal(folder / "recorded", FakeClock())
    recorded.desk.person = CLERK
    recorded.log.close()
    raw_home = folder / "raw"
    shutil.copytree(recorded.home.path, raw_home)
    statements = list(record(recorded))
    timed = make_terminal(folder / "timed", FakeClock())
    timed.desk.person = CLERK
    raw = open_writer(raw_home / "store.db", recorded.home.key()).raw_connection()
    cursor = raw.cursor()
    ours, theirs, rng = [], [], random.Random(1)
    for batch in statements:
        start = time.perf_counter()
        register(timed, rng)
        middle = time.perf_counter()
        cursor.execute("BEGIN IMMEDIATE")
        for sql, parameters, many in batch:
            if many:
                cursor.executemany(sql, parameters)
            else:
                cursor.execute(sql, parameters).fetchall()
        cursor.execute("COMMIT")
        theirs.append((time.perf_counter() - middle) * 1000)
        ours.append((middle - start) * 1000)
    timed.stop()
    for name, share, limit in (("act_median", 0.5, 1.5), ("act_p99", 0.99, 5.0)):
        mine, base = quantile(ours, share), quantile(theirs, share)
        note = f"{mine:.2f} ms against raw {base:.2f} ms + {limit} ms, {PAIRS} pairs"
        yield Figure(name, (mine - base) / limit, 1, note)


def register(terminal: Terminal, rng: random.Random) -> None:
    """The act that is measured."""
    outcome = intake.accept(terminal.desk, form(terminal.desk, rng), "general")
    assert outcome.is_done


def record(terminal: Terminal) -> Iterator[list[Statement]]:
    """The statements and parameters of each act, as the driver gets them."""
    batch: list[Statement] = []

    def note(
        _connection: Connection, _cursor: Any, sql: str, parameters: Any, _ctx: Any, many: bool
    ) -> None:
        if not sql.startswith("BEGIN"):
            batch.append((sql, parameters, many))

    event.listen(terminal.log.engine, "before_cursor_execute", note)
    rng = random.Random(1)
    for _ in range(PAIRS):
        batch = []
        register(terminal, rng)
        yield list(batch)
    terminal.log.close()

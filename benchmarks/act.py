"""One act: register + accept + receipt job in one commit, against the same SQL and bytes on raw
sqlcipher3 with the same pragmas, in turn."""

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app.cli.drill import CLERK, form
from app.desk import intake
from app.domain.acts.intake import Registered
from app.main import Terminal
from benchmarks import Figure, quantile
from benchmarks.replay import Raw, Recorder
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

PAIRS = 2000


def figures(folder: Path) -> Iterator[Figure]:
    """Median ≤ raw + 1.5 ms, p99 ≤ raw p99 + 5 ms."""
    recorded = make_terminal(folder / "recorded", FakeClock())
    recorded.desk.person = CLERK
    recorded.log.close()
    raw_home = folder / "raw"
    shutil.copytree(recorded.home.path, raw_home)
    recorder, rng, batches = Recorder(recorded.log.engine), random.Random(1), []
    for _ in range(PAIRS):
        register(recorded, form(recorded.desk, rng))
        batches.append(recorder.cut())
    recorded.log.close()
    timed = make_terminal(folder / "timed", FakeClock())
    timed.desk.person = CLERK
    raw = Raw(raw_home / "store.db", recorded.home.key())
    ours, theirs, rng = [], [], random.Random(1)
    for batch in batches:
        typed = form(timed.desk, rng)  # the clerk's part
        start = time.perf_counter()
        register(timed, typed)
        ours.append((time.perf_counter() - start) * 1000)
        theirs.append(raw.run(batch))
    timed.stop()
    for name, share, limit in (("act_median", 0.5, 1.5), ("act_p99", 0.99, 5.0)):
        mine, base = quantile(ours, share), quantile(theirs, share)
        note = f"{mine:.2f} ms against raw {base:.2f} ms + {limit} ms, {PAIRS} pairs"
        yield Figure(name, (mine - base) / limit, 1, note)


def register(terminal: Terminal, typed: Registered) -> None:
    """The act that is measured."""
    outcome = intake.accept(terminal.desk, typed, "general")
    assert outcome.is_done

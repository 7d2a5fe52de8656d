"""Gaps of the main thread while a worker copies the store and walks the copy (ADR 012)."""

import itertools
import random
import time
from collections.abc import Iterator
from pathlib import Path

from app.cli.drill import CLERK, ticket_after_ticket
from app.cli.rig import ScriptedClock, breathe
from app.cli.screen import do_without_screen
from app.settings.terminal import BackupSettings, Settings
from app.ui.wiring.application import application
from app.ui.wiring.counter import Counter
from benchmarks import Figure, close_windows, quantile
from benchmarks.gaps import LIMIT_MS, every
from tests.fakes.terminal import HALL, make_terminal

ACTS = 2000
ROUNDS = 3


def figures(folder: Path) -> Iterator[Figure]:
    """p99.9 ≤ 50 ms while a backup is made."""
    do_without_screen()
    application()
    (folder / "stick").mkdir()
    settings = Settings(hall=HALL, backup=BackupSettings(str(folder / "stick")))
    clock = ScriptedClock("2026-03-11 09:00:00")
    terminal = make_terminal(folder / "home", clock, settings_=settings)
    terminal.desk.person = CLERK
    for _ in itertools.islice(ticket_after_ticket(terminal.desk, random.Random(1)), ACTS):
        pass
    counter = Counter(terminal, lambda _: None)
    counter.shell.show()
    breathe(1.0)
    settled(counter)  # an open desk that nobody uses begins by itself
    beats = [time.perf_counter()]
    timer = every(1, lambda: beats.append(time.perf_counter()))
    for _ in range(ROUNDS):
        assert counter.backups.start()
        settled(counter)
    timer.stop()
    gaps = [(b - a) * 1000 for a, b in itertools.pairwise(beats)]
    assert counter.backups.record.missed is None
    seconds = (beats[-1] - beats[0]) / ROUNDS
    high = quantile(gaps, 0.999)
    note = f"{high:.1f} ms of {len(gaps)} beats, {seconds:.1f} s a backup of {ACTS} acts"
    terminal.stop()
    close_windows()
    yield Figure("backup_gaps_p999", high / LIMIT_MS, 1, note)


def settled(counter: Counter) -> None:
    """Wait until the worker is done."""
    while counter.backups.going is not None:
        breathe(0.2)

"""Process start until the password field takes a key, against a bare window with our fonts."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Figure, quantile
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

PAIRS = 9
LIMIT = 2.8
# As installed: modules are compiled once, not at every start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
    "QT_QPA_PLATFORM": "offscreen"
}


def figures(folder: Path) -> Iterator[Figure]:
    """≤ 2.8 × a bare window; the first pair warms the disk and is left out."""
    home = folder / "home"
    make_terminal(home, FakeClock()).stop()
    pairs = [(*opened(str(home)), *opened()) for _ in range(PAIRS + 1)][1:]
    ours, ready, bare = (quantile(list(side), 0.5) for side in zip(*pairs, strict=True))
    note = f"{ours:.0f} ms against a bare window's {bare:.0f} ms, {PAIRS} pairs; "
    note += f"the people listed after {ready:.0f} ms"
    yield Figure("start", ours / bare, LIMIT, note)


def opened(*arguments: str) -> list[float]:
    """Milliseconds from the start of the process to what the child reports."""
    command = [sys.executable, "-m", "benchmarks.window", *arguments]
    start = time.monotonic()
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return [(float(moment) - start) * 1000 for moment in run.stdout.split()]

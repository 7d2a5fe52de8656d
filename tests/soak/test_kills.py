"""The long runs: what a thousandth of a chance would spoil (`make soak`)."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.db.engine import open_writer
from app.db.instance import Home

ROOT = Path(__file__).parent.parent.parent
KILLS = 100


@pytest.mark.soak
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    home, rng = tmp_path / "home", random.Random(20260311)
    acked: dict[str, str] = {}
    command = [sys.executable, "-m", "app", "drill", "--home", str(home), "--acts", "1000000"]
    for _ in range(KILLS):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            assert run.stdout.readline()
            until = time.monotonic() + rng.random() * 0.5
            while time.monotonic() < until:
                _, seq, digest, _ = run.stdout.readline().split()
                acked[seq] = digest
            run.kill()
            for line in run.stdout.read().splitlines():
                if len(parts := line.split()) == 4:  # the last line may be cut
                    acked[parts[1]] = parts[2]
    verify = [sys.executable, "-m", "app", "verify", "--home", str(home)]
    told = subprocess.run(verify, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1].endswith("faults=0")
    engine = open_writer(home / "store.db", Home(home).key())
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT seq, hex(hash) FROM entry")
        hashes = {str(seq): digest[:16].lower() for seq, digest in found}
    engine.dispose()
    assert {seq: hashes.get(seq) for seq in acked} == acked

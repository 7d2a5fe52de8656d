"""The power goes while the citizen still chooses why: the level that was submitted stands."""

import os
import subprocess
import sys
from pathlib import Path

from app.db.engine import snapshot
from app.db.instance import Home
from app.db.verify import verify
from app.main import build
from app.settings.terminal import Settings
from tests.fakes.clock import FakeClock

ROOT = Path(__file__).parents[3]


def test_a_kill_over_the_reasons_loses_no_level(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.citizen.chooser", str(folder)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as run:  # fmt: skip
        assert run.stdout is not None
        number = run.stdout.readline().strip()
        run.kill()
    home = Home(folder)
    home.hold()
    terminal = build(home, FakeClock(), Settings())
    terminal.start()
    ticket = terminal.log.ticket(number)
    with snapshot(home.reader()) as connection:
        faults = verify(connection).faults
    terminal.stop()
    assert ([r.level for r in ticket.ratings], ticket.askings[-1].end) == (["1"], "rated")
    assert faults == ()

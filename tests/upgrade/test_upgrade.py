"""Stores of every version that was ever shipped open with today's program and say the same."""

import json
import shutil
from pathlib import Path

import pytest

from app.db.engine import snapshot
from app.db.instance import Home
from app.db.verify import verify
from app.main import build
from app.settings.terminal import Settings
from tests.fakes.clock import FakeClock
from tests.upgrade.freeze import FOLDER, facts_of

FROZEN = sorted(p for p in FOLDER.iterdir() if (p / "store.db").exists())


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda p: p.name)
def test_a_frozen_store_opens_whole(frozen: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(frozen, folder)
    home = Home(folder)
    home.hold()
    terminal = build(home, FakeClock(), Settings())
    with snapshot(home.reader()) as connection:
        tally = verify(connection)
    assert tally.faults == ()
    assert facts_of(home) == json.loads((frozen / "expected.json").read_text("utf-8"))
    terminal.stop()


def test_this_version_is_frozen() -> None:
    assert FROZEN

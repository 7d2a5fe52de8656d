"""The scripted day, run as a site engineer runs it: five regulations, each a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from app.cli.script import VISITS
from app.settings.shipped import REGIMES
from tests.fakes.escpos_reader import TextLine, read

ROOT = Path(__file__).parent.parent.parent
PAGES = ("setup", "login", "intake", "board", "ticket", "rating", "ledger")
CITIZEN = ("paused", "idle", "check", "rate", "chosen", "reasons", "thanks")
ON_PAD = [v for v in VISITS if v.key > 0 and not v.screen]
# What the pad's key 4 and key 2 are among three levels, and among five.
TOUCHED = {"xiufeng": {4: "3", 2: "1"}}
# The due of the matter that goes to a department and stays there (王镕).
AWAY = {
    "national": "2026-03-18T17:30:00+08:00", "xiufeng": "2026-03-12T17:30:00+08:00",
    "chongming": "2026-03-16T17:30:00+08:00", "pingyi": "2026-03-12T17:30:00+08:00",
    "songjiang": "2026-03-16T17:30:00+08:00",
}  # fmt: skip


class Played(NamedTuple):
    """A day that was played: where it lies, and how the command ended."""

    regime: str
    out: Path
    code: int
    said: str

    @property
    def day(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads((self.out / "day.json").read_text("utf-8"))
        return found


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Played]:
    """All five, side by side: most of a day is waiting for the pad."""
    folder = tmp_path_factory.mktemp("days")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = {
        regime: subprocess.Popen(
            [sys.executable, "-m", "app", "day", "--out", str(folder / regime), "--regime", regime],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for regime in REGIMES
    }  # fmt: skip
    said = {regime: run.communicate(timeout=290)[0] for regime, run in started.items()}
    return {r: Played(r, folder / r, started[r].returncode, said[r]) for r in REGIMES}


@pytest.fixture(params=REGIMES)
def played(request: pytest.FixtureRequest, days: Mapping[str, Played]) -> Played:
    found: Played = days[request.param]
    return found


def test_the_day_really_happened(played: Played) -> None:
    assert (played.code, played.said) == (0, "")


def test_every_citizen_stands_in_order_with_the_key_that_was_pressed(played: Played) -> None:
    tickets = played.day["tickets"]
    assert len(tickets) == len(VISITS) >= 14
    assert (played.day["regime"], played.day["date"]) == (played.regime, "2026-03-11")
    numbers = [int(t["no"].split("-")[2]) for t in tickets]
    assert numbers == list(range(1, len(VISITS) + 1))
    for ticket, visit in zip(tickets, VISITS, strict=True):
        given = [(r["source"], r["key"], r["round"]) for r in ticket["ratings"]]
        key = visit.key
        if visit.screen:
            code = TOUCHED.get(played.regime, {}).get(key, str(key))
            assert [r["level"] for r in ticket["ratings"]] == [code]
            key = int(code)
        source = "screen" if visit.screen else "pad"
        assert given == ([(source, key, 1)] if visit.key > 0 else [])
        assert all(datetime.fromisoformat(r["at"]).tzinfo for r in ticket["ratings"])


def test_each_matter_ends_as_the_citizen_judged_it(played: Played) -> None:
    states: dict[str, set[str]] = {}
    for ticket, visit in zip(played.day["tickets"], VISITS, strict=True):
        states.setdefault(visit.way, set()).add(ticket["state"])
    assert states["declined"] == {"declined"}
    assert states["away"] == {"dispatched"}
    # Chongming sends what its table knows by itself (C-4-2a).
    assert states["kept"] == {"dispatched" if played.regime == "chongming" else "accepted"}
    assert states["spot"] <= {"closed", "fed_back", "called_back"}
    assert "closed" in states["spot"]


def test_the_due_is_that_of_the_regulation(played: Played) -> None:
    place = next(i for i, v in enumerate(VISITS) if v.name == "王镕")
    assert played.day["tickets"][place]["due"] == AWAY[played.regime]


def test_every_paper_is_one_a_strict_printer_takes(played: Played) -> None:
    files = [f for t in played.day["tickets"] for f in t["receipts"]]
    assert sorted(files) == sorted(
        f"receipts/{p.name}" for p in (played.out / "receipts").glob("*.bin")
    )
    for name in files:
        payload = (played.out / name).read_bytes()
        assert payload.startswith(b"\x1b@")
        sheet = read(payload)
        assert sheet.cuts == 1
        assert all(i.columns <= 48 for i in sheet.parts if isinstance(i, TextLine))
        assert (played.out / name).with_suffix(".png").stat().st_size > 1000


def test_pictures_of_every_page_and_the_bytes_of_the_pad_lie_beside(played: Played) -> None:
    pictures = [p.name for p in (played.out / "screens").glob("*.png")]
    assert [page for page in PAGES if not any(page in name for name in pictures)] == []
    lines = [x.split(" ", 2) for x in (played.out / "pad.log").read_text("utf-8").splitlines()]
    assert [direction for _, direction, _ in lines].count("rx") == len(ON_PAD)


def test_every_state_of_the_citizens_screen_is_in_a_picture_of_its_own_display(
    played: Played,
) -> None:
    found = {p.stem.rpartition("-")[2]: p for p in (played.out / "screens").glob("citizen-*.png")}
    assert sorted(found) == sorted(CITIZEN)
    pictures = {name: Image.open(path) for name, path in found.items()}
    assert {p.size for p in pictures.values()} == {(1280, 800)}
    assert len({p.tobytes() for p in pictures.values()}) == len(CITIZEN)


def test_the_log_the_day_leaves_is_whole(played: Played) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "app", "verify", "--home", str(played.out / "home")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert run.stdout.splitlines()[-1].endswith(f"tickets={len(VISITS)} faults=0")

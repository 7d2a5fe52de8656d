"""The program is killed at random moments while it prints; what lies in the tray is looked at from
outside: no paper twice, none lost, and whatever nobody can know is asked of a person."""

import hashlib
import random
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple

import pytest

from app.db import jobs
from app.db.engine import snapshot
from app.db.instance import Home
from app.db.jobs import Job
from app.db.verify import verify
from tests.fakes.loopback_printer import LoopbackPrinter, prints, reads_slowly, resets_after
from tests.fakes.print_room import CUT, lines, without_lead

ROOT = Path(__file__).parent.parent.parent
LONGEST_S = 0.7  # of a life after a paper is on its way: some more come out in it
PATIENCE_S = 600.0  # with the last life, which ends by itself
LOOK = b"LOOK"


class Tray:
    """What came out, told apart as a person would: whole or torn."""

    def __init__(self, printer: LoopbackPrinter) -> None:
        self._printer = printer
        self.whole: list[bytes] = []
        self.torn: list[bytes] = []

    def look(self) -> None:
        """Wait until all that was on its way is out: the printer takes one after the other."""
        with socket.create_connection((self._printer.host, self._printer.port)) as link:
            link.sendall(LOOK)
        while (content := self._printer.next_paper()) != LOOK:
            content = without_lead(content)
            if content.endswith(CUT):
                self.whole.append(content)
            elif content:
                self.torn.append(content)

    def answer(self, sha256: str) -> str:
        """What the clerk says of a paper."""
        self.look()
        if any(hashlib.sha256(content).hexdigest() == sha256 for content in self.whole):
            return "whole"
        return "torn" if self.torn else "none"


class Found(NamedTuple):
    """What the runs left behind."""

    acked: set[str]
    tray: Tray
    jobs: tuple[Job, ...]
    payloads: dict[int, bytes]
    faults: int
    asked: int


def behaviours(rng: random.Random) -> list[object]:
    """A printer that is slow at times and loses its cable at times."""
    kinds = [prints, prints, reads_slowly, reads_slowly, resets_after(rng.randrange(1, 9000))]
    return [rng.choice(kinds) for _ in range(5000)]


def live(
    command: list[str], tray: Tray, acked: set[str], until_s: float, first: str = "STEP"
) -> int:
    """One life: answer it while it works, kill it some time after it has said `first`: OPEN once
    it has begun, STEP once a paper is on its way."""
    asked, dies = 0, False
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        death = Timer(until_s, run.kill)
        for line in run.stdout:
            word, *rest = line.split()
            if word == first and not dies:
                dies = True
                death.start()
            if word == "OPEN":
                assert not any(state.startswith("sending") for state in rest), "R5"
            elif word == "ACK" and line.endswith("\n"):
                acked.add(rest[0])
            elif word == "ASK":
                asked += 1
                said = tray.answer(rest[1])
                with suppress(BrokenPipeError):
                    run.stdin.write(f"{said}\n")
                    run.stdin.flush()
        death.cancel()
        with suppress(BrokenPipeError):
            run.stdin.close()
    return asked


def kill_often(folder: Path, kills: int, seed: int) -> Found:
    """So many lives that end at random, then one that finishes what is open."""
    rng, acked, asked = random.Random(seed), set[str](), 0
    home = folder / "home"
    with LoopbackPrinter(*behaviours(rng)) as printer:  # type: ignore[arg-type]  # all behave
        tray = Tray(printer)
        command = [sys.executable, "-m", "tests.soak.print_child", str(home), str(printer.port)]
        for _ in range(kills):
            first = rng.choice(("OPEN", "STEP", "STEP", "STEP", "STEP"))
            asked += live([*command, "work"], tray, acked, rng.random() * LONGEST_S, first)
        asked += live([*command, "rest"], tray, acked, PATIENCE_S, "OPEN")
        tray.look()
    with snapshot(Home(home).reader()) as connection:
        faults = len(verify(connection).faults)
        every = jobs.jobs(connection)
        return Found(acked, tray, every, jobs.payloads(connection), faults, asked)


def check(found: Found) -> str:
    """The invariants; returns the figures."""
    tray, by_id = found.tray, {job.id: job for job in found.jobs}
    job_of = {payload: by_id[i] for i, payload in found.payloads.items()}
    assert found.faults == 0, "the store does not verify"
    assert {job.state for job in found.jobs} <= {"done", "void"}, "a paper has no end"
    assert all(content in job_of for content in tray.whole), "a paper belongs to no job"
    known = tuple(found.payloads.values())
    assert all(any(p.startswith(c) for p in known) for c in tray.torn), "a foreign scrap"
    assert len(tray.whole) == len(set(tray.whole)), "a paper came out twice"
    unmarked = [job_of[c].ticket for c in tray.whole if not any("补打" in x for x in lines(c))]
    assert len(unmarked) == len(set(unmarked)), "two unmarked papers of one copy"
    out = {job_of[content].id for content in tray.whole}
    assert {job.id for job in found.jobs if job.state == "done"} == out, "a paper was lost"
    ended = {job.ticket for job in found.jobs if job.state == "done"}
    assert found.acked <= ended, "a citizen was told of a number and got no paper"
    return (
        f"papers={len(tray.whole)} torn={len(tray.torn)} asked={found.asked} "
        f"void={sum(job.state == 'void' for job in found.jobs)} doubled=0 lost=0"
    )


def test_twenty_kills_of_the_print_worker(tmp_path: Path) -> None:
    figures = check(kill_often(tmp_path, 20, 20260311))
    sys.stdout.write(f"kills=20 {figures}\n")


@pytest.mark.soak
def test_three_hundred_kills_of_the_print_worker(tmp_path: Path) -> None:
    figures = check(kill_often(tmp_path, 300, 20261121))
    sys.stdout.write(f"kills=300 {figures}\n")

"""From the commit of `sending` to the first byte on a free serial line, through the whole program:
store, spooler, pyserial, a pseudo-terminal; beside it a byte that one thread hands to another,
which writes it, on the same line."""

import os
import pty
import queue
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.desk import intake, paper_trail
from app.domain.clock import SystemClock
from app.main import Terminal
from app.settings.terminal import PrinterSettings, Settings
from benchmarks import Figure, quantile
from tests.fakes.terminal import HALL, form, make_terminal, sit

PAPERS = 60
LIMIT_MS = 20.0
DEADLINE_S = 60.0


class Line:
    """The printer's end of the line: when the first byte of each paper came."""

    def __init__(self) -> None:
        self._end, self.other = pty.openpty()
        tty.setraw(self.other)
        self.path = os.ttyname(self.other)
        self._came, self._taken = 0.0, 0
        self._more = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def take(self, size: int) -> float:
        """When the first byte of a paper of that size came, once all of it is here."""
        with self._more:
            assert self._more.wait_for(lambda: self._taken >= size, DEADLINE_S), "too few bytes"
            self._taken = 0
            return self._came

    def bare(self) -> float:
        """Seconds from handing a byte to another thread until it is here."""
        handed: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        writer = threading.Thread(target=lambda: os.write(self.other, handed.get()))
        writer.start()
        start = time.perf_counter()
        handed.put(b"x")
        came = self.take(1)
        writer.join()
        return came - start

    def _read(self) -> None:
        while part := os.read(self._end, 65536):
            now = time.perf_counter()
            with self._more:
                self._came = self._came if self._taken else now
                self._taken += len(part)
                self._more.notify_all()


def figures(folder: Path) -> Iterator[Figure]:
    """p95 ≤ that of the bare byte + 20 ms."""
    line = Line()
    way = PrinterSettings("serial", port=line.path)
    settings = Settings(hall=HALL, printer=way)
    terminal = make_terminal(folder / "home", SystemClock(), settings_=settings)
    sit(terminal, "C1")
    committed: list[float] = []
    write_beside = terminal.log.write_beside

    def noted(beside: Any) -> None:
        write_beside(beside)
        committed.append(time.perf_counter())

    terminal.log.write_beside = noted  # type: ignore[method-assign]  # to hear of each commit
    terminal.start()
    took, bare = [], []
    for _ in range(PAPERS):
        committed.clear()
        number = intake.accept(terminal.desk, form(terminal), "general").ticket.no
        terminal.papers.hand_over()
        took.append((line.take(settle(terminal, number)) - committed[-1]) * 1000)
        bare.append(line.bare() * 1000)
    terminal.stop()
    high, middle, base = quantile(took, 0.95), quantile(took, 0.5), quantile(bare, 0.95)
    note = f"p95 {high:.2f} ms (median {middle:.2f}) of {PAPERS} papers against {base:.2f} ms bare"
    yield Figure("first_byte_p95", (high - base) / LIMIT_MS, 1, f"{note} + {LIMIT_MS:g} ms")


def settle(terminal: Terminal, number: str) -> int:
    """Until the paper of a ticket is out; how many bytes it has."""
    end = time.monotonic() + DEADLINE_S
    while (job := paper_trail.of_ticket(terminal.desk, number)[0]).state != "done":
        assert time.monotonic() < end, "the paper does not come out"
        terminal.bridge.drain(wait=0.05)
    return job.sent

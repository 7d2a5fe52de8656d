"""The window over 20,000 open tickets: a key → its picture, a page → its picture, a typed character
of the palette → its lines; and what a full day costs in memory.

Every figure of time is (p95 of ours - p95 of an empty window's own repaint at the same size, in
the same run) over its limit. Painted is when Qt has drawn the window into what the screen shows.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from app.cli.screen import do_without_screen
from app.main import Terminal
from benchmarks import Figure, quantile
from benchmarks.fingers import Fingers
from benchmarks.hall import OPEN, full_hall
from benchmarks.start import ENVIRONMENT
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import person, sit

KEY_MS: Final = 50.0
ANSWER_MS: Final = 100.0
SWITCH_MS: Final = 100.0
DAY_MB: Final = 120.0
ROUNDS: Final = 12
REPAINTS: Final = 100
QUERIES: Final = ("1234", "19900001234", "QH2-260114-007", "张明", "李喆芳", "zmf", "社保", "变更",
                  "登记受理", "sbkbh", "不动产抵押")  # fmt: skip
TOLD: Final = "窗口要求提供原经营场所的房产证原件，办事指南没有这一条，已来两次。"


def figures(folder: Path) -> Iterator[Figure]:
    """Key ≤ 50 ms on each page, palette and page switch ≤ 100 ms, a day ≤ bare + 120 MB."""
    do_without_screen()
    terminal = full_hall(folder / "home", FakeClock("2026-01-05 09:00:00"))
    fingers, open_page = at_the_window(terminal)
    base = quantile(fingers.empty_window(REPAINTS), 0.95)

    def figure(name: str, limit: float, times: list[float]) -> Figure:
        ours = quantile(times, 0.95)
        note = f"{ours:.1f} ms, limit {limit:g} ms above an empty window's {base:.1f} ms; "
        note += f"worst {max(times):.1f} ms of {len(times)}, {OPEN} open tickets"
        return Figure(name, (ours - base) / limit, 1, note)

    for page, use in PAGES.items():
        open_page(page)
        fingers.rest()
        yield figure(f"key_{page}", KEY_MS, use(fingers))
    yield figure("palette", ANSWER_MS, palette(fingers))
    yield figure("page_switch", SWITCH_MS, switches(fingers, open_page))
    fingers.let_go()
    terminal.stop()
    yield memory(folder)


def at_the_window(terminal: Terminal) -> tuple[Fingers, Callable[[str], None]]:
    """The counter with the clerk at the desk, hands at it, and how a page is opened."""

    from app.ui.wiring.application import application
    from app.ui.wiring.counter import Counter

    application()
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(1440, 900)
    counter.shell.show()
    counter.shell.activateWindow()
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))

    def open_page(name: str) -> None:
        if name == "find":
            counter.finder.search("")
        elif name == "ticket":
            selected = counter.board_page.table.selected()
            assert selected is not None
            counter.open_ticket(selected.number)
        else:
            counter.shell.show_page(name)

    return Fingers(counter.shell), open_page


def intake(fingers: Fingers) -> list[float]:
    """A telephone number, then the problem, over and over."""
    from PySide6.QtWidgets import QPlainTextEdit

    times = []
    for place in range(ROUNDS // 2):
        fingers.focus_line("电话")
        times += [fingers.key("Ctrl+A"), *fingers.write(f"1990000{place:04d}")]
        fingers.focus_first(QPlainTextEdit)
        times += fingers.write(TOLD)
    return times


def table(fingers: Fingers) -> list[float]:
    """Through the rows of a list, to its end and on as it is read on, and back."""
    from app.ui.kit.table import RowsTable

    fingers.focus_first(RowsTable)
    walk = ("Down",) * 10 + ("PgDown", "PgDown", "End", "Up", "PgUp")
    return [fingers.key(key) for _ in range(ROUNDS) for key in walk] + [fingers.key("Home")]


def board(fingers: Fingers) -> list[float]:
    """The rows, and the filters."""
    filters = [f"Ctrl+{n}" for n in (1, 2, 3, 4, 0)]
    return [fingers.key(key) for _ in range(ROUNDS) for key in filters] + table(fingers)


def tabs(fingers: Fingers) -> list[float]:
    """From control to control."""
    return [fingers.key("Tab") for _ in range(ROUNDS * 5)]


def find(fingers: Fingers) -> list[float]:
    """The field, and the list that stands below it afterwards."""
    fingers.focus_line("查找")
    times = []
    for text in QUERIES:
        times += [fingers.key("Ctrl+A"), *fingers.write(text)]
        times.append(fingers.key("Return"))  # the answer
        fingers.focus_line("查找")
    return [*times, *fingers.write(" "), fingers.key("Backspace"), *table(fingers)]


def palette(fingers: Fingers) -> list[float]:
    """Each character of each query, until its lines stand there."""
    fingers.key("Ctrl+K")
    times = []
    for text in QUERIES:
        fingers.key("Ctrl+A")
        times += fingers.write(text)
    fingers.key("Escape")
    return times


def switches(fingers: Fingers, open_page: Callable[[str], None]) -> list[float]:
    """By the keys of the rail, to all tickets, to a ticket, to the settings."""
    times = []
    for _ in range(ROUNDS):
        times += [fingers.key(key) for key in ("F2", "F3", "F6", "F7", "Ctrl+F", "F3")]
        times += [fingers.painted(partial(open_page, page)) for page in ("ticket", "settings")]
    return times


PAGES: Final = {
    "intake": intake, "board": board, "ticket": tabs, "rating": table, "ledger": table,
    "find": find, "settings": tabs,
}  # fmt: skip


def memory(folder: Path) -> Figure:
    """The day of `benchmarks.day` in a process of its own, against a bare window in another."""
    day, day_resident = held("day", str(folder / "home"), str(folder / "pad"))
    bare, bare_resident = held("bare")
    note = f"{day:.0f} MB after a day on {OPEN} open tickets, a bare window {bare:.0f} MB"
    note += f" + {DAY_MB:g} MB; resident with mapped files {day_resident:.0f}, {bare_resident:.0f}"
    return Figure("day_memory", (day - bare) / DAY_MB, 1, note)


def held(*arguments: str) -> tuple[float, ...]:
    """MB (10⁶ bytes) a process holds when it has done its work: own, resident."""
    command = [sys.executable, "-m", "benchmarks.day", *arguments]
    start = time.monotonic()
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stderr} after {time.monotonic() - start:.0f} s"
    return tuple(int(kib) * 1024 / 1e6 for kib in run.stdout.splitlines()[-1].split())

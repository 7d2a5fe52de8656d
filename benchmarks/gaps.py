"""Gaps of the main thread while the counter is worked, without a fault and with the worst ones:
the pad unplugged and replugged ten times, and a printer that accepts and never reads; or a pad
whose driver hangs in every call."""

import itertools
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from app.cli.drill import form
from app.cli.rig import ScriptedClock, breathe
from app.cli.screen import do_without_screen
from app.desk import intake
from app.devices import profile as pads
from app.devices.pads.simulator import PlayedPad
from app.devices.worker import PadWorker
from app.main import Terminal
from app.printing.played import PlayedPrinter
from app.settings.places import RESOURCES
from app.settings.terminal import PadSettings, PrinterSettings, Settings
from app.ui.wiring.application import application
from app.ui.wiring.counter import Counter
from app.ui.wiring.garbage import set_aside
from benchmarks import Figure, close_windows, quantile
from tests.fakes.terminal import HALL, make_terminal, sit

SECONDS = 24.0
REPLUGS = 10
LIMIT_MS = 50.0
HUNG_S = 2.0
PROFILE = "bus68-4key"
PAGES = ("board", "ledger", "rating", "intake")


def figures(folder: Path) -> Iterator[Figure]:
    """p99.9 ≤ 50 ms, and the longest ≤ that of the same work without the fault + 50 ms."""
    do_without_screen()
    application()
    usual = max(run(folder / "plain", broken=False))
    faulty = run(folder / "faulty", broken=True)
    yield from held("gaps", faulty, usual, f"pad replugged {REPLUGS} times, printer stuck")
    hung = run(folder / "hung", broken=False, hung=True)
    yield from held("gaps_hung", hung, usual, f"each call of the pad's port takes {HUNG_S:g} s")


def held(name: str, gaps: list[float], usual: float, fault: str) -> Iterator[Figure]:
    """The gaps under a fault against the limit, and against the longest without it."""
    high, longest = quantile(gaps, 0.999), max(gaps)
    yield Figure(f"{name}_p999", high / LIMIT_MS, 1, f"{high:.1f} ms of {len(gaps)} beats, {fault}")
    note = f"{longest:.1f} ms against {usual:.1f} ms without the fault + {LIMIT_MS:g} ms"
    yield Figure(f"{name}_max", (longest - usual) / LIMIT_MS, 1, note)


class HungPort:
    """A pad's port whose driver answers no call in time."""

    name = "hung"

    def open(self) -> None:
        time.sleep(HUNG_S)

    def read(self) -> bytes:
        time.sleep(HUNG_S)
        return b""

    drain = read

    def write(self, data: bytes) -> None:  # noqa: ARG002 - it takes none
        time.sleep(HUNG_S)

    def cancel(self) -> None:
        """It cannot be woken."""

    def close(self) -> None:
        time.sleep(HUNG_S)


def run(folder: Path, *, broken: bool, hung: bool = False) -> list[float]:
    """Work the counter for a while; the gaps between heartbeats in milliseconds."""
    folder.mkdir()
    clock = ScriptedClock("2026-03-11 09:00:00")
    profile = pads.load_file(RESOURCES / "pads" / f"{PROFILE}.toml")
    with ExitStack() as props:
        pad = props.enter_context(PlayedPad(folder / "pad", profile, clock))
        if broken:
            port = props.enter_context(closing(deaf_printer())).getsockname()[1]
        else:
            port = props.enter_context(PlayedPrinter()).address[1]
        settings = Settings(
            hall=HALL,
            pad=PadSettings(port=str(pad.path), profile=PROFILE),
            printer=PrinterSettings(transport="tcp", port=port),
        )
        terminal = make_terminal(folder / "home", clock, settings_=settings)
        props.callback(close_windows)
        props.callback(terminal.stop)
        if hung:
            terminal.pad = PadWorker(HungPort(), profile, clock, terminal.bridge.post)
        counter = Counter(terminal, lambda _: None)
        counter.shell.resize(1366, 768)
        counter.shell.show()
        terminal.start()
        sit(terminal, "C1")
        set_aside()
        breathe(1.0)
        return worked(counter, terminal, pad, broken=broken)


def worked(counter: Counter, terminal: Terminal, pad: PlayedPad, *, broken: bool) -> list[float]:
    """Acts and pages in turn, the heartbeat beside them."""
    rng, beats, turns = random.Random(1), [time.perf_counter()], iter(range(1_000_000))

    def do() -> None:
        """Now an act, now a page: one thing at a time, as a person does."""
        turn = next(turns)
        if turn % 2:
            counter.shell.show_page(PAGES[turn // 2 % len(PAGES)])
        else:
            counter.written(intake.accept(terminal.desk, form(terminal.desk, rng), "general"))

    for _ in range(4 * len(PAGES)):  # what happens once only is start-up
        do()
        breathe(0.1)
    beats[:] = [time.perf_counter()]
    timers = [every(1, lambda: beats.append(time.perf_counter())), every(75, do)]
    if broken:
        timers.append(every(round(SECONDS * 1000 / (REPLUGS + 1)), pad.unplug))
        late = every(round(SECONDS * 1000 / (REPLUGS + 1)), lambda: None)
        late.timeout.connect(lambda: QTimer.singleShot(700, pad.plug))
        timers.append(late)
    if isinstance(terminal.pad, PadWorker):
        timers.append(every(300, partial(terminal.pad.ask, "bench")))
        timers.append(every(310, terminal.pad.repeat))
        timers.append(every(320, terminal.pad.cancel))
    breathe(SECONDS)
    for timer in timers:
        timer.stop()
    breathe(1.0)
    return [(b - a) * 1000 for a, b in itertools.pairwise(beats)]


def every(milliseconds: int, do: Callable[[], object]) -> QTimer:
    """A running timer of the main thread."""
    timer = QTimer(interval=milliseconds, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(do)
    timer.start()
    return timer


def deaf_printer() -> socket.socket:
    """Takes the connection into its backlog and never reads a byte."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    server.bind(("127.0.0.1", 0))
    server.listen(16)
    return server

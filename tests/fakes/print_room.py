"""A counter that really prints: the real store, the real spooler, a printer on a real socket."""

import time
from collections.abc import Callable
from pathlib import Path

from app.cli.rig import ScriptedClock
from app.db import jobs
from app.db.instance import Home
from app.db.jobs import Job
from app.desk import intake, paper_trail
from app.main import build
from app.printing.model import Payload
from app.printing.press import Press
from app.printing.spooler import Spooler
from app.printing.tcp import Tcp
from app.printing.transport import NotReached, Transport
from app.settings.terminal import Settings
from tests.fakes.escpos_reader import read
from tests.fakes.loopback_printer import LoopbackPrinter
from tests.fakes.terminal import HALL, form, make_terminal, sit

DEADLINE_S = 15.0
CUT = b"\x1dVB\x00"


class PrintRoom:
    """The terminal with its printer; `restart` ends the program and begins it again."""

    def __init__(self, folder: Path, press: Press, printer: LoopbackPrinter | Transport) -> None:
        self.clock = ScriptedClock("2026-03-11 09:00:00")
        self._press, self._printer = press, printer
        self.terminal = make_terminal(folder, self.clock)
        self.said: list[str] = []
        self.spooler: Spooler | None = None
        self._begin()

    def _begin(self) -> None:
        sit(self.terminal, "C1")
        self.terminal.say_papers(self.said.append)
        self.terminal.start()

    def way(self) -> Transport:
        """Another way to the printer."""
        if isinstance(self._printer, LoopbackPrinter):
            return Tcp(self._printer.host, self._printer.port, write_s=2.0, linger_s=0.3)
        return self._printer

    def plug(self) -> None:
        """The printer is there: what may be printed is."""
        self.spooler = Spooler(
            lambda: self._press, self.way(), self.terminal.bridge.post, self.clock,
            back_off_s=(0.02,),
        )  # fmt: skip
        self.spooler.start()
        self.terminal.printer = self.spooler
        self.terminal.papers.plug(self.spooler)

    def restart(self, at: str = "") -> None:
        """End the program, as a shutdown does, and begin again, at another time if one is given."""
        self.stop()
        if at:
            self.clock = ScriptedClock(at)
        home = Home(self.terminal.home.path)
        home.hold()
        self.terminal = build(home, self.clock, Settings(hall=HALL))
        with self.terminal.log.reading() as connection:
            self.terminal.log.book.refresh(connection)
        self._begin()

    def stop(self) -> None:
        """End the program."""
        self.terminal.stop()

    def accept(self, count: int = 1, category: str = "general") -> list[Job]:
        """So many citizens, a receipt for each; their jobs."""
        numbers = []
        for _ in range(count):
            outcome = intake.accept(self.terminal.desk, form(self.terminal), category)
            assert outcome.refused == ()
            numbers.append(outcome.ticket.no)
            self.terminal.papers.hand_over()
        return [paper_trail.of_ticket(self.terminal.desk, n)[0] for n in numbers]

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in order."""
        with self.terminal.log.reading() as connection:
            return jobs.jobs(connection)

    def states(self) -> list[str]:
        """How far they are."""
        return [job.state for job in self.jobs()]

    def until(self, reached: Callable[[], object]) -> None:
        """Let the program live until something is so. Raises TimeoutError."""
        end = time.monotonic() + DEADLINE_S
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError(self.states())
            self.terminal.bridge.drain(wait=0.05)

    def rest(self) -> None:
        """The spooler has done what it was told, and the store has taken what it said."""
        if self.spooler is not None:
            assert self.spooler.stop(DEADLINE_S)
        self.terminal.bridge.drain()

    def refuse_writes(self, *, full: bool) -> None:
        """The store takes nothing, or takes it again."""
        with self.terminal.log.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA query_only = {int(full)}")

    def answer(self, said: paper_trail.Answer) -> None:
        """The clerk's answer for the oldest paper in doubt."""
        job = paper_trail.first_uncertain(self.terminal.desk)
        assert job is not None
        paper_trail.answer(self.terminal.desk, job.id, said)
        self.terminal.papers.hand_over()

    def doubt(self, job: Job) -> None:
        """The program died while this paper was on its way."""
        payload = self.compose(job)
        paper_trail.sending(self.terminal.desk, job.id, payload.content, payload.sha256)
        self.restart()

    def compose(self, job: Job) -> Payload:
        """The bytes of the first paper of a job."""
        return self._press.compose(job.paper, None)


class Balky:
    """A way that fails as it is told, then leads to a printer that takes all."""

    def __init__(self, *faults: NotReached) -> None:
        self.faults, self.opened, self.taken = list(faults), 0, list[bytes]()

    def open(self, title: str) -> None:
        self.opened += 1
        if self.faults:
            raise self.faults.pop(0)

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        self.taken.append(payload)

    def sense(self) -> str:
        return ""

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Answers nothing."""

    def listen(self, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is held open."""

    def abort(self) -> None:
        """Nothing is held open."""


def without_lead(content: bytes) -> bytes:
    """A paper without what goes before one that follows a torn one."""
    return content.lstrip(b"\0\n")


def papers(printer: LoopbackPrinter) -> list[bytes]:
    """What came out whole so far, in order."""
    found = []
    while not printer.received.empty():
        content = without_lead(printer.received.get())
        if content.endswith(CUT):
            found.append(content)
    return found


def lines(content: bytes) -> list[str]:
    """The lines of a paper."""
    return read(content).lines


def marks(content: bytes) -> list[str]:
    """The lines that say 补打."""
    return [line for line in lines(content) if "补打" in line]

"""The program that is killed: citizens without end, a receipt for each, a printer on a socket.

`python -m tests.soak.print_child HOME PORT MODE`: tells what it does line by line and asks whoever
started it what the printer shows, as it would ask the clerk. MODE is work, or rest to finish what
is open and end.
"""

import sys
from collections import Counter
from pathlib import Path

from app.db import jobs
from app.db.instance import Home
from app.desk import intake, paper_trail
from app.domain.clock import SystemClock
from app.main import Terminal, build
from app.settings.terminal import PrinterSettings, Settings
from tests.fakes.terminal import HALL, form, make_terminal, sit

AHEAD = 3  # papers that wait while one is printed


def tell(*words: object) -> None:
    """A line to whoever watches."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def open_home(folder: Path, port: int) -> Terminal:
    """The terminal on its home, made the first time."""
    settings = Settings(hall=HALL, printer=PrinterSettings("tcp", "127.0.0.1", port))
    home = Home(folder)
    if home.is_new:
        return make_terminal(folder, SystemClock(), settings_=settings)
    home.hold()
    return build(home, SystemClock(), settings)


def ask(terminal: Terminal) -> None:
    """纸出来了吗？"""
    job = paper_trail.first_uncertain(terminal.desk)
    if job is not None:
        tell("ASK", job.id, job.sha256)
        answer = sys.stdin.readline().strip()
        paper_trail.answer(terminal.desk, job.id, answer)  # type: ignore[arg-type]  # as was asked
        terminal.papers.hand_over()


def states(terminal: Terminal) -> Counter[str]:
    """How many jobs are how far."""
    with terminal.log.reading() as connection:
        return Counter(job.state for job in jobs.jobs(connection, *jobs.OPEN))


def main(folder: Path, port: int, mode: str) -> None:
    """Until it is killed, or done."""
    terminal = open_home(folder, port)
    sit(terminal, "C1")
    terminal.say_papers(lambda _: tell("STEP"))
    terminal.start()
    tell("OPEN", *(f"{state}={n}" for state, n in states(terminal).items()))
    while True:
        ask(terminal)
        waiting = states(terminal).total()
        if mode == "rest" and not waiting:
            break
        if mode == "work" and waiting < AHEAD:
            outcome = intake.accept(terminal.desk, form(terminal), "general")
            tell("ACK", outcome.ticket.no)
            terminal.papers.hand_over()
        terminal.bridge.drain(wait=0.01)
    terminal.stop()
    tell("DONE")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])

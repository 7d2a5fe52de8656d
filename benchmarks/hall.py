"""A hall that has gone wrong: a home with 20,000 open tickets, made in a few hundred commits."""

import random
from pathlib import Path
from typing import Final

from app.cli.drill import form
from app.db.log import Proposal
from app.desk import intake
from app.domain import number
from app.domain.acts.act import Act
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, person

OPEN: Final = 20_000
A_DAY: Final = 500
TODAY: Final = 40
BATCH: Final = 250
TO_RATE: Final = 50  # of all these so many wait at the rating page


def full_hall(home: Path, clock: FakeClock) -> Terminal:
    """A terminal under the national standard; the clock stands at the morning of the last day."""
    terminal, rng, slip, left = make_terminal(home, clock), random.Random(5), 0, OPEN
    clerk = person(terminal, "C1")
    terminal.desk.person = clerk
    while left:
        today = TODAY if left <= TODAY else min(A_DAY, left - TODAY)
        for first in range(1, today + 1, BATCH):
            batch: list[Proposal] = []
            for running in range(first, min(first + BATCH, today + 1)):
                slip += 1
                batch += one(terminal, rng, running, slip)
            terminal.log.append(clerk.id, batch)
            clock.move(minutes=30)
        left -= today
        if left:
            clock.move(days=1)
            clock.set(f"{clock.now():%Y-%m-%d} 09:00:00")
    return terminal


def one(terminal: Terminal, rng: random.Random, running: int, slip: int) -> list[Proposal]:
    """One open ticket: accepted, half of them with a department, a few back for the citizen."""
    desk = terminal.desk
    name = number.make(desk.hall.code, desk.hall.window, desk.today, running, rng.choice)
    acts: list[Act] = [form(desk, rng), intake.accepted(desk, rng.choice(("general", "complex")))]
    if slip % 2:
        acts.append(Dispatched(department="人社窗口", content="请按指南办理", slip_no=slip))
    if slip % (OPEN // TO_RATE) == 1:
        result = ResultReceived(result="已经办好", who="齐望舒", how="phone")
        acts += [Taken(who="齐望舒", how="phone"), result, FedBack(way="phone")]
    return [Proposal(name, act) for act in acts]

"""`bandecheng drill`: commits as fast as they go, one acknowledgement line after each.

For kill and power-cut rigs: what was acknowledged must be there afterwards, once.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.cli.trouble import explained
from app.db.instance import Home
from app.db.people import Person
from app.desk import asking, handling, intake
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.desk.founding import Founding, Newcomer, found
from app.desk.made_up import filled, in_order
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived
from app.domain.acts.intake import Registered
from app.domain.clock import SystemClock
from app.domain.ticket import Ticket
from app.main import Terminal, build, write_recovery
from app.settings import shipped
from app.settings.terminal import HallSettings, PrinterSettings, Settings

CLERK = Person("C", "周晓岚", "clerk", frozenset({"officer"}))
SURNAMES = "张王李赵陈杨周吴徐孙"
GIVEN = "堃喆镕䶮㛃𬱖明芳静磊"
MATTERS = ("个体工商户变更登记", "社保卡补换", "医保异地就医备案", "不动产抵押注销")


def run(arguments: list[str]) -> int:
    """Make the home if need be, then so many commits."""
    parser = argparse.ArgumentParser(prog="bandecheng drill")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--acts", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args(arguments)
    with explained():
        terminal = open_drill(told.home)
        try:
            drill(terminal, told.acts, random.Random(told.seed))  # noqa: S311 - a rehearsal
        finally:
            terminal.stop()
    return 0


def open_drill(path: Path) -> Terminal:
    """The terminal of a home, founded with two people if it is new; papers lie outside it."""
    home, clock = Home(path), SystemClock()
    home.hold()
    is_new = home.is_new
    if is_new:
        write_recovery(path, home.create())  # a rig restores its backups with it
    papers = PrinterSettings(transport="capture", folder=str(path) + "-papers")
    hall = HallSettings(code="DR", name="演练大厅", window=1, phone="0000-1234567")
    terminal = build(home, clock, Settings(hall=hall, printer=papers))
    with terminal.log.reading() as connection:
        terminal.log.book.refresh(connection)
    if terminal.log.head.seq == 0:
        people = (Newcomer("L", "沈知行", "leader", "-"), Newcomer("C", "周晓岚", "clerk", "-"))
        told = Founding(
            shipped.regime_files()["national"], shipped.calendar_files(), people,
            ("市场监管局窗口", "人社窗口"),
        )  # fmt: skip
        found(terminal.log, told, clock.now().date())
    terminal.desk.person = CLERK
    terminal.start()
    return terminal


def drill(terminal: Terminal, acts: int, rng: random.Random) -> None:
    """So many commits, each acknowledged after it and not before."""
    work = ticket_after_ticket(terminal.desk, rng)
    for _ in range(acts):
        outcome = next(work)
        head = terminal.log.head
        line = f"ACK {head.seq} {head.hash.hex()[:16]} {outcome.ticket.no}\n"
        sys.stdout.buffer.write(line.encode())
        sys.stdout.buffer.flush()
        terminal.papers.hand_over()
        terminal.bridge.drain()


def ticket_after_ticket(desk: Desk, rng: random.Random) -> Iterator[Outcome]:
    """Whole lives of tickets, one commit at a time."""
    while True:
        outcome = _must(intake.accept(desk, form(desk, rng), "general"))
        yield outcome
        number = outcome.ticket.no
        yield _must(
            handling.dispatch(
                desk, number, Dispatched(department="人社窗口", content="请按指南办理")
            )
        )
        result = ResultReceived(result="已经办好", who="齐望舒", how="phone")
        now = desk.now
        call = CalledBack(number="19900001234", started_at=now, ended_at=now)
        ticket = desk.log.ticket(number)
        for act in in_order(ticket, desk.context(ticket), result, FedBack(way="phone"), call):
            yield _must(desk.perform(number, act))
        asked = _must(asking.ask(desk, number, "pad", "drill", "-"))
        yield asked
        assert asked.ticket.asking is not None
        yield _must(asking.press(desk, number, asked.ticket.asking.ref, _press(rng)))
        yield _must(handling.close(desk, number, Closed(outcome="solved")))


def form(desk: Desk, rng: random.Random) -> Registered:
    """A plausible registration."""
    told = Registered(
        hall=desk.hall.code, window=str(desk.hall.window),
        regime=desk.log.book.current(desk.today),
        citizen_name=rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
        phone=f"1990000{rng.randrange(10000):04d}", matter=rng.choice(MATTERS),
        department="市场监管局窗口", description="窗口要求的材料和公开的办事指南不一样",
        scope="guide_mismatch", reasons=("hard",), region=desk.hall.name,
    )  # fmt: skip
    return filled(told, Ticket(), desk.context())


def _press(rng: random.Random) -> Press:
    level = rng.choice("543")
    return Press(
        source="pad", key=int(level), level=level, scale=5, label="", latency_ms=2000,
        quick=False, frames=f"0{level}", device="drill", profile_sha256="-",
    )  # fmt: skip


def _must(outcome: Outcome) -> Outcome:
    assert outcome.is_done, msgspec.json.encode(outcome.refused)
    return outcome

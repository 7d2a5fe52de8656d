"""A matter on its way, on the real store, by the desk's own verbs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db import verify
from app.desk import asking, handling, intake
from app.desk.asking import Press
from app.desk.desk import Outcome
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived
from app.domain.clock import local
from app.domain.outlook import outlook
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, form, make_terminal, settle, sit, whole

Away = Callable[..., str]


def done(outcome: Outcome) -> Outcome:
    assert outcome.refused == ()
    return outcome


def keys(outcome: Outcome) -> set[str]:
    return {r.key for r in outcome.refused}


def due_of(terminal: Terminal, number: str) -> str:
    ticket = terminal.log.ticket(number)
    resolve = outlook(terminal.desk.rules(ticket), ticket).resolve
    assert resolve is not None
    assert resolve.due is not None
    return f"{local(resolve.due):%Y-%m-%d %H:%M}"


def pressed(level: str, **fields: object) -> Press:
    given: dict[str, object] = {
        "source": "pad", "key": int(level), "level": level, "scale": 5, "label": "满意",
        "latency_ms": 2000, "quick": False, "frames": "05", "device": "pty", "profile_sha256": "-",
    }  # fmt: skip
    return Press(**{**given, **fields})  # type: ignore[arg-type]  # the fields of a press


def sent_away(terminal: Terminal, category: str = "general") -> str:
    """Registered, accepted, dispatched."""
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), category)).ticket.no
    settle(terminal, number, "dispatch")
    act = whole(terminal, number, Dispatched(department="人社窗口", content="请办理"))
    done(handling.dispatch(desk, number, act))
    return number


def settled(terminal: Terminal) -> str:
    """Settled at the counter, ready to be rated."""
    act = AnsweredOnSpot(result="已当场答复")
    return done(intake.answer(terminal.desk, form(terminal), "general", act)).ticket.no


def answered(terminal: Terminal, number: str) -> None:
    """The department has answered, the citizen was told and called back."""
    desk = terminal.desk
    call = CalledBack(number="19900001234", started_at=desk.now - 60, ended_at=desk.now)
    result = ResultReceived(result="已办", who="齐望舒", how="phone")
    carry(terminal, number, result, FedBack(way="phone"), call)


def asked(terminal: Terminal, number: str, approved_by: str = "") -> str:
    """An asking is open; its ref."""
    outcome = done(asking.ask(terminal.desk, number, "pad", "pty", "-", approved_by))
    assert outcome.ticket.asking is not None
    return outcome.ticket.asking.ref


@pytest.fixture
def away(terminal: Terminal) -> str:
    return sent_away(terminal)


@pytest.fixture
def opened(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[[str], Terminal]]:
    """A terminal under a regulation, its leader at the desk; verified at the end."""
    made: list[Terminal] = []

    def open_(regime: str) -> Terminal:
        made.append(make_terminal(tmp_path / regime, clock, regime))
        sit(made[-1], "L1")
        return made[-1]

    yield open_
    for terminal in made:
        with terminal.log.reading() as connection:
            assert verify.verify(connection).faults == ()
        terminal.stop()

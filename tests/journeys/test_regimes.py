"""One matter from registration to closing under each of the five regulations, on the real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.engine import snapshot
from app.db.verify import verify
from app.desk import asking, handling, intake
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Classified, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Declined
from app.domain.clock import local
from app.domain.offers import offers
from app.domain.outlook import outlook
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, carry, clear_way, form, make_terminal, settle, sit, whole

REGIMES = ("national", "xiufeng", "chongming", "pingyi", "songjiang")
# A class that goes to a department, and its resolve due once it has (accepted 09:00).
DEPARTMENT_CLASS = {
    "national": ("general", "2026-03-18 17:30"),
    "xiufeng": ("help_general", "2026-03-12 17:30"),
    "chongming": ("general", "2026-03-16 17:30"),
    "pingyi": ("complex", "2026-03-16 17:30"),
    "songjiang": ("complex", "2026-03-20 17:30"),
}
SPOT_CLASS = {
    "national": "general", "xiufeng": "consult", "chongming": "on_spot", "pingyi": "at_once",
    "songjiang": "on_spot",
}  # fmt: skip


def press(level: str) -> Press:
    return Press(
        source="pad", key=int(level), level=level, scale=5, label="", latency_ms=2000,
        quick=False, frames="05", device="pty", profile_sha256="-",
    )  # fmt: skip


def done(outcome: Outcome) -> Outcome:
    assert outcome.refused == ()
    return outcome


def due_of(terminal: Terminal, number: str) -> str:
    ticket = terminal.log.ticket(number)
    resolve = outlook(terminal.desk.rules(ticket), ticket).resolve
    assert resolve is not None
    assert resolve.due is not None
    return f"{local(resolve.due):%Y-%m-%d %H:%M}"


@pytest.fixture(params=REGIMES)
def under(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = make_terminal(tmp_path / "home", clock, request.param)
    sit(made, "C1")
    yield made
    with snapshot(made.home.reader()) as connection:
        assert verify(connection).faults == ()
    made.stop()


def rate(terminal: Terminal, number: str, level: str = "4") -> None:
    desk = terminal.desk
    asked = done(asking.ask(desk, number, "pad", "pty", "-"))
    assert asked.ticket.asking is not None
    done(asking.press(desk, number, asked.ticket.asking.ref, press(level)))
    assert [a.NAME for a in offers(desk.log.ticket(number), desk.context())] == ["citizen_left"]
    done(asking.left(desk, number))


def said(category: str, regime: str) -> tuple[Act, ...]:
    """The class as the handler chooses it, where the rule leaves it to them (S-3-2a)."""
    return (Classified(category=category, who="齐望舒", how="phone"),) * (regime == "songjiang")


def told(desk: Desk) -> dict[str, str]:
    """The citizen has not said yet whether they object, so a rating can follow (S-3-3a)."""
    return {"objection": "未表态"} if desk.rules().regime.id == "songjiang" else {}


def test_a_matter_goes_to_a_department_and_is_closed(under: Terminal, clock: FakeClock) -> None:
    desk = under.desk
    category, due = DEPARTMENT_CLASS[desk.rules().regime.id]
    number = accepted(under, form(under), category)
    clock.move(minutes=5)
    if under.log.ticket(number).state == "accepted":
        send = clear_way(under, number, Dispatched(department="人社窗口", content="请办理"))
        assert isinstance(send, Dispatched)
        done(handling.dispatch(desk, number, send))
    assert due_of(under, number) == due
    clock.move(minutes=10)
    steps: tuple[Act, ...] = (
        Taken(who="齐望舒", how="phone"),
        *said(category, desk.rules().regime.id),
        ResultReceived(result="已按指南办理", who="齐望舒", how="phone", statement="已处理"),
        FedBack(way="phone", opinion="可以", who="齐望舒", how="phone", choices=told(desk)),
    )
    for act in steps:
        carry(under, number, clear_way(under, number, act))
        clock.move(minutes=10)
    if desk.rules().regime.id in ("national", "chongming", "xiufeng"):
        now = desk.now
        call = CalledBack(number="19900001234", started_at=now - 60, ended_at=now)
        carry(under, number, clear_way(under, number, call))
    settle(under, number, "close")
    rate(under, number)
    end = whole(under, number, Closed(outcome="solved"))
    ticket = done(handling.close(desk, number, end)).ticket
    assert ticket.state == "closed"
    assert ticket.slips == (1,)
    assert ticket.odd == ()


@pytest.mark.clause("C-4-1a", "C-4-3a")
def test_a_matter_is_settled_at_the_counter(under: Terminal) -> None:
    desk = under.desk
    category = SPOT_CLASS[desk.rules().regime.id]
    number = accepted(under, form(under), category)
    carry(under, number, AnsweredOnSpot(result="已当场答复"))
    rate(under, number, "5")
    settle(under, number, "close")
    end = whole(under, number, Closed(outcome="solved"))
    ticket = done(handling.close(desk, number, end)).ticket
    assert ticket.state == "closed"
    assert ticket.slips == ()


@pytest.mark.clause("C-4-1e", "P-3-1c")
def test_a_matter_out_of_scope_is_declined_and_counted(under: Terminal) -> None:
    desk = under.desk
    reason = desk.rules().regime.scope.decline[0].code
    bare = intake.decline(desk, form(under), Declined(reason=reason))
    assert "decline.explanation" in {r.key for r in bare.refused}
    told = Declined(
        reason=reason, reason_text="不属于受理范围", explanation="请到信访部门反映",
        told_department="信访局", told_contact="0000-7654321",
    )  # fmt: skip
    ticket = done(intake.decline(desk, form(under), told)).ticket
    assert ticket.state == "declined"
    assert outlook(desk.rules(ticket), ticket).obligations == ()

"""The examples of the clauses on time limits, each under its clause (all dates are March 2026)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from app.domain.calendar import WorkCalendar
from app.domain.extension import stated_due_refusal
from app.domain.outlook import outlook
from app.domain.regime import Regime
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from tests.domain.conftest import Ask, at, clock_text

MONDAY_TEN = "2026-03-02 10:00"
REGIMES = {"N": "national", "X": "xiufeng", "C": "chongming", "P": "pingyi", "S": "songjiang"}


def example(clause: str, limit: str, due: str, target: str = "", **more: str) -> Any:
    """A limit from Monday ten o'clock unless `start` says otherwise."""
    keys = {"limit": limit, "from": more.pop("start", MONDAY_TEN), **more}
    return pytest.param(
        {"regime": REGIMES[clause[0]], **keys}, due, target,
        id=f"{clause} {limit} {' '.join(more.values())}", marks=pytest.mark.clause(clause),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "due", "target"),
    [
        example("N-9.1-c", "n-general", "2026-03-09 17:30", "2026-03-02 17:30"),
        example("N-9.1-d", "n-general", "2026-03-09 17:30", "2026-03-02 17:30"),
        example("N-10.1-a", "n-general", "2026-03-09 17:30", "2026-03-02 17:30",
                start="2026-03-02 09:10"),
        example("N-10.2-a", "n-general", "2026-03-09 17:30", "2026-03-02 17:30"),
        example("N-9.4-a", "n-complex", "2026-03-16 17:30"),
        example("N-9.4-c", "n-cannot", "2026-03-05 17:30", found="2026-03-02 15:00"),
        example("X-10-1", "x-consult", "2026-03-02 14:00", "2026-03-02 10:00"),
        example("X-10-2a", "x-suggest-r", "2026-03-03 10:00"),
        example("X-10-2b", "x-suggest-i", "2026-03-04 10:00"),
        example("X-10-3-1a", "x-general", "2026-03-03 17:30"),
        example("X-10-3-2a", "x-complex", "2026-03-09 17:30"),
        example("X-10-3-3", "x-cannot", "2026-03-05 17:30", found="2026-03-04 15:00"),
        example("X-11-a", "x-feedback", "2026-03-03 16:00", "2026-03-02 17:30",
                start="2026-03-02 16:00"),
        example("C-4-3a", "c-spot", MONDAY_TEN),
        example("C-4-3b", "c-contact", "2026-03-03 17:30"),
        example("C-4-3c", "c-simple", "2026-03-02 17:30"),
        example("C-4-3d", "c-general", "2026-03-05 17:30"),
        example("C-4-3e", "c-complex", "2026-03-09 17:30"),
        example("P-3-2b", "p-transfer", "2026-03-02 17:30", start="2026-03-02 16:00"),
        example("P-3-2b", "p-transfer", "2026-03-03 17:30", start="2026-03-02 17:45"),
        example("P-3-3b", "p-once", "2026-03-02 17:30"),
        example("P-3-3c", "p-general", "2026-03-03 17:30"),
        example("P-3-3d", "p-complex", "2026-03-05 17:30"),
        example("S-3-1", "s-transfer", "2026-03-03 17:30"),
        example("S-4-2a", "s-simple", "2026-03-05 17:30"),
        example("S-4-2b", "s-complex", "2026-03-11 17:30", "2026-03-09 17:30"),
        example("S-4-2c", "s-cannot", "2026-03-05 17:30", found="2026-03-02 15:00"),
    ],
)  # fmt: skip
def test_a_limit_of_the_text_ends_when_its_clause_says(
    asked: Mapping[str, str], due: str, target: str, ask: Ask
) -> None:
    found = ask(asked)
    assert clock_text(found.due) == due
    assert clock_text(found.target) == target
    assert found.late is (False if "found" in asked else None)


@pytest.mark.clause("N-9.4-b1")
def test_ten_working_days_may_be_added_once_and_eleven_are_refused(ask: Ask) -> None:
    wish = {"old_due": "2026-03-16 17:30", "asked": "2026-03-13 10:00"}
    granted = ask({"regime": "national", "extend": {**wish, "amount": 10}})
    refused = ask({"regime": "national", "extend": {**wish, "amount": 11}})
    assert (clock_text(granted.due), granted.refused) == ("2026-03-30 17:30", None)
    assert clock_text(refused.due) == "2026-03-16 17:30"
    assert refused.refused is not None
    assert (refused.refused.key, refused.refused.clause) == ("extension.too_long", "N-9.4-b1")


@pytest.mark.clause("P-3-3g")
def test_seven_working_days_may_be_added_in_pingyi_and_eight_are_refused(ask: Ask) -> None:
    wish = {"old_due": "2026-03-05 17:30", "asked": "2026-03-05 09:00"}
    granted = ask({"regime": "pingyi", "limit": "p-complex", "extend": {**wish, "amount": 7}})
    refused = ask({"regime": "pingyi", "limit": "p-complex", "extend": {**wish, "amount": 8}})
    assert clock_text(granted.due) == "2026-03-16 17:30"
    assert clock_text(refused.due) == "2026-03-05 17:30"
    assert refused.refused is not None
    assert refused.refused.clause == "P-3-3g"


@pytest.mark.parametrize(
    ("category", "old_due", "asked", "is_refused"),
    [
        pytest.param("help_general", "2026-03-03 17:30", "2026-03-03 16:00", False,
                     marks=pytest.mark.clause("X-10-3-1b")),
        pytest.param("help_general", "2026-03-03 17:30", "2026-03-03 17:31", True,
                     marks=pytest.mark.clause("X-10-3-1b")),
        pytest.param("help_complex", "2026-03-09 17:30", "2026-03-09 17:29", False,
                     marks=pytest.mark.clause("X-10-3-2b")),
        pytest.param("help_complex", "2026-03-09 17:30", "2026-03-09 17:31", True,
                     marks=pytest.mark.clause("X-10-3-2b")),
    ],
)  # fmt: skip
def test_a_told_new_limit_counts_only_when_told_before_the_due(
    category: str, old_due: str, asked: str, is_refused: bool, ask: Ask
) -> None:
    wish = {"old_due": old_due, "asked": asked, "new": "2026-03-20 17:30"}
    found = ask({"regime": "xiufeng", "category": category, "extend": wish})
    assert (found.refused is not None) is is_refused
    assert clock_text(found.due) == (old_due if is_refused else "2026-03-20 17:30")


@pytest.mark.clause("C-4-3h")
@pytest.mark.parametrize(
    ("now", "lamp"),
    [
        ("2026-03-02 17:29", "green"),
        ("2026-03-02 17:29:59", "green"),
        ("2026-03-02 17:30", "yellow"),
        ("2026-03-03 17:30:00", "yellow"),
        ("2026-03-03 17:30:01", "red"),
    ],
)
def test_a_lamp_turns_yellow_a_day_before_the_due_and_red_a_second_after(
    now: str, lamp: str, ask: Ask
) -> None:
    asked = {"regime": "chongming", "limit": "c-contact", "from": MONDAY_TEN, "as_of": now}
    assert ask(asked).lamp == lamp


@pytest.fixture
def national(regimes: Mapping[str, Regime], calendar: WorkCalendar) -> Rules:
    return Rules(regimes["national"], calendar)


def complex_ticket(stated_due: str = "") -> Ticket:
    received = int(at(MONDAY_TEN).timestamp())
    marks = {"accepted": received, "dispatched": received, "sheet_received": received}
    stated = int(at(stated_due).timestamp()) if stated_due else 0
    return Ticket(
        no="T", state="handling", category="complex", marks=marks, stated_due=stated,
        last_at=received,
    )  # fmt: skip


def resolve_due(rules: Rules, ticket: Ticket) -> str:
    resolve = outlook(rules, ticket).resolve
    assert resolve is not None
    assert resolve.due is not None
    return clock_text(datetime.fromtimestamp(resolve.due, at(MONDAY_TEN).tzinfo))


@pytest.mark.clause("N-9.3-b")
def test_a_limit_the_group_states_may_shorten_the_ten_days_but_not_lengthen_them(
    national: Rules,
) -> None:
    assert resolve_due(national, complex_ticket()) == "2026-03-16 17:30"
    assert resolve_due(national, complex_ticket("2026-03-09 17:30")) == "2026-03-09 17:30"
    allowed, longer = (int(at(f"2026-03-16 17:3{n}").timestamp()) for n in (0, 1))
    assert stated_due_refusal(national, complex_ticket(), allowed, allowed) is None
    refused = stated_due_refusal(national, complex_ticket(), longer, longer)
    assert refused is not None
    assert refused.clause == "N-9.3-b"

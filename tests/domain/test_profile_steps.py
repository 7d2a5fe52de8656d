"""The order of acts as each text has it, and who may do them."""

import pytest

from app.domain.calendar import WorkCalendar
from app.domain.context import Context
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from tests.domain.profile_files import regime_of


def context(name: str, post: str = "clerk") -> Context:
    regime = regime_of(name)
    roles = frozenset(role.id for role in regime.roles if role.post == post)
    rules = Rules(regime, WorkCalendar(()))
    return Context(now=100, actor="C1", roles=roles, posts=frozenset({post}), rules=rules)


def refused(name: str, act: str, done: str, category: str, *, calls: int = 0) -> str:
    """The key of the refusal of an act after some others, "" when it may be done."""
    ticket = Ticket(state="fed_back", category=category, failed_calls=calls)
    ticket = ticket.with_marks(1, *done.split())
    found = context(name).step_refusal(ticket, act)
    return found.key if found else ""


TOLD = "accept dispatch receive_result feed_back"


@pytest.mark.parametrize(
    ("name", "act", "done", "category", "key"),
    [
        pytest.param("national", "feed_back", "accept dispatch", "general", "step.receive_result",
                     marks=pytest.mark.clause("N-9.5-a")),
        pytest.param("national", "call_back", "accept dispatch receive_result", "general",
                     "step.feed_back", marks=pytest.mark.clause("N-8.2.6-f")),
        pytest.param("national", "rate", TOLD, "general", "step.call_back",
                     marks=pytest.mark.clause("N-11.1.1")),
        pytest.param("national", "close", f"{TOLD} call_back", "general", "step.rate",
                     marks=pytest.mark.clause("N-9.5-b")),
        pytest.param("national", "close", f"{TOLD} call_back rate", "general", ""),
        pytest.param("xiufeng", "close", "accept dispatch receive_result", "help_general",
                     "step.feed_back", marks=pytest.mark.clause("X-11-a")),
        pytest.param("xiufeng", "close", f"{TOLD} rate", "help_general", ""),
        pytest.param("chongming", "close", f"{TOLD} rate", "general", "step.call_back",
                     marks=pytest.mark.clause("C-4-4a")),
        pytest.param("chongming", "contact", "accept", "simple", "step.dispatch",
                     marks=pytest.mark.clause("C-4-3b")),
        pytest.param("pingyi", "rate", "accept dispatch receive_result", "general",
                     "step.feed_back", marks=pytest.mark.clause("P-A2-c")),
        pytest.param("pingyi", "close", TOLD, "general", ""),
        pytest.param("pingyi", "archive", f"{TOLD} close", "general", "step.rate",
                     marks=pytest.mark.clause("P-3-5b")),
        pytest.param("pingyi", "archive", f"{TOLD} close rate", "general", ""),
        pytest.param("songjiang", "close", "accept dispatch receive_result", "simple",
                     "step.feed_back", marks=pytest.mark.clause("S-3-2a")),
        pytest.param("songjiang", "close", TOLD, "simple", "",
                     marks=pytest.mark.clause("S-3-3a")),
    ],
)  # fmt: skip
def test_an_act_waits_for_those_its_text_puts_first(
    name: str, act: str, done: str, category: str, key: str
) -> None:
    assert refused(name, act, done, category) == key


@pytest.mark.parametrize("name", ["national", "chongming"])
def test_three_calls_nobody_answered_stand_for_the_callback(name: str) -> None:
    assert refused(name, "rate", TOLD, "general", calls=2) == "step.call_back"
    assert refused(name, "rate", TOLD, "general", calls=3) == ""


@pytest.mark.parametrize(
    ("name", "category"),
    [("national", "general"), ("xiufeng", "consult"), ("chongming", "on_spot"),
     ("pingyi", "at_once"), ("songjiang", "on_spot")],
)  # fmt: skip
def test_a_citizen_answered_on_the_spot_may_rate_at_once(name: str, category: str) -> None:
    done = "accept answer_on_spot receive_result feed_back"
    assert refused(name, "rate", done, category) == ""


@pytest.mark.clause("N-9.1-e")
@pytest.mark.parametrize("category", ["complex", "difficult"])
def test_the_group_dispatches_what_is_not_general(category: str) -> None:
    ticket = Ticket(state="accepted", category=category).with_marks(1, "accept")
    at_the_counter = context("national").step_refusal(ticket, "dispatch")
    assert at_the_counter
    assert at_the_counter.key == "step.by"
    assert context("national", "leader").step_refusal(ticket, "dispatch") is None


def test_the_clerk_dispatches_a_general_matter() -> None:
    ticket = Ticket(state="accepted", category="general").with_marks(1, "accept")
    assert context("national").step_refusal(ticket, "dispatch") is None
    assert context("national").can("dispatch")

"""Passwords: the try is counted first, five wrong ones lock, and time opens again."""

from app.desk import passwords
from app.main import Terminal
from tests.fakes.clock import FakeClock


def attempt(terminal: Terminal, password: str) -> str:
    """One try of the clerk; the sentence said, "" when it fits, `locked` when none is allowed."""
    secret = passwords.begin(terminal.desk, "C1")
    if secret is None:
        return "locked"
    return passwords.settle(terminal.desk, passwords.check("C1", secret, password, "sign_in"))


def test_a_right_password_forgets_the_wrong_ones(terminal: Terminal) -> None:
    assert "还可以再试 4 次" in attempt(terminal, "wrong")
    assert attempt(terminal, "clerk-secret") == ""
    assert "还可以再试 4 次" in attempt(terminal, "wrong")


def test_five_wrong_ones_lock_for_a_minute_then_two(terminal: Terminal, clock: FakeClock) -> None:
    for _ in range(4):
        attempt(terminal, "wrong")
    assert "1 分钟后再试" in attempt(terminal, "wrong")
    assert attempt(terminal, "clerk-secret") == "locked"
    clock.move(seconds=61)
    assert "2 分钟后再试" in attempt(terminal, "wrong")
    clock.move(seconds=121)
    assert attempt(terminal, "clerk-secret") == ""


def test_a_try_that_never_came_back_counts_too(terminal: Terminal) -> None:
    for _ in range(5):
        assert passwords.begin(terminal.desk, "C1") is not None
    assert passwords.begin(terminal.desk, "C1") is None


def test_nobody_is_no_one(terminal: Terminal) -> None:
    assert passwords.begin(terminal.desk, "nobody") is None
    assert passwords.find(terminal.desk, "nobody") is None

"""A second asking in a round is agreed to by a leader, with the password. No toolkit."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import passwords
from app.desk.desk import Desk
from app.desk.passwords import Checked

LEAVE: Final = "second_asking"
Run = Callable[[Callable[[], object]], None]


class LeaveView(Protocol):
    """The dialog the leader types into."""

    def ask(self, leaders: Sequence[Person]) -> None:
        """A second asking in a round: which leader agrees, by password."""

    def show_fault(self, sentence: str) -> None:
        """The password was not taken."""

    def accept(self) -> None:
        """The leader has agreed."""


class Leave:
    """Asks for the leader's leave; `agreed` is told who gave it. `run` starts slow work."""

    def __init__(self, desk: Desk, run: Run, agreed: Callable[[str], None]) -> None:
        self._desk = desk
        self._run = run
        self._agreed = agreed
        self._view: LeaveView

    def attach(self, view: LeaveView) -> None:
        """Bind the dialog."""
        self._view = view

    def ask(self) -> None:
        """Show who may agree."""
        leaders = [p for p in passwords.everyone(self._desk) if p.post == "leader"]
        self._view.ask(leaders)

    def on_typed(self, leader: str, password: str) -> None:
        """The leader types the password."""
        try:
            secret = passwords.begin(self._desk, leader)
        except NotWritten as error:
            self._view.show_fault(self._desk.words(f"not_written.{error.code}"))
            return
        if secret is None:
            self._view.show_fault(passwords.locked(self._desk, leader))
            return
        self._run(partial(passwords.check, leader, secret, password, LEAVE))

    def on_checked(self, answer: Checked) -> None:
        """The worker has looked at the password."""
        try:
            sentence = passwords.settle(self._desk, answer)
        except NotWritten as error:
            sentence = self._desk.words(f"not_written.{error.code}")
        if sentence:
            self._view.show_fault(sentence)
            return
        self._view.accept()
        self._agreed(answer.who)

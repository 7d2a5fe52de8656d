"""A leader's yes to a change: at once where a leader has the desk, else by password."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import passwords
from app.desk.desk import Desk
from app.desk.passwords import Checked
from app.ui.later import Run, later

CONSENT: Final = "settings"
Consented = Callable[[Person], object]


class ConsentView(Protocol):
    """What asks the leader."""

    def ask_leader(self, leaders: Sequence[Person]) -> None:
        """Who may agree, and a field for the password."""

    def show_fault(self, sentence: str) -> None:
        """Why the password was not taken."""

    def agreed(self) -> None:
        """The leader has agreed."""


class Consent:
    """`ask(then)` calls `then(leader)` once a leader has agreed, and never otherwise."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run
        self._view: ConsentView
        self._then: Consented | None = None
        self._for: Person | None = None

    def attach(self, view: ConsentView) -> None:
        """Bind the dialog."""
        self._view = view

    def ask(self, then: Consented) -> None:
        """A change is wanted."""
        sitting = self._desk.person
        if sitting is None:
            return
        if sitting.post == "leader":
            then(sitting)
            return
        self._then, self._for = then, sitting
        self._view.ask_leader([p for p in passwords.everyone(self._desk) if p.post == "leader"])

    def on_rejected(self) -> None:
        """The dialog was left."""
        self._then = None

    def on_password(self, leader: str, password: str) -> None:
        """The leader typed: the try is counted, then the password is looked at on a worker."""
        desk = self._desk
        try:
            secret = passwords.begin(desk, leader)
        except NotWritten as error:
            self._view.show_fault(desk.words(f"not_written.{error.code}"))
            return
        if secret is None:
            self._view.show_fault(passwords.locked(desk, leader))
            return
        check = partial(passwords.check, leader, secret, password, CONSENT)
        later(self._run, check, self._checked)

    def _checked(self, answer: Checked) -> None:
        """The worker has looked. A desk that changed hands meanwhile has nothing agreed to."""
        desk = self._desk
        try:
            sentence = passwords.settle(desk, answer)
        except NotWritten as error:
            sentence = desk.words(f"not_written.{error.code}")
        if sentence:
            self._view.show_fault(sentence)
            return
        then, leader = self._then, passwords.find(desk, answer.who)
        left = desk.person is None or self._for is None or desk.person.id != self._for.id
        if then is None or left or leader is None or leader.post != "leader":
            return
        self._then = None
        self._view.agreed()
        then(leader)

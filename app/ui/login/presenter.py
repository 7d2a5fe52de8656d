"""Signing in without a toolkit: who, password, locks. The hash is checked on a worker."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from app.db import people
from app.db.log import NotWritten
from app.db.people import Person
from app.desk.desk import Desk
from app.domain.acts.desk import SignedIn

Run = Callable[[Callable[[], object]], None]


class Checked(NamedTuple):
    """The answer of the worker that checked a password."""

    who: str
    fits: bool


class LoginView(Protocol):
    """What the page shows."""

    def show_people(self, rows: Sequence[Person], chosen: str) -> None:
        """Who may sign in; the cursor stands in the password when one is chosen."""

    def show_busy(self, *, busy: bool) -> None:
        """The password is being checked."""

    def show_fault(self, sentence: str) -> None:
        """Why it was not taken; the password field is empty again."""


class LoginPresenter:
    """Handlers of the sign-in page. `run` starts a function on a worker thread; what it returns
    comes back as a message; `signed_in` opens the desk."""

    def __init__(self, desk: Desk, run: Run, signed_in: Callable[[Person], None]) -> None:
        self._desk = desk
        self._run = run
        self._signed_in = signed_in
        self._view: LoginView
        self._people: dict[str, Person] = {}
        self._last = ""

    def attach(self, view: LoginView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Show who may sign in."""
        with self._desk.log.reading() as connection:
            self._people = {p.id: p for p in people.everyone(connection)}
        self._view.show_people(tuple(self._people.values()), self._last)

    def on_submit(self, who: str, password: str) -> None:
        """Enter: the try is counted and committed before the password is looked at."""
        desk, found = self._desk, list[str | None]()
        now = desk.now
        try:
            desk.log.write_beside(lambda c: found.append(people.begin_try(c, who, now)))
        except NotWritten as error:
            self._view.show_fault(desk.words(f"not_written.{error.code}"))
            return
        secret = found[0]
        if secret is None:
            self._view.show_fault(self._locked(who))
            return
        self._view.show_busy(busy=True)
        self._run(partial(_check, who, secret, password))

    def on_checked(self, answer: Checked) -> None:
        """The worker has looked."""
        desk, words = self._desk, self._desk.words
        self._view.show_busy(busy=False)
        if not answer.fits:
            self._view.show_fault(self._wrong(answer.who))
            return
        desk.log.write_beside(lambda c: people.succeed(c, answer.who))
        person = self._people[answer.who]
        desk.person = person
        act = SignedIn(name=person.name, roles=tuple(sorted(person.roles)))
        try:
            desk.desk_act(act)
        except NotWritten as error:
            desk.person = None
            self._view.show_fault(words(f"not_written.{error.code}"))
            return
        self._last = person.id
        self._signed_in(person)

    def _fresh(self, who: str) -> Person | None:
        with self._desk.log.reading() as connection:
            return next((p for p in people.everyone(connection) if p.id == who), None)

    def _wrong(self, who: str) -> str:
        person = self._fresh(who)
        left = people.FREE_TRIES - (person.failures if person else 0)
        if left > 0:
            return self._desk.words("login.wrong", n=left)
        return self._locked(who)

    def _locked(self, who: str) -> str:
        person = self._fresh(who)
        seconds = max(1, (person.locked_until if person else 0) - self._desk.now)
        return self._desk.words("login.locked", n=-(-seconds // 60))


def _check(who: str, secret: str, password: str) -> Checked:
    return Checked(who, people.password_fits(secret, password))

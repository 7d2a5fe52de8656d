"""A new password chosen by its owner, without a toolkit: at the sign-in in place of a one-time
one, or in the settings in place of the old one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple, Protocol

from app.db import people
from app.db.log import NotWritten
from app.db.people import Person
from app.desk import password_rules, passwords, staff
from app.desk.desk import Desk
from app.desk.passwords import Checked
from app.ui.later import Run, later


class Typed(NamedTuple):
    """The fields; `old` is asked for only where the owner has not just typed it."""

    old: str
    new: str
    again: str


class Renewed(NamedTuple):
    """What the worker found: whether the old one fits, whether the new one is the same."""

    old_fits: bool
    same: bool
    secret: str


class NewPasswordView(Protocol):
    """What asks for it."""

    def ask(self, name: str, *, old: bool) -> None:
        """Empty fields for somebody."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside `old`, `new` and `again`."""

    def show_busy(self, *, busy: bool) -> None:
        """The worker looks."""

    def changed(self) -> None:
        """It is another one now."""


class NewPassword:
    """`open(who, then)` calls `then()` once the password is another one."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run
        self._view: NewPasswordView
        self._who: Person
        self._then: Callable[[], object]
        self._sat: str = ""
        self._old = False

    def attach(self, view: NewPasswordView) -> None:
        """Bind the dialog."""
        self._view = view

    def open(self, who: Person, then: Callable[[], object], *, old: bool = False) -> None:
        """Ask somebody; `old` asks for the present password too."""
        self._who, self._then, self._old, self._sat = who, then, old, self._sitting()
        self._view.ask(who.name, old=old)

    def on_submit(self, typed: Typed) -> None:
        """The rules first, then the worker."""
        desk, who = self._desk, self._who
        key = password_rules.weakness(typed.new, who=who.id, name=who.name)
        faults = {"new": desk.words(key)} if key else {}
        if not key and typed.new != typed.again:
            faults["again"] = desk.words("password.differ")
        if faults:
            self._view.show_faults(faults)
            return
        try:
            secret = passwords.begin(desk, who.id)
        except NotWritten as error:
            self._view.show_faults({"new": desk.words(f"not_written.{error.code}")})
            return
        if secret is None:
            field = "old" if self._old else "new"
            self._view.show_faults({field: passwords.locked(desk, who.id)})
            return
        self._view.show_busy(busy=True)
        work = partial(_look, secret, typed, check_old=self._old)
        later(self._run, work, partial(self._looked, who.id))

    def _looked(self, who: str, found: Renewed) -> None:
        desk = self._desk
        self._view.show_busy(busy=False)
        if who != self._who.id or self._sitting() != self._sat:  # the desk changed hands
            return
        try:
            sentence = passwords.settle(desk, Checked(who, found.old_fits, ""))
            if not sentence and not found.same:
                staff.renew(desk, who, found.secret)
        except NotWritten as error:
            self._view.show_faults({"new": desk.words(f"not_written.{error.code}")})
            return
        if sentence:
            self._view.show_faults({"old": sentence})
        elif found.same:
            self._view.show_faults({"new": desk.words("password.same")})
        else:
            self._view.changed()
            self._then()

    def _sitting(self) -> str:
        return self._desk.person.id if self._desk.person is not None else ""


def _look(secret: str, typed: Typed, *, check_old: bool) -> Renewed:
    if check_old and not people.password_fits(secret, typed.old):
        return Renewed(False, False, "")
    same = people.password_fits(secret, typed.new)
    return Renewed(True, same, "" if same else people.hash_password(typed.new))

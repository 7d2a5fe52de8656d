"""Signing in without a toolkit: who, password, locks. The hash is checked on a worker."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from app.db.log import NotWritten
from app.db.people import Person
from app.desk import handover, passwords
from app.desk.desk import Desk
from app.desk.passwords import Checked
from app.domain.acts.desk import HandOver, SignedIn
from app.ui.login.sheet_words import SheetWords, words_of

Run = Callable[[Callable[[], object]], None]
SIGN_IN: Final = "sign_in"


class LoginView(Protocol):
    """What the page shows."""

    def show_people(self, rows: Sequence[Person], chosen: str) -> None:
        """Who may sign in; the cursor stands in the password when one is chosen."""

    def show_busy(self, *, busy: bool) -> None:
        """The password is being checked."""

    def show_fault(self, sentence: str) -> None:
        """Why it was not taken; the password field is empty again."""

    def show_sheet(self, words: SheetWords | None) -> None:
        """The hand-over that waits for whoever takes the desk, or none."""

    def ticked(self) -> Sequence[str]:
        """The tickets that were talked through."""


class LoginPresenter:
    """Handlers of the sign-in page. `run` starts a function on a worker thread; what it returns
    comes back as a message; `signed_in` opens the desk; `renew(person, then)` lets somebody with
    a one-time password choose another before that."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        signed_in: Callable[[Person], None],
        renew: Callable[[Person, Callable[[], None]], None],
    ) -> None:
        self._desk = desk
        self._run = run
        self._signed_in = signed_in
        self._renew = renew
        self._view: LoginView
        self._last = ""
        self._over: HandOver | None = None
        self._takes = False

    def attach(self, view: LoginView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Show who may sign in, and the hand-over that waits."""
        desk = self._desk
        self._over = handover.pending(desk)
        self._view.show_sheet(words_of(desk, self._over) if self._over else None)
        self._view.show_people(
            passwords.everyone(desk), self._over.to if self._over else self._last
        )

    def on_submit(self, who: str, password: str, *, takes: bool = True) -> None:
        """Enter: the try is counted and committed before the password is looked at.

        `takes` countersigns the hand-over that waits; without it the person only signs in.
        """
        desk, self._takes = self._desk, takes
        try:
            secret = passwords.begin(desk, who)
        except NotWritten as error:
            self._view.show_fault(desk.words(f"not_written.{error.code}"))
            return
        if secret is None:
            self._view.show_fault(passwords.locked(desk, who))
            return
        self._view.show_busy(busy=True)
        self._run(partial(passwords.check, who, secret, password, SIGN_IN))

    def on_checked(self, answer: Checked) -> None:
        """The worker has looked."""
        self._view.show_busy(busy=False)
        self._go_on(lambda: passwords.settle(self._desk, answer) or self._take_seat(answer.who))

    def _go_on(self, step: Callable[[], str]) -> None:
        """Take a step that may be refused in a sentence, or by the store."""
        try:
            sentence = step()
        except NotWritten as error:
            self._desk.person = None
            sentence = self._desk.words(f"not_written.{error.code}")
        if sentence:
            self._view.show_fault(sentence)

    def _take_seat(self, who: str) -> str:
        """The person sits down: an entry, then the first page. Returns why not, or "".

        Whoever came with a one-time password sits down with the one chosen in its place.
        """
        desk, person = self._desk, passwords.find(self._desk, who)
        if person is None:
            return desk.words("login.unknown")
        if person.must_change:
            self._renew(person, lambda: self._go_on(lambda: self._take_seat(who)))
            return ""
        desk.person = person
        signed_in = SignedIn(name=person.name, roles=tuple(sorted(person.roles)))
        over = self._over if self._takes and self._over and self._over.by != who else None
        if over is not None:
            handover.take(desk, signed_in, over, self._view.ticked())
        else:
            desk.desk_act(signed_in)
        self._last = person.id
        self._signed_in(person)
        return ""

"""人员与权限 without a toolkit: who may sit here, with which powers; one-time passwords."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol

from app.db import people
from app.db.log import NotWritten
from app.db.people import Person
from app.desk import staff
from app.desk.desk import Desk
from app.domain.clock import local
from app.domain.refusal import Refused
from app.ui.kit.values import Mark
from app.ui.later import Run, later
from app.ui.posts import post_words
from app.ui.settings.person_form import POSTS, PersonForm, person_faults

Ask = Callable[[Callable[[Person], object]], None]
VERBS: Final = ("powers", "disable", "enable", "reset", "unlock", "own")


class PeopleRow(NamedTuple):
    """A row: who, post and roles in words, how they stand, what may be done."""

    id: str
    name: str
    post: str
    roles: str
    mark: Mark
    state: str
    verbs: tuple[str, ...]


class PeopleView(Protocol):
    """What the pane shows."""

    def show_people(self, rows: Sequence[PeopleRow]) -> None:
        """Everybody, also the disabled."""

    def ask_person(
        self, form: PersonForm, roles: Mapping[str, Sequence[tuple[str, str]]], *, adding: bool
    ) -> None:
        """A form for somebody; `roles` are (id, name) of the regulation by post."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields of the form."""

    def close_person(self) -> None:
        """The form is done with."""

    def show_password(self, name: str, password: str) -> None:
        """A one-time password, once."""

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of it."""

    def warn(self, sentence: str) -> None:
        """It is done, and something still lacks."""


class PeoplePresenter:
    """Handlers of the pane. `ask(then)` brings a leader's consent, `renew(person, then, old=)`
    lets somebody choose their own password."""

    def __init__(
        self, desk: Desk, run: Run, ask: Ask, renew: Callable[..., None]
    ) -> None:  # fmt: skip
        self.words = desk.words
        self._desk = desk
        self._run = run
        self._ask = ask
        self._renew = renew
        self._view: PeopleView
        self._adding = False

    def attach(self, view: PeopleView) -> None:
        """Bind the pane."""
        self._view = view

    def open(self) -> None:
        """Read everybody anew."""
        self._view.show_people([self._row(p) for p in staff.everyone(self._desk)])

    def on_new(self) -> None:
        """新增人员."""
        self._adding = True
        roles = self._roles()
        every = tuple(i for i, _ in roles["clerk"])
        self._view.ask_person(PersonForm("", "", "clerk", every), roles, adding=True)

    def on_verb(self, verb: str, who: str) -> None:
        """A button of the selected row."""
        person = self._find(who)
        if verb == "own":
            self._renew(person, lambda: self._end((), "own", person), old=True)
        elif verb == "powers":
            self._adding = False
            roles = tuple(sorted(person.roles))
            form = PersonForm(person.id, person.name, person.post, roles, person.duty)
            self._view.ask_person(form, self._roles(), adding=False)
        elif verb == "reset":
            self._ask(lambda by: self._with_password(partial(staff.reset, self._desk, by, person),
                                                     "reset", person))  # fmt: skip
        else:
            act = getattr(staff, verb)
            self._ask(lambda by: self._write(partial(act, self._desk, by, person), verb, person))

    def on_person(self, form: PersonForm) -> None:
        """The form is sent: everything is checked, then a leader agrees."""
        form = form._replace(id=form.id.strip(), name=form.name.strip())
        faults = {k: self.words(v) for k, v in person_faults(form).items()}
        taken = {p.id.casefold() for p in staff.everyone(self._desk)}
        if self._adding and not faults and form.id.casefold() in taken:
            faults["id"] = self.words("refused.people.double")
        self._view.show_faults(faults)
        if faults:
            return
        if self._adding:
            who = Person(form.id, form.name, form.post, frozenset(form.roles), duty=form.duty)
            self._ask(lambda by: self._with_password(partial(staff.add, self._desk, by, who),
                                                     "added", who))  # fmt: skip
            return
        who = self._find(form.id)._replace(
            post=form.post, roles=frozenset(form.roles), duty=form.duty
        )
        self._ask(
            lambda by: self._write(partial(staff.give_powers, self._desk, by, who), "powers", who)
        )

    def _with_password(
        self, write: Callable[[str], tuple[Refused, ...]], key: str, who: Person
    ) -> None:
        """Make a one-time password, hash it on a worker, write, tell it once."""
        password = people.one_time_password()

        def hashed(secret: str) -> None:
            is_there = self._desk.person is not None  # else nobody could be told
            if is_there and self._write(partial(write, secret), key, who):
                self._view.show_password(who.name, password)

        later(self._run, partial(people.hash_password, password), hashed)

    def _write(self, write: Callable[[], tuple[Refused, ...]], key: str, who: Person) -> bool:
        try:
            refused = write()
        except NotWritten as error:
            self._view.say(self.words(f"not_written.{error.code}"), good=False)
            return False
        return self._end(refused, key, who)

    def _end(self, refused: tuple[Refused, ...], key: str, who: Person) -> bool:
        if refused:
            self._view.say(self.words.refusal(refused[0]), good=False)
            return False
        self._view.close_person()
        lacks = staff.lacking(self._desk, who) if key == "added" else ""
        said = self.words(f"settings.people.done_{key}", name=who.name)
        self._view.warn(f"{said}。{lacks}") if lacks else self._view.say(said, good=True)
        self.open()
        return True

    def _find(self, who: str) -> Person:
        return next(p for p in staff.everyone(self._desk) if p.id == who)

    def _roles(self) -> dict[str, list[tuple[str, str]]]:
        roles = self._desk.rules().regime.roles
        return {post: [(r.id, r.name) for r in roles if r.post == post] for post in POSTS}

    def _row(self, p: Person) -> PeopleRow:
        words, rules = self.words, self._desk.rules()
        names = [r.name for r in rules.regime.roles if r.id in p.roles]
        mark, state = self._state(p)
        return PeopleRow(
            p.id, p.name, post_words(words, p.post, p.duty), "、".join(names), mark, state,
            self._verbs(p),
        )  # fmt: skip

    def _state(self, p: Person) -> tuple[Mark, str]:
        words = self.words
        if not p.active:
            return "mute", words("settings.people.disabled")
        if p.locked_until > self._desk.now:
            return "warn", words("settings.people.locked", at=f"{local(p.locked_until):%H:%M}")
        if p.must_change:
            return "warn", words("settings.people.once")
        return "ok", words("settings.people.active")

    def _verbs(self, p: Person) -> tuple[str, ...]:
        """What may be done to somebody; nobody to themselves but a new password."""
        if self._desk.person is not None and p.id == self._desk.person.id:
            return ("own",)
        if not p.active:
            return ("enable",)
        locked = ("unlock",) if p.locked_until > self._desk.now else ()
        return (*locked, "powers", "reset", "disable")

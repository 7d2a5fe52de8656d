"""First start without a toolkit: what a hall must say before the first citizen comes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol

import msgspec

from app.db import people
from app.db.lists import Matter
from app.db.log import Log, NotWritten
from app.desk import password_rules
from app.desk.founding import Founding, Newcomer, found
from app.domain.clock import Clock
from app.settings import shipped
from app.settings.matters_file import read_matters
from app.settings.tables import Faulty
from app.settings.terminal import HallSettings
from app.settings.words import Words

Run = Callable[[Callable[[], object]], None]
MAX_CODE: Final = 4


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed. Passwords are kept only until they are hashed."""

    hall_name: str = ""
    hall_code: str = ""
    window: str = "1"
    phone: str = ""
    region: str = ""
    regime: str = "national"
    leader_id: str = ""
    leader_name: str = ""
    leader_password: str = ""
    clerk_id: str = ""
    clerk_name: str = ""
    clerk_password: str = ""
    matters: tuple[tuple[str, str], ...] = ()


class Hashed(NamedTuple):
    """The answer of the worker that hashed the two passwords."""

    leader: str
    clerk: str


class SetupView(Protocol):
    """What the page shows."""

    def show_regimes(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """(id, short name, full name) of the shipped profiles."""

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside their fields."""

    def show_matters(self, rows: Sequence[tuple[str, str]], sentence: str) -> None:
        """Matters and their departments in the table, after an import."""

    def show_busy(self, *, busy: bool) -> None:
        """Passwords are being hashed."""


class SetupPresenter:
    """Handlers of the first-start page. `keep(hall)` writes the settings, which mean nothing
    before the first entry; `done(hall)` goes on to the sign-in."""

    def __init__(
        self,
        log: Log,
        clock: Clock,
        words: Words,
        run: Run,
        keep: Callable[[HallSettings], None],
        done: Callable[[HallSettings], None],
    ) -> None:
        self._log = log
        self._clock = clock
        self._words = words
        self._run = run
        self._keep = keep
        self._done = done
        self._view: SetupView
        self._answers = Answers()
        self._codes: Mapping[str, str] = {}  # of the matters of a file

    def attach(self, view: SetupView) -> None:
        """Bind the page."""
        self._view = view

    def open(self) -> None:
        """Show the shipped regulations."""
        regimes = shipped.load_regimes()
        rows = [(i, regimes[i].head.short, regimes[i].head.name) for i in shipped.REGIMES]
        self._view.show_regimes(rows)

    def on_import(self, raw: bytes) -> None:
        """A CSV of matters and departments; rows with faults are named, nothing is half taken."""
        rows, faults = read_matters(raw)
        if faults:
            told = (self._words(f.key, n=f.row, text=f.text) for f in faults[:5])
            self._view.show_matters((), "；".join(told))
            return
        found = [(r.name, r.department) for r in rows]
        self._codes = {r.name: r.code for r in rows}
        self._view.show_matters(found, self._words("setup.imported", n=len(rows)))

    def on_submit(self, answers: Answers) -> None:
        """开始使用: everything is checked, then the passwords are hashed on a worker."""
        faults = {k: self._words(v) for k, v in answer_faults(answers).items()}
        if faults:
            self._view.show_faults(faults, self._words("setup.missing", n=len(faults)))
            return
        self._answers = msgspec.structs.replace(answers, leader_password="", clerk_password="")
        self._view.show_busy(busy=True)
        self._run(partial(_hash, answers.leader_password, answers.clerk_password))

    def on_hashed(self, secrets: Hashed) -> None:
        """The worker is done: the whole first start is written in one commit."""
        a = self._answers
        hall = HallSettings(
            code=a.hall_code, name=a.hall_name.strip(), window=int(a.window),
            phone=a.phone.strip(), region=a.region.strip(),
        )  # fmt: skip
        told = Founding(
            regime=shipped.regime_files()[a.regime],
            calendars=shipped.calendar_files(),
            newcomers=(
                Newcomer(a.leader_id.strip(), a.leader_name.strip(), "leader", secrets.leader),
                Newcomer(a.clerk_id.strip(), a.clerk_name.strip(), "clerk", secrets.clerk),
            ),
            departments=tuple(dict.fromkeys(d for _, d in a.matters if d)),
            matters=tuple(Matter(m, self._codes.get(m, ""), d) for m, d in a.matters),
        )
        self._view.show_busy(busy=False)
        try:
            self._keep(hall)
            found(self._log, told, self._clock.now().date())
        except OSError:
            self._view.show_faults({}, self._words("not_written.failed"))
        except NotWritten as error:
            self._view.show_faults({}, self._words(f"not_written.{error.code}"))
        except Faulty as error:
            sentence = "；".join(self._words.fault(error.name, f) for f in error.faults)
            self._view.show_faults({}, sentence)
        else:
            self._done(hall)


def answer_faults(a: Answers) -> dict[str, str]:
    """What is missing or wrong, by field, as word keys."""
    faults = {}
    if not (2 <= len(a.hall_code) <= MAX_CODE and a.hall_code.isascii() and a.hall_code.isalpha()
            and a.hall_code.isupper()):  # fmt: skip
        faults["hall_code"] = "setup.code"
    if not (a.window.isdecimal() and len(a.window) <= 2 and int(a.window) >= 1):
        faults["window"] = "setup.window"
    for name in ("hall_name", "leader_name", "clerk_name", "leader_id", "clerk_id"):
        if not getattr(a, name).strip():
            faults[name] = "setup.blank"
    if a.leader_id.strip() and a.leader_id.strip() == a.clerk_id.strip():
        faults["clerk_id"] = "setup.same_id"
    for who in ("leader", "clerk"):
        password, *names = (getattr(a, f"{who}_{part}") for part in ("password", "id", "name"))
        if weak := password_rules.weakness(password, who=names[0].strip(), name=names[1].strip()):
            faults[f"{who}_password"] = weak
    names = [m for m, _ in a.matters]
    if len(set(names)) < len(names):
        faults["matters"] = "setup.double"
    return faults


def _hash(leader: str, clerk: str) -> Hashed:
    return Hashed(people.hash_password(leader), people.hash_password(clerk))

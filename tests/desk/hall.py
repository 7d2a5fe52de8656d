"""A hall under any regulation: its leader, its clerk, what it takes in and is reminded of."""

from collections.abc import Callable

from app.desk import alerts
from app.domain.acts.desk import SignedIn
from app.main import Terminal
from tests.desk.conftest import done
from tests.fakes.terminal import accepted as accepted_whole
from tests.fakes.terminal import form, sit

Open = Callable[[str], Terminal]


def accepted(terminal: Terminal, category: str = "") -> str:
    before = terminal.desk.person
    sit(terminal, "C1")
    category = category or terminal.desk.rules().regime.categories[0].id
    number = accepted_whole(terminal, form(terminal), category)
    terminal.desk.person = before
    return number


def said(terminal: Terminal) -> list[str]:
    return [r.words for r in alerts.reminders(terminal.desk)]


def has(terminal: Terminal, part: str) -> bool:
    return any(part in words for words in said(terminal))


def sign_in(terminal: Terminal, who: str = "C1") -> None:
    before = terminal.desk.person
    sit(terminal, who)
    done(terminal.desk.desk_act(SignedIn(name="某人")))
    terminal.desk.person = before

"""Sheets: what each state of the citizen's screen says, as plain values. No toolkit.

A target of a sheet is named by a word that comes back when it is touched: `right`, `wrong`,
`level:4`, `change`, `submit`, `reason:slow`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from app.desk import moments
from app.desk.desk import Desk
from app.domain.calendar import UnknownYear
from app.domain.outlook import outlook
from app.domain.personal import mask_name, mask_phone
from app.domain.regime import Level, ScopeRow
from app.domain.ticket import Ticket

# Which of the five faces, best first, stand for so many levels.
FACES: Final[Mapping[int, tuple[int, ...]]] = MappingProxyType(
    {1: (3,), 2: (2, 4), 3: (2, 3, 4), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
)
REASONS: Final = ("unsolved", "slow", "unclear", "attitude", "trips", "other")


class Idle(NamedTuple):
    """Nobody is served: what the window takes and does not take, who serves, hours, time."""

    title: str
    serves: str
    takes: tuple[str, tuple[str, ...]]
    takes_not: tuple[str, tuple[str, ...]]
    more: str
    hours: str
    date: str
    time: str


class Check(NamedTuple):
    """What was registered: (name, value), the last one strong."""

    title: str
    rows: tuple[tuple[str, str], ...]
    wrong: str
    right: str


class Tile(NamedTuple):
    """A level to touch; `face` is 1 (best) to 5, 0 for none."""

    code: str
    name: str
    face: int


class Rate(NamedTuple):
    """The levels. Once one is `chosen`, `said` names it, and it can be changed or submitted."""

    title: str
    matter: str
    tiles: tuple[Tile, ...]
    hint: str
    said: str
    change: str
    submit: str
    chosen: str = ""


class Reasons(NamedTuple):
    """After a bad level: what was not good, several or none."""

    title: str
    hint: str
    options: tuple[tuple[str, str], ...]
    foot: str
    submit: str
    picked: frozenset[str] = frozenset()


class Say(NamedTuple):
    """Something to read: 感谢, 暂停服务."""

    title: str
    lines: tuple[str, ...] = ()
    foot: str = ""
    is_done: bool = False


Sheet = Idle | Check | Rate | Reasons | Say


def idle(desk: Desk) -> Idle:
    """The scope of the profile in force, in plain words where we have some."""
    words, scope, now = desk.words, desk.rules().regime.scope, desk.clock.now()
    date = words("moment.date", month=now.month, day=now.day)

    person = desk.person.name if desk.person else ""
    return Idle(
        title=words("citizen.title"),
        serves=words("citizen.serves", n=desk.hall.window, name=person),
        takes=(words("citizen.takes"), plain(desk, "accept", scope.accept)),
        takes_not=(
            words("citizen.takes_not"),
            (*plain(desk, "decline", scope.decline), words("citizen.guide")),
        ),
        more=words("citizen.more"),
        hours=_hours(desk),
        date=f"{date} {words(f'citizen.weekday.{now.isoweekday()}')}",
        time=f"{now:%H:%M}",
    )


def plain(desk: Desk, kind: str, rows: Iterable[ScopeRow]) -> tuple[str, ...]:
    """Rows of the scope in plain words; a profile of a site's own in those of its text."""
    keys = ((f"citizen.{kind}.{r.code}", r.text) for r in rows)
    return tuple(desk.words(key) if desk.words.has(key) else text for key, text in keys)


def _hours(desk: Desk) -> str:
    """工作日 9:00 至 12:00，13:30 至 17:30, or that today is a day of rest."""
    rules, words = desk.rules(), desk.words
    try:
        if not rules.calendar.is_working(desk.today):
            return words("shell.rest")
    except UnknownYear:
        return ""
    spans = rules.regime.calendar.spans(desk.today)
    parts = (
        words("citizen.span", start=f"{a.hour}:{a:%M}", end=f"{b.hour}:{b:%M}") for a, b in spans
    )
    return words("shell.work", hours="，".join(parts))


def check(desk: Desk, ticket: Ticket) -> Check:
    """The registration as the citizen should find it, name and telephone masked."""
    words, declined = desk.words, ticket.end == "declined"
    rows = (
        ("name", mask_name(ticket.citizen_name)),
        ("phone", mask_phone(ticket.phone) or words("citizen.no_phone")),
        ("matter", ticket.matter),
        ("problem", ticket.description),
        ("why_not", _declined(desk, ticket)) if declined else ("due", _due(desk, ticket)),
    )
    return Check(
        title=words("citizen.check_declined" if declined else "citizen.check"),
        rows=tuple((words(f"citizen.{key}"), value) for key, value in rows),
        wrong=words("citizen.wrong"),
        right=words("citizen.right"),
    )


def _declined(desk: Desk, ticket: Ticket) -> str:
    rows = desk.rules(ticket).regime.scope.decline
    return next(iter(plain(desk, "decline", [r for r in rows if r.code == ticket.decline_reason])))


def _due(desk: Desk, ticket: Ticket) -> str:
    resolve = outlook(desk.rules(ticket), ticket).resolve
    if resolve is None or resolve.due is None:
        return desk.words("citizen.due_unknown")
    return desk.words(
        "citizen.due_value", when=moments.long_moment(desk.words, resolve.due, desk.now)
    )


def levels(desk: Desk, ticket: Ticket) -> tuple[Level, ...]:
    """The levels of the profile the ticket pins, in its order."""
    return desk.rules(ticket).regime.satisfaction.level


def rate(desk: Desk, ticket: Ticket) -> Rate:
    """The question."""
    words, found = desk.words, levels(desk, ticket)
    faces = FACES.get(len(found), (0,) * len(found))
    return Rate(
        title=words("citizen.rate"),
        matter=ticket.matter,
        tiles=tuple(Tile(x.code, x.name, face) for x, face in zip(found, faces, strict=True)),
        hint=words("citizen.rate_hint"),
        said=words("citizen.chosen"),
        change=words("citizen.change"),
        submit=words("citizen.submit"),
    )


def reasons(desk: Desk, level: Level) -> Reasons:
    """What was not good, and what a bad level leads to under this profile."""
    words = desk.words
    return Reasons(
        title=words("citizen.reasons"),
        hint=words("citizen.reasons_hint"),
        options=tuple((code, words(f"citizen.reason.{code}")) for code in REASONS),
        foot=words(f"citizen.after.{level.action}"),
        submit=words("citizen.submit"),
    )


def thanks(desk: Desk) -> Say:
    """感谢您的评价."""
    words, phone = desk.words, desk.hall.phone
    asks = (words("citizen.thanks_phone", phone=phone),) if phone else ()
    lines = (words("citizen.thanks_more"), *asks)
    return Say(words("citizen.thanks"), lines, words("citizen.thanks_back"), is_done=True)


def say(desk: Desk, key: str, *, is_done: bool = False) -> Say:
    """A sentence and what follows from it: `citizen.<key>` and `citizen.<key>_more`."""
    words = desk.words
    return Say(words(f"citizen.{key}"), (words(f"citizen.{key}_more"),), is_done=is_done)

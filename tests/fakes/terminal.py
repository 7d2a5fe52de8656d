"""A whole terminal in a temporary home: the real store, a fake clock, no devices."""

from functools import cache
from pathlib import Path

from app.db import people
from app.db.instance import Home
from app.db.lists import Matter
from app.db.people import Person
from app.desk import acting, intake
from app.desk.founding import Founding, Newcomer, found
from app.desk.made_up import in_order
from app.domain import owed
from app.domain.acts.act import Act
from app.domain.acts.intake import Registered
from app.domain.clock import Clock
from app.domain.ticket import Ticket
from app.main import Terminal, build
from app.settings import shipped
from app.settings.terminal import HallSettings, Settings
from tests.fakes.cells import A, filled, recorded

HALL = HallSettings(code="QH", name="青禾县政务服务大厅", window=2, phone="0000-1234567")


@cache
def hashed(password: str) -> str:
    """A password as the store keeps it; slow by design, so each is hashed once a run."""
    return people.hash_password(password)


@cache
def regime_bytes(name: str) -> bytes:
    return shipped.regime_files()[name]


def make_terminal(
    folder: Path, clock: Clock, regime: str = "national", settings_: Settings | None = None,
    profile: bytes = b"",
) -> Terminal:  # fmt: skip
    """A founded terminal, nobody signed in, under a shipped regulation or a `profile` of its own.
    The caller stops it."""
    home = Home(folder)
    home.hold()
    home.create()
    terminal = build(home, clock, settings_ or Settings(hall=HALL))
    newcomers = (
        Newcomer("L1", "沈知行", "leader", hashed("leader-secret")),
        Newcomer("C1", "周晓岚", "clerk", hashed("clerk-secret")),
    )
    told = Founding(
        profile or regime_bytes(regime), shipped.calendar_files(), newcomers,
        ("市场监管局窗口", "人社窗口"), (Matter("个体工商户变更登记", "A01", "市场监管局窗口"),),
    )  # fmt: skip
    found(terminal.log, told, clock.now().date())
    return terminal


def person(terminal: Terminal, who: str) -> Person:
    """One of the two people of the terminal: C1 the clerk, L1 the leader."""
    with terminal.log.engine.connect() as connection:
        return next(p for p in people.everyone(connection) if p.id == who)


def sit(terminal: Terminal, who: str) -> None:
    """Let a person take the desk without a password."""
    terminal.desk.person = person(terminal, who)


def form(terminal: Terminal, **fields: object) -> Registered:
    """A registration that is accepted as it stands."""
    desk = terminal.desk
    regime = desk.rules().regime
    given: dict[str, object] = {
        "hall": desk.hall.code, "window": "2", "regime": desk.log.book.current(desk.today),
        "citizen_name": "林小满", "phone": "19900001234", "matter": "个体工商户变更登记",
        "region": "青禾县", "reasons": tuple(r.code for r in regime.reasons[:1]),
        "department": "市场监管局窗口", "scope": regime.scope.accept[0].code,
        "description": "窗口要求提供原经营场所的房产证原件，办事指南没有这一条",
        "channel": regime.channels[0].id,
    }  # fmt: skip
    told = Registered(**{**given, **fields})  # type: ignore[arg-type]  # the fields of the act
    return filled(told, Ticket(), desk.context())


def whole(terminal: Terminal, number: str, act: A) -> A:
    """The act with the cells that the profile demands at it now."""
    ticket = terminal.log.ticket(number)
    return filled(act, ticket, terminal.desk.context(ticket))


def settle(terminal: Terminal, number: str, power: str) -> None:
    """Write everything owed that holds an act up, each by the one of the two who may."""
    desk = terminal.desk
    sat = desk.person
    ticket = terminal.log.ticket(number)
    for own in owed.owed(desk.rules(ticket), ticket, desk.now):
        if power in own.holds:
            sit(terminal, "C1")
            if not desk.context(ticket).may_write(own.id):
                sit(terminal, "L1")
            ticket = terminal.log.ticket(number)
            outcome = acting.record(desk, number, recorded(own.id, ticket, desk.context(ticket)))
            assert outcome.refused == (), own.id
    desk.person = sat


def accepted(terminal: Terminal, told: Registered, category: str) -> str:
    """Register and accept with what the profile demands; the number."""
    desk = terminal.desk
    acts = tuple(in_order(Ticket(), desk.context(), told, intake.accepted(desk, category)))
    outcome = intake.accept(desk, told, category, cells=(acts[-1].choices, acts[-1].texts))
    assert outcome.refused == ()
    return outcome.ticket.no


def carry(terminal: Terminal, number: str, *acts: Act) -> None:
    """Acts on a ticket with what the profile demands of them and before them, by whoever sits."""
    desk = terminal.desk
    for act in acts:
        ticket = desk.log.ticket(number)
        outcome = desk.perform(number, *in_order(ticket, desk.context(ticket), act))
        assert outcome.refused == ()


def clear_way(terminal: Terminal, number: str, act: Act) -> Act:
    """Write what must come before an act, whoever may; the act itself comes back, filled."""
    desk = terminal.desk
    ticket = desk.log.ticket(number)
    *before, ready = in_order(ticket, desk.context(ticket), act)
    for one in before:
        who = desk.person
        if not desk.context(ticket).may_write(one.power):
            sit(terminal, "L1")
        assert desk.perform(number, one).refused == ()
        desk.person = who
    return ready

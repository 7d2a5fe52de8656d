"""What the form of a record of the desk asks for."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.desk import watching
from app.desk.desk import Desk
from app.domain.regime import OwnAct
from app.domain.ticket import Ticket
from app.settings.words import Words
from app.ui.asks import asks_of, uncalled
from app.ui.kit.values import Ask

Uncalled = Callable[[Mapping[str, str]], frozenset[str]]
WAYS = ("phone", "paper", "face")


def asks_for(desk: Desk, own: OwnAct) -> list[Ask]:
    """The fields of the profile, when it was, and by whom where it is written for others."""
    words = desk.words
    asks = [_fitted(own, ask) for ask in asks_of(watching.fields(desk, own.id), words)]
    asks.append(Ask("happened_at", words("watch.when"), "time", words("watch.when_hint")))
    if not desk.context().can(own.id):
        ways = tuple((way, words(f"watch.how_{way}")) for way in WAYS)
        asks.append(Ask("who", words("watch.who")))
        asks.append(Ask("how", words("watch.how"), "choice", choices=ways))
    return asks


def uncalled_by(desk: Desk, act: str) -> Uncalled:
    """What names the fields of an act's form that nothing calls for, as far as it is filled in."""
    fields, rules = watching.fields(desk, act), desk.rules()
    return lambda typed: uncalled(rules, Ticket(), act, desk.now, fields, typed)


def _fitted(own: OwnAct, ask: Ask) -> Ask:
    """People of the desk are chosen by name where the record is about one of them."""
    of_desk = own.every == "clerk" or own.id == watching.ROSTER
    people = {f.label for f in own.field if f.type == "person"}
    return replace(ask, kind="person") if of_desk and ask.words in people else ask


def verb_of(words: Words, own: OwnAct) -> str:
    """What the strong button says: 登记 and the name, unless the name begins so."""
    verb = words("ask.record")
    return own.name if own.name.startswith(verb) else verb + own.name

"""People and settings are a leader's matter, and nobody takes their own power away."""

import msgspec
import pytest

from app.domain import codec
from app.domain.acts.desk import DeskAct, DeskDay
from app.domain.acts.managing import PeopleChanged, SettingsChanged
from app.domain.ticket import Stamp, Ticket
from tests.domain.playing import Play


def changed(**fields: object) -> PeopleChanged:
    given = {"who": "C2", "name": "齐望舒", "change": "added", "post": "clerk", **fields}
    return PeopleChanged(**given)  # type: ignore[arg-type]  # the fields of the act


def refused(act: DeskAct, post: str = "leader") -> set[str]:
    play = Play()
    ctx = play.ctx
    ctx = msgspec.structs.replace(ctx, actor="L1", posts=frozenset({post}), roles=frozenset())
    return {r.key for r in act.refusals(Ticket(state="registered"), ctx)}


def test_a_leader_adds_a_clerk_with_roles_of_the_regulation() -> None:
    role = next(r.id for r in Play().regime.roles if r.post == "clerk")
    assert refused(changed(roles=(role,))) == set()
    assert refused(changed(roles=("no_such_role",))) == {"word.unknown"}
    leaders = next(r.id for r in Play().regime.roles if r.post == "leader")
    assert refused(changed(roles=(leaders,), change="powers")) == {"word.unknown"}


@pytest.mark.parametrize("act", [changed(), SettingsChanged(changes=(("hall.name", "", "x"),))])
def test_a_clerk_does_neither(act: DeskAct) -> None:
    assert refused(act, "clerk") == {"power.post"}
    assert refused(act) == set()


@pytest.mark.parametrize("change", ["disabled", "reset", "powers"])
@pytest.mark.parametrize("fields", [{"who": "L1"}, {"who": "C1", "sat": "C1"}])
def test_nobody_takes_their_own_power_away(change: str, fields: dict[str, str]) -> None:
    assert refused(changed(change=change, **fields)) == {"people.self"}
    assert refused(changed(change="unlocked", **fields)) == set()


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"change": "promoted"}, "word.unknown"),
        ({"post": "department"}, "word.unknown"),
        ({"who": " "}, "field.blank"),
    ],
)
def test_what_is_no_change_is_refused(fields: dict[str, str], key: str) -> None:
    assert key in refused(changed(**fields))


def test_settings_that_stay_as_they_are_are_no_entry() -> None:
    assert refused(SettingsChanged()) == {"settings.same"}


@pytest.mark.parametrize(
    "act", [changed(roles=("clerk",), sat="C1"), SettingsChanged(changes=(("a", "1", "2"),))]
)
def test_the_entry_reads_back_and_leaves_the_day_as_it_was(act: DeskAct) -> None:
    body, column = codec.encode(act, lambda n: b"\0" * n)
    assert column == b""
    assert codec.KINDS[act.kind()] is type(act)
    stamp = Stamp("desk:2026-03-11", 1, "L1", "O", 1)
    assert act.on_desk(DeskDay(), stamp) == DeskDay()
    assert act.evolve(Ticket(), stamp) == Ticket()
    assert b"change" in bytes(body)

"""People come, forget their passwords, lose their powers, go; each change is an entry."""

import pytest

from app.db import people
from app.db.people import Person
from app.desk import password_rules, passwords, staff
from app.domain.acts.managing import PeopleChanged
from app.domain.fold import desk_stream
from app.main import Terminal
from tests.fakes.terminal import person


def newcomer(terminal: Terminal, who: str = "C2") -> Person:
    roles = frozenset(r.id for r in terminal.desk.rules().regime.roles if r.post == "clerk")
    return Person(who, "齐望舒", "clerk", roles)


def row(terminal: Terminal, who: str) -> Person:
    return next(p for p in staff.everyone(terminal.desk) if p.id == who)


def fits(terminal: Terminal, who: str, password: str) -> bool:
    secret = passwords.begin(terminal.desk, who)
    if secret is None:
        return False
    answer = passwords.check(who, secret, password, "sign_in")
    passwords.settle(terminal.desk, answer)
    return answer.fits


def entries(terminal: Terminal) -> list[tuple[str, str, str, str]]:
    facts = terminal.log.facts(desk_stream(terminal.desk.today))
    acts = [(f.stamp.actor, f.act) for f in facts if isinstance(f.act, PeopleChanged)]
    return [(by, a.change, a.who, a.sat) for by, a in acts]


def test_the_life_of_somebody_at_the_desk(terminal: Terminal) -> None:
    desk, leader = terminal.desk, person(terminal, "L1")
    first = people.one_time_password()
    assert staff.add(desk, leader, newcomer(terminal), people.hash_password(first)) == ()
    assert row(terminal, "C2").must_change
    assert fits(terminal, "C2", first)
    staff.renew(desk, "C2", people.hash_password("a-quiet-river"))
    assert not row(terminal, "C2").must_change
    assert fits(terminal, "C2", "a-quiet-river")
    assert staff.disable(desk, leader, row(terminal, "C2")) == ()
    assert not fits(terminal, "C2", "a-quiet-river")
    assert "C2" not in {p.id for p in passwords.everyone(desk)}
    assert staff.enable(desk, leader, row(terminal, "C2")) == ()
    for _ in range(people.FREE_TRIES):
        fits(terminal, "C2", "wrong")
    assert not fits(terminal, "C2", "a-quiet-river")
    assert staff.unlock(desk, leader, row(terminal, "C2")) == ()
    assert fits(terminal, "C2", "a-quiet-river")
    assert staff.reset(desk, leader, row(terminal, "C2"), people.hash_password("x" * 9)) == ()
    assert row(terminal, "C2").must_change
    changes = ["added", "disabled", "enabled", "unlocked", "reset"]
    assert entries(terminal) == [("L1", c, "C2", "C1") for c in changes]


def test_an_id_is_given_once_also_that_of_the_disabled(terminal: Terminal) -> None:
    desk, leader = terminal.desk, person(terminal, "L1")
    staff.disable(desk, leader, person(terminal, "C1"))
    (refused,) = staff.add(desk, leader, newcomer(terminal, "c1"), "-")
    assert (refused.key, refused.field) == ("people.double", "who")


def test_the_last_leader_stays(terminal: Terminal) -> None:
    """Whoever acts is a leader and cannot touch himself, so one is always left."""
    desk, leader = terminal.desk, person(terminal, "L1")
    before = staff.everyone(desk)
    for verb in (staff.disable, staff.give_powers):
        (refused,) = verb(desk, leader, leader._replace(post="clerk", roles=frozenset()))
        assert refused.key == "people.self"
    (refused,) = staff.disable(desk, person(terminal, "C1"), leader)
    assert refused.key == "power.post"
    (refused,) = staff.disable(desk, leader, person(terminal, "C1"))  # who has the desk
    assert refused.key == "people.self"
    assert staff.everyone(desk) == before
    assert entries(terminal) == []


def test_powers_change_with_the_post(terminal: Terminal) -> None:
    desk, leader = terminal.desk, person(terminal, "L1")
    staff.add(desk, leader, newcomer(terminal), "-")
    roles = frozenset(r.id for r in desk.rules().regime.roles if r.post == "leader")
    wanted = row(terminal, "C2")._replace(post="leader", roles=roles)
    assert staff.give_powers(desk, leader, wanted) == ()
    assert row(terminal, "C2") == wanted


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("seven77", "short"), ("x" * 129, "long"), ("Zhou2001x", "own"), ("周晓岚周晓岚", "short"),
        ("WOAINI520", "common"), ("aabbaabb", "plain"), ("12345678", "common"),
        ("a-quiet-river", ""), ("一句好记的长话", "short"), ("一句好记的长一点的话", ""),
        ("C1-a-quiet-river", ""),
    ],
)  # fmt: skip
def test_a_password_is_sensible(password: str, key: str) -> None:
    who = "Zhou2001" if "2001" in password else "C1"
    found = password_rules.weakness(password, who=who, name="周晓岚")
    assert found == (f"password.{key}" if key else "")


def test_the_name_itself_is_no_password() -> None:
    assert password_rules.weakness("欧阳娜娜欧阳娜娜", name="欧阳娜娜") == "password.own"


def test_one_time_passwords_are_sensible_and_never_the_same() -> None:
    made = {people.one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert {password_rules.weakness(p) for p in made} == {""}

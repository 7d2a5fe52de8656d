"""The fold is a function of the set of entries: any order of arrival, any side, one ticket."""

import secrets
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import codec
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed, RedoOrdered
from app.domain.acts.desk import DeskAct
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Accepted, Registered
from app.domain.acts.rating import CitizenLeft, Rated, RatingAsked
from app.domain.acts.record import Corrected, TicketHandedOver
from app.domain.entry import Hlc, Line
from app.domain.fold import Fact, evolve, fold, read
from app.domain.ticket import Ticket

NUMBER = "QH2-260311-001-K7QX"
TICKET_ACTS = tuple(a for a in codec.ACTS if not issubclass(a, DeskAct))
TEXTS = st.sampled_from(["", "general", "无", "张𬱖", "solved", "5", "2", "pad", "phone"])


def value_of(kind: Any) -> st.SearchStrategy[Any]:
    if kind is str:
        return TEXTS
    if kind is int:
        return st.integers(-1, 1 << 40)
    if kind is bool:
        return st.booleans()
    if kind == tuple[str, ...]:
        return st.lists(TEXTS, max_size=2).map(tuple)
    if kind == tuple[int, ...]:
        return st.just((7, 8))
    return st.just({"2026": "x"})


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Any act with any values, in order or not."""
    cls = draw(st.sampled_from(TICKET_ACTS))
    fields = {f.name: draw(value_of(f.type)) for f in msgspec.structs.fields(cls)}
    return cls(**fields)


class Side:
    """A terminal or the district: it writes under its own origin, and sees what it is sent."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.seen: dict[tuple[str, int], tuple[Line, bytes]] = {}
        self.at = Hlc(0, 0)
        self.seq = 0

    def write(self, act: Act, wall: int) -> None:
        body, column = codec.encode(act, secrets.token_bytes)
        n = 1 + max((line.n for line, _ in self.seen.values()), default=0)
        self.at, self.seq = self.at.tick(wall), self.seq + 1
        line = Line(1, self.origin, self.seq, self.at.text(), wall, 0, n, act.kind(), 1, NUMBER,
                    "C1", body)  # fmt: skip
        self.seen[(self.origin, self.seq)] = (line, column)

    def hear(self, other: "Side") -> None:
        self.seen |= other.seen

    def facts(self) -> list[Fact]:
        return [read(line, column) for line, column in self.seen.values()]


events = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), acts(), st.integers(0, 1 << 41)),
        st.tuples(st.just("hear"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(events, st.randoms(use_true_random=False))
def test_three_sides_agree_after_any_history(history: list[Any], rng: Any) -> None:
    sides = [Side(o) for o in ("AAAAAAAAAAAAA", "BBBBBBBBBBBBB", "CCCCCCCCCCCCC")]
    for event in history:
        if event[0] == "write":
            sides[event[1]].write(event[2], event[3])
        else:
            sides[event[1]].hear(sides[event[2]])
    for a in sides:
        for b in sides:
            a.hear(b)
    tickets = []
    for side in sides:
        facts = side.facts()
        rng.shuffle(facts)
        tickets.append(fold(facts))
    assert tickets[0] == tickets[1] == tickets[2]
    assert tickets[0].entries == len(sides[0].seen)


@settings(max_examples=300, deadline=None)
@given(st.lists(acts(), max_size=25))
def test_evolve_never_raises_and_counts_every_entry(many: list[Act]) -> None:
    side = Side("AAAAAAAAAAAAA")
    for act in many:
        side.write(act, 1_773_190_800_000)
    ticket = Ticket()
    for fact in side.facts():
        ticket = evolve(ticket, fact)
    assert ticket.entries == len(many)


@settings(max_examples=200, deadline=None)
@given(acts())
def test_an_act_reads_back_as_it_was_written(act: Act) -> None:
    side = Side("AAAAAAAAAAAAA")
    side.write(act, 0)
    (line, column), *_ = side.seen.values()
    assert codec.decode(line, column) == act
    erased = codec.decode(line, None)
    assert all(not getattr(erased, name) for name in act.PERSONAL)


@given(st.binary(max_size=80))
def test_a_damaged_body_becomes_an_unknown_act(body: bytes) -> None:
    line = Line(1, "A", 1, "0", 0, 0, 1, "Accepted", 1, NUMBER, "C1", msgspec.Raw(body))
    assert codec.decode(line, b"x" * 20) is not None


WAY: Final[tuple[Act, ...]] = (
    Registered(hall="QH", window="2", regime="x", citizen_name="张", phone="19900001234"),
    Accepted(category="general", regime="x", calendars={}),
    Dispatched(department="人社窗口", content="办"), Taken(who="齐"),
    ExtensionAsked(reason="难", amount=1, old_due=1 << 33), ExtensionGranted(),
    ResultReceived(result="已办"), FedBack(way="phone"), CalledBack(number="199"),
    Rated(source="callback", level="satisfied"), CitizenLeft(), RatingAsked(source="pad"),
    RedoOrdered(reason="未办"), ResultReceived(result="又办"), Closed(outcome="solved"),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WAY)), st.lists(acts(), max_size=4), st.randoms(use_true_random=False))
def test_two_terminals_at_one_ticket_and_every_order_of_arrival(
    reached: int, odd: list[Act], rng: Any
) -> None:
    """A ticket along its way; then one side goes on, the other corrects and hands over, unseen."""
    here, there = Side("AAAAAAAAAAAAA"), Side("BBBBBBBBBBBBB")
    for n, act in enumerate(WAY[:reached]):
        here.write(act, 1_773_190_800_000 + n)
    assert not fold(here.facts()).odd
    there.hear(here)
    for n, act in enumerate(WAY[reached : reached + 2]):
        here.write(act, 1_773_190_900_000 + n)
    there.write(Corrected(field="matter", old="", new="社保", reason="错"), 1_773_190_900_000)
    there.write(TicketHandedOver(to="C2"), 1_773_190_900_001)
    for act in odd:
        there.write(act, 1_773_190_900_002)
    here.hear(there)
    facts = here.facts()
    expected = fold(facts)
    for _ in range(3):
        rng.shuffle(facts)
        assert fold(facts) == expected


@pytest.mark.parametrize("kind", TICKET_ACTS, ids=lambda a: a.__name__)
@settings(max_examples=25, deadline=None)
@given(reached=st.integers(0, len(WAY)), data=st.data())
def test_every_kind_of_act_folds_onto_any_reached_ticket(
    kind: type[Act], reached: int, data: st.DataObject
) -> None:
    side = Side("AAAAAAAAAAAAA")
    for n, act in enumerate(WAY[:reached]):
        side.write(act, 1_773_190_800_000 + n)
    before = fold(side.facts())
    values = {f.name: data.draw(value_of(f.type)) for f in msgspec.structs.fields(kind)}
    side.write(kind(**values), 1_773_190_900_000)
    after = fold(side.facts())
    assert after.entries == before.entries + 1
    assert after.past[: len(before.past)] == before.past
    assert after.ratings[: len(before.ratings)] == before.ratings

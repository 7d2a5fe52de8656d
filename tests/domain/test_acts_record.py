"""The ends of an asking, a second asking, and acts that keep the record straight."""

import pytest

from app.domain.acts.act import Act
from app.domain.acts.closing import ClosedUnsolved, RedoOrdered
from app.domain.acts.desk import SignedIn
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.handling import Taken
from app.domain.acts.rating import (
    AskingEnd,
    CitizenLeft,
    Rated,
    RatingAsked,
    RatingDeclined,
    RatingDeviceLost,
    RatingInterrupted,
    RatingTimedOut,
)
from app.domain.acts.record import Corrected, TicketHandedOver, Voided
from app.domain.entry import Order
from app.domain.extension import due_after, may_extend, resolve_of
from app.domain.fold import Fact, fold_day
from app.domain.offers import offers, on_record
from app.domain.outlook import outlook
from app.domain.ticket import Stamp
from tests.domain.playing import NUMBER, Play
from tests.domain.test_acts_handling import away, talked

REDO = RedoOrdered(reason="仍未解决")


def asked() -> tuple[Play, str]:
    play = talked().do(RatingAsked(source="pad"))
    assert play.ticket.asking is not None
    return play, play.ticket.asking.ref


@pytest.mark.parametrize(
    ("kind", "end", "why"),
    [
        (RatingDeclined, "declined", "群众有急事"),
        (RatingTimedOut, "timed_out", "timed_out"),
        (RatingDeviceLost, "device_lost", "device_lost"),
        (RatingInterrupted, "interrupted", "interrupted"),
    ],
)
def test_an_asking_without_a_rating_ends_as_unrated_with_its_reason(
    kind: type[AskingEnd], end: str, why: str
) -> None:
    play, ref = asked()
    act = RatingDeclined(ask=ref, reason=why) if kind is RatingDeclined else kind(ask=ref)
    ticket = play.do(act).ticket
    assert (ticket.askings[-1].end, ticket.unrated_reason, ticket.rating) == (end, why, None)
    assert "unrated" in ticket.marks


def test_declining_needs_a_reason() -> None:
    play, ref = asked()
    assert play.keys(RatingDeclined(ask=ref)) == {"field.blank"}


def test_one_asking_at_a_time() -> None:
    play, _ = asked()
    assert play.keys(RatingAsked(source="pad")) == {"rating.going_on"}


def test_a_second_asking_of_a_round_has_the_leaders_name() -> None:
    play, ref = asked()
    play.do(RatingTimedOut(ask=ref))
    assert play.keys(RatingAsked(source="pad")) == {"rating.again"}
    assert play.do(RatingAsked(source="pad", approved_by="L1")).ticket.asking


def test_the_end_of_an_older_asking_does_not_end_this_one() -> None:
    play, ref = asked()
    play.do(RatingTimedOut(ask=ref), RatingAsked(source="pad", approved_by="L1"))
    assert play.keys(RatingTimedOut(ask=ref)) == {"rating.not_asked"}
    assert play.fold(Rated(source="pad", level="satisfied", ask=ref)).ticket.rating is None


def test_a_redo_from_elsewhere_leaves_no_asking_behind() -> None:
    """Another terminal ordered the redo meanwhile: the ticket must not stay locked."""
    play, ref = asked()
    play.fold(REDO)
    assert play.ticket.asking is None
    assert offers(play.ticket, play.ctx)
    assert play.fold(RatingTimedOut(ask=ref)).ticket.odd[-1].kind == "RatingTimedOut"


def test_an_unsolved_end_waits_for_an_open_asking() -> None:
    play, ref = asked()
    end = ClosedUnsolved(reason="无权限", explanation="请向上级部门申请")
    leader = play.by("leader")
    assert "rating.going_on" in {r.key for r in end.check(leader.ticket, leader.ctx)}
    play.fold(RatingTimedOut(ask=ref))
    assert end.check(play.ticket, play.ctx) == ()


def test_a_redo_waits_for_an_open_asking_and_for_a_hidden_rating() -> None:
    play, ref = asked()
    assert {r.key for r in REDO.check(play.ticket, play.ctx)} == {"rating.going_on"}
    level = play.regime.satisfaction.level[-1].code
    play.do(Rated(source="pad", level=level, ask=ref))
    assert {r.key for r in REDO.check(play.ticket, play.ctx)} == {"rating.hidden"}
    play.do(CitizenLeft())
    assert REDO.check(play.ticket, play.ctx) == ()


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Corrected(field="state", new="x", reason="错"), "correct.field"),
        (Corrected(field="phone", old="1", new="2", reason="错"), "correct.moved"),
        (
            Corrected(field="phone", old="19900001234", new="19900001234", reason="错"),
            "correct.same",
        ),
    ],
)
def test_a_correction_is_of_a_field_as_it_stands_to_another_value(act: Act, key: str) -> None:
    assert Play().accepted().keys(act) == {key}


def test_a_correction_replaces_one_field() -> None:
    play = Play().accepted()
    act = Corrected(field="phone", old="19900001234", new="19900005678", reason="记错")
    assert play.do(act).ticket.phone == "19900005678"


def test_a_leader_voids_what_was_not_rated() -> None:
    play = Play().accepted().by("leader")
    assert play.do(Voided(reason="重复登记")).ticket.state == "void"
    late, _ = asked()
    assert late.by("leader").keys(Voided(reason="重复登记")) == {"void.rated"}


@pytest.mark.clause("N-10.1-b")
def test_who_takes_over_follows_the_matter_and_the_acceptor_stays() -> None:
    ticket = Play().accepted().do(TicketHandedOver(to="C2")).ticket
    assert (ticket.follower, ticket.acceptor) == ("C2", "C1")


def test_nothing_on_the_record_moves_while_the_citizen_is_asked() -> None:
    play, _ = asked()
    assert (offers(play.ticket, play.ctx), on_record(play.ticket, play.ctx)) == ((), ())


def test_only_acts_of_the_desk_make_its_day() -> None:
    stamp = Stamp(NUMBER, 60, "C1", "T", 1)
    kinds: tuple[Act, ...] = (Corrected(field="phone"), SignedIn(name="齐望舒"))
    facts = [Fact(Order(n, "0", "T", n), stamp, act) for n, act in enumerate(kinds)]
    assert fold_day(facts).sign_ins == ((60, "C1", "齐望舒"),)


def test_an_extension_is_offered_within_the_limit_and_never_twice_at_once() -> None:
    play = away()
    assert may_extend(play.ctx.rules, play.ticket, play.seconds)
    play.fold(ExtensionAsked(reason="要查旧档", amount=1))
    assert not may_extend(play.ctx.rules, play.ticket, play.seconds)


def test_an_act_out_of_its_order_is_refused_with_the_state_it_met() -> None:
    (refused,) = Play().accepted().refused(RatingTimedOut(ask="T:1"))
    assert (refused.key, refused.facts) == ("order.time_out_rating", {"state": "accepted"})


@pytest.mark.parametrize(("when", "key"), [(60, "time.ahead"), (-60, "time.before")])
def test_a_stated_instant_lies_between_its_cause_and_now(when: int, key: str) -> None:
    play = away()
    act = Taken(who="齐望舒", how="phone", happened_at=play.seconds + when)
    assert play.keys(act) == {key}


@pytest.mark.parametrize("absurd", [10**18, -1])
def test_an_entry_from_elsewhere_with_an_absurd_instant_counts_from_its_record(absurd: int) -> None:
    play = away()
    play.fold(Taken(who="齐望舒", how="phone", happened_at=absurd))
    assert play.ticket.marks["taken"] == play.seconds
    assert outlook(play.ctx.rules, play.ticket).resolve is not None


def test_a_power_of_another_role_is_refused_with_its_name() -> None:
    play = away()
    play.do(ExtensionAsked(reason="要查旧档", amount=1, who="齐望舒", how="phone"))
    (refused,) = play.refused(ExtensionGranted())
    assert (refused.key, bool(refused.facts["role"])) == ("power.missing", True)


def test_a_granted_extension_adds_its_days_to_the_old_due() -> None:
    play = away()
    old = resolve_of(play.ctx.rules, play.ticket)
    assert old is not None
    assert due_after(play.ctx.rules, play.ticket, 1) > (old.due or 0) > 0

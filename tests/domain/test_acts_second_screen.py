"""What the citizen's second screen writes: a check, reasons, the other device."""

import msgspec
import pytest

from app.domain.acts.intake import ContentChecked
from app.domain.acts.rating import (
    AskingEnd,
    CitizenLeft,
    Rated,
    RatingAsked,
    RatingDeviceLost,
    RatingInterrupted,
    RatingTimedOut,
    ReasonsGiven,
)
from tests.domain.playing import Play
from tests.domain.test_acts_handling import talked


def ask(play: Play, source: str, approved_by: str = "") -> str:
    play.do(RatingAsked(source=source, approved_by=approved_by))
    assert play.ticket.asking is not None
    return play.ticket.asking.ref


@pytest.mark.parametrize("right", [True, False])
def test_only_a_registration_that_was_found_right_is_confirmed(right: bool) -> None:
    ticket = Play().accepted().do(ContentChecked(right=right, device="touch")).ticket
    assert ("content_confirmed" in ticket.marks) is right
    assert (ticket.state, ticket.odd) == ("accepted", ())


def test_nothing_is_confirmed_before_it_is_registered() -> None:
    assert Play().keys(ContentChecked(right=True)) == {"order.check_content"}


def test_a_lost_pad_is_followed_by_the_screen_without_the_leader() -> None:
    play = talked()
    play.do(RatingDeviceLost(ask=ask(play, "pad"), code="lost"))
    assert play.keys(RatingAsked(source="pad")) == {"rating.again"}
    ref = ask(play, "screen")
    ticket = play.do(Rated(ask=ref, source="screen", level="4", key=4, scale=5)).ticket
    assert ticket.rating is not None
    assert (ticket.rating.source, ticket.unrated_reason) == ("screen", "device_lost")
    assert play.do(CitizenLeft()).ticket.is_revealed


def test_each_device_is_tried_once_without_the_leader() -> None:
    play = talked()
    for source in ("pad", "screen"):
        play.do(RatingDeviceLost(ask=ask(play, source), code="lost"))
    for source in ("pad", "screen"):
        assert play.keys(RatingAsked(source=source)) == {"rating.again"}
    ask(play, "pad", approved_by="L1")


@pytest.mark.parametrize("end", [RatingTimedOut, RatingInterrupted])
def test_another_device_is_no_way_around_the_leader(end: type[AskingEnd]) -> None:
    play = talked()
    play.do(end(ask=ask(play, "pad")))
    assert play.keys(RatingAsked(source="screen")) == {"rating.again"}


def test_one_lost_device_does_not_excuse_a_citizen_who_did_not_answer() -> None:
    play = talked()
    play.do(RatingDeviceLost(ask=ask(play, "pad"), code="lost"))
    play.do(RatingTimedOut(ask=ask(play, "screen")))
    assert play.keys(RatingAsked(source="screen")) == {"rating.again"}


def rated(level: str) -> tuple[Play, str]:
    """Rated at the screen, and the ref of the asking."""
    play = talked()
    ref = ask(play, "screen")
    return play.do(Rated(ask=ref, source="screen", level=level)), ref


@pytest.mark.parametrize(
    ("level", "reasons", "refused"),
    [
        ("1", ("unsolved", "slow"), set()),
        ("2", (), {"word.unknown"}),
        ("5", ("unsolved",), {"word.unknown"}),
        ("1", ("made up",), {"word.unknown"}),
    ],
)
def test_reasons_are_known_words_beside_a_bad_level(
    level: str, reasons: tuple[str, ...], refused: set[str]
) -> None:
    play, ref = rated(level)
    assert play.keys(ReasonsGiven(ask=ref, reasons=reasons)) == refused


@pytest.mark.parametrize("reasons", [("made up",), ("unsolved", "made up")])
def test_a_rating_from_elsewhere_brings_no_unknown_reasons(reasons: tuple[str, ...]) -> None:
    """Older programs wrote level and reasons in one entry."""
    play = talked()
    act = Rated(ask=ask(play, "screen"), source="screen", level="1", reasons=reasons)
    assert play.keys(act) == {"word.unknown"}
    assert play.refused(msgspec.structs.replace(act, reasons=("unsolved",))) == ()
    assert play.keys(msgspec.structs.replace(act, level="5", reasons=("unsolved",))) == {
        "word.unknown"
    }


def test_reasons_follow_their_own_rating_and_once() -> None:
    play, ref = rated("1")
    given = ReasonsGiven(ask=ref, reasons=("slow",))
    assert play.keys(msgspec.structs.replace(given, ask="another")) == {"rating.not_asked"}
    play.do(CitizenLeft(), given)
    assert play.ticket.is_revealed, "who was said to have left may still have been choosing"
    assert play.keys(given) == {"rating.not_asked"}
    asked = talked()
    ref = ask(asked, "screen")
    assert asked.keys(ReasonsGiven(ask=ref, reasons=("slow",))) == {"rating.not_asked"}


def test_an_older_entry_keeps_the_reasons_beside_the_level() -> None:
    play = talked()
    act = Rated(ask=ask(play, "screen"), source="screen", level="1", reasons=("slow",))
    assert play.keys(act) == set()

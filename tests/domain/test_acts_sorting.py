"""Evidence, labels, the source that is told, and the numbers of other systems."""

import msgspec
import pytest

from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched
from app.domain.acts.sorting import MOST_EACH, Attached, Labelled, SourceTold
from app.domain.clock import local
from app.domain.outlook import outlook
from tests.domain.playing import Play, fields_of, instant

PICTURE = Attached(sha256="a" * 64, name="告知单.jpg", type="image/jpeg", size=1000)


def another(number: int, size: int = 1000) -> Attached:
    return msgspec.structs.replace(PICTURE, sha256=f"{number:064d}", size=size)


def from_hotline(**fields: object) -> Play:
    play = Play()
    given = {"source": "12345", "outer_no": "GD-1", "channel": "hotline", **fields}
    known = {c.id for c in play.regime.channels}
    if given["channel"] not in known:
        given["channel"] = play.regime.channels[0].id
    play.do(play.registered(**given))
    return play


def closed(play: Play) -> Play:
    from app.domain.acts.intake import Accepted

    play.do(Accepted(category="general", regime="-", calendars={}))
    play.do(AnsweredOnSpot(result="已当场办好"), Closed(outcome="solved", unrated_reason="走得急"))
    return play


def test_a_picture_is_kept_once_and_only_of_a_known_type() -> None:
    play = Play().accepted()
    play.do(PICTURE)
    assert [a.name for a in play.ticket.attachments] == ["告知单.jpg"]
    assert play.keys(PICTURE) == {"attach.same"}
    assert play.keys(msgspec.structs.replace(another(1), type="text/html")) == {"attach.type"}
    assert play.keys(another(1, MOST_EACH + 1)) == {"attach.large"}


def test_a_ticket_holds_so_many_bytes() -> None:
    play = Play().accepted().do(*(another(n, MOST_EACH) for n in range(4)))
    assert play.keys(another(9)) == {"attach.full"}


@pytest.mark.clause("N-8.1.2")
def test_labels_are_the_latest_word_and_short() -> None:
    play = Play().accepted().do(Labelled(labels=("很难办", "老旧小区")))
    assert play.ticket.labels == ("很难办", "老旧小区")
    assert play.keys(Labelled(labels=("很难办", "老旧小区"))) == {"label.same"}
    assert play.keys(Labelled(labels=("字" * 13,))) == {"label.many"}
    assert play.do(Labelled()).ticket.labels == ()


@pytest.mark.clause("N-7.1.2", "X-6")
def test_a_source_is_told_once_and_only_after_the_end() -> None:
    play = from_hotline()
    assert play.keys(SourceTold(way="phone")) == {"order.tell_source"}
    closed(play)
    assert fields_of(play.refused(SourceTold())) == {"way": "field.blank"}
    play.do(SourceTold(way="phone"))
    assert play.ticket.source_told_at == play.seconds
    assert play.keys(SourceTold(way="phone")) == {"source.told"}
    odd = play.fold(SourceTold(way="phone")).ticket
    assert [o.kind for o in odd.odd] == ["SourceTold"], "a second one from elsewhere is odd"


def test_a_matter_of_our_own_has_no_source_to_tell() -> None:
    assert closed(Play().do(Play().registered())).keys(SourceTold(way="phone")) == {"source.none"}


def test_a_number_of_another_system_names_that_system() -> None:
    play = Play()
    assert fields_of(play.refused(play.registered(outer_no="GD-1"))) == {"source": "outer.source"}
    assert fields_of(play.refused(play.registered(source="12345"))) == {"outer_no": "outer.missing"}


@pytest.mark.clause("C-4-1d")
def test_exit_channel_orders_are_the_centres_and_bear_their_number() -> None:
    play = Play("chongming").role("officer")
    bare = play.registered(channel="exit_channel")
    assert play.refused(bare)[0].key == "channel.by"
    play.role("centre")
    assert fields_of(play.refused(bare)) == {"outer_no": "outer.missing"}
    whole = play.registered(channel="exit_channel", source="好差评平台", outer_no="HCP-9")
    assert play.refused(whole) == ()
    assert play.do(whole).ticket.outer_no == "HCP-9"


@pytest.mark.parametrize(
    ("theirs", "wins"), [("2026-03-11 12:00", True), ("2026-12-01 12:00", False)]
)
def test_an_earlier_due_of_the_outside_wins(theirs: str, wins: bool) -> None:
    plain = Play().accepted()
    before = outlook(plain.ctx.rules, plain.ticket).resolve
    ticket = msgspec.structs.replace(plain.ticket, outer_due=instant(theirs))
    after = outlook(plain.ctx.rules, ticket).resolve
    assert before is not None
    assert after is not None
    assert after.due == (instant(theirs) if wins else before.due)
    assert local(after.due or 0) is not None


@pytest.mark.clause("N-7.3.2-h", "X-12")
def test_what_is_archived_is_locked() -> None:
    play = closed(from_hotline())
    play.ticket = msgspec.structs.replace(play.ticket, state="archived", archive_no="2026-00001")
    assert play.keys(PICTURE) == {"order.attach"}
    assert play.keys(Labelled(labels=("很难办",))) == {"order.label"}
    assert play.keys(Dispatched(department="x", content="x")) == {"order.dispatch"}
    assert play.keys(FedBack(way="phone")) == {"order.feed_back"}
    assert play.keys(CalledBack()) == {"order.call_back"}
    assert play.refused(SourceTold(way="phone")) == (), "the source is told all the same"

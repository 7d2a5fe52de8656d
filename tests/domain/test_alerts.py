"""Alerts of a ticket, worked out by the domain alone under the made-up sixth profile."""

from datetime import datetime

import msgspec
import pytest

from app.domain import alerts
from app.domain.acts.extending import ExtensionAsked, ExtensionGranted
from app.domain.acts.handling import Dispatched
from app.domain.acts.intake import Accepted
from app.domain.acts.own import Recorded
from app.domain.clock import local
from app.domain.outlook import obligation, outlook
from app.domain.ticket import Record
from tests.domain.conftest import at
from tests.domain.playing import Play
from tests.domain.test_own_acts import judged, sent, sixth


def standing(play: Play) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, what) → from when until when."""
    rules = play.ctx.rules
    ticket = msgspec.structs.replace(play.ticket, last_at=play.seconds)  # as the log's fold does
    found = alerts.of_ticket(rules, ticket, outlook(rules, ticket))
    return {(a.kind, a.what): (moment(a.since), moment(a.due)) for a in found}


def moment(seconds: int) -> str:
    return f"{local(seconds):%m-%d %H:%M}" if seconds else ""


@pytest.mark.clause("N-7.2.3")
def test_an_owed_act_stands_until_it_is_written() -> None:
    play = sixth()
    assert standing(play)["owed", "judge"] == ("03-11 09:00", "")
    assert ("silent", "") in standing(play)
    after = standing(play.at("2026-03-11 10:00").by("leader").do(judged(play)))
    assert ("owed", "judge") not in after
    assert ("silent", "") not in after


@pytest.mark.clause("N-11.2.1-b")
def test_a_supervision_slip_waits_for_its_answer_by_its_day() -> None:
    late = sent().at("2026-06-19 09:00").by("leader")
    choices = {"answer_by": "2026-06-25", "supervised_unit": "人社窗口"}
    late.do(Recorded(act="supervise", number=1, due="2026-06-25", choices=choices))
    stands = ("06-19 09:00", "06-25 18:00")  # the summer hours end the day
    assert standing(late)["answer", "answer_supervision"] == stands
    late.fold(Recorded(act="answer_supervision", answers="supervise"))
    assert ("answer", "answer_supervision") not in standing(late)


@pytest.mark.clause("P-3-3g")
def test_an_extension_waits_for_its_answer_until_the_old_due() -> None:
    play = Play("pingyi").accepted("general").by("clerk")
    play.do(Dispatched(department="人社窗口", content="请办"))
    asked = ExtensionAsked(reason="要上级答复", amount=2, who="齐望舒", how="phone",
                           old_due=int(at("2026-03-12 17:30").timestamp()), new_due=0)  # fmt: skip
    play.fold(asked)
    assert standing(play)["extension", ""] == ("03-11 09:00", "03-12 17:30")
    play.by("leader").fold(ExtensionGranted())
    assert ("extension", "") not in standing(play)


def test_an_ended_ticket_is_not_reminded_of_what_its_way_left_open() -> None:
    play = sent()
    assert {k for k, _ in standing(play)} >= {"resolve", "claim"}
    play.ticket = play.ticket.__class__(no="x", state="archived", category="plain")
    assert standing(play) == {}


@pytest.mark.clause("P-3-4a")
@pytest.mark.parametrize(
    ("shifts", "now", "missed"),
    [
        ((), "11:59", []),
        ((), "12:00", ["morning"]),
        (("09:30",), "17:29", []),
        (("09:30",), "17:30", ["afternoon"]),
        (("09:30", "14:10"), "17:30", []),
        (("12:30",), "17:30", ["morning"]),
    ],
)
def test_which_half_of_the_day_went_without_a_leader(
    shifts: tuple[str, ...], now: str, missed: list[str]
) -> None:
    play = Play("pingyi")
    records = [
        Record(act="shift_in", ref=s, at=int(at(f"2026-03-11 {s}").timestamp()), actor="L1")
        for s in shifts
    ]
    clock: datetime = at(f"2026-03-11 {now}")
    found = alerts.missed(play.ctx.rules, clock.date(), records, clock)
    assert [half for act, half in found if act.id == "shift_in"] == missed


def test_nobody_is_missed_on_a_day_of_rest() -> None:
    clock = at("2026-03-14 17:30")
    rules = Play("pingyi").ctx.rules
    assert list(alerts.missed(rules, clock.date(), (), clock)) == []
    assert not alerts.is_open(rules, clock)


@pytest.mark.parametrize(
    ("outer", "due"),
    [("2026-03-12 12:00", "03-12 12:00"), ("2026-03-20 12:00", "03-12 17:30")],
)
def test_of_the_own_limit_and_that_of_the_hotline_the_earlier_one_wins(
    outer: str, due: str
) -> None:
    play = Play("pingyi")
    play.do(play.filled(play.registered(outer_due=int(at(outer).timestamp()))))
    play.do(play.filled(Accepted(category="general", regime="-", calendars={})))
    found = outlook(play.ctx.rules, play.ticket).resolve
    assert found is not None
    assert moment(found.due or 0) == due


def test_one_limit_alone_is_what_it_is_among_all() -> None:
    play = sent()
    rules, ticket = play.ctx.rules, play.ticket
    for one in outlook(rules, ticket).obligations:
        assert obligation(rules, ticket, one.limit) == one
    assert obligation(rules, ticket, "nothing") is None


@pytest.mark.parametrize("end", ["declined", "closed_unsolved", "closed"])
def test_what_is_archived_ended_as_it_did_before(end: str) -> None:
    play = Play()
    marks = {"close_unsolved" if end == "closed_unsolved" else end: 1}
    archived = msgspec.structs.replace(play.ticket, state="archived", marks=marks)
    assert (archived.end, msgspec.structs.replace(archived, state=end).end) == (end, end)

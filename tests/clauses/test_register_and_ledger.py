"""What is registered stands in one ledger; its channel, its class and its way are on record."""

import pytest

from app.db import queries
from app.desk import handling, intake
from app.domain.acts.closing import ClosedUnsolved
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, Reclassified
from app.domain.acts.intake import Declined
from app.main import Terminal
from tests.desk.conftest import done, sent_away
from tests.domain.playing import Play, fields_of
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form

OFFLINE = {"评价器", "投诉电话", "意见箱", "意见簿", "专项督查", "问卷调查", "第三方评估"}


def declined(terminal: Terminal) -> str:
    act = Declined(
        reason=terminal.desk.rules().regime.scope.decline[0].code, reason_text="不归这里管",
        explanation="已当面解释", told_department="信访局", told_contact="0000-7654321",
    )  # fmt: skip
    return done(intake.decline(terminal.desk, form(terminal), act)).ticket.no


@pytest.mark.clause("N-9.6")
def test_every_matter_stands_in_the_ledger_of_its_day(terminal: Terminal) -> None:
    answer = AnsweredOnSpot(result="已当场答复")
    settled = done(intake.answer(terminal.desk, form(terminal), "general", answer)).ticket.no
    refused = declined(terminal)
    with terminal.log.reading() as connection:
        rows = queries.day(connection, terminal.desk.today)
    assert {row.no: row.state for row in rows} == {settled: "fed_back", refused: "declined"}


@pytest.mark.clause("N-9.6", "N-9.5-d")
def test_what_cannot_be_finished_is_explained_and_never_counts_as_finished(
    terminal: Terminal,
) -> None:
    number = sent_away(terminal)
    bare = handling.close(terminal.desk, number, ClosedUnsolved())
    assert {r.field for r in bare.refused} == {"reason", "explanation"}
    done(
        handling.close(terminal.desk, number, ClosedUnsolved(reason="无权限", explanation="已说明"))
    )
    with terminal.log.reading() as connection:
        (row,) = queries.day(connection, terminal.desk.today)
    assert row.state == "closed_unsolved"


@pytest.mark.clause("N-6-LABEL")
def test_a_change_of_class_is_on_record_with_who_and_when(
    terminal: Terminal, clock: FakeClock
) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    clock.move(hours=1)
    done(desk.perform(number, Reclassified(category="complex", reason="要两个部门会办")))
    change = terminal.log.facts(number)[-1]
    assert isinstance(change.act, Reclassified)
    assert (change.stamp.actor, change.stamp.at) == ("C1", desk.now)
    assert terminal.log.ticket(number).category == "complex"
    other = desk.perform(number, Reclassified(category="odd", reason="没有这一类"))
    assert {r.field for r in other.refused} == {"category"}


@pytest.mark.clause("N-8.2.6-b")
def test_a_dispatch_says_from_whom_to_whom_when_and_what_for(terminal: Terminal) -> None:
    number = sent_away(terminal)
    sent = next(f for f in terminal.log.facts(number) if isinstance(f.act, Dispatched))
    assert isinstance(sent.act, Dispatched)
    assert (sent.stamp.actor, sent.stamp.at) == ("C1", terminal.desk.now)
    assert sent.act.department == "人社窗口"
    assert sent.act.content


@pytest.mark.clause("N-7.1.1", "N-7.1.1-A")
def test_a_demand_comes_by_one_of_the_channels_of_the_text() -> None:
    play = Play()
    names = {c.name: c.id for c in play.regime.channels if c.side == "offline"}
    assert names.keys() > OFFLINE
    for channel in (names[name] for name in OFFLINE):
        assert play.refused(play.registered(channel=channel)) == ()
    for unlisted in ("", "pigeon"):
        assert "channel" in fields_of(play.refused(play.registered(channel=unlisted)))

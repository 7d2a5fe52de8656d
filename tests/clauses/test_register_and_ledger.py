"""What is registered stands in one ledger; its channel, its class and its way are on record."""

from pathlib import Path

import pytest

from app.db import jobs, queries
from app.desk import asking, handling, intake
from app.domain.acts.closing import Closed, ClosedUnsolved
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import (
    AnsweredOnSpot,
    Dispatched,
    Reclassified,
    ResultReceived,
    Taken,
)
from app.domain.acts.intake import Declined
from app.main import Terminal
from tests.desk.conftest import asked, done, keys, pressed, sent_away
from tests.domain.playing import Play, fields_of
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import accepted, carry, clear_way, form, make_terminal, settle, sit, whole

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


@pytest.mark.clause("N-7.3.2-d")
@pytest.mark.parametrize("way", ["phone", "written", "face"])
def test_a_feedback_says_when_how_and_by_whom(
    terminal: Terminal, clock: FakeClock, way: str
) -> None:
    number = sent_away(terminal)
    result = ResultReceived(result="已补办", who="齐望舒", how="phone")
    carry(terminal, number, Taken(who="齐望舒", how="phone"), result)
    clock.move(minutes=5)
    assert keys(terminal.desk.perform(number, FedBack(way="pigeon"))) == {"word.unknown"}
    carry(terminal, number, FedBack(way=way))
    fed = terminal.log.facts(number)[-1]
    assert isinstance(fed.act, FedBack)
    assert (fed.act.way, fed.stamp.actor, fed.stamp.at) == (way, "C1", terminal.desk.now)


@pytest.mark.clause("N-7.3.1")
def test_a_demand_of_the_platform_is_finished_by_this_terminal_alone(terminal: Terminal) -> None:
    desk = terminal.desk
    told, act = form(terminal, channel="mini_program"), AnsweredOnSpot(result="已当场答复")
    number = done(intake.answer(desk, told, "general", act)).ticket.no
    with terminal.log.reading() as connection:
        assert len(jobs.jobs(connection, ticket=number)) == 1
    ref = asked(terminal, number)
    done(asking.press(desk, number, ref, pressed("5")))
    done(asking.left(desk, number))
    carry(terminal, number, Closed(outcome="solved"))
    assert terminal.log.ticket(number).state == "closed"


@pytest.mark.parametrize(
    "regime",
    [pytest.param("xiufeng", marks=pytest.mark.clause("X-9-4")),
     pytest.param("songjiang", marks=pytest.mark.clause("S-4-1c"))],
)  # fmt: skip
def test_the_registrar_finds_every_kind_in_the_ledger_of_the_same_day(
    tmp_path: Path, clock: FakeClock, regime: str
) -> None:
    terminal = make_terminal(tmp_path / "home", clock, regime)
    sit(terminal, "C1")
    category = terminal.desk.rules().regime.categories[0].id
    running, finished = (accepted(terminal, form(terminal), category) for _ in range(2))
    act = clear_way(terminal, finished, AnsweredOnSpot(result="已当场答复"))
    carry(terminal, finished, act)
    settle(terminal, finished, "close")
    unrated = whole(terminal, finished, Closed(outcome="solved", unrated_reason="走得急"))
    done(handling.close(terminal.desk, finished, unrated))
    refused = declined(terminal)
    with terminal.log.reading() as connection:
        rows = queries.day(connection, terminal.desk.today)
    assert {row.no: row.state for row in rows} == {
        running: "accepted", finished: "closed", refused: "declined",
    }  # fmt: skip
    terminal.stop()

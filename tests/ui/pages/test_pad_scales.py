"""Pads with other keys than the regulation's levels: what is written, and what the leader reads."""

import pytest

from app.db import queries
from app.db.log import NotWritten
from app.desk import story
from app.desk.desk import Outcome
from app.devices import worker
from app.domain.acts.act import Act
from app.domain.acts.rating import PressKept, Rated, RatingAsked, ReasonsGiven
from app.domain.clock import ZONE
from app.ui.ledger.reasons import given_reasons
from tests.desk.conftest import settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import person, sit
from tests.ui.pages.conftest import Desk

SIX = ("5", "3", "2")  # 非常满意, 基本满意, and four keys that say why not


def press(desk: Desk, key: int, level: str, label: str, *, scale: int = 6, reason: str = "",
          offered: tuple[str, ...] = SIX) -> None:  # fmt: skip
    """The citizen presses a key of a pad that is not the regulation's."""
    at = FakeClock().now().astimezone(ZONE)
    made = worker.Press(
        key, level, label, scale, at, 2000, False, f"0{key}", "pty", "0" * 64, offered, reason
    )
    desk.terminal.bridge.post(worker.Pressed(desk.counter.rating.current.ask, made))
    desk.terminal.bridge.drain()


def acts(desk: Desk, number: str) -> list[Act]:
    kinds = (Rated, ReasonsGiven)
    return [f.act for f in desk.terminal.log.facts(number) if isinstance(f.act, kinds)]


def lines(desk: Desk, number: str) -> list[str]:
    terminal = desk.terminal
    facts = terminal.log.facts(number)
    return [x.text for x in story.story(terminal.desk, terminal.log.ticket(number), facts, {})]


def asked(desk: Desk) -> str:
    number = settled(desk.terminal)
    desk.counter.ask_rating(number)
    return number


def test_a_key_that_says_why_is_a_bad_level_and_its_reason(desk: Desk) -> None:
    number = asked(desk)
    ask = desk.counter.rating.current.ask
    press(desk, 3, "2", "态度不好", reason="attitude")
    rated, given = acts(desk, number)
    assert isinstance(rated, Rated)
    assert (rated.level, rated.key, rated.scale, rated.label) == ("2", 3, 6, "态度不好")
    assert given == ReasonsGiven(ask=ask, reasons=("attitude",), frames="03", device="pty")
    assert desk.pad.told == [f"ask {ask}", f"ack {ask}"]


def test_the_clerk_learns_of_the_reason_no_sooner_than_of_the_level(desk: Desk) -> None:
    number = asked(desk)
    press(desk, 3, "2", "态度不好", reason="attitude")
    assert not [x for x in lines(desk, number) if "态度不好" in x or "6 键" in x]
    desk.counter.rating.on_left()
    assert "态度不好" in lines(desk, number)
    sit(desk.terminal, "L1")
    with desk.terminal.log.reading() as connection:
        rows = queries.day(connection, desk.terminal.desk.today)
    assert given_reasons(desk.terminal.desk, rows) == [(number, "态度不好")]


def test_a_reason_the_store_does_not_take_at_once_is_written_before_what_comes_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, perform = asked(desk), desk.terminal.desk.perform
    refused: list[type[Act]] = [Rated, ReasonsGiven, PressKept]

    def not_yet(no: str, act: Act, **more: object) -> Outcome:
        if isinstance(act, tuple(refused)):
            raise NotWritten("full")
        return perform(no, act, **more)  # type: ignore[arg-type]

    def kinds() -> list[str]:
        return [a.kind() for a in (f.act for f in desk.terminal.log.facts(number))][-3:]

    monkeypatch.setattr(desk.terminal.desk, "perform", not_yet)
    press(desk, 4, "2", "时间太长", reason="slow")
    press(desk, 1, "5", "非常满意")  # a second key, to be kept behind level and reason
    assert acts(desk, number) == []
    refused[:] = [ReasonsGiven]
    desk.counter._second()
    assert kinds()[-1] == "Rated"
    refused.clear()
    desk.counter._second()
    assert kinds() == ["Rated", "ReasonsGiven", "PressKept"]


def test_the_leader_reads_the_key_and_what_could_not_be_said(desk: Desk) -> None:
    number = asked(desk)
    press(desk, 2, "3", "一般", scale=4, offered=("5", "4", "3", "2"))
    desk.counter.rating.on_left()
    said = "基本满意（评价器），键面“一般”，共 4 键，此设备无“非常不满意”键"
    assert said in lines(desk, number)
    sit(desk.terminal, "L1")
    desk.counter.signed_in(person(desk.terminal, "L1"))
    row = desk.counter.ledger_page.model.row_at(0)
    assert row is not None
    assert row.rating == "基本满意（键面“一般”，共 4 键）"


def test_a_pad_of_the_regulations_own_scale_needs_no_more_words(desk: Desk) -> None:
    number = asked(desk)
    press(desk, 4, "4", "满意", scale=5, offered=("5", "4", "3", "2", "1"))
    desk.counter.rating.on_left()
    assert "满意（评价器）" in lines(desk, number)


def test_a_key_without_a_meaning_here_is_said_and_the_citizen_still_asked(desk: Desk) -> None:
    number = asked(desk)
    ask = desk.counter.rating.current.ask
    press(desk, 7, "7", "很一般", scale=7)
    assert desk.pad.told == [f"ask {ask}", f"ack {ask}", f"ask {ask}"]
    assert acts(desk, number) == []
    said = desk.terminal.words("rating.log_unmapped")
    assert said in [sentence for _, sentence in desk.counter.rating.current._log]


def test_the_digest_of_the_profile_stands_in_every_piece_of_evidence(desk: Desk) -> None:
    number = asked(desk)
    ask = desk.counter.rating.current.ask
    press(desk, 5, "5", "非常满意", scale=5)
    at = FakeClock().now().astimezone(ZONE)
    again = worker.Press(1, "1", "x", 5, at, 0, False, "01", "pty", "0" * 64)
    desk.terminal.bridge.post(worker.PressKept(ask, again, "repeat"))
    desk.terminal.bridge.drain()
    evidence = [f.act for f in desk.terminal.log.facts(number) if hasattr(f.act, "profile_sha256")]
    assert [a.kind() for a in evidence] == [RatingAsked.kind(), Rated.kind(), "PressKept"]
    assert {getattr(a, "profile_sha256", "") for a in evidence} == {"0" * 64}

"""Records of the desk and of the knowledge base that may not stand as they are told."""

import pytest

from app.domain import alerts, knowledge, owed
from app.domain.acts.knowledge import EntryProposed, EntryWithdrawn
from app.domain.acts.own import DeskRecorded
from app.domain.knowledge import Guide, learned
from app.domain.rules import Rules
from app.domain.ticket import Record, Stamp, Ticket
from tests.domain.conftest import at, shipped_years
from tests.domain.profile_files import regime_of
from tests.domain.test_own_acts import sent, sixth


def during(play_at: str) -> int:
    return int(at(f"2026-03-11 {play_at}").timestamp())


def visit(ref: str = "T:1", when: str = "08:30") -> Record:
    return Record(act="visit", ref=ref, at=during(when), actor="L1")


def test_a_record_is_not_ahead_of_its_own_writing() -> None:
    play = sixth().by("leader")
    early = DeskRecorded(act="visit", texts={"visited_from": "09:00"}, happened_at=during("23:00"))
    assert play.keys(early) == {"time.ahead"}


def test_an_answer_is_not_older_than_what_it_answers() -> None:
    play = sixth().by("leader")
    leave = play.ctx.rules.own_act("leave")
    assert leave is not None
    kept = (visit(when="08:50"),)
    told = {"records": kept, "of": "T:1"}
    refused = owed.desk_refusal(play.ctx, leave, happened_at=during("08:00"), **told)  # type: ignore[arg-type]  # three plain facts
    assert refused is not None
    assert (refused.key, refused.facts) == ("time.before", {"after": "领导坐班"})
    assert owed.desk_refusal(play.ctx, leave, happened_at=during("08:55"), **told) is None  # type: ignore[arg-type]


def test_an_act_that_no_profile_knows_is_refused() -> None:
    play = sixth()
    refused = owed.refusal(play.ctx, play.ticket, "nothing")
    assert refused is not None
    assert refused.key == "word.unknown"


@pytest.mark.parametrize("day", ["2026-02-30", "三月", "20260311x"])
def test_a_day_that_no_calendar_has_is_no_date(day: str) -> None:
    play = sixth().by("leader")
    roster = DeskRecorded(act="roster", choices={"roster_day": day}, due=day)
    assert "roster_day" in {r.field for r in play.refused(roster)}


def test_an_entry_ends_on_a_real_day_to_come() -> None:
    play = sent()
    for until in ("2026-13-40", "下月底", "2026-03-10"):
        entry = EntryProposed(title="换证", answer="带旧证", matter="换证", until=until)
        assert [r.key for r in entry.check(Ticket(), play.ctx)] == ["entry.until"]


def test_the_first_withdrawal_counts_in_whatever_order_they_come() -> None:
    acts = [
        (EntryWithdrawn(entry="T:1", reason=why), Stamp("desk:2026-03-11", when, "L1", "T", when))
        for why, when in (("过时", 20), ("重复", 30))
    ]
    for order in (acts, acts[::-1]):
        guide = Guide(id="T:1")
        for act, stamp in order:
            guide = learned(guide, act, stamp)
        assert (guide.withdrawn_at, guide.reason) == (20, "过时")
    other = DeskRecorded(act="visit", texts={})
    assert knowledge.learned(Guide(id="T:1"), other, acts[0][1]) == Guide(id="T:1")


def test_where_no_calendar_reaches_a_plain_weekday_is_a_working_day() -> None:
    rules = Rules(regime_of("national"), shipped_years())
    assert alerts.is_working(rules, at("2031-03-12 09:00").date())
    assert not alerts.is_working(rules, at("2031-03-15 09:00").date())

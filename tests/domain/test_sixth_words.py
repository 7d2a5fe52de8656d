"""The words of the schema that the five regulations do not use, played under the sixth profile."""

import json
from collections.abc import Mapping
from datetime import date

import msgspec
import pytest

from app.cli.due import answers
from app.domain import callbacks, conditions, offers, outlook, owed
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import Dispatched, ResultReceived, Taken
from app.domain.acts.own import Recorded
from app.domain.regime import Callback
from app.domain.rules import Rules
from app.domain.ticket import RatingFact, Ticket
from tests.domain.conftest import at, shipped_years
from tests.domain.playing import Play
from tests.domain.profile_files import SIXTH, regime_of

CLOSED = Closed(outcome="solved", unrated_reason="走得急")
RULES = Rules(regime_of("sixth"), shipped_years())


def told(**keys: object) -> Mapping[str, object]:
    """What `bandecheng due --regimes` answers under the sixth profile."""
    line = json.dumps({"regime": "sixth", **keys}).encode()
    (answer,) = answers([line], SIXTH.parent)
    found: Mapping[str, object] = json.loads(answer)
    assert "error" not in found, found
    return found


@pytest.mark.parametrize(
    ("limit", "start", "due", "act_by"),
    [
        # minute: a running clock; where it ends while nobody is there it goes on at the opening
        ("y-accept", "2026-03-11 10:00", "2026-03-11 10:30", "2026-03-11 10:30"),
        ("y-accept", "2026-03-11 16:45", "2026-03-12 08:30", "2026-03-12 08:30"),
        # work_hour in the hours of the season: 8:30–11:30, 15:00–18:00
        ("y-claim", "2026-06-01 10:00", "2026-06-01 17:30", "2026-06-01 17:30"),
        ("y-claim", "2026-03-11 10:00", "2026-03-11 16:00", "2026-03-11 16:00"),
        # day: ends with the date (24:00), moved to a working day
        ("y-plain", "2026-03-11 10:00", "2026-03-27 00:00", "2026-03-26 17:00"),
        ("y-progress", "2026-03-07 10:00", "2026-03-17 00:00", "2026-03-16 17:00"),
        # month: the same day of a later month, its last day where there is none
        ("y-joint", "2026-03-11 10:00", "2026-04-14 00:00", "2026-04-13 17:00"),
        ("y-joint", "2026-05-31 10:00", "2026-07-01 00:00", "2026-06-30 18:00"),
        # due: a clock that starts when another one has run out
        ("y-overdue", "2026-03-26 23:59", "2026-03-28 00:00", "2026-03-27 17:00"),
        # instant: at once
        ("y-sheet", "2026-03-11 10:00", "2026-03-11 10:00", "2026-03-11 10:00"),
        # open, set_by_group: no number
        ("y-ask", "2026-03-11 10:00", None, None),
        ("y-group", "2026-03-11 10:00", None, None),
    ],
)
def test_a_limit_of_the_sixth_as_due_answers_it(
    limit: str, start: str, due: str | None, act_by: str | None
) -> None:
    found = told(limit=limit, **{"from": start})
    assert (found["due"], found["act_by"]) == (due, act_by)


def test_a_target_is_answered_beside_the_due() -> None:
    assert told(limit="y-plain", **{"from": "2026-03-11 10:00"})["target"] == "2026-03-24 00:00"


def test_the_hours_of_a_season_that_spans_two_years() -> None:
    spans = RULES.regime.calendar.spans
    assert [f"{a:%H:%M}" for a, _ in spans(date(2027, 12, 31))] == ["09:00"]
    assert [f"{a:%H:%M}" for a, _ in spans(date(2028, 1, 3))] == ["09:00"]
    assert [f"{a:%H:%M}" for a, _ in spans(date(2026, 12, 31))] == ["08:30", "14:00"]


@pytest.mark.parametrize(
    ("on", "wanted"),
    [("2026-01-31", "early"), ("2026-02-01", ""), ("2028-01-31", ""), ("2028-02-01", "over")],
)
def test_a_profile_is_in_effect_between_its_dates(on: str, wanted: str) -> None:
    assert regime_of("sixth").head.validity(date.fromisoformat(on)) == wanted


def test_a_profile_without_dates_always_is() -> None:
    assert regime_of("national").head.validity(date(2099, 1, 1)) == ""


def play(category: str = "plain") -> Play:
    made = Play()
    made.regime = regime_of("sixth")
    return made.by("clerk").accepted(category)


def fed_back() -> Play:
    made = play().do(Dispatched(department="人社窗口", content="请办"))
    made.do(Taken(who="民政局李主任", how="phone"))
    result = ResultReceived(who="民政局李主任", how="phone", result="补办", choices={"way": "电话"})
    made.do(result)
    return made.do(FedBack(way="phone"))


def test_a_clock_of_the_citizens_own_is_nobodys_lateness() -> None:
    made = fed_back()
    ahead = outlook.outlook(made.ctx.rules, made.ticket)
    callback = next(o for o in ahead.obligations if o.limit == "y-callback")
    assert callback.owner == "citizen"
    assert callback.is_open
    assert callback.due is not None
    assert not callback.is_late(callback.due + 1)
    assert ahead.nearest is None or ahead.nearest.owner != "citizen"


def rule(coverage: str, percent: int = 100, by: str = "reception") -> Callback:
    return Callback(by=by, coverage=coverage, percent=percent, clause="Y-13")


def under(*rows: Callback) -> Rules:
    return Rules(msgspec.structs.replace(RULES.regime, callbacks=rows), RULES.calendar)


def numbered(n: int, level: str = "") -> Ticket:
    ratings = (RatingFact(round=0, source="pad", level=level, at=1, clerk="C1"),) if level else ()
    return Ticket(no=f"QH2-260311-{n:03d}-ABCD", ratings=ratings)


@pytest.mark.parametrize(
    ("coverage", "percent", "level", "least", "most"),
    [
        ("all", 100, "", 400, 400),
        ("sample", 20, "", 55, 105),
        ("sample", 0, "", 0, 0),
        ("sample", 100, "", 400, 400),
        ("negative_only", 100, "3", 0, 0),
        ("negative_only", 100, "1", 400, 400),
        ("negative_only", 50, "1", 160, 240),
        ("as_fits", 100, "1", 0, 0),
        ("none", 100, "1", 0, 0),
    ],
)
def test_what_a_callback_covers(
    coverage: str, percent: int, level: str, least: int, most: int
) -> None:
    rules = under(rule(coverage, percent))
    found = [callbacks.is_owed(rules, numbered(n, level)) for n in range(400)]
    assert least <= sum(found) <= most
    again = [callbacks.is_owed(rules, numbered(n, level)) for n in range(400)]
    assert found == again  # a lot that is drawn again is the same


def test_a_callback_of_somebody_else_is_not_the_windows() -> None:
    assert callbacks.is_owed(under(rule("none", by="mayor")), numbered(1))
    assert callbacks.is_owed(under(), numbered(1))


def test_the_window_closes_without_a_callback_that_is_not_drawn() -> None:
    made = fed_back()
    assert made.keys(CLOSED) == {"step.call_back"}
    made.regime = msgspec.structs.replace(made.regime, callbacks=(rule("sample", 0),))
    assert made.keys(CLOSED) == set()


def test_a_drawn_callback_is_a_condition_of_an_act() -> None:
    made = fed_back()
    made.do(CalledBack(number="19900001234", reached=True, started_at=made.seconds - 60,
                       ended_at=made.seconds - 1), CLOSED)  # fmt: skip
    made.by("leader")
    wanted = ("callback=chief",)
    made.regime = msgspec.structs.replace(made.regime, callbacks=(rule("all", by="chief"),))
    assert conditions.holds(made.ctx.rules, made.ticket, made.seconds, wanted)
    assert "second_callback" in [a.id for a in offers.own_offers(made.ticket, made.ctx)]
    due = owed.owed(made.ctx.rules, made.ticket, made.seconds)
    assert "second_callback" in [a.id for a in due]
    made.do(Recorded(act="second_callback", texts={"second_answer": "属实"}))
    made.regime = msgspec.structs.replace(made.regime, callbacks=(rule("none", by="chief"),))
    assert not conditions.holds(made.ctx.rules, made.ticket, made.seconds, wanted)


def test_a_limit_that_starts_when_another_runs_out() -> None:
    made = play().do(Dispatched(department="人社窗口", content="请办"))
    made.do(Taken(who="民政局李主任", how="phone"))

    def overdue() -> outlook.Obligation:
        found = outlook.outlook(made.ctx.rules, made.ticket).obligations
        return next(o for o in found if o.limit == "y-overdue")

    resolve = outlook.outlook(made.ctx.rules, made.ticket).resolve
    assert resolve is not None
    assert overdue().stage == "progress"
    assert overdue().start == resolve.due
    assert overdue().due == int(at("2026-03-28 00:00").timestamp())
    made.at("2026-03-27 09:00")
    result = ResultReceived(who="民政局李主任", how="phone", result="补办", choices={"way": "电话"})
    made.do(result, FedBack(way="phone"))
    assert overdue().done_at == made.seconds


def test_a_limit_without_a_number_is_never_late() -> None:
    made = play("ask")
    found = outlook.outlook(made.ctx.rules, made.ticket).resolve
    assert found is not None
    assert (found.limit, found.due, found.is_late(made.seconds + 10**8)) == ("y-ask", None, False)
    assert found.is_open

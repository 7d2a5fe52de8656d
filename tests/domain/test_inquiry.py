"""Questions about dates: which limit answers, when an extension is refused, what cannot be read."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from app.desk import inquiry
from app.desk.inquiry import Request, Unanswerable
from app.domain.calendar import WorkCalendar
from app.domain.regime import Extension, Regime
from app.settings.words import Words
from tests.domain.conftest import Ask, clock_text

MONDAY = "2026-03-02 10:00"
DUE = "2026-03-09 17:30"


def wish(**keys: object) -> dict[str, object]:
    """An extension asked for on the Friday before."""
    return {"old_due": DUE, "asked": "2026-03-06 10:00", **keys}


# --- the limit that counts


@pytest.mark.parametrize(
    ("regime", "limit", "category", "due", "target"),
    [
        ("national", "n-redo", "general", DUE, "2026-03-02 17:30"),
        ("national", "n-redo", "difficult", "2026-03-16 17:30", ""),
        ("songjiang", "s-redo", "on_spot", "2026-03-02 17:30", ""),
        ("songjiang", "s-redo", "complex", "2026-03-11 17:30", DUE),
    ],
)
def test_a_redo_runs_as_the_limit_of_its_class(
    regime: str, limit: str, category: str, due: str, target: str, ask: Ask
) -> None:
    found = ask({"regime": regime, "limit": limit, "category": category, "from": MONDAY})
    assert (clock_text(found.due), clock_text(found.target)) == (due, target)


def test_a_limit_that_a_group_states_has_no_due_of_its_own(ask: Ask) -> None:
    asked = {"regime": "xiufeng", "limit": "x-group", "from": MONDAY, "as_of": MONDAY}
    found = ask(asked)
    assert (found.due, found.provisional, found.act_by, found.lamp) == (None, None, None, None)


@pytest.mark.parametrize(
    ("regime", "limit", "category", "found", "due", "late"),
    [
        # In time, at the very end of the limit, and after it.
        ("national", "n-cannot", None, "2026-03-04 10:00", "2026-03-05 17:30", False),
        ("national", "n-cannot", None, "2026-03-05 17:30", "2026-03-05 17:30", False),
        ("national", "n-cannot", None, "2026-03-06 10:00", "2026-03-06 17:30", True),
        ("national", "n-cannot", None, "2026-03-07 10:00", "2026-03-09 17:30", True),
        # It replaces the class limit, longer or shorter (A-CANNOT).
        ("xiufeng", "x-general", None, "2026-03-04 10:00", "2026-03-05 17:30", False),
        ("xiufeng", "x-group", "conduct", "2026-03-04 10:00", "2026-03-05 17:30", False),
        ("national", "n-complex", None, "2026-03-04 10:00", "2026-03-05 17:30", False),
        ("songjiang", "s-complex", None, "2026-03-09 10:00", "2026-03-09 17:30", True),
        # No cannot-do limit for the class, or none at all: the class limit stays.
        ("xiufeng", "x-consult", None, "2026-03-04 10:00", "2026-03-02 14:00", True),
        ("xiufeng", "x-group", None, "2026-03-04 10:00", "", None),
        ("chongming", "c-general", None, "2026-03-06 10:00", "2026-03-05 17:30", True),
        ("pingyi", "p-complex", None, "2026-03-05 10:00", "2026-03-05 17:30", False),
    ],
)
def test_a_cannot_do_found_counts_under_the_limit_that_then_holds(
    regime: str, limit: str, category: str | None, found: str, due: str, late: bool | None, ask: Ask
) -> None:
    keys = {"limit": limit, "category": category, "from": MONDAY, "found": found}
    answer = ask({"regime": regime, **keys})
    assert (clock_text(answer.due), answer.late) == (due, late)


def test_a_cannot_do_limit_replaces_only_what_it_wholly_covers(
    regimes: Mapping[str, Regime], calendar: WorkCalendar
) -> None:
    xiufeng = regimes["xiufeng"]
    wide = [
        msgspec.structs.replace(x, categories=("consult", "help_general"))
        if x.id == "x-general" else x for x in xiufeng.limits
    ]  # fmt: skip
    changed = {"xiufeng": msgspec.structs.replace(xiufeng, limits=tuple(wide))}
    asked = Request(regime="xiufeng", limit="x-general", start=MONDAY, found="2026-03-02 11:00")
    named = msgspec.structs.replace(asked, category="help_general")
    assert clock_text(inquiry.answer(asked, changed, calendar).due) == "2026-03-03 17:30"
    assert clock_text(inquiry.answer(named, changed, calendar).due) == "2026-03-05 17:30"


def test_a_late_finding_counts_for_a_bare_amount_too(ask: Ask) -> None:
    keys = {"unit": "work_day", "amount": 3, "from": MONDAY, "found": "2026-03-06 10:00"}
    assert clock_text(ask({"regime": "national", **keys}).due) == "2026-03-06 17:30"
    assert clock_text(ask({"regime": "pingyi", **keys}).due) == "2026-03-05 17:30"


def test_whether_a_finding_is_late_is_not_guessed_past_the_last_calendar(ask: Ask) -> None:
    keys = {"limit": "n-cannot", "from": "2026-12-31 10:00", "found": "2027-02-01 10:00"}
    found = ask({"regime": "national", **keys})
    assert (found.due, found.late) == (None, None)
    assert clock_text(found.provisional) == "2027-01-06 17:30"


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        ({"dispatched": "2026-03-06 16:00", "taken": "2026-03-06 17:00"}, "2026-03-11 17:30"),
        ({"dispatched": "2026-03-06 16:00"}, "2026-03-11 17:30"),  # not taken yet
        ({"dispatched": "2026-03-06 16:00", "from": "2026-03-09 10:00"}, "2026-03-11 17:30"),
        ({"taken": "2026-03-09 10:00"}, "2026-03-12 17:30"),  # nothing known of a dispatch
        ({"from": "2026-03-09 10:00"}, "2026-03-12 17:30"),
    ],
)
def test_chongming_counts_from_taking_or_from_the_dispatch(
    keys: Mapping[str, str], due: str, ask: Ask
) -> None:
    assert clock_text(ask({"regime": "chongming", "limit": "c-general", **keys}).due) == due
    bare = {"regime": "chongming", "unit": "work_day", "amount": 3}
    assert clock_text(ask({**bare, **keys}).due) == due


def test_the_start_told_is_the_taking_where_a_dispatch_is_told_too(ask: Ask) -> None:
    bare = {"regime": "chongming", "unit": "work_hour", "amount": 1}
    found = ask({**bare, "dispatched": "2026-03-06 14:00", "from": "2026-03-06 15:00"})
    assert clock_text(found.due) == "2026-03-06 16:00"


def test_a_limit_that_starts_elsewhere_ignores_when_it_was_taken(ask: Ask) -> None:
    keys = {"dispatched": "2026-03-05 16:00", "taken": "2026-03-05 17:00"}
    found = ask({"regime": "chongming", "limit": "c-take", **keys, "from": "2026-03-06 16:00"})
    assert clock_text(found.due) == "2026-03-06 17:30"


def test_a_lamp_is_lit_only_where_the_profile_has_lamps(
    regimes: Mapping[str, Regime], calendar: WorkCalendar
) -> None:
    regime = regimes["national"]
    dark = msgspec.structs.replace(
        regime, lights=msgspec.structs.replace(regime.lights, enabled=False)
    )
    asked = Request(regime="national", limit="n-general", start=MONDAY, as_of=MONDAY)
    assert inquiry.answer(asked, {"national": regime}, calendar).lamp == "green"
    assert inquiry.answer(asked, {"national": dark}, calendar).lamp is None


# --- extensions


@pytest.mark.parametrize(
    ("keys", "key", "clause"),
    [
        ({"regime": "national", "extend": wish(amount=5, asked="2026-03-09 17:30:01")},
         "extension.too_late", "N-9.4-b1"),
        ({"regime": "national", "extend": wish(amount=5, count=1)},
         "extension.count", "N-9.4-b1"),
        ({"regime": "national", "extend": wish(amount=11)}, "extension.too_long", "N-9.4-b1"),
        ({"regime": "national", "extend": wish(amount=0)}, "extension.amount", "N-9.4-b1"),
        ({"regime": "xiufeng", "extend": wish()}, "extension.not_later", "X-10-3-1b"),
        ({"regime": "xiufeng", "extend": wish(new=DUE)}, "extension.not_later", "X-10-3-1b"),
        # No rule: the clause of the limit that stands.
        ({"regime": "chongming", "limit": "c-general", "extend": wish(amount=1)},
         "extension.none", "C-4-3d"),
        ({"regime": "chongming", "category": "complex", "extend": wish(amount=1)},
         "extension.none", "C-4-3e"),
        ({"regime": "songjiang", "extend": wish(amount=1)},
         "extension.none", "S-4-1a、S-4-2a、S-4-2b"),
        ({"regime": "xiufeng", "category": "consult", "extend": wish(new="2026-03-20 17:30")},
         "extension.none", "X-10-1"),
        ({"regime": "xiufeng", "limit": "x-feedback", "extend": wish(new="2026-03-20 17:30")},
         "extension.none", "X-11-a"),
        ({"regime": "pingyi", "limit": "p-once", "extend": wish(amount=1)},
         "extension.none", "P-3-3b"),
    ],
)  # fmt: skip
def test_a_refused_extension_leaves_the_old_due(
    keys: Mapping[str, Any], key: str, clause: str, ask: Ask
) -> None:
    found = ask(keys)
    assert found.refused is not None
    assert (found.refused.key, found.refused.clause) == (key, clause)
    assert (clock_text(found.due), clock_text(found.act_by)) == (DUE, DUE)
    assert clause in Words().refusal(found.refused)


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        ({"regime": "national", "extend": wish(amount=5, asked=DUE)}, "2026-03-16 17:30"),
        ({"regime": "national", "limit": "n-complex", "extend": wish(amount=10)},
         "2026-03-23 17:30"),
        ({"regime": "national", "limit": "n-redo", "extend": wish(amount=1)}, "2026-03-10 17:30"),
        ({"regime": "xiufeng", "limit": "x-complex", "extend": wish(new="2026-03-09 17:31")},
         "2026-03-09 17:31"),
        ({"regime": "xiufeng", "limit": "x-group", "extend": wish(new="2026-04-30 12:00")},
         "2026-04-30 12:00"),
    ],
)  # fmt: skip
def test_an_extension_within_the_rule_moves_the_due(
    keys: Mapping[str, Any], due: str, ask: Ask
) -> None:
    found = ask(keys)
    assert (clock_text(found.due), found.refused) == (due, None)


def test_an_extension_answers_with_act_by_and_lamp(ask: Ask) -> None:
    late = {"old_due": "2026-03-06 20:00", "asked": "2026-03-06 21:00", "new": "2026-03-10 20:00"}
    found = ask({"regime": "xiufeng", "extend": late, "as_of": "2026-03-06 21:00"})
    assert (clock_text(found.due), clock_text(found.act_by)) == ("2026-03-06 20:00", "")
    assert found.lamp == "red"
    in_time = {**late, "asked": "2026-03-06 17:00"}
    assert clock_text(ask({"regime": "xiufeng", "extend": in_time}).act_by) == "2026-03-10 17:30"


def test_a_refused_extension_shows_until_when_the_old_due_can_be_met(ask: Ask) -> None:
    asked = {"old_due": "2026-03-06 20:00", "asked": "2026-03-06 10:00", "amount": 1, "count": 1}
    found = ask({"regime": "national", "extend": asked})
    assert clock_text(found.act_by) == "2026-03-06 17:30"


def test_an_extension_counts_from_the_date_of_the_old_due_however_starts_are_read(
    regimes: Mapping[str, Regime], calendar: WorkCalendar
) -> None:
    national = regimes["national"]
    rules = msgspec.structs.replace(national.calendar, after_close="next_work_day")
    changed = {"national": msgspec.structs.replace(national, calendar=rules)}
    keys = {"regime": "national", "extend": wish(amount=1, old_due="2026-03-06 20:00")}
    found = inquiry.answer(msgspec.convert(keys, Request), changed, calendar)
    assert clock_text(found.due) == "2026-03-09 17:30"


def test_an_extension_into_a_year_without_a_calendar_is_a_forecast(ask: Ask) -> None:
    asked = {"old_due": "2026-12-30 17:30", "asked": "2026-12-30 10:00", "amount": 2}
    found = ask({"regime": "national", "extend": asked})
    assert (found.due, found.refused, found.act_by) == (None, None, None)
    assert clock_text(found.provisional) == "2027-01-04 17:30"


def test_where_several_extension_rules_fit_the_class_chooses(
    regimes: Mapping[str, Regime], calendar: WorkCalendar
) -> None:
    pingyi = regimes["pingyi"]
    rule: Extension = pingyi.extensions[0]
    short = msgspec.structs.replace(rule, categories=("general",), max_amount=1)
    long = msgspec.structs.replace(rule, categories=("complex",))
    both = {"pingyi": msgspec.structs.replace(pingyi, extensions=(short, long))}

    def asked(**keys: str) -> bool:
        request = {"regime": "pingyi", "extend": wish(amount=2), **keys}
        answer = inquiry.answer(msgspec.convert(request, Request), both, calendar)
        return answer.refused is not None

    assert asked(category="general")
    assert asked(limit="p-general")
    assert not asked(category="complex")
    assert not asked(limit="p-complex")
    with pytest.raises(Unanswerable, match="need_category"):
        asked()


# --- what cannot be read


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"regime": "nowhere", "limit": "n-general", "from": MONDAY}, "regime"),
        ({"regime": "national", "limit": "x-general", "from": MONDAY}, "limit"),
        ({"regime": "national", "limit": "n-general"}, "start"),
        ({"regime": "national", "limit": "n-redo", "from": MONDAY}, "need_category"),
        ({"regime": "national", "limit": "n-redo", "category": "x", "from": MONDAY}, "category"),
        ({"regime": "national", "extend": wish(amount=1), "category": "x"}, "category"),
        ({"regime": "national", "extend": wish(new="2026-03-10 17:30")}, "need_amount"),
        ({"regime": "national", "from": MONDAY}, "unit"),
        ({"regime": "national", "unit": "set_by_group", "from": MONDAY}, "unit"),
        ({"regime": "national", "unit": "work_day", "from": MONDAY}, "amount"),
        ({"regime": "national", "unit": "work_day", "amount": -1, "from": MONDAY}, "amount"),
        ({"regime": "national", "unit": "minute", "amount": 100_001, "from": MONDAY}, "amount"),
        ({"regime": "national", "unit": "same_day", "amount": 1, "from": MONDAY}, "amount"),
        ({"regime": "national", "limit": "n-general", "unit": "day", "from": MONDAY},
         "limit_or_unit"),
        ({"regime": "national", "limit": "n-general", "amount": 4, "from": MONDAY},
         "limit_or_unit"),
        *(
            ({"regime": "national", "limit": "n-general", "from": text}, "time")
            for text in ("2026-02-30 10:00", "2026-03-02", "2026-03-02T10:00", "2026-03-02 10:00Z",
                         "２026-03-02 10:00", "", "2026-03-02 24:00", "2026-3-2 9:00")
        ),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_says_why(
    keys: Mapping[str, Any], problem: str, ask: Ask
) -> None:
    with pytest.raises(Unanswerable) as caught:
        ask(keys)
    assert caught.value.key == problem
    assert Words()(f"inquiry.{problem}", **caught.value.facts)


def test_a_limit_may_repeat_its_own_unit_and_amount(ask: Ask) -> None:
    keys = {"limit": "n-general", "unit": "work_day", "amount": 5, "from": MONDAY}
    assert clock_text(ask({"regime": "national", **keys}).due) == DUE


def test_a_count_past_the_end_of_time_is_an_overflow(ask: Ask) -> None:
    for unit in ("month", "work_day", "clock_hour"):
        with pytest.raises(OverflowError):
            ask({"regime": "national", "unit": unit, "amount": 99_999, "from": "9995-03-02 10:00"})

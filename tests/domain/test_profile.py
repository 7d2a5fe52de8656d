"""Profiles: what the regulations order stands in them, and every word of the schema works."""

import re
from datetime import datetime, timedelta

import msgspec
import pytest

from app.domain import worktime
from app.domain.clock import ZONE
from app.domain.codec import ACT_NAMES
from app.domain.regime import Level, Regime
from app.domain.rules import is_notice
from app.settings import regime_file
from app.settings.shipped import REGIMES, load_calendar
from app.settings.vocabulary import WORDS
from tests.domain.profile_files import FILES, FIVE, regime_of

# The time limits as the texts word them: clause, stage, amount, unit.
ORDERED = {
    "national": (
        ("N-9.1-a", "accept", 0, "instant"),
        ("N-9.1-d", "resolve", 5, "work_day"),
        ("N-9.3-b", "resolve", 0, "set_by_group"),
        ("N-9.4-a", "resolve", 10, "work_day"),
        ("N-9.4-c", "cannot_do_reply", 3, "work_day"),
    ),
    "xiufeng": (
        ("X-10-1", "resolve", 4, "clock_hour"),
        ("X-10-2a", "resolve", 24, "clock_hour"),
        ("X-10-2b", "resolve", 48, "clock_hour"),
        ("X-10-3-1a", "resolve", 1, "work_day"),
        ("X-10-3-2a", "resolve", 5, "work_day"),
        ("X-10-3-3", "cannot_do_reply", 3, "work_day"),
        ("X-9-2-1b", "resolve", 0, "set_by_group"),
        ("X-11-a", "feedback", 24, "clock_hour"),
    ),
    "chongming": (
        ("C-4-3a", "resolve", 0, "instant"),
        ("C-4-3b", "first_contact", 1, "work_day"),
        ("C-4-3c", "resolve", 0, "same_day"),
        ("C-4-3d", "resolve", 3, "work_day"),
        ("C-4-3e", "resolve", 5, "work_day"),
        ("C-4-3f", "progress", 0, "with_resolve"),
    ),
    "pingyi": (
        ("P-3-2b", "transfer", 0, "same_day"),
        ("P-3-3b", "resolve", 0, "same_day"),
        ("P-3-3c", "resolve", 1, "work_day"),
        ("P-3-3d", "resolve", 3, "work_day"),
    ),
    "songjiang": (
        ("S-3-1", "transfer", 1, "work_day"),
        ("S-4-1a", "resolve", 0, "same_day"),
        ("S-4-2a", "resolve", 3, "work_day"),
        ("S-4-2b", "resolve", 7, "work_day"),
        ("S-4-2c", "cannot_do_reply", 3, "work_day"),
    ),
}
CLERK = frozenset(
    {
        "register", "accept", "decline", "answer_on_spot", "dispatch", "feed_back", "order_redo",
        "close", "close_unsolved",
    }
)  # fmt: skip
ON_BEHALF = frozenset({"take", "contact", "receive_result", "find_cannot_do"})


def powers(regime: Regime, post: str) -> set[str]:
    return {act for role in regime.roles if role.post == post for act in role.can}


@pytest.mark.parametrize("name", FILES)
def test_each_profile_loads_under_its_own_name(name: str) -> None:
    assert regime_of(name).id == name


def test_the_five_are_shipped_in_the_order_of_the_setup_page() -> None:
    assert set(REGIMES) == set(FIVE)


@pytest.mark.parametrize(
    ("name", "clause", "stage", "amount", "unit"),
    [
        pytest.param(name, *row, marks=pytest.mark.clause(row[0]), id=row[0])
        for name, rows in ORDERED.items()
        for row in rows
    ],
)
def test_a_limit_has_the_number_of_its_clause(
    name: str, clause: str, stage: str, amount: int, unit: str
) -> None:
    found = [
        (x.stage, x.amount, x.unit, x.hard) for x in regime_of(name).limits if x.clause == clause
    ]
    assert found == [(stage, amount, unit, True)]


@pytest.mark.parametrize("name", FIVE)
def test_every_hard_limit_that_is_no_reading_of_ours_is_checked_above(name: str) -> None:
    own = {x.clause for x in regime_of(name).limits if x.hard and x.strength == "must"}
    assert own == {clause for clause, *_ in ORDERED[name]}


@pytest.mark.parametrize(
    ("name", "amount", "approver", "clause"),
    [("national", 10, "group_leader", "N-9.4-b1"), ("pingyi", 7, "duty_leader", "P-3-3g")],
)
def test_an_extension_has_the_maximum_of_its_clause(
    name: str, amount: int, approver: str, clause: str
) -> None:
    (rule,) = regime_of(name).extensions
    assert (rule.max_amount, rule.approver, rule.clause) == (amount, approver, clause)
    assert not is_notice(rule)


@pytest.mark.parametrize("name", ["chongming", "songjiang"])
def test_a_text_without_extension_has_none(name: str) -> None:
    assert not regime_of(name).extensions


@pytest.mark.clause("X-10-3-1b")
def test_an_extension_in_xiufeng_is_a_notice_without_a_maximum() -> None:
    (rule,) = regime_of("xiufeng").extensions
    assert is_notice(rule)
    assert rule.max_amount == 0
    assert rule.notify == ("citizen",)


@pytest.mark.clause("X-A2-17")
def test_five_keys_count_as_three_levels_in_xiufeng() -> None:
    levels = regime_of("xiufeng").satisfaction.level
    assert [(x.name, x.keys) for x in levels] == [
        ("满意", ("5", "4")), ("基本满意", ("3",)), ("不满意", ("2", "1")),
    ]  # fmt: skip


def test_a_level_counts_its_own_key_where_nothing_else_is_said() -> None:
    assert all(not x.keys for x in regime_of("national").satisfaction.level)
    assert Level(code="5", name="非常满意", negative=False, action="close").keys == ()


@pytest.mark.clause("N-9.3-b")
def test_a_group_may_only_shorten_in_the_national_text_and_replaces_in_xiufeng() -> None:
    national, xiufeng = regime_of("national"), regime_of("xiufeng")
    assert [x.combine for x in national.limits if x.id == "n-group"] == ["earlier"]
    assert [x.combine for x in xiufeng.limits if x.id == "x-group"] == ["replace"]


@pytest.mark.parametrize(
    ("name", "start", "fallback"),
    [("chongming", "taken", "dispatched"), ("national", "sheet_received", "accepted")],
)
def test_a_start_that_may_not_come_has_a_second_one(name: str, start: str, fallback: str) -> None:
    limits = [x for x in regime_of(name).limits if x.fallback]
    assert limits
    assert {(x.start, x.fallback) for x in limits} == {(start, fallback)}


@pytest.mark.parametrize("name", FIVE)
def test_a_clerk_can_run_a_matter_from_the_door_to_its_end(name: str) -> None:
    assert powers(regime_of(name), "clerk") >= CLERK


@pytest.mark.parametrize("name", FIVE)
def test_a_department_holds_the_acts_written_down_for_it(name: str) -> None:
    regime = regime_of(name)
    asks = {"ask_extension"} if regime.extensions else set()
    assert powers(regime, "department") >= ON_BEHALF | asks


@pytest.mark.parametrize("name", FIVE)
def test_the_clerk_calls_back_where_the_text_knows_callbacks(name: str) -> None:
    called = name in {"national", "xiufeng", "chongming"}
    assert ("call_back" in powers(regime_of(name), "clerk")) == called


@pytest.mark.parametrize("name", FIVE)
def test_who_approves_an_extension_holds_the_power_to(name: str) -> None:
    regime = regime_of(name)
    can = {role.id: role.can for role in regime.roles}
    for rule in regime.extensions:
        assert {"grant_extension", "refuse_extension"} <= set(can[rule.approver])


@pytest.mark.parametrize("name", FIVE)
def test_who_alone_may_do_a_step_holds_its_power(name: str) -> None:
    regime = regime_of(name)
    can = {role.id: role.can for role in regime.roles}
    assert all(step.act in can[role] for step in regime.steps for role in step.by)


@pytest.mark.parametrize("name", FIVE)
def test_every_role_has_a_seat_and_outsiders_only_have_their_acts_written_down(name: str) -> None:
    roles, own = regime_of(name).roles, {act.id for act in regime_of(name).acts}
    assert all(role.post for role in roles)
    assert {"clerk", "leader", "department"} <= {role.post for role in roles}
    outside = {act for role in roles if role.post == "outside" for act in role.can}
    assert outside <= own


@pytest.mark.parametrize("name", FIVE)
def test_what_people_read_is_chinese(name: str) -> None:
    regime = regime_of(name)
    texts = [c.definition for c in regime.categories]
    texts += [s.text for s in (*regime.scope.accept, *regime.scope.decline)]
    texts += [t for e in regime.escalations for t in (e.trigger, e.action)]
    texts += [t for a in regime.assumptions for t in (a.text, a.alternative)]
    texts += [m.text for m in regime.misfits] + [x.note for x in regime.limits if x.note]
    texts += [g.action for g in regime.special_groups] + [r.name for r in regime.roles]
    foreign = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
    assert not [t for t in texts if foreign.search(t) or not re.search("[一-鿿]", t)]
    assert all(len(c.definition) <= 20 for c in regime.categories)


@pytest.mark.parametrize("name", FIVE)
def test_a_profile_without_steps_posts_keys_and_fallbacks_loads(name: str) -> None:
    text = re.sub(r"(?ms)^\[\[step\]\].*?(?=^\[)", "", FILES[name].decode())
    text = re.sub(r"(?m)^(post|keys|fallback|combine) = .*\n", "", text)
    text = re.sub(r'(?ms)^\[\[assumption\]\]\nid = "A-CALLBACK".*?(?=^\[|\Z)', "", text)
    regime = regime_file.load(name, text.encode())
    assert regime.steps == ()
    assert {role.post for role in regime.roles} == {""}
    assert {x.fallback for x in regime.limits} == {""}


def test_the_sixth_has_what_it_says() -> None:
    regime = regime_of("sixth")
    by_id = {x.id: x for x in regime.limits}
    assert by_id["y-contact"].owner == "department_and_clerk"
    assert by_id["y-joint"].target_amount == 20
    assert (regime.head.effective_from, regime.head.replaces) == ("2026-02-01", "fifth")
    assert [c.coverage for c in regime.callbacks] == [
        "all", "sample", "negative_only", "as_fits", "none",
    ]  # fmt: skip
    assert [s.first for s in regime.calendar.variant] == ["06-01", "2027-11-15"]
    (archive,) = (s for s in regime.steps if s.act == "archive")
    assert archive.after == ("close", "rate")


# One value a file: the six cannot hold all of them.
SINGLE = re.compile(r"\$.*|\*.*|calendar\.\w+|lights\..*|cannot_do\.(late_rule|outcome)")
SHARED = frozenset({"$events", "$people", "$acts", "$counted", "$amountless"})


def spoken(pattern: str) -> set[str]:
    """The words the six files have at a key."""
    first, *rest = pattern.split(".")
    tables = {f.encode_name: f.name for f in msgspec.structs.fields(Regime)}
    found: list[object] = [getattr(regime_of(name), tables[first]) for name in FILES]
    for key in rest:
        rows = [r for x in found for r in (x if isinstance(x, tuple) else (x,))]
        found = [getattr(row, key) for row in rows]
    words = [w for x in found for w in (x if isinstance(x, tuple) else str(x).split())]
    return {str(word) for word in words}


@pytest.mark.parametrize("pattern", [p for p in WORDS if not SINGLE.fullmatch(p)])
def test_every_word_of_the_schema_is_spoken_by_some_profile(pattern: str) -> None:
    shared = {w for name in SHARED for w in WORDS[name]}
    own = {w for w in WORDS[pattern] if not w.startswith("@")} - shared
    own -= {"archive"} if pattern == "step.after" else set()  # the last act: nothing follows it
    assert own <= spoken(pattern)


def test_every_event_and_every_unit_is_spoken_by_some_profile() -> None:
    events = {w for key in ("start", "end", "fallback") for w in spoken(f"limit.{key}") if w}
    assert events - spoken("act.id") == WORDS["$events"] | {"due"}
    assert spoken("limit.unit") == WORDS["limit.unit"]


@pytest.mark.parametrize("unit", sorted(WORDS["limit.unit"] | WORDS["limit.target_unit"]))
def test_every_unit_of_the_schema_can_be_counted(unit: str) -> None:
    start = datetime(2026, 3, 11, 10, 0, tzinfo=ZONE)
    rules = regime_of("sixth").calendar
    due = worktime.due(start, 2, unit, rules, load_calendar())
    assert (due.at is None) == (unit in {"open", "set_by_group", "as_resolve", "with_resolve"})
    assert due.at is None or start <= due.at <= start + timedelta(days=70)


@pytest.mark.parametrize("name", FIVE)
def test_roles_hold_acts_of_the_program_or_the_profile_only(name: str) -> None:
    regime = regime_of(name)
    held = {act for role in regime.roles for act in role.can}
    assert held <= ACT_NAMES | {act.id for act in regime.acts}

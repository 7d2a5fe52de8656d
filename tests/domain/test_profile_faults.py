"""A profile with faults: each is named with its place and line, several all at once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.settings import regime_file
from app.settings.places import RESOURCES
from app.settings.tables import MAX_BYTES, Fault, Faulty
from app.settings.words import Words
from tests.domain.profile_files import FILES

GOOD = FILES["sixth"].decode()
APP = RESOURCES.parent / "app"


class Break(NamedTuple):
    """Replace `old`, which stands once, by `new`, and `top` goes before all: expect one fault, at
    the line `down` below the first of `new`, or at the one that `at`, which stands once, begins."""

    problem: str
    place: str
    old: str
    new: str
    down: int = 0
    at: str = ""
    top: str = ""


def limit(*row: object) -> str:
    """A limit as the file words it: id, stage, categories, amount, unit, start."""
    return (
        'id = "{}"\nstage = "{}"\ncategories = [{}]\namount = {}\nunit = "{}"\nstart = "{}"\n'
    ).format(*row)


def level(code: str, name: str, negative: str, action: str, keys: str) -> str:
    """A level as the file words it: action in line 3, keys in 4."""
    return (
        f'code = "{code}"\nname = "{name}"\nnegative = {negative}\naction = "{action}"\n'
        f"keys = [{keys}]\n"
    )


def block(header: str, first: str) -> str:
    """A table of the good file, from its header to the blank line."""
    start = GOOD.index(f"{header}\n{first}")
    return GOOD[start : GOOD.index("\n\n", start) + 2]


PLAIN = ("y-plain", "resolve", '"plain"', 15, "day", "sheet_received")
ASK = ("y-ask", "resolve", '"ask"', 0, "open", "accepted")
JOINT = ("y-joint", "resolve", '"joint"', 1, "month", "accepted")
CLAIM = ("y-claim", "claim", '"plain", "joint", "history"', 4, "work_hour", "dispatched")
MIDDLE = ("2", "一般", "false", "notify", '"3"')
WAY = 'key = "way"\nlabel = "答复方式"\ntype = "choice"\n'


def other(row: tuple[object, ...], at: int, value: object) -> tuple[object, ...]:
    return (*row[:at], value, *row[at + 1 :])


def in_limit(problem: str, key: str, row: tuple[object, ...], at: int, value: object) -> Break:
    """A limit with one of its first six values changed."""
    no = [m[1] for m in re.finditer(r'id = "(y-[a-z]+)"\nstage', GOOD)].index(str(row[0]))
    new = limit(*other(row, at, value))
    down = ("id", "stage", "categories", "amount", "unit", "start").index(key)
    return Break(problem, f"limit[{no}].{key}", limit(*row), new, down)


BREAKS = (
    Break("missing_key", "limit[9]", 'hard = true\nstrength = "none"', 'strength = "none"',
          at='[[limit]]\nid = "y-ask"'),
    Break("resolve_itself", "limit[10].unit", limit(*PLAIN),
          limit(*other(other(PLAIN, 4, "with_resolve"), 3, 0)), 4),
    Break("unknown_word", "satisfaction.finished", "over=y-callback", "over=y-callbacks"),
    Break("missing_key", "role[1]", 'name = "主任"\n', "", at='[[role]]\nid = "chief"'),
    Break("missing_key", "", block("[lights]", "enabled"), ""),
    Break("unknown_key", "role[1].power", 'name = "主任"\n', 'power = 1\nname = "主任"\n'),
    Break("not_a_table", "lights", "[lights]", "[[lights]]"),
    Break("not_a_table", "special_group[0]", block("[[special_group]]", 'id = "soldier"'), "",
          top="special_group = [1]\n"),
    Break("not_an_array", "misfit", "[[misfit]]", "[misfit]"),
    Break("wrong_type", "lights.enabled", "enabled = true", "enabled = 1"),
    Break("wrong_type", "calendar.variant[1].weekdays", "[1, 2, 3, 4, 5, 6, 7]", "[1.5]"),
    in_limit("wrong_type", "amount", PLAIN, 3, '"15"'),
    Break("schema_version", "schema_version", "schema_version = 1", "schema_version = 2"),
    in_limit("unknown_word", "unit", PLAIN, 4, "days"),
    in_limit("unknown_word", "stage", ASK, 1, "solve"),
    in_limit("unknown_word", "categories", PLAIN, 2, '"plain", "joined"'),
    in_limit("unknown_word", "start", PLAIN, 5, "sheet"),
    Break("unknown_word", "limit[5].owner", 'owner = "bureau"', 'owner = "buero"'),
    Break("unknown_word", "limit[6].fallback", 'fallback = "dispatched"', 'fallback = "due"'),
    Break("unknown_word", "category[2].set_by", 'departments_max = 0\nset_by = "chief"\n'
          'clause = "Y-2"\n\n[[category]]\nid = "history"', 'departments_max = 0\n'
          'set_by = "nobody"\nclause = "Y-2"\n\n[[category]]\nid = "history"', 1),
    Break("unknown_word", "escalation[3].to", 'to = "citizen"', 'to = "citizens"'),
    Break("unknown_word", "extension[0].approver", 'requester = "bureau"\napprover = "chief"',
          'requester = "bureau"\napprover = "citizen"', 1),
    Break("unknown_word", "extension[0].unit", 'max_amount = 10\nunit = "day"',
          'max_amount = 10\nunit = "open"', 1),
    Break("unknown_word", "extension[0].notify", '"window", "handler"]', '"windows", "handler"]'),
    Break("unknown_word", "role[1].can", '"classify", "reclassify"', '"ponder", "reclassify"'),
    Break("unknown_word", "role[3].post", 'post = "outside"', 'post = "upstairs"'),
    Break("unknown_word", "step[0].act", 'act = "dispatch"\nafter = ["acc',
          'act = "send"\nafter = ["acc'),
    Break("unknown_word", "step[4].after", '"take", "contact"]', '"take", "contacted"]'),
    Break("unknown_word", "step[6].skip_reason", '"on_spot unreached nobody"', '"on_spot absent"'),
    Break("unknown_word", "step[0].by", 'by = ["chief"]', 'by = ["leader"]'),
    Break("unknown_word", "step[0].categories", '["joint", "history"]\nby', '["joined"]\nby'),
    Break("unknown_word", "satisfaction.level[1].action", level(*MIDDLE),
          level("2", "一般", "false", "ignore", '"3"'), 3),
    Break("unknown_word", "satisfaction.level[1].keys", 'keys = ["3"]', 'keys = ["6"]'),
    Break("unknown_word", "rework.on_levels", 'on_levels = ["1"]', 'on_levels = ["1", "9"]'),
    Break("unknown_word", "rework.report_to", 'report_to = "chief"', 'report_to = ""'),
    Break("unknown_word", "scope.decline_needs", '"told_department", ', '"told_whom", '),
    Break("unknown_word", "cannot_do.evidence", '"basis_document", ', '"basis", '),
    Break("unknown_word", "calendar.zone", "Asia/Shanghai", "Asia/Chongqing"),
    Break("unknown_word", "calendar.variant[0].weekdays", '["mon", "tue"', '["Mon", "tue"'),
    Break("unknown_word", "callback[1].coverage", '"sample"', '"some"'),
    Break("unknown_word", "form[0].field[2].type", WAY, WAY.replace("choice", "select"), 2),
    Break("unknown_word", "step[7].assumptions", '["A-ORDER"]', '["A-ORDER", "A-ELSE"]'),
    Break("double", "limit[18].id", 'id = "y-after"', 'id = "y-close"', at='id = "y-close"\n'
          'stage = "callback"\ncategories = ["joint"]'),
    Break("double", "form[0].field[2].key", WAY, WAY.replace("way", "category")),
    Break("double", "reason[1].code", 'code = "other"', 'code = "lost"',
          at='code = "lost"\nlabel = "其他"'),
    in_limit("negative", "amount", CLAIM, 3, -4),
    Break("no_rows", "category", block("[[report]]", 'id = "month"'), "", at="[[category]]\n"
          'id = "ask"', top="report = []\n"),
    Break("no_power", "role", 'can = ["register", "accept"', 'can = ["accept"',
          at='[[role]]\nid = "reception"'),
    Break("no_ground", "lights.clause", 'clause = "Y-6"', 'clause = ""'),
    Break("no_ground", "scope.accept[0].clause", '的各种办不成"\nclause = "Y-1"',
          '的各种办不成"\nclause = ""', 1),
    Break("no_ground", "step[9].clause", 'after = ["close", "rate"]\nclause = "Y-10"',
          'after = ["close", "rate"]', at='[[step]]\nact = "archive"'),
    Break("bad_hours", "calendar.hours", '"12:00"], ["14:00"', '"12:00"], ["11:00"'),
    Break("bad_hours", "calendar.hours", '"12:00"], ["14:00"', '"12点"], ["14:00"'),
    Break("bad_hours", "calendar.variant[1].hours", '[["09:00", "16:30"]]', "[]"),
    Break("bad_date", "calendar.variant[0].from", 'from = "06-01"', 'from = "6月1日"'),
    Break("ends_first", "regime.effective_to", '"2028-01-31"', '"2026-01-31"'),
    Break("too_few_departments", "category[1].departments_max", "min = 1\ndepartments_max = 1",
          "min = 3\ndepartments_max = 1", 1),
    in_limit("amount_unit", "amount", CLAIM, 3, 0),
    in_limit("amount_unit", "amount", ASK, 3, 3),
    in_limit("same_event", "start", CLAIM, 5, "taken"),
    Break("same_event", "limit[6].start", 'fallback = "dispatched"', 'fallback = "taken"',
          at='start = "taken"'),
    in_limit("due_starts_resolve", "start", ASK, 5, "due"),
    Break("open_progress", "limit[7].unit", 'amount = 7\nunit = "day"',
          'amount = 0\nunit = "open"', 1),
    Break("no_assumption", "limit[9].strength", 'strength = "none"\nclause = "Y-3"\n'
          'assumptions = ["A-OPEN"]', 'strength = "none"\nclause = "Y-3"\nassumptions = []'),
    Break("no_assumption", "extension[0].max_amount", "max_amount = 10", "max_amount = 0"),
    Break("bad_combine", "limit[5].combine", 'owner = "bureau"',
          'combine = "earlier"\nowner = "bureau"'),
    Break("half_target", "limit[10].target_unit", "target_amount = 10\n", ""),
    Break("half_target", "limit[10].target_unit", 'target_unit = "day"\n', "",
          at="[[limit]]\n" + limit(*PLAIN)),
    Break("late_target", "limit[10].target_amount", "target_amount = 10", "target_amount = 16"),
    Break("no_resolve_limit", "category[0]", limit(*ASK), limit(*other(ASK, 1, "claim")),
          at='[[category]]\nid = "ask"'),
    Break("two_resolve_limits", "category[1]", limit(*JOINT),
          limit(*other(JOINT, 2, '"joint", "plain"')), at='[[category]]\nid = "plain"'),
    Break("level_count", "satisfaction.level", level(*MIDDLE), level(*MIDDLE)
          + '\n[[satisfaction.level]]\ncode = "0"\nname = "差"\nnegative = true\n'
          'action = "notify"\n', at='[[satisfaction.level]]\ncode = "3"'),
    Break("bad_level_idle", "satisfaction.level[1].action", level(*MIDDLE),
          level("2", "一般", "true", "close", '"3"'), 3),
    Break("key_twice", "satisfaction.level", 'keys = ["3"]', 'keys = ["3", "4"]',
          at='[[satisfaction.level]]\ncode = "3"'),
    Break("redo_levels", "rework.on_levels", 'on_levels = ["1"]', "on_levels = []"),
    Break("over_hundred", "callback[1].percent", "percent = 20", "percent = 200"),
    Break("other_needs_text", "reason[1].needs_text", "needs_text = true", "needs_text = false",
          at="needs_text = false\n\n[[special_group"),
    Break("no_options", "form[0].field[2].options", 'options = ["电话", "书面"]', "options = []"),
    Break("no_options", "act[0].field[2].options", 'options = ["1", "2", "3"]', "options = []"),
    Break("no_such_field", "act[2].due", 'due = "answer_by"', 'due = "answered_by"'),
    Break("no_unit_field", "act[2].slip", 'slip = "supervised_unit"', 'slip = "answer_by"'),
    Break("answers_itself", "act[3].answers", 'answers = "supervise"',
          'answers = "answer_supervision"'),
    Break("unknown_word", "act[2].when", '"late", "bad_rated"', '"later", "bad_rated"'),
    Break("unknown_word", "act[0].holds", 'holds = ["dispatch"]', 'holds = ["send"]'),
    Break("unknown_word", "act[0].marks", 'marks = ["decided"]', 'marks = ["judged"]'),
    Break("step_loop", "step[2].after", 'act = "take"\nafter = ["dispatch"]',
          'act = "take"\nafter = ["contact"]', 1),
    Break("unused_assumption", "assumption[4].id", 'id = "A-NO-PAUSE"', 'id = "A-PAUSE"'),
)  # fmt: skip
# Broken where one change of the sixth cannot do it alone: one fault all the same.
NO_ROLL = (
    FILES["national"].decode().replace('amount = 1\nunit = "work_day"', 'amount = 1\nunit = "day"')
)
NO_BAD_LEVEL = GOOD.replace("negative = true", "negative = false").replace(
    'action = "rework"', 'action = "notify"'
).replace('on_levels = ["1"]', "on_levels = []")  # fmt: skip
NO_DECLINE = GOOD.replace('assumptions = ["A-ALL"]\n', "").replace(
    'text = "办事中遇到的各种办不成"', 'assumptions = ["A-ALL"]\ntext = "办事中遇到的各种办不成"'
)


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    with pytest.raises(Faulty) as caught:
        regime_file.load("sixth", raw)
    return caught.value.faults


def broken(by: Break, text: str = GOOD) -> str:
    assert text.count(by.old) == 1, "the change must be where it is meant"
    return by.top + text.replace(by.old, by.new)


def line_of(by: Break, text: str) -> int:
    if by.top:
        return text[: text.index(by.at)].count("\n") + 1 if by.at else 1
    if by.at:
        assert text.count(by.at) == 1, "the line must be one"
        return text[: text.index(by.at)].count("\n") + 1
    return text[: GOOD.index(by.old)].count("\n") + 1 + by.down if by.place else 0


@pytest.mark.parametrize("by", BREAKS, ids=lambda by: f"{by.problem} {by.place}")
def test_one_break_is_one_fault_with_place_and_line(by: Break) -> None:
    text = broken(by)
    (fault,) = faults_of(text.encode())
    assert (fault.problem, fault.place, fault.line) == (by.problem, by.place, line_of(by, text))


@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        (NO_BAD_LEVEL, "no_bad_level", "satisfaction.level"),
        (NO_DECLINE, "no_decline", "scope.decline"),
        (NO_ROLL, "no_day_roll", "limit[5].unit"),
    ],
)
def test_what_a_whole_table_lacks_is_one_fault_too(text: str, problem: str, place: str) -> None:
    (fault,) = faults_of(text.encode())
    assert (fault.problem, fault.place) == (problem, place)
    assert fault.line > 0


def test_several_faults_are_all_named_in_the_order_of_the_file() -> None:
    whole = {"missing_key", "wrong_type", "no_resolve_limit", "two_resolve_limits",
             "no_power"}  # fmt: skip
    text, rows, expected = GOOD, set(), set()
    for by in BREAKS:
        row = re.match(r"[a-z_]+(\[\d+\])?", by.place)
        if row and row[0] not in rows and not by.top and by.problem not in whole:
            assert text.count(by.old) == 1
            text = text.replace(by.old, by.new)
            rows.add(row[0])
            expected.add((by.problem, by.place))
    found = faults_of(text.encode())
    assert len(expected) > 25
    assert expected <= {(f.problem, f.place) for f in found}
    assert [f.line for f in found] == sorted(f.line for f in found)


@pytest.mark.parametrize(
    ("raw", "problem", "line"),
    [
        (b"\xff", "not_utf8", 1),
        ("\ufeffschema_version = 1".encode(), "bom", 1),
        (b"schema_version = 1\n[regime\n", "not_toml", 2),
        (b"#" * (MAX_BYTES + 1), "too_large", 0),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, problem: str, line: int) -> None:
    (fault,) = faults_of(raw)
    assert (fault.problem, fault.line) == (problem, line)


def test_an_empty_file_names_every_table_it_lacks() -> None:
    found = faults_of(b"")
    assert {f.problem for f in found} == {"missing_key"}
    assert {"regime", "calendar", "category", "limit", "schema_version"} <= {
        str(f.facts["key"]) for f in found
    }


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_change_of_a_file_makes_the_reader_stumble(data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, _, value = lines[at].partition(" = ")
        odd = st.sampled_from(["1", "-1", '""', '"x"', "[]", "[1]", '["x"]', "{}", "1.5", "true"])
        lines[at] = f"{key} = {data.draw(odd)}" if value else data.draw(st.sampled_from(["", key]))
    try:
        regime_file.load("sixth", "\n".join(lines).encode())
    except Faulty:
        return


# Noted by way of a variable, so that no reading of the code finds them.
OF_PROFILES = {row[2] for row in regime_file._RULES} | {"two_resolve_limits", "no_resolve_limit"}


# Where the word stands among what these are called with.
NOTED_AT = {"fault": 1, "Fault": 2, "Wrong": 1, "wanted": 3}


def problems_in(*paths: Path) -> Iterator[str]:
    """The problem words that readers of files note."""
    for path in paths:
        text = path.read_text("utf-8")
        notes = "tables import" in text or "Wrong(" in text or path.name == "tables.py"
        if not notes:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "problem":
                found = [c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant)]
                yield from (word for word in found if isinstance(word, str))
            name = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in NOTED_AT:
                given = node.args[NOTED_AT[name] :]
                words = ast.walk(given[0]) if given else [ast.Constant("wrong_word")]
                found = [c.value for c in words if isinstance(c, ast.Constant)]
                yield from (word for word in found if isinstance(word, str))


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    words = Words()
    spoken = {k.removeprefix("fault.") for k in words._texts if k.startswith("fault.")}
    assert spoken == {*problems_in(*APP.rglob("*.py")), *OF_PROFILES}


def test_a_fault_is_a_whole_sentence_in_chinese() -> None:
    words, texts = Words(), [broken(b).encode() for b in BREAKS]
    for raw in (
        *texts,
        NO_BAD_LEVEL.encode(),
        NO_DECLINE.encode(),
        b"\xff",
        b"#" * (MAX_BYTES + 1),
    ):
        for fault in faults_of(raw):
            sentence = words.fault("规则.toml", fault)
            assert sentence.startswith("规则.toml")
            assert re.search("[一-鿿]", sentence.partition("：")[2])
            assert "{" not in sentence


def test_every_problem_of_a_profile_is_shown_above() -> None:
    own = OF_PROFILES | set(
        problems_in(*(APP / "settings" / f for f in ("regime_file.py", "tables.py")))
    )
    shown = {b.problem for b in BREAKS} | {"no_bad_level", "no_decline", "no_day_roll"}
    assert own == shown | {"too_large", "not_utf8", "bom", "not_toml", "long_line", "too_deep"}

"""Loading a profile: every table strictly typed, its words closed, all faults named at once."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from app.domain import conditions
from app.domain import regime as r
from app.domain.regime import Regime
from app.domain.worktime import CalendarRules, Lights, Season
from app.settings.tables import Document, Path
from app.settings.vocabulary import WORDS

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY: Final = re.compile(r"(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NAMES: Final = frozenset({"id", "code", "key"})  # keys that name a row, once in each list
_ELSEWHERE: Final = frozenset(
    {"channel", "category", "rating"}
)  # choices with options of their own
_OF_THE_WHOLE: Final = frozenset({"A-NO-PAUSE", "A-FIRST"})  # assumptions no single row rests on
# Whatever a site leaves out, a matter is registered, accepted, handled and closed by somebody.
_ALWAYS: Final = frozenset({"register", "accept", "receive_result", "close"})
T = TypeVar("T", bound=msgspec.Struct)


def _crooked(x: CalendarRules | Season) -> bool:
    times = [t for span in x.hours for t in span]
    return not (times and all(map(_CLOCK.fullmatch, times)) and times == sorted(set(times)))


# What a row must hold to in itself: its kind, the key, the problem, and when it is one.
_RULES: Final[tuple[tuple[Any, str, str, Callable[[Any], bool]], ...]] = (
    (Regime, "category", "no_rows", lambda x: not all(
        (x.categories, x.limits, x.roles, x.channels, x.reports, x.assumptions))),
    (Regime, "role", "no_power",
     lambda x: not {act for role in x.roles for act in role.can} >= _ALWAYS),
    (r.Row | Lights, "clause", "no_ground", lambda x: not (x.clause or x.assumptions)),
    (CalendarRules | Season, "hours", "bad_hours", _crooked),
    (Season, "from", "bad_date", lambda x: not all(map(_DAY.fullmatch, (x.first, x.last)))),
    (r.Head, "effective_to", "ends_first", lambda x: x.effective_from > x.effective_to > ""),
    (r.Category, "departments_max", "too_few_departments",
     lambda x: 0 < x.departments_max < x.departments_min),
    (r.Limit, "amount", "amount_unit",
     lambda x: x.unit in WORDS["$amountless" if x.amount else "$counted"]),
    (r.Limit, "start", "same_event", lambda x: x.start in (x.end, x.fallback)),
    (r.Limit, "start", "due_starts_resolve", lambda x: (x.stage, x.start) == ("resolve", "due")),
    (r.Limit, "unit", "resolve_itself",
     lambda x: x.unit == "with_resolve" and x.stage in ("resolve", "cannot_do_reply", "rework")),
    (r.Limit, "unit", "open_progress", lambda x: (x.stage, x.unit) == ("progress", "open")),
    (r.Limit, "strength", "no_assumption", lambda x: x.strength == "none" and not x.assumptions),
    (r.Limit, "combine", "bad_combine",
     lambda x: x.combine and (x.stage, x.unit) != ("resolve", "set_by_group")),
    (r.Limit, "target_unit", "half_target",
     lambda x: (x.target_amount is None) == bool(x.target_unit)),
    (r.Limit, "target_amount", "late_target",
     lambda x: x.target_unit == x.unit and (x.target_amount or 0) > x.amount),
    (r.Extension, "max_amount", "no_assumption", lambda x: not (x.max_amount or x.assumptions)),
    (r.Satisfaction, "level", "level_count", lambda x: len(x.level) not in (3, 5)),
    (r.Satisfaction, "level", "no_bad_level", lambda x: not any(y.negative for y in x.level)),
    (r.Satisfaction, "level", "key_twice",
     lambda x: max(Counter(k for y in x.level for k in y.keys).values(), default=1) > 1),
    (r.Level, "action", "bad_level_idle", lambda x: x.negative and x.action in ("close", "none")),
    (r.Scope, "decline", "no_decline", lambda x: not (x.decline or x.assumptions)),
    (r.Callback, "percent", "over_hundred", lambda x: x.percent > 100),
    (r.Reason, "needs_text", "other_needs_text", lambda x: x.code == "other" and not x.needs_text),
    (r.FormField | r.ActField, "options", "no_options",
     lambda x: x.type == "choice" and not x.options and x.key not in _ELSEWHERE),
    (r.OwnAct, "due", "no_such_field",
     lambda x: x.due and not any((f.key, f.type) == (x.due, "date") for f in x.field)),
    (r.OwnAct, "slip", "no_unit_field",
     lambda x: x.slip and not any((f.key, f.type) == (x.slip, "unit") for f in x.field)),
    (r.OwnAct, "answers", "answers_itself", lambda x: x.answers and x.answers == x.id),
)  # fmt: skip


class Table(NamedTuple):
    """A table of the file: where, which (its path without row numbers), its keys, and the row
    they make; None where one of them is faulty in its type."""

    path: Path
    name: str
    keys: Mapping[str, Any]
    row: msgspec.Struct | None


class Profile(Document):
    """A document that keeps the tables it reads, so that the checks see faulty ones too."""

    def __init__(self, name: str, raw: bytes) -> None:
        super().__init__(name, raw)
        self.tables: list[Table] = []

    def struct(self, cls: type[T], table: object, path: Path) -> T | None:
        """The row, kept beside the table it was made of."""
        row = super().struct(cls, table, path)
        if isinstance(table, dict):
            name = ".".join(p for p in path if isinstance(p, str))
            self.tables.append(Table(path, name, table, row))
        return row

    def of(self, kind: type[T]) -> list[tuple[Path, T]]:
        """The rows of a kind."""
        return [(t.path, t.row) for t in self.tables if isinstance(t.row, kind)]


def load(name: str, raw: bytes) -> Regime:
    """Read a profile. Raises Faulty with all faults."""
    document = Profile(name, raw)
    regime = document.struct(Regime, document.root, ())
    if document.root.get("schema_version", 1) != 1:
        document.fault(("schema_version",), "schema_version")
    for check in (_words, _limits, _rows, _names, _redo, _steps, _conditions):
        check(document)
    document.finish()
    assert regime is not None
    return regime


def _rows(document: Profile) -> None:
    for table in document.tables:
        for kind, key, problem, is_broken in _RULES:
            if isinstance(table.row, kind) and is_broken(table.row):
                document.fault((*table.path, key), problem)


def _texts(value: object) -> list[str]:
    """The words of a value: one, several in a text, or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [word for x in values if isinstance(x, str | int) for word in str(x).split() or [""]]


def _words(document: Profile) -> None:
    """Words are of the closed lists or name a row; no number is below 0."""
    rows = {(f"@{t.name}", str(t.keys[k])) for t in document.tables for k in _NAMES & t.keys.keys()}
    for table in document.tables:
        for key, value in table.keys.items():
            place = "*.assumptions" if key == "assumptions" else f"{table.name}.{key}"
            allowed = WORDS.get(place, frozenset())
            for word in _texts(value) if allowed else ():
                if word not in allowed and not any((list_, word) in rows for list_ in allowed):
                    words = "、".join(sorted(allowed))
                    document.fault((*table.path, key), "unknown_word", value=word, words=words)
            if isinstance(value, int) and value < 0:
                document.fault((*table.path, key), "negative")


def _names(document: Profile) -> None:
    """No two rows of a list have one name; an assumption nothing rests on says nothing."""
    seen = set[tuple[Path, str]]()
    used = {x for t in document.tables for x in _texts(t.keys.get("assumptions", []))}
    for table in document.tables:
        for key in sorted(_NAMES & table.keys.keys()):
            name = (table.path[:-1], str(table.keys[key]))
            if name in seen:
                document.fault((*table.path, key), "double", value=name[1])
            seen.add(name)
            if table.name == "assumption" and name[1] not in used | _OF_THE_WHOLE:
                document.fault((*table.path, key), "unused_assumption", value=name[1])


def _limits(document: Profile) -> None:
    """Each class has just one limit for getting it done, beside that of a group.

    Not said while limits or classes are misread: it might be the misread one.
    """
    limits = document.of(r.Limit)
    rolls = any("day_roll" in t.keys for t in document.tables if t.name == "calendar")
    for path, limit in limits:
        if limit.unit in WORDS["$dated"] and not rolls:
            document.fault((*path, "unit"), "no_day_roll")
    misread = {f.place.partition("[")[0] for f in document.faults if f.problem != "no_day_roll"}
    if not limits or misread & {"limit", "category"}:
        return
    for path, category in document.of(r.Category):
        found = [x for _, x in limits if x.stage == "resolve" and x.covers(category.id)]
        plain = [x.id for x in found if x.unit != "set_by_group"]
        if not found or len(plain) > 1:
            problem = "two_resolve_limits" if found else "no_resolve_limit"
            document.fault(path, problem, value=category.id, limits="、".join(plain))


def _redo(document: Profile) -> None:
    """The levels that order a redo stand in both places."""
    actions = {level.code: level.action for _, level in document.of(r.Level)}
    redo = {code for code, action in actions.items() if action == "rework"}
    for path, row in document.of(r.Rework):
        if redo != actions.keys() & set(row.on_levels):
            document.fault((*path, "on_levels"), "redo_levels")


def _steps(document: Profile) -> None:
    """No act waits for itself."""
    steps, graph = document.of(r.Step), dict[str, set[str]]()
    for _, step in steps:
        graph.setdefault(step.act, set()).update(step.after)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        path = next(path for path, step in steps if step.act in error.args[1])
        document.fault((*path, "after"), "step_loop", acts=" → ".join(error.args[1]))


def _conditions(document: Profile) -> None:
    """A condition names known flags, events and acts, or cells and the value they must have."""
    acts = {str(t.keys.get("id")) for t in document.tables if t.name == "act"} | WORDS["$acts"]
    known = conditions.FLAGS.keys() | acts | WORDS["$events"]
    limits = {f"over={x.id}" for _, x in document.of(r.Limit)}
    for table in document.tables:
        for key in ("when", "reopen", "finished"):
            texts = _texts(table.keys.get(key, []))
            parts = (p.removeprefix("!") for x in texts for p in x.split("+"))
            named = [n for x in texts for n in conditions.names(x)]
            for word in (*named, *(p for p in parts if p.startswith("over="))):
                if word not in known | limits:
                    words = "、".join((*sorted(conditions.FLAGS), "key=value"))
                    document.fault((*table.path, key), "unknown_word", value=word, words=words)

"""Loading a profile: every table strictly typed, its words closed, all faults named at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any, Final, cast

import msgspec

from app.domain import regime as r
from app.domain import vocabulary as v
from app.domain.regime import Regime
from app.domain.tables import Document, Path
from app.domain.worktime import CalendarRules, Lights, Season

Leaves = tuple[tuple[Path, str, object], ...]
_TABLES: Final[Mapping[str, tuple[str, type[msgspec.Struct]]]] = MappingProxyType(
    {
        "regime": ("head", r.Head), "calendar": ("calendar", CalendarRules),
        "cannot_do": ("cannot_do", r.CannotDo), "lights": ("lights", Lights),
        "satisfaction": ("satisfaction", r.Satisfaction), "rework": ("rework", r.Rework),
        "scope": ("scope", r.Scope),
    }
)  # fmt: skip
_ROWS: Final[Mapping[str, tuple[str, type[msgspec.Struct]]]] = MappingProxyType(
    {
        "category": ("categories", r.Category), "limit": ("limits", r.Limit),
        "extension": ("extensions", r.Extension), "escalation": ("escalations", r.Escalation),
        "role": ("roles", r.Role), "channel": ("channels", r.Channel),
        "reason": ("reasons", r.Reason), "special_group": ("special_groups", r.SpecialGroup),
        "form": ("forms", r.Form), "report": ("reports", r.Report),
        "callback": ("callbacks", r.Callback), "misfit": ("misfits", r.Misfit),
        "assumption": ("assumptions", r.Assumption), "step": ("steps", r.Step),
    }
)  # fmt: skip
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_FREE_CHOICES: Final = frozenset({"channel", "category", "rating"})  # options lie elsewhere
_FREE_ASSUMPTIONS: Final = frozenset({"A-NO-PAUSE", "A-FIRST"})  # about what is not in the file


def _crooked(x: CalendarRules | Season) -> bool:
    times = [t for span in x.hours for t in span]
    return not (times and all(map(_CLOCK.fullmatch, times)) and times == sorted(set(times)))


def _ungrounded(x: r.Row | Lights) -> bool:
    return not (x.clause or x.assumptions)


# What a single row must hold to: kind of row, key, problem, and when it is broken.
_RULES: Final[tuple[tuple[Any, str, str, Callable[[Any], bool]], ...]] = (
    (r.Row, "clause", "no_ground", _ungrounded),
    (Lights, "clause", "no_ground", _ungrounded),
    (CalendarRules, "hours", "bad_hours", _crooked),
    (Season, "hours", "bad_hours", _crooked),
    (r.Head, "effective_to", "dates_crossed",
     lambda x: x.effective_from > x.effective_to > ""),
    (r.Category, "departments_max", "too_few_departments",
     lambda x: 0 < x.departments_max < x.departments_min),
    (r.Limit, "amount", "amount_unit",
     lambda x: x.unit in v.UNITS and (x.amount == 0) != (x.unit in v.AMOUNTLESS)),
    (r.Limit, "end", "same_event", lambda x: x.start == x.end),
    (r.Limit, "fallback", "same_event", lambda x: x.fallback == x.start),
    (r.Limit, "start", "due_starts_resolve", lambda x: (x.stage, x.start) == ("resolve", "due")),
    (r.Limit, "unit", "open_progress", lambda x: (x.stage, x.unit) == ("progress", "open")),
    (r.Limit, "strength", "no_assumption", lambda x: x.strength == "none" and not x.assumptions),
    (r.Limit, "combine", "bad_combine",
     lambda x: x.combine == "earlier" and (x.stage, x.unit) != ("resolve", "set_by_group")),
    (r.Limit, "target_amount", "half_target",
     lambda x: (x.target_amount is None) == bool(x.target_unit)),
    (r.Limit, "target_amount", "late_target",
     lambda x: x.target_unit == x.unit and (x.target_amount or 0) > x.amount),
    (r.Extension, "max_amount", "no_assumption",
     lambda x: x.max_amount == 0 and not x.assumptions),
    (r.Level, "action", "bad_level_unanswered",
     lambda x: x.negative and x.action in ("close", "none")),
    (r.Satisfaction, "level", "level_count", lambda x: len(x.level) not in (3, 5)),
    (r.Satisfaction, "level", "no_bad_level", lambda x: not any(y.negative for y in x.level)),
    (r.Scope, "decline", "no_decline", lambda x: not (x.decline or x.assumptions)),
    (r.Callback, "percent", "over_hundred", lambda x: x.percent > 100),
    (r.FormField, "options", "no_options",
     lambda x: x.type == "choice" and not x.options and x.key not in _FREE_CHOICES),
    (r.Reason, "needs_text", "other_needs_text", lambda x: x.code == "other" and not x.needs_text),
)  # fmt: skip


def load(name: str, raw: bytes) -> Regime:
    """Read a profile. Raises Faulty with all faults."""
    document = Document(name, raw)
    root = document.root
    document.unknown(root, frozenset({"schema_version", *_TABLES, *_ROWS}), ())
    if type(root.get("schema_version")) is not int or root["schema_version"] != 1:
        document.fault(("schema_version",), "schema_version")
    found: dict[str, Any] = {}
    for key, (field, kind) in _TABLES.items():
        if key in root:
            found[field] = document.struct(kind, root[key], (key,))
        else:
            document.fault((), "missing_key", key=key)
    found |= {field: tuple(_typed(document, key, kind)) for key, (field, kind) in _ROWS.items()}
    for key in v.WANTED:
        if not root.get(key):
            document.fault((key,), "no_rows", table=key)
    _check_words(document, tuple(_leaves(root)))
    _check_rows(document, found)
    _check_whole(document, found)
    document.finish()
    return Regime(**{field: _without_paths(value) for field, value in found.items()})

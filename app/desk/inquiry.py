"""One question about a date and its answer: what `bandecheng due` reads and writes.

Pure: a request, the profiles and the calendar in; due, target, act_by, lamp or a refusal out.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from app.domain import worktime
from app.domain.calendar import WorkCalendar
from app.domain.clock import ZONE, local
from app.domain.extension import size_refusal
from app.domain.refusal import Refused
from app.domain.regime import Extension, Limit, Regime
from app.domain.rules import is_notice
from app.domain.worktime import Due

NUMBERED: Final = frozenset({"work_day", "work_hour", "clock_hour", "minute", "day", "month"})
UNITS: Final = NUMBERED | {"same_day", "instant"}
MAX_AMOUNT: Final = 100_000  # more is a slip of the pen, and would only be counted for long
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", re.ASCII)


class ExtendRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An extension asked for; `count` are those granted before."""

    old_due: str
    asked: str
    amount: int | None = None
    count: int = 0
    new: str | None = None


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question. Times are local, `YYYY-MM-DD HH:MM` or with seconds."""

    regime: str
    id: object = None
    limit: str | None = None
    unit: str | None = None
    amount: int | None = None
    start: str | None = msgspec.field(name="from", default=None)
    dispatched: str | None = None
    taken: str | None = None
    found: str | None = None
    category: str | None = None
    extend: ExtendRequest | None = None
    as_of: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer; None where a thing does not apply."""

    due: datetime | None = None
    target: datetime | None = None
    act_by: datetime | None = None
    lamp: str | None = None
    late: bool | None = None
    provisional: datetime | None = None
    refused: Refused | None = None


class Unanswerable(Exception):  # noqa: N818
    """The question cannot be read; `key` finds the sentence under `inquiry`."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


def answer(ask: Request, regimes: Mapping[str, Regime], calendar: WorkCalendar) -> Answer:
    """The answer to a question. Raises Unanswerable, or OverflowError past the year 9999."""
    regime = regimes.get(ask.regime)
    if regime is None:
        raise Unanswerable("regime", value=ask.regime)
    return _Asked(ask, regime, calendar).answer()


def instant(text: str | None, field: str) -> datetime | None:
    """A local time of a request, None where it is left out. Raises Unanswerable."""
    if text is None:
        return None
    try:
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:  # 2026-02-30
        pass
    raise Unanswerable("time", field=field, value=text)


class _Asked:
    """One question under its profile."""

    def __init__(self, ask: Request, regime: Regime, calendar: WorkCalendar) -> None:
        self.ask, self.regime, self.calendar = ask, regime, calendar
        self.limit = self._limit(ask.limit) if ask.limit is not None else None
        if ask.category is not None and ask.category not in {c.id for c in regime.categories}:
            raise Unanswerable("category", value=ask.category)

    def answer(self) -> Answer:
        """The answer, with the lamp where it was asked for."""
        found = self._extended(self.ask.extend) if self.ask.extend else self._counted()
        if found.due is None or self.ask.as_of is None or not self.regime.lights.enabled:
            return found
        now = instant(self.ask.as_of, "as_of")
        assert now is not None
        rules = self.regime.calendar
        lamp = worktime.lamp(now, found.due, self.regime.lights, rules, self.calendar)
        return msgspec.structs.replace(found, lamp=lamp)

    def _counted(self) -> Answer:
        """A limit, or a bare amount, from its start."""
        start, found, target = self._start(), instant(self.ask.found, "found"), None
        limit = self._in_force(found is not None)
        if limit is None:
            due = self._due(start, *self._bare())
        else:
            due = self._due(start, limit.amount, limit.unit)
            if limit.target_unit:
                target = self._due(start, limit.target_amount or 0, limit.target_unit).at
        late = found > due.at if found and due.at else None
        moves = self.regime.cannot_do.late_rule == "due_at_close_of_finding_day"
        if found and late and moves and (limit is None or limit.stage == "cannot_do_reply"):
            due = self._due(found, 0, "same_day")
        return Answer(
            due=due.at, target=target, act_by=self._act_by(start, due.at), late=late,
            provisional=due.provisional,
        )  # fmt: skip

    def _start(self) -> datetime:
        """The start; where the profile's clock starts at taking, but at the dispatch if that was
        too late (A-C-TAKEN), both are looked at."""
        told, taken = instant(self.ask.start, "from"), instant(self.ask.taken, "taken")
        dispatched = instant(self.ask.dispatched, "dispatched")
        if dispatched and (self.limit is None or self.limit.start == "taken"):
            seconds = int((taken or told or dispatched).timestamp()), int(dispatched.timestamp())
            return local(worktime.start_of(*seconds, self.regime.calendar))
        start = told or taken or dispatched
        if start is None:
            raise Unanswerable("start")
        return start

    def _limit(self, limit_id: str) -> Limit:
        found = next((x for x in self.regime.limits if x.id == limit_id), None)
        if found is None:
            raise Unanswerable("limit", value=limit_id)
        if self.ask.unit not in (None, found.unit) or self.ask.amount not in (None, found.amount):
            raise Unanswerable("limit_or_unit", value=limit_id)
        return found

    def _in_force(self, cannot_do: bool) -> Limit | None:
        """The limit that counts instead of the one named: the class limit where it runs “as the
        class” (A-REDO), the cannot-do limit where it replaces the class limit (A-CANNOT)."""
        limit, category = self.limit, self.ask.category
        if limit and limit.unit in ("as_resolve", "with_resolve"):
            if category is None:
                raise Unanswerable("need_category")
            limit = next(x for x in self._resolving() if x.covers(category))
        if limit and limit.stage == "resolve" and cannot_do:
            for other in self.regime.limits:
                classes = (category,) if category else limit.categories
                if other.stage == "cannot_do_reply" and all(map(other.covers, classes)):
                    return other
        return limit

    def _resolving(self) -> list[Limit]:
        """All resolve limits; those of a number before those that a group states."""
        found = [x for x in self.regime.limits if x.stage == "resolve"]
        return sorted(found, key=lambda x: x.unit == "set_by_group")

    def _bare(self) -> tuple[int, str]:
        """The amount and the unit of a request without a limit."""
        amount, unit = self.ask.amount or 0, self.ask.unit
        if unit not in UNITS:
            raise Unanswerable("unit", value=unit or "")
        if not (1 <= amount <= MAX_AMOUNT if unit in NUMBERED else amount == 0):
            raise Unanswerable("amount", value=str(amount), unit=unit)
        return amount, unit

    def _due(self, start: datetime, amount: int, unit: str) -> Due:
        return worktime.due(start, amount, unit, self.regime.calendar, self.calendar)

    def _act_by(self, start: datetime, due: datetime | None) -> datetime | None:
        return worktime.act_by(start, due, self.regime.calendar, self.calendar) if due else None

    def _extended(self, wish: ExtendRequest) -> Answer:
        """An extension: the new due, or the old one and why it was refused."""
        old, asked = instant(wish.old_due, "old_due"), instant(wish.asked, "asked")
        new = instant(wish.new, "new")
        assert old is not None
        assert asked is not None
        rule, due = self._rule(), Due(old)
        if rule is None:
            refused: Refused | None = Refused("extension.none", clause=self._limit_clauses())
        else:
            refused = self._refusal(rule, wish, old, asked, new or old)
        if rule and not refused:
            rules, amount = self.regime.calendar, wish.amount or 0
            added = worktime.extended(old, amount, rule.unit, rules, self.calendar)
            due = Due(new) if is_notice(rule) else added
        act_by = self._act_by(min(asked, old), due.at)
        return Answer(due=due.at, act_by=act_by, provisional=due.provisional, refused=refused)

    def _rule(self) -> Extension | None:
        """The extension rule that fits the limit and the class asked about."""
        named, category = self.limit, self.ask.category
        if named and named.stage not in ("resolve", "rework"):
            return None
        classes = [category] if category else [c.id for c in self.regime.categories]
        if named and not category:
            classes = [c for c in classes if named.covers(c)]
        fitting = [e for e in self.regime.extensions if any(map(e.covers, classes))]
        if len(fitting) > 1 and category is None:
            raise Unanswerable("need_category")
        return fitting[0] if fitting else None

    def _limit_clauses(self) -> str:
        """The clauses of the limits that no extension moves."""
        if self.limit:
            return self.limit.clause
        asked = self.ask.category
        found = [x for x in self._resolving() if asked is None or x.covers(asked)]
        return "、".join(dict.fromkeys(x.clause for x in (found[:1] if asked else found)))

    def _refusal(
        self, rule: Extension, wish: ExtendRequest, old: datetime, asked: datetime, new: datetime
    ) -> Refused | None:
        if wish.amount is None and not is_notice(rule):
            raise Unanswerable("need_amount")
        if asked > old:
            return Refused("extension.too_late", clause=rule.clause)
        if wish.count >= rule.max_count:
            names = {r.id: r.name for r in self.regime.roles}
            facts = {"after": names.get(rule.after, rule.after)}
            return Refused("extension.count", clause=rule.clause, facts=facts)
        amount = wish.amount or 0
        return size_refusal(rule, int(old.timestamp()), amount, int(new.timestamp()))

"""The whole way of a ticket under any profile, found by what the refusals say is still missing."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import msgspec

from app.domain import cells
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import (
    AnsweredOnSpot,
    Classified,
    Contacted,
    Dispatched,
    ResultReceived,
    Taken,
)
from app.domain.acts.intake import Accepted, Declined
from app.domain.acts.own import Recorded
from app.domain.acts.rating import CitizenLeft, Rated, RatingAsked
from app.domain.acts.record import Archived
from app.domain.cells import AnyField
from app.domain.refusal import Refused
from app.domain.regime import Regime
from tests.domain.playing import Play, instant

POSTS: Final = ("clerk", "leader", "department", "outside")
NOT_HIS: Final = frozenset({"power.missing", "power.post", "step.by"})
WRITTEN: Final = frozenset({"text", "longtext", "phone", "person", "signature"})
# The next act of the program by the state of the ticket.
NEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "register", "registered": "accept", "accepted": "handle", "dispatched": "take",
        "redo": "take", "handling": "receive_result", "result_received": "feed_back",
        "fed_back": "close", "called_back": "close", "closed": "archive",
    }
)  # fmt: skip
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "int": "2", "bool": "是", "date": "2026-03-20", "datetime": "2026-03-20 10:00",
        "phone": "19900005678", "choice": "是", "checkbox": "是",
    }
)  # fmt: skip
TOOK: Final = timedelta(minutes=10)  # from one act to the next: no two instants are the same


# Cells that the ticket fills: the fields of its acts that would have to be empty.
OWN_FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "matter_name": ("matter",), "citizen_contact": ("phone",), "fail_reasons": ("reasons",),
        "assign_content": ("content",), "handling_summary": ("result",), "handler": ("who",),
        "process_and_result": ("result",), "unsolved_reason": ("explanation",),
        "departments": ("department",), "rating": ("unrated_reason",), "solved": ("outcome",),
    }
)  # fmt: skip


class StuckError(Exception):
    """An act is refused for something that no other act can mend."""

    def __init__(self, power: str, refused: tuple[Refused, ...]) -> None:
        super().__init__(f"{power}: {refused}")
        self.power, self.refused = power, refused


class Course(Play):
    """A ticket that goes its way; `when` are the conditions a field is demanded under.

    A cell to `omit` is left empty wherever it could be filled. `times` keeps when each act was
    done, by its name in the profile.
    """

    def __init__(self, regime: Regime, when: str = "", omit: str = "") -> None:
        super().__init__()
        self.regime, self.omit = regime, omit
        self.times: dict[str, int] = {}
        self.wishes = dict(part.partition("=")[::2] for part in when.split("+") if part)

    def to(self, power: str) -> Act:
        """All that comes before an act is done; the act itself, filled, is still to be done."""
        for _ in range(40):
            act = self.made(power)
            refused = self._by_who_may(act)
            if not refused:
                return act
            self._mend(power, refused)
        raise StuckError(power, refused)

    def until(self, power: str) -> "Course":
        """The same, and the act is done too."""
        if power == "rate":
            return self.rated()
        if power == "handle":
            return self.until("answer_on_spot" if "spot" in self.wishes else "dispatch")
        act = self.to(power)
        self.do(act)
        self.times.setdefault(power, self.seconds)
        self.now += TOOK
        return self

    def rated(self) -> "Course":
        """The citizen rates at the pad and leaves: well, or badly where that is wished."""
        bad = "bad_rated" in self.wishes
        level = next(x for x in self.regime.satisfaction.level if x.negative is bad)
        self.by("clerk").do(RatingAsked(source="pad"))
        ref = self.ticket.askings[-1].ref
        return self.do(Rated(source="pad", level=level.code, ask=ref), CitizenLeft())

    def _by_who_may(self, act: Act) -> tuple[Refused, ...]:
        for post in POSTS:
            self.by(post)
            refused = self.refused(act)
            if refused and refused[0].key == "own.same":
                refused = self.by(post, "C2").refused(act)
            if not refused or refused[0].key not in NOT_HIS:
                return refused
        return refused

    def _mend(self, power: str, refused: tuple[Refused, ...]) -> None:
        first = refused[0]
        family, _, what = first.key.partition(".")
        own = self.ctx.rules.own_act(power)
        if family == "held":
            wanted = first.facts.get("answer") or first.facts["act"]
            self.until(next(a.id for a in self.regime.acts if a.name == wanted))
        elif family == "step" and what != "by" and not (what == "rate" and self.omit == "rating"):
            self.until(what)
        elif first.key == "limit.missing" and "stated" not in self.wishes:
            self.wishes["stated"] = ""
        elif family == "own" and own and own.answers and not self._has_record(own.answers):
            self.until(own.answers)
        elif family == "own" and own and not own.covers(self.ticket.category):
            raise StuckError(power, refused)
        elif family in ("order", "own") and self.ticket.state in NEXT:
            self.until(NEXT[self.ticket.state])
        else:
            raise StuckError(power, refused)

    def _has_record(self, act_id: str) -> bool:
        return any(r.act == act_id and not r.answered_at for r in self.ticket.records)

    def made(self, power: str) -> Act:
        """The act with every cell it demands, but for the one to omit."""
        act = self.bare(power)
        for _ in range(20):
            faulty = {r.field for r in act.form_faults(self.ticket, self.ctx)} - {self.omit}
            fields = cells.fields_of(self.ctx.rules, power)
            field = next((f for f in fields if f.key in faulty), None)
            if field is None:
                break
            act = self._with(act, field)
        return act

    def _with(self, act: Act, field: AnyField) -> Act:
        wished = self.wishes.get(field.key)
        same: str = getattr(self.ticket, getattr(field, "same_as", ""), "")
        text = wished or same or (*field.options, WORDS.get(field.type, "照办"))[0]
        if getattr(field, "given", False):
            given: dict[str, object] = {field.key: text}
            return msgspec.structs.replace(act, **given)
        kept = "texts" if field.type in WRITTEN else "choices"
        return msgspec.structs.replace(act, **{kept: {**getattr(act, kept), field.key: text}})

    def _without(self, act: Act) -> Act:
        """The act without the cell to omit, where whoever made it filled it."""
        choices, texts = (
            {k: v for k, v in given.items() if k != self.omit}
            for given in (act.choices, act.texts)
        )  # fmt: skip
        return msgspec.structs.replace(act, choices=choices, texts=texts)

    def bare(self, power: str) -> Act:
        """The act with its own fields and no cell."""
        if make := _MADE.get(power):
            act = self._without(make(self))
            names = {self.omit, *OWN_FIELDS.get(self.omit, ())} & set(act.__struct_fields__)
            blank: dict[str, object] = {n: type(getattr(act, n))() for n in names}
            return msgspec.structs.replace(act, **blank)
        own = self.ctx.rules.own_act(power)
        assert own is not None, power
        return Recorded(
            act=power, marks=own.marks, answers=own.answers, number=1 if own.number else 0,
            due=WORDS["date"] if own.due else "", who="齐望舒", how="phone",
        )  # fmt: skip


def _registered(course: Course) -> Act:
    side = course.wishes.get("side", "offline")
    channel = next(c.id for c in course.regime.channels if c.side == side)
    scope = course.wishes.get("scope") or course.regime.scope.accept[0].code
    given: dict[str, object] = {
        "channel": channel, "scope": scope, "scope_text": "说不清", "region": "东街",
        "reasons": tuple(r.code for r in course.regime.reasons[:1]), "reason_text": "补不齐",
        "assisting": ("医保窗口",) if "several" in course.wishes else (),
    }  # fmt: skip
    given |= {n: course.wishes[n] for n in ("channel", "submitted") if n in course.wishes}
    return course.registered(**given)


def _accepted(course: Course) -> Act:
    category = course.wishes.get("category") or course.regime.categories[0].id
    return Accepted(category=category, regime="-", calendars={})


def _result(course: Course) -> Act:
    return ResultReceived(
        result="补办好了", outcome=course.wishes.get("outcome", "solved"), explanation="已当面说清",
        basis_document="依据", statement="说明", who="齐望舒", how="phone",
    )  # fmt: skip


def _closed(course: Course) -> Act:
    stated = "" if course.ticket.rating else "走得急"
    return Closed(outcome="solved", unrated_reason=stated)


_MADE: Final[Mapping[str, Callable[[Course], Act]]] = MappingProxyType(
    {
        "register": _registered, "accept": _accepted, "receive_result": _result, "close": _closed,
        "dispatch": lambda c: Dispatched(
            department="人社窗口", content="请当日办好", slip_no=7,
            stated_due=instant("2026-03-12 17:30") if "stated" in c.wishes else 0,
        ),
        "take": lambda c: Taken(who="齐望舒", how="phone"),
        "answer_on_spot": lambda c: AnsweredOnSpot(result="当场说清了"),
        "decline": lambda c: Declined(
            reason=c.regime.scope.decline[0].code, reason_text="不归这里管",
            explanation="已当面解释", told_department="法院", told_contact="12368",
        ),
        "classify": lambda c: Classified(category=c.ticket.category),
        "contact": lambda c: Contacted(who="齐望舒", how="phone", text="已联系"),
        "feed_back": lambda c: FedBack(way="phone", opinion="没有意见"),
        "call_back": lambda c: CalledBack(), "archive": lambda c: Archived(number="2026-00001"),
    }
)  # fmt: skip

"""A profile's own names in words: acts, events, people, conditions, and lines that rest on it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from app.domain import regime as r
from app.domain.conditions import FLAGS
from app.domain.regime import ALL, ForClasses
from app.domain.rules import Rules
from app.domain.worktime import CalendarRules
from app.settings.words import Words

OUTCOMES: Final = ("solved", "explained", "cannot_do")


class Line(NamedTuple):
    """One rule: its name, what it says, its clause, quiet sentences below it, and how a silent
    place was read."""

    head: str
    text: str
    clause: str = ""
    notes: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


class RuleWords:
    """Words for the rows of one profile."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.words, self.rules, self.regime = words, rules, rules.regime
        self._read: Mapping[str, r.Assumption] = {a.id: a for a in self.regime.assumptions}

    def say(self, key: str, **facts: object) -> str:
        """A sentence of this page."""
        return self.words(f"rule.{key}", **facts)

    def act(self, act_id: str) -> str:
        """What an act is called: the profile's own word, else the program's."""
        own = self.rules.own_act(act_id)
        return (own.name if own else "") or self.words(f"act.{act_id}")

    def event(self, event: str) -> str:
        """What an event is called, or the profile's own act that is one."""
        own = self.rules.own_act(event)
        return own.name if own and own.name else self.say(f"event.{event}")

    def who(self, name: str) -> str:
        """A role of the profile, or one of the words for people."""
        known = self.words.has(f"rule.people.{name}")
        return self.say(f"people.{name}") if known else self.rules.role_name(name)

    def several(self, names: Iterable[str], each: Callable[[str], str]) -> str:
        """Names in a row."""
        return "、".join(dict.fromkeys(map(each, names)))

    def classes(self, row: ForClasses) -> str:
        """For which classes, "" for all."""
        if ALL in row.categories:
            return ""
        return self.say("only", classes=self.several(row.categories, self.rules.category_name))

    def when(self, conditions: Iterable[str]) -> str:
        """Under which conditions, "" for none."""
        found = self.several(conditions, self.condition)
        return self.say("when", conditions=found) if found else ""

    def condition(self, condition: str) -> str:
        """A condition in words; its parts must all hold."""
        return self.say("all_of").join(map(self._part, condition.split("+")))

    def _part(self, part: str) -> str:
        """A flag, something written, or a cell and its value; or that it is not so."""
        if part.startswith("!"):
            return self.say("not", what=self._part(part[1:]))
        name, given, value = part.partition("=")
        if name == "answer_late":
            return self.say("answer_late", act=self.act(value))
        if name == "over" and (limit := self.rules.limit(value)):
            return self.say("over", what=self.words(f"stage.{limit.stage}"))
        if given:
            return self._cell(name, value)
        if name in FLAGS:
            return self.say(f"flag.{name}")
        known = self.rules.own_act(name) or self.words.has(f"act.{name}")
        return self.say("written", act=self.act(name) if known else self.event(name))

    def _cell(self, name: str, value: str) -> str:
        regime = self.regime
        labels = {f.key: f.label for form in regime.forms for f in form.field}
        for field in (f for act in regime.acts for f in act.field):
            labels.setdefault(field.key, field.label)
        own = f"rule.cell.{name}"
        label = self.words(own) if self.words.has(own) else labels.get(name, name)
        values = {
            "side": {s: self.say(f"side.{s}") for s in ("online", "offline")},
            "scope": {"other": self.say("other"), **{s.code: s.text for s in regime.scope.accept}},
            "callback": {role.id: role.name for role in regime.roles},
            "category": {c.id: c.name for c in regime.categories},
            "channel": {c.id: c.name for c in regime.channels},
            "outcome": {o: self.words(f"outcome.{o}") for o in OUTCOMES},
        }
        if not value:
            return self.say("is_blank", label=label)
        return self.say("is", label=label, value=values.get(name, {}).get(value, value))

    def proposed(self, row: r.Proposing) -> str:
        """What a row proposes for cells, "" for nothing."""
        found = self.say("all_of").join(self._cell(k, v) for k, v in row.proposes.items())
        return self.say("proposes", cells=found) if found else ""

    def line(self, row: r.Row | CalendarRules, head: str, text: str, *notes: str) -> Line:
        """A line of a row that rests on the text or on readings of it."""
        read = (self._read.get(name) for name in row.assumptions)
        return Line(
            head, text, getattr(row, "clause", ""), tuple(n for n in notes if n),
            tuple(self.reading(a) for a in read if a),
        )  # fmt: skip

    def reading(self, assumption: r.Assumption) -> str:
        """How a silent place was read, and how else it could be."""
        key = "reading" if assumption.alternative else "reading_only"
        return self.say(key, text=assumption.text, other=assumption.alternative)

"""A regulation as data: the frozen tables of a profile (resources/regimes/*.toml).

Words in these tables are closed lists (app.settings.regime_file checks them); ids of clauses stand
where a value rests on the text, ids of assumptions where the text is silent.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from app.domain.worktime import CalendarRules, Lights

ALL: Final = "*"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The common part of rows that rest on the text or on an assumption."""

    clause: str = ""
    assumptions: tuple[str, ...] = ()


class ForClasses(Row, frozen=True, kw_only=True):
    """The common part of rows that hold for some classes of matters, `*` meaning all."""

    categories: tuple[str, ...] = (ALL,)

    def covers(self, category: str) -> bool:
        """Whether the row holds for a class."""
        return category in self.categories or ALL in self.categories


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """[regime]: what the profile is a profile of. Validity dates are ISO dates or empty."""

    id: str
    name: str
    short: str
    source: str
    issued: str
    kind: str
    window_name: str
    region: str
    effective_from: str = ""
    effective_to: str = ""
    replaces: str = ""

    def validity(self, on: date) -> str:
        """early before the rule takes effect, over after its last day, else ""."""
        day = on.isoformat()
        if day < self.effective_from:
            return "early"
        return "over" if day > self.effective_to > "" else ""


class Proposing(Row, frozen=True, kw_only=True):
    """The common part of rows that propose what may stand in cells; a person may change it."""

    proposes: Mapping[str, str] = {}


class Category(Proposing, frozen=True, kw_only=True):
    """[[category]]: a class of matters (问题分类). 0 departments_max means no bound."""

    id: str
    name: str
    parent: str
    definition: str
    departments_min: int
    departments_max: int
    set_by: str


class Limit(ForClasses, frozen=True, kw_only=True):
    """[[limit]]: a time limit between two events, for some classes.

    `fallback` is the event that counts when `start` has not come by the close of its day
    (A-C-TAKEN), or where `start` never comes at all (A-N-SHEET). `combine = "earlier"` lets a
    group's limit only shorten the class limit, else it replaces it. `target_*` is an aim. A limit
    set_by_group with conditions `when` is stated at the dispatch where one holds, and only there.
    """

    id: str
    stage: str
    categories: tuple[str, ...]
    amount: int
    unit: str
    start: str
    end: str
    hard: bool
    strength: str
    target_amount: int | None = None
    target_unit: str = ""
    note: str = ""
    owner: str = ""
    combine: str = ""
    fallback: str = ""
    when: tuple[str, ...] = ()


class Extension(ForClasses, frozen=True, kw_only=True):
    """[[extension]]: how far and by whom a due may be moved. max_amount 0: no number given."""

    categories: tuple[str, ...]
    max_amount: int
    unit: str
    max_count: int
    requester: str
    approver: str
    request_before: str
    base: str
    notify: tuple[str, ...]
    needs: tuple[str, ...]
    after: str


class CannotDo(Row, frozen=True, kw_only=True):
    """[cannot_do]: what a department owes when a matter cannot be done."""

    reply_by: str
    evidence: tuple[str, ...]
    outcome: str
    late_rule: str


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A level of satisfaction. `keys` are the codes of a five-level pad that count as it, `mark`
    the word of a cell that knows but two."""

    code: str
    name: str
    negative: bool
    action: str
    keys: tuple[str, ...] = ()
    mark: str = ""


class Solved(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to “was it solved”."""

    code: str
    name: str


class Satisfaction(Row, frozen=True, kw_only=True):
    """[satisfaction]: the scale of the rating; `finished` are conditions under which a matter that
    was fed back counts as finished there and then (视为办结)."""

    level: tuple[Level, ...] = ()
    solved: tuple[Solved, ...] = ()
    finished: tuple[str, ...] = ()


class Rework(Row, frozen=True, kw_only=True):
    """[rework]: what a bad rating leads to. max_rounds 0: no redo is ordered by the rule. A closed
    matter is sent back too under one of the conditions `reopen` (责令重新办理)."""

    on_levels: tuple[str, ...]
    max_rounds: int
    reason_required: bool
    report_to: str
    if_impossible: str
    reopen: tuple[str, ...] = ()


class Escalation(Row, frozen=True, kw_only=True):
    """[[escalation]]: whom a matter is raised to, and when."""

    step: int
    trigger: str
    to: str
    action: str


class Role(Row, frozen=True, kw_only=True):
    """[[role]]: who may do which acts. `post` is the seat at this hall: clerk, leader,
    department or outside. `usual` is how many there commonly are; fewer is only a warning."""

    id: str
    name: str
    min: int
    max: int
    can: tuple[str, ...]
    post: str = ""
    usual: int = 0


class Step(ForClasses, frozen=True, kw_only=True):
    """[[step]]: an act and those before it (decision 20).

    `required` and `skip_reason` are about the act itself, where others come after it: on_spot,
    unreached, stated and nobody (no name, no contact) say when it may be left out. `by` names the
    roles that alone may do it. The row holds only under one of the conditions `when`, if any.
    """

    act: str
    after: tuple[str, ...] = ()
    required: bool = True
    skip_reason: str = ""
    by: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


class Channel(Proposing, frozen=True, kw_only=True):
    """[[channel]]: a way a demand reaches the window (反映渠道); notes may come `unnamed`, with
    `outer` the number it has where it came from is needed, roles in `by` alone register it."""

    id: str
    name: str
    side: str
    unnamed: bool = False
    outer: bool = False
    by: tuple[str, ...] = ()


class ScopeRow(Row, frozen=True, kw_only=True):
    """A reason to accept or decline: `suggests` is the class it mostly has, `only` must have."""

    code: str
    text: str
    suggests: str = ""
    only: str = ""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """[scope]: what the window takes, and what a refusal must hold."""

    decline_needs: tuple[str, ...]
    accept: tuple[ScopeRow, ...]
    decline: tuple[ScopeRow, ...]
    assumptions: tuple[str, ...] = ()


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """[[reason]]: why it was not done (没办成的原因)."""

    code: str
    label: str
    needs_text: bool


class SpecialGroup(Row, frozen=True, kw_only=True):
    """[[special_group]]: people with a way of their own (绿色通道, 帮办代办)."""

    id: str
    name: str
    action: str


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an official form, in the order of the annex.

    `required` says it in the annex's words; `at` is the act that may not be written without it,
    under one of the conditions `when` if there are any (app.domain.conditions).
    """

    key: str
    label: str
    type: str
    required: str
    by: str
    options: tuple[str, ...]
    at: str = ""
    when: tuple[str, ...] = ()
    clause: str = ""


class ActField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that the profile adds to an act. A `given` one is one of the program's act itself,
    demanded, or narrowed to `options`; `same_as` is the field of the ticket it must equal."""

    key: str
    label: str
    type: str
    options: tuple[str, ...] = ()
    optional: bool = False
    when: tuple[str, ...] = ()
    clause: str = ""
    given: bool = False
    same_as: str = ""


class OwnAct(ForClasses, frozen=True, kw_only=True):
    """[[act]]: an act of the profile's own, or fields that it adds to one of the program's.

    `after` are the states it may follow, `when` conditions of which one must hold, `marks` event
    words it sets. An `owed` one must be written whenever it may be, and holds up the acts in
    `holds` until it is; one with `answers` ends the open record of that act, which holds them up
    till then. `number` is what is numbered without gaps, `due` the field with the day it is due.
    An `auto` dispatch needs no click: the words say what finds the department, the first first.
    Who did `other_than` may not write it; the ticket then stays in that `list` till archived; the
    unit in the field `slip` gets a slip (交办单) of its own.
    Acts of the desk: `by` are roles that may write it beside those whose `can` names it; `every`
    says how often it is due (half_day, day, month, unit_day: by each unit) or what needs one that
    stands (clerk, unit, hall); a record that fits the `when` of an `owed` answer waits for it, any
    other answer only follows. `proposed` says what asks for it: repeated, overdue, dissatisfied, or
    an own act that marks a ticket.
    """

    id: str
    name: str
    on: str = "ticket"
    sub: str = ""
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    once: bool = False
    owed: bool = False
    answers: str = ""
    holds: tuple[str, ...] = ()
    number: str = ""
    due: str = ""
    auto: tuple[str, ...] = ()
    other_than: str = ""
    list: str = ""
    slip: str = ""
    by: tuple[str, ...] = ()
    every: str = ""
    proposed: tuple[str, ...] = ()
    field: tuple[ActField, ...] = ()


class Form(Row, frozen=True, kw_only=True):
    """[[form]]: an official form."""

    id: str
    name: str
    annex: str
    copies: int
    field: tuple[FormField, ...]


class Report(Row, frozen=True, kw_only=True):
    """[[report]]: a report the rule asks for."""

    id: str
    name: str
    period: str
    fields: tuple[str, ...]


class Callback(Row, frozen=True, kw_only=True):
    """[[callback]]: who calls back, and how many."""

    by: str
    coverage: str
    percent: int


class Misfit(msgspec.Struct, frozen=True, kw_only=True):
    """[[misfit]]: a place of the text that data cannot carry as it stands."""

    text: str


class Assumption(msgspec.Struct, frozen=True, kw_only=True):
    """[[assumption]]: how a silent place was read, and how else it could be."""

    id: str
    text: str
    alternative: str


class Regime(msgspec.Struct, frozen=True, kw_only=True):
    """A whole profile, its tables by their names in the file."""

    schema_version: int
    head: Head = msgspec.field(name="regime")
    calendar: CalendarRules
    cannot_do: CannotDo
    lights: Lights
    satisfaction: Satisfaction
    rework: Rework
    scope: Scope
    categories: tuple[Category, ...] = msgspec.field(name="category")
    limits: tuple[Limit, ...] = msgspec.field(name="limit")
    roles: tuple[Role, ...] = msgspec.field(name="role")
    channels: tuple[Channel, ...] = msgspec.field(name="channel")
    reports: tuple[Report, ...] = msgspec.field(name="report")
    assumptions: tuple[Assumption, ...] = msgspec.field(name="assumption")
    extensions: tuple[Extension, ...] = msgspec.field(name="extension", default=())
    escalations: tuple[Escalation, ...] = msgspec.field(name="escalation", default=())
    reasons: tuple[Reason, ...] = msgspec.field(name="reason", default=())
    special_groups: tuple[SpecialGroup, ...] = msgspec.field(name="special_group", default=())
    forms: tuple[Form, ...] = msgspec.field(name="form", default=())
    callbacks: tuple[Callback, ...] = msgspec.field(name="callback", default=())
    misfits: tuple[Misfit, ...] = msgspec.field(name="misfit", default=())
    steps: tuple[Step, ...] = msgspec.field(name="step", default=())
    acts: tuple[OwnAct, ...] = msgspec.field(name="act", default=())

    @property
    def id(self) -> str:
        """The profile's id."""
        return self.head.id

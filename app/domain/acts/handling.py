"""Handling (办理): answered at once, or sent to a department, taken, answered."""

from typing import ClassVar, Final

import msgspec

from app.domain import extension
from app.domain.acts.act import Act, OnBehalf, changed
from app.domain.acts.intake import departments_refusal
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import Stamp, Ticket

COMPLAINED: Final = "complained_person"  # the cell that names who a complaint is about
OUTCOMES = frozenset({"solved", "explained", "cannot_do"})
AWAY = frozenset({"dispatched", "handling", "redo"})


class AnsweredOnSpot(Act, frozen=True, kw_only=True, omit_defaults=True):
    """当场办结: answered or settled at the counter, told face to face in the same breath."""

    NAME: ClassVar[str] = "answer_on_spot"
    AFTER: ClassVar[frozenset[str]] = frozenset({"accepted"})
    MARKS: ClassVar[tuple[str, ...]] = (
        "answered", "result_received", "fed_back", "contacted", "receive_result", "feed_back",
    )  # fmt: skip
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"result"})
    NEEDED: ClassVar[tuple[str, ...]] = ("result",)

    result: str = ""
    outcome: str = "solved"
    by: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The answer counts as fed back."""
        return changed(ticket, state="fed_back", result=self.result, outcome=self.outcome)


class Classified(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """分类: the class is chosen by whom the rule names, where the counter only proposed one."""

    NAME: ClassVar[str] = "classify"
    AFTER: ClassVar[frozenset[str]] = frozenset({"accepted", "dispatched", "handling"})

    category: str
    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """The class is one of the profile's; another one than was proposed has a reason."""
        if self.category not in {c.id for c in ctx.rules.regime.categories}:
            return (Refused("category.missing", field="category"),)
        if self.category != ticket.category and not self.reason.strip():
            return (Refused("field.blank", field="reason"),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The due is computed anew from the same stored instants."""
        return changed(ticket, category=self.category)


class Reclassified(Classified, frozen=True, kw_only=True, omit_defaults=True):
    """改类: the class turns out another one; the reason is kept, the start does not move."""

    NAME: ClassVar[str] = "reclassify"
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Another class than now."""
        if self.category == ticket.category:
            return (Refused("category.same", field="category"),)
        return super().check(ticket, ctx)


class Dispatched(Act, frozen=True, kw_only=True, omit_defaults=True):
    """派发: the matter goes to a department with a numbered slip (交办单).

    The electronic sheet reaches the department with it, so the words for its receipt are marked
    too: a missing receipt never stops a clock (A-N-SHEET). `stated_due` is the limit a group
    sets (n-group, x-group), in seconds, 0 for none. `rule` says by what table it went without a
    click (C-4-2a): "matter", "place", "" for by hand. Each assisting unit has a slip of its own.
    """

    NAME: ClassVar[str] = "dispatch"
    AFTER: ClassVar[frozenset[str]] = frozenset({"accepted", "dispatched", "handling", "redo"})
    MARKS: ClassVar[tuple[str, ...]] = ("dispatched", "transferred", "assigned", "sheet_received")
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"content"})
    NEEDED: ClassVar[tuple[str, ...]] = ("department", "content")

    department: str = ""
    content: str = ""
    assisting: tuple[str, ...] = ()
    handler: str = ""
    slip_no: int = 0
    assisting_slips: tuple[int, ...] = ()
    stated_due: int = 0
    rule: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """What the table sends needs nobody's hand."""
        own = ctx.rules.own_act(self.NAME)
        is_found = bool(self.rule and own and self.rule in own.auto)
        return None if is_found else super().step_refusal(ticket, ctx)

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """One leads, others assist; the limit of a group is allowed, or demanded."""
        return _dispatch_faults(self, ticket, ctx)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The department holds it now; a limit of the group counts as decided."""
        if self.stated_due:
            ticket = ticket.with_marks(stamp.at, "decided")
        return changed(
            ticket, state="dispatched", department=self.department, handler=self.handler,
            slips=(*ticket.slips, *filter(None, (self.slip_no, *self.assisting_slips))),
            content=self.content, assisting=self.assisting or ticket.assisting,
            stated_due=self.stated_due or ticket.stated_due,
        )  # fmt: skip


def _dispatch_faults(act: Dispatched, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
    """One leads, as many assist as the class has room for; a limit set by a group may be shorter
    than the class limit, never longer (N-9.3-b)."""
    wanted = changed(ticket, department=act.department, assisting=act.assisting or ticket.assisting)
    if refused := _lead_refusal(wanted, ctx):
        return (refused,)
    after = wanted.with_marks(ctx.now, *act.MARKS)
    late = extension.stated_due_refusal(ctx.rules, after, act.stated_due, ctx.now)
    return (*(() if late is None else (late,)), *complained(ticket, act.handler))


def _lead_refusal(wanted: Ticket, ctx: Context) -> Refused | None:
    if wanted.department in wanted.assisting:
        return Refused("dispatch.lead_twice", field="assisting")
    category = ctx.rules.category(wanted.category)
    refused = departments_refusal(category, wanted) if category else None
    return msgspec.structs.replace(refused, field="assisting") if refused else None


def complained(ticket: Ticket, handler: str, field: str = "handler") -> tuple[Refused, ...]:
    """The refusal of a handler whom the complaint is about."""
    about = ticket.cells.get(COMPLAINED, "").strip()
    return (Refused("handler.complained", field=field),) if about and about == handler else ()


class Taken(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """认领/接单: the department has taken the order."""

    NAME: ClassVar[str] = "take"
    AFTER: ClassVar[frozenset[str]] = frozenset({"dispatched", "redo"})
    MARKS: ClassVar[tuple[str, ...]] = ("taken",)

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Not before it was dispatched; not by the person complained about."""
        faults = self.time_refusals(ticket, ctx, after="dispatched")
        return (*faults, *complained(ticket, self.who, "who"))

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """Handling has begun."""
        return changed(ticket, state="handling", handler=self.who or ticket.handler)


class Contacted(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """先行联系: the citizen was first spoken to. A call nobody answered is kept and stops no
    clock (C-4-3b)."""

    NAME: ClassVar[str] = "contact"
    AFTER: ClassVar[frozenset[str]] = frozenset(
        {"accepted", "dispatched", "handling", "redo", "result_received"}
    )
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})

    reached: bool = True
    text: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Not before it was accepted."""
        return self.time_refusals(ticket, ctx, after="accepted")

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Only a call that reached somebody stops the clock."""
        return ticket.with_marks(self.when(stamp), "contacted") if self.reached else ticket


class CannotDoFound(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """发现不能办: from now the cannot-do limit runs in place of the class limit (A-CANNOT)."""

    NAME: ClassVar[str] = "find_cannot_do"
    AFTER: ClassVar[frozenset[str]] = frozenset({"accepted"}) | AWAY
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Found once; not before acceptance."""
        if ticket.cannot_do_at:
            return (Refused("cannot_do.twice", clause=ctx.rules.regime.cannot_do.clause),)
        return self.time_refusals(ticket, ctx, after="accepted")

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The instant of the finding decides whether it came late."""
        return changed(ticket, cannot_do_at=self.when(stamp))


class ResultReceived(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """办理反馈: the department's answer: settled, explained, or it cannot be done."""

    NAME: ClassVar[str] = "receive_result"
    AFTER: ClassVar[frozenset[str]] = AWAY
    MARKS: ClassVar[tuple[str, ...]] = ("result_received", "answered")
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"result", "explanation"})
    NEEDED: ClassVar[tuple[str, ...]] = ("result",)

    result: str = ""
    outcome: str = "solved"
    explanation: str = ""
    basis_document: str = ""
    statement: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """What the profile demands of a cannot-do answer is there (X-10-3-3, N-9.4-c)."""
        faults = list(self.time_refusals(ticket, ctx, after="dispatched"))
        if self.outcome not in OUTCOMES:
            faults.append(Refused("word.unknown", field="outcome"))
        if self.outcome == "cannot_do":
            rule = ctx.rules.regime.cannot_do
            wanted = ["result" if name == "reason" else name for name in rule.evidence]
            faults += [
                Refused(f"cannot_do.{name}", clause=rule.clause, field=name)
                for name in wanted
                if not getattr(self, name).strip()
            ]
        return tuple(faults)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Back at the counter."""
        if self.outcome == "cannot_do":
            ticket = ticket.with_marks(self.when(stamp), "evidence_received")
        return changed(
            ticket, state="result_received", result=self.result, outcome=self.outcome,
            explanation=self.explanation or ticket.explanation, handler=self.who or ticket.handler,
        )  # fmt: skip

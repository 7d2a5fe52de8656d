"""Intake (接待登记): registered, then accepted or declined at once."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from app.domain.acts.act import Act, changed
from app.domain.context import Context
from app.domain.personal import UNNAMED, digits_of, is_phone
from app.domain.refusal import Refused
from app.domain.regime import Category
from app.domain.ticket import OPEN, Stamp, Ticket

MIN_DESCRIPTION: Final = 10
KINDS: Final = frozenset({"person", "company"})
IN_PERSON: Final = "window"  # who came this way was here at least once, others never (N-B-08)


class Outside(Act, frozen=True, kw_only=True, omit_defaults=True):
    """What a demand brings from another system: its name and number there, and the due in seconds
    that is demanded there, 0 for none."""

    source: str = ""
    outer_no: str = ""
    outer_due: int = 0


class Registered(Outside, frozen=True, kw_only=True, omit_defaults=True):
    """登记: who came and what was not done. Every demand is registered, declined ones too."""

    NAME: ClassVar[str] = "register"
    AFTER: ClassVar[frozenset[str]] = frozenset({""})
    MARKS: ClassVar[tuple[str, ...]] = ("registered",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"citizen_name", "phone", "description", "reason_text", "scope_text"}
    )
    NEEDED: ClassVar[tuple[str, ...]] = ("citizen_name", "matter", "description")

    hall: str
    window: str
    regime: str
    citizen_name: str = ""
    citizen_kind: str = "person"
    phone: str = ""
    no_phone: bool = False
    visits: int = 1
    channel: str = "window"
    region: str = ""
    submitted: str = "offline"
    green: tuple[str, ...] = ()
    matter: str = ""
    department: str = ""
    assisting: tuple[str, ...] = ()
    description: str = ""
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    scope: str = ""
    scope_text: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Everything missing is named at once, each beside its field."""
        return tuple(_intake_faults(self, ctx))

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """A new ticket."""
        own = {f for f in self.__struct_fields__ if f not in Act.__struct_fields__}
        fields = {f: getattr(self, f) for f in own}
        return changed(
            ticket, **fields, no=stamp.ticket, state="registered", registered_at=stamp.at,
            acceptor=stamp.actor, follower=stamp.actor,
        )  # fmt: skip


def _intake_faults(act: Registered, ctx: Context) -> list[Refused]:
    regime = ctx.rules.regime
    faults = []
    if act.phone.strip() and not is_phone(digits_of(act.phone)):
        faults.append(Refused("phone.incomplete", field="phone"))
    if not act.phone.strip() and not act.no_phone:
        faults.append(Refused("phone.missing", field="phone"))
    if 0 < len(act.description.strip()) < MIN_DESCRIPTION:
        faults.append(Refused("description.short", field="description"))
    if act.visits < int(act.channel == IN_PERSON):
        faults.append(Refused("visits.low", field="visits"))
    if act.citizen_kind not in KINDS:
        faults.append(Refused("word.unknown", field="citizen_kind"))
    faults += _channel_faults(act, ctx)
    known = {r.code: r for r in regime.reasons}
    if any(code not in known for code in act.reasons):
        faults.append(Refused("word.unknown", field="reasons"))
    if any(known[c].needs_text for c in act.reasons if c in known) and not act.reason_text.strip():
        faults.append(Refused("reason.text", clause="S-A1N", field="reason_text"))
    return faults


def _channel_faults(act: Registered, ctx: Context) -> Iterator[Refused]:
    """A way of the profile; some want the number of the system it came from, or a role (C-4-1d)."""
    channel = next((c for c in ctx.rules.regime.channels if c.id == act.channel), None)
    if channel is None:
        yield Refused("word.unknown", field="channel")
        return
    if act.citizen_name == UNNAMED and not channel.unnamed:
        yield Refused("field.blank", field="citizen_name")
    if channel.by and not ctx.roles & set(channel.by):
        facts = {"by": "、".join(map(ctx.rules.role_name, channel.by))}
        yield Refused("channel.by", channel.clause, "channel", facts=facts)
    if (channel.outer or act.source.strip()) and not act.outer_no.strip():
        yield Refused("outer.missing", channel.clause, "outer_no")
    if act.outer_no.strip() and not act.source.strip():
        yield Refused("outer.source", field="source")


class Accepted(Act, frozen=True, kw_only=True, omit_defaults=True):
    """受理: in scope, put into its class, the rules of today pinned to it for ever."""

    NAME: ClassVar[str] = "accept"
    AFTER: ClassVar[frozenset[str]] = frozenset({"registered"})
    MARKS: ClassVar[tuple[str, ...]] = ("accepted",)

    category: str
    regime: str
    calendars: Mapping[str, str]
    category_reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Scope and class are words of the profile; `other` needs its text (N-5-f, X-7-6)."""
        regime, faults = ctx.rules.regime, []
        scope = next((s for s in regime.scope.accept if s.code == ticket.scope), None)
        if scope is None:
            faults.append(Refused("scope.missing", field="scope"))
        elif scope.code.startswith("other") and not ticket.scope_text.strip():
            faults.append(Refused("scope.text", clause=scope.clause, field="scope_text"))
        category = ctx.rules.category(self.category)
        if category is None:
            faults.append(Refused("category.missing", field="category"))
        elif refused := departments_refusal(category, ticket):
            faults.append(refused)
        elif scope and scope.only not in ("", category.id):
            facts = {"category": ctx.rules.category_name(scope.only)}
            faults.append(Refused("scope.only", scope.clause, "category", facts=facts))
        return tuple(faults)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The clock of the class may start."""
        return changed(
            ticket, state="accepted", category=self.category, regime=self.regime,
            calendars=self.calendars,
        )  # fmt: skip


def departments_refusal(category: Category, ticket: Ticket) -> Refused | None:
    """The refusal of a class that has room for fewer departments than are concerned (N-6.1).

    Too few is no fault yet: who is concerned may turn out later.
    """
    if category.departments_max and 1 + len(ticket.assisting) > category.departments_max:
        facts = {"category": category.name, "n": str(category.departments_max)}
        return Refused("category.departments", category.clause, "category", facts=facts)
    return None


class Declined(Act, frozen=True, kw_only=True, omit_defaults=True):
    """不予受理: out of scope, explained, no clock starts; it is counted all the same."""

    NAME: ClassVar[str] = "decline"
    AFTER: ClassVar[frozenset[str]] = frozenset({"registered"})
    MARKS: ClassVar[tuple[str, ...]] = ("declined",)
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"explanation", "reason_text"})

    reason: str
    reason_text: str = ""
    explanation: str = ""
    told_department: str = ""
    told_contact: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """The reason is one of the profile's; what the profile demands of a refusal is there."""
        scope = ctx.rules.regime.scope
        row = next((s for s in scope.decline if s.code == self.reason), None)
        if row is None:
            return (Refused("decline.reason", field="reason"),)
        wanted = [n.removesuffix("_or_note") for n in scope.decline_needs]
        wanted = ["reason_text" if n == "accept_reason" else n for n in wanted]
        if row.code.startswith("other"):
            wanted.append("reason_text")
        return tuple(
            Refused(f"decline.{name}", clause=row.clause, field=name)
            for name in dict.fromkeys(wanted)
            if not getattr(self, name).strip()
        )

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """An end state of its own."""
        return changed(
            ticket, state="declined", decline_reason=self.reason, explanation=self.explanation
        )


class DeclinedLate(Declined, frozen=True, kw_only=True, omit_defaults=True):
    """研判后不予受理: a group judges an accepted matter out of scope; the acceptance stays in the
    record (N-9.2-c)."""

    NAME: ClassVar[str] = "decline_late"
    AFTER: ClassVar[frozenset[str]] = frozenset({"accepted"})


class ContentChecked(Act, frozen=True, kw_only=True, omit_defaults=True):
    """核对登记内容: the citizen read the registration on the second screen and touched 内容正确,
    or that something is not right. The signature on paper (诉求人确认签字) is not replaced."""

    NAME: ClassVar[str] = "check_content"
    AFTER: ClassVar[frozenset[str]] = OPEN | {"declined"}

    right: bool
    device: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Only what was found right is confirmed."""
        return ticket.with_marks(stamp.at, "content_confirmed") if self.right else ticket

"""Extension (延期): asked, granted or refused, told. The due moves only when all is in time."""

from typing import ClassVar

import msgspec

from app.domain import extension
from app.domain.acts.act import Act, OnBehalf, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.rules import is_notice
from app.domain.ticket import ExtensionCase, Stamp, Ticket

WAYS = frozenset({"phone", "written", "face", "platform"})
RUNNING = frozenset({"accepted", "dispatched", "handling"})


class ExtensionAsked(OnBehalf, frozen=True, kw_only=True, omit_defaults=True):
    """申请延期: before the old due, within the rule's number and maximum.

    `amount` in the rule's unit where it adds to the old due; `new_due` in seconds where the
    citizen is told a date (Xiufeng). `old_due` and `new_due` are filled by the desk.
    """

    NAME: ClassVar[str] = "ask_extension"
    AFTER: ClassVar[frozenset[str]] = RUNNING
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str = ""
    amount: int = 0
    old_due: int = 0
    new_due: int = 0

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """The profile's extension rule for the class."""
        faults = self.time_refusals(ticket, ctx, after="accepted")
        asked = self.happened_at or ctx.now
        refused = extension.refusal(ctx.rules, ticket, asked, self.amount, self.new_due)
        return (*faults, refused) if refused else faults

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """A case of its own; the old due still counts."""
        case = ExtensionCase(
            self.when(stamp), self.old_due, self.new_due, self.amount, self.reason, ticket.round
        )  # fmt: skip
        return changed(ticket, extensions=(*ticket.extensions, case))


class ExtensionGranted(Act, frozen=True, kw_only=True, omit_defaults=True):
    """批准延期: by the role the profile names, before the old due (A-EXT-BEFORE)."""

    NAME: ClassVar[str] = "grant_extension"
    AFTER: ClassVar[frozenset[str]] = RUNNING

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """A case is waiting, the approver is the right one, the old due has not passed."""
        return decision_faults(ticket, ctx)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Granted; still to be told."""
        return with_case(ticket, granted_at=stamp.at)


class ExtensionRefused(Act, frozen=True, kw_only=True, omit_defaults=True):
    """不予延期: the old due stands."""

    NAME: ClassVar[str] = "refuse_extension"
    AFTER: ClassVar[frozenset[str]] = RUNNING
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """A case is waiting and the approver is the right one."""
        return tuple(f for f in decision_faults(ticket, ctx) if f.key != "extension.too_late")

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """The case is over."""
        return with_case(ticket, refused_at=stamp.at)


class Told(Act, frozen=True, kw_only=True, omit_defaults=True):
    """告知延期: the citizen, or the window, knows the new date; until both do the old due counts
    (N-9.4-b2)."""

    NAME: ClassVar[str] = "tell"
    AFTER: ClassVar[frozenset[str]] = RUNNING
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})

    whom: str
    way: str
    text: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Granted, not yet told, and in time; the way is known."""
        case, rule = ticket.extension, ctx.rules.extension_rule(ticket)
        if case is None or rule is None or not (case.granted_at or is_notice(rule)):
            return (Refused("extension.not_granted", clause=rule.clause if rule else ""),)
        if self.whom not in rule.notify or self.way not in WAYS:
            return (Refused("word.unknown", field="whom" if self.way in WAYS else "way"),)
        if self.whom in case.told:
            return (Refused("extension.told_twice", clause=rule.clause),)
        if ctx.now > case.old_due:
            return (Refused("extension.told_late", clause=rule.clause),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """Who knows, since when."""
        case = ticket.extension
        return with_case(ticket, told={**case.told, self.whom: stamp.at}) if case else ticket


def decision_faults(ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
    """Why a waiting extension may not be decided on now by this person."""
    case, rule = ticket.extension, ctx.rules.extension_rule(ticket)
    if case is None or case.granted_at or rule is None:
        return (Refused("extension.none_waiting", clause=rule.clause if rule else ""),)
    if rule.approver not in ctx.roles:
        name = ctx.rules.role_name(rule.approver)
        return (Refused("extension.approver", clause=rule.clause, facts={"role": name}),)
    if ctx.now > case.old_due:
        return (Refused("extension.too_late", clause=rule.clause),)
    return ()


def with_case(ticket: Ticket, **fields: object) -> Ticket:
    """The ticket with its last extension case changed."""
    if not ticket.extensions:
        return ticket
    case = msgspec.structs.replace(ticket.extensions[-1], **fields)
    return changed(ticket, extensions=(*ticket.extensions[:-1], case))

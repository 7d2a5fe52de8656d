"""Acts that keep the record straight: note, correct, void, hand over, paper issued."""

from typing import ClassVar, Final

from app.domain import cells
from app.domain.acts.act import Act, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import ANY, OPEN, Stamp, Ticket

CORRECTABLE: Final = frozenset(
    {
        "citizen_name", "phone", "matter", "department", "description", "channel", "region",
        "scope", "scope_text", "reason_text",
    }
)  # fmt: skip


class Noted(Act, frozen=True, kw_only=True, omit_defaults=True):
    """补记: a line of text beside the acts, of a talk or a phone call."""

    NAME: ClassVar[str] = "note"
    AFTER: ClassVar[frozenset[str]] = ANY
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text"})
    NEEDED: ClassVar[tuple[str, ...]] = ("text",)

    text: str = ""
    phone_call: bool = False


class Corrected(Act, frozen=True, kw_only=True, omit_defaults=True):
    """更正: one field, with a reason; both values stay in the record."""

    NAME: ClassVar[str] = "correct"
    AFTER: ClassVar[frozenset[str]] = ANY - {"archived", "void"}
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"old", "new"})
    NEEDED: ClassVar[tuple[str, ...]] = ("new", "reason")

    field: str
    old: str = ""
    new: str = ""
    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """A field that may be corrected, as it stands now, to another value."""
        if self.field not in CORRECTABLE:
            return (Refused("correct.field", field="field"),)
        if str(getattr(ticket, self.field)) != self.old:
            return (Refused("correct.moved", field="new"),)
        return (Refused("correct.same", field="new"),) if self.new == self.old else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """Instants and class have acts of their own and are not touched here."""
        if self.field not in CORRECTABLE or not self.new:
            return ticket
        return changed(ticket, **{self.field: self.new})


class Voided(Act, frozen=True, kw_only=True, omit_defaults=True):
    """作废: by the leader, with a reason; the number is never used again."""

    NAME: ClassVar[str] = "void"
    AFTER: ClassVar[frozenset[str]] = OPEN | {"declined"}
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    reason: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """Two persons: who registered it cannot void it; a rating is never voided away."""
        if ctx.actor == ticket.acceptor:
            return (Refused("void.self"),)
        return (Refused("void.rated"),) if ticket.ratings or ticket.asking else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """All its clocks stop."""
        return changed(ticket, state="void")


class Withdrawn(Act, frozen=True, kw_only=True, omit_defaults=True):
    """撤回: the citizen takes the demand back; its clocks stop, it counts neither as finished nor
    as declined."""

    NAME: ClassVar[str] = "withdraw"
    AFTER: ClassVar[frozenset[str]] = OPEN
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})
    NEEDED: ClassVar[tuple[str, ...]] = ("reason", "how")

    reason: str = ""
    how: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """A rating is never taken back with it."""
        return (Refused("void.rated"),) if ticket.ratings or ticket.asking else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """No number is used again."""
        return changed(ticket, state="void", outcome="withdrawn")


class Linked(Act, frozen=True, kw_only=True, omit_defaults=True):
    """关联: the same matter stands in another ticket `to`; `merged` goes on there and ends here."""

    NAME: ClassVar[str] = "link"
    AFTER: ClassVar[frozenset[str]] = ANY - {"archived", "void"}
    NEEDED: ClassVar[tuple[str, ...]] = ("to",)

    to: str = ""
    merged: bool = False

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Another ticket, linked once; merged only before anybody was set to work on it."""
        if self.to == ticket.no or self.to in ticket.links:
            return (Refused("link.same", field="to"),)
        if self.merged and ticket.state not in ("registered", "accepted"):
            return (Refused("link.too_late", field="merged"),)
        return ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """A merged one has no clock of its own any more."""
        after = changed(ticket, links=(*ticket.links, self.to))
        if self.merged and ticket.state in ("registered", "accepted"):
            return changed(after, state="void", outcome="merged")
        return after


class Archived(Act, frozen=True, kw_only=True, omit_defaults=True):
    """归档: every cell that the forms demand is filled, nothing is owed or waits for an answer;
    from now on the record is locked (N-7.3.2-h, X-12)."""

    NAME: ClassVar[str] = "archive"
    AFTER: ClassVar[frozenset[str]] = frozenset({"closed", "closed_unsolved", "declined"})
    MARKS: ClassVar[tuple[str, ...]] = ("archived",)

    number: str = ""

    def step_refusal(self, ticket: Ticket, ctx: Context) -> Refused | None:
        """A rating before it, or the reason why there is none (P-3-5b)."""
        return ctx.step_refusal(ticket, "archive", stated=bool(ticket.unrated_reason))

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """The gaps, each by its name on the form."""
        return cells.gaps(ticket, ctx)

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The last state."""
        return changed(ticket, state="archived", archive_no=self.number)


class TicketHandedOver(Act, frozen=True, kw_only=True, omit_defaults=True):
    """移交: another officer follows the matter from now (N-10.1-b)."""

    NAME: ClassVar[str] = "hand_over"
    AFTER: ClassVar[frozenset[str]] = OPEN
    NEEDED: ClassVar[tuple[str, ...]] = ("to",)

    to: str = ""
    note: str = ""

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The acceptor stays who accepted."""
        return changed(ticket, follower=self.to)


class PaperIssued(Act, frozen=True, kw_only=True, omit_defaults=True):
    """出纸: the end of a print job: which paper, which copy, the hash of its bytes, how sure.

    `evidence` is `sent` (all bytes left us), `printed` (the printer said so), `seen` (a person
    said so), `void` (it came out badly, or a leader took it back) or `cancelled` (it was never
    printed); `reason` says why for the last two.
    """

    NAME: ClassVar[str] = "issue_paper"
    AFTER: ClassVar[frozenset[str]] = ANY

    doc: str
    copy_no: int
    sha256: str
    evidence: str
    job: str = ""
    reason: str = ""

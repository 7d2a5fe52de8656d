"""Acts that keep the record straight: note, correct, void, hand over, paper issued."""

from typing import ClassVar, Final

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
    said so) or `void`.
    """

    NAME: ClassVar[str] = "issue_paper"
    AFTER: ClassVar[frozenset[str]] = ANY

    doc: str
    copy_no: int
    sha256: str
    evidence: str
    job: str = ""

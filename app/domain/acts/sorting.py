"""Acts that put a ticket in order: what is attached, its labels, the source that was told."""

from typing import ClassVar, Final

from app.domain.acts.act import EARLIEST, Act, changed
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import ANY, ENDED, Attachment, Stamp, Ticket

TYPES: Final = ("image/png", "image/jpeg", "image/webp", "application/pdf")
MOST_EACH: Final = 10 * 1024 * 1024
MOST_TICKET: Final = 40 * 1024 * 1024
MOST_LABELS: Final = 10
LONGEST_LABEL: Final = 12


class Attached(Act, frozen=True, kw_only=True, omit_defaults=True):
    """加附件: a picture or a PDF, named by the SHA-256 of its bytes, which lie in the store."""

    NAME: ClassVar[str] = "attach"
    AFTER: ClassVar[frozenset[str]] = ANY - {"archived", "void"}
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name"})
    NEEDED: ClassVar[tuple[str, ...]] = ("sha256", "name")

    sha256: str
    name: str = ""
    type: str
    size: int
    sort: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Of a known type, not too large, not there already."""
        if self.type not in TYPES:
            return (Refused("attach.type"),)
        if not 0 < self.size <= MOST_EACH:
            return (Refused("attach.large"),)
        if self.size + sum(a.size for a in ticket.attachments) > MOST_TICKET:
            return (Refused("attach.full"),)
        same = any(a.sha256 == self.sha256 for a in ticket.attachments)
        return (Refused("attach.same"),) if same else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """One more."""
        new = Attachment(self.sha256, self.name, self.type, self.size, self.sort)
        return changed(ticket, attachments=(*ticket.attachments, new))


class Labelled(Act, frozen=True, kw_only=True, omit_defaults=True):
    """贴标签: all labels of the ticket from now on (N-8.1.2)."""

    NAME: ClassVar[str] = "label"
    AFTER: ClassVar[frozenset[str]] = ANY - {"archived", "void"}

    labels: tuple[str, ...] = ()

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """Short words, each once, other ones than before."""
        if len(self.labels) > MOST_LABELS or any(len(x) > LONGEST_LABEL for x in self.labels):
            facts = {"n": MOST_LABELS, "long": LONGEST_LABEL}
            return (Refused("label.many", field="labels", facts=facts),)
        told = all(ticket.cells.get(k) == v for k, v in self.choices.items())
        same = self.labels == ticket.labels and told
        return (Refused("label.same", field="labels"),) if same else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:  # noqa: ARG002
        """The latest word stands."""
        return changed(ticket, labels=tuple(dict.fromkeys(self.labels)))


class SourceTold(Act, frozen=True, kw_only=True, omit_defaults=True):
    """反馈来源方: the outcome was given back to the system the matter came from, once (N-7.1.2)."""

    NAME: ClassVar[str] = "tell_source"
    AFTER: ClassVar[frozenset[str]] = ENDED
    NEEDED: ClassVar[tuple[str, ...]] = ("way",)

    way: str = ""
    happened_at: int = 0

    def fits(self, ticket: Ticket) -> bool:
        """Only the first one counts; a second is odd."""
        return super().fits(ticket) and bool(ticket.outer_no) and not ticket.source_told_at

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
        """It came from elsewhere, and nobody has told them yet."""
        if not ticket.outer_no:
            return (Refused("source.none"),)
        if ticket.source_told_at:
            return (Refused("source.told", clause="N-7.1.2"),)
        return (Refused("time.ahead", field="happened_at"),) if self.happened_at > ctx.now else ()

    def apply(self, ticket: Ticket, stamp: Stamp) -> Ticket:
        """When they were told."""
        stated = EARLIEST < self.happened_at <= stamp.at
        return changed(ticket, source_told_at=self.happened_at if stated else stamp.at)

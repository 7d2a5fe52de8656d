"""Acts of the knowledge base (知识库): proposed by anybody at the desk, in force once the leader
approves, withdrawn with a reason (N-11.3.2)."""

from datetime import date
from typing import ClassVar, Final

from app.domain.acts.desk import DeskAct
from app.domain.clock import local
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.ticket import Ticket

KINDS: Final = ("answer", "case", "policy")


class EntryProposed(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """拟条目: a new entry, or with `entry` a new version of one; `until` an ISO date or "" for no
    end, `source` the closed ticket it was learned from. Its text is erasable."""

    NAME: ClassVar[str] = "propose_entry"
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"title", "answer", "materials", "basis", "mistakes"}
    )
    NEEDED: ClassVar[tuple[str, ...]] = ("title", "answer")

    entry: str = ""
    sort: str = "answer"
    title: str = ""
    answer: str = ""
    materials: str = ""
    basis: str = ""
    mistakes: str = ""
    department: str = ""
    matter: str = ""
    until: str = ""
    source: str = ""

    def check(self, ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:  # noqa: ARG002
        """A known sort, and an end that is a day still to come."""
        faults = [] if self.sort in KINDS else [Refused("word.unknown", field="sort")]
        try:
            past = bool(self.until) and date.fromisoformat(self.until) < local(ctx.now).date()
        except ValueError:
            past = True
        return (*faults, Refused("entry.until", field="until")) if past else tuple(faults)


class EntryApproved(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """核定条目: from now on version `version` of `entry` is the answer."""

    NAME: ClassVar[str] = "approve_entry"

    entry: str
    version: str


class EntryWithdrawn(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """停用条目: nobody is offered it any more; its record stays."""

    NAME: ClassVar[str] = "withdraw_entry"
    NEEDED: ClassVar[tuple[str, ...]] = ("reason",)

    entry: str
    reason: str = ""

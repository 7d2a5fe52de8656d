"""Ticket (工单): the state of one matter, folded from its entries.

Instants are whole seconds since the epoch (UTC); the regulations count to the second.
`marks` maps the profile's event words (`accepted`, `result_received` …) to the first instant
each happened in the present round; `past` keeps the marks of rounds that a redo ended.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

OPEN: Final = frozenset(
    {
        "registered", "accepted", "dispatched", "handling", "result_received",
        "fed_back", "called_back", "redo",
    }
)  # fmt: skip
ENDED: Final = frozenset({"declined", "closed", "closed_unsolved", "archived", "void"})
ANY: Final = OPEN | ENDED


class Stamp(NamedTuple):
    """Who did an act, where it stands, and when (seconds since the epoch)."""

    ticket: str
    at: int
    actor: str
    origin: str
    seq: int

    @property
    def ref(self) -> str:
        """A short name of the entry: origin and sequence."""
        return f"{self.origin}:{self.seq}"


class Odd(msgspec.Struct, frozen=True):
    """An act that arrived out of order. Kept, counted for nothing, shown to the leader."""

    ref: str
    kind: str
    state: str


class ExtensionCase(msgspec.Struct, frozen=True):
    """An extension (延期) asked for; it moves the due only once granted and told in time."""

    asked_at: int
    old_due: int
    new_due: int
    amount: int
    reason: str
    round: int = 0
    granted_at: int = 0
    refused_at: int = 0
    told: Mapping[str, int] = {}


class Asking(msgspec.Struct, frozen=True):
    """One asking of the citizen to rate (decision 25); `end` names how it ended."""

    round: int
    ref: str
    asked_at: int
    source: str
    end: str = ""
    ended_at: int = 0
    reason: str = ""
    clerk: str = ""


class RatingFact(msgspec.Struct, frozen=True):
    """A rating (评价) the citizen gave: native key, scale and label are kept as they were."""

    round: int
    source: str
    level: str
    at: int
    clerk: str
    key: int = -1
    scale: int = 0
    label: str = ""
    solved: str = ""
    quick: bool = False


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An act of the profile's own as it stands: what it holds, by field.

    `due` is an ISO date or "", `answered_at` 0 while no answer came, `of` the ref of the record
    of another day that this one answers.
    """

    act: str
    ref: str
    at: int
    actor: str
    round: int = 0
    who: str = ""
    how: str = ""
    number: int = 0
    due: str = ""
    of: str = ""
    cells: Mapping[str, str] = {}
    answered_at: int = 0


class Attachment(msgspec.Struct, frozen=True):
    """A picture or PDF kept with a ticket, by the SHA-256 of its bytes; `size` in bytes."""

    sha256: str
    name: str
    type: str
    size: int
    kind: str = ""


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """The whole truth of one matter as the fold knows it."""

    no: str = ""
    state: str = ""
    hall: str = ""
    window: str = ""
    acceptor: str = ""
    follower: str = ""
    regime: str = ""
    calendars: Mapping[str, str] = {}

    citizen_name: str = ""
    citizen_kind: str = ""
    phone: str = ""
    no_phone: bool = False
    visits: int = 1
    channel: str = ""
    region: str = ""
    submitted: str = ""
    green: tuple[str, ...] = ()

    matter: str = ""
    department: str = ""
    assisting: tuple[str, ...] = ()
    handler: str = ""
    description: str = ""
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    scope: str = ""
    scope_text: str = ""
    category: str = ""

    source: str = ""
    outer_no: str = ""
    outer_due: int = 0
    source_told_at: int = 0
    labels: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    registered_at: int = 0
    round: int = 0
    marks: Mapping[str, int] = {}
    past: tuple[Mapping[str, int], ...] = ()

    slips: tuple[int, ...] = ()
    content: str = ""
    stated_due: int = 0
    cannot_do_at: int = 0
    extensions: tuple[ExtensionCase, ...] = ()
    result: str = ""
    outcome: str = ""
    explanation: str = ""
    decline_reason: str = ""
    opinion: str = ""
    failed_calls: int = 0
    called_by: str = ""
    redo_reason: str = ""
    closed_at: int = 0
    unrated_reason: str = ""
    archive_no: str = ""
    links: tuple[str, ...] = ()

    askings: tuple[Asking, ...] = ()
    ratings: tuple[RatingFact, ...] = ()
    kept_presses: int = 0
    citizen_left_at: int = 0
    records: tuple[Record, ...] = ()
    cells: Mapping[str, str] = {}
    odd: tuple[Odd, ...] = ()
    entries: int = 0
    last_at: int = 0

    def with_marks(self, at: int, *names: str) -> "Ticket":
        """The ticket with event words marked; the first instant of a round stays."""
        new = {name: at for name in names if name not in self.marks}
        return msgspec.structs.replace(self, marks={**self.marks, **new}) if new else self

    def with_cells(self, *cells: Mapping[str, str]) -> "Ticket":
        """The ticket with cells of its forms filled; the latest word stands."""
        new = {k: v for some in cells for k, v in some.items()}
        return msgspec.structs.replace(self, cells={**self.cells, **new}) if new else self

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.state in OPEN

    @property
    def end(self) -> str:
        """The state, and of an archived matter the one it was archived in."""
        if self.state != "archived":
            return self.state
        if "declined" in self.marks:
            return "declined"
        return "closed_unsolved" if "close_unsolved" in self.marks else "closed"

    @property
    def asking(self) -> Asking | None:
        """The asking that is going on now; a redo leaves none behind."""
        last = self.askings[-1] if self.askings else None
        return last if last and not last.end and last.round == self.round else None

    @property
    def rating(self) -> RatingFact | None:
        """The rating of the present round."""
        last = self.ratings[-1] if self.ratings else None
        return last if last and last.round == self.round else None

    @property
    def is_revealed(self) -> bool:
        """Whether clerks may see the level: the citizen has left since it was given."""
        return bool(self.rating) and self.citizen_left_at > 0

    @property
    def extension(self) -> ExtensionCase | None:
        """The extension that is asked and neither refused nor yet decided to the end."""
        last = self.extensions[-1] if self.extensions else None
        return last if last and not last.refused_at and last.round == self.round else None

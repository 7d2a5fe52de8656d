"""Acts to the bytes of a line's body and its personal column, and back.

Reading never raises: a kind or version this program does not know, or a body that does not fit,
becomes `Unknown` (stored and forwarded by others, odd in the fold).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from app.domain import personal
from app.domain.acts import (
    closing,
    desk,
    extending,
    feedback,
    handling,
    intake,
    keeping,
    knowledge,
    managing,
    own,
    rating,
    record,
    sorting,
    viewing,
)
from app.domain.acts.act import Act, Unknown, split
from app.domain.entry import Line

ACTS: Final[tuple[type[Act], ...]] = (
    intake.Registered, intake.Accepted, intake.Declined, intake.DeclinedLate,
    intake.ContentChecked,
    handling.AnsweredOnSpot, handling.Classified, handling.Reclassified, handling.Dispatched,
    handling.Taken, handling.Contacted, handling.CannotDoFound, handling.ResultReceived,
    extending.ExtensionAsked, extending.ExtensionGranted, extending.ExtensionRefused,
    extending.Told, feedback.FedBack, feedback.CalledBack,
    rating.RatingAsked, rating.Rated, rating.ReasonsGiven, rating.RatingDeclined,
    rating.RatingTimedOut, rating.RatingDeviceLost, rating.RatingInterrupted, rating.PressKept,
    rating.CitizenLeft,
    closing.RedoOrdered, closing.Closed, closing.ClosedUnsolved,
    record.Noted, record.Corrected, record.Voided, record.TicketHandedOver, record.PaperIssued,
    record.Withdrawn, record.Linked, record.Archived, own.Recorded, own.DeskRecorded,
    desk.SignedIn, desk.HandedOver, desk.TakenOver, desk.LedgerReviewed, desk.RegimeAdopted,
    desk.CalendarAdopted, desk.ClockJumped, managing.PeopleChanged, managing.SettingsChanged,
    keeping.Restored, viewing.Viewed, sorting.Attached, sorting.Labelled, sorting.SourceTold,
    knowledge.EntryProposed, knowledge.EntryApproved, knowledge.EntryWithdrawn,
)  # fmt: skip
KINDS: Final[Mapping[str, type[Act]]] = MappingProxyType({a.kind(): a for a in ACTS})
ACT_NAMES: Final = frozenset(a.NAME for a in ACTS) - {"record"} | {"approve_asking"}

_decoders: Final = MappingProxyType({k: msgspec.json.Decoder(a) for k, a in KINDS.items()})
_encoder: Final = msgspec.json.Encoder()
_texts: Final = msgspec.json.Decoder(dict[str, str | dict[str, str]])


def encode(act: Act, salt: Callable[[int], bytes]) -> tuple[msgspec.Raw, bytes]:
    """The body for the line, and the personal column (b"" when there is nothing personal).

    `salt(n)` gives n random bytes. Raises nothing for any act of this program.
    """
    fields, private = split(act)
    if not private:
        return msgspec.Raw(_encoder.encode(fields)), b""
    column = salt(personal.SALT_BYTES) + _encoder.encode(private)
    return msgspec.Raw(_encoder.encode({**fields, "seal": personal.seal(column)})), column


def decode(line: Line, column: bytes | None) -> Act:
    """The act of a line; personal fields are blank when the column was erased."""
    decoder = _decoders.get(line.k)
    if decoder is None or line.kv > KINDS[line.k].VERSION:
        return Unknown(kind_name=line.k)
    try:
        act = decoder.decode(line.b)
        if not column:
            return act
        private = _texts.decode(personal.content(column))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Unknown(kind_name=line.k)
    fields = {k: v for k, v in private.items() if k == "texts" or k in act.PERSONAL}
    return msgspec.structs.replace(act, **fields)


def sealed(line: Line) -> str:
    """The seal a line keeps of its personal column, "" when it has none."""
    try:
        body = msgspec.json.decode(line.b)
    except msgspec.MsgspecError:
        return ""
    value = body.get("seal", "") if isinstance(body, dict) else ""
    return value if isinstance(value, str) else ""

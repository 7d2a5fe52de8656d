"""An entry of the knowledge base, folded from its acts; they may come in any order."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from app.domain.acts.act import Act
from app.domain.acts.knowledge import EntryApproved, EntryProposed, EntryWithdrawn
from app.domain.personal import digits_of
from app.domain.refusal import Refused
from app.domain.ticket import Stamp, Ticket

TEXTS: Final = ("title", "answer", "materials", "basis", "mistakes")
# A mobile number, an identity number: whoever they belong to, they have no place here.
_NUMBERS: Final = re.compile(r"(?<!\d)(?:1\d{2}[ -]?\d{4}[ -]?\d{4}|\d{17}[\dXx])(?!\d)")
_MASK: Final = "某某"
_NO_NUMBER: Final = "号码略"


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of an entry: by whom, when, until which ISO date."""

    ref: str
    at: int
    by: str
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


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: its wordings by age, which were approved (ref → when, by whom)."""

    id: str
    versions: tuple[Version, ...] = ()
    approved: Mapping[str, tuple[int, str]] = {}
    withdrawn_at: int = 0
    reason: str = ""

    @property
    def current(self) -> Version | None:
        """The wording in force: the one approved last, while nobody withdrew the entry."""
        known = [v for v in self.versions if v.ref in self.approved]
        best = max(known, key=self._force, default=None)
        return None if self.withdrawn_at else best

    def _force(self, version: Version) -> tuple[int, int, tuple[str, int]]:
        """What decides which of the approved wordings is the last."""
        return self.approved[version.ref][0], version.at, _place(version.ref)

    @property
    def waiting(self) -> Version | None:
        """The newest wording, while it waits for the leader."""
        last = self.versions[-1] if self.versions else None
        return last if last and last.ref not in self.approved and not self.withdrawn_at else None

    @property
    def state(self) -> str:
        """current, waiting or withdrawn."""
        return "withdrawn" if self.withdrawn_at else "current" if self.current else "waiting"

    @property
    def shown(self) -> Version | None:
        """What there is to read: in force, else waiting, else the last one."""
        last = self.versions[-1] if self.versions else None
        return self.current or self.waiting or last

    def is_expired(self, today: str) -> bool:
        """Whether it is past its date; `today` an ISO date."""
        shown = self.shown
        return bool(shown and shown.until) and shown is not None and shown.until < today


def entry_of(act: Act, stamp: Stamp) -> str:
    """The id of the entry an act is about, "" for any other act."""
    match act:
        case EntryProposed(entry=entry):
            return entry or stamp.ref
        case EntryApproved(entry=entry) | EntryWithdrawn(entry=entry):
            return entry
    return ""


def learned(guide: Guide, act: Act, stamp: Stamp) -> Guide:
    """The entry after one more act; the order in which they come makes no difference."""
    match act:
        case EntryProposed():
            texts = {f: getattr(act, f) for f in (*TEXTS, "sort", "department", "matter",
                                                  "until", "source")}  # fmt: skip
            new = Version(ref=stamp.ref, at=stamp.at, by=stamp.actor, **texts)
            by_age = {v.ref: v for v in (*guide.versions, new)}.values()
            ordered = tuple(sorted(by_age, key=lambda v: (v.at, _place(v.ref))))
            return msgspec.structs.replace(guide, versions=ordered)
        case EntryApproved(version=version):
            mark = (stamp.at, stamp.actor)
            first = min(mark, guide.approved.get(version, mark))
            approved = dict(sorted({**guide.approved, version: first}.items()))
            return msgspec.structs.replace(guide, approved=approved)
        case EntryWithdrawn(reason=reason):
            if not guide.withdrawn_at or (stamp.at, reason) < (guide.withdrawn_at, guide.reason):
                return msgspec.structs.replace(guide, withdrawn_at=stamp.at, reason=reason)
    return guide


def _place(ref: str) -> tuple[str, int]:
    origin, _, seq = ref.rpartition(":")
    return origin, int(seq) if seq.isdigit() else 0


def refusals(guide: Guide | None, act: Act, source: Ticket | None = None) -> tuple[Refused, ...]:
    """Why an act on an entry may not be written; `source` is the ticket it was learned from."""
    match act:
        case EntryProposed(entry=entry):
            if entry and (guide is None or guide.withdrawn_at):
                return (Refused("entry.gone"),)
            if source is not None and source.is_open:
                return (Refused("entry.open", clause="N-11.3.2"),)
            texts = {f: str(getattr(act, f)) for f in TEXTS}
            return tuple(
                Refused("entry.personal", clause="N-11.3.2", field=f)
                for f, text in texts.items() if masked(text, source or Ticket()) != text
            )  # fmt: skip
        case EntryApproved(version=version):
            waiting = guide.waiting if guide else None
            return () if waiting and waiting.ref == version else (Refused("entry.moved"),)
        case _:
            return () if guide and not guide.withdrawn_at else (Refused("entry.gone"),)


def masked(text: str, source: Ticket) -> str:
    """A text without the citizen's name and number, and without any number of a person."""
    name, digits = source.citizen_name.strip(), digits_of(source.phone)
    text = text.replace(name, _MASK) if len(name) > 1 else text
    if len(digits) >= 7:
        text = re.sub(r"[ -]?".join(digits), _NO_NUMBER, text)
    return _NUMBERS.sub(_NO_NUMBER, text)


def handbook(guides: Iterable[Guide], heads: Mapping[str, str]) -> str:
    """标准化处理手册 as plain text: every entry in force once, by department and title; `heads`
    are the words over each part."""
    lines = [heads["handbook"], ""]
    current = sorted(
        (v for g in guides if (v := g.current)), key=lambda v: (v.department, v.title, v.ref)
    )
    for number, version in enumerate(current, start=1):
        lines.append(f"{number}. {version.title}")
        lines += [f"{heads[f]}：{t}" for f in (*TEXTS[1:], "department", "until", "source")
                  if (t := str(getattr(version, f)))]  # fmt: skip
        lines.append("")
    return "\n".join(lines)

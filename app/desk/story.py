"""The record of a ticket as lines of a story: who did what, when, in the clerk's words."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from app.desk import moments, native_scale
from app.desk.desk import Desk
from app.desk.rule_words import RuleWords
from app.domain import cells
from app.domain.acts import (
    closing,
    extending,
    feedback,
    handling,
    intake,
    own,
    rating,
    record,
    sorting,
)
from app.domain.acts.act import Act
from app.domain.context import skipped
from app.domain.fold import Fact
from app.domain.rules import Rules
from app.domain.ticket import Ticket
from app.settings.words import Words

_ICONS: Final[Mapping[type[Act], str]] = MappingProxyType(
    {
        intake.Registered: "square-pen", intake.Accepted: "file-check",
        intake.Declined: "ban", handling.AnsweredOnSpot: "check", handling.Dispatched: "send",
        intake.ContentChecked: "monitor",
        handling.Taken: "inbox", handling.Contacted: "phone", record.Noted: "pen-line",
        handling.ResultReceived: "message-square-reply", handling.CannotDoFound: "circle-alert",
        extending.ExtensionAsked: "calendar-plus", extending.ExtensionGranted: "calendar-plus",
        extending.ExtensionRefused: "calendar-plus", extending.Told: "bell-ring",
        feedback.FedBack: "message-square-text", feedback.CalledBack: "phone",
        closing.RedoOrdered: "undo-2", closing.Closed: "circle-check",
        closing.ClosedUnsolved: "circle-alert", record.PaperIssued: "printer",
        record.TicketHandedOver: "users", record.Voided: "trash-2", record.Corrected: "pen-line",
        rating.RatingAsked: "bell-ring", rating.Rated: "smile", rating.CitizenLeft: "user",
        rating.ReasonsGiven: "frown",
        rating.RatingDeclined: "minus", rating.RatingTimedOut: "timer",
        rating.RatingDeviceLost: "plug-zap", rating.RatingInterrupted: "plug-zap",
        rating.PressKept: "ellipsis", handling.Classified: "list-todo",
        handling.Reclassified: "list-todo", own.Recorded: "pen-line", record.Linked: "ellipsis",
        record.Withdrawn: "undo-2", record.Archived: "inbox", intake.DeclinedLate: "ban",
        sorting.Attached: "paperclip", sorting.Labelled: "tag", sorting.SourceTold: "send",
    }
)  # fmt: skip
_ICON_OF_NAME: Final[Mapping[str, str]] = MappingProxyType(
    {act.NAME: icon for act, icon in _ICONS.items()}
)
_GROUPS: Final[Mapping[str, tuple[type[Act], ...]]] = MappingProxyType(
    {
        "contact": (handling.Contacted, feedback.FedBack, feedback.CalledBack, extending.Told),
        "department": (
            handling.Dispatched, handling.Taken, handling.ResultReceived, handling.CannotDoFound,
            extending.ExtensionAsked,
        ),
        "print": (record.PaperIssued,),
    }
)  # fmt: skip


class Line(NamedTuple):
    """One event: title, by whom, when, text, icon, and the filter it falls under."""

    title: str
    who: str
    when: str
    text: str
    icon: str
    group: str


def icon_of(act: str) -> str:
    """The icon of an act by its name, "" for one without."""
    return _ICON_OF_NAME.get(act, "")


def story(
    desk: Desk, ticket: Ticket, facts: Iterable[Fact], names: Mapping[str, str]
) -> tuple[Line, ...]:
    """The lines of a ticket, newest first; `names` are the people's names by id."""
    shown = (f for f in reversed(tuple(facts)) if not _is_hidden(ticket, f.act))
    return tuple(_line(desk, ticket, fact, names) for fact in shown)


def _is_hidden(ticket: Ticket, act: Act) -> bool:
    """That there are reasons tells that the level was bad: not before the citizen has left."""
    return isinstance(act, rating.ReasonsGiven) and _is_covered(ticket, act)


def _is_covered(ticket: Ticket, act: rating.Rated | rating.ReasonsGiven) -> bool:
    """Whether the citizen who gave this may still stand there; of an earlier round they do not."""
    if ticket.rating is None or ticket.is_revealed:
        return False
    return not ticket.askings or act.ask == ticket.askings[-1].ref


def reasons_words(desk: Desk, ticket: Ticket, facts: Iterable[Fact]) -> str:
    """Why the citizen was not satisfied the last time, "" for no reasons and until they left."""
    acts = [f.act for f in facts if isinstance(f.act, rating.Rated | rating.ReasonsGiven)]
    last = acts[-1] if acts else None
    if last is None or (ticket.rating is not None and not ticket.is_revealed):
        return ""
    return _reasons(desk, last.reasons)


def _line(desk: Desk, ticket: Ticket, fact: Fact, names: Mapping[str, str]) -> Line:
    act, words = fact.act, desk.words
    key = f"story.{act.kind()}"
    title = words(key) if words.has(key) else words("story.other", kind=act.kind())
    if isinstance(act, own.Recorded):
        found = desk.rules(ticket).own_act(act.act)
        title = found.name if found else act.act
    who = names.get(fact.stamp.actor, fact.stamp.actor)
    behalf = getattr(act, "who", "")
    if behalf:
        who = words("story.behalf", who=behalf, how=_how(desk, act), clerk=who)
    group = next((g for g, kinds in _GROUPS.items() if isinstance(act, kinds)), "")
    when = moments.exact(words, act.when(fact.stamp))
    text = _text(desk, ticket, act)
    if isinstance(act, closing.Closed | closing.ClosedUnsolved | sorting.Labelled):
        text = "；".join(filter(None, (text, recorded_words(desk, desk.rules(ticket), act))))
    if isinstance(act, closing.Closed) and act.when(fact.stamp) == ticket.closed_at:
        text = "；".join((text, *_left_out(desk, ticket)))
    return Line(title, who, when, text, _ICONS.get(type(act), "circle-help"), group)


def _left_out(desk: Desk, ticket: Ticket) -> Iterator[str]:
    """The steps that were left out before the end, each with what allowed it (N-10.4)."""
    rules = desk.rules(ticket)
    for step in rules.regime.steps:
        if step.required and step.act not in ticket.marks:
            stated, words = bool(ticket.unrated_reason), step.skip_reason.split()
            if word := next((w for w in words if skipped(ticket, {w}, stated)), ""):
                name = RuleWords(desk.words, rules).act(step.act)
                yield desk.words(f"skipped.{word}", act=name, reason=ticket.unrated_reason)


def _how(desk: Desk, act: Act) -> str:
    how = str(getattr(act, "how", ""))
    key = f"how.{how}"
    return desk.words(key) if desk.words.has(key) else how


def _text(desk: Desk, ticket: Ticket, act: Act) -> str:
    """What an act says beside its title. A hidden rating says nothing of its level."""
    words = desk.words
    match act:
        case intake.Registered():
            return act.description
        case intake.ContentChecked():
            return words("story.content_right" if act.right else "story.content_wrong")
        case intake.Accepted():
            return words("story.category", name=desk.rules(ticket).category_name(act.category))
        case handling.Dispatched():
            by = words(f"story.sent_by_{act.rule}") if act.rule else ""
            return "；".join(_slips(words, act)) + by
        case rating.Rated():
            return _rating(desk, ticket, act)
        case rating.ReasonsGiven():
            return _reasons(desk, act.reasons)
        case record.PaperIssued():
            doc = words(f"doc.{act.doc}")
            copy = words("story.copy", n=act.copy_no) if act.copy_no else ""
            return words("story.paper", doc=doc, copy=copy, how=words(f"evidence.{act.evidence}"))
        case record.Corrected():
            return words("story.corrected", field=words(f"field.{act.field}"), new=act.new)
        case extending.ExtensionAsked():
            return words("story.until", when=moments.exact(words, act.new_due), why=act.reason)
        case own.Recorded():
            return recorded_words(desk, desk.rules(ticket), act)
        case record.Linked():
            return words("story.merged" if act.merged else "story.linked", no=act.to)
        case record.Archived():
            return words("story.archived", no=act.number)
        case closing.Closed():
            return words(f"outcome.{act.outcome}")
        case sorting.Attached() | sorting.Labelled() | sorting.SourceTold():
            return _sorted(words, act)
        case _:
            parts = (getattr(act, f, "") for f in ("result", "reason", "explanation", "text",
                                                   "opinion"))  # fmt: skip
            return "；".join(dict.fromkeys(str(p) for p in parts if p))


def _slips(words: Words, act: handling.Dispatched) -> Iterator[str]:
    """The slip of each unit, the one that leads first."""
    yield words("story.slip", no=f"{act.slip_no:07d}", department=act.department)
    for unit, no in zip(act.assisting, act.assisting_slips, strict=False):
        yield words("story.assisting_slip", no=f"{no:07d}", department=unit)


def _sorted(words: Words, act: sorting.Attached | sorting.Labelled | sorting.SourceTold) -> str:
    match act:
        case sorting.Attached():
            return act.name
        case sorting.Labelled():
            return "、".join(act.labels) or words("story.no_labels")
        case sorting.SourceTold():
            return words(f"told_way.{act.way}") if words.has(f"told_way.{act.way}") else act.way


def recorded_words(desk: Desk, rules: Rules, act: Act) -> str:
    """The cells that an act filled, each under the words of its field, after its number."""
    fields = {f.key: f.label for f in cells.fields_of(rules, act.power)}
    parts = [
        desk.words("story.cell", label=fields.get(key, key), text=text)
        for key, text in {**act.choices, **act.texts}.items()
    ]
    number = act.number if isinstance(act, own.Recorded | own.DeskRecorded) else 0
    if number:
        parts.insert(0, desk.words("story.number", n=f"{number:07d}"))
    if isinstance(act, own.Recorded) and act.slip_no:
        parts.append(desk.words("story.own_slip", no=f"{act.slip_no:07d}"))
    return "；".join(parts)


def _rating(desk: Desk, ticket: Ticket, act: rating.Rated) -> str:
    words = desk.words
    source = words(f"rating.{act.source}")
    leader = bool(desk.person and desk.person.post == "leader")
    if _is_covered(ticket, act) and not leader:
        return words("story.hidden", source=source)
    rules = desk.rules(ticket)
    level = rules.level(act.level)
    rated = words("story.rated", source=source, level=level.name if level else act.level)
    if act.source == "pad":
        key = native_scale.key_words(words, rules, act.level, act.label, act.scale)
        lacks = native_scale.unoffered_words(words, rules, act.offered)
        rated = "，".join(filter(None, (rated, key, lacks)))
    if not act.reasons:
        return rated
    return words("story.bad_reasons", rated=rated, reasons=_reasons(desk, act.reasons))


def _reasons(desk: Desk, codes: Iterable[str]) -> str:
    return "、".join(desk.words(f"citizen.reason.{code}") for code in codes)

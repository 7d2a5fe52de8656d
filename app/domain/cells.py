"""Cells of the official forms (附录、附件): where each comes from, and which act demands it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain import conditions
from app.domain.context import Context
from app.domain.refusal import Refused
from app.domain.regime import ActField, FormField
from app.domain.rules import Rules
from app.domain.ticket import Ticket

AnyField = ActField | FormField
# Kinds of fields that people write into: they may name somebody, so they can be erased.
WRITTEN: Final = frozenset({"text", "longtext", "phone", "person", "signature"})


def _unrated(ticket: Ticket) -> str:
    return ticket.rating.level if ticket.rating else ticket.unrated_reason


# Cells that the ticket itself fills: the key of the form → what stands there.
_KNOWN: Final[Mapping[str, Callable[[Ticket], object]]] = MappingProxyType(
    {
        "channel": lambda t: t.channel, "citizen_name": lambda t: t.citizen_name,
        "citizen_contact": lambda t: t.phone.strip() or t.no_phone, "ticket_no": lambda t: t.no,
        "accepted_at": lambda t: t.marks.get("accepted"), "region": lambda t: t.region,
        "visits": lambda t: str(t.visits), "matter_name": lambda t: t.matter,
        "category": lambda t: t.category, "description": lambda t: t.description,
        "department": lambda t: t.department, "handler": lambda t: t.handler,
        "due_at": lambda t: t.category, "closed_at": lambda t: t.marks.get("result_received"),
        "callback_at": lambda t: t.marks.get("called_back") or t.failed_calls,
        "rating": _unrated, "handling_summary": lambda t: t.result, "result": lambda t: t.result,
        "unsolved_reason": lambda t: t.explanation or t.result, "filer": lambda t: t.acceptor,
        "duty_person": lambda t: t.acceptor, "acceptor": lambda t: t.acceptor,
        "registrar": lambda t: t.acceptor, "callback_by": lambda t: t.called_by,
        "ledger_date": lambda t: t.registered_at, "slip_no": lambda t: t.slips,
        "assigned_at": lambda t: t.marks.get("dispatched"),
        "assign_content": lambda t: t.content, "window": lambda t: t.window,
        "centre": lambda t: t.hall, "fail_reasons": lambda t: t.reasons,
        "accepted": lambda t: t.state != "registered", "departments": lambda t: t.department,
        "accepted_on": lambda t: t.marks.get("accepted"),
        "closed_on": lambda t: t.marks.get("closed"), "fed_back": lambda t: "fed_back" in t.marks,
        "process_and_result": lambda t: t.result, "opinion": lambda t: t.opinion,
        "solved": lambda t: t.outcome,
    }
)  # fmt: skip


# Cells that an act may ask for where the ticket does not hold them already.
_HEARD: Final[Mapping[str, Callable[[Ticket], object]]] = MappingProxyType(
    {"citizen_solved": lambda t: t.rating.solved if t.rating and t.is_revealed else ""}
)


def known(ticket: Ticket, key: str) -> bool:
    """Whether a cell is filled: by the profile's own fields or by the ticket itself."""
    if ticket.cells.get(key, "").strip():
        return True
    source = _KNOWN.get(key) or _HEARD.get(key)
    return bool(source and str(source(ticket) or "").strip())


def is_asked(key: str) -> bool:
    """Whether a cell has to be asked for, because no part of the ticket fills it."""
    return key not in _KNOWN


def fields_of(rules: Rules, act_id: str) -> Iterator[AnyField]:
    """The fields of the forms and of the profile that belong to an act; one of the profile that
    bears the key of a form's stands for it."""
    own = rules.own_act(act_id)
    added = {f.key: f for f in own.field} if own else {}
    for form in rules.regime.forms:
        yield from (added.pop(f.key, f) for f in form.field if f.at == act_id)
    yield from added.values()


def demanded(rules: Rules, ticket: Ticket, act_id: str, now: int) -> Iterator[AnyField]:
    """The fields that an act must fill: those of the forms, then those the profile adds."""
    own = rules.own_act(act_id)
    seen = set[str]()
    for field in fields_of(rules, act_id):
        if isinstance(field, ActField) and own and not own.covers(ticket.category):
            continue
        if field.key not in seen and conditions.holds(rules, ticket, now, field.when):
            seen.add(field.key)
            yield field


def offered(
    rules: Rules, ticket: Ticket, act_id: str, now: int, asked: Iterable[str] = ()
) -> Iterator[AnyField]:
    """The fields a form of the act may show: those it must fill, and those that another field of
    the same form calls for, or one of the program's own that is `asked` there."""
    fields = tuple(fields_of(rules, act_id))
    keys = {f.key for f in fields} | set(asked)
    wanted = {f.key for f in demanded(rules, ticket, act_id, now)}
    yield from (f for f in fields if f.key in wanted or _depends(f, keys))


def _depends(field: AnyField, keys: set[str]) -> bool:
    parts = (part for condition in field.when for part in condition.split("+"))
    return any(part.partition("=")[0] in keys for part in parts)


def gaps(ticket: Ticket, ctx: Context) -> tuple[Refused, ...]:
    """Cells that some act done on this ticket demanded and that are still empty: written before
    the profile asked for them, or come from elsewhere."""
    found: dict[str, Refused] = {}
    for act_id in dict.fromkeys((*_acts_of(ctx.rules), "archive")):
        if act_id == "archive" or _was_done(ticket, act_id):
            kept = {f.key for f in fields_of(ctx.rules, act_id) if not is_given(f)}
            faulty = faults(ticket, ctx, act_id)
            found.update({r.field: r for r in faulty if r.field in kept})
    return tuple(found.values())


def _was_done(ticket: Ticket, act_id: str) -> bool:
    """Whether the act itself was done; what was settled on the spot had no result and no telling
    of its own."""
    is_within = "answer_on_spot" in ticket.marks and act_id in ("receive_result", "feed_back")
    return act_id in ticket.marks and not is_within


def _acts_of(rules: Rules) -> Iterator[str]:
    yield from (f.at for form in rules.regime.forms for f in form.field if f.at)
    yield from (act.id for act in rules.regime.acts)


def faults(after: Ticket, ctx: Context, act_id: str, given: object = None) -> tuple[Refused, ...]:
    """A refusal for each cell that is still empty or cannot be read after the act, named as the
    form names it; `given` is the program's act itself."""
    found = []
    for field in demanded(ctx.rules, after, act_id, ctx.now):
        own = is_given(field)
        text = str(getattr(given, field.key, "") if own else after.cells.get(field.key, "")).strip()
        same = getattr(after, field.same_as, "") if isinstance(field, ActField) else ""
        if text and not _READ.get(field.type, _anything)(text, field.options):
            found.append(_refused(field, field.type))
        elif text and same and text != same:
            found.append(_refused(field, "other"))
        elif not (text or is_optional(field) or (not own and known(after, field.key))):
            found.append(_refused(field, "blank"))
    return tuple(found)


def is_given(field: AnyField) -> bool:
    """Whether a field is one of the program's act itself, which the profile demands or narrows."""
    return isinstance(field, ActField) and field.given


def _refused(field: AnyField, why: str) -> Refused:
    return Refused(
        f"cell.{why}", clause=field.clause, field=field.key, facts={"label": field.label}
    )


def _anything(text: str, options: tuple[str, ...]) -> bool:  # noqa: ARG001
    return True


def _is_option(text: str, options: tuple[str, ...]) -> bool:
    return not options or set(text.split("、")) <= set(options)


def _is_date(text: str, options: tuple[str, ...]) -> bool:  # noqa: ARG001
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


_READ: Final[Mapping[str, Callable[[str, tuple[str, ...]], bool]]] = MappingProxyType(
    {
        "choice": lambda text, options: not options or text in options,
        "checkbox": _is_option, "date": _is_date,
        "bool": lambda text, _: text in ("是", "否"),
        "int": lambda text, _: text.isascii() and text.isdigit(),
    }
)  # fmt: skip


def is_optional(field: AnyField) -> bool:
    """Whether a field may stay empty."""
    return field.optional if isinstance(field, ActField) else field.required == "never"


def fact(ticket: Ticket, key: str) -> object:
    """What stands in a cell: what was written into it, else what was done."""
    source = _KNOWN.get(key)
    return ticket.cells.get(key) or (source(ticket) if source else None)


def typed(rules: Rules, given: Iterable[str]) -> tuple[Refused, ...]:
    """A refusal for each given cell that the program alone fills from what was done."""
    keys = frozenset(given)
    return tuple(
        _refused(f, "program")
        for form in rules.regime.forms for f in form.field
        if f.by == "program" and f.key in keys and not is_asked(f.key)
    )  # fmt: skip

"""Snapshots of the notices that follow from a step: 延期告知单 to the citizen, 督办通知 and
催办通知 to the department."""

from collections.abc import Iterator
from typing import Final

from app.desk import moments, wording
from app.desk.desk import Desk, PaperOf
from app.desk.papers import due_facts, head, iso
from app.domain.acts.own import Recorded
from app.domain.extension import resolve_of
from app.domain.papers import ExtensionNotice, SupervisionNotice
from app.domain.personal import mask_name
from app.domain.regime import OwnAct
from app.domain.rules import Rules, is_notice
from app.domain.ticket import Ticket

_SORTS: Final = ("supervise", "urge")  # acts of the profiles that are written to a department


def extension_notices(desk: Desk, ticket: Ticket, *, asked: bool = False) -> list[PaperOf]:
    """The 延期告知单 of an extension that is granted, or `asked` for where that is notice enough;
    none where the rule tells the citizen nothing."""
    rule = desk.rules(ticket).extension_rule(ticket)
    if rule is None or "citizen" not in rule.notify or is_notice(rule) is not asked:
        return []
    return [extension_notice(desk)]


def extension_notice(desk: Desk) -> PaperOf:
    """延期告知单 of the extension asked for last."""

    def make(ticket: Ticket, rules: Rules) -> ExtensionNotice:
        case, rule = ticket.extensions[-1], rules.extension_rule(ticket)
        longer, granted_by, clause = "", "", ""
        if rule is not None:
            clause = basis(rules, rule.clause)
            if not is_notice(rule):
                longer = wording.span_words(desk.words, case.amount, rule.unit).removesuffix("内")
                granted_by = rules.role_name(rule.approver)
        return ExtensionNotice(
            **head(desk, ticket),
            noticed_at=iso(desk.now),
            citizen=mask_name(ticket.citizen_name),
            matter=ticket.matter,
            department=ticket.department,
            old_due=iso(case.old_due),
            new_due=iso(case.new_due),
            reason=case.reason,
            longer=longer,
            granted_by=granted_by,
            clause=clause,
            query_phone=desk.hall.phone,
        )

    return make


def of_record(desk: Desk, own: OwnAct, act: Recorded) -> list[PaperOf]:
    """The notice that an act of the profile's own is written down for; none for any other act,
    and none for an urging by telephone, which leaves no paper."""
    if own.id not in _SORTS or desk.words("way.phone") in act.choices.values():
        return []
    return [supervision_notice(desk, own, act)]


def supervision_notice(desk: Desk, own: OwnAct, act: Recorded) -> PaperOf:
    """督办通知 or 催办通知."""

    def make(ticket: Ticket, rules: Rules) -> SupervisionNotice:
        cells = {**act.choices, **act.texts}
        resolve = resolve_of(rules, ticket)
        standing = ""
        if resolve is not None and resolve.due is not None and resolve.is_open:
            standing = moments.remaining(desk.words, rules, resolve.due, desk.now)
        units = [cells[f.key] for f in own.field if f.type == "unit" and cells.get(f.key)]
        return SupervisionNotice(
            **head(desk, ticket),
            **due_facts(desk, resolve, rules),
            sort=own.id,
            number=act.number,
            noticed_at=iso(desk.now),
            department=next(iter(units), ticket.department),
            matter=ticket.matter,
            standing=standing,
            facts=tuple(_facts(own, cells, long=False)),
            texts=tuple(_facts(own, cells, long=True)),
            answer_by=act.due,
            clause=basis(rules, own.clause),
            query_phone=desk.hall.phone,
        )

    return make


def _facts(own: OwnAct, cells: dict[str, str], *, long: bool) -> Iterator[tuple[str, str]]:
    """(label, text) of what was written, that of several lines or the rest; the unit and the day
    of the answer stand elsewhere."""
    for field in own.field:
        text = cells.get(field.key, "").strip()
        elsewhere = field.type == "unit" or field.key == own.due
        if text and not elsewhere and (field.type == "longtext") is long:
            yield field.label, text


def basis(rules: Rules, clause: str) -> str:
    """The text a step rests on, with its clause."""
    name = rules.regime.head.name
    return f"{name}（{clause}）" if clause else name

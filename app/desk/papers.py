"""Snapshots for paper: the facts of a ticket as they stand at the commit (decision 29).

Name and phone are masked on whatever a citizen may leave lying about; the department's part of
the 交办单 carries them in full.
"""

from typing import Any, Final

from app.desk import wording
from app.desk.desk import Desk, PaperOf
from app.domain.acts.handling import Dispatched
from app.domain.clock import local
from app.domain.outlook import Obligation, outlook
from app.domain.papers import AcceptReceipt, AssignmentSlip, ClosingReceipt, DeclineNotice
from app.domain.personal import mask_name, mask_phone
from app.domain.rules import Rules
from app.domain.ticket import Ticket

WINDOW_NAME: Final = "“办不成事”反映窗口"  # uniform by N-7.2.1 and C-2-name


def common(desk: Desk) -> dict[str, Any]:
    """What every paper begins with."""
    return {
        "window_name": WINDOW_NAME,
        "hall": desk.hall.name,
        "window": str(desk.hall.window),
        "clerk": desk.person.name if desk.person else "",
        "training": desk.training,
    }


def head(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    """What every paper of a ticket begins with."""
    return {**common(desk), "ticket_no": ticket.no}


def iso(seconds: int | None) -> str:
    """An instant as ISO text with zone; "" for none."""
    return local(seconds).isoformat() if seconds else ""


def due_facts(desk: Desk, resolve: Obligation | None, rules: Rules) -> dict[str, Any]:
    """What a paper says of the due: a date, a forecast with its rule, or that it follows."""
    if resolve is None:
        return {"due_kind": "unknown"}
    limit = rules.limit(resolve.limit)
    words = wording.limit_words(desk.words, limit, rules) if limit else ""
    if resolve.due is not None:
        return {"due_kind": "fixed", "due": iso(resolve.due), "due_rule": words}
    if resolve.forecast is not None and not resolve.needs_calendar:
        return {"due_kind": "forecast", "due": iso(resolve.forecast), "due_rule": words}
    return {"due_kind": "unknown", "due_rule": words}


def accept_receipt(desk: Desk) -> PaperOf:
    """受理回执."""

    def make(ticket: Ticket, rules: Rules) -> AcceptReceipt:
        ahead = outlook(rules, ticket)
        contact = ahead.of_stage("first_contact")
        return AcceptReceipt(
            **head(desk, ticket),
            **due_facts(desk, ahead.resolve, rules),
            accepted_at=iso(ticket.marks["accepted"]),
            citizen=mask_name(ticket.citizen_name),
            citizen_kind=ticket.citizen_kind,
            phone=mask_phone(ticket.phone),
            matter=ticket.matter,
            department=ticket.department,
            category=rules.category_name(ticket.category),
            visits=ticket.visits,
            first_contact_due=iso(contact.due if contact else None),
            query_phone=desk.hall.phone,
            green_channel=bool(ticket.green),
        )

    return make


def decline_notice(desk: Desk, reason: str, told_department: str, told_contact: str) -> PaperOf:
    """不予受理告知单."""

    def make(ticket: Ticket, rules: Rules) -> DeclineNotice:
        row = next((s for s in rules.regime.scope.decline if s.code == ticket.decline_reason), None)
        return DeclineNotice(
            **head(desk, ticket),
            declined_at=iso(ticket.marks["declined"]),
            citizen=mask_name(ticket.citizen_name),
            phone=mask_phone(ticket.phone),
            matter=ticket.matter,
            reason=reason or (row.text if row else ""),
            explanation=ticket.explanation,
            clause=rules.regime.head.name,
            told_department=told_department,
            told_contact=told_contact,
            query_phone=desk.hall.phone,
        )

    return make


def assignment_slips(desk: Desk, act: Dispatched) -> list[PaperOf]:
    """The 交办单 of a dispatch: one for the unit that leads, one for each that assists."""
    units = ((act.department, act.slip_no), *zip(act.assisting, act.assisting_slips, strict=True))
    return [assignment_slip(desk, act.content, unit, no) for unit, no in units]


def assignment_slip(desk: Desk, content: str, department: str, slip_no: int) -> PaperOf:
    """交办单, both parts with one number."""

    def make(ticket: Ticket, rules: Rules) -> AssignmentSlip:
        ahead = outlook(rules, ticket)
        contact = ahead.of_stage("first_contact")
        return AssignmentSlip(
            **head(desk, ticket),
            **due_facts(desk, ahead.resolve, rules),
            slip_no=slip_no,
            department=department,
            matter=ticket.matter,
            citizen=ticket.citizen_name,
            phone=ticket.phone,
            dispatched_at=iso(ticket.marks["dispatched"]),
            content=content,
            first_contact_due=iso(contact.due if contact else None),
            cannot_do_rule=wording.cannot_do_words(desk.words, rules, ticket.category),
            green_channel=bool(ticket.green),
        )

    return make


def closing_receipt(desk: Desk) -> PaperOf:
    """办结回执: it says that the citizen rated, never how (decision 26)."""

    def make(ticket: Ticket, rules: Rules) -> ClosingReceipt:
        accepted = ticket.marks.get("accepted", ticket.registered_at)
        return ClosingReceipt(
            **head(desk, ticket),
            outcome=ticket.outcome if ticket.end == "closed" else "unsolved",
            citizen=mask_name(ticket.citizen_name),
            matter=ticket.matter,
            result=ticket.result,
            accepted_at=iso(accepted),
            closed_at=iso(ticket.closed_at),
            days_used=wording.days_used(desk.words, rules, accepted, ticket.closed_at),
            rating="rated" if ticket.rating else "unrated",
            query_phone=desk.hall.phone,
        )

    return make

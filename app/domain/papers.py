"""What stands on each paper: plain facts frozen when the act was committed (decision 29).

A paper is drawn from its snapshot alone, so a second copy shows what the first one showed.
Instants are ISO 8601 text with zone; an empty text means the fact does not exist.
"""

import msgspec


class Paper(msgspec.Struct, frozen=True, kw_only=True, tag_field="doc"):
    """The head every paper shares.

    `window_name` is always “办不成事”反映窗口 (N-7.2.1, C-2-name).
    """

    window_name: str
    hall: str
    window: str
    clerk: str
    ticket_no: str
    training: bool = False


class AcceptReceipt(Paper, frozen=True, kw_only=True, tag="accept_receipt"):
    """受理回执: what the citizen takes home. Name and phone are masked.

    `due_kind` is `fixed`, `forecast` (a date that depends on a step still to come) or
    `unknown` (the year has no official calendar; the date follows).
    """

    accepted_at: str
    citizen: str
    citizen_kind: str
    phone: str
    matter: str
    department: str
    category: str
    visits: int
    due_kind: str
    due: str = ""
    due_rule: str = ""
    first_contact_due: str = ""
    query_phone: str = ""
    green_channel: bool = False


class DeclineNotice(Paper, frozen=True, kw_only=True, tag="decline_notice"):
    """不予受理告知单: reason, explanation, where to go instead."""

    declined_at: str
    citizen: str
    phone: str
    matter: str
    reason: str
    explanation: str
    clause: str = ""
    told_department: str = ""
    told_contact: str = ""
    query_phone: str = ""


class AssignmentSlip(Paper, frozen=True, kw_only=True, tag="assignment_slip"):
    """交办单 in two parts with one number: 存根 stays, 承办联 goes to the department."""

    slip_no: int
    department: str
    matter: str
    citizen: str
    phone: str
    dispatched_at: str
    content: str
    due_kind: str
    due: str = ""
    due_rule: str = ""
    first_contact_due: str = ""
    cannot_do_rule: str = ""
    green_channel: bool = False


class ClosingReceipt(Paper, frozen=True, kw_only=True, tag="closing_receipt"):
    """办结回执: outcome, result, from when to when. It never shows the level of a rating."""

    outcome: str
    citizen: str
    matter: str
    result: str
    accepted_at: str
    closed_at: str
    days_used: str
    rating: str = ""
    query_phone: str = ""


class TrialPage(Paper, frozen=True, kw_only=True, tag="trial_page"):
    """打印测试页: shows whoever sets the printer up what it can do. Belongs to no ticket."""

    printed_at: str
    printer: str


AnyPaper = AcceptReceipt | DeclineNotice | AssignmentSlip | ClosingReceipt | TrialPage

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


class DeskPaper(Paper, frozen=True, kw_only=True):
    """A paper of the desk itself, of no ticket."""

    made_at: str
    ticket_no: str = ""


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


class ExtensionNotice(Paper, frozen=True, kw_only=True, tag="extension_notice"):
    """延期告知单: the old due, the new one, why, and by what rule. Name is masked.

    `longer` says by how much (5 个工作日), "" where a date was set; `granted_by` is the role that
    gave leave, "" for an extension that needs none.
    """

    noticed_at: str
    citizen: str
    matter: str
    department: str
    old_due: str
    new_due: str
    reason: str
    longer: str = ""
    granted_by: str = ""
    clause: str = ""
    query_phone: str = ""


class SupervisionNotice(Paper, frozen=True, kw_only=True, tag="supervision_notice"):
    """督办通知 or 催办通知 to a department: which matter, how late, what is wanted by when.

    `sort` is `supervise` or `urge`; `number` the running number, 0 for none; `facts` are what was
    recorded, as (label, text), `texts` those of several lines; `answer_by` an ISO date; the
    citizen is not named.
    """

    sort: str
    number: int
    noticed_at: str
    department: str
    matter: str
    due_kind: str
    due: str = ""
    due_rule: str = ""
    standing: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    answer_by: str = ""
    clause: str = ""
    query_phone: str = ""


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One matter on a paper of the desk; the name is masked, or "" where none belongs."""

    ticket_no: str
    matter: str
    name: str = ""
    department: str = ""
    said: str = ""
    due: str = ""


class HandoverSheet(DeskPaper, frozen=True, kw_only=True, tag="handover_sheet"):
    """交接单: who gives the desk to whom, counts as (name, value), matters to talk through,
    (mark, words) of the devices, a note."""

    giver: str
    taker: str
    counts: tuple[tuple[str, int], ...] = ()
    cases: tuple[CaseLine, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    note: str = ""


class KnowledgeAnswer(DeskPaper, frozen=True, kw_only=True, tag="knowledge_answer"):
    """答复单: an entry of the knowledge base in force, for a citizen to take home.

    `as_of` and `until` are ISO dates, "" for none.
    """

    title: str
    answer: str
    materials: str = ""
    basis: str = ""
    department: str = ""
    as_of: str = ""
    until: str = ""
    query_phone: str = ""


class DayList(DeskPaper, frozen=True, kw_only=True, tag="day_list"):
    """当日待办清单: what is late and what is due today, in the order of the board, for the desk.

    It may lie on the counter: no citizen is named. Of many only the first are listed:
    `all_late` and `all_today` count all of them, `rest` the open matters due later, `waiting` those
    that wait for the citizen.
    """

    late: tuple[CaseLine, ...] = ()
    today: tuple[CaseLine, ...] = ()
    all_late: int = 0
    all_today: int = 0
    rest: int = 0
    waiting: int = 0


class TrialPage(Paper, frozen=True, kw_only=True, tag="trial_page"):
    """打印测试页: shows whoever sets the printer up what it can do. Belongs to no ticket."""

    printed_at: str
    printer: str


AnyPaper = (
    AcceptReceipt | DeclineNotice | AssignmentSlip | ClosingReceipt | ExtensionNotice
    | SupervisionNotice | HandoverSheet | KnowledgeAnswer | DayList | TrialPage
)  # fmt: skip

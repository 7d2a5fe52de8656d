"""The facts of a ticket in words: its due, its person, its problem, how far it is."""

from typing import NamedTuple

from app.desk import moments, progress, wording
from app.desk.desk import Desk
from app.domain import worktime
from app.domain.clock import local
from app.domain.outlook import Obligation, Outlook
from app.domain.personal import phone_words
from app.domain.ticket import Ticket


class Head(NamedTuple):
    """Matter, number, class, state and the step bar: (words, done, now)."""

    matter: str
    number: str
    category: str
    steps: tuple[tuple[str, bool, bool], ...]


class Facts(NamedTuple):
    """The column at the right: lamp, due line, days (used, whole) and (label, value) rows."""

    lamp: str
    due: str
    used: str
    days: tuple[int, int]
    rows: tuple[tuple[str, str], ...]
    description: str


def head_of(desk: Desk, ticket: Ticket) -> Head:
    """The head of a ticket with its step bar."""
    words = desk.words
    steps = tuple((words(f"steps.{s}"), done, now) for s, done, now in progress.steps(desk, ticket))
    category = desk.rules(ticket).category_name(ticket.category)
    return Head(ticket.matter, ticket.no, category or words(f"state.{ticket.state}"), steps)


def facts_of(desk: Desk, ticket: Ticket, ahead: Outlook) -> Facts:
    """Due and person of a ticket in words."""
    words, resolve = desk.words, ahead.resolve
    lamp, due = _due_line(desk, ticket, ahead)
    used, days = _days(desk, ticket, resolve)
    where = words("facts.window", hall=desk.hall.name, n=ticket.window)
    kind = words(f"kind.{ticket.citizen_kind}") if ticket.citizen_kind else ""
    who = words("facts.who", name=ticket.citizen_name, kind=kind, n=ticket.visits)
    rows = [
        (words("facts.citizen"), who),
        (words("facts.phone"), phone_words(ticket.phone) or words("facts.no_phone")),
        (words("facts.department"), ticket.department),
        (words("facts.source"), where),
        (words("facts.state"), words(f"state.{ticket.state}")),
    ]
    if ticket.outer_no:
        rows.append((words("facts.outer"), f"{ticket.source} {ticket.outer_no}"))
    if ticket.outer_due:
        when = moments.exact(words, ticket.outer_due)
        rows.append((words("facts.outer_due"), words("due.before", when=when)))
    rows += _proposed(desk, ticket)
    if ticket.labels:
        rows.append((words("facts.labels"), "、".join(ticket.labels)))
    if ticket.links:
        rows.append((words("facts.links"), "  ".join(ticket.links)))
    if ticket.result:
        rows.append((words("facts.result"), ticket.result))
    return Facts(lamp, due, used, days, tuple(rows), ticket.description)


def _proposed(desk: Desk, ticket: Ticket) -> list[tuple[str, str]]:
    """Cells that the class proposes, or what was chosen for them: the response level (N-9.4-lv)."""
    rules = desk.rules(ticket)
    category = rules.category(ticket.category)
    fields = {f.key: f.label for form in rules.regime.forms for f in form.field}
    wanted = category.proposes if category else {}
    said = [desk.words("story.cell", label=fields[k], text=ticket.cells.get(k) or v)
            for k, v in wanted.items() if k in fields]  # fmt: skip
    return [(desk.words("facts.by_class"), "；".join(said))] if said else []


def _due_line(desk: Desk, ticket: Ticket, ahead: Outlook) -> tuple[str, str]:
    words, nearest, rules = desk.words, ahead.nearest, desk.rules(ticket)
    if not ticket.is_open:
        return "waiting", words(f"state.{ticket.state}")
    if nearest is None or nearest.due is None:
        resolve = ahead.resolve
        if resolve and resolve.needs_calendar:
            return "waiting", words("due.follows")
        if resolve and resolve.forecast and not resolve.done_at:
            when = moments.moment(words, resolve.forecast, desk.now)
            return "waiting", words("facts.forecast", when=when)
        return "waiting", words(f"progress.{progress.awaited(desk, ticket)}")
    regime = rules.regime
    lamp = worktime.lamp(
        local(desk.now), local(nearest.due), regime.lights, regime.calendar, rules.calendar
    )
    when = moments.moment(words, nearest.due, desk.now)
    return lamp, words("facts.due", when=when, stage=words(f"stage.{nearest.stage}"))


def _days(desk: Desk, ticket: Ticket, resolve: Obligation | None) -> tuple[str, tuple[int, int]]:
    """Working days used of the whole limit, for limits that count in working days."""
    if resolve is None or resolve.due is None or not resolve.start:
        return "", (0, 0)
    rules = desk.rules(ticket)
    whole = moments.working_days(rules, local(resolve.start).date(), local(resolve.due).date())
    end = min(resolve.done_at or desk.now, resolve.due)
    used = moments.working_days(rules, local(resolve.start).date(), local(end).date())
    limit = rules.limit(resolve.limit)
    if limit is None or whole < 1:
        return wording.limit_words(desk.words, limit, rules) if limit else "", (0, 0)
    return desk.words("facts.used", used=used, whole=whole), (used, whole)

"""How far a matter is: the steps of its regulation, and what it waits for."""

from collections.abc import Mapping
from types import MappingProxyType

from app.db.queries import Row
from app.desk import moments
from app.desk.desk import Desk
from app.domain import worktime
from app.domain.acts.closing import TALKED
from app.domain.clock import local
from app.domain.conditions import ends_by
from app.domain.outlook import obligation, outlook
from app.domain.ticket import Ticket

_ORDER = ("accepted", "dispatched", "result_received", "fed_back", "rated", "closed")
_ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "dispatched": frozenset({"dispatch"}),
        "result_received": frozenset({"take", "receive_result"}),
        "fed_back": frozenset({"feed_back", "call_back"}),
        "rated": frozenset({"ask_rating", "citizen_left"}),
        "closed": frozenset({"close", "order_redo"}),
    }
)  # fmt: skip
_AWAY = ("dispatched", "result_received")  # not on the way of what is settled at the counter


def awaited(desk: Desk, ticket: Ticket) -> str:
    """The state as the counter speaks of it; `call_back` where that comes before the rating,
    `rated` once the rating, or the reason why there is none, is written."""
    if ticket.state == "fed_back":
        calls = desk.context(ticket).step_refusal(ticket, "rate")
        if calls is not None and calls.key == "step.call_back":
            return "call_back"
    talked = ticket.state in ("fed_back", "called_back")
    return "rated" if talked and (ticket.rating or "unrated" in ticket.marks) else ticket.state


def expected(desk: Desk, ticket: Ticket) -> frozenset[str]:
    """The acts that would bring a matter to its next step, and those that have to come before."""
    now = next((name for name, _, is_now in steps(desk, ticket) if is_now), "")
    acts, ctx = _ACTS.get(now, frozenset()), desk.context(ticket)
    before = (ctx.step_refusal(ticket, act, stated=True) for act in acts)
    return acts | {r.key.removeprefix("step.") for r in before if r and r.key.startswith("step.")}


def steps(desk: Desk, ticket: Ticket) -> tuple[tuple[str, bool, bool], ...]:
    """(step, done, now) from acceptance to closing. A step of talk is done with its call-back;
    what was sent back need not be dispatched once more."""
    marks, waits = ticket.marks, awaited(desk, ticket)
    done = {name: name in marks for name in _ORDER}
    done["dispatched"] = any("dispatched" in found for found in (marks, *ticket.past))
    done["rated"] = "rated" in marks or "unrated" in marks
    done["fed_back"] = done["fed_back"] and waits != "call_back"
    order = [n for n in _ORDER if not ("answer_on_spot" in marks and n in _AWAY)]
    ahead = [name for name in order if not done[name]]
    now = ahead[0] if ahead and ticket.is_open else ""
    return tuple((name, done[name], name == now) for name in order)


def silence(desk: Desk, ticket: Ticket) -> tuple[str, str]:
    """Until when the citizen may still object before the matter counts as finished, "" once that
    is over, and what that means; both "" where silence ends nothing."""
    rules = desk.rules(ticket)
    if ticket.state not in TALKED or not rules.regime.satisfaction.finished:
        return "", ""
    ends = (ends_by(rules, ticket, o) for o in outlook(rules, ticket).obligations)
    end = next(filter(None, ends), 0)
    if not end:
        return "", ""
    if end <= desk.now:
        return "", desk.words("silence.over")
    return moments.moment(desk.words, end - 1, desk.now), desk.words("silence.ends")


def aim(desk: Desk, ticket: Ticket, limit_id: str) -> int:
    """The aim of a limit that has one beside its due, in seconds; 0 where there is none or the
    limit is met."""
    limit = desk.rules(ticket).limit(limit_id)
    if limit is None or not limit.target_unit:  # most have none: nothing is counted for them
        return 0
    found = obligation(desk.rules(ticket), ticket, limit_id)
    return found.target or 0 if found and found.is_open else 0


def aim_words(desk: Desk, seconds: int) -> str:
    """An aim in words, also that it is passed (S-4-2b); "" for 0."""
    if 0 < seconds < desk.now:
        return desk.words("aim.passed")
    when = moments.moment(desk.words, seconds, desk.now)
    return desk.words("aim.until", when=when) if seconds else ""


def of_owner(desk: Desk, ticket: Ticket, limit_id: str, said: str) -> str:
    """What is said of a clock, headed by whose it is: 部门 剩 2 天. Before it is sent to them, and
    after they answered, a department's clock is the window's doing."""
    limit = desk.rules(ticket).limit(limit_id)
    roles = desk.rules(ticket).regime.roles
    owner = limit.owner if limit else ""
    owner = next((r.post for r in roles if r.id == owner), owner)
    is_away = (
        ticket.marks.keys() & {"dispatched", "redo_ordered"} and "answered" not in ticket.marks
    )
    if owner and not is_away:
        owner = "window"
    return desk.words(f"clock.{owner}", said=said) if owner else said


def lamp(desk: Desk, row: Row) -> str:
    """The lamp of a ticket's nearest open obligation; `waiting` when only the citizen is."""
    if row.waiting or row.next_due is None:
        return "waiting" if row.waiting else "green"
    rules = desk.rules(row.ticket)
    regime = rules.regime
    return worktime.lamp(
        local(desk.now), local(row.next_due), regime.lights, regime.calendar, rules.calendar
    )

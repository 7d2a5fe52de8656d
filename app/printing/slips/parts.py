"""What several papers have in common: head, due, how to ask, facts, instants in words."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from app.domain.papers import AcceptReceipt, AnyPaper, AssignmentSlip, SupervisionNotice
from app.printing.model import Big, Block, Center, KeyValue, Qr, Rule, Title

LATER: Final = "期限待公布后告知"


def head(paper: AnyPaper, name: str, under: str, *, bold: bool = False) -> Iterator[Block]:
    """The window's uniform name, the paper's own, a line below it."""
    yield Center(paper.window_name, bold=True)
    yield Title(name)
    yield Center(under, bold)
    yield Rule()


def due(paper: AcceptReceipt | AssignmentSlip, label: str, since: str) -> Iterator[Block]:
    """When it is due: a date, a forecast with the rule it rests on, or that it will be told."""
    match paper.due_kind:
        case "fixed":
            yield Center(label)
            yield Big(day(paper.due, since))
            return
        case "forecast":
            yield Center("预计办结")
            yield Big(day(paper.due, since))
        case "unknown":
            yield Center("办结期限")
            yield Big(LATER)
        case other:
            raise ValueError(f"unknown kind of due: {other}")
    if paper.due_rule:
        yield Center(f"（{paper.due_rule}）")


def term(paper: AssignmentSlip | SupervisionNotice) -> str:
    """The due in one line."""
    match paper.due_kind:
        case "fixed":
            return minute(paper.due)
        case "forecast":
            return f"预计 {minute(paper.due)}"
        case _:
            return LATER


def ask(ticket_no: str, phone: str) -> Iterator[Block]:
    """How the citizen asks: the code holds the number only, so it promises nothing more."""
    yield Rule()
    yield Qr(ticket_no)
    yield Center("凭编号到窗口查询", bold=True)
    if phone:
        yield Center(f"也可拨打 {phone}\n报上面的编号")


def objection(text: str, phone: str) -> str:
    """What whoever disagrees can do."""
    return f"{text}，也可打上面的电话。" if phone else f"{text}。"


def fact(key: str, value: str) -> Iterator[Block]:
    """A fact, if there is one."""
    if value:
        yield KeyValue(key, value)


def desk(paper: AnyPaper) -> str:
    """Window and officer."""
    return f"{paper.window} 号窗口 {paper.clerk}".rstrip()


def word(words: Mapping[str, str], code: str) -> str:
    """The word for a code. Raises ValueError for one that is unknown."""
    if code not in words:
        raise ValueError(f"unknown code: {code}")
    return words[code]


def minute(instant: str) -> str:
    """2026-03-11 09:43, from ISO 8601."""
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M}"


def day(instant: str, since: str) -> str:
    """3月18日 17:30, with the year if it is another than that of `since`."""
    at = datetime.fromisoformat(instant)
    year = f"{at.year}年" if at.year != datetime.fromisoformat(since).year else ""
    return f"{year}{at.month}月{at.day}日 {at:%H:%M}"


def whole_day(iso: str) -> str:
    """2026年3月18日, from an ISO date; "" for none."""
    if not iso:
        return ""
    at = date.fromisoformat(iso)
    return f"{at.year}年{at.month}月{at.day}日"

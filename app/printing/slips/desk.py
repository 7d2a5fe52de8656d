"""What stays at the desk: 交接单, 当日待办清单, the page that tries a printer out."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from app.domain.papers import CaseLine, DayList, HandoverSheet
from app.printing.model import (
    Block,
    Boxed,
    Center,
    Feed,
    Item,
    KeyValue,
    Para,
    Rule,
    Sign,
)
from app.printing.slips.parts import desk, head, minute, word

_CHECK: Final = MappingProxyType({"ok": "正常", "warn": "留意", "bad": "不正常", "mute": "未启用"})


def handover_sheet(paper: HandoverSheet) -> Iterator[Block]:
    """交接单: counts, matters to talk through, devices, both signatures."""
    yield from head(paper, "交接单", paper.hall)
    yield KeyValue("交班时间", minute(paper.made_at))
    yield KeyValue("交班人", paper.giver)
    yield KeyValue("接班人", paper.taker)
    yield KeyValue("窗口", f"{paper.window} 号窗口")
    yield Rule(dashed=True)
    for name, value in paper.counts:
        yield KeyValue(name, f"{value} 件")
    yield Rule(dashed=True)
    yield Para(f"要当面说清的 {len(paper.cases)} 件" if paper.cases else "没有要当面说清的件", True)
    yield from _cases(paper.cases)
    if paper.checks:
        yield Rule(dashed=True)
        yield Para("设备", bold=True)
        for mark, words in paper.checks:
            yield KeyValue(word(_CHECK, mark), words)
    if paper.note:
        yield Boxed(paper.note, "留言")
    else:
        yield Rule()
    yield Sign("交班人签字")
    yield Sign("接班人签字")


def day_list(paper: DayList) -> Iterator[Block]:
    """当日待办清单: late first, then what is due today."""
    yield from head(paper, "当日待办清单", paper.hall)
    yield KeyValue("打印时间", minute(paper.made_at))
    yield KeyValue("窗口", desk(paper))
    groups = (("已超时", paper.late, paper.all_late), ("今天到期", paper.today, paper.all_today))
    for name, cases, count in groups:
        if count:
            yield Rule()
            yield Para(f"{name} {count} 件", bold=True)
            yield from _cases(cases)
        if missing := count - len(cases):
            yield Feed(6)
            yield Para(f"还有 {missing} 件没有列出，请看待办页。")
    yield Rule()
    if not paper.all_late and not paper.all_today:
        yield Center("今天没有到期的件", bold=True)
    others = (("以后到期", paper.rest), ("等群众", paper.waiting))
    if rest := "，".join(f"{words} {count} 件" for words, count in others if count):
        yield Para(f"另有{rest}。")
    yield Para("只供窗口内部使用，不要交给群众。")


def _cases(cases: Iterable[CaseLine]) -> Iterator[Block]:
    """One below the other: what, whose, which, what next, by when."""
    for number, case in enumerate(cases, start=1):
        yield Feed(6)
        yield Item(str(number), case.matter, bold=True)
        yield Item("", case.ticket_no)
        moment = "，".join(filter(None, (case.due, case.said)))
        for text in (case.name, case.department, moment):
            if text:
                yield Item("", text)

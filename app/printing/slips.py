"""The papers: a snapshot in, a document out. Words as the citizen or the department reads them."""

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Final

from app.domain.papers import AcceptReceipt, AnyPaper, AssignmentSlip, ClosingReceipt
from app.domain.papers import DeclineNotice, Paper
from app.printing.model import Big, Block, Boxed, Center, Copy, Cut, Doc, Feed, KeyValue, Mark
from app.printing.model import Para, Qr, Rule, Sign, Tear, Title

_KINDS: Final = MappingProxyType({"person": "个人", "company": "企业"})
_OUTCOMES: Final = MappingProxyType(
    {"solved": "已办结", "explained": "已解释答复", "unsolved": "未办结"}
)
_RATED: Final = MappingProxyType({"rated": "已评价", "unrated": "未评价"})


def compose(paper: AnyPaper, copy: Copy | None = None) -> Doc:
    """The document of a paper; a further copy says so at its top and at its bottom."""
    match paper:
        case AcceptReceipt():
            body = _accept_receipt(paper)
        case DeclineNotice():
            body = _decline_notice(paper)
        case AssignmentSlip():
            body = _assignment_slip(paper)
        case ClosingReceipt():
            body = _closing_receipt(paper)
    marks = tuple(Mark(text) for text in _marks(paper, copy))
    return (*marks, *body, *marks, Feed(20), Cut())


def _marks(paper: Paper, copy: Copy | None) -> Iterator[str]:
    if paper.training:
        yield "演练，不作凭证"
    if copy is not None:
        yield f"补打 第{copy.no}次 {_minute(copy.at)} {copy.clerk}"


def _head(paper: Paper, title: str) -> Iterator[Block]:
    yield Center(paper.window_name, bold=True)
    yield Feed(4)
    yield Title(title)
    yield Feed(4)


def _when(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _minute(iso: str) -> str:
    """2026-03-11 09:43."""
    return f"{_when(iso):%Y-%m-%d %H:%M}"


def _day(iso: str) -> str:
    """3月18日 17:30: how people say it."""
    at = _when(iso)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _desk(paper: Paper) -> str:
    return f"{paper.window} 号窗口 {paper.clerk}"


def _due(paper: AcceptReceipt | AssignmentSlip, fixed: str) -> Iterator[Block]:
    """The one fact the reader came for: a date, a forecast, or that it follows."""
    if paper.due_kind == "fixed":
        yield Center(fixed)
        yield Big(_day(paper.due))
    elif paper.due_kind == "forecast":
        yield Center("预计办结")
        yield Big(_day(paper.due))
        yield Center(paper.due_rule)
    else:
        yield Center("办结期限")
        yield Big("待公布后告知")
        yield Center(paper.due_rule)


def _query(paper: Paper, phone: str) -> Iterator[Block]:
    yield Qr(paper.ticket_no)
    yield Center("凭编号查询办理进度", bold=True)
    yield Center(f"可拨打 {phone} 报上面的编号" if phone else "可到本窗口报上面的编号")


def _accept_receipt(paper: AcceptReceipt) -> Iterator[Block]:
    yield from _head(paper, "受理回执")
    yield Center(paper.hall)
    yield Rule()
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("受理时间", _minute(paper.accepted_at))
    yield KeyValue("受理窗口", _desk(paper))
    yield Rule(dashed=True)
    kind = _KINDS.get(paper.citizen_kind, "")
    yield KeyValue("反映人", f"{paper.citizen}（{kind}）" if kind else paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield KeyValue("办理事项", paper.matter)
    if paper.department:
        yield KeyValue("承办窗口", paper.department)
    yield KeyValue("问题分类", f"{paper.category}，第 {paper.visits} 次来厅")
    if paper.green_channel:
        yield KeyValue("服务方式", "绿色通道", bold=True)
    yield Rule()
    yield from _due(paper, "最迟办结")
    if paper.first_contact_due:
        yield Center(f"{_day(paper.first_contact_due)} 前先与您联系")
    yield Rule()
    yield from _query(paper, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Feed(8)
    yield Para("请保存到事情办结。没有按时办结，可凭此回执再来。")


def _decline_notice(paper: DeclineNotice) -> Iterator[Block]:
    yield from _head(paper, "不予受理告知单")
    yield Center(paper.hall)
    yield Rule()
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("登记时间", _minute(paper.declined_at))
    yield KeyValue("登记窗口", _desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield KeyValue("反映事项", paper.matter)
    yield KeyValue("原因", paper.reason, bold=True)
    yield Boxed(paper.explanation, title="向您说明")
    if paper.clause:
        yield KeyValue("依据", paper.clause)
    if paper.told_department:
        yield KeyValue("可去部门", paper.told_department)
    if paper.told_contact:
        yield KeyValue("联系方式", paper.told_contact)
    yield Rule()
    yield from _query(paper, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Feed(8)
    yield Para("您反映的问题已经登记。对不予受理有不同意见，可凭编号再来说明。")


def _assignment_slip(paper: AssignmentSlip) -> Iterator[Block]:
    yield from _head(paper, "交办单")
    yield Center(f"存根  No. {paper.slip_no:07d}", bold=True)
    yield Rule()
    yield from _slip_facts(paper)
    yield KeyValue("交办时间", _minute(paper.dispatched_at))
    due = _minute(paper.due) if paper.due else "待公布后告知"
    yield KeyValue("办结期限", f"预计 {due}" if paper.due_kind == "forecast" else due, bold=True)
    yield Sign("接办人签字")
    yield KeyValue("备注", "")
    yield Tear()
    yield from _head(paper, "交办单")
    yield Center(f"承办联  No. {paper.slip_no:07d}", bold=True)
    yield Rule()
    yield from _slip_facts(paper)
    yield KeyValue("反映人", f"{paper.citizen} {paper.phone}".strip())
    yield KeyValue("交办时间", _minute(paper.dispatched_at))
    yield Boxed(paper.content, title="交办内容")
    if paper.first_contact_due:
        yield Center(f"先行联系 {_day(paper.first_contact_due)} 前")
    yield from _due(paper, "办结反馈")
    yield Rule()
    yield Qr(paper.ticket_no)
    if paper.cannot_do_rule:
        yield Center(f"不能办的，{paper.cannot_do_rule}书面说明原因和依据")
    yield Sign("接办人签字")
    yield KeyValue("交办人", _desk(paper))


def _slip_facts(paper: AssignmentSlip) -> Iterator[Block]:
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("接办窗口", paper.department)
    yield KeyValue("交办事项", paper.matter)


def _closing_receipt(paper: ClosingReceipt) -> Iterator[Block]:
    yield from _head(paper, "办结回执")
    yield Center(paper.hall)
    yield Rule()
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("办理事项", paper.matter)
    yield Rule(dashed=True)
    yield Center("办理结果")
    yield Big(_OUTCOMES.get(paper.outcome, paper.outcome))
    yield Feed(6)
    if paper.result:
        yield Para(paper.result)
    yield Rule(dashed=True)
    yield KeyValue("受理时间", _minute(paper.accepted_at))
    yield KeyValue("办结时间", _minute(paper.closed_at))
    yield KeyValue("用时", paper.days_used)
    yield KeyValue("评价", _RATED.get(paper.rating, "未评价"))
    yield KeyValue("经办", _desk(paper))
    yield Rule()
    yield from _query(paper, paper.query_phone)
    yield Rule(dashed=True)
    yield Para("对结果有不同意见，可凭此回执回到窗口说明，我们重新核实。")

"""What goes to a department: 交办单, 督办通知, 催办通知."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from app.domain.papers import AssignmentSlip, SupervisionNotice
from app.printing.model import Block, Boxed, Center, KeyValue, Para, Qr, Rule, Sign, Tear
from app.printing.slips.parts import day, desk, due, fact, head, minute, term, whole_day, word

_NOTICE: Final = MappingProxyType({"supervise": "督办通知", "urge": "催办通知"})


def assignment_slip(paper: AssignmentSlip) -> Iterator[Block]:
    """交办单: 存根 above the tear line, 承办联 below, one number."""
    number = f"No. {paper.slip_no:07d}"
    yield from head(paper, "交办单", f"存根  {number}", bold=True)
    yield from _task(paper)
    yield KeyValue("交办时间", minute(paper.dispatched_at))
    yield KeyValue("办结期限", term(paper), bold=True)
    yield Sign("接办人签字")
    yield KeyValue("备注", "")
    yield Tear()
    yield from head(paper, "交办单", f"承办联  {number}", bold=True)
    yield from _task(paper)
    if paper.green_channel:
        yield KeyValue("服务方式", "绿色通道")
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield KeyValue("交办时间", minute(paper.dispatched_at))
    yield Boxed(paper.content, "交办内容")
    if paper.first_contact_due:
        yield Center(f"先行联系 {day(paper.first_contact_due, paper.dispatched_at)} 前")
    yield from due(paper, "办结反馈", paper.dispatched_at)
    yield Rule()
    yield Qr(paper.ticket_no)
    if paper.cannot_do_rule:
        yield Center(f"不能办的，{paper.cannot_do_rule}\n书面说明原因和依据")
    yield Sign("接办人签字")
    yield KeyValue("交办人", desk(paper))


def _task(paper: AssignmentSlip) -> Iterator[Block]:
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("接办窗口", paper.department)
    yield from fact("交办事项", paper.matter)


def supervision_notice(paper: SupervisionNotice) -> Iterator[Block]:
    """督办通知 or 催办通知."""
    name = word(_NOTICE, paper.sort)
    number = f"No. {paper.number:07d}" if paper.number else paper.hall
    yield from head(paper, name, number, bold=bool(paper.number))
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("承办部门", paper.department)
    yield from fact("办理事项", paper.matter)
    yield KeyValue("发出时间", minute(paper.noticed_at))
    yield Rule(dashed=True)
    yield KeyValue("办结期限", term(paper), bold=True)
    yield from fact("现在", paper.standing)
    for label, text in paper.facts:
        yield KeyValue(label, text)
    for label, text in paper.texts:
        yield Boxed(text, label)
    yield from fact("依据", paper.clause)
    yield Rule()
    answer = whole_day(paper.answer_by)
    yield Para(f"请在{answer}前书面答复本窗口。" if answer else "请抓紧办理，并把进展告知本窗口。")
    yield Qr(paper.ticket_no)
    if paper.query_phone:
        yield Center(f"窗口电话 {paper.query_phone}")
    yield Sign("承办部门签收")
    yield KeyValue("发出人", desk(paper))

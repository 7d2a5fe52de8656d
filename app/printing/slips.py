"""The papers: snapshot → document. Whom they address, what stands where, in which words.

A citizen is 您 on paper. A line whose fact does not exist is left out, never left blank.
"""

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Final, assert_never

from app.domain.papers import (
    AcceptReceipt,
    AnyPaper,
    AssignmentSlip,
    ClosingReceipt,
    DeclineNotice,
    TrialPage,
)
from app.printing.model import (
    Big,
    Block,
    Boxed,
    Center,
    Copy,
    Cut,
    Doc,
    Feed,
    KeyValue,
    Mark,
    Para,
    Qr,
    Rule,
    Sign,
    Tear,
    Title,
)

_KIND: Final = MappingProxyType({"person": "个人", "company": "企业"})
_RATING: Final = MappingProxyType({"rated": "已评价", "unrated": "未评价"})
_OUTCOME: Final = MappingProxyType(
    {
        "solved": "已解决",
        "explained": "已解释答复",
        "cannot_do": "不能办，已说明",
        "unsolved": "未办结",
    }
)
_LATER: Final = "期限待公布后告知"


def compose(paper: AnyPaper, copy: Copy | None = None) -> Doc:
    """The document of a paper; a `copy` is marked at the top and at the bottom.

    Raises ValueError for an instant or a code that is not one.
    """
    marks = tuple(_marks(paper.training, copy))
    if not marks:
        return (*_body(paper), Cut())
    return (*marks, Feed(10), *_body(paper), Feed(10), *marks, Cut())


def _marks(training: bool, copy: Copy | None) -> Iterator[Mark]:
    if training:
        yield Mark("【演练】不作凭证")
    if copy:
        yield Mark(f"【补打 第{copy.no}次】{_minute(copy.at)} {copy.clerk}")


def _body(paper: AnyPaper) -> Iterator[Block]:
    match paper:
        case AcceptReceipt():
            return _accept_receipt(paper)
        case DeclineNotice():
            return _decline_notice(paper)
        case AssignmentSlip():
            return _assignment_slip(paper)
        case ClosingReceipt():
            return _closing_receipt(paper)
        case TrialPage():
            return _trial_page(paper)
        case _:
            assert_never(paper)


def _accept_receipt(paper: AcceptReceipt) -> Iterator[Block]:
    yield from _head(paper, "受理回执", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("受理时间", _minute(paper.accepted_at))
    yield KeyValue("受理窗口", _desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", f"{paper.citizen}（{_word(_KIND, paper.citizen_kind)}）")
    yield KeyValue("电话", paper.phone or "未留")
    yield from _fact("办理事项", paper.matter)
    yield from _fact("承办窗口", paper.department)
    category = [paper.category, f"第 {paper.visits} 次来厅"]
    yield KeyValue("问题分类", "，".join(filter(None, category)))
    if paper.green_channel:
        yield KeyValue("服务方式", "绿色通道")
    yield Rule()
    yield from _due(paper, "最迟办结", paper.accepted_at)
    if paper.first_contact_due:
        yield Center(f"{_day(paper.first_contact_due, paper.accepted_at)} 前先与您联系")
    yield from _ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Para("请保存到事情办结。没有按时办结，可凭此回执再来。")


def _decline_notice(paper: DeclineNotice) -> Iterator[Block]:
    yield from _head(paper, "不予受理告知单", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("告知时间", _minute(paper.declined_at))
    yield KeyValue("告知窗口", _desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield from _fact("反映事项", paper.matter)
    yield Boxed(paper.explanation, f"不予受理的原因：{paper.reason}")
    yield from _fact("依据", paper.clause)
    if paper.told_department or paper.told_contact:
        yield Feed(8)
        yield Para("您可以这样办", bold=True)
        yield from _fact("找哪里", paper.told_department)
        yield from _fact("怎么联系", paper.told_contact)
    yield from _ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Para(_objection("您有异议，可凭此单再来", paper.query_phone))


def _assignment_slip(paper: AssignmentSlip) -> Iterator[Block]:
    number = f"No. {paper.slip_no:07d}"
    yield from _head(paper, "交办单", f"存根  {number}", bold=True)
    yield from _task(paper)
    yield KeyValue("交办时间", _minute(paper.dispatched_at))
    yield KeyValue("办结期限", _term(paper), bold=True)
    yield Sign("接办人签字")
    yield KeyValue("备注", "")
    yield Tear()
    yield from _head(paper, "交办单", f"承办联  {number}", bold=True)
    yield from _task(paper)
    if paper.green_channel:
        yield KeyValue("服务方式", "绿色通道")
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield KeyValue("交办时间", _minute(paper.dispatched_at))
    yield Boxed(paper.content, "交办内容")
    if paper.first_contact_due:
        yield Center(f"先行联系 {_day(paper.first_contact_due, paper.dispatched_at)} 前")
    yield from _due(paper, "办结反馈", paper.dispatched_at)
    yield Rule()
    yield Qr(paper.ticket_no)
    if paper.cannot_do_rule:
        yield Center(f"不能办的，{paper.cannot_do_rule}\n书面说明原因和依据")
    yield Sign("接办人签字")
    yield KeyValue("交办人", _desk(paper))


def _closing_receipt(paper: ClosingReceipt) -> Iterator[Block]:
    yield from _head(paper, "办结回执", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("反映人", paper.citizen)
    yield from _fact("办理事项", paper.matter)
    yield KeyValue("办结窗口", _desk(paper))
    yield Rule(dashed=True)
    yield Center("办理结果")
    yield Big(_word(_OUTCOME, paper.outcome))
    yield Boxed(paper.result) if paper.result else Rule()
    yield KeyValue("受理时间", _minute(paper.accepted_at))
    yield KeyValue("办结时间", _minute(paper.closed_at))
    yield from _fact("用时", paper.days_used)
    if paper.rating:
        yield KeyValue("评价", _word(_RATING, paper.rating))
    yield from _ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Para(_objection("对结果有异议，可凭此回执再来", paper.query_phone))


def _trial_page(paper: TrialPage) -> Iterator[Block]:
    yield from _head(paper, "打印测试页", paper.hall)
    yield KeyValue("时间", _minute(paper.printed_at))
    yield KeyValue("窗口", _desk(paper))
    yield KeyValue("型号", paper.printer)
    yield Rule(dashed=True)
    yield Para("常用字：政务服务大厅办不成事反映窗口")
    yield Para("生僻字：堃喆镕䶮㛃𬱖")
    yield Para("数字：0123456789 年月日 09:30")
    yield Big("大字 17:30")
    yield Qr("QH2-260311-007-K7QX")
    yield Para("每一行都完整、二维码能扫、纸裁开了，就是好的。有一处不对，换一个型号再试。")


def _head(paper: AnyPaper, name: str, under: str, *, bold: bool = False) -> Iterator[Block]:
    yield Center(paper.window_name, bold=True)
    yield Title(name)
    yield Center(under, bold)
    yield Rule()


def _task(paper: AssignmentSlip) -> Iterator[Block]:
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("接办窗口", paper.department)
    yield from _fact("交办事项", paper.matter)


def _due(paper: AcceptReceipt | AssignmentSlip, label: str, since: str) -> Iterator[Block]:
    """When it is due: a date, a forecast with the rule it rests on, or that it will be told."""
    match paper.due_kind:
        case "fixed":
            yield Center(label)
            yield Big(_day(paper.due, since))
            return
        case "forecast":
            yield Center("预计办结")
            yield Big(_day(paper.due, since))
        case "unknown":
            yield Center("办结期限")
            yield Big(_LATER)
        case other:
            raise ValueError(f"unknown kind of due: {other}")
    if paper.due_rule:
        yield Center(f"（{paper.due_rule}）")


def _term(paper: AssignmentSlip) -> str:
    """The due on the counterfoil."""
    match paper.due_kind:
        case "fixed":
            return _minute(paper.due)
        case "forecast":
            return f"预计 {_minute(paper.due)}"
        case _:
            return _LATER


def _ask(ticket_no: str, phone: str) -> Iterator[Block]:
    """How the citizen asks: the code holds the number only, so it promises nothing more."""
    yield Rule()
    yield Qr(ticket_no)
    yield Center("凭编号到窗口查询", bold=True)
    if phone:
        yield Center(f"也可拨打 {phone}\n报上面的编号")


def _objection(text: str, phone: str) -> str:
    return f"{text}，也可打上面的电话。" if phone else f"{text}。"


def _fact(key: str, value: str) -> Iterator[Block]:
    if value:
        yield KeyValue(key, value)


def _desk(paper: AnyPaper) -> str:
    return f"{paper.window} 号窗口 {paper.clerk}".rstrip()


def _word(words: MappingProxyType[str, str], code: str) -> str:
    if code not in words:
        raise ValueError(f"unknown code: {code}")
    return words[code]


def _minute(instant: str) -> str:
    """2026-03-11 09:43, from ISO 8601."""
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M}"


def _day(instant: str, since: str) -> str:
    """3月18日 17:30, with the year if it is another than that of `since`."""
    at = datetime.fromisoformat(instant)
    year = f"{at.year}年" if at.year != datetime.fromisoformat(since).year else ""
    return f"{year}{at.month}月{at.day}日 {at:%H:%M}"

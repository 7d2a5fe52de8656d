"""What a citizen takes home: receipts, notices, an answer of the knowledge base."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from app.domain.papers import (
    AcceptReceipt,
    ClosingReceipt,
    DeclineNotice,
    ExtensionNotice,
    KnowledgeAnswer,
)
from app.printing.model import Big, Block, Boxed, Center, Feed, KeyValue, Para, Rule, Sign
from app.printing.slips.parts import (
    ask,
    day,
    desk,
    due,
    fact,
    head,
    minute,
    objection,
    whole_day,
    word,
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


def accept_receipt(paper: AcceptReceipt) -> Iterator[Block]:
    """受理回执."""
    yield from head(paper, "受理回执", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("受理时间", minute(paper.accepted_at))
    yield KeyValue("受理窗口", desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", f"{paper.citizen}（{word(_KIND, paper.citizen_kind)}）")
    yield KeyValue("电话", paper.phone or "未留")
    yield from fact("办理事项", paper.matter)
    yield from fact("承办窗口", paper.department)
    category = [paper.category, f"第 {paper.visits} 次来厅"]
    yield KeyValue("问题分类", "，".join(filter(None, category)))
    if paper.green_channel:
        yield KeyValue("服务方式", "绿色通道")
    yield Rule()
    yield from due(paper, "最迟办结", paper.accepted_at)
    if paper.first_contact_due:
        yield Center(f"{day(paper.first_contact_due, paper.accepted_at)} 前先与您联系")
    yield from ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Para("请保存到事情办结。没有按时办结，可凭此回执再来。")


def decline_notice(paper: DeclineNotice) -> Iterator[Block]:
    """不予受理告知单."""
    yield from head(paper, "不予受理告知单", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("告知时间", minute(paper.declined_at))
    yield KeyValue("告知窗口", desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", paper.citizen)
    yield KeyValue("电话", paper.phone or "未留")
    yield from fact("反映事项", paper.matter)
    yield Boxed(paper.explanation, f"不予受理的原因：{paper.reason}")
    yield from fact("依据", paper.clause)
    if paper.told_department or paper.told_contact:
        yield Feed(8)
        yield Para("您可以这样办", bold=True)
        yield from fact("找哪里", paper.told_department)
        yield from fact("怎么联系", paper.told_contact)
    yield from ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Para(objection("您有异议，可凭此单再来", paper.query_phone))


def closing_receipt(paper: ClosingReceipt) -> Iterator[Block]:
    """办结回执."""
    yield from head(paper, "办结回执", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("反映人", paper.citizen)
    yield from fact("办理事项", paper.matter)
    yield KeyValue("办结窗口", desk(paper))
    yield Rule(dashed=True)
    yield Center("办理结果")
    yield Big(word(_OUTCOME, paper.outcome))
    yield Boxed(paper.result) if paper.result else Rule()
    yield KeyValue("受理时间", minute(paper.accepted_at))
    yield KeyValue("办结时间", minute(paper.closed_at))
    yield from fact("用时", paper.days_used)
    if paper.rating:
        yield KeyValue("评价", word(_RATING, paper.rating))
    yield from ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Para(objection("对结果有异议，可凭此回执再来", paper.query_phone))


def extension_notice(paper: ExtensionNotice) -> Iterator[Block]:
    """延期告知单."""
    yield from head(paper, "延期告知单", paper.hall)
    yield KeyValue("编号", paper.ticket_no, bold=True)
    yield KeyValue("告知时间", minute(paper.noticed_at))
    yield KeyValue("告知窗口", desk(paper))
    yield Rule(dashed=True)
    yield KeyValue("反映人", paper.citizen)
    yield from fact("办理事项", paper.matter)
    yield from fact("承办窗口", paper.department)
    yield Boxed(paper.reason, "延期的原因")
    yield KeyValue("原定办结", minute(paper.old_due))
    yield from fact("延长", paper.longer)
    yield from fact("批准", paper.granted_by)
    yield from fact("依据", paper.clause)
    yield Rule()
    yield Center("延期后最迟办结")
    yield Big(day(paper.new_due, paper.noticed_at))
    yield from ask(paper.ticket_no, paper.query_phone)
    yield Rule(dashed=True)
    yield Sign("反映人确认")
    yield Para("请和受理回执一起保存。到期没办结，可凭此单再来。")


def knowledge_answer(paper: KnowledgeAnswer) -> Iterator[Block]:
    """答复单: what the knowledge base answers, without what clerks get wrong."""
    yield from head(paper, "答复单", paper.hall)
    yield Para(paper.title, bold=True)
    yield Rule(dashed=True)
    yield Para("怎么办", bold=True)
    yield Para(paper.answer)
    for name, text in (("要带什么", paper.materials), ("依据", paper.basis)):
        if text:
            yield Feed(8)
            yield Para(name, bold=True)
            yield Para(text)
    yield Rule(dashed=True)
    yield from fact("在哪里办", paper.department)
    yield from fact("口径日期", whole_day(paper.as_of))
    yield from fact("有效期至", whole_day(paper.until))
    yield KeyValue("答复时间", minute(paper.made_at))
    yield KeyValue("答复窗口", desk(paper))
    yield from fact("咨询电话", paper.query_phone)
    yield Rule()
    yield Para("以上供办事参考。去办时办不成，请带此单再来。")

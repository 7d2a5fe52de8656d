"""Papers to print: one of each kind, and the ways they differ."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.domain.papers import (
    AcceptReceipt,
    AnyPaper,
    AssignmentSlip,
    CaseLine,
    ClosingReceipt,
    DayList,
    DeclineNotice,
    ExtensionNotice,
    HandoverSheet,
    KnowledgeAnswer,
    SupervisionNotice,
    TrialPage,
)
from app.printing.profiles import PrinterProfile, load

RESOURCES: Final = Path(__file__).parents[2] / "resources"
NUMBER: Final = "QH2-260311-007-K7QX"
RARE: Final = "堃喆镕䶮㛃𬱖"
_HEAD: Final = MappingProxyType(
    {
        "window_name": "“办不成事”反映窗口",
        "hall": "青禾县政务服务大厅",
        "window": "2",
        "clerk": "周晓岚",
        "ticket_no": NUMBER,
    }
)


def accept_receipt(**other: object) -> AcceptReceipt:
    facts = {
        **_HEAD,
        "accepted_at": "2026-03-11T09:43:00+08:00",
        "citizen": "林*满",
        "citizen_kind": "person",
        "phone": "199****1234",
        "matter": "个体工商户变更登记（经营场所）",
        "department": "市场监管局窗口",
        "category": "一般类",
        "visits": 3,
        "due_kind": "fixed",
        "due": "2026-03-18T17:30:00+08:00",
        "first_contact_due": "2026-03-12T17:30:00+08:00",
        "query_phone": "0000-1234567",
    }
    return AcceptReceipt(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def decline_notice(**other: object) -> DeclineNotice:
    facts = {
        **_HEAD,
        "declined_at": "2026-03-11T10:05:00+08:00",
        "citizen": "白*秋",
        "phone": "199****0000",
        "matter": "邻里噪声纠纷",
        "reason": "属于信访事项",
        "explanation": "您反映的是邻里之间的噪声纠纷，不是办事时遇到的问题，本窗口没有受理的权限。",
        "clause": "政务服务“办不成事”反映窗口运行规范",
        "told_department": "青禾县信访局",
        "told_contact": "0000-7654321，工作日 9:00 到 17:00",
        "query_phone": "0000-1234567",
    }
    return DeclineNotice(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def assignment_slip(**other: object) -> AssignmentSlip:
    facts = {
        **_HEAD,
        "slip_no": 419,
        "department": "市场监管局窗口",
        "matter": "个体工商户变更登记（经营场所）",
        "citizen": "林小满",
        "phone": "19900001234",
        "dispatched_at": "2026-03-11T09:46:00+08:00",
        "content": "窗口要求提供房产证原件，与公开办事指南不一致。群众第 3 次来厅。请按指南办理；"
        "确有其他依据的，书面说明。",
        "due_kind": "fixed",
        "due": "2026-03-18T17:30:00+08:00",
        "first_contact_due": "2026-03-12T17:30:00+08:00",
        "cannot_do_rule": "3 个工作日内",
    }
    return AssignmentSlip(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def closing_receipt(**other: object) -> ClosingReceipt:
    facts = {
        **_HEAD,
        "outcome": "solved",
        "citizen": "白*秋",
        "matter": "户口迁入（父母投靠）",
        "result": "改为先出具接收函，再由迁出地办理迁出。3月11日起可到公安户籍窗口领取接收函。",
        "accepted_at": "2026-02-25T10:27:00+08:00",
        "closed_at": "2026-03-11T11:20:00+08:00",
        "days_used": "10 个工作日",
        "rating": "rated",
        "query_phone": "0000-1234567",
    }
    return ClosingReceipt(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def extension_notice(**other: object) -> ExtensionNotice:
    facts = {
        **_HEAD,
        "noticed_at": "2026-03-17T15:02:00+08:00",
        "citizen": "林*满",
        "matter": "个体工商户变更登记（经营场所）",
        "department": "市场监管局窗口",
        "old_due": "2026-03-18T17:30:00+08:00",
        "new_due": "2026-03-25T17:30:00+08:00",
        "reason": "原登记档案在外地，要请当地登记机关核对，五个工作日内可以回函。",
        "longer": "5 个工作日",
        "granted_by": "工作组组长",
        "clause": "政务服务“办不成事”反映窗口运行规范（N-9.4-b1）",
        "query_phone": "0000-1234567",
    }
    return ExtensionNotice(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def supervision_notice(**other: object) -> SupervisionNotice:
    facts = {
        **_HEAD,
        "sort": "supervise",
        "number": 7,
        "noticed_at": "2026-03-19T09:05:00+08:00",
        "department": "市场监管局窗口",
        "matter": "个体工商户变更登记（经营场所）",
        "due_kind": "fixed",
        "due": "2026-03-18T17:30:00+08:00",
        "standing": "超时 1 天",
        "facts": (("督办原因", "未按时完成"),),
        "texts": (("督办情况", "三次联系承办部门，都说在等外地回函，没有说明何时答复。"),),
        "answer_by": "2026-03-23",
        "clause": "政务服务“办不成事”反映窗口运行规范（N-11.2.1-b）",
        "query_phone": "0000-1234567",
    }
    return SupervisionNotice(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


_DESK: Final = MappingProxyType({k: v for k, v in _HEAD.items() if k != "ticket_no"})


def handover_sheet(**other: object) -> HandoverSheet:
    facts = {
        **_DESK,
        "made_at": "2026-03-11T11:58:00+08:00",
        "giver": "周晓岚（A 岗）",
        "taker": "何予安（B 岗）",
        "counts": (
            ("今天登记", 9), ("当场办结", 4), ("在办转交", 12), ("今天到期", 2), ("已超时", 1),
        ),
        "cases": (
            CaseLine(ticket_no="QH2-260304-003-8M2D", matter="继承转移登记", name="顾*",
                     said="督办单已发，部门说今天下午给结果"),
            CaseLine(ticket_no="QH2-260310-011-3TQ5", matter="医保异地就医备案", name="林*满",
                     said="电话两次没接，换下午再打"),
        ),
        "checks": (("ok", "评价器"), ("ok", "打印机"), ("mute", "公众屏")),
        "note": "继承转移那位可能下午再来，先看督办进度。3 号打印纸在左侧抽屉。",
    }  # fmt: skip
    return HandoverSheet(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def knowledge_answer(**other: object) -> KnowledgeAnswer:
    facts = {
        **_DESK,
        "made_at": "2026-03-11T10:20:00+08:00",
        "title": "经营场所变更，租赁合同可替代房产证",
        "answer": "凭租赁合同和住所承诺书办理，不用另交房产证原件。租赁合同已经到期的，"
        "续签后再来，或者由房东书面说明仍在出租。",
        "materials": "1. 营业执照正、副本\n2. 租赁合同原件\n3. 住所承诺书（窗口有空白表）",
        "basis": "《青禾县市场主体住所登记办法》第七条",
        "department": "市场监管局窗口",
        "as_of": "2026-02-20",
        "until": "2026-12-31",
        "query_phone": "0000-1234567",
    }
    return KnowledgeAnswer(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def day_list(**other: object) -> DayList:
    facts = {
        **_DESK,
        "made_at": "2026-03-11T09:00:00+08:00",
        "late": (
            CaseLine(ticket_no="QH2-260304-003-8M2D", matter="继承转移登记",
                     department="不动产登记窗口", said="反馈结果已超时", due="3月10日 17:30"),
        ),
        "today": (
            CaseLine(ticket_no="QH2-260310-011-3TQ5", matter="医保异地就医备案",
                     department="医保窗口", said="今天下班前联系", due="今天 17:30"),
            CaseLine(ticket_no="QH2-260306-002-P0ZC", matter="个体工商户变更登记（经营场所）",
                     department="市场监管局窗口", said="今天下班前反馈结果", due="今天 17:30"),
        ),
        "all_late": 1,
        "all_today": 2,
        "rest": 8,
        "waiting": 3,
    }  # fmt: skip
    return DayList(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


def trial_page(**other: object) -> TrialPage:
    facts = {**_HEAD, "ticket_no": "", "printed_at": "2026-03-11T08:40:00+08:00"}
    facts["printer"] = "通用 80 毫米"
    return TrialPage(**{**facts, **other})  # type: ignore[arg-type]  # a test's own facts


MakePaper = Callable[..., AnyPaper]
PAPERS: Final[tuple[MakePaper, ...]] = (
    accept_receipt,
    decline_notice,
    assignment_slip,
    closing_receipt,
    extension_notice,
    supervision_notice,
)
DESK_PAPERS: Final[tuple[MakePaper, ...]] = (handover_sheet, knowledge_answer, day_list)
EVERY: Final = (*PAPERS, *DESK_PAPERS)


def profile(name: str = "generic-80", **other: object) -> PrinterProfile:
    """A shipped profile, with some of its values changed."""
    found = load(RESOURCES / "printers" / f"{name}.toml")
    return replace(found, **other)  # type: ignore[arg-type]  # a test's own values


NARROW: Final = profile("generic-58")
MIDDLE: Final = profile("generic-80", id="narrow-80", dots=512, columns=42)
WIDE: Final = profile("generic-80")
PROFILES: Final = (NARROW, MIDDLE, WIDE)

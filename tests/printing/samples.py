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
    ClosingReceipt,
    DeclineNotice,
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


PAPERS: Final[tuple[Callable[..., AnyPaper], ...]] = (
    accept_receipt,
    decline_notice,
    assignment_slip,
    closing_receipt,
)


def profile(name: str = "generic-80", **other: object) -> PrinterProfile:
    """A shipped profile, with some of its values changed."""
    found = load(RESOURCES / "printers" / f"{name}.toml")
    return replace(found, **other)  # type: ignore[arg-type]  # a test's own values


NARROW: Final = profile("generic-58")
MIDDLE: Final = profile("generic-80", id="narrow-80", dots=512, columns=42)
WIDE: Final = profile("generic-80")
PROFILES: Final = (NARROW, MIDDLE, WIDE)

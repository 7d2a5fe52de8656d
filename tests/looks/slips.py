"""Every slip as it comes out of the printer, at each width, and the ways a slip can differ."""

from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.printing.library import container_factory
from app.printing.model import Copy
from app.printing.press import Press
from app.printing.raster import FontStack
from tests.printing import samples
from tests.printing.samples import EVERY, PROFILES, RARE, RESOURCES, MakePaper

NAME: Final = "欧阳" + "·买买提艾力" * 8
LONG: Final = (
    "个体工商户变更登记（经营场所、经营者姓名、经营范围），并同时补领遗失的营业执照正本和副本，"
    "涉及https://www.example.gov.cn/service/guide?id=2026031100017&step=3上公布的材料清单"
)
CHAIN: Final = "他说：“窗口告诉我：‘再来一次’。”，”。……——（《「见附件」》）！？"
COPY: Final = Copy(2, "2026-03-11T15:20:00+08:00", "周晓岚")
WAYS: Final = MappingProxyType[str, MakePaper](
    {
        "long_accept": partial(samples.accept_receipt, citizen=NAME, matter=LONG, clerk="张" + RARE,
                               green_channel=True, department=CHAIN),
        "forecast_accept": partial(samples.accept_receipt, due_kind="forecast",
                                   due_rule="部门接单后 5 个工作日内", phone="", matter=""),
        "unknown_accept": partial(samples.accept_receipt, due_kind="unknown", due="",
                                  first_contact_due="", query_phone=""),
        "company_accept": partial(samples.accept_receipt, citizen_kind="company", category="",
                                  citizen=f"青禾县{RARE}商贸有限公司"),
        "training_decline": partial(samples.decline_notice, training=True, clause="",
                                    told_department="", told_contact="", query_phone=""),
        "long_decline": partial(samples.decline_notice, explanation=(LONG + CHAIN) * 2),
        "green_assignment": partial(samples.assignment_slip, green_channel=True, phone="",
                                    due_kind="forecast", due_rule="部门接单后 5 个工作日内"),
        "long_assignment": partial(samples.assignment_slip, content=(LONG + CHAIN) * 3,
                                   citizen=NAME, cannot_do_rule=""),
        "unsolved_closing": partial(samples.closing_receipt, outcome="unsolved", result="",
                                    rating="unrated", days_used="当日", query_phone=""),
        "notice_extension": partial(samples.extension_notice, longer="", granted_by="",
                                    new_due="2027-01-06T17:30:00+08:00"),
        "urge_supervision": partial(samples.supervision_notice, sort="urge", number=0, standing="",
                                    texts=(),
                                    facts=(("催办了谁", "齐望舒"), ("催办方式", "书面")),
                                    answer_by=""),
        "long_supervision": partial(samples.supervision_notice, facts=(),
                                    texts=(("督办情况", LONG + CHAIN),),
                                    due_kind="unknown", due="", query_phone=""),
        "empty_handover": partial(samples.handover_sheet, cases=(), checks=(), note=""),
        "empty_day_list": partial(samples.day_list, late=(), today=(), all_late=0, all_today=0),
        "cut_day_list": partial(samples.day_list, today=(), all_late=57, all_today=12),
        "short_knowledge": partial(samples.knowledge_answer, materials="", basis="", until="",
                                   department="", query_phone=""),
    }
)  # fmt: skip


def draw(out: Path, folder: Path) -> Iterator[Path]:
    """Write them; `folder` is for the container's own files."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    fonts = FontStack.shipped(RESOURCES / "fonts")
    made = {make.__name__: make for make in (*EVERY, samples.trial_page)} | dict(WAYS)
    for (name, make), profile in product(made.items(), PROFILES):
        press = Press(profile, fonts, container_factory(folder))
        copies = (None, COPY) if make is samples.accept_receipt else (None,)
        for copy in copies:
            title = f"{name}{'_copy' if copy else ''}-{profile.columns}"
            path = out / f"{title}.png"
            path.write_bytes(press.png(make(), copy))
            yield path

"""Which paper is composed by whom, and the marks that every copy bears."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from app.domain import papers
from app.domain.papers import AnyPaper
from app.printing.model import Block, Copy, Cut, Doc, Feed, Mark
from app.printing.slips import citizen, department, desk
from app.printing.slips.parts import minute

_BODIES: Final[Mapping[type, Callable[[Any], Iterator[Block]]]] = MappingProxyType(
    {
        papers.AcceptReceipt: citizen.accept_receipt,
        papers.DeclineNotice: citizen.decline_notice,
        papers.ClosingReceipt: citizen.closing_receipt,
        papers.ExtensionNotice: citizen.extension_notice,
        papers.KnowledgeAnswer: citizen.knowledge_answer,
        papers.AssignmentSlip: department.assignment_slip,
        papers.SupervisionNotice: department.supervision_notice,
        papers.HandoverSheet: desk.handover_sheet,
        papers.DayList: desk.day_list,
    }
)


def compose(paper: AnyPaper, copy: Copy | None = None) -> Doc:
    """The document of a paper; a `copy` is marked at the top and at the bottom. The trial page is
    none of these (acceptance.py).

    Raises ValueError for an instant or a code that is not one.
    """
    body = _BODIES[type(paper)](paper)
    marks = tuple(_marks(paper.training, copy))
    if not marks:
        return (*body, Cut())
    return (*marks, Feed(10), *body, Feed(10), *marks, Cut())


def _marks(training: bool, copy: Copy | None) -> Iterator[Mark]:
    if training:
        yield Mark("【演练】不作凭证")
    if copy:
        yield Mark(f"【补打 第{copy.no}次】{minute(copy.at)} {copy.clerk}")

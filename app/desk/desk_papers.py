"""Snapshots of papers that belong to no ticket: 交接单, 答复单, 当日待办清单."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.db.queries import Counts
from app.desk import papers
from app.desk.desk import Desk
from app.domain.acts.desk import HandedOver
from app.domain.clock import local
from app.domain.knowledge import Guide
from app.domain.papers import CaseLine, DayList, HandoverSheet, KnowledgeAnswer


def head(desk: Desk) -> dict[str, Any]:
    """What every paper of the desk begins with; it is made now."""
    return {**papers.common(desk), "made_at": papers.iso(desk.now)}


def handover_sheet(
    desk: Desk,
    act: HandedOver,
    counts: Sequence[tuple[str, int]],
    cases: Sequence[CaseLine],
    names: Mapping[str, str],
) -> HandoverSheet:
    """交接单 of a hand-over as it is signed; `names` of people by their ids."""
    who = desk.person.id if desk.person else ""
    checks = (check.partition(" ") for check in act.checks)
    return HandoverSheet(
        **head(desk),
        giver=names.get(who, who),
        taker=names.get(act.to, act.to),
        counts=tuple(counts),
        cases=tuple(cases),
        checks=tuple((mark, words) for mark, _, words in checks),
        note=act.note,
    )


def knowledge_answer(desk: Desk, guide: Guide) -> KnowledgeAnswer | None:
    """答复单 of an entry in force; None for one that is not, or is past its date."""
    version = guide.current
    if version is None or guide.is_expired(desk.today.isoformat()):
        return None
    approved, _ = guide.approved[version.ref]
    return KnowledgeAnswer(
        **head(desk),
        title=version.title,
        answer=version.answer,
        materials=version.materials,
        basis=version.basis,
        department=version.department,
        as_of=local(approved).date().isoformat(),
        until=version.until,
        query_phone=desk.hall.phone,
    )


def day_list(
    desk: Desk, late: Sequence[CaseLine], today: Sequence[CaseLine], counts: Counts
) -> DayList:
    """当日待办清单 of matters in the order of the board; yellow of the `counts` are due today."""
    return DayList(
        **head(desk),
        late=tuple(late),
        today=tuple(today),
        all_late=counts.red,
        all_today=counts.yellow,
        rest=counts.green,
        waiting=counts.waiting,
    )

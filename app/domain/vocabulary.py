"""The closed lists of words in a profile: which words a key may hold, which rows it may name.

Keys are written as patterns without row numbers (`limit.unit`, `satisfaction.level.action`).
Words of our own programs and of other districts stand here once; a site's profile adds none.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.codec import ACT_NAMES
from app.domain.worktime import NUMBERLESS, WEEKDAYS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Units whose amount is 0: they carry no number.
AMOUNTLESS: Final = NUMBERLESS | {"instant", "same_day"}
DAY_UNITS: Final = _words("day month")
UNITS: Final = AMOUNTLESS | DAY_UNITS | _words("work_day work_hour clock_hour minute")
STAGES: Final = _words(
    "accept on_spot transfer claim first_contact resolve cannot_do_reply progress feedback"
    " callback rework"
)
EVENTS: Final = _words(
    "registered accepted taken dispatched ledger_received sheet_received assigned decided"
    " transferred contacted result_received evidence_received answered fed_back called_back"
    " closed redo_ordered due"
)
# A step is named after its act; the asking for a rating after the rating itself (decision 20).
STEP_ACTS: Final = ACT_NAMES - {"ask_rating"} | {"rate", "archive"}
# Those a text names beside its own roles.
PEOPLE: Final = _words("citizen window department_head handler department_and_clerk")

WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "calendar.zone": _words("Asia/Shanghai"),
        "calendar.holiday_source": _words("state-council-yearly"),
        "calendar.unknown_year": _words("block"),
        "calendar.work_day_ends": _words("close midnight"),
        "calendar.after_close": _words("same_date next_work_day"),
        "calendar.rest_day_start": _words("next_work_day_is_day_1 next_work_day_is_start"),
        "calendar.clock_hours_roll": _words("none next_open"),
        "calendar.day_roll": _words("none next_work_day"),
        "calendar.variant.weekdays": frozenset({*WEEKDAYS, *"1234567"}),
        "cannot_do.evidence": _words("reason explanation basis_document statement"),
        "cannot_do.outcome": _words("explained declined_explained unfinished_or_explained"),
        "cannot_do.late_rule": _words("class_limit due_at_close_of_finding_day"),
        "lights.yellow_unit": _words("clock_hour work_hour work_day"),
        "lights.red_after": _words("due"),
        "limit.stage": STAGES,
        "limit.unit": UNITS,
        "limit.start": EVENTS,
        "limit.end": EVENTS - {"due"},
        "limit.fallback": EVENTS - {"due"},
        "limit.target_unit": UNITS | {"on_spot"},
        "limit.strength": _words("must should may none"),
        "limit.combine": _words("replace earlier"),
        "extension.unit": UNITS - AMOUNTLESS,
        "extension.request_before": _words("due"),
        "extension.base": _words("old_due told_new_due"),
        "extension.needs": _words("new_due reason told_at"),
        "satisfaction.level.action": _words("close rework followup notify none"),
        "satisfaction.level.keys": frozenset("12345"),
        "role.can": ACT_NAMES,
        "role.post": _words("clerk leader department outside"),
        "step.act": STEP_ACTS,
        "step.after": STEP_ACTS,
        "step.skip_reason": _words("on_spot unreached stated"),
        "channel.side": _words("offline online"),
        "callback.coverage": _words("all sample negative_only as_fits none"),
        "scope.decline_needs": _words(
            "explanation accept_reason told_department told_contact told_department_or_note"
            " told_contact_or_note"
        ),
        "form.field.type": _words(
            "text longtext int bool choice checkbox date datetime phone person unit signature"
            " image id"
        ),
    }
)

# Keys that name rows of a table by their id or code, and the words they may hold beside them.
NAMES: Final[Mapping[str, tuple[str, frozenset[str]]]] = MappingProxyType(
    {
        "limit.categories": ("category", frozenset("*")),
        "extension.categories": ("category", frozenset("*")),
        "step.categories": ("category", frozenset("*")),
        "category.set_by": ("role", frozenset()),
        "step.by": ("role", frozenset()),
        "callback.by": ("role", frozenset()),
        "limit.owner": ("role", PEOPLE),
        "escalation.to": ("role", PEOPLE),
        "cannot_do.reply_by": ("role", PEOPLE),
        "rework.report_to": ("role", PEOPLE),
        "extension.requester": ("role", PEOPLE),
        "extension.notify": ("role", PEOPLE),
        "extension.approver": ("role", frozenset()),
        "extension.after": ("role", frozenset({"upper_level"})),
        "rework.on_levels": ("satisfaction.level", frozenset()),
    }
)
# The keys that give a row its name. Each table that others point into stands here.
IDS: Final = _words(
    "category.id limit.id role.id channel.id report.id assumption.id special_group.id form.id"
    " reason.code scope.accept.code scope.decline.code satisfaction.level.code"
    " satisfaction.solved.code form.field.key"
)
WANTED: Final = ("category", "limit", "role", "channel", "report", "assumption")

_DAY: Final = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
FORMATS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "regime.effective_from": re.compile(rf"(\d{{4}}-{_DAY})?"),
        "regime.effective_to": re.compile(rf"(\d{{4}}-{_DAY})?"),
        "calendar.variant.from": re.compile(rf"(\d{{4}}-)?{_DAY}"),
        "calendar.variant.to": re.compile(rf"(\d{{4}}-)?{_DAY}"),
    }
)

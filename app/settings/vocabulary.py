"""The closed lists of a profile, as `table.key: words`: what a key may hold.

`$events` is a list by name, `@role` the id of a row of that table. What none of our five use is
here because other districts' rules need it (decision 21).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.codec import ACT_NAMES

_LISTS: Final = """
$amountless: instant same_day open set_by_group as_resolve with_resolve
$counted: work_day work_hour clock_hour minute day month
$dated: day month
$events: registered accepted taken dispatched ledger_received sheet_received assigned decided \
 transferred contacted result_received evidence_received answered fed_back called_back closed \
 redo_ordered
$people: @role citizen window department_head handler department_and_clerk
$states: registered declined accepted dispatched handling result_received fed_back called_back \
 redo closed closed_unsolved archived void
*.assumptions: @assumption
act.after: $states
act.auto: matter place
act.answers: @act
act.by: @role
act.categories: @category *
act.every: half_day day month clerk unit hall unit_day
act.holds: $acts @act
act.marks: $events
act.on: ticket desk
act.proposed: repeated overdue dissatisfied @act
act.other_than: @act call_back
act.field.same_as: department
act.field.type: text longtext int bool choice checkbox date datetime phone person unit units \
 centre signature image tickets
calendar.zone: Asia/Shanghai
calendar.holiday_source: state-council-yearly
calendar.unknown_year: block
calendar.work_day_ends: close midnight
calendar.after_close: same_date next_work_day
calendar.rest_day_start: next_work_day_is_day_1 next_work_day_is_start
calendar.clock_hours_roll: none next_open
calendar.day_roll: none next_work_day
calendar.variant.weekdays: mon tue wed thu fri sat sun 1 2 3 4 5 6 7
callback.by: @role
callback.coverage: all sample negative_only as_fits none
cannot_do.evidence: reason explanation basis_document statement
cannot_do.late_rule: class_limit due_at_close_of_finding_day
cannot_do.outcome: explained declined_explained unfinished_or_explained
cannot_do.reply_by: $people
category.set_by: @role
channel.by: @role
channel.side: offline online
escalation.to: $people
extension.after: @role upper_level
extension.approver: @role
extension.base: old_due told_new_due
extension.categories: @category *
extension.needs: new_due reason told_at
extension.notify: $people
extension.request_before: due
extension.requester: $people
extension.unit: $counted
form.field.at: $acts @act
form.field.type: text longtext int bool choice checkbox date datetime phone person unit \
 signature image id
lights.red_after: due
lights.yellow_unit: clock_hour work_hour work_day
limit.categories: @category *
limit.combine: replace earlier
limit.end: $events @act
limit.fallback: $events @act
limit.owner: $people
limit.stage: accept on_spot transfer claim first_contact resolve cannot_do_reply progress \
 feedback objection callback rework
limit.start: $events @act due
limit.strength: must should may none
limit.target_unit: $amountless $counted on_spot
limit.unit: $amountless $counted
rework.on_levels: @satisfaction.level
rework.report_to: $people
role.can: $acts @act
role.post: clerk leader department outside
satisfaction.level.action: close rework followup notify none
satisfaction.level.keys: 1 2 3 4 5
scope.accept.only: @category
scope.accept.suggests: @category
scope.decline_needs: explanation accept_reason told_department told_contact \
 told_department_or_note told_contact_or_note
step.act: $acts @act
step.after: $acts @act
step.by: @role
step.categories: @category *
step.skip_reason: on_spot unreached stated nobody
"""


def _lists() -> Mapping[str, frozenset[str]]:
    lists = {"$acts": ACT_NAMES}
    for line in _LISTS.strip().splitlines():
        key, _, words = line.partition(": ")
        lists[key] = frozenset(w for word in words.split() for w in lists.get(word, (word,)))
    return MappingProxyType(lists)


WORDS: Final = _lists()

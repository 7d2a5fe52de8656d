"""Deadlines reasoned out by hand, with the days counted; the ids are those of the case list."""

from typing import NamedTuple

import pytest

from tests.domain.conftest import Ask, clock_text


class Case(NamedTuple):
    """What is asked, and the due, aim, act-by and lamp that are right."""

    id: str
    regime: str
    limit: str
    start: str
    due: str
    reason: str
    target: str = ""
    act_by: str = ""
    as_of: str = ""
    lamp: str = ""
    category: str = ""


LIMITS = (
    Case("D002", "songjiang", "s-simple", "2024-02-02 10:00", "2024-02-06 17:30",
         "days: Sun 4 (make-up), Mon 5, Tue 6"),
    Case("D005", "chongming", "c-complex", "2024-02-08 10:00", "2024-02-21 17:30",
         "days: 9, 18 (Sun make-up), 19, 20, 21"),
    Case("D008", "pingyi", "p-transfer", "2024-02-17 10:00", "2024-02-18 17:30",
         "last holiday day; same day moves to the next working day, which is a Sunday"),
    Case("D011", "chongming", "c-general", "2024-04-03 10:00", "2024-04-09 17:30",
         "days: Sun 7, Mon 8, Tue 9"),
    Case("D014", "chongming", "c-complex", "2024-05-07 10:00", "2024-05-13 17:30",
         "days: 8, 9, 10, Sat 11 (make-up), Mon 13"),
    Case("D017", "songjiang", "s-simple", "2024-09-27 10:00", "2024-10-08 17:30",
         "days: Sun 29 (make-up), 30, then 1-7 Oct holiday, 8 Oct"),
    Case("D020", "xiufeng", "x-general", "2024-10-11 17:29", "2024-10-12 17:30",
         "Sat 12 Oct is a make-up working day"),
    Case("D023", "pingyi", "p-transfer", "2024-10-12 16:00", "2024-10-12 17:30",
         "make-up Saturday is an ordinary working day"),
    Case("D026", "chongming", "c-complex", "2024-12-30 10:00", "2025-01-07 17:30",
         "days: 31 Dec, 2, 3, 6, 7 Jan"),
    Case("D029", "chongming", "c-complex", "2025-01-24 10:00", "2025-02-07 17:30",
         "days: 26, 27, 5, 6, 7"),
    Case("D032", "national", "n-complex", "2025-01-24 10:00", "2025-02-13 17:30",
         "days: 26, 27, 5, 6, 7, 8 (Sat), 10, 11, 12, 13"),
    Case("D035", "songjiang", "s-simple", "2025-04-30 10:00", "2025-05-08 17:30",
         "holiday 1-5 May; days: 6, 7, 8"),
    Case("D038", "songjiang", "s-simple", "2025-09-30 17:29", "2025-10-11 17:30",
         "holiday 1-8 Oct; days: 9, 10, Sat 11 (make-up)"),
    Case("D041", "xiufeng", "x-general", "2025-10-08 10:00", "2025-10-09 17:30",
         "last day of the holiday, online"),
    Case("D044", "chongming", "c-complex", "2025-12-31 10:00", "2026-01-08 17:30",
         "days: 4, 5, 6, 7, 8 Jan"),
    Case("D047", "chongming", "c-complex", "2026-02-12 10:00", "2026-02-26 17:30",
         "days: 13, Sat 14, 24, 25, 26"),
    Case("D050", "xiufeng", "x-general", "2026-02-27 10:00", "2026-02-28 17:30",
         "Sat 28 Feb is a make-up working day"),
    Case("D053", "national", "n-complex", "2026-03-02 10:00", "2026-03-16 17:30",
         "plain weeks; days: 3-6, 9-13, 16"),
    Case("D056", "chongming", "c-complex", "2026-04-30 10:00", "2026-05-11 17:30",
         "days: 6, 7, 8, Sat 9 (make-up), 11"),
    Case("D059", "chongming", "c-complex", "2026-09-18 10:00", "2026-09-24 17:30",
         "days: Sun 20 (make-up), 21, 22, 23, 24"),
    Case("D062", "national", "n-complex", "2026-09-23 10:00", "2026-10-14 17:30",
         "days: 24, 28, 29, 30, 8, 9, 10, 12, 13, 14"),
    Case("D065", "xiufeng", "x-general", "2026-03-06 17:30", "2026-03-09 17:30",
         "Friday at the instant of close, same date"),
    Case("D068", "songjiang", "s-simple", "2026-03-07 10:00", "2026-03-11 17:30",
         "Saturday; same result as Friday evening"),
    Case("D071", "pingyi", "p-transfer", "2026-03-02 12:30", "2026-03-02 17:30",
         "noon break does not matter"),
    Case("D074", "pingyi", "p-transfer", "2026-03-06 17:31", "2026-03-09 17:30",
         "Friday after close: Monday"),
    Case("D077", "xiufeng", "x-consult", "2026-03-06 16:00", "2026-03-06 20:00",
         "ends after close", act_by="2026-03-06 17:30", target="2026-03-06 16:00"),
    Case("D080", "xiufeng", "x-suggest-r", "2026-03-06 16:00", "2026-03-07 16:00",
         "no roll over the weekend (A-CLOCK)", act_by="2026-03-06 17:30"),
    Case("D083", "xiufeng", "x-suggest-i", "2026-02-12 10:00", "2026-02-14 10:00",
         "ends on a make-up Saturday inside open time", act_by="2026-02-14 10:00"),
    Case("D086", "xiufeng", "x-suggest-i", "2024-02-28 10:00", "2024-03-01 10:00",
         "over the leap day", act_by="2024-03-01 10:00"),
    Case("D107", "songjiang", "s-complex", "2026-03-02 10:00", "2026-03-11 17:30",
         "range 5-7: aim the 5th, limit the 7th", target="2026-03-09 17:30"),
    Case("D113", "chongming", "c-simple", "2026-03-06 17:31", "2026-03-09 17:30",
         "simple problem after close on Friday"),
    Case("D119", "national", "n-redo", "2026-03-16 10:00", "2026-03-30 17:30",
         "class limit runs again from the redo order (A-REDO)", category="complex"),
)  # fmt: skip
AMOUNTS = (
    Case("D089", "national", "work_hour 4", "2026-03-06 16:00", "2026-03-09 11:30",
         "1.5 h on Friday, 2.5 h on Monday from 09:00"),
    Case("D092", "national", "work_hour 4", "2026-03-02 13:30", "2026-03-02 17:30",
         "ends exactly at close"),
    Case("D125", "chongming", "work_day 1", "2026-03-02 10:00", "2026-03-03 17:30",
         "the due instant is not yet overdue", as_of="2026-03-03 17:30:00", lamp="yellow"),
    Case("D128", "chongming", "work_day 5", "2026-03-02 10:00", "2026-03-09 17:30",
         "Friday before a Monday due is still green by clock hours",
         as_of="2026-03-06 17:00:00", lamp="green"),
    Case("D131", "chongming", "work_day 1", "2026-02-14 10:00", "2026-02-24 17:30",
         "ten days left over the holiday", as_of="2026-02-14 17:30:00", lamp="green"),
)  # fmt: skip


def case_id(case: Case) -> str:
    return f"{case.id} {case.reason}"


@pytest.mark.parametrize("case", LIMITS, ids=case_id)
def test_a_limit_ends_when_counted_by_hand(case: Case, ask: Ask) -> None:
    category = case.category or None
    found = ask(
        {"regime": case.regime, "limit": case.limit, "from": case.start, "category": category}
    )
    assert clock_text(found.due) == case.due
    assert clock_text(found.target) == case.target
    assert clock_text(found.act_by) == (case.act_by or case.due)


@pytest.mark.parametrize("case", AMOUNTS, ids=case_id)
def test_a_bare_amount_ends_when_counted_by_hand(case: Case, ask: Ask) -> None:
    unit, amount = case.limit.split()
    asked = {"regime": case.regime, "unit": unit, "amount": int(amount), "from": case.start}
    found = ask({**asked, "as_of": case.as_of} if case.as_of else asked)
    assert clock_text(found.due) == case.due
    assert (found.lamp or "") == case.lamp


@pytest.mark.parametrize(
    ("regime", "old_due", "amount", "asked", "due"),
    [
        # D095, days: 6, 9, 10, 11, 12, 13, 16
        ("pingyi", "2026-03-05 17:30", 7, "2026-03-05 09:00", "2026-03-16 17:30"),
        # D098, days: 8, 9, 10, 12, 13, 14, 15, 16, 19, 20
        ("national", "2026-09-30 17:30", 10, "2026-09-29 10:00", "2026-10-20 17:30"),
        # D101, asked on Saturday for a Monday due: base stays the old due
        ("national", "2026-03-09 17:30", 5, "2026-03-07 10:00", "2026-03-16 17:30"),
    ],
)
def test_an_extension_adds_to_the_old_due(
    regime: str, old_due: str, amount: int, asked: str, due: str, ask: Ask
) -> None:
    wish = {"old_due": old_due, "amount": amount, "asked": asked}
    found = ask({"regime": regime, "category": "complex", "extend": wish})
    assert found.refused is None
    assert clock_text(found.due) == due


def test_d104_a_second_extension_is_refused_and_the_old_due_stays(ask: Ask) -> None:
    wish = {"old_due": "2026-03-16 17:30", "amount": 1, "asked": "2026-03-16 17:30", "count": 1}
    found = ask({"regime": "pingyi", "category": "complex", "extend": wish})
    assert found.refused is not None
    assert (found.refused.key, found.refused.clause) == ("extension.count", "P-3-3g")
    assert found.refused.facts == {"after": "领导小组"}
    assert clock_text(found.due) == "2026-03-16 17:30"


def test_d110_taking_after_the_dispatch_day_counts_from_the_dispatch(ask: Ask) -> None:
    # Dispatched Friday, taken Monday 10:00: the dispatch date counts; days: 9, 10, 11.
    asked = {"dispatched": "2026-03-06 16:00", "taken": "2026-03-09 10:00"}
    found = ask({"regime": "chongming", "limit": "c-general", "from": "2026-03-06 16:00", **asked})
    assert clock_text(found.due) == "2026-03-11 17:30"


def test_d116_a_late_finding_is_due_at_close_of_the_next_working_day(ask: Ask) -> None:
    asked = {"from": "2026-03-02 10:00", "found": "2026-03-09 17:45"}
    found = ask({"regime": "national", "limit": "n-cannot", **asked})
    assert clock_text(found.due) == "2026-03-10 17:30"
    assert found.late is True


def test_d122_a_count_into_a_year_without_a_calendar_has_no_due(ask: Ask) -> None:
    # Needs the 2027 arrangement: 30, 31 Dec, then 4, 5, 6 Jan if 1-3 Jan are free.
    asked = {"unit": "work_day", "amount": 5, "from": "2026-12-29 10:00"}
    found = ask({"regime": "national", **asked, "as_of": "2026-12-29 10:00"})
    assert (found.due, found.act_by, found.lamp) == (None, None, None)
    assert clock_text(found.provisional) == "2027-01-06 17:30"

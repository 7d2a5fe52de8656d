"""Demands of other systems: to register, once; to answer, once. Merging, visits, labels."""

import json

import pytest

from app.db import standing, verify
from app.desk import acting, handling, intake, preview, sources
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.main import Terminal
from tests.desk.conftest import done, keys
from tests.fakes.terminal import form

CSV = """来源,外部编号,姓名,电话,事项,内容,收到时间,办理期限
12345,GD-1,林小满,19900001234,社保卡补换,材料齐全交了两次都没有收,2026-03-10 16:00,2026-03-12
好差评,HC-1,白知秋,,户口迁入,差评一件,,
"""


def taken_in(terminal: Terminal) -> tuple[sources.Outside, ...]:
    read = sources.read_file(CSV.encode())
    assert read.faults == ()
    assert sources.take_in(terminal.desk, read.rows) == (2, 0)
    return sources.waiting(terminal.desk)


@pytest.mark.clause("X-9-2a", "X-6", "N-7.1.2")
def test_an_imported_demand_waits_until_it_is_registered(terminal: Terminal) -> None:
    first = taken_in(terminal)[0]
    assert (first.source, first.outer_no) == ("12345", "GD-1")
    filled = form(terminal, source=first.source, outer_no=first.outer_no)
    ticket = done(intake.accept(terminal.desk, filled, "general")).ticket
    assert "accepted" in ticket.marks
    assert [w.outer_no for w in sources.waiting(terminal.desk)] == ["HC-1"]


@pytest.mark.clause("C-4-1d", "N-7.1.2")
def test_a_number_is_registered_once(terminal: Terminal) -> None:
    taken_in(terminal)
    filled = form(terminal, source="12345", outer_no="GD-1")
    number = done(intake.accept(terminal.desk, filled, "general")).ticket.no
    again = intake.accept(terminal.desk, filled, "general")
    assert [(r.key, r.facts["no"]) for r in again.refused] == [("outer.taken", number)]
    read = sources.read_file(CSV.encode())
    assert sources.take_in(terminal.desk, read.rows) == (0, 2), "known ones are not taken again"


@pytest.mark.clause("N-7.1.2", "X-6")
def test_the_answer_to_the_source_is_queued_once(terminal: Terminal) -> None:
    desk = terminal.desk
    filled = form(terminal, source="12345", outer_no="GD-1")
    number = done(intake.answer(desk, filled, "general", AnsweredOnSpot(result="办好"))).ticket.no
    assert sources.to_tell(desk) == ()
    done(handling.close(desk, number, Closed(outcome="solved", unrated_reason="走得急")))
    assert [r.no for r in sources.to_tell(desk)] == [number]
    done(sources.tell(desk, number, "platform"))
    assert sources.to_tell(desk) == ()
    assert keys(sources.tell(desk, number, "platform")) == {"source.told"}
    with terminal.log.reading() as connection:
        assert verify.verify(connection).faults == ()


@pytest.mark.parametrize(
    ("raw", "key", "line"),
    [
        (b"", "outside.empty", 0),
        ("来源,外部编号\n12345,\n".encode(), "outside.no_outer_no", 2),
        ("来源,外部编号\n,GD-1\n".encode(), "outside.no_source", 2),
        ("来源,外部编号\n12345,A\n12345,A\n".encode(), "outside.double", 3),
        ("来源,外部编号,收到时间\n12345,A,昨天\n".encode(), "outside.time", 2),
        (b"[{]", "outside.unreadable", 0),
    ],
)
def test_a_line_with_a_fault_is_named_and_nothing_is_taken(raw: bytes, key: str, line: int) -> None:
    fault = sources.read_file(raw).faults[0]
    assert (fault.key, fault.line) == (key, line)


def test_json_is_read_as_well() -> None:
    raw = json.dumps([{"source": "12345", "outer_no": 7, "citizen_name": "𬱖"}]).encode()
    (row,) = sources.read_file(raw).rows
    assert (row.outer_no, row.citizen_name) == ("7", "𬱖")


def test_a_merged_ticket_ends_and_counts_as_a_visit(terminal: Terminal) -> None:
    desk = terminal.desk
    first = done(intake.accept(desk, form(terminal), "general")).ticket.no
    assert preview.visits(desk, "19900001234", "个体工商户变更登记") == 2
    merged = done(intake.merge(desk, form(terminal), first)).ticket
    assert (merged.state, merged.outcome, merged.links) == ("void", "merged", (first,))
    assert preview.visits(desk, "19900001234", "个体工商户变更登记") == 3


@pytest.mark.clause("N-8.1.2")
def test_a_label_finds_exactly_the_tickets_that_bear_it(terminal: Terminal) -> None:
    desk = terminal.desk
    numbers = [done(intake.accept(desk, form(terminal), "general")).ticket.no for _ in range(4)]
    for number, labels in zip(numbers, ("很难办、老旧小区", "很难办", "老旧"), strict=False):
        done(acting.perform(desk, number, "label", {"labels": labels}))
    with terminal.log.reading() as connection:
        found = standing.labelled(connection, ["很难办"])
        assert {r.no for r in found} == set(numbers[:2])
        assert [r.no for r in standing.labelled(connection, ["老旧"])] == [numbers[2]]
        assert standing.labels(connection) == ("很难办", "老旧", "老旧小区")


@pytest.mark.clause("N-8.2.6-g", "X-12")
def test_a_finished_ticket_stands_to_archive_until_it_is(terminal: Terminal) -> None:
    desk = terminal.desk
    act = AnsweredOnSpot(result="办好")
    number = done(intake.answer(desk, form(terminal), "general", act)).ticket.no
    done(handling.close(desk, number, Closed(outcome="solved", unrated_reason="走得急")))
    with terminal.log.reading() as connection:
        assert [r.no for r in standing.to_archive(connection)] == [number]

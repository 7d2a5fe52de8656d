"""The log under bad luck: unknown commits, full disks, other readers, rebuilt projections."""

import hashlib
import random
import sqlite3
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection, Engine, event, text

from app.cli import drill
from app.db import project, queries
from app.db.engine import snapshot
from app.db.log import Log, NotWritten
from app.db.rulebook import RuleBook
from app.db.verify import verify
from app.desk import intake, paper_trail
from app.domain.acts.record import Noted
from app.main import Terminal
from tests.desk.conftest import answered, sent_away, settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form

PROJECTIONS = ("ticket", "ticket_text", "slip", "asking", "desk_day", "adoption")


class Torn(sqlite3.OperationalError):
    """What a driver says when it does not know."""


def once(engine: Engine, moment: str) -> None:
    """The next COMMIT fails: before it happened, or after it did (the answer is lost)."""
    raw: Any = engine.raw_connection().driver_connection

    def fail(connection: Connection) -> None:
        event.remove(engine, "commit", fail)
        if moment == "after":
            raw.execute("COMMIT")
        raise_of_driver()

    event.listen(engine, "commit", fail)


def raise_of_driver() -> NoReturn:
    from sqlalchemy.exc import OperationalError

    raise OperationalError("COMMIT", {}, Torn("disk I/O error"))


def test_a_commit_that_failed_wrote_nothing_and_may_be_done_again(terminal: Terminal) -> None:
    number, head = sent_away(terminal), terminal.log.head
    head = terminal.log.head
    once(terminal.log.engine, "before")
    with pytest.raises(NotWritten) as caught:
        terminal.desk.perform(number, Noted(text="电话沟通过"))
    assert caught.value.code == "failed"
    assert terminal.log.head == head
    assert terminal.desk.perform(number, Noted(text="电话沟通过")).is_done
    assert notes(terminal, number) == ["电话沟通过"]


def test_a_commit_whose_answer_was_lost_counts_as_written_once(terminal: Terminal) -> None:
    number, head = sent_away(terminal), terminal.log.head
    head = terminal.log.head
    once(terminal.log.engine, "after")
    assert terminal.desk.perform(number, Noted(text="电话沟通过")).is_done
    assert terminal.log.head.seq == head.seq + 1
    assert notes(terminal, number) == ["电话沟通过"]
    with snapshot(terminal.home.reader()) as connection:
        assert verify(connection).faults == ()


def test_a_commit_nobody_could_read_back_is_never_written_twice(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, log = sent_away(terminal), terminal.log
    once(log.engine, "after")
    read = log._read_head
    monkeypatch.setattr(log, "_read_head", raise_of_driver)
    for _ in range(2):  # still unreadable at the retry
        with pytest.raises(NotWritten) as caught:
            terminal.desk.perform(number, Noted(text="电话沟通过"))
        assert caught.value.code == "unknown"
    monkeypatch.setattr(log, "_read_head", read)
    with pytest.raises(NotWritten) as caught:
        terminal.desk.perform(number, Noted(text="电话沟通过"))
    assert caught.value.code == "already"
    assert notes(terminal, number) == ["电话沟通过"]
    assert terminal.desk.perform(number, Noted(text="又一条")).is_done


def test_a_commit_that_turns_out_not_to_be_there_may_be_done_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, log = sent_away(terminal), terminal.log
    once(log.engine, "before")
    read = log._read_head
    monkeypatch.setattr(log, "_read_head", raise_of_driver)
    with pytest.raises(NotWritten) as caught:
        terminal.desk.perform(number, Noted(text="电话沟通过"))
    assert caught.value.code == "unknown"
    monkeypatch.setattr(log, "_read_head", read)
    assert terminal.desk.perform(number, Noted(text="电话沟通过")).is_done
    assert notes(terminal, number) == ["电话沟通过"]


def test_edited_bytes_of_a_paper_are_found(terminal: Terminal) -> None:
    desk = terminal.desk
    number, payload = sent_away(terminal), b"\x1b@paper"
    digest = hashlib.sha256(payload).hexdigest()
    job = paper_trail.of_ticket(desk, number)[0]
    paper_trail.sending(desk, job.id, payload, digest)
    paper_trail.issued(desk, job.id, len(payload), "sent")
    assert faults(terminal) == []
    forged = hashlib.sha256(b"x").hexdigest()
    for change in ("payload = CAST('x' AS BLOB)", f"payload = x'78', sha256 = '{forged}'"):
        edit = text(f"UPDATE print_job SET {change} WHERE id = {job.id}")
        with terminal.log.engine.begin() as connection:
            connection.execute(edit)
        assert "paper" in faults(terminal)


def faults(terminal: Terminal) -> list[str]:
    with snapshot(terminal.home.reader()) as connection:
        return [f.kind for f in verify(connection).faults]


def notes(terminal: Terminal, number: str) -> list[str]:
    return [f.act.text for f in terminal.log.facts(number) if isinstance(f.act, Noted)]


def test_a_full_disk_is_said_and_loses_nothing(terminal: Terminal) -> None:
    number, engine = sent_away(terminal), terminal.log.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    written = fill(terminal, number)
    assert len(notes(terminal, number)) == written
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages * 100}")
    assert terminal.desk.perform(number, Noted(text="又有地方了")).is_done
    with snapshot(terminal.home.reader()) as connection:
        assert verify(connection).faults == ()


def fill(terminal: Terminal, number: str) -> int:
    """Write until the disk is full; how many were acknowledged."""
    for written in range(2000):
        try:
            terminal.desk.perform(number, Noted(text="电话" * 200))
        except NotWritten as error:
            if error.code == "full":
                return written
            raise
    raise AssertionError("the disk never was full")


def test_plain_rows_that_could_not_be_written_say_so(terminal: Terminal) -> None:
    once(terminal.log.engine, "before")
    with pytest.raises(NotWritten):
        terminal.log.write_beside(lambda c: c.execute(text("DELETE FROM draft")))


def rows_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr)
            for name in PROJECTIONS
        }


@pytest.fixture
def busy(terminal: Terminal, clock: FakeClock) -> Terminal:
    """A store with many matters in many states."""
    rng = random.Random(7)
    desk, desk.person = terminal.desk, drill.CLERK
    for _ in range(60):
        made = intake.accept(desk, drill.form(desk, rng), "general")
        assert made.is_done
        clock.move(minutes=7)
    for number in (sent_away(terminal), settled(terminal), sent_away(terminal)):
        clock.move(hours=1)
        if terminal.log.ticket(number).state == "dispatched":
            answered(terminal, number)
    return terminal


def test_rebuilt_projections_are_those_that_grew(busy: Terminal) -> None:
    grown = rows_of(busy.log.engine)
    with busy.log.engine.begin() as connection:
        project.rebuild(connection, RuleBook())
    assert rows_of(busy.log.engine) == grown


def test_a_reader_keeps_its_instant_while_the_counter_goes_on(busy: Terminal) -> None:
    with snapshot(busy.home.reader()) as reading:
        before = len(queries.day(reading, busy.desk.today))
        intake.accept(busy.desk, form(busy), "general")
        assert len(queries.day(reading, busy.desk.today)) == before
    with snapshot(busy.home.reader()) as reading:
        assert len(queries.day(reading, busy.desk.today)) == before + 1


def test_a_walk_over_pages_neither_skips_nor_doubles_beside_the_writer(busy: Terminal) -> None:
    with busy.log.reading() as connection:
        standing = {r.no for r in queries.board(connection)}
        rows = list(queries.board(connection))
        while len(rows) % queries.PAGE == 0:
            intake.accept(busy.desk, form(busy), "general")
            page = queries.board(connection, queries.board_key(rows[-1]))
            rows += page
            if len(page) < queries.PAGE:
                break
    numbers = [r.no for r in rows]
    assert len(numbers) == len(set(numbers))
    assert standing <= set(numbers)


@pytest.mark.parametrize(
    "piece", ["堃", "喆", "镕", "䶮", "㛃", "𬱖", "100%", "a_b", '"引"', "*", "NEAR", "OR", "张"]
)
def test_every_single_character_is_found_as_it_stands(terminal: Terminal, piece: str) -> None:
    desk = terminal.desk
    made = intake.accept(
        desk, form(terminal, citizen_name=f"张{piece}", description=f"窗口说 {piece} 不行，请核实"),
        "general",
    )  # fmt: skip
    intake.accept(desk, form(terminal, citizen_name="李四", matter="社保卡补换"), "general")
    with terminal.log.reading() as connection:
        found = [r.no for r in queries.search(connection, piece)]
    assert found == [made.ticket.no]


def test_a_clock_set_back_leaves_the_chain_rising(terminal: Terminal, clock: FakeClock) -> None:
    number = sent_away(terminal)
    clock.set("2026-03-11 08:00:00")
    assert terminal.desk.perform(number, Noted(text="早一小时")).is_done
    clock.set("2026-03-12 09:00:00")
    assert terminal.desk.perform(number, Noted(text="晚一天")).is_done
    ats = [f.stamp.seq for f in terminal.log.facts(number)]
    assert ats == sorted(ats)
    with snapshot(terminal.home.reader()) as connection:
        assert verify(connection).faults == ()


def test_numbers_go_on_after_a_restart_and_begin_anew_with_the_day(
    terminal: Terminal, clock: FakeClock
) -> None:
    desk = terminal.desk
    first = [intake.accept(desk, form(terminal), "general").ticket.no for _ in range(2)]
    desk.last_number = (desk.last_number[0].min, 0)
    again = intake.accept(desk, form(terminal), "general").ticket.no
    clock.set("2026-03-12 09:00:00")
    next_day = intake.accept(desk, form(terminal), "general").ticket.no
    running = [int(n.split("-")[2]) for n in (*first, again, next_day)]
    assert running == [1, 2, 3, 1]


def test_the_log_opens_where_it_ended(busy: Terminal, clock: FakeClock) -> None:
    head = busy.log.head
    engine, signer = busy.home.open()
    again = Log(engine, signer, RuleBook(), clock)
    assert again.head == head
    engine.dispose()

"""Whatever is changed behind the program's back is found and named (decision 11)."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from app.db import queries
from app.db.engine import open_writer, snapshot
from app.db.verify import Tally, verify
from app.desk import asking, handling, intake
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived
from app.domain.acts.rating import RatingAsked
from app.main import Terminal
from tests.fakes.terminal import form
from tests.journeys.test_regimes import press

Sql = Callable[[str], int]


@pytest.fixture
def worked(terminal: Terminal) -> Terminal:
    """A terminal with one matter closed and one at a department."""
    desk = terminal.desk
    spot = intake.answer(desk, form(terminal), "general", AnsweredOnSpot(result="已答复"))
    asked = asking.ask(desk, spot.ticket.no, "pad", "pty", "-")
    assert asked.ticket.asking is not None
    asking.press(desk, spot.ticket.no, asked.ticket.asking.ref, press("2"))
    other = intake.accept(desk, form(terminal, phone="19900005678"), "general").ticket.no
    handling.dispatch(desk, other, Dispatched(department="人社窗口", content="请办理"))
    desk.perform(other, ResultReceived(result="已办", who="齐望舒", how="phone"))
    desk.perform(other, FedBack(way="phone"))
    handling.close(desk, other, Closed(outcome="solved", unrated_reason="群众已离开"))
    return terminal


@pytest.fixture
def sql(worked: Terminal) -> Iterator[Sql]:
    """Raw SQL on a connection of its own, as somebody with the key would use it."""
    engine = open_writer(worked.home.store, worked.home.key())

    def run(statement: str) -> int:
        with engine.begin() as connection:
            return connection.execute(text(statement)).rowcount

    yield run
    engine.dispose()


def tally(terminal: Terminal) -> Tally:
    with snapshot(terminal.home.reader()) as connection:
        return verify(connection)


def test_an_untouched_store_has_no_fault(worked: Terminal) -> None:
    found = tally(worked)
    assert found.faults == ()
    assert found.tickets == 2


COLUMNS = {
    "origin": "'ZZZZZZZZZZZZZ'", "seq": "seq + 1000", "stream": "stream || 'x'", "n": "n + 1",
    "at": "'9' || at", "kind": "'Noted'",
    "line": "CAST(replace(CAST(line AS TEXT), '\"n\":', '\"n\" :') AS BLOB)",
    "hash": "zeroblob(32)", "personal": "CAST('0123456789abcdef{}' AS BLOB)",
}  # fmt: skip


def entries_of(terminal: Terminal) -> list[int]:
    with terminal.log.engine.connect() as connection:
        return list(connection.execute(text("SELECT seq FROM entry ORDER BY seq")).scalars())


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.fault(35)
def test_an_edit_of_any_column_of_any_entry_is_found(
    worked: Terminal, sql: Sql, column: str
) -> None:
    for seq in entries_of(worked):
        saved = f"CREATE TABLE saved AS SELECT * FROM entry WHERE seq = {seq}"
        sql(saved)
        assert sql(f"UPDATE entry SET {column} = {COLUMNS[column]} WHERE seq = {seq}") == 1
        assert tally(worked).faults, f"{column} of entry {seq}"
        sql(f"DELETE FROM entry WHERE seq IN ({seq}, {seq + 1000})")
        sql("INSERT INTO entry SELECT * FROM saved")
        sql("DROP TABLE saved")
    assert tally(worked).faults == ()


@pytest.mark.fault(35)
def test_a_deleted_entry_is_found_wherever_it_stood(worked: Terminal, sql: Sql) -> None:
    for seq in entries_of(worked):
        sql(f"CREATE TABLE saved AS SELECT * FROM entry WHERE seq = {seq}")
        sql(f"DELETE FROM entry WHERE seq = {seq}")
        assert tally(worked).faults, f"entry {seq}"
        sql("INSERT INTO entry SELECT * FROM saved")
        sql("DROP TABLE saved")


@pytest.mark.fault(35)
def test_two_entries_that_changed_places_are_found(worked: Terminal, sql: Sql) -> None:
    for first, second in pairwise(entries_of(worked)):
        for back in (False, True):
            sql(f"UPDATE entry SET seq = -1 WHERE seq = {first}")
            sql(f"UPDATE entry SET seq = {first} WHERE seq = {second}")
            sql(f"UPDATE entry SET seq = {second} WHERE seq = -1")
            swapped = tally(worked).faults
            assert bool(swapped) is not back, f"entries {first} and {second}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ticket SET state = 'closed' WHERE id = 1",
        "UPDATE ticket SET resolve_due = resolve_due + 86400 WHERE id = 2",
        "UPDATE ticket SET late = 1 - late WHERE id = 1",
        "UPDATE ticket SET state_json = CAST('{}' AS BLOB) WHERE id = 1",
        "DELETE FROM ticket WHERE id = 2",
        "DELETE FROM ticket_text WHERE rowid = 1",
        "UPDATE asking SET ended = 'declined'",
        "DELETE FROM asking",
        "UPDATE slip SET no = no + 1",
        "UPDATE desk_day SET state_json = CAST('{}' AS BLOB)",
        "UPDATE adoption SET digest = 'x'",
        "DELETE FROM adoption WHERE kind = 'regime'",
        "UPDATE content SET bytes = CAST('x' AS BLOB) WHERE kind = 'regime'",
        "DELETE FROM content WHERE kind = 'calendar'",
        "UPDATE seal SET signature = zeroblob(64) WHERE seq = (SELECT max(seq) FROM seal)",
        "DELETE FROM seal WHERE seq = (SELECT max(seq) FROM seal)",
        "UPDATE terminal SET public = zeroblob(32)",
        "INSERT INTO slip VALUES (99, 'nothing')",
        "INSERT INTO alert_day VALUES ('resolve', '', 20000, 1, 0)",
    ],
)
def test_an_edit_of_what_stands_beside_the_log_is_found(
    worked: Terminal, sql: Sql, statement: str
) -> None:
    assert sql(statement) != 0
    assert tally(worked).faults


def test_a_made_up_entry_without_the_key_is_found(worked: Terminal, sql: Sql) -> None:
    sql(
        "INSERT INTO entry SELECT origin, seq + 1, stream, n + 1, at, kind, line, hash, personal "
        "FROM entry WHERE seq = (SELECT max(seq) FROM entry)"
    )
    assert {"chain", "column"} <= {f.kind for f in tally(worked).faults}


def test_verify_reads_one_instant_beside_a_running_counter(worked: Terminal) -> None:
    desk = worked.desk
    with snapshot(worked.home.reader()) as connection:
        before = verify(connection)
        intake.accept(desk, form(worked, phone="19900009999"), "general")
        assert verify(connection) == before
    assert tally(worked).tickets == before.tickets + 1


def test_an_open_asking_is_ended_at_the_next_start(worked: Terminal) -> None:
    desk = worked.desk
    number = intake.answer(desk, form(worked, phone=""), "general", AnsweredOnSpot(result="已答复"))
    assert number.refused  # no telephone and not confirmed: nothing was written
    spot = intake.answer(
        desk, form(worked, phone="", no_phone=True), "general", AnsweredOnSpot(result="已答复")
    ).ticket.no
    desk.perform(spot, RatingAsked(source="pad"))
    asking.interrupt_all(desk)
    assert desk.log.ticket(spot).askings[-1].end == "interrupted"
    with desk.log.engine.connect() as connection:
        assert queries.still_asking(connection) == ()


@pytest.mark.fault(20)
def test_the_home_keeps_a_second_instance_out(worked: Terminal) -> None:
    from app.db.instance import Home, SecondInstance

    with pytest.raises(SecondInstance):
        Home(worked.home.path).hold()


def test_a_wrong_key_and_a_damaged_header_are_told_apart(worked: Terminal, tmp_path: Path) -> None:
    import shutil

    from app.db.engine import StoreUnfit
    from app.db.instance import Home
    from app.db.keys import WrongKey

    worked.log.close()
    copy = tmp_path / "copy"
    shutil.copytree(worked.home.path, copy)
    (copy / "key").write_text("00" * 32)
    with pytest.raises(WrongKey):
        Home(copy).open()
    shutil.copy(worked.home.path / "key", copy / "key")
    whole = bytearray((copy / "store.db").read_bytes())
    whole[100:200] = bytes(100)
    (copy / "store.db").write_bytes(whole)
    with pytest.raises(StoreUnfit) as unfit:
        Home(copy).open()
    assert unfit.value.code == "damaged"
    assert (copy / "store.db").read_bytes() == bytes(whole)

"""A store comes back whole, under a new name, and nothing that was there is lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.db import bundle, keys, migrate
from app.db.backup import back_up, examine
from app.db.backup_record import read_record
from app.db.bundle import Backup
from app.db.engine import open_writer, snapshot
from app.db.instance import CHECK, Home
from app.db.restore import Unrestorable, read_backup, rehearse, restore
from app.db.verify import verify
from app.desk import intake
from app.domain.acts.keeping import Restored
from app.domain.fold import desk_stream
from app.domain.ticket import Ticket
from app.main import Terminal, build
from app.settings.terminal import Settings, load_settings, save_settings
from tests.desk.conftest import sent_away
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, form, make_terminal, sit
from tests.upgrade.freeze import FOLDER as FROZEN

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def worked(tmp_path: Path, clock: FakeClock) -> Terminal:
    """A terminal with a matter on its way; the recovery code lies beside it."""
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    save_settings(made.home.path, Settings(hall=HALL))
    sent_away(made)
    (tmp_path / "code").write_text(keys.make_recovery(made.home.path, made.home.key()))
    return made


def backed_up(terminal: Terminal, stick: Path) -> Backup:
    return back_up(terminal.home, stick, HALL, terminal.desk.clock.now())


def refused(path: Path, home: Home, code: str = "") -> str:
    with pytest.raises(Unrestorable) as caught:
        restore(path, home, FakeClock("2026-03-12 08:30:00"), code)
    return caught.value.code


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith("-shm") and p.name != "lock"
        if not (p.name.endswith("-wal") and p.stat().st_size == 0)  # a reader leaves an empty one
    }


def spoil(home: Path, page: int = 6) -> bytes:
    """Damage a page of the store; returns what the file is now."""
    store = home / "store.db"
    raw = bytearray(store.read_bytes())
    raw[page * 4096 + 30 : page * 4096 + 90] = bytes(60)
    store.write_bytes(raw)
    return bytes(raw)


def test_a_damaged_store_comes_back_and_the_old_files_are_put_aside(
    worked: Terminal, stick: Path
) -> None:
    backup, number = backed_up(worked, stick), worked.log.facts
    assert number is not None
    tickets = numbers(worked.home)
    worked.stop()
    wreck = spoil(worked.home.path)
    back = restore(backup.path, worked.home, FakeClock("2026-03-12 08:30:00"))
    assert back.aside is not None
    assert (back.aside / "store.db").read_bytes() == wreck
    assert not back.took_over
    assert numbers(worked.home) == tickets
    assert examine(worked.home.store, worked.home.key()).tally.faults == ()
    assert bundle.backups(stick) == [backup]
    assert not list(worked.home.path.glob("restoring-*"))


def numbers(home: Home) -> list[str]:
    with snapshot(home.reader()) as connection:
        return list(connection.exec_driver_sql("SELECT no FROM ticket ORDER BY no").scalars())


def test_a_restored_terminal_never_uses_a_number_of_its_old_chain_again(
    worked: Terminal, stick: Path
) -> None:
    backup, old = backed_up(worked, stick), worked.log.origin
    intake.accept(worked.desk, form(worked), "general")  # after the backup: printed, told, gone
    lost = worked.log.head
    worked.stop()
    worked.home.store.unlink()
    clock = FakeClock("2026-03-12 08:30:00")
    restore(backup.path, worked.home, clock)
    worked.home.hold()
    again = build(worked.home, clock, Settings(hall=HALL))
    sit(again, "C1")
    assert again.log.origin != old
    (fact,) = again.log.facts(desk_stream(clock.now().date()))
    m = backup.manifest
    assert fact.act == Restored(origin=old, seq=m.seq, hash=m.hash, made=m.made)
    assert fact.act.evolve(Ticket(), fact.stamp) == Ticket()
    assert intake.accept(again.desk, form(again), "general").is_done
    with snapshot(again.home.reader()) as connection:
        rows = connection.exec_driver_sql("SELECT origin, max(seq) FROM entry GROUP BY origin")
        ends = {origin: seq for origin, seq in rows}  # noqa: C416 - rows are no pairs to mypy
        assert verify(connection).faults == ()
    assert ends[old] == m.seq < lost.seq
    assert ends[again.log.origin] == 1 + len(again.log.facts(numbers(again.home)[-1]))
    again.stop()


def test_the_recovery_code_alone_restores_on_a_new_machine(
    worked: Terminal, stick: Path, tmp_path: Path
) -> None:
    code = (tmp_path / "code").read_text()
    backup = backed_up(worked, stick)
    worked.stop()
    shutil.rmtree(worked.home.path)
    new = Home(tmp_path / "new")
    assert refused(backup.path, new) == "need_code"
    assert refused(backup.path, new, "0000-1111") == "wrong_code"
    assert [p for p in tmp_path.glob("new/*") if p.name != "lock"] == []
    back = restore(backup.path, new, FakeClock(), code.lower().replace("-", " "))
    assert back.took_over
    assert back.aside is None
    assert numbers(new)
    assert load_settings(new.path).hall == HALL
    assert (new.path / "key").stat().st_mode & 0o777 == 0o600
    (new.path / "key").unlink()
    new.recover(code)  # the code goes on opening it
    assert examine(new.store, new.key()).tally.faults == ()


def test_a_healthy_home_is_left_alone_and_a_lost_key_put_back(
    worked: Terminal, stick: Path, tmp_path: Path
) -> None:
    backup, home = backed_up(worked, stick), worked.home
    worked.stop()
    before = contents(home.path)
    assert refused(backup.path, home) == "healthy"
    assert contents(home.path) == before
    (home.path / "key").unlink()
    assert refused(backup.path, home, (tmp_path / "code").read_text()) == "key_back"
    assert contents(home.path) == before


def test_a_backup_of_another_terminal_goes_into_an_empty_home_only(
    worked: Terminal, stick: Path, tmp_path: Path, clock: FakeClock
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    other = make_terminal(tmp_path / "other", clock)
    other.stop()
    code = (tmp_path / "code").read_text()
    for wreck in (lambda: None, lambda: spoil(other.home.path), other.home.store.unlink):
        wreck()
        before = contents(other.home.path)
        assert refused(backup.path, other.home, code) == "other"
        assert contents(other.home.path) == before


def test_a_store_without_its_check_is_known_by_its_key(
    worked: Terminal, stick: Path, tmp_path: Path, clock: FakeClock
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    other = make_terminal(tmp_path / "other", clock)
    other.stop()
    (other.home.path / CHECK).unlink()
    assert refused(backup.path, other.home, (tmp_path / "code").read_text()) == "other"
    (worked.home.path / CHECK).unlink()
    spoil(worked.home.path)
    assert restore(backup.path, worked.home, clock).aside is not None


@pytest.mark.parametrize("where", ["store", "end", "cut"])
def test_a_damaged_backup_is_refused_and_the_home_left_as_it_was(
    worked: Terminal, stick: Path, where: str
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    spoil(worked.home.path)
    raw = bytearray(backup.path.read_bytes())
    if where == "cut":
        del raw[-30:]
    else:
        place = 8000 if where == "store" else len(raw) - 40
        raw[place : place + 8] = b"scratchd"
    backup.path.write_bytes(raw)
    before = contents(worked.home.path)
    assert refused(backup.path, worked.home) == ("broken" if where == "store" else "not_backup")
    assert contents(worked.home.path) == before


def test_a_backup_with_honest_hashes_and_other_contents_is_refused(
    worked: Terminal, stick: Path, tmp_path: Path
) -> None:
    backup = backed_up(worked, stick)
    sent_away(worked)
    later = backed_up(worked, stick)
    worked.stop()
    spoil(worked.home.path)
    claims = msgspec.structs.replace(
        later.manifest, seq=backup.manifest.seq, hash=backup.manifest.hash
    )
    forged = tmp_path / "forged.backup"
    shutil.copy(later.path, forged)
    with forged.open("r+b") as file:
        file.truncate(claims.size)
        bundle.close_bundle(file, claims, bundle.carried(later.path))
    assert refused(forged, worked.home) == "broken"


def test_a_backup_of_a_newer_program_waits_for_it(
    worked: Terminal, stick: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    spoil(worked.home.path)
    before = contents(worked.home.path)
    (tmp_path / "none").mkdir()
    shutil.copytree(migrate.FOLDER, tmp_path / "older")
    monkeypatch.setattr(migrate, "steps", lambda: ((0, ""),))
    assert refused(backup.path, worked.home) == "newer"
    assert contents(worked.home.path) == before


def test_a_backup_of_an_older_program_is_brought_up(
    stick: Path, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen stores, and today's under a program that is one step further."""
    folder = tmp_path / "home"
    shutil.copytree(FROZEN / "0001", folder)
    home = Home(folder)
    backup = back_up(home, stick, HALL, clock.now())
    tickets = numbers(home)
    spoil(folder)
    next_step = len(migrate.steps()) + 1
    shutil.copytree(migrate.FOLDER, tmp_path / "migrations")
    sql = "CREATE TABLE extra (a INTEGER) STRICT;"
    (tmp_path / "migrations" / f"{next_step:04d}.sql").write_text(sql)
    monkeypatch.setattr(migrate, "FOLDER", tmp_path / "migrations")
    restore(backup.path, home, clock)
    assert numbers(home) == tickets
    found = examine(home.store, home.key())
    assert (found.schema, found.tally.faults) == (next_step, ())


def test_an_older_store_is_brought_up_in_its_backup_and_a_newer_one_is_said(
    worked: Terminal, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.db.backup import BackupFailed

    worked.stop()
    next_step = len(migrate.steps()) + 1
    shutil.copytree(migrate.FOLDER, tmp_path / "migrations")
    (tmp_path / "migrations" / f"{next_step:04d}.sql").write_text("CREATE TABLE extra (a INTEGER);")
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "FOLDER", tmp_path / "migrations")
        backup = backed_up(worked, stick)
        assert (backup.manifest.schema, backup.manifest.faults) == (next_step, 0)
        assert read_backup(backup.path) == backup.manifest
    engine = open_writer(worked.home.store, worked.home.key())
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {next_step}")
    engine.dispose()
    with pytest.raises(BackupFailed) as caught:
        backed_up(worked, stick)
    assert caught.value.code == "newer"


def test_a_foreign_write_ahead_log_is_not_folded_into_the_new_store(
    worked: Terminal, stick: Path
) -> None:
    backup = backed_up(worked, stick)
    sent_away(worked)
    wal = worked.home.store.with_name("store.db-wal").read_bytes()
    worked.stop()
    spoil(worked.home.path)
    worked.home.store.with_name("store.db-wal").write_bytes(wal)
    back = restore(backup.path, worked.home, FakeClock())
    assert back.aside is not None
    assert (back.aside / "store.db-wal").read_bytes() == wal
    assert examine(worked.home.store, worked.home.key()).tally.faults == ()
    assert len(numbers(worked.home)) == 1


def test_faults_from_before_the_backup_come_back_as_they_were(
    worked: Terminal, stick: Path
) -> None:
    with worked.log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ticket SET state = 'closed'")
    backup = backed_up(worked, stick)
    worked.stop()
    spoil(worked.home.path)
    back = restore(backup.path, worked.home, FakeClock())
    assert back.manifest.faults == 1
    kinds = [f.kind for f in examine(worked.home.store, worked.home.key()).tally.faults]
    assert kinds == ["projection"]


def test_settings_that_still_read_stay_and_spoilt_ones_come_from_the_backup(
    worked: Terminal, stick: Path
) -> None:
    backup, path = backed_up(worked, stick), worked.home.path / "settings.toml"
    worked.stop()
    newer = Settings(hall=HALL, lock_minutes=9)
    save_settings(worked.home.path, newer)
    spoil(worked.home.path)
    restore(backup.path, worked.home, FakeClock())
    assert load_settings(worked.home.path) == newer
    path.write_text("[hall\n")
    spoil(worked.home.path)
    back = restore(backup.path, worked.home, FakeClock("2026-03-12 09:00:00"))
    assert load_settings(worked.home.path) == Settings(hall=HALL)
    assert back.aside is not None
    assert (back.aside / "settings.toml").read_text() == "[hall\n"


def test_a_rehearsal_beside_the_running_counter_changes_nothing_but_its_record(
    worked: Terminal, stick: Path
) -> None:
    backup = backed_up(worked, stick)
    head, before = worked.log.head, contents(worked.home.path)
    done = rehearse(backup.path, worked.home, worked.desk.clock)
    assert (done.code, done.entries) == ("", backup.manifest.entries)
    assert read_record(worked.home.path).rehearsed == done
    after = contents(worked.home.path)
    assert after.pop("backup.json") != before.pop("backup.json")
    assert after == before
    backup.path.write_bytes(b"spoilt")
    with pytest.raises(Unrestorable):
        rehearse(backup.path, worked.home, worked.desk.clock)
    record = read_record(worked.home.path)
    assert record.rehearsed is not None
    assert record.rehearsed.code == "not_backup"
    assert worked.log.head == head
    worked.stop()


KILLED = """
import os, signal, sys
from pathlib import Path
from app.db import restore as r
from app.db.instance import Home
from app.domain.clock import SystemClock
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] in ("unpack", "check"):
    told = lambda stage, *_: stage == sys.argv[3] and die()
else:
    told, module, name = (lambda *_: None), *sys.argv[3].split()
    setattr({"r": r, "keys": r.keys, "Path": Path}[module], name, die)
r.restore(Path(sys.argv[1]), Home(Path(sys.argv[2])), SystemClock(), told=told)
"""


@pytest.mark.parametrize(
    "moment", ["unpack", "check", "r _go_on", "r _set_in", "keys write_private", "Path replace"]
)
def test_a_kill_at_any_moment_leaves_a_store_and_a_second_try_succeeds(
    worked: Terminal, stick: Path, moment: str
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    wreck = spoil(worked.home.path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, backup.path, worked.home.path, moment],
        cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert killed.returncode == -9
    assert worked.home.store.read_bytes() == wreck, "the home never looks new"
    for left in worked.home.path.glob("restoring-*"):
        os.utime(left, (1, 1))
    back = restore(backup.path, worked.home, FakeClock("2030-01-01 09:00:00"))
    assert back.aside is not None
    assert examine(worked.home.store, worked.home.key()).tally.faults == ()
    assert not list(worked.home.path.glob("restoring-*"))


def test_what_is_no_file_or_cannot_be_written_is_said(
    worked: Terminal, stick: Path, tmp_path: Path
) -> None:
    backup = backed_up(worked, stick)
    worked.stop()
    assert refused(stick / "absent.backup", worked.home) == "absent"
    assert refused(stick, worked.home) == "absent"
    (tmp_path / "file").write_text("x")
    code = (tmp_path / "code").read_text()
    assert refused(backup.path, Home(tmp_path / "file" / "home"), code) == "folder"

"""A backup is whole or not there, and an older one is never touched by a newer that failed."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import app
from app.db import bundle
from app.db.backup import DAYS, STALE_SECONDS, BackupFailed, back_up, examine, spared
from app.db.backup_record import BackupRecord, read_record
from app.db.bundle import Altered, Backup, Manifest, NotBackup
from app.db.instance import Home
from app.desk import intake
from app.main import Terminal
from tests.desk.conftest import sent_away
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, form, make_terminal

ROOT = Path(__file__).parent.parent.parent
Told = Callable[[str, int, int], object]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def made(terminal: Terminal, stick: Path, told: Told = lambda *_: None) -> Backup:
    return back_up(terminal.home, stick, HALL, terminal.desk.clock.now(), told)


def failed(terminal: Terminal, stick: Path, told: Told = lambda *_: None) -> str:
    with pytest.raises(BackupFailed) as caught:
        made(terminal, stick, told)
    return caught.value.code


def unpacked(backup: Backup, folder: Path) -> Path:
    store = folder / f"{backup.path.stem}.db"
    bundle.unpack_store(backup.path, backup.manifest, store, lambda *_: None)
    return store


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_backup_says_what_it_holds_and_holds_it(
    terminal: Terminal, stick: Path, tmp_path: Path
) -> None:
    sent_away(terminal)
    backup, head = made(terminal, stick), terminal.log.head
    m = backup.manifest
    assert (m.origin, m.seq, m.hash) == (terminal.log.origin, head.seq, head.hash.hex())
    assert (m.tickets, m.faults, m.program, m.hall) == (1, 0, app.__version__, "QH")
    assert names(stick) == ["QH2-260311-090000.backup"]
    found = examine(unpacked(backup, tmp_path), terminal.home.key())
    assert (found.tally.faults, found.seq, found.tally.tickets) == ((), head.seq, 1)
    assert bundle.backups(stick) == [backup]
    record = read_record(terminal.home.path)
    assert record.missed is None
    assert record.made is not None
    assert (record.made.seq, record.made.path) == (head.seq, str(backup.path))


def test_nothing_of_a_citizen_stands_outside_the_encryption(
    terminal: Terminal, stick: Path
) -> None:
    sent_away(terminal)
    raw = made(terminal, stick).path.read_bytes()
    for canary in ("林小满", "19900001234", "周晓岚", "个体工商户", "沈知行"):
        assert canary.encode() not in raw
    assert terminal.home.key() not in raw
    assert terminal.home.key().hex().encode() not in raw


def test_a_commit_between_two_steps_neither_tears_the_copy_nor_starts_it_over(
    terminal: Terminal, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.engine.STEP_PAGES", 8)
    before, steps = terminal.log.head, []

    def told(stage: str, done: int, _whole: int) -> None:
        if stage == "copy":
            steps.append(done)
            assert len(steps) < 500, "it starts over for ever"
            if len(steps) % 3 == 1:
                assert intake.accept(terminal.desk, form(terminal), "general").is_done

    backup = made(terminal, stick, told)
    assert terminal.log.head.seq > before.seq
    assert (backup.manifest.seq, backup.manifest.faults) == (before.seq, 0)
    assert steps == sorted(steps), "it went on from where it was"
    assert examine(unpacked(backup, tmp_path), terminal.home.key()).tally.faults == ()


def test_two_backups_of_one_second_are_two_files(terminal: Terminal, stick: Path) -> None:
    first, second = made(terminal, stick), made(terminal, stick)
    assert first.path != second.path
    assert set(bundle.backups(stick)) == {first, second}


def cut(terminal: Terminal, stick: Path, stage: str, act: Callable[[], object]) -> str:
    """The code of a backup during which something happens to the medium."""
    once = [True]

    def told(at: str, _done: int, _whole: int) -> None:
        if at == stage and once:
            once.clear()
            act()

    return failed(terminal, stick, told)


@pytest.mark.parametrize("stage", ["copy", "check"])
def test_a_stick_pulled_out_is_said_and_the_good_backup_is_whole(
    terminal: Terminal, stick: Path, stage: str
) -> None:
    good = made(terminal, stick)
    away = stick.with_name("pocket")
    assert cut(terminal, stick, stage, lambda: stick.rename(away)) == "lost"
    away.rename(stick)
    assert bundle.backups(stick) == [good]
    record = read_record(terminal.home.path)
    assert record.missed is not None
    assert record.missed.code == "lost"
    assert record.made is not None
    assert record.made.path == str(good.path)
    assert made(terminal, stick).is_sound
    assert read_record(terminal.home.path).missed is None


def test_a_stick_that_is_not_there_or_is_the_home_is_said(terminal: Terminal, stick: Path) -> None:
    assert failed(terminal, stick / "absent") == "absent"
    (terminal.home.path / "inside").mkdir()
    assert failed(terminal, terminal.home.path / "inside") == "home"
    assert failed(terminal, terminal.home.path) == "home"


def test_a_medium_that_gives_back_other_bytes_is_not_trusted(
    terminal: Terminal, stick: Path
) -> None:
    def spoil() -> None:
        (part,) = stick.glob("*.part")
        with part.open("r+b") as file:
            file.seek(3 * 4096 + 100)
            file.write(b"other bytes")

    assert cut(terminal, stick, "check", spoil) == "unread"
    assert names(stick) == []


def run(script: str, *arguments: object, prefix: tuple[str, ...] = ()) -> str:
    """What a script of its own process prints."""
    done = subprocess.run(
        [*prefix, sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


BACK_UP = """
import sys
from pathlib import Path
from app.db.backup import BackupFailed, back_up
from app.db.instance import Home
from app.domain.clock import SystemClock
from app.settings.terminal import HallSettings
def attempt():
    try:
        return back_up(Home(Path(sys.argv[1])), Path(sys.argv[2]), HallSettings(),
                       SystemClock().now(), told).path.name
    except BackupFailed as error:
        return error.code
told = lambda *_: None
"""


def test_a_file_that_may_not_grow_is_a_full_disk(terminal: Terminal, stick: Path) -> None:
    good = made(terminal, stick)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))"
    assert resource.RLIMIT_FSIZE is not None
    told = run(f"{BACK_UP}\n{limit}\nprint(attempt())", terminal.home.path, stick)
    assert told == "full"
    assert bundle.backups(stick) == [good]
    assert names(stick) == [good.path.name]


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-rm", "true"], check=False).returncode != 0,
    reason="a small disk of one's own needs user namespaces",
)
def test_a_full_disk_is_said_and_leaves_nothing_half(terminal: Terminal, stick: Path) -> None:
    script = f"""
import os, subprocess
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", sys.argv[2]], check=True)
{BACK_UP}
print(attempt(), os.listdir(sys.argv[2]))
"""
    told = run(f"import sys{script}", terminal.home.path, stick, prefix=("unshare", "-rm"))
    assert told == "full []"


@pytest.mark.parametrize("stage", ["copy", "check"])
def test_a_kill_leaves_the_good_backup_and_a_part_that_goes_by_itself(
    terminal: Terminal, stick: Path, stage: str
) -> None:
    good = made(terminal, stick)
    script = f"""{BACK_UP}
import os, signal
def told(stage, *_):
    if stage == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)
attempt()
"""
    killed = subprocess.run(
        [sys.executable, "-c", script, terminal.home.path, stick], cwd=ROOT, check=False, timeout=60
    )
    assert killed.returncode == -9
    (part,) = stick.glob("*.part")
    assert bundle.backups(stick) == [good]
    assert made(terminal, stick).is_sound
    assert part.exists(), "somebody may still be writing to it"
    old = part.stat().st_mtime - STALE_SECONDS - 1
    os.utime(part, (old, old))
    made(terminal, stick)
    assert not part.exists()


def test_faults_of_the_log_are_counted_not_hidden_and_not_thrown_away(
    terminal: Terminal, stick: Path
) -> None:
    sent_away(terminal)
    sound = made(terminal, stick)
    with terminal.log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ticket SET state = 'closed'")
    faulty = made(terminal, stick)
    assert (faulty.manifest.faults, faulty.is_sound) == (1, False)
    assert bundle.backups(stick) == [faulty, sound] or set(bundle.backups(stick)) == {faulty, sound}
    record = read_record(terminal.home.path)
    assert record.made is not None
    assert record.made.faults == 1


def test_the_key_is_asked_of_the_home(terminal: Terminal, stick: Path) -> None:
    terminal.log.close()
    (terminal.home.path / "key").write_text("00" * 32)
    assert failed(terminal, stick) == "key"
    assert names(stick) == []


def test_a_damaged_store_makes_no_backup(tmp_path: Path, clock: FakeClock, stick: Path) -> None:
    whole = make_terminal(tmp_path / "other", clock)
    good = back_up(whole.home, stick, HALL, clock.now())
    whole.stop()
    store = tmp_path / "other" / "store.db"
    raw = bytearray(store.read_bytes())
    raw[5 * 4096 + 30 : 5 * 4096 + 90] = bytes(60)
    store.write_bytes(raw)
    with pytest.raises(BackupFailed) as caught:
        back_up(Home(tmp_path / "other"), stick, HALL, clock.now())
    assert caught.value.code == "store"
    assert bundle.backups(stick) == [good]


def of(made_at: int, path: str, faults: int = 0) -> Backup:
    manifest = Manifest(
        check="c", origin="o", seq=1, hash="", entries=1, tickets=0, faults=faults, schema=1,
        program="0", made=made_at, size=0, sha256="",
    )  # fmt: skip
    return Backup(Path(path), manifest)


def test_days_and_months_stay_and_the_last_sound_one_always() -> None:
    day, start = 86400, 1_773_200_000
    hourly = [of(start - n * 3600, f"h{n}") for n in range(24 * 60)]
    kept = spared(hourly)
    assert {"h0", "h1", "h2"} <= {p.name for p in kept}
    assert DAYS <= len(kept) <= DAYS + 3 + 3
    months = [of(start - n * 30 * day, f"m{n}") for n in range(40)]
    assert 12 <= len(spared(months)) <= 12 + DAYS
    one_good = [
        *(of(start - n, f"bad{n}", faults=1) for n in range(9)),
        of(start - 9 * day, "good"),
    ]
    assert Path("good") in spared(one_good)
    assert len(spared(one_good)) == 4
    assert spared([]) == set()


def test_thinning_out_leaves_other_terminals_and_other_files_alone(
    terminal: Terminal, stick: Path, tmp_path: Path, clock: FakeClock
) -> None:
    other = make_terminal(tmp_path / "other", clock)
    foreign = [made(other, stick).path.name for _ in range(5)]
    other.stop()
    (stick / "holiday.backup").write_bytes(b"PK\x05\x06 not ours")
    for _ in range(5):
        made(terminal, stick)
    ours = bundle.backups(stick, made(terminal, stick).manifest.check)
    assert 3 <= len(ours) <= 5
    assert {"holiday.backup"} < set(names(stick))
    assert len(bundle.backups(stick)) - len(ours) >= 3
    assert set(foreign) & set(names(stick))


@pytest.mark.parametrize("raw", [b"", b"x" * 100, b"PK\x05\x06" + bytes(18), b"PK\x05\x06" * 40])
def test_a_file_that_is_no_backup_is_named(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.backup").write_bytes(raw)
    with pytest.raises(NotBackup):
        bundle.read_bundle(tmp_path / "a.backup")
    assert bundle.backups(tmp_path) == []


def test_one_other_byte_of_the_store_is_found_before_it_is_opened(
    terminal: Terminal, stick: Path, tmp_path: Path
) -> None:
    backup = made(terminal, stick)
    with backup.path.open("r+b") as file:
        file.seek(backup.manifest.size - 1)
        (last,) = file.read(1)
        file.seek(backup.manifest.size - 1)
        file.write(bytes([last ^ 1]))
    with pytest.raises(Altered):
        unpacked(backup, tmp_path)


def test_an_unreadable_memory_is_an_empty_one(tmp_path: Path) -> None:
    assert read_record(tmp_path) == BackupRecord()
    (tmp_path / "backup.json").write_bytes(b"{")
    assert read_record(tmp_path) == BackupRecord()


def test_the_version_is_that_of_the_project() -> None:
    import tomllib

    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert told["project"]["version"] == app.__version__

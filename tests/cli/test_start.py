"""What may stop the start: a wrong key, a damaged store, a newer one, a second instance. Each is
one Chinese sentence that says what to do, and nothing is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.db.engine import open_writer
from app.db.instance import Home
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = make_terminal(tmp_path / "home", FakeClock())
    made.stop()
    return tmp_path / "home"


def start(home: Path, *command: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of a command on a home."""
    run = subprocess.run(
        [sys.executable, "-m", "app", *command, "--home", str(home)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return (
        run.returncode,
        run.stdout,
        run.stderr.replace("This plugin does not support propagateSizeHints()\n", ""),
    )


def contents(home: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in home.iterdir() if p.is_file() and p.name != "lock"}


def spoil(home: Path, at: int) -> None:
    path = home / "store.db"
    data = bytearray(path.read_bytes())
    data[at : at + 64] = bytes(b ^ 0x5A for b in data[at : at + 64])
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("command", [(), ("drill", "--acts", "1")], ids=["counter", "drill"])
@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [("key", "密钥不对"), ("first_page", "数据文件已损坏"), ("newer", "请安装新版程序")],
)
def test_a_store_that_cannot_be_used_is_named_and_left_alone(
    home: Path, trouble: str, sentence: str, command: tuple[str, ...]
) -> None:
    if trouble == "key":
        (home / "key").write_text("00" * 32, "ascii")
    elif trouble == "first_page":
        spoil(home, 200)
    else:
        engine = open_writer(home / "store.db", Home(home).key())
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 99")
        engine.dispose()
    before = contents(home)
    code, out, said = start(home, *command)
    assert (code, out) == (1, "")
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert contents(home) == before


def test_a_second_instance_is_sent_to_the_first(home: Path) -> None:
    first = Home(home)
    first.hold()
    code, _, said = start(home)
    first.release()
    assert (code, said.strip()) == (1, "程序已经在运行，请切换到已打开的窗口")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, _, said = start(tmp_path / "file" / "home")
    assert code == 1
    assert "文件夹不能读写" in said


def test_the_recovery_code_opens_the_store_without_the_key(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.hold()
    code = home.create()
    key = home.key()
    (home.path / "key").unlink()
    home.recover(code.lower().replace("-", " "))
    assert home.key() == key
    home.release()


def test_a_killed_drill_leaves_every_acknowledged_entry(tmp_path: Path) -> None:
    home = tmp_path / "home"
    acked: dict[str, str] = {}
    for stop_after in (40, 15, 60):
        command = [sys.executable, "-m", "app", "drill", "--home", str(home), "--acts", "100000"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            for _ in range(stop_after):
                _, seq, digest, _ = run.stdout.readline().split()
                acked[seq] = digest
            run.kill()
            for line in run.stdout.read().splitlines():
                if len(parts := line.split()) == 4:  # the last line may be cut
                    acked[parts[1]] = parts[2]
    code, out, _ = start(home, "verify")
    assert (code, out.splitlines()[-1].split()[-1]) == (0, "faults=0")
    engine = open_writer(home / "store.db", Home(home).key())
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT seq, hex(hash) FROM entry")
        hashes = {str(seq): digest[:16].lower() for seq, digest in found}
    engine.dispose()
    assert len(acked) >= 115
    assert {seq: hashes.get(seq) for seq in acked} == acked

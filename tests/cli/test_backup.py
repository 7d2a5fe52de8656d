"""Backup and restore as a site runs them: real processes on real folders."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_start import ROOT, contents, spoil, start
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with three matters, and its recovery code in a file."""
    code, _, said = start(tmp_path / "home", "drill", "--acts", "30")
    assert code == 0, said
    return tmp_path / "home"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def backup(home: Path, stick: Path) -> Path:
    code, out, said = start(home, "backup", "--to", str(stick))
    assert code == 0, said
    return Path(json.loads(out)["file"])


def restore(home: Path, file: Path, typed: str = "", *more: str) -> tuple[int, str, str]:
    run = subprocess.run(
        [sys.executable, "-m", "app", "restore", "--from", str(file), "--home", str(home), *more],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, input=typed,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return run.returncode, run.stdout, run.stderr


def tally(home: Path) -> str:
    code, out, _ = start(home, "verify")
    assert code == 0
    return out.splitlines()[-1]


def test_a_store_goes_to_a_stick_and_comes_back_on_a_new_machine_by_the_code(
    home: Path, stick: Path, tmp_path: Path
) -> None:
    before = tally(home)
    file = backup(home, stick)
    typed = (home / "恢复码.txt").read_text("utf-8")
    shutil.rmtree(home)
    new = tmp_path / "new"
    code, out, said = restore(new, file)
    assert (code, out) == (1, "")
    assert "恢复码" in said
    code, out, said = restore(new, file, typed)
    assert code == 0, said
    assert json.loads(out)["backup"]["seq"] > 0
    assert "凭纸质单据补录" in said
    assert "旧机器请不要再开" in said
    entries = int(before.split()[0].removeprefix("entries="))
    assert tally(new).startswith(f"entries={entries + 1} ")
    assert start(new, "drill", "--acts", "10")[0] == 0, "the desk goes on"
    assert tally(new).endswith("faults=0")


def test_a_damaged_store_is_restored_and_kept_aside(home: Path, stick: Path) -> None:
    file = backup(home, stick)
    spoil(home, 200)
    code, _, said = start(home)
    assert "数据文件已损坏" in said
    code, out, said = restore(home, file)
    assert code == 0, said
    aside = Path(json.loads(out)["aside"])
    assert (aside / "store.db").exists()
    assert str(aside) in said
    assert tally(home).endswith("faults=0")


def test_a_backup_is_made_and_rehearsed_beside_a_running_counter(home: Path, stick: Path) -> None:
    command = [sys.executable, "-m", "app", "drill", "--home", str(home), "--acts", "100000"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        run.stdout.readline()
        first = int(run.stdout.readline().split()[1])
        files = [backup(home, stick) for _ in range(3)]
        code, _, said = restore(home, files[-1])
        assert (code, said.strip()) == (1, "程序已经在运行，请切换到已打开的窗口")
        code, out, said = restore(home, files[-1], "", "--rehearse")
        assert (code, json.loads(out)["code"]) == (0, ""), said
        run.kill()
    assert len(set(files)) == 3
    last = json.loads((home / "backup.json").read_text("utf-8"))
    assert last["made"]["seq"] > first
    assert last["rehearsed"]["path"] == str(files[-1])


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("absent", "没有这个文件"), ("no_backup", "不是完整的备份"), ("broken", "这份备份已损坏"),
        ("healthy", "本机数据完好"), ("other", "这是另一台终端的备份"),
    ],
)  # fmt: skip
def test_what_cannot_be_restored_is_one_sentence_and_touches_nothing(
    home: Path, stick: Path, tmp_path: Path, trouble: str, sentence: str
) -> None:
    file, target = backup(home, stick), home
    if trouble == "other":
        make_terminal(tmp_path / "other", FakeClock()).stop()
        target = tmp_path / "other"
    if trouble != "healthy":
        spoil(target, 200)
    if trouble == "absent":
        file.unlink()
    elif trouble == "no_backup":
        os.truncate(file, 5000)
    elif trouble == "broken":
        with file.open("r+b") as raw:
            raw.seek(5000)
            raw.write(b"scratch")
    before = contents(target)
    code, out, said = restore(target, file)
    assert (code, out, len(said.strip().splitlines())) == (1, "", 1)
    assert sentence in said
    left = {n: b for n, b in contents(target).items() if not n.endswith(("-wal", "-shm"))}
    assert left == {n: b for n, b in before.items() if not n.endswith(("-wal", "-shm"))}


def test_an_older_backup_says_that_there_is_a_newer_one(home: Path, stick: Path) -> None:
    first = backup(home, stick)
    record = home / "backup.json"
    told = json.loads(record.read_text("utf-8"))
    told["made"]["at"] += 3600
    record.write_text(json.dumps(told))
    spoil(home, 200)
    code, _, said = restore(home, first)
    assert code == 0
    assert "这不是最近的一份" in said


@pytest.mark.parametrize(
    ("place", "sentence"), [("gone/deeper", "备份位置不在"), ("home/in", "就在数据文件夹里")]
)
def test_a_place_that_cannot_be_is_named(
    home: Path, tmp_path: Path, place: str, sentence: str
) -> None:
    code, out, said = start(home, "backup", "--to", str(tmp_path / place))
    assert (code, out) == (1, "")
    assert sentence in said


def test_misuse_is_misuse(tmp_path: Path) -> None:
    for command in (("backup",), ("restore",)):
        assert start(tmp_path / "home", *command)[0] == 2


def test_no_store_no_backup(tmp_path: Path, stick: Path) -> None:
    code, _, said = start(tmp_path / "nothing", "backup", "--to", str(stick))
    assert code == 1
    assert "密钥不对" in said or "读不出来" in said
    assert list(stick.iterdir()) == []

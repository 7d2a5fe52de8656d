"""`bandecheng regime`: check, preview, adopt, on a home as a site engineer has it."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.cli import main
from app.desk import intake
from app.domain.clock import SystemClock
from app.settings.terminal import save_settings
from tests.db.test_adoptions import NEXT, SHORTER
from tests.fakes.terminal import form, make_terminal, sit

TODAY = SystemClock().now().date()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A founded home with a ticket, nobody at it."""
    terminal = make_terminal(tmp_path / "home", SystemClock())
    save_settings(tmp_path / "home", terminal.settings)
    sit(terminal, "C1")
    assert intake.accept(terminal.desk, form(terminal), "general").is_done
    terminal.stop()
    return tmp_path / "home"


def written(tmp_path: Path, raw: bytes, name: str = "own.toml") -> str:
    path = tmp_path / name
    path.write_bytes(raw)
    return str(path)


def typed(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))


def test_a_good_file_is_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regime", "check", written(tmp_path, SHORTER)]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["regime"] == "national"
    assert "没有要改的地方" in told.err
    assert main(["regime", "check", written(tmp_path, NEXT)]) == 0
    assert json.loads(capsys.readouterr().out)["make_up"] == ["2027-02-14"]


def test_a_bad_file_is_told_fault_by_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = SHORTER.replace(b"hard = true", b'hard = "yes"', 2)
    assert main(["regime", "check", written(tmp_path, bad)]) == 1
    assert capsys.readouterr().err.count("own.toml 第") == 2
    assert main(["regime", "check", str(tmp_path / "none.toml")]) == 1
    assert "读不了文件" in capsys.readouterr().err
    assert main(["regime", "preview", written(tmp_path, SHORTER), "--home", str(tmp_path)]) == 1
    assert "还没有建好的库" in capsys.readouterr().err


def test_it_is_tried_then_adopted_by_the_leader_from_a_day_on(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, at = written(tmp_path, SHORTER), ["--home", str(home)]
    assert main(["regime", "preview", file, *at]) == 0
    told = capsys.readouterr()
    assert "有 1 件的期限会不同" in told.err
    assert json.loads(told.out)["matter"] == "个体工商户变更登记"
    adopt = ["regime", "adopt", file, *at, "--leader", "L1", "--start"]
    typed(monkeypatch, "not-it")
    assert main([*adopt, TODAY.isoformat()]) == 1
    assert "口令不对" in capsys.readouterr().err
    typed(monkeypatch, "leader-secret")
    assert main([*adopt, (TODAY - timedelta(1)).isoformat()]) == 1
    assert "启用日期已过" in capsys.readouterr().err
    typed(monkeypatch, "leader-secret")
    assert main([*adopt, TODAY.isoformat()]) == 0
    assert json.loads(capsys.readouterr().out)["start"] == TODAY.isoformat()
    typed(monkeypatch, "leader-secret")
    assert main([*adopt, TODAY.isoformat()]) == 1
    assert "一字不差" in capsys.readouterr().err
    assert main(["regime", "adopt", file, *at, "--leader", "C1", "--start", "x"]) == 1
    assert "没有叫“C1”的带班领导" in capsys.readouterr().err
    assert main(["verify", *at]) == 0


def test_next_years_calendar_by_command(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, at = written(tmp_path, NEXT), ["--home", str(home)]
    assert main(["regime", "preview", file, *at]) == 0
    assert "2027 年有 248 个工作日" in capsys.readouterr().err
    typed(monkeypatch, "leader-secret")
    assert main(["regime", "adopt", file, *at, "--leader", "L1"]) == 0
    assert main(["verify", *at]) == 0

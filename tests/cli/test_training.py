"""The training counter: a home of its own that touches nothing of the real one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from app.cli import training
from app.db import jobs, queries
from app.db.engine import snapshot
from app.db.instance import Home, SecondInstance
from app.db.verify import verify
from app.desk import desk_papers, intake, papers, rehearsal
from app.devices.unfit import UnfitPad
from app.domain.acts.intake import Registered
from app.domain.papers import AnyPaper, TrialPage
from app.main import Terminal, build
from app.printing.slips import compose
from app.settings import shipped
from app.settings.tables import Faulty
from app.settings.terminal import (
    PadSettings,
    PrinterSettings,
    Settings,
    load_settings,
    save_settings,
)
from app.settings.words import Words
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, form, make_terminal, person, sit
from tests.printing import samples

ROOT = Path(__file__).parent.parent.parent
PAD = PadSettings(port="/dev/ttyUSB9", profile="bus68-4key")


@pytest.fixture
def real(tmp_path: Path, clock: FakeClock) -> Path:
    """A real home of a hall, closed."""
    made = make_terminal(tmp_path / "home", clock)
    made.stop()
    papers_of = PrinterSettings(transport="capture", folder=str(tmp_path / "real-papers"))
    save_settings(tmp_path / "home", Settings(hall=HALL, pad=PAD, printer=papers_of))
    return tmp_path / "home"


def contents(folder: Path) -> dict[str, bytes]:
    """The real home's own files."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and training.FOLDER not in p.relative_to(folder).parts[:1]
    }


@pytest.fixture
def trained(real: Path, clock: FakeClock) -> Iterator[Terminal]:
    made = training.open_training(real, clock)
    sit(made, "C1")
    yield made
    made.stop()


@pytest.mark.parametrize("regime", shipped.REGIMES)
@pytest.mark.parametrize("now", ["2026-03-11 10:00", "2026-10-08 00:10", "2031-01-02 09:00"])
def test_a_clerk_finds_a_ticket_at_each_stage(tmp_path: Path, regime: str, now: str) -> None:
    """Whatever the profile, the day and the calendar."""
    made = training.open_training(tmp_path, FakeClock(now), shipped.regime_files()[regime])
    with made.log.reading() as connection:
        rows = queries.board(connection)
        waiting = queries.to_rate(connection)
        printed = jobs.standing(connection, made.desk.today)
    assert [r.state for r in waiting] in (["called_back"], ["fed_back"])
    states = {r.state for r in rows}
    assert {"handling", "result_received", "accepted"} <= states
    assert len(rows) == 5
    assert any(r.next_due and r.next_due < made.desk.now for r in rows) or now[:4] == "2031"
    assert all(r.no.startswith("LIAN1-") for r in rows)
    assert not any(printed), "nothing is to come out of the printer"
    with snapshot(made.home.reader()) as connection:
        assert verify(connection).faults == ()
    made.stop()


def test_nothing_of_the_real_home_is_touched(real: Path, clock: FakeClock) -> None:
    before = contents(real)
    made = training.open_training(real, clock)
    sit(made, "C1")
    assert intake.accept(made.desk, practice(made), "general").is_done
    made.stop()
    assert contents(real) == before
    home = Home(real)
    home.hold()
    opened = build(home, clock)
    assert opened.desk.hall == HALL
    opened.stop()


def practice(made: Terminal) -> Registered:
    return form(made, hall=made.desk.hall.code, window=str(made.desk.hall.window))


def test_its_key_its_numbers_and_its_papers_are_its_own(real: Path, trained: Terminal) -> None:
    assert trained.home.key() != Home(real).key()
    assert trained.settings.printer.folder == ""
    assert trained.desk.hall.name == HALL.name
    ticket = intake.accept(trained.desk, practice(trained), "general").ticket
    assert ticket.no.startswith("LIAN2-260311-")
    assert trained.recovery_code() == ""


def test_every_paper_says_that_it_is_training(trained: Terminal) -> None:
    desk = trained.desk
    with desk.log.reading() as connection:
        number = queries.to_rate(connection)[0].no
    heads = (papers.head(desk, desk.log.ticket(number)), desk_papers.head(desk))
    assert all(head["training"] for head in heads)
    made = [make(training=True) for make in samples.EVERY]
    assert {TrialPage, *map(type, made)} == set(get_args(AnyPaper))
    for paper in made:
        assert "【演练】不作凭证" in str(compose(paper)[0])


def test_it_is_kept_for_the_day_and_made_anew_on_the_next(real: Path, clock: FakeClock) -> None:
    made = training.open_training(real, clock)
    sit(made, "C1")
    number = intake.accept(made.desk, practice(made), "general").ticket.no
    made.stop()
    again = training.open_training(real, clock)
    assert again.log.ticket(number).state == "accepted"
    again.stop()
    clock.move(days=1)
    anew = training.open_training(real, clock)
    assert anew.log.ticket(number).state == ""
    assert person(anew, "C2").name == "何予安"
    anew.stop()


def test_a_home_that_was_not_finished_is_made_anew(real: Path, clock: FakeClock) -> None:
    """Killed while it was being made: no mark, so nothing in it is trusted."""
    made = training.open_training(real, clock)
    made.stop()
    (real / training.FOLDER / training.MADE_ON).unlink()
    (real / training.FOLDER / "store.db").write_bytes(b"torn")
    again = training.open_training(real, clock)
    again.stop()


def test_two_trainings_at_once_are_one_too_many(real: Path, clock: FakeClock) -> None:
    made = training.open_training(real, clock)
    with pytest.raises(SecondInstance):
        training.open_training(real, clock)
    made.stop()


@pytest.mark.parametrize(
    "pad",
    [
        PadSettings(port="simulator", profile="pj06"),
        PadSettings(port="/home/x/training/simulator", profile="pj06"),
    ],
)
def test_a_real_home_refuses_the_simulator(real: Path, clock: FakeClock, pad: PadSettings) -> None:
    save_settings(real, Settings(hall=HALL, pad=pad))
    home = Home(real)
    home.hold()
    with pytest.raises(Faulty) as told:
        build(home, clock)
    assert "正式窗口不能接评价器模拟" in Words().fault(told.value.name, told.value.faults[0])
    home.release()


@pytest.mark.parametrize("model", ["five-key", "training/five-key"])
def test_the_shelf_of_a_real_home_has_no_model_of_training(
    real: Path, clock: FakeClock, model: str
) -> None:
    """The pad is chosen, and stands there unable to serve; the counter works."""
    save_settings(real, Settings(hall=HALL, pad=PadSettings("/dev/ttyUSB0", model)))
    home = Home(real)
    home.hold()
    made = build(home, clock)
    assert isinstance(made.pad, UnfitPad)
    assert made.pad.code == "profile_missing"
    made.stop()


def test_who_has_a_pad_practises_on_the_same_model(real: Path) -> None:
    told = training.training_settings(Settings(hall=HALL, pad=PAD)).pad
    assert told == PadSettings("simulator", "bus68-4key")
    assert training.training_settings(Settings(hall=HALL)).pad.profile == "five-key"


def test_the_training_printer_is_a_played_one_and_the_real_one_stays_known(real: Path) -> None:
    there = PrinterSettings("tcp", "192.168.1.50", 9100, "", "generic-58")
    told = training.training_settings(Settings(hall=HALL, printer=there)).printer
    assert (told.transport, told.host, told.port) == ("played", "192.168.1.50", 9100)


def test_a_real_home_refuses_the_played_printer(real: Path, clock: FakeClock) -> None:
    """By its file it is no transport at all; put together it is a fault."""
    save_settings(real, Settings(hall=HALL, printer=PrinterSettings("played")))
    with pytest.raises(Faulty):
        load_settings(real)
    home = Home(real)
    home.hold()
    with pytest.raises(Faulty) as told:
        build(home, clock, Settings(hall=HALL, printer=PrinterSettings("played")))
    assert "正式窗口不能接打印机模拟" in Words().fault(told.value.name, told.value.faults[0])
    home.release()


DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.cli import counter
from app.ui.kit.button import KeyButton
from app.ui.shell.shell import Shell

app = QApplication([])
wanted = iter(sys.argv[2].split())
step = next(wanted)

def look():
    global step
    shells = [w for w in app.topLevelWidgets() if isinstance(w, Shell)]
    assert len(shells) <= 2
    if step == "KILL" and "演练" in shells[-1].windowTitle():
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
    if step == "END":
        if any(b.text() == "演练模式" for s in shells for b in s.findChildren(KeyButton)):
            print("END", flush=True)
            app.quit()
        return
    for shell in shells:
        for button in shell.findChildren(KeyButton):
            if button.text() == step:
                print(step, shell.windowTitle(), flush=True)
                step = next(wanted)
                button.click()
                return

timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
sys.exit(counter.run(["--home", sys.argv[1]]))
"""


def drive(home: Path, steps: str) -> tuple[int, list[str], str]:
    """Press what the steps name, one after another: exit code, what was pressed, stderr."""
    run = subprocess.run(
        [sys.executable, "-c", DRIVER, str(home), steps],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    said = run.stderr.replace("This plugin does not support propagateSizeHints()\n", "")
    return run.returncode, run.stdout.splitlines(), said


def test_in_by_the_sign_in_page_and_out_by_the_strip(real: Path) -> None:
    save_settings(real, Settings(hall=HALL))
    before = contents(real)
    code, steps, said = drive(real, "演练模式 退出 演练模式 退出 END")
    assert [s.split()[0] for s in steps] == ["演练模式", "退出", "演练模式", "退出", "END"]
    assert ["演练 " in s for s in steps] == [False, True, False, True, False]
    assert (code, said) == (0, "")
    after = contents(real)
    log = after.pop("logs/bandecheng.log").decode()
    assert "fault" not in log
    assert after == before
    assert (real / training.FOLDER / "logs" / "bandecheng.log").exists()


def test_killed_in_training_the_real_counter_opens_as_it_was(real: Path, clock: FakeClock) -> None:
    save_settings(real, Settings(hall=HALL))
    before = contents(real)
    code, _, _ = drive(real, "演练模式 KILL")
    assert code == -9
    after = contents(real)
    after.pop("logs/bandecheng.log")
    assert after == before
    home = Home(real)
    home.hold()
    opened = build(home, clock)
    with snapshot(home.reader()) as connection:
        assert verify(connection).faults == ()
    opened.stop()


def test_a_training_that_cannot_be_opened_leads_back_to_the_real_counter(real: Path) -> None:
    save_settings(real, Settings(hall=HALL))
    (real / training.FOLDER).write_text("in the way")
    code, steps, said = drive(real, "演练模式 END")
    assert [s.split()[0] for s in steps] == ["演练模式", "END"]
    assert code == 0
    assert "文件夹不能读写" in said


def test_the_command_opens_training_at_once(tmp_path: Path) -> None:
    """Where there is no real home yet, too."""
    made = training.open_training(tmp_path / "nowhere", FakeClock())
    assert made.desk.hall.name == "演练大厅"
    assert made.desk.training
    assert rehearsal.PASSWORD == "12345678"
    made.stop()
    assert [p.name for p in (tmp_path / "nowhere").iterdir()] == [training.FOLDER]

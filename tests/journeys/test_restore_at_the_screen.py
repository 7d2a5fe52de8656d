"""A damaged store, the program as a clerk opens it, a real screen, the keyboard from outside."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from app.db import queries
from app.db.backup import back_up, examine
from app.db.engine import snapshot
from app.db.instance import Home
from app.domain.acts.desk import SignedIn
from app.settings.terminal import BackupSettings, Settings, save_settings
from tests.cli.test_backup import backup, restore, tally
from tests.cli.test_start import spoil
from tests.desk.conftest import sent_away
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import HALL, make_terminal, sit
from tests.ui.ime.desktop import Desktop, wait_until

TITLE = "数据文件已损坏"


def damaged_home(folder: Path, stick: Path) -> tuple[Home, str]:
    """A home with a matter and a backup on the stick, its store spoilt since; the number."""
    made = make_terminal(folder, FakeClock())
    sit(made, "C1")
    save_settings(folder, Settings(hall=HALL, backup=BackupSettings(str(stick))))
    number = sent_away(made)
    back_up(made.home, stick, HALL, made.desk.clock.now())
    made.stop()
    spoil(folder, 200)
    return Home(folder), number


def windows(desktop: Desktop, title: str) -> list[str]:
    """The windows on the screen whose title holds this."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title], env=desktop.environment,
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    return found.stdout.split()


def has_signed_in(home: Home) -> bool:
    """Whether somebody sits at the desk of the running counter, read beside it."""
    with snapshot(home.reader()) as connection:
        kinds = connection.exec_driver_sql(
            "SELECT count(*) FROM entry WHERE instr(line, ?)", (f'"{SignedIn.kind()}"',)
        )
        return bool(kinds.scalar_one())


def until(desktop: Desktop, holds: Callable[[], bool], what: str, *keys: str) -> None:
    """Press keys again until something holds, as a person does who waits for the program."""

    def pressed() -> bool:
        if holds():
            return True
        desktop.press(*keys)
        return False

    wait_until(pressed, what)


def test_a_damaged_store_is_restored_at_the_screen_and_the_desk_goes_on(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    home, number = damaged_home(tmp_path / "home", stick)
    before = [(p.name, p.read_bytes()) for p in stick.iterdir()]
    with Desktop(tmp_path) as desktop:
        desktop.open_counter(home.path)
        wait_until(lambda: bool(windows(desktop, TITLE)), "the offer to restore")
        desktop.focus(int(windows(desktop, TITLE)[0]))
        until(desktop, lambda: not windows(desktop, TITLE), "the restore", "ctrl+Return")
        desktop.focus(desktop.window())
        assert not has_signed_in(home)
        until(desktop, lambda: has_signed_in(home), "the sign-in", *"clerk", "minus", *"secret",
              "Return")  # fmt: skip
        with snapshot(home.reader()) as connection:
            assert [r.no for r in queries.board(connection)] == [number]
        second = tmp_path / "second"
        second.mkdir()
        file = backup(home.path, second)
        assert restore(home.path, file, "", "--rehearse")[0] == 0
    assert tally(home.path).endswith("faults=0")
    assert examine(home.store, home.key()).tally.faults == ()
    kept = [(p.name, p.read_bytes()) for p in stick.iterdir()]
    assert set(before) <= set(kept), "the good backup is as it was"
    aside = [p for p in home.path.iterdir() if p.is_dir() and (p / "store.db").exists()]
    assert len(aside) == 1, "the damaged file is kept"

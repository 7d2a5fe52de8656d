"""Backups by themselves, their age in the strip, the pane; on real folders and a real worker."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.db.bundle import backups
from app.settings.terminal import BackupSettings
from app.ui.backup_keeper import AGAIN, EVERY, BackupKeeper
from app.ui.kit.values import Status
from app.ui.settings.backup_pane import BackupPane
from app.ui.settings.backup_presenter import BackupPresenter
from app.ui.wiring.desk_watch import quiet_seconds
from tests.desk.conftest import sent_away
from tests.fakes.terminal import sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import Desk


class Kept(NamedTuple):
    """The counter, its keeper, and a stick."""

    desk: Desk
    keeper: BackupKeeper
    stick: Path
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until no worker goes on."""
        self.qtbot.waitUntil(lambda: self.keeper.going is None)

    def listed(self) -> int:
        """How many the keeper knows of, once it has looked."""
        self.qtbot.waitUntil(lambda: len(self.keeper.backups or ()) == len(backups(self.stick)))
        return len(self.keeper.backups or ())

    def work(self) -> None:
        """Something new is written by the clerk."""
        who = self.desk.terminal.desk.person
        sit(self.desk.terminal, "C1")
        sent_away(self.desk.terminal)
        self.desk.terminal.desk.person = who

    def quietly(self) -> None:
        """A second in which nobody has typed for long."""
        self.keeper.on_second(math.inf)
        self.settle()

    def status(self) -> Status | None:
        return self.keeper.status()


def use(desk: Desk, folder: Path | None) -> str:
    """Keep another place."""
    chosen = BackupSettings(folder=str(folder) if folder else "")
    desk.terminal.settings = msgspec.structs.replace(desk.terminal.settings, backup=chosen)
    return ""


@pytest.fixture
def kept(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Iterator[Kept]:
    desk.counter._tick.stop()
    (tmp_path / "stick").mkdir()
    use(desk, tmp_path / "stick")
    made = Kept(desk, desk.counter.backups, tmp_path / "stick", qtbot)
    yield made
    made.settle()


@pytest.fixture
def pane(kept: Kept) -> BackupPane:
    presenter = BackupPresenter(
        kept.desk.terminal.desk,
        kept.keeper,
        lambda chosen, then: then(use(kept.desk, Path(chosen.folder))),
    )
    pane = BackupPane(presenter)
    pane.resize(1100, 640)
    activate(kept.qtbot, pane)
    return pane


def test_a_backup_is_made_when_it_is_quiet_and_not_sooner(kept: Kept) -> None:
    kept.keeper.on_second(59)
    assert kept.keeper.going is None
    kept.quietly()
    assert len(backups(kept.stick)) == 1
    kept.desk.clock.move(seconds=EVERY + 1)
    kept.quietly()
    assert len(backups(kept.stick)) == 1, "nothing new, nothing to back up"
    kept.work()
    kept.quietly()
    kept.work()
    kept.quietly()
    assert len(backups(kept.stick)) == 2, "one an hour"


def test_once_more_after_the_hall_has_closed_and_at_the_end(kept: Kept) -> None:
    kept.desk.clock.set("2026-03-11 17:00:00")
    kept.quietly()
    kept.work()
    kept.desk.clock.set("2026-03-11 17:29:59")
    kept.quietly()
    assert len(backups(kept.stick)) == 1
    kept.desk.clock.set("2026-03-11 17:30:01")
    kept.quietly()
    assert len(backups(kept.stick)) == 2
    kept.work()
    kept.quietly()
    assert len(backups(kept.stick)) == 2
    kept.keeper.at_end()
    assert len(backups(kept.stick)) == 3


def test_one_that_came_to_nothing_is_tried_again_and_not_at_once(kept: Kept) -> None:
    away = kept.stick.with_name("pocket")
    kept.stick.rename(away)
    kept.quietly()
    assert kept.keeper.record.missed is not None
    away.rename(kept.stick)
    kept.desk.clock.move(seconds=AGAIN - 1)
    kept.quietly()
    assert backups(kept.stick) == []
    kept.desk.clock.move(seconds=2)
    kept.quietly()
    assert len(backups(kept.stick)) == 1
    assert kept.keeper.record.missed is None


def test_a_clock_set_back_does_not_stop_the_backups(kept: Kept) -> None:
    kept.quietly()
    kept.work()
    kept.desk.clock.set("2026-03-09 10:00:00")
    kept.quietly()
    assert len(backups(kept.stick)) == 2


def test_a_day_off_and_a_year_without_a_calendar_have_no_closing(kept: Kept) -> None:
    for day in ("2026-03-14 10:00:00", "2031-03-12 10:00:00"):
        kept.desk.clock.set(day)
        kept.work()
        kept.quietly()
        made = len(backups(kept.stick))
        kept.work()
        kept.desk.clock.move(seconds=EVERY - 1)
        kept.quietly()
        assert len(backups(kept.stick)) == made


def test_the_strip_is_quiet_while_fresh_and_says_what_is_wrong(kept: Kept) -> None:
    assert kept.status() == Status("backup", "还没有备份过", "warn", verb="立即备份")
    kept.quietly()
    assert kept.status() == Status("backup", "备份", "ok", "今天 09:00")
    kept.desk.clock.set("2026-03-13 10:00:00")
    assert kept.status() == Status("backup", "备份", "ok", "3月11日 09:00"), "nothing new since"
    kept.work()
    assert kept.status() == Status("backup", "备份是 2 个工作日前的", "warn", verb="立即备份")
    kept.stick.rename(kept.stick.with_name("pocket"))
    kept.keeper.start()
    assert getattr(kept.status(), "mark", "") == "mute"
    kept.settle()
    assert kept.status() == Status("backup", "备份没有写成", "warn", "备份盘不在", "立即备份")


def test_nothing_set_up_is_a_hint_to_the_leader_alone(kept: Kept) -> None:
    use(kept.desk, None)
    sit(kept.desk.terminal, "C1")
    assert kept.status() is None
    sit(kept.desk.terminal, "L1")
    assert kept.status() == Status("backup", "还没有设置备份", "mute", code="none")
    assert not kept.keeper.start()
    kept.keeper.at_end()
    kept.quietly()
    assert backups(kept.stick) == []


def test_the_verb_of_the_strip_backs_up(kept: Kept) -> None:
    kept.desk.counter.status.show()
    kept.desk.counter.shell.strip.verb_pressed.emit("backup")
    kept.settle()
    assert kept.listed() == 1
    assert not kept.desk.counter.shell.strip._items["backup"]._verb.isVisible()


def test_faults_found_in_a_copy_are_in_the_strip(kept: Kept) -> None:
    with kept.desk.terminal.log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE desk_day SET state_json = CAST('{}' AS BLOB)")
    kept.quietly()
    assert kept.status() == Status("backup", "备份里有问题", "warn", verb="立即备份")


def test_what_the_command_did_is_seen_within_a_minute(kept: Kept) -> None:
    from app.db.backup import back_up

    terminal = kept.desk.terminal
    back_up(terminal.home, kept.stick, terminal.desk.hall, kept.desk.clock.now())
    kept.keeper.on_second(0)
    assert kept.keeper.record.made is None
    kept.desk.clock.move(seconds=61)
    kept.keeper.on_second(0)
    assert kept.keeper.record.made is not None


def test_quiet_is_since_the_last_key_and_a_locked_desk_is_quiet(kept: Kept) -> None:
    counter = kept.desk.counter
    counter.idle.start()
    assert 0 <= quiet_seconds(counter.idle) < 30
    counter.idle.stop()
    assert quiet_seconds(counter.idle) == math.inf


def test_the_pane_backs_up_lists_and_rehearses(kept: Kept, pane: BackupPane) -> None:
    assert not pane.rehearse.isEnabled()
    pane.now.click()
    assert not pane.now.isEnabled()
    assert "正在备份" in pane.going.text()
    kept.settle()
    assert kept.listed() == 1
    assert pane.model.rowCount() == 1
    assert not pane.empty.isVisible()
    assert "已备份" in pane.banner._title.text()
    assert "今天 09:00" in pane.made.words.text()
    pane.rehearse.click()
    kept.settle()
    assert "恢复演练通过" in pane.banner._title.text()
    assert "今天 09:00 通过" in pane.rehearsed.words.text()
    assert pane.going.text() == ""


def test_a_chosen_backup_is_the_one_rehearsed_and_a_spoilt_one_is_said(
    kept: Kept, pane: BackupPane
) -> None:
    for _ in range(2):
        kept.work()
        kept.desk.clock.move(minutes=1)
        kept.keeper.start()
        kept.settle()
    assert kept.listed() == 2
    old = kept.keeper.backups[1].path  # type: ignore[index]  # two are listed
    with old.open("r+b") as file:
        file.seek(5000)
        file.write(b"scratch")
    assert pane.table.select(str(old))
    pane.rehearse.click()
    kept.settle()
    assert "这份备份已损坏" in pane.banner._title.text()
    assert "没有通过" in pane.rehearsed.words.text()


def test_a_stick_that_is_gone_is_said_in_every_place(kept: Kept, pane: BackupPane) -> None:
    pane.now.click()
    kept.settle()
    assert kept.listed() == 1
    kept.stick.rename(kept.stick.with_name("pocket"))
    pane.now.click()
    kept.settle()
    kept.qtbot.waitUntil(lambda: kept.keeper.backups is None)
    assert "备份位置不在" in pane.banner._title.text()
    assert "原有的备份都没有动" in pane.banner._sub.text()
    assert "现在没有接上" in pane.place.words.text()
    assert pane.empty.isVisible()
    assert not pane.rehearse.isEnabled()


def test_another_place_is_kept_and_one_on_the_own_disk_warned_of(
    kept: Kept, pane: BackupPane, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    pane._presenter.on_place(str(tmp_path / "other"))
    assert kept.desk.terminal.settings.backup.folder == str(tmp_path / "other")
    assert "在同一块盘上" in pane.banner._sub.text()
    pane._presenter.on_place(str(tmp_path / "absent"))
    kept.qtbot.waitUntil(lambda: kept.keeper.backups is None)
    pane._presenter._keep = lambda _, then: then("位置没有保存成功，再选一次")
    pane._presenter.on_place(str(tmp_path / "other"))
    assert pane.banner._title.text() == "位置没有保存成功，再选一次"


def test_a_pane_never_opened_shows_nothing_it_does_not_know(kept: Kept) -> None:
    presenter = BackupPresenter(kept.desk.terminal.desk, kept.keeper, lambda _, then: then(""))
    pane = BackupPane(presenter)
    kept.qtbot.addWidget(pane)
    kept.keeper.start()
    kept.settle()
    assert pane.model.rowCount() == 0

"""The way back from a damaged store at the start, over the sign-in page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli.opening import is_store_gone, offer_restore, open_terminal
from app.db import keys
from app.db.backup import back_up, examine
from app.db.engine import StoreUnfit
from app.db.instance import Home, SecondInstance
from app.db.keys import WrongKey
from app.db.migrate import steps
from app.settings.terminal import BackupSettings, Settings, save_settings
from app.ui.kit.theme import Theme
from app.ui.restore.view import RestoreDialog
from app.ui.wiring.first_window import FirstWindow
from tests.desk.conftest import sent_away
from tests.fakes.clock import FakeClock
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import HALL, make_terminal, sit

Offer = Callable[[BaseException], RestoreDialog]


@pytest.fixture
def home(tmp_path: Path, clock: FakeClock) -> Home:
    """A home with two backups of it on a stick, its store damaged since."""
    made = make_terminal(tmp_path / "home", clock)
    sit(made, "C1")
    stick = tmp_path / "stick"
    stick.mkdir()
    save_settings(made.home.path, Settings(hall=HALL, backup=BackupSettings(str(stick))))
    (tmp_path / "code").write_text(keys.make_recovery(made.home.path, made.home.key()))
    for _ in range(2):
        sent_away(made)
        back_up(made.home, stick, HALL, clock.now())
        clock.move(hours=2)
    made.stop()
    store = made.home.store
    raw = bytearray(store.read_bytes())
    raw[100:200] = bytes(100)
    store.write_bytes(raw)
    return Home(made.home.path)


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def offer(home: Home, look: Theme, qtbot: QtBot, opened: list[str]) -> Iterator[Offer]:
    window = FirstWindow()
    qtbot.addWidget(window.shell)
    window.shell.resize(1366, 698)
    window.shell.show()

    def show(error: BaseException) -> RestoreDialog:
        dialog = offer_restore(home, error, window, lambda: opened.append("counter"))
        assert dialog is not None
        qtbot.waitUntil(lambda: dialog.strong.isEnabled() or dialog.banner.isVisible())
        return dialog

    yield show
    window.shell.close()


def trouble(home: Home) -> BaseException:
    """What stops the start."""
    with pytest.raises((StoreUnfit, WrongKey)) as caught:
        open_terminal(home)
    home.release()
    return caught.value


def test_a_damaged_store_comes_back_from_the_newest_backup(
    home: Home, offer: Offer, qtbot: QtBot, opened: list[str]
) -> None:
    dialog = offer(trouble(home))
    assert dialog.which.count() == 2
    assert "3月11日 11:00" in dialog.which.currentText()
    assert not dialog.code.isVisible(), "the home keeps the key"
    dialog.strong.click()
    assert not dialog.strong.isEnabled()
    dialog.reject()
    assert dialog.isVisible(), "no way out in the middle"
    qtbot.waitUntil(lambda: dialog._guide.is_done)
    assert "已恢复到" in dialog.banner._title.text()
    assert "凭纸质单据补录" in dialog.banner._sub.text()
    assert opened == []
    dialog.strong.click()
    assert opened == ["counter"]
    assert examine(home.store, home.key()).tally.faults == ()
    terminal = open_terminal(home)
    assert terminal.log.head.seq == 1, "the first start is not offered again"
    terminal.stop()


def test_without_the_key_the_code_is_asked(
    home: Home, offer: Offer, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    (home.path / "key").unlink()
    dialog = offer(StoreUnfit("damaged"))
    assert dialog.code.isVisible()
    for typed, sentence in (("", "要用恢复码"), ("0000", "恢复码不对")):
        dialog.code.clear()
        type_zh(dialog.code, typed)
        dialog.strong.click()
        qtbot.waitUntil(lambda: not dialog._guide.is_going)
        assert sentence in dialog.banner._title.text()
    dialog.code.clear()
    type_zh(dialog.code, (tmp_path / "code").read_text())
    dialog.strong.click()
    qtbot.waitUntil(lambda: dialog._guide.is_done)
    dialog.reject()
    assert opened == ["counter"], "once it is done every way leads to the counter"


def test_a_lost_key_of_a_whole_store_is_put_back(
    home: Home, offer: Offer, qtbot: QtBot, tmp_path: Path, clock: FakeClock
) -> None:
    dialog = offer(trouble(home))
    dialog.strong.click()
    qtbot.waitUntil(lambda: dialog._guide.is_done)
    dialog.accept()
    (home.path / "key").write_text("00" * 32, "ascii")
    dialog = offer(trouble(home))
    assert dialog.windowTitle().startswith("密钥不对")
    dialog.code.setText((tmp_path / "code").read_text())
    dialog.strong.click()
    qtbot.waitUntil(lambda: dialog._guide.is_done)
    assert "密钥丢了，现在已经放回" in dialog.banner._title.text()
    open_terminal(home).stop()


def test_a_store_that_is_gone_is_no_new_start(home: Home, offer: Offer, qtbot: QtBot) -> None:
    home.store.unlink()
    error = trouble(home)
    assert isinstance(error, StoreUnfit)
    assert error.code == "missing"
    assert is_store_gone(home)
    dialog = offer(error)
    assert dialog.windowTitle().startswith("数据文件不见了")
    dialog.reject()
    assert dialog.result() == 0


def test_no_backup_in_reach_says_so_and_a_file_may_be_named(
    home: Home, offer: Offer, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "stick").rename(tmp_path / "pocket")
    dialog = offer(trouble(home))
    assert "没有找到本机的备份" in dialog.banner._title.text()
    dialog.strong.click()
    dialog._guide.on_file(tmp_path / "code")
    assert "不是完整的备份" in dialog.banner._title.text()
    files = sorted((tmp_path / "pocket").iterdir())
    for file in reversed(files):
        dialog._guide.on_file(file)
    assert dialog.which.count() == 2
    assert dialog.which.chosen() == str(files[0])
    dialog.which.chosen_id.emit(str(files[1]))
    assert dialog._holds.text()
    dialog.reject()


def stick_contents(stick: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in stick.iterdir()}


def test_a_backup_of_another_terminal_is_one_sentence_and_leaves_all_as_it_was(
    home: Home, offer: Offer, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    other = make_terminal(tmp_path / "other", FakeClock())
    foreign = back_up(other.home, tmp_path / "stick", HALL, FakeClock().now()).path
    other.stop()
    (tmp_path / "foreign").mkdir()
    foreign = foreign.rename(tmp_path / "foreign" / foreign.name)
    dialog = offer(trouble(home))
    store, sticks = home.store.read_bytes(), stick_contents(tmp_path / "stick")
    dialog._guide.on_file(foreign)
    assert dialog.which.count() == 3
    dialog.strong.click()
    qtbot.waitUntil(lambda: not dialog._guide.is_going)
    assert "这是另一台终端的备份" in dialog.banner._title.text()
    assert home.store.read_bytes() == store
    assert stick_contents(tmp_path / "stick") == sticks
    assert opened == []
    dialog.reject()


def test_a_backup_of_an_older_program_comes_back_at_the_screen(
    home: Home, offer: Offer, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    """The first store that was ever shipped, its backup, and today's program."""
    shutil.rmtree(home.path)
    shutil.copytree(Path(__file__).parents[2] / "upgrade" / "0001", home.path)
    file = back_up(home, tmp_path / "stick", HALL, FakeClock().now()).path
    save_settings(home.path, Settings(hall=HALL, backup=BackupSettings(str(file.parent))))
    raw = home.store.read_bytes()
    home.store.write_bytes(raw[:100] + bytes(100) + raw[200:])
    dialog = offer(trouble(home))
    assert file.name in dialog.which.currentText()
    dialog.strong.click()
    qtbot.waitUntil(lambda: dialog._guide.is_done)
    dialog.accept()
    assert opened == ["counter"]
    found = examine(home.store, home.key())
    assert (found.schema, found.tally.faults) == (len(steps()), ())
    open_terminal(home).stop()


def test_a_counter_that_runs_elsewhere_is_not_restored_under(
    home: Home, offer: Offer, qtbot: QtBot
) -> None:
    dialog = offer(trouble(home))
    other = Home(home.path)
    other.hold()
    with pytest.raises(SecondInstance):
        Home(home.path).hold()
    dialog.strong.click()
    qtbot.waitUntil(lambda: not dialog._guide.is_going)
    assert "程序已经在运行" in dialog.banner._title.text()
    other.release()
    dialog.reject()


def test_other_troubles_have_no_way_back(home: Home, look: Theme, qtbot: QtBot) -> None:
    window = FirstWindow()
    qtbot.addWidget(window.shell)
    for error in (StoreUnfit("newer"), SecondInstance(), OSError()):
        assert offer_restore(home, error, window, lambda: None) is None

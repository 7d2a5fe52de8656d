"""The window as a whole: keys, sign-in, first start, the strip at the foot."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.db.instance import Home
from app.desk import paper_trail
from app.devices import worker
from app.domain.clock import ZONE
from app.main import build, write_recovery
from app.settings.shipped import load_regimes
from app.settings.terminal import HallSettings, Settings, load_settings, save_settings
from app.settings.words import Words
from app.ui import strip
from app.ui.kit.theme import Theme
from app.ui.posts import where
from app.ui.setup.recovery import RecoveryDialog
from app.ui.setup.view import SetupPage
from app.ui.wiring.counter import Counter
from app.ui.wiring.training import TrainingMode
from tests.desk.conftest import sent_away, settled
from tests.fakes.clock import FakeClock
from tests.ui.kit.windows import activate, press
from tests.ui.pages.conftest import Desk, close

APP = Path(__file__).parent.parent.parent.parent / "app"
K = Qt.Key


@pytest.mark.parametrize(
    ("key", "page"),
    [(K.Key_F2, "intake"), (K.Key_F3, "board"), (K.Key_F6, "rating"), (K.Key_F7, "ledger")],
)
def test_a_function_key_opens_its_page(desk: Desk, key: Qt.Key, page: str) -> None:
    desk.counter.shell.show_page("board" if page == "intake" else "intake")
    press(desk.counter.shell, key)
    assert desk.counter.shell.page() == page


@pytest.mark.clause("N-7.2.1", "C-2-name")
def test_the_window_bears_its_one_name_in_the_title_and_on_every_paper(desk: Desk) -> None:
    name = "“办不成事”反映窗口"
    numbers = sent_away(desk.terminal), settled(desk.terminal)
    papers = [j.paper for n in numbers for j in paper_trail.of_ticket(desk.terminal.desk, n)]
    assert len(papers) > len(numbers)
    assert {paper.window_name for paper in papers} == {name}
    assert desk.counter.shell.windowTitle() == name
    assert {regime.head.window_name for regime in load_regimes().values()} == {name}


def test_f12_locks_and_takes_the_toasts_away(desk: Desk) -> None:
    press(desk.counter.shell, K.Key_F12)
    assert desk.terminal.desk.person is None
    assert desk.counter.login_page.isVisible()
    assert desk.counter.shell.toasts._toasts == []


def test_signing_in_takes_the_right_password_and_names_the_tries_left(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.counter.lock()
    page = desk.counter.login_page
    page.who.choose("C1")
    page.password.setText("wrong")
    page.enter.click()
    qtbot.waitUntil(lambda: page._password.has_error(), timeout=10_000)
    assert "还可以再试 4 次" in page._password._error.text()
    assert page.password.text() == ""
    page.password.setText("clerk-secret")
    press(page.password, K.Key_Return)
    qtbot.waitUntil(lambda: desk.terminal.desk.person is not None, timeout=10_000)
    assert desk.counter.shell.page() == "intake"


def test_a_first_start_makes_the_hall_and_hands_the_code_to_the_leader(
    look: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    home.hold()
    write_recovery(home.path, home.create())
    save_settings(home.path, Settings(lock_minutes=9))
    terminal = build(home, FakeClock())
    counter = Counter(terminal, lambda found: save_settings(home.path, found))
    activate(qtbot, counter.shell)
    page = counter.setup_page
    page.start.click()
    assert page._fields["hall_name"].has_error()
    texts = {
        "hall_name": "青禾县政务服务大厅", "hall_code": "QH", "window": "2", "leader_id": "L1",
        "leader_name": "沈知行", "leader_password": "leader-secret", "clerk_id": "C1",
        "clerk_name": "周晓岚", "clerk_password": "clerk-secret",
    }  # fmt: skip
    for name, text in texts.items():
        page.edits[name].setText(text)
    page.matters.show_rows([("社保卡补换", "人社窗口"), ("社保卡补换", "医保窗口")])
    page.start.click()
    assert page._fields["matters"].has_error()
    page.matters.show_rows([("社保卡补换", "人社窗口")])
    page.start.click()
    qtbot.waitUntil(lambda: terminal.log.head.seq > 0, timeout=20_000)
    kept = load_settings(home.path)
    assert (kept.hall.code, kept.hall.window, kept.lock_minutes) == ("QH", 2, 9)
    assert terminal.recovery_code()
    qtbot.waitUntil(lambda: bool(counter.shell.findChildren(RecoveryDialog)))
    counter.shell.findChildren(RecoveryDialog)[0].strong.click()
    assert terminal.recovery_code() == ""
    assert not (home.path / "恢复码.txt").exists()
    close(counter)
    terminal.stop()


def test_a_table_of_matters_is_read_in_either_coding_and_its_faults_named(desk: Desk) -> None:
    setup = desk.counter.setup
    page = SetupPage(setup)
    for coding in ("utf-8", "utf-8-sig", "gb18030"):
        setup.on_import("事项,承办窗口\n社保卡补换,人社窗口\n".encode(coding))
        assert page.matters.rows() == (("社保卡补换", "人社窗口"),)
    setup.on_import("甲,人社窗口\n乙\n甲,医保窗口\n".encode())
    assert page.matters.rows() == (("社保卡补换", "人社窗口"),)
    assert page.banner.isVisible() or "第 2 行" in page.banner._title.text()


@pytest.mark.parametrize(
    ("health", "code", "words", "mark"),
    [
        ("online", "", "评价器", "ok"), ("unconfirmed", "", "评价器未确认", "mute"),
        ("unconfirmed", "noisy", "评价器线路有干扰", "warn"),
        ("lost", "not_found", "评价器没有接上", "bad"),
    ],
)  # fmt: skip
def test_the_strip_says_how_the_pad_is(
    desk: Desk, health: str, code: str, words: str, mark: str
) -> None:
    shown = strip.items(desk.terminal.desk, worker.HealthChanged(health, code), None)
    assert [(s.words, s.mark) for s in shown] == [(words, mark), ("打印机未接", "mute")]


def test_every_code_of_a_device_has_words() -> None:
    """The codes are the words in quotes that errors and worker hand to these three."""
    words = Words()
    codes: set[object] = {"no_answer"}  # the session's own
    for name in ("errors", "transport", "worker"):
        tree = ast.parse((APP / "devices" / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("DeviceError", ".lose", "._feel")
            ):
                codes |= {a.value for a in node.args if isinstance(a, ast.Constant)}
            if name == "errors" and isinstance(node, ast.Tuple) and len(node.elts) == 2:
                last = node.elts[1]
                codes |= {last.value} if isinstance(last, ast.Constant) else set()
    codes -= {"online", "unconfirmed"}
    assert {"not_found", "busy", "lost", "stuck", "noisy", "failed", "no_permission"} <= codes
    assert [c for c in sorted(map(str, codes)) if not words.has(f"device.{c}")] == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-11 10:00:00", "工作日 09:00–17:30"), ("2026-03-14 10:00:00", "今天休息"),
        ("2030-03-11 10:00:00", "今年年历还没有启用"),
    ],
)  # fmt: skip
def test_the_strip_says_whether_today_is_a_working_day(desk: Desk, day: str, words: str) -> None:
    desk.clock.set(day)
    assert strip.clock(desk.terminal.desk)[0] == words
    assert desk.clock.now().tzinfo is ZONE


def test_a_home_without_a_hall_names_no_window(desk: Desk) -> None:
    assert where(desk.terminal.desk).endswith("，2 号窗口")
    desk.terminal.desk.hall = HallSettings()
    assert where(desk.terminal.desk) == ""


def test_the_ways_past_the_strong_button_stand_in_one_line(desk: Desk, qtbot: QtBot) -> None:
    page = desk.counter.login_page
    mode = TrainingMode(desk.terminal, desk.counter.shell, page, lambda: None)
    desk.counter.lock()
    assert not page.only.isVisible()
    page.only.show()
    qtbot.waitUntil(lambda: page.only.x() < mode.way_in.x())
    assert page.only.y() == mode.way_in.y()
    assert mode.way_in.geometry().right() == page.enter.geometry().right()


def test_keys_are_heard_after_everything_was_dressed_anew(desk: Desk, look: Theme) -> None:
    """The watch rests meanwhile; afterwards any key keeps the desk open again."""
    look.restyle(mode="dark")
    desk.counter.idle.stop()
    press(desk.counter.shell, Qt.Key.Key_Shift)
    assert desk.counter.idle.isActive()

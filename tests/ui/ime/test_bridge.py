"""The bridge to fcitx 4 against a fcitx that hangs, dies, refuses, on a real bus."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.ime.bridge import FcitxBridge
from app.ui.ime.fcitx import HIGHLIGHT, NOT_COMMITTED
from app.ui.ime.keyline import LIMIT_MS
from app.ui.kit.boxes import column
from app.ui.kit.inputs import PasswordEdit
from app.ui.kit.keys import commit_typing
from app.ui.kit.theme import Theme
from tests.ui.ime.desktop import session_bus
from tests.ui.ime.fake_fcitx import DISPLAY, Answer, FakeFcitx, commit, half
from tests.ui.kit.windows import activate

PATIENT_MS = 4_000  # below the wait of a test, above what a loaded machine takes
NAMED = {
    "\t": (Qt.Key.Key_Tab, 0xFF09), "\b": (Qt.Key.Key_Backspace, 0xFF08),
    "\r": (Qt.Key.Key_Return, 0xFF0D),
}  # fmt: skip


class Desk(NamedTuple):
    """A window with two fields and a password, and the bridge."""

    window: QWidget
    first: QLineEdit
    second: QPlainTextEdit
    secret: PasswordEdit
    bridge: FcitxBridge
    qtbot: QtBot

    def type(self, text: str) -> None:
        """Press and release keys as X delivers them: at the window, with keysyms."""
        handle = self.window.windowHandle()
        for letter in text:
            key, sym = NAMED.get(letter, (Qt.Key(ord(letter.upper())), ord(letter)))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, 0, sym, 0, letter)
                QCoreApplication.sendEvent(handle, event)

    def until(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: self.first.text() == text)

    def until_half_typed(self, text: str) -> None:
        """Wait until the second field shows it and every key has its answer, which comes after."""
        self.qtbot.waitUntil(lambda: self.half_typed() == text and not self.bridge._line.busy)

    def half_typed(self) -> str:
        return self.second.textCursor().block().layout().preeditAreaText()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with session_bus(tmp_path_factory.mktemp("bus")) as made:
        yield made


@pytest.fixture
def fcitx(address: str) -> Iterator[FakeFcitx]:
    with FakeFcitx(address) as made:
        yield made


@pytest.fixture
def desk(
    look: Theme, qtbot: QtBot, address: str, monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Desk:  # fmt: skip
    """Its keys wait longer than a loaded machine takes, unless a test wants the real wait."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    window = QWidget()
    first, second, secret = QLineEdit(), QPlainTextEdit(), PasswordEdit()
    second.setTabChangesFocus(True)
    window.setLayout(column(first, second, secret))
    qtbot.addWidget(window)
    activate(qtbot, window)
    first.setFocus()
    bridge = FcitxBridge(window, getattr(request, "param", PATIENT_MS))
    bridge.begin(DISPLAY)
    return Desk(window, first, second, secret, bridge, qtbot)


@pytest.fixture
def there(desk: Desk, fcitx: FakeFcitx) -> FakeFcitx:
    """fcitx is there and has the first field."""
    desk.qtbot.waitUntil(lambda: "FocusIn" in fcitx.told)
    return fcitx


def pinyin(text: str) -> Answer:
    """Take letters and show them half typed; a space makes `text` of them; refuse the rest."""
    typed: list[str] = []

    def answer(sym: int) -> tuple[bool, list[tuple[str, str, tuple[object, ...]]]]:
        if sym == ord(" ") and typed:
            typed.clear()
            return True, [commit(text), half()]
        if chr(sym).isalpha():
            typed.append(chr(sym))
            return True, [half(("".join(typed), 0), cursor=len(typed))]
        return False, []

    return answer


def test_keys_become_characters(desk: Desk, there: FakeFcitx) -> None:
    there.answer = pinyin("你好")
    desk.type("nihao ")
    desk.until("你好")
    assert [t for t in there.told if t.startswith("Key")] == [f"Key {c}" for c in "nihao "]


def test_what_is_refused_reaches_the_field_in_order(desk: Desk, there: FakeFcitx) -> None:
    there.answer = lambda sym: (sym == ord("x"), [commit("好")] if sym == ord("x") else [])
    desk.type("abx\bcxd")
    desk.until("abc好d")


def test_text_half_typed_is_shown_with_its_cursor_and_its_marks(
    desk: Desk, there: FakeFcitx
) -> None:
    desk.second.setFocus()
    desk.qtbot.waitUntil(lambda: there.told.count("FocusIn") == 2)
    there.say(half(("你𠮷", 0), ("hao", HIGHLIGHT), ("〔提示〕", NOT_COMMITTED), cursor=10))
    desk.until_half_typed("你𠮷hao〔提示〕")
    formats = desk.second.textCursor().block().layout().formats()
    places = {(f.start, f.length): f.format for f in formats}  # type: ignore[attr-defined] # stubs
    assert {(0, 3), (3, 3), (6, 4)} <= places.keys()
    palette = desk.window.palette()
    assert places[3, 3].background().color() == palette.highlight().color()
    assert places[0, 3].fontUnderline() or places[0, 3].underlineStyle()
    commit_typing()
    assert desk.second.toPlainText() == "你𠮷hao"
    desk.qtbot.waitUntil(lambda: "Reset" in there.told)


def test_leaving_a_field_keeps_what_was_half_typed_in_it(desk: Desk, there: FakeFcitx) -> None:
    there.answer = pinyin("你好")
    desk.second.setFocus()
    desk.type("nihao")
    desk.until_half_typed("nihao")
    assert desk.second.toPlainText() == ""
    there.told.clear()
    desk.first.setFocus()
    assert (desk.first.text(), desk.second.toPlainText()) == ("", "nihao")
    desk.qtbot.waitUntil(lambda: there.heard()[:3] == ["Reset", "FocusOut", "FocusIn"])


def test_keys_behind_a_tab_go_to_the_next_field(desk: Desk, there: FakeFcitx) -> None:
    desk.type("ab\tcd")
    desk.qtbot.waitUntil(lambda: desk.second.toPlainText() == "cd")
    assert desk.first.text() == "ab"


def test_a_click_elsewhere_leaves_typed_keys_where_they_were_typed(
    desk: Desk, there: FakeFcitx
) -> None:
    there.awake.clear()
    desk.type("ab")
    desk.second.setFocus()
    assert (desk.first.text(), desk.second.toPlainText()) == ("ab", "")
    there.awake.set()
    desk.type("cd")
    desk.qtbot.waitUntil(lambda: desk.second.toPlainText() == "cd")


def test_a_password_is_typed_past_the_input_method(desk: Desk, there: FakeFcitx) -> None:
    desk.secret.setFocus()
    desk.qtbot.waitUntil(lambda: there.told[-1] == "FocusOut")
    desk.type("ab")
    desk.secret.eye.setChecked(True)
    desk.type("cd")
    assert desk.secret.text() == "abcd"
    assert not [t for t in there.told if t.startswith("Key")]


@pytest.mark.parametrize("desk", [LIMIT_MS], indirect=True)
def test_a_hung_fcitx_costs_one_wait_and_no_key(desk: Desk, there: FakeFcitx) -> None:
    there.answer = pinyin("你好")
    there.awake.clear()
    desk.type("abc")
    assert desk.first.text() == ""
    desk.until("abc")
    desk.type("de")
    assert desk.first.text() == "abcde"  # at once
    there.awake.set()
    desk.qtbot.waitUntil(lambda: "Reset" in there.told)  # it woke, and forgets the a
    desk.type("nihao ")
    desk.until("abcde你好")


def test_a_shortcut_acts_after_the_keys_before_it(desk: Desk, there: FakeFcitx) -> None:
    there.awake.clear()
    desk.type("ab")
    commit_typing()
    assert desk.first.text() == "ab"


@pytest.mark.parametrize("shown", [True, False], ids=["in the field", "in a window of its own"])
def test_while_text_is_half_typed_fcitx_comes_before_the_shortcuts(
    desk: Desk, there: FakeFcitx, shown: bool
) -> None:
    def taken() -> bool:
        plain = Qt.KeyboardModifier.NoModifier
        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, plain, 9, 0xFF1B, 0)
        key.ignore()
        QCoreApplication.sendEvent(desk.window.windowHandle(), key)
        return key.isAccepted()

    assert not taken()
    if not shown:
        there.answer = lambda _: (True, [])
        desk.type("n")
        desk.qtbot.waitUntil(lambda: not desk.bridge._line.busy)
        assert taken()
        commit_typing()
        assert not taken()
        desk.qtbot.waitUntil(lambda: "Reset" in there.told)
        return
    there.answer = pinyin("你好")
    desk.second.setFocus()
    desk.type("ni")
    desk.until_half_typed("ni")
    assert taken()
    commit_typing()
    assert not taken()


def test_fcitx_dies_and_comes_again(desk: Desk, there: FakeFcitx, address: str) -> None:
    there.answer = pinyin("你好")
    desk.second.setFocus()
    desk.type("ni")
    desk.until_half_typed("ni")
    there.awake.clear()
    desk.type("x")
    with desk.qtbot.waitSignal(desk.bridge.changed):
        there.stop()
    assert desk.half_typed() == ""
    assert (
        desk.second.toPlainText() == "x"
    )  # what was half typed died with it, the key under way did not
    assert not desk.bridge.there
    desk.type("y")
    assert desk.second.toPlainText() == "xy"
    with FakeFcitx(address, 2) as second:
        second.answer = pinyin("好")
        desk.qtbot.waitUntil(lambda: "FocusIn" in second.told)
        desk.type("hao ")
        desk.qtbot.waitUntil(lambda: desk.second.toPlainText() == "xy好")


def test_another_windows_context_is_not_ours(desk: Desk, there: FakeFcitx) -> None:
    there.say(commit("别人的"), path="/inputcontext_9")
    there.say(commit("我的"))
    desk.until("我的")


def test_a_key_fcitx_gives_back_on_its_own(desk: Desk, there: FakeFcitx) -> None:
    desk.type("ab")
    desk.until("ab")
    there.say(("ForwardKey", "uui", (0xFF08, 0, 0)), ("ForwardKey", "uui", (ord("Z"), 1, 0)))
    desk.until("aZ")


def test_text_for_a_field_that_is_gone_is_dropped(desk: Desk, there: FakeFcitx) -> None:
    desk.first.setParent(None)
    desk.first.deleteLater()
    desk.qtbot.waitUntil(lambda: "FocusOut" in there.told)
    there.say(commit("好"))
    desk.second.setFocus()
    desk.type("a")
    desk.qtbot.waitUntil(lambda: desk.second.toPlainText().endswith("a"))


def test_the_bus_goes_and_typing_goes_on(
    look: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session_bus(tmp_path) as own:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own)
        field = QLineEdit()
        qtbot.addWidget(field)
        activate(qtbot, field)
        field.setFocus()
        bridge = FcitxBridge(field)
        bridge.begin(DISPLAY)
        with FakeFcitx(own):
            qtbot.waitUntil(lambda: bridge.there)
    qtbot.waitUntil(lambda: not bridge.there)
    desk = Desk(field, field, QPlainTextEdit(), PasswordEdit(), bridge, qtbot)
    desk.type("ab")
    assert field.text() == "ab"

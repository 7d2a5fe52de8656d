"""Keys: which are allowed, how they are shown, what they do before they act."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit import keys
from app.ui.kit.button import KeyButton
from app.ui.kit.theme import Theme
from tests.ui.kit.windows import press, show_window

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize("letter", ["N", "1", "Shift+N", "Space", "Return", "Shift+F2"])
def test_a_letter_alone_is_no_shortcut(letter: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        keys.sequences(letter)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ctrl+Return", "Ctrl ⏎"),
        ("Alt+1", "Alt 1"),
        ("F2", "F2"),
        ("Enter", "Enter"),
        ("Alt+Left", "Alt ←"),
    ],
)
def test_keys_are_shown_as_on_the_keyboard(written: str, shown: str) -> None:
    assert keys.shown(written) == shown


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit, QComboBox])
@pytest.mark.parametrize(
    ("written", "key", "modifier"),
    [
        ("Ctrl+Return", Qt.Key.Key_Return, CTRL),
        ("Ctrl+Return", Qt.Key.Key_Enter, CTRL),
        ("Alt+D", Qt.Key.Key_D, ALT),
        ("Alt+1", Qt.Key.Key_1, ALT),
        ("F2", Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        ("Ctrl+S", Qt.Key.Key_S, CTRL),
    ],
)
def test_a_button_hears_its_key_while_a_field_has_the_cursor(
    look: Theme,
    qtbot: QtBot,
    field: type[QWidget],
    written: str,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
) -> None:
    button, edit = KeyButton("受理", keys=written), field()
    window = show_window(qtbot, edit, button)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    with qtbot.waitSignal(button.clicked):
        press(edit, key, modifier)
    assert window.focusWidget() is edit, "the cursor stays where it was"


def test_a_new_text_keeps_the_key(look: Theme, qtbot: QtBot) -> None:
    button = KeyButton("受理", keys="Alt+D")
    window = show_window(qtbot, button)
    button.setText("受理 & 打印")
    with qtbot.waitSignal(button.clicked):
        press(window, Qt.Key.Key_D, ALT)
    assert button.accessibleName() == "受理 & 打印"


def test_a_hidden_page_does_not_hear_its_keys(look: Theme, qtbot: QtBot) -> None:
    here, hidden = KeyButton("甲", keys="Alt+1"), KeyButton("乙", keys="Alt+1")
    window = show_window(qtbot, here, hidden)
    hidden.hide()
    with qtbot.assertNotEmitted(hidden.clicked), qtbot.waitSignal(here.clicked):
        press(window, Qt.Key.Key_1, ALT)


def test_a_disabled_button_does_not_hear_its_key(look: Theme, qtbot: QtBot) -> None:
    button = KeyButton("受理", keys="Alt+D")
    window = show_window(qtbot, button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        press(window, Qt.Key.Key_D, ALT)


def test_enter_is_only_shown(look: Theme, qtbot: QtBot) -> None:
    button = KeyButton("打开完整工单", keys="Enter")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()


@dataclass
class Typist:
    """Stands for the input method: notes when it is told to hand over what it holds."""

    told: list[str] = field(default_factory=list)

    def inputMethod(self) -> "Typist":  # noqa: N802 # Qt's name
        return self

    def commit(self) -> None:
        self.told.append("commit")


@pytest.mark.parametrize("by", ["button", "bound"])
def test_half_typed_words_are_handed_over_before_a_key_acts(
    look: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    typist = Typist()
    monkeypatch.setattr(keys, "QGuiApplication", typist)
    button = KeyButton("受理", keys="Alt+D" if by == "button" else "")
    button.clicked.connect(lambda: typist.told.append("act"))
    window = show_window(qtbot, button)
    if by == "bound":
        keys.bind_keys(window, "Alt+D", lambda: typist.told.append("act"))
    press(window, Qt.Key.Key_D, ALT)
    assert typist.told == ["commit", "act"]

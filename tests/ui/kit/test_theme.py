"""The theme dresses the application once and can be changed."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings.places import RESOURCES
from app.ui.kit.icons import Icons
from app.ui.kit.label import Label
from app.ui.kit.theme import FAMILIES, Theme, theme


def test_the_letters_are_the_shipped_ones(look: Theme) -> None:
    assert QFontInfo(look.font(15)).family() == "Noto Sans SC"
    assert QFontInfo(look.font(15, bold=True)).bold()
    assert QApplication.font().families() == list(FAMILIES)


def test_rare_characters_of_names_follow_when_the_window_stands(look: Theme) -> None:
    look.load_rare_characters()
    ours = [name for i in range(3) for name in QFontDatabase.applicationFontFamilies(i)]
    assert ours == ["Noto Sans SC", "Noto Sans SC", "HanaMinB"]


def test_the_theme_is_found_from_anywhere(look: Theme) -> None:
    assert theme() is look


def test_letter_size_multiplies_sizes(look: Theme) -> None:
    look.restyle(percent=130)
    assert (look.px(10), look.size("input"), look.font(15).pixelSize()) == (13, 47, 20)


def test_another_letter_size_than_the_three_is_refused(look: Theme) -> None:
    with pytest.raises(ValueError, match="200"):
        look.restyle(percent=200)


def test_nothing_is_dressed_anew_without_a_change(look: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.restyle(mode="light", percent=100)
    with qtbot.waitSignal(look.changed):
        look.restyle(density="compact")


def test_a_label_changes_its_colour_with_the_mode(look: Theme, qtbot: QtBot) -> None:
    label = Label("文字", "lab")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.palette().color(label.foregroundRole())
    look.restyle(mode="dark")
    label.ensurePolished()
    assert before != label.palette().color(label.foregroundRole()) == look.colour("text2")


def test_an_icon_takes_the_colour_and_is_drawn_once(look: Theme) -> None:
    icons = Icons(RESOURCES / "icons")
    picture = icons.pixmap("phone", look.colour("bad"), 18)
    assert icons.pixmap("phone", look.colour("bad"), 18) is picture
    image = picture.toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(18)
        for y in range(18)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {look.colour("bad").name()}


def test_an_unknown_icon_is_an_error(look: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        look.icons.pixmap("no-such-icon", look.colour("text"), 18)


def test_qt_speaks_chinese(look: Theme) -> None:
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"

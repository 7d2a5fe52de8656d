"""The gallery at several sizes: nothing cut, nothing nameless, all plain. Pictures go to tmp."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.kit.keys import ALLOWED
from app.ui.kit.label import Drawing, ElidedLabel
from app.ui.kit.light import Light
from app.ui.kit.theme import Theme
from app.ui.shell.shell import Shell
from tests.ui.kit import gallery
from tests.ui.kit.windows import activate

PAGES = ("intake", "board", "rating", "ledger", "ticket")
LEAST_TARGET = 24


@pytest.fixture
def shell(look: Theme, qtbot: QtBot) -> Iterator[Shell]:
    window = gallery.shell()
    activate(qtbot, window)
    yield window
    window.close()


def set_size(qtbot: QtBot, shell: Shell, width: int, height: int, look: Theme) -> None:
    shell.resize(width, height)
    wanted = "compact" if height < 720 else "regular"
    qtbot.waitUntil(lambda: look.density == wanted)
    qtbot.waitUntil(lambda: not shell._settle.isActive())
    QApplication.processEvents()  # what the new size asked of the layouts


def visible(shell: Shell, kind: type[QWidget] = QWidget) -> list[QWidget]:
    return [w for w in shell.findChildren(kind) if w.isVisible()]


def inks(picture: QImage) -> set[str]:
    xs, ys = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return {picture.pixelColor(x, y).name() for x in xs for y in ys}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [(1440, 900), (1366, 698)])
def test_nothing_is_cut(
    shell: Shell, qtbot: QtBot, look: Theme, tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    shell.show_page(page)
    set_size(qtbot, shell, *size, look)
    picture = shell.grab().toImage()
    picture.save(str(tmp_path / f"{page}-{size[1]}.png"))
    assert (picture.width(), picture.height()) == size
    body = shell.widget(page)
    least = body.minimumSizeHint()
    assert least.width() <= body.width()
    assert least.height() <= body.height()
    assert {look.colour(c).name() for c in ("bg", "surface", "text", "primarySoft")} <= inks(
        picture
    )


@pytest.mark.parametrize("percent", [100, 115, 130])
@pytest.mark.parametrize("page", PAGES)
def test_no_word_is_cut_at_any_letter_size(
    shell: Shell, qtbot: QtBot, look: Theme, page: str, percent: int
) -> None:
    shell.show_page(page)
    look.restyle(percent=percent)
    set_size(qtbot, shell, 1920, 1080, look)
    shell.grab()
    cut = [
        label.text()
        for label in visible(shell, QLabel)
        if isinstance(label, QLabel)
        and not isinstance(label, ElidedLabel | Drawing)
        and not label.wordWrap()
        and label.width() < label.sizeHint().width()
    ]
    assert cut == []
    assert [
        b for b in visible(shell, QAbstractButton) if b.width() < b.minimumSizeHint().width()
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_target_is_large_enough_and_named(
    shell: Shell, qtbot: QtBot, look: Theme, page: str
) -> None:
    shell.show_page(page)
    set_size(qtbot, shell, 1440, 900, look)
    for button in visible(shell, QAbstractButton):
        assert button.accessibleName() or getattr(button, "text", str)(), button
        assert min(button.width(), button.height()) >= LEAST_TARGET, button.accessibleName()
    for field in (
        *visible(shell, QComboBox),
        *visible(shell, QTableView),
        *visible(shell, QLineEdit),
    ):
        assert field.accessibleName(), field
    assert all(light.accessibleName() for light in visible(shell, Light))


def test_every_label_is_plain(shell: Shell) -> None:
    labels = shell.findChildren(QLabel)
    assert len(labels) > 100
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_no_letter_alone_is_a_shortcut(shell: Shell) -> None:
    keys = [b.shortcut().toString() for b in shell.findChildren(QAbstractButton)]
    keys += [s.key().toString() for s in shell.findChildren(QShortcut)]
    given = [key for key in keys if key]
    assert len(given) > 15
    assert [key for key in given if not ALLOWED.fullmatch(key)] == []


def test_dark_and_light_differ_and_both_are_complete(
    shell: Shell, qtbot: QtBot, look: Theme, tmp_path: Path
) -> None:
    set_size(qtbot, shell, 1440, 900, look)
    shell.show_page("board")
    light = shell.grab().toImage()
    look.restyle(mode="dark")
    dark = shell.grab().toImage()
    dark.save(str(tmp_path / "dark.png"))
    assert look.colour("bg").name() in inks(dark)
    bright = inks(light) & inks(dark)
    assert "#ffffff" not in inks(dark), f"a widget kept its light colours: {bright}"


def test_a_dialog_fits_a_small_screen(
    shell: Shell, qtbot: QtBot, look: Theme, tmp_path: Path
) -> None:
    set_size(qtbot, shell, 1366, 698, look)
    dialog = gallery.refusal(shell)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.grab().save(str(tmp_path / "refusal.png"))
    assert dialog.height() <= 698
    dialog.reject()

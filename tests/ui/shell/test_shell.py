"""The window: pages by key, the strip, the rail on a narrow screen, covers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.page import Page
from app.ui.kit.theme import Theme
from app.ui.kit.values import NavItem, Notice, Status
from app.ui.shell.rail import NARROW, WIDE, NavButton
from app.ui.shell.shell import Shell
from app.ui.shell.strip import StatusItem
from tests.ui.kit.windows import activate, press


@pytest.fixture
def shell(look: Theme, qtbot: QtBot) -> Iterator[Shell]:
    window = Shell(hall="青禾县政务大厅")
    window.add_cover("login", QLineEdit())
    window.add_page(NavItem("intake", "登记受理", "F2", "square-pen"), QLineEdit())
    window.add_page(NavItem("board", "待办", "F3", "list-todo", gap=True), Page(title="待办"))
    window.add_inner("ticket", Page(title="工单"), under="board")
    window.show_page("intake")
    window.resize(1440, 900)
    activate(qtbot, window)
    yield window
    window.close()


def nav(shell: Shell) -> dict[str, bool]:
    return {b.accessibleName(): b.isChecked() for b in shell.findChildren(NavButton)}


def words(widget: QWidget) -> list[str]:
    return [x.text() for x in widget.findChildren(QLabel) if x.isVisible() and x.text()]


def test_keys_open_pages_from_within_a_field(shell: Shell, qtbot: QtBot) -> None:
    edit = shell.findChildren(QLineEdit)[-1]
    with qtbot.waitSignal(shell.page_shown) as told:
        press(edit, Qt.Key.Key_F3)
    assert told.args == ["board"] == [shell.page()]
    assert nav(shell) == {"登记受理": False, "待办": True}


def test_an_inner_page_lights_the_entry_it_belongs_to(shell: Shell) -> None:
    shell.show_page("ticket")
    assert shell.page() == "ticket"
    assert nav(shell)["待办"]
    with pytest.raises(KeyError):
        shell.show_page("statistics")


def test_below_a_cover_the_keys_are_silent(shell: Shell, qtbot: QtBot) -> None:
    shell.show_cover("login")
    with qtbot.assertNotEmitted(shell.page_shown), qtbot.assertNotEmitted(shell.lock_wanted):
        press(shell, Qt.Key.Key_F3)
        press(shell, Qt.Key.Key_F12)
    assert shell.strip.isVisible()
    shell.show_page("board")
    with qtbot.waitSignal(shell.lock_wanted):
        press(shell, Qt.Key.Key_F12)


def test_the_rail_says_who_is_at_the_desk(shell: Shell) -> None:
    shell.rail.show_person("周晓岚", "A 岗，2 号窗口")
    assert {"周晓岚", "A 岗，2 号窗口", "青禾县政务大厅"} <= set(words(shell.rail))


def test_a_badge_is_read_aloud(shell: Shell) -> None:
    shell.rail.show_badge("board", 2)
    board = shell.findChildren(NavButton)[1]
    assert board.accessibleDescription() == "2 件待处理"
    shell.rail.show_badge("board", 0)
    assert board.accessibleDescription() == ""


def test_a_narrow_window_keeps_only_the_icons_of_the_rail(shell: Shell, qtbot: QtBot) -> None:
    shell.rail.show_person("周晓岚", "A 岗")
    shell.resize(1200, 800)
    qtbot.waitUntil(lambda: shell.rail.width() == NARROW)
    board = shell.findChildren(NavButton)[1]
    assert board.toolTip() == "待办 F3"
    assert "周晓岚" not in words(shell.rail)
    shell.resize(1300, 800)
    qtbot.waitUntil(lambda: shell.rail.width() == WIDE)
    assert board.toolTip() == ""


def test_a_low_window_makes_everything_compact(shell: Shell, qtbot: QtBot, look: Theme) -> None:
    shell.resize(1366, 698)
    qtbot.waitUntil(lambda: look.density == "compact")
    assert shell.strip.height() == look.size("strip") == 30
    assert shell.size().height() == 698
    shell.resize(1366, 900)
    qtbot.waitUntil(lambda: look.density == "regular")


def test_only_the_item_in_trouble_gains_words_and_a_verb(shell: Shell, qtbot: QtBot) -> None:
    shell.strip.show_items((Status("pad", "评价器"), Status("printer", "打印机")))
    kept = shell.strip.findChildren(StatusItem)
    qtbot.waitUntil(lambda: words(kept[1]) == ["打印机"])
    trouble = Status("printer", "打印机缺纸，待打 2 张", "warn", verb="已装纸，补打")
    shell.strip.show_items((Status("pad", "评价器"), trouble))
    assert shell.strip.findChildren(StatusItem) == kept, "the items only change"
    assert [item.accessibleName() for item in kept] == ["评价器", "打印机缺纸，待打 2 张"]
    verbs = [b for b in shell.strip.findChildren(QPushButton) if b.isVisible()]
    assert [b.text() for b in verbs] == ["已装纸，补打"]
    with qtbot.waitSignal(shell.strip.verb_pressed) as told:
        verbs[0].click()
    assert told.args == ["printer"]


def test_items_a_counter_does_not_have_are_not_shown(shell: Shell, qtbot: QtBot) -> None:
    shell.strip.show_items((Status("pad", "评价器"), Status("printer", "打印机")))
    shell.strip.show_items((Status("printer", "打印机"),))
    qtbot.waitUntil(lambda: len(shell.strip.findChildren(StatusItem)) == 1)
    assert "评价器" not in words(shell.strip)


def test_training_colours_the_whole_strip(shell: Shell, look: Theme) -> None:
    def ground() -> str:
        return shell.strip.grab().toImage().pixelColor(5, 5).name()

    assert ground() == look.colour("bg").name()
    shell.strip.show_training("演练，不进台账")
    assert ground() == look.colour("warnSoft").name()
    shell.strip.show_training("")
    assert ground() == look.colour("bg").name()


def test_the_strip_tells_working_hours_and_time(shell: Shell) -> None:
    shell.strip.show_time(work="今天休息", date="2026年3月14日 周六", time="09:42")
    assert {"今天休息", "2026年3月14日 周六", "09:42"} <= set(words(shell.strip))


def test_a_toast_does_not_take_the_cursor(shell: Shell) -> None:
    before = shell.focusWidget()
    toast = shell.toast(Notice("已受理，QH-260311-007", verb="打开"))
    assert toast.isVisible()
    assert shell.focusWidget() is before


def test_names_in_the_rail_break_into_lines_and_are_never_cut(shell: Shell, qtbot: QtBot) -> None:
    hall, post = "上海市崇明区政务服务中心大厅", "办理专员 A 岗，12 号窗口"
    shell.rail.show_hall(hall)
    shell.rail.show_person("周晓岚", post)
    labels = [x for x in shell.rail.findChildren(QLabel) if x.text() in (hall, post)]
    qtbot.waitUntil(lambda: all(x.height() >= x.heightForWidth(x.width()) for x in labels))
    assert len(labels) == 2


def test_a_badge_of_a_narrow_rail_leaves_the_icon_free(shell: Shell, qtbot: QtBot) -> None:
    shell.resize(1200, 800)
    board = shell.findChildren(NavButton)[1]
    qtbot.waitUntil(lambda: board.width() > board.sizeHint().height())
    without = board.grab().toImage()
    shell.rail.show_badge("board", 2)
    changed = board.grab().toImage()
    half = board.rect().center()
    spots = [(x, y) for x in range(board.width()) for y in range(board.height())
             if without.pixel(x, y) != changed.pixel(x, y)]  # fmt: skip
    assert spots
    assert all(x > half.x() and y < half.y() for x, y in spots), "in the upper right corner"


def test_the_strip_draws_a_line_only_between_two_things(shell: Shell, qtbot: QtBot) -> None:
    def lines() -> int:
        uprights = [w for w in shell.strip.findChildren(QFrame) if w.property("vr")]
        return sum(w.isVisible() for w in uprights)

    shell.strip.show_time(work="", date="2026年3月11日 周三", time="09:42")
    qtbot.waitUntil(lambda: lines() == 0)
    shell.strip.show_time(work="今天休息", date="2026年3月11日 周三", time="09:42")
    qtbot.waitUntil(lambda: lines() == 1)
    shell.strip.show_training("演练，不进台账")
    qtbot.waitUntil(lambda: lines() == 2)

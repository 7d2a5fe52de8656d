"""Banners, toasts, dialogs and the ring around what has the cursor."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.focusring import FocusRing
from app.ui.kit.notices import MOST, Banner, Toast, ToastTray
from app.ui.kit.overlay import Shade
from app.ui.kit.page import Page
from app.ui.kit.theme import Theme
from app.ui.kit.values import Notice
from tests.ui.kit.windows import activate, press, show_window

CTRL = Qt.KeyboardModifier.ControlModifier


def verb(parent: QWidget) -> QPushButton:
    return parent.findChildren(QPushButton)[-1]


def test_a_banner_shows_and_goes(look: Theme, qtbot: QtBot) -> None:
    banner = Banner()
    window = show_window(qtbot, banner)
    assert not banner.isVisible()
    banner.show_notice(Notice("网络断开", "warn", "登记不受影响", "查看"))
    assert banner.isVisible()
    assert banner.accessibleName() == "网络断开，登记不受影响"
    with qtbot.waitSignal(banner.verb_pressed):
        verb(banner).click()
    banner.show_notice(Notice("找回一份未完成的登记", "info"))
    assert not verb(banner).isVisible()
    banner.show_notice(None)
    assert not banner.isVisible()
    assert window.isVisible()


def test_a_toast_goes_by_itself(look: Theme, qtbot: QtBot) -> None:
    host = activate(qtbot, QWidget())
    toast = ToastTray(host).show(Notice("已受理，QH-260311-007"), stays_ms=1)
    with qtbot.waitSignal(toast.gone):
        assert toast.isVisible()


def test_a_toast_stays_while_the_mouse_is_on_it(look: Theme, qtbot: QtBot) -> None:
    host = activate(qtbot, QWidget())
    toast = ToastTray(host).show(Notice("已受理"))
    assert toast._timer.isActive()
    middle = toast.rect().center().toPointF()
    toast.enterEvent(QEnterEvent(middle, middle, middle))
    assert not toast._timer.isActive()
    toast.leaveEvent(QEnterEvent(middle, middle, middle))
    assert toast._timer.isActive()


def test_the_verb_of_a_toast_acts_and_takes_it_away(look: Theme, qtbot: QtBot) -> None:
    host = activate(qtbot, QWidget())
    toast = ToastTray(host).show(Notice("回执没有打出来", "warn", "装好纸", "补打"))
    with qtbot.waitSignals([toast.verb_pressed, toast.gone]):
        verb(toast).click()


def test_the_oldest_toast_makes_room_and_none_takes_the_cursor(look: Theme, qtbot: QtBot) -> None:
    edit = QLineEdit()
    host = show_window(qtbot, edit)
    host.resize(900, 400)
    edit.setFocus()
    tray = ToastTray(host)
    toasts = [tray.show(Notice(f"第 {n} 条", "warn")) for n in range(MOST + 2)]
    assert [toast.isHidden() for toast in toasts] == [True, True, False, False, False]
    tops = [toast.y() for toast in host.findChildren(Toast) if toast.isVisible()]
    assert tops == sorted(set(tops))
    assert host.focusWidget() is edit


def refusal(parent: QWidget) -> FormDialog:
    dialog = FormDialog(parent, title="不予受理", strong="登记不予受理并打印", back="返回继续登记")
    dialog.body.addWidget(QLineEdit())
    return dialog


def open_dialog(qtbot: QtBot, parent: QWidget) -> FormDialog:
    dialog = refusal(parent)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_dialog_darkens_its_window_and_puts_the_cursor_into_its_first_field(
    look: Theme, qtbot: QtBot
) -> None:
    window = show_window(qtbot, QLineEdit())
    dialog = open_dialog(qtbot, window)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    assert isinstance(dialog.focusWidget(), QLineEdit)
    shades = window.findChildren(Shade)
    assert [shade.size() for shade in shades] == [window.size()]
    window.resize(500, 400)
    assert shades[0].size() == window.size()


def test_ctrl_enter_submits_and_the_dialog_stays_until_the_page_closes_it(
    look: Theme, qtbot: QtBot
) -> None:
    window = show_window(qtbot, QLineEdit())
    dialog = open_dialog(qtbot, window)
    with qtbot.waitSignal(dialog.submitted):
        press(dialog, Qt.Key.Key_Return, CTRL)
    dialog.show_summary("还差 1 处")
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    dialog.accept()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not window.findChildren(Shade))


def test_escape_leaves_a_dialog_and_keeps_what_was_typed(look: Theme, qtbot: QtBot) -> None:
    window = show_window(qtbot, QLineEdit())
    dialog = open_dialog(qtbot, window)
    edit = dialog.findChildren(QLineEdit)[0]
    edit.setText("写了一半")
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, Qt.Key.Key_Escape)
    assert edit.text() == "写了一半"


def test_tab_in_a_dialog_comes_to_the_strong_button_before_the_way_back(
    look: Theme, qtbot: QtBot
) -> None:
    window = show_window(qtbot, QLineEdit())
    dialog = open_dialog(qtbot, window)
    names = []
    for _ in range(3):
        focused = dialog.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        press(focused, Qt.Key.Key_Tab)
    assert names == ["", "登记不予受理并打印", "返回继续登记"]


def test_the_keys_of_a_dialog_do_not_meet_those_of_its_page(look: Theme, qtbot: QtBot) -> None:
    below = KeyButton("页面上的", keys="Alt+1")
    window = show_window(qtbot, below)
    dialog = refusal(window)
    qtbot.addWidget(dialog)
    above = KeyButton("窗口里的", keys="Alt+1")
    dialog.body.addWidget(above)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.assertNotEmitted(below.clicked), qtbot.waitSignal(above.clicked):
        press(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)


def test_the_ring_follows_the_cursor_among_buttons_but_not_into_fields(
    look: Theme, qtbot: QtBot
) -> None:
    button, edit = KeyButton("受理"), QLineEdit()
    window = show_window(qtbot, edit, button)
    ring = FocusRing(window)
    edit.setFocus()
    assert not ring.isVisible()
    press(edit, Qt.Key.Key_Tab)
    assert ring.isVisible()
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    window.resize(700, 300)
    QApplication.processEvents()
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.hide()
    assert not ring.isVisible()


def test_the_ring_does_not_come_with_a_click(look: Theme, qtbot: QtBot) -> None:
    button, edit = KeyButton("受理"), QLineEdit()
    window = show_window(qtbot, edit, button)
    edit.setFocus()
    ring = FocusRing(window)
    middle = button.mapTo(window, button.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert window.focusWidget() is button
    assert not ring.isVisible()


def test_the_ring_survives_the_end_of_what_had_it(look: Theme, qtbot: QtBot) -> None:
    button, edit = KeyButton("受理"), QLineEdit()
    window = show_window(qtbot, edit, button)
    ring = FocusRing(window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    button.deleteLater()
    qtbot.waitUntil(lambda: not ring.isVisible())
    edit.setFocus()


def test_a_page_leads_back_with_escape(look: Theme, qtbot: QtBot) -> None:
    page = Page(title="户口迁入", back=True)
    activate(qtbot, page)
    with qtbot.waitSignal(page.back_pressed):
        page.setFocus()
        press(page, Qt.Key.Key_Escape)


def test_the_context_of_a_page_is_replaced(look: Theme, qtbot: QtBot) -> None:
    page = Page(title="户口迁入")
    activate(qtbot, page)
    page.set_context("QH-260225-001", "草稿", tag="复杂类", tag_kind="warn")
    page.set_context("QH-260225-002")
    texts = [label.text() for label in page.findChildren(QWidget) if hasattr(label, "text")]
    assert "QH-260225-002" in texts
    qtbot.waitUntil(
        lambda: "草稿" not in [getattr(w, "text", str)() for w in page.findChildren(QWidget)]
    )


def test_good_news_takes_the_place_of_older_good_news(look: Theme, qtbot: QtBot) -> None:
    tray = ToastTray(show_window(qtbot, QLineEdit()))
    trouble = tray.show(Notice("打印机没有接上", "warn"))
    first, second = tray.show(Notice("已受理，1", "ok")), tray.show(Notice("已受理，2", "ok"))
    assert [t.isHidden() for t in (trouble, first, second)] == [False, True, False]


def test_toasts_go_when_somebody_else_may_look(look: Theme, qtbot: QtBot) -> None:
    tray = ToastTray(show_window(qtbot, QLineEdit()))
    toasts = [tray.show(Notice("已受理，1", "ok")), tray.show(Notice("打印机没有接上", "warn"))]
    tray.clear()
    assert all(t.isHidden() for t in toasts)

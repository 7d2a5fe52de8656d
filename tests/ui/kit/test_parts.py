"""Labels, lights, fields and drawings: what they show and what a screen reader says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.kit.boxes import tab_through
from app.ui.kit.daybar import DayBar
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import PasswordEdit, Select, complete_from
from app.ui.kit.label import ElidedLabel, Label, plain_tip
from app.ui.kit.light import Light
from app.ui.kit.phone import PhoneEdit
from app.ui.kit.stepbar import StepBar
from app.ui.kit.surfaces import Card, Empty, Figure
from app.ui.kit.theme import Theme
from app.ui.kit.timeline import Timeline
from app.ui.kit.values import WORDS_OF_MARK, DayCell, Happening, Mark, Step
from app.ui.kit.weekstrip import ELLIPSIS, MOST, WeekStrip
from tests.fakes.input_method import type_zh
from tests.ui.kit.windows import press, show_window

MARKS: tuple[Mark, ...] = ("ok", "warn", "bad", "mute")
EVIL = "<b>陆远山</b><img src=x> & 子"


@pytest.mark.parametrize("mark", MARKS)
def test_each_light_has_a_name(look: Theme, qtbot: QtBot, mark: Mark) -> None:
    light = Light(mark)
    qtbot.addWidget(light)
    assert light.accessibleName() == WORDS_OF_MARK[mark]
    light.show_mark(mark, "24 小时内到期")
    assert light.accessibleName() == "24 小时内到期"


def test_lights_differ_in_shape_and_not_in_colour_alone(look: Theme, qtbot: QtBot) -> None:
    shapes = set()
    for mark in MARKS:
        light = Light(mark, size=36)
        qtbot.addWidget(light)
        light.resize(light.sizeHint())
        picture = light.grab().toImage()
        ground = picture.pixelColor(0, 0)
        size = range(picture.width())
        shapes.add(tuple(picture.pixelColor(x, y) != ground for y in size for x in size))
    assert len(shapes) == len(MARKS)


@pytest.mark.parametrize("kind", [Label, ElidedLabel])
def test_what_citizens_write_stays_what_they_wrote(
    look: Theme, qtbot: QtBot, kind: type[Label]
) -> None:
    label = kind(EVIL)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == EVIL


def test_a_label_that_is_cut_tells_all_of_it_in_a_plain_tip(look: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(EVIL)
    qtbot.addWidget(label)
    label.resize(30, 20)
    label.show()
    assert label.toolTip() == plain_tip(EVIL)
    assert "<b>" not in label.toolTip()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_field_says_what_is_wrong_and_takes_the_cursor(look: Theme, qtbot: QtBot) -> None:
    phone, name = Field("联系电话", QLineEdit()), Field("姓名", QLineEdit())
    matter = Field("问题描述", QPlainTextEdit())
    window = show_window(qtbot, phone, name, matter)
    show_errors([(phone, ""), (name, "写上姓名"), (matter, "再写清一点")])
    assert window.focusWidget() is name.widget
    assert [field.has_error() for field in (phone, name, matter)] == [False, True, True]
    assert name.widget.property("invalid") is True
    assert name.widget.accessibleDescription() == "写上姓名"
    shown = [label.text() for label in name.findChildren(QLabel) if label.isVisible()]
    assert "写上姓名" in shown
    show_errors([(name, "")])
    assert name.widget.property("invalid") is False
    assert not name.has_error()


def test_a_field_names_its_input(look: Theme, qtbot: QtBot) -> None:
    field = Field("联系电话", QLineEdit())
    qtbot.addWidget(field)
    assert field.widget.accessibleName() == "联系电话"


def test_tab_goes_through_in_the_order_of_reading(look: Theme, qtbot: QtBot) -> None:
    strong, first, second = QLineEdit(), Field("甲", QLineEdit()), Field("乙", Select())
    window = show_window(qtbot, strong, first, second)
    tab_through(first, second, strong)
    seen = []
    first.widget.setFocus()
    for _ in range(3):
        focused = window.focusWidget()
        assert focused is not None
        seen.append(focused)
        press(focused, Qt.Key.Key_Tab)
    assert seen == [first.widget, second.widget, strong]


def test_a_password_is_hidden_until_its_eye_is_pressed(look: Theme, qtbot: QtBot) -> None:
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    edit.eye.toggle()
    assert edit.echoMode() == QLineEdit.EchoMode.Normal


def test_entries_that_hold_what_is_typed_are_offered(look: Theme, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    entries = (
        ("户口迁入", "A1 hkqr"),
        ("不动产转移登记", "bdczydj"),
        ("不动产抵押注销", "bdcdyzx"),
    )
    complete_from(edit, entries)
    completer = edit.completer()
    assert completer is not None
    for typed, put_in in (("产抵", "不动产抵押注销"), ("HKQ", "户口迁入"), ("a1", "户口迁入")):
        completer.setCompletionPrefix(typed)
        assert completer.completionCount() == 1
        assert completer.currentCompletion() == put_in


def test_a_mobile_number_is_grouped_as_it_is_typed(look: Theme, qtbot: QtBot) -> None:
    edit = PhoneEdit()
    qtbot.addWidget(edit)
    for typed, shown in (("1", "1"), ("990", "199 0"), ("0001234", "199 0000 1234")):
        type_zh(edit, typed)
        assert edit.text() == shown
    assert edit.number() == "19900001234"
    edit.setCursorPosition(4)
    edit.backspace()
    assert (edit.text(), edit.number()) == ("199 0000 1234", "19900001234")
    edit.setCursorPosition(3)
    edit.backspace()
    assert (edit.text(), edit.cursorPosition()) == ("190 0001 234", 2)


@pytest.mark.parametrize("odd", ["0512-6666 8888", "分机 12", "1990000123456", "", "１９９"])
def test_any_other_number_stays_as_typed(look: Theme, qtbot: QtBot, odd: str) -> None:
    edit = PhoneEdit()
    qtbot.addWidget(edit)
    type_zh(edit, odd)
    assert (edit.text(), edit.number()) == (odd, odd)


def test_rare_characters_can_be_typed(look: Theme, qtbot: QtBot) -> None:
    name = Field("姓名", QLineEdit())
    window = show_window(qtbot, name)
    type_zh(name.widget, "𠮷堃喆")
    assert isinstance(name.widget, QLineEdit)
    assert name.widget.text() == "𠮷堃喆"
    assert window.isVisible()


def test_the_week_is_read_aloud_and_a_long_one_is_cut(look: Theme, qtbot: QtBot) -> None:
    week = WeekStrip()
    qtbot.addWidget(week)
    week.show_days([DayCell("11", "今天", "today"), DayCell("12", "办结", "due")])
    assert week.accessibleName() == "11 今天，12 办结"
    week.show_days([DayCell(str(n), "一") for n in range(30)])
    assert len(week._cells) == MOST
    assert week._cells[-2] is ELLIPSIS
    assert week._cells[-1].top == "29"


def test_the_days_of_a_limit_are_told_in_words(look: Theme, qtbot: QtBot) -> None:
    days = DayBar()
    qtbot.addWidget(days)
    days.show_days(7, 15, mark="ok", grace=5)
    assert days.accessibleName() == "已用 7 / 15 个工作日，其中延期 5 天"
    days.show_days(0, 0, mark="mute")
    days.grab()


def test_the_steps_say_where_a_ticket_stands(look: Theme, qtbot: QtBot) -> None:
    steps = StepBar()
    qtbot.addWidget(steps)
    steps.show_steps([Step("登记", "done"), Step("派发", "now"), Step("评价")])
    assert steps.accessibleName() == "第 2 步，共 3 步：派发"
    steps.show_steps([Step("登记", "done"), Step("派发", "done")])
    assert steps.accessibleName() == "第 2 步，共 2 步"


def test_the_record_breaks_its_lines_and_is_read_aloud(look: Theme, qtbot: QtBot) -> None:
    story = Timeline()
    story.resize(600, 400)
    window = show_window(qtbot, story)
    short = Happening("1", "登记受理", "2月25日 10:27", "窗口 周晓岚")
    story.show_happenings([short, Happening("2", "反馈", "2月26日", text=EVIL * 30)])
    model = story.model()
    assert window.isVisible()
    assert model.data(model.index(0, 0)) == "2月25日 10:27，登记受理，窗口 周晓岚"
    heights = [story.sizeHintForIndex(model.index(row, 0)).height() for row in (0, 1)]
    assert heights[1] > 3 * heights[0]
    story.grab()


def test_a_figure_is_read_with_its_name(look: Theme, qtbot: QtBot) -> None:
    figure = Figure("超时", mark="bad")
    qtbot.addWidget(figure)
    figure.show_value("2")
    assert figure.accessibleName() == "超时 2"


def test_an_empty_page_leads_on(look: Theme, qtbot: QtBot) -> None:
    empty = Empty("现在没有待办", sub="新登记的件会排在这里", verb="登记受理", keys="Ctrl+B")
    window = show_window(qtbot, empty)
    with qtbot.waitSignal(empty.verb_pressed):
        press(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)


def test_a_card_comes_closer_on_a_small_screen(look: Theme, qtbot: QtBot) -> None:
    card = Card("办理时限", icon="calendar-clock")
    qtbot.addWidget(card)
    before = card.sizeHint().height()
    look.restyle(density="compact")
    assert card.sizeHint().height() < before

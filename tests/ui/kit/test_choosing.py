"""Chips, segments, cards, rows and lists: chosen by mouse, by keys and by the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.button import OnOffButton
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.inputs import PersonBox, Select
from app.ui.kit.theme import Theme
from app.ui.kit.values import Choice, Person
from tests.ui.kit.windows import press, show_window

FRUIT = (Choice("a", "证明难找"), Choice("b", "多次补料"), Choice("c", "互为前置"))
CLASSES = (
    Choice("general", "一般类", "Alt+1", "单一部门", "当日办"),
    Choice("hard", "疑难类", "Alt+2", "历史遗留", "10 个工作日"),
)


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.accessibleName() == text)


def test_tab_enters_the_chips_once_and_arrows_and_space_tick(look: Theme, qtbot: QtBot) -> None:
    chips, after = ChipGroup(FRUIT), QLineEdit()
    window = show_window(qtbot, chips, after)
    button(chips, "证明难找").setFocus()
    press(None, Qt.Key.Key_Right)
    with qtbot.waitSignal(chips.changed):
        press(None, Qt.Key.Key_Space)
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Space)
    assert chips.chosen() == ("b", "c")
    press(None, Qt.Key.Key_Left)
    press(None, Qt.Key.Key_Tab)
    assert window.focusWidget() is after


def test_shift_tab_comes_back_to_the_chip_that_was_left(look: Theme, qtbot: QtBot) -> None:
    chips, after = ChipGroup(FRUIT), QLineEdit()
    window = show_window(qtbot, chips, after)
    button(chips, "多次补料").setFocus()
    press(None, Qt.Key.Key_Tab)
    press(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is button(chips, "多次补料")
    after.setFocus()
    chips.setFocus()
    assert window.focusWidget() is button(chips, "多次补料")


def test_chips_that_are_chosen_by_the_program_tell_nobody(look: Theme, qtbot: QtBot) -> None:
    chips = ChipGroup(FRUIT)
    qtbot.addWidget(chips)
    with qtbot.assertNotEmitted(chips.changed):
        chips.choose(["c"])
    assert chips.chosen() == ("c",)


def test_chips_wrap_where_the_room_ends(look: Theme, qtbot: QtBot) -> None:
    chips = ChipGroup(FRUIT)
    qtbot.addWidget(chips)
    layout = chips.layout()
    assert layout is not None
    assert layout.heightForWidth(400) < layout.heightForWidth(120)


def test_arrows_move_between_segments(look: Theme, qtbot: QtBot) -> None:
    kinds = Segmented((Choice("person", "个人"), Choice("company", "企业")))
    window = show_window(qtbot, kinds)
    assert kinds.chosen() == "person"
    button(window, "个人").setFocus()
    with qtbot.waitSignal(kinds.chosen_id) as told:
        press(None, Qt.Key.Key_Right)
    assert told.args == ["company"] == [kinds.chosen()]
    kinds.choose("person")
    assert kinds.chosen() == "person"


def test_a_card_is_chosen_by_its_key_from_another_field(look: Theme, qtbot: QtBot) -> None:
    cards, edit = ChoiceGroup(CLASSES), QLineEdit()
    window = show_window(qtbot, edit, cards)
    edit.setFocus()
    assert cards.chosen() == ""
    with qtbot.waitSignal(cards.chosen_id) as told:
        press(edit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["hard"]
    assert window.focusWidget() is edit


def test_arrows_and_space_choose_a_card(look: Theme, qtbot: QtBot) -> None:
    cards = ChoiceGroup(CLASSES)
    window = show_window(qtbot, cards)
    button(window, "一般类").setFocus()
    press(None, Qt.Key.Key_Space)
    assert cards.chosen() == "general"
    press(None, Qt.Key.Key_Right)
    assert cards.chosen() == "hard"


def test_a_card_says_what_follows(look: Theme, qtbot: QtBot) -> None:
    cards = ChoiceGroup(CLASSES)
    qtbot.addWidget(cards)
    card = button(cards, "一般类")
    assert card.accessibleDescription() == "单一部门，当日办"


def test_new_words_on_the_same_cards_keep_the_choice(look: Theme, qtbot: QtBot) -> None:
    cards = ChoiceGroup(CLASSES, form="rows")
    qtbot.addWidget(cards)
    cards.choose("hard")
    cards.show_choices([Choice(c.id, c.title, c.key, c.sub, "明天") for c in CLASSES])
    assert cards.chosen() == "hard"
    cards.show_choices(FRUIT)
    assert cards.chosen() == ""


def test_none_can_be_chosen_again(look: Theme, qtbot: QtBot) -> None:
    cards = ChoiceGroup(CLASSES)
    qtbot.addWidget(cards)
    cards.choose("hard")
    cards.choose("")
    assert cards.chosen() == ""


def test_a_list_keeps_its_choice_when_it_is_filled_again(look: Theme, qtbot: QtBot) -> None:
    box = Select(FRUIT, prompt="请选择")
    qtbot.addWidget(box)
    assert box.chosen() == ""
    box.choose("b")
    box.show_choices(FRUIT[1:])
    assert box.chosen() == "b"
    box.show_choices(FRUIT[:1])
    assert box.chosen() == ""


def test_people_are_chosen_by_id(look: Theme, qtbot: QtBot) -> None:
    box = PersonBox()
    qtbot.addWidget(box)
    assert box.chosen() == ""
    box.show_people((Person("1", "何予安", "B 岗"), Person("2", "周晓岚")))
    assert box.chosen() == "1"
    box.choose("2")
    assert (box.chosen(), box.currentText()) == ("2", "周晓岚")


def toggle_by_reader(button: QAbstractButton) -> None:
    """What Qt does when AT-SPI asks for the action of a checkable button."""
    QAbstractButton.toggle(button)


def test_a_screen_reader_chooses_as_a_click_does(look: Theme, qtbot: QtBot) -> None:
    cards, segments = ChoiceGroup(CLASSES), Segmented(FRUIT[:2])
    _window = show_window(qtbot, cards, segments)
    with qtbot.waitSignal(cards.chosen_id) as told:
        toggle_by_reader(button(cards, "疑难类"))
    assert told.args == ["hard"]
    assert cards.chosen() == "hard"
    with qtbot.waitSignal(segments.chosen_id) as told:
        toggle_by_reader(button(segments, "多次补料"))
    assert told.args == ["b"]


def test_a_screen_reader_turns_a_button_on_and_off(look: Theme, qtbot: QtBot) -> None:
    on_off = OnOffButton("已结")
    _window = show_window(qtbot, on_off)
    told: list[bool] = []
    on_off.clicked.connect(lambda on: told.append(on))
    toggle_by_reader(on_off)
    toggle_by_reader(on_off)
    assert told == [True, False]


def test_what_the_program_sets_and_what_a_hand_clicks_is_told_once(
    look: Theme, qtbot: QtBot
) -> None:
    rows, on_off = ChoiceGroup(CLASSES, form="rows"), OnOffButton("已结")
    _window = show_window(qtbot, rows, on_off)
    told: list[object] = []
    rows.chosen_id.connect(told.append)
    on_off.clicked.connect(lambda on: told.append(on))
    rows.choose("hard")
    on_off.setChecked(True)
    assert told == []
    button(rows, "一般类").click()
    on_off.setFocus()
    press(None, Qt.Key.Key_Space)
    assert told == ["general", False]

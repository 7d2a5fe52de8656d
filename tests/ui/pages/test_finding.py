"""The palette, the list of all tickets, the sheet of keys: found by what people remember."""

import pytest
from PySide6.QtCore import Qt

from app.desk import intake
from app.ui.palette.presenter import Hit, fits
from tests.desk.conftest import done
from tests.fakes.input_method import type_zh
from tests.fakes.terminal import form
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

PEOPLE = (("林小满", "19900001234", "社保卡补换"), ("曾一诺", "19900005678", "个体工商户变更登记"),
          ("张𬱖", "051012345671", "户口迁入"))  # fmt: skip


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    found = []
    for name, phone, matter in PEOPLE:
        told = form(desk.terminal, citizen_name=name, phone=phone, matter=matter)
        found.append(done(intake.accept(desk.terminal.desk, told, "general")).ticket.no)
    return found


def hits(desk: Desk, typed: str) -> list[Hit]:
    palette = desk.counter.finder.palette
    palette.field.setText(typed)
    return [h for h in palette.lines._hits if h is not None]


@pytest.mark.parametrize(
    ("typed", "place"),
    [("1234", 0), ("林小", 0), ("lxm", 0), ("社保", 0), ("SBKBH", 0), ("zyn", 1), ("变更", 1),
     ("𬱖", 2), ("5678", 1)],
)  # fmt: skip
def test_a_ticket_is_found_by_what_people_remember(
    desk: Desk, numbers: list[str], typed: str, place: int
) -> None:
    desk.counter.finder.open_palette()
    found = hits(desk, typed)
    assert numbers[place] in found[0].sub
    assert found[0].mark == "ok"


def test_a_number_without_its_last_group_finds_its_ticket(desk: Desk, numbers: list[str]) -> None:
    desk.counter.finder.open_palette()
    assert numbers[1] in hits(desk, numbers[1].lower()[:-5])[0].sub


def test_enter_opens_the_chosen_ticket(desk: Desk, numbers: list[str]) -> None:
    press(desk.counter.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = desk.counter.finder.palette
    assert palette.isVisible()
    type_zh(palette.field, "曾一诺")
    press(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert desk.counter.shell.page() == "ticket"
    assert desk.counter.ticket.number == numbers[1]


def test_arrows_move_in_the_list_and_pass_over_heads(desk: Desk, numbers: list[str]) -> None:
    palette = desk.counter.finder.palette
    desk.counter.finder.open_palette()
    found = hits(desk, "1234")
    assert [h.title for h in found] == ["社保卡补换", "新登记，电话填 199 0000 1234"]
    for _ in range(5):
        press(palette.field, Qt.Key.Key_Down)
    assert palette.lines.chosen() is found[-1]
    press(palette.field, Qt.Key.Key_Return)
    assert desk.counter.shell.page() == "intake"
    assert desk.counter.intake_page.phone.text().replace(" ", "") == "19900001234"


def test_a_greater_sign_asks_for_commands_only(desk: Desk, numbers: list[str]) -> None:
    desk.counter.shell.show_page("intake")
    desk.counter.finder.open_palette()
    for typed in (">", "》", "＞"):
        assert {h.head for h in hits(desk, typed)} == {"本页操作", "去哪里"}
    assert [h.title for h in hits(desk, ">bysl")] == ["不予受理…"]
    assert hits(desk, "> tz")[0].keys == "F7"


def test_nothing_found_says_what_to_try(desk: Desk, numbers: list[str]) -> None:
    desk.counter.finder.open_palette()
    assert hits(desk, "没有这个") == []
    assert "电话后四位" in desk.counter.finder.palette.none.text()


def test_nobody_at_the_desk_finds_nothing(desk: Desk, numbers: list[str]) -> None:
    desk.counter.lock()
    desk.counter.finder.open_palette()
    desk.counter.finder.open_sheet()
    desk.counter.finder.search("林")
    assert not desk.counter.finder.palette.isVisible()
    assert desk.counter.shell.open_page() is None


def test_the_list_of_all_tickets_narrows_by_words_and_state(desk: Desk, numbers: list[str]) -> None:
    finder = desk.counter.finder
    finder.search("")
    assert [finder.page.model.row_at(n).number for n in range(3)] == numbers[::-1]  # type: ignore[union-attr]  # three rows
    finder.find.on_typed("社保")
    assert finder.page.model.rowCount() == 1
    finder.find.on_states("closed")
    assert finder.page.model.rowCount() == 0
    assert finder.page.empty.isVisible()


def test_ctrl_f_puts_the_cursor_into_the_field(desk: Desk, numbers: list[str]) -> None:
    press(desk.counter.shell, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.counter.shell.page() == "find"
    assert desk.counter.finder.page.field.hasFocus()


@pytest.mark.parametrize(("typed", "is_meant"), [("受理", True), ("bysl", True), ("台账", False)])
def test_a_command_is_meant_by_its_words_or_initials(typed: str, is_meant: bool) -> None:
    assert fits("不予受理…", typed) is is_meant

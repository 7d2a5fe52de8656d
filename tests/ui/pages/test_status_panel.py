"""The panel above the strip: what happened, what to try first, one thing to do."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.devices import worker
from app.printing import spooler
from app.settings.words import Words
from app.ui import strip
from app.ui.kit.values import Status
from tests.ui.kit.windows import click, press
from tests.ui.pages.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


class FakePrinter:
    """Remembers that it was woken."""

    def __init__(self) -> None:
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1


def lose(desk: Desk) -> None:
    desk.terminal.bridge.post(worker.HealthChanged("lost", "not_found"))
    desk.terminal.bridge.drain()


def test_ctrl_j_opens_the_worst_item_and_esc_gives_the_cursor_back(desk: Desk) -> None:
    counter = desk.counter
    desk.clock.move(minutes=3)
    lose(desk)
    counter.intake_page.phone.setFocus()
    press(counter.shell, Qt.Key.Key_J, CTRL)
    popover = counter.status._popover
    assert popover.isVisible()
    assert popover._title.text() == "评价器没有接上"
    assert popover._since.text() == "09:03 起"
    assert "线" in popover._what.text()
    told = [b.accessibleDescription() for b in (popover.verb, popover.close_button)]
    assert sorted(told) == ["", f"{popover._what.text()}。{popover._first.text()}"]
    press(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_pressing_an_item_opens_its_panel_and_the_settings_are_a_step_away(desk: Desk) -> None:
    lose(desk)
    item = desk.counter.shell.strip.item("pad")
    click(item, QPoint(4, 4))
    popover = desk.counter.status._popover
    assert popover.isVisible()
    popover.settings.click()
    assert not popover.isVisible()
    assert desk.counter.shell.page() == "settings"


def test_new_paper_lets_the_printer_go_on(desk: Desk) -> None:
    printer = FakePrinter()
    desk.terminal.printer = printer  # type: ignore[assignment]  # as far as the window calls it
    desk.counter.status.fit()
    desk.terminal.bridge.post(spooler.HealthChanged(False, "paper_out"))
    desk.terminal.bridge.drain()
    desk.counter.status.open_panel("printer")
    popover = desk.counter.status._popover
    assert popover.verb.text() == "已装纸，继续打印"
    press(popover, Qt.Key.Key_Return)
    assert printer.woken == 1
    desk.terminal.printer = None


def test_what_is_well_says_so(desk: Desk) -> None:
    desk.terminal.bridge.post(worker.HealthChanged("online", ""))
    desk.terminal.bridge.drain()
    desk.counter.status.open_panel("pad")
    popover = desk.counter.status._popover
    assert popover._what.text() == "现在正常，没有要处理的"
    assert popover.close_button.accessibleDescription() == popover._what.text()
    assert not popover.verb.isVisible()
    popover.close()


def test_nobody_at_the_desk_opens_no_panel(desk: Desk) -> None:
    desk.counter.lock()
    desk.counter.status.open_panel("pad")
    assert not desk.counter.status._popover.isVisible()


@pytest.mark.parametrize("item", ["pad", "printer", "backup", "screen"])
def test_every_trouble_has_a_sentence_and_what_to_try(item: str) -> None:
    words = Words()
    codes = {k.split(".")[2].removesuffix("_first") for k in words._texts
             if k.startswith(f"panel.{item}.")}  # fmt: skip
    for code in codes:
        panel = strip.panel(words, Status(item, "x", "bad", code=code), "")
        assert panel.what
        assert panel.first
    unknown = strip.panel(words, Status(item, "x", "bad", code="nobody knows"), "")
    assert unknown.what

"""The counter as a clerk opens it, page after page, read by a screen reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.desk import intake
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.clock import SystemClock
from app.settings.terminal import save_settings
from tests.a11y.reader import Node, Reader
from tests.fakes.terminal import form, make_terminal, sit
from tests.ui.ime.desktop import Desktop

RAIL: Final = {"board": "待办", "rating": "评价", "ledger": "台账", "regime": "规则",
               "settings": "设置"}  # fmt: skip
TITLES: Final = {"ledger": "当日台账"}


def prepare(home: Path) -> None:
    """A founded home with a ticket to work on and one to be rated."""
    terminal = make_terminal(home, SystemClock())
    save_settings(home, terminal.settings)
    sit(terminal, "C1")
    accepted = intake.accept(terminal.desk, form(terminal), "general")
    act = AnsweredOnSpot(result="已当场答复")
    told = form(terminal, citizen_name="曾一诺")
    answered = intake.answer(terminal.desk, told, "general", act)
    assert accepted.is_done
    assert answered.is_done
    terminal.stop()


def pages(folder: Path) -> Iterator[tuple[str, Node]]:
    """Each page by its name and what a screen reader is told of it; opened as one opens it."""
    prepare(folder / "home")
    with Desktop(folder) as desktop, Reader(desktop) as reader:
        desktop.open_counter(folder / "home")
        reader.wait_for("combo box", "周晓岚，A 岗")
        yield "sign-in", reader.window()
        desktop.focus(desktop.window())
        desktop.press(*"clerk", "minus", *"secret", "Return")
        reader.wait_for("label", "登记受理")
        yield "intake", reader.window()
        for page, name in RAIL.items():
            reader.focus(reader.wait_for("radio button", name))
            desktop.press("space")
            reader.wait_for("label", TITLES.get(page, name))
            yield page, reader.window()
        desktop.press("F3")
        reader.press(reader.wait_for("push button", "打开完整工单"))
        reader.wait_for("push button", "返回")
        yield "ticket", reader.window()
        desktop.press("ctrl+f")
        reader.wait_for("label", "全部工单")
        yield "find", reader.window()

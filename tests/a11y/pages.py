"""The counter as a clerk opens it, page after page, read by a screen reader."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from app.desk import intake
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.clock import SystemClock
from app.settings.terminal import save_settings
from tests.a11y.reader import Node, Reader
from tests.fakes.terminal import form, make_terminal, sit
from tests.ui.ime.desktop import Desktop, wait_until

RAIL: Final = {
    "board": "待办", "rating": "评价", "ledger": "台账", "watch": "值守", "regime": "规则",
    "settings": "设置",
}  # fmt: skip
OVER_INTAKE: Final = {
    "palette": "ctrl+k", "keys": "F1", "leave": "ctrl+F12", "refusal": "alt+n",
    "on-the-spot": "alt+d", "phrases": "alt+q", "channel": "alt+g",
}  # fmt: skip
OVER_TICKET: Final = {"act": "alt+1"}
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
        yield from dialogs(desktop, reader, OVER_INTAKE)
        desktop.focus(desktop.window())
        yield "status", reader.popup(lambda: desktop.press("ctrl+j"))
        desktop.press("Escape")
        for page, name in RAIL.items():
            reader.press(reader.wait_for("radio button", name))
            reader.wait_for("label", TITLES.get(page, name))
            yield page, reader.window()
        reader.press(reader.wait_for("radio button", RAIL["board"]))
        reader.press(reader.wait_for("push button", "打开完整工单"))
        reader.wait_for("push button", "返回")
        yield "ticket", reader.window()
        yield from dialogs(desktop, reader, OVER_TICKET)
        desktop.focus(desktop.window())
        desktop.press("ctrl+f")
        reader.wait_for("label", "全部工单")
        yield "find", reader.window()


def dialogs(
    desktop: Desktop, reader: Reader, keys: Mapping[str, str]
) -> Iterator[tuple[str, Node]]:
    """What opens over a page, each by its keys and gone with Esc."""
    for name, pressed in keys.items():
        desktop.focus(desktop.window())  # without a window manager nobody gives it back
        desktop.press(pressed)
        wait_until(reader.is_covered, name)
        yield name, reader.window()
        desktop.press("Escape")
        wait_until(lambda: not reader.is_covered(), f"{name} gone")

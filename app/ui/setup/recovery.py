"""The recovery code: shown until the leader has it in hand, then kept nowhere on this machine."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit.boxes import row
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.kit.surfaces import note


class Keeper(Protocol):
    """Who has the code."""

    def recovery_code(self) -> str:
        """The code, "" once it was taken."""

    def forget_recovery_code(self) -> None:
        """The leader has it."""


class RecoveryDialog(FormDialog):
    """恢复码: to be copied onto paper and sealed."""

    def __init__(self, parent: QWidget, code: str, taken: Callable[[], None]) -> None:
        super().__init__(
            parent, title="恢复码", sub="请组长抄在纸上，封存在信封里",
            strong="已抄录并封存", width=560,
        )  # fmt: skip
        shown = Label(code, "title", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(row((shown, 1), margins=(0, 12, 0, 12)))
        self.body.addWidget(
            note("换机器或密钥丢失时，凭它打开全部数据。确认后本机不再保存，也不再显示。")
        )

        def submit() -> None:
            self.accept()
            taken()

        self.submitted.connect(submit)


def offer_recovery(parent: QWidget, keeper: Keeper) -> None:
    """Show the code if nobody has taken it yet."""
    code = keeper.recovery_code()
    if code:
        RecoveryDialog(parent, code, keeper.forget_recovery_code).open()

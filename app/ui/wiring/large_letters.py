"""Larger letters are offered once where the screen has room for them (interface 3.4)."""

from typing import Final

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.desk import Desk
from app.ui.kit.boxes import row
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.settings.keeper import SettingsKeeper

WIDE: Final = 1600  # px of the screen
LARGE: Final = 115


def offer_large_letters(parent: QWidget, desk: Desk, keeper: SettingsKeeper, width: int) -> None:
    """Ask whoever sits there, if the screen is `width` px wide and nothing else is asked.

    Either answer is kept and nobody is asked again. A training home would ask every day.
    """
    look = keeper.now.look
    wanted = width >= WIDE and look.percent < LARGE and not look.large_offered
    if not wanted or desk.training or QApplication.activeModalWidget() is not None:
        return
    words = desk.words
    dialog = FormDialog(
        parent, title=words("large.title"), sub=words("large.sub"), strong=words("large.yes"),
        back=words("large.no"), width=560,
    )  # fmt: skip
    dialog.body.addLayout(row((Label(words("large.told"), "t14", wrap=True), 1)))

    def answer(percent: int) -> str:
        now = keeper.now.look
        return keeper.wear(msgspec.structs.replace(now, percent=percent, large_offered=True))

    def submit() -> None:
        sentence = answer(LARGE)
        if sentence:
            dialog.show_summary(sentence)
        else:
            dialog.accept()

    dialog.submitted.connect(submit)
    dialog.rejected.connect(lambda: answer(keeper.now.look.percent))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()

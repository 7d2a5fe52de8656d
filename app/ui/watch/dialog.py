"""The form of a record of the desk."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.asks import AskBlock
from app.ui.kit.boxes import column, scrolled
from app.ui.kit.dialog import FormDialog
from app.ui.kit.theme import theme
from app.ui.kit.values import Ask

MANY = 5  # more fields than this are scrolled
TALL = 430


class RecordDialog(FormDialog):
    """The fields of one record; `filled` carries what stands in them."""

    filled = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sub: str,
        strong: str,
        asks: Sequence[Ask],
        lists: Mapping[str, Sequence[tuple[str, str]]],
        today: date,
    ) -> None:
        super().__init__(parent, title=title, sub=sub, strong=strong, width=560)
        self.block = AskBlock(asks, lists, today)
        if len(asks) > MANY:
            area = scrolled(column(self.block, gap=0, margins=(0, 0, 12, 0)), title)
            area.setFixedHeight(theme().px(TALL))
            self.body.addWidget(area)
        else:
            self.body.addWidget(self.block)
        self.submitted.connect(self._fill)

    def _fill(self) -> None:
        values = self.block.values()
        if values is not None:
            self.filled.emit(values)

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        rest = list(self.block.show_faults(faults).values())
        self.show_summary(summary or (rest[0] if rest else ""))

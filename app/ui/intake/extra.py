"""The fields that the profile's forms add to intake: to its page and to its dialogs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.asks import AskBlock, Lists
from app.ui.kit.boxes import column, emptied
from app.ui.kit.values import Ask


class ExtraFields(QWidget):
    """None, one or some fields, `abreast` side by side; hidden while there are none."""

    changed = Signal()

    def __init__(self, *, abreast: int = 1) -> None:
        super().__init__()
        self._abreast = abreast
        self._box = column(gap=0)
        self.setLayout(self._box)
        self.block = AskBlock((), {}, date.min)
        self._box.addWidget(self.block)
        self.hide()

    def show_asks(
        self, asks: Sequence[Ask], lists: Lists, today: date, cells: Mapping[str, str]
    ) -> None:
        """These fields, with what stands in them."""
        emptied(self._box)
        self.block = AskBlock(asks, lists, today, abreast=self._abreast)
        self.block.fill(cells)
        self.block.changed.connect(self.changed)
        self._box.addWidget(self.block)
        self.setVisible(bool(asks))

    def read(self, then: Callable[[dict[str, str]], None]) -> None:
        """Go on with what stands in the fields; said beside them where one cannot be read."""
        values = self.block.values()
        if values is not None:
            then({name: str(value) for name, value in values.items()})

"""The fields that the profile's forms add to intake: to its page and to its dialogs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.asks import AskBlock, Lists
from app.ui.kit.boxes import column
from app.ui.kit.field import Field
from app.ui.kit.values import Ask


class ExtraFields(QWidget):
    """None, one or some fields, `abreast` side by side, behind a `lead` of the page's own; hidden
    while there are none."""

    changed = Signal()
    fitted = Signal()  # there are more or fewer

    def __init__(self, *, abreast: int = 1, lead: Field | None = None) -> None:
        super().__init__()
        self._lead = lead
        self.block = AskBlock((), {}, date.min, abreast=abreast, lead=lead)
        self.block.changed.connect(self.changed)
        self.block.fitted.connect(self.fitted)
        self.setLayout(column(self.block, gap=0))
        self.setVisible(lead is not None)

    def show_asks(
        self, asks: Sequence[Ask], lists: Lists, today: date, cells: Mapping[str, str]
    ) -> None:
        """These fields, with what stands in them."""
        self.block.ask(asks, lists, today)
        self.fill(cells)

    def leave_out(self, names: Collection[str]) -> None:
        """Hide those that nothing calls for."""
        self.block.leave_out(names)
        self.setVisible(bool(self.block.texts()) or self._lead is not None)

    def fill(self, cells: Mapping[str, str]) -> None:
        """Put in what is known; it is not heard back."""
        self.block.blockSignals(True)
        self.block.fill(cells)
        self.block.blockSignals(False)

    def values(self) -> dict[str, str] | None:
        """What stands in the fields; None, said beside them, where one cannot be read."""
        values = self.block.values()
        return None if values is None else {name: str(value) for name, value in values.items()}

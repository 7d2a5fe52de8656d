"""The form of a record of the desk."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.asks import AskBlock, width_for
from app.ui.kit.dialog import FormDialog
from app.ui.kit.values import Ask


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
        wide, abreast = width_for(len(asks))
        super().__init__(parent, title=title, sub=sub, strong=strong, width=wide)
        self.block = AskBlock(asks, lists, today, abreast=abreast)
        self.body.addWidget(self.block)
        self.submitted.connect(self._fill)

    def fit_to(self, uncalled: Callable[[Mapping[str, str]], Collection[str]]) -> None:
        """Leave out what nothing calls for, anew with every change."""

        def fit() -> None:
            self.block.leave_out(uncalled(self.block.texts()))

        self.block.changed.connect(fit)
        self.block.fitted.connect(self.fit_content)
        fit()

    def _fill(self) -> None:
        values = self.block.values()
        if values is not None:
            self.filled.emit(values)

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        rest = list(self.block.show_faults(faults).values())
        self.show_summary(summary or (rest[0] if rest else ""))

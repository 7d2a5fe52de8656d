"""The table of matters and the window each belongs to: typed, or pasted from a spreadsheet."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.ui.kit.theme import theme

HEADS: Final = ("办理事项", "承办窗口")
EMPTY_ROWS: Final = 2  # always so many free rows at the foot
MOST_SHOWN: Final = 8  # rows in sight; more of them scroll
ROW: Final = 34


class MattersTable(QTableWidget):
    """Two columns; a free row is always at the foot, Ctrl+V takes cells of a spreadsheet."""

    def __init__(self) -> None:
        super().__init__(EMPTY_ROWS, len(HEADS))
        self.setHorizontalHeaderLabels(HEADS)
        self.setAccessibleName("事项和承办窗口")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self.setTabKeyNavigation(False)
        self._fit()
        self.itemChanged.connect(lambda _: self._grow())

    def rows(self) -> tuple[tuple[str, str], ...]:
        """What stands in the table: (matter, department), rows without a matter left out."""
        found = ((self._text(r, 0), self._text(r, 1)) for r in range(self.rowCount()))
        return tuple((m, d) for m, d in found if m)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Replace what stands in the table."""
        self.clearContents()
        self.setRowCount(0)
        self._put(0, rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste cells, clear cells."""
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = QGuiApplication.clipboard().text().splitlines()
            cells = [line.replace("，", "\t").replace(",", "\t").split("\t") for line in lines]
            at = max(0, self.currentRow())
            self._put(at, [(c[0], c[1] if len(c) > 1 else "") for c in cells if any(c)])
        elif event.matches(QKeySequence.StandardKey.Delete):
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def _put(self, at: int, rows: Iterable[tuple[str, str]]) -> None:
        self.blockSignals(True)
        for place, cells in enumerate(rows, start=at):
            if place >= self.rowCount():
                self.insertRow(place)
            for column, text in enumerate(cells):
                self.setItem(place, column, QTableWidgetItem(text.strip()))
        self.blockSignals(False)
        self._grow()

    def _grow(self) -> None:
        used = max((r for r in range(self.rowCount()) if self._text(r, 0)), default=-1) + 1
        if self.rowCount() < used + EMPTY_ROWS:
            self.setRowCount(used + EMPTY_ROWS)

        self._fit()

    def _fit(self) -> None:
        """As high as its rows: a blank band below them would look like one more."""
        look = theme()
        self.horizontalHeader().setFixedHeight(look.px(ROW))
        rows = min(self.rowCount(), MOST_SHOWN)
        self.setFixedHeight(look.px(ROW) + rows * look.px(ROW) + 2 * self.frameWidth())

    def _text(self, place: int, column: int) -> str:
        item = self.item(place, column)
        return item.text().strip() if item else ""

"""RowsTable: the view of a RowsModel. A bar at the left marks the selected row.

Arrows, Home, End, PgUp and PgDn select, Enter and a double click open, Space and a click on a box
tick. Group rows are passed over.
"""

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.kit.light import draw_light
from app.ui.kit.options import has_state, rect_of
from app.ui.kit.rows import Index, RowsModel
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import TONE_OF_MARK, Cell, Group, Lit, Tag, Tick, TwoLine, Words
from app.ui.kit.writing import text_width, write

R = TypeVar("R")
BY_KEY: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
EDGE: Final = 20  # room before the first column
END: Final = 12  # room after each cell
GROUP: Final = 34
HEADER: Final = 32
STRETCH: Final = 60
ONE_LINE: Final = 42
TWO_LINES: Final = 54
CURSOR: Final = 2  # px of the lines around the row that has the cursor
LEAST: Final = 200  # px of the column that takes what is left; others give way for it


class RowsTable(QTableView, Generic[R]):
    """A table of rows; the signals carry the row itself, `row_selected` None for no row."""

    row_selected = Signal(object)
    row_opened = Signal(object)
    row_ticked = Signal(object)

    def __init__(self, model: RowsModel[R], *, height: int = TWO_LINES, words: str = "") -> None:
        """`height` of a row in px at 100 %; `words` name the table for a screen reader."""
        super().__init__()
        self.setAccessibleName(words)
        self._rows, self._height = model, height
        self._wanted, self._by_key = "", False
        self._low: list[int] = []
        self.setModel(model)
        self.setItemDelegate(_CellPainter(self, model))
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fit_columns()
        self._fit_rows()
        model.modelReset.connect(self._fit_rows)
        model.rowsInserted.connect(lambda _parent, first, _last: self._fit_groups(first))
        theme().changed.connect(self._fit_columns)
        theme().changed.connect(self._fit_rows)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._click)

    def least_width(self) -> int:
        """What its columns need; the one that takes the rest is not to be left with nothing."""
        return theme().px(EDGE + sum(c.width or STRETCH for c in self._rows.columns))

    def selected(self) -> R | None:
        """The selected row."""
        chosen = self.selectionModel().selectedRows()
        return self._rows.row_at(chosen[0].row()) if chosen else None

    def select(self, key: str) -> bool:
        """Select a row by its key and bring it into sight; whether it is there."""
        place = self._rows.place_of(key)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._rows.index(place, 0))
        return place >= 0

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection, /) -> None:
        """Tell which row is selected."""
        super().selectionChanged(selected, deselected)
        row = self.selected()
        places = self.selectionModel().selectedRows()
        if places:
            self._wanted = self._rows.key_at(places[0].row())
        self.row_selected.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Home and End go to the first and last row."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        )  # fmt: skip
        row = self.selected()
        if plain and enter and row is not None:
            self.row_opened.emit(row)
        elif plain and event.key() == Qt.Key.Key_Space and row is not None:
            self.row_ticked.emit(row)
        elif plain and event.key() == Qt.Key.Key_Home:
            self._select_first(range(self._rows.rowCount()))
        elif plain and event.key() == Qt.Key.Key_End:
            self._select_first(reversed(range(self._rows.rowCount())))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether a key brought the cursor here."""
        self._by_key = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """A ring where a key brought the cursor into the table and on none of its rows."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key and self.selected() is None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme().colour("focus"), CURSOR))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def keyboardSearch(self, search: str, /) -> None:
        """Letters typed into a table belong to nobody."""

    def _select_first(self, places: Iterable[int]) -> None:
        place = next((p for p in places if self._rows.row_at(p) is not None), -1)
        if place >= 0:
            self.select(self._rows.key_at(place))

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is not None:
            self.row_opened.emit(row)

    def _click(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is not None and isinstance(self._rows.cell_at(index), Tick):
            self.row_ticked.emit(row)

    def _fit_columns(self) -> None:
        look, header = theme(), self.horizontalHeader()
        header.setFixedHeight(look.px(HEADER))
        header.setMinimumSectionSize(look.px(24))
        for place, column in enumerate(self._rows.columns):
            fixed = QHeaderView.ResizeMode.Fixed
            stretch = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, fixed if column.width else stretch)
            if column.width:
                self.setColumnWidth(place, look.px(column.width))

        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Columns go, one after the other, until the one that matters can be read."""
        look, columns = theme(), self._rows.columns
        need = sum(look.px(c.width or LEAST) for c in columns)
        gone = set[int]()
        for goes, place in sorted((c.goes, p) for p, c in enumerate(columns) if c.goes):
            if need > self.viewport().width() and goes:
                gone.add(place)
                need -= look.px(columns[place].width)
        for place in range(len(columns)):
            if self.isColumnHidden(place) != (place in gone):
                self.setColumnHidden(place, place in gone)

    def _fit_rows(self) -> None:
        tall = theme().px(self._height)
        self.verticalHeader().setDefaultSectionSize(tall)
        for place in (p for p in self._low if p < self._rows.rowCount()):
            self.setRowHeight(place, tall)  # a group row before, and the header remembers
        self._low.clear()
        self.clearSpans()
        self._fit_groups(0)
        self.select(self._wanted)

    def _fit_groups(self, first: int) -> None:
        """Group rows are lower and one cell wide."""
        for place in self._rows.group_places(first):
            self._low.append(place)
            self.setRowHeight(place, theme().px(GROUP))
            self.setSpan(place, 0, 1, self._rows.columnCount())


class _CellPainter(QStyledItemDelegate):
    def __init__(self, table: QTableView, model: RowsModel[R]) -> None:
        super().__init__(table)
        self._table, self._rows = table, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint an item."""
        look, rect = theme(), rect_of(option)
        painter.save()
        group = self._rows.group_at(index.row())
        chosen = has_state(option, QStyle.StateFlag.State_Selected)
        ground = "surface2" if group else "primarySoft" if chosen else "surface"
        painter.fillRect(rect, look.colour(ground))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        first = index.column() == 0
        if chosen and first:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), look.colour("primary"))
        room = rect.adjusted(look.px(EDGE) if first else 0, 0, -look.px(END), -1)
        if group:
            _draw_group(painter, look, group, room)
        else:
            _draw_cell(painter, look, self._rows.cell_at(index), room)
        if chosen and self._table.hasFocus():  # the cursor is here: Enter opens this row
            for y in (rect.y(), rect.bottom() + 1 - CURSOR):
                line = QRect(rect.x(), y, rect.width(), CURSOR)
                painter.fillRect(line, look.colour("focus"))
        painter.restore()


def _light_rect(look: Theme, rect: QRect, px: int) -> QRectF:
    side = look.px(px)
    return QRectF(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)


def _draw_group(painter: QPainter, look: Theme, group: Group, rect: QRect) -> None:
    if group.mark:
        draw_light(painter, group.mark, _light_rect(look, rect, 15), look)
        rect = rect.adjusted(look.px(23), 0, 0, 0)
    taken = write(painter, look, rect, group.title, "text2", bold=True)
    write(painter, look, rect.adjusted(taken + look.px(8), 0, 0, 0), group.more, "text2")


def _draw_cell(painter: QPainter, look: Theme, cell: Cell, rect: QRect) -> None:
    match cell:
        case Words(text, tone, bold, px):
            write(painter, look, rect, text, tone, px=px, bold=bold)
        case TwoLine(text, sub):
            half = look.px(20)
            top = rect.y() + (rect.height() - 2 * half) // 2
            line = QRect(rect.x(), top, rect.width(), half)
            write(painter, look, line, text, px=14, bold=True)
            write(painter, look, line.translated(0, half), sub, "text3")
        case Lit(mark, text):
            draw_light(painter, mark, _light_rect(look, rect, 18), look)
            words = rect.adjusted(look.px(28), 0, look.px(END), 0)
            loud = mark in ("bad", "warn")
            write(painter, look, words, text, TONE_OF_MARK[mark], px=14, bold=loud)
        case Tag(text):
            _draw_tag(painter, look, text, rect)
        case Tick(on):
            _draw_box(painter, look, on, _light_rect(look, rect, 18))


def _draw_tag(painter: QPainter, look: Theme, text: str, rect: QRect) -> None:
    tall = look.px(22)
    width = min(text_width(look, text, 13) + look.px(16), rect.width())
    top = rect.y() + (rect.height() - tall) // 2
    frame = QRectF(rect.x() + 0.5, top + 0.5, width, tall)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("line2"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(frame, 4, 4)
    write(painter, look, frame.adjusted(look.px(8), -1, 0, 0), text, "text2")


def _draw_box(painter: QPainter, look: Theme, on: bool, rect: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("primary" if on else "control"), 1))
    painter.setBrush(look.colour("primary" if on else "surface"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        tick = rect.adjusted(2, 2, -2, -2)
        look.icons.paint(painter, "check", look.colour("onPrimary"), tick)

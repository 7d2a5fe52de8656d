"""RowsModel: frozen rows as a table, with group rows between them and more to come.

The rows are the caller's own objects; the columns say which cell each makes of a row. Cells are
made when they are painted, so 20,000 rows cost what can be seen of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.ui.kit.values import Cell, Column, Group

R = TypeVar("R")
K = TypeVar("K")
Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()


def grouped(
    rows: Iterable[R], by: Callable[[R], K], head: Callable[[K, int], Group]
) -> Iterator[R | Group]:
    """Rows with a group row above each run of alike ones: `head(what, how many)`."""
    for what, run in groupby(rows, by):
        members = list(run)
        yield head(what, len(members))
        yield from members


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind. `key` is a row's lasting name, by which a selection survives."""

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[R]], *, key: Callable[[R], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[R | Group] = []
        self._keys: list[str] = []
        self._more = False

    def show(self, rows: Iterable[R | Group], *, more: bool = False) -> None:
        """Show these rows; `more` are to be had by `more_wanted`.

        The same keys as before: only rows that differ are painted anew. The old keys and then
        others: those are appended. Else the table starts over.
        """
        fresh = list(rows)
        keys = [self._name(row) for row in fresh]
        old = len(self._keys)
        self._more = more
        if not old or keys[:old] != self._keys:
            self.beginResetModel()
            self._rows, self._keys = fresh, keys
            self.endResetModel()
            return
        changed = [i for i in range(old) if fresh[i] != self._rows[i]]
        self._rows[:old] = fresh[:old]
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        if len(fresh) > old:
            self.beginInsertRows(QModelIndex(), old, len(fresh) - 1)
            self._rows, self._keys = fresh, keys
            self.endInsertRows()

    def row_at(self, place: int) -> R | None:
        """The row at a place, None for a group row or none at all."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return None if isinstance(row, Group) else row

    def group_at(self, place: int) -> Group | None:
        """The group row at a place, None for a row."""
        row = self._rows[place]
        return row if isinstance(row, Group) else None

    def group_places(self, first: int = 0) -> list[int]:
        """Where group rows are, from a place on."""
        return [i for i, row in enumerate(self._rows[first:], first) if isinstance(row, Group)]

    def key_at(self, place: int) -> str:
        """The lasting name of the row at a place."""
        return self._keys[place]

    def place_of(self, key: str) -> int:
        """Where a row is; -1 if it is not shown."""
        return self._keys.index(key) if key in self._keys else -1

    def cell_at(self, index: Index) -> Cell:
        """What a row shows in a column."""
        row = self._rows[index.row()]
        assert not isinstance(row, Group), "group rows have no cells"
        return self.columns[index.column()].cell(row)

    def _name(self, row: R | Group) -> str:
        return f"\0{row.title}" if isinstance(row, Group) else self._key(row)

    # --- QAbstractTableModel ------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT, /) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT, /) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        """What an item says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        group = self.group_at(index.row())
        if group is not None:
            return f"{group.title} {group.more}".strip() if index.column() == 0 else None
        cell = self.cell_at(index)
        return "，".join(part for part in (cell.text, getattr(cell, "sub", "")) if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """What may be done with an item."""
        if self.group_at(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def canFetchMore(self, parent: Index, /) -> bool:
        """Whether there are more."""
        return self._more and not parent.isValid()

    def fetchMore(self, _parent: Index, /) -> None:
        """Ask for more, once."""
        self._more = False
        self.more_wanted.emit()

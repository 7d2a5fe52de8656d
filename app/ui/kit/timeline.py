"""Timeline: the record of a ticket, newest first, drawn only where it can be seen."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.kit.options import has_state, rect_of
from app.ui.kit.theme import Theme, theme
from app.ui.kit.values import Happening
from app.ui.kit.writing import RIGHT, text_height, text_width, write, write_paragraph

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
CIRCLE: Final = 24
HEAD: Final = 24
INDENT: Final = 32
FOOT: Final = 14
MEASURE: Final = 640  # a line longer than this is hard to read


class HappeningsModel(QAbstractListModel):
    """Happenings as a list; a screen reader reads each in one sentence."""

    def __init__(self, happenings: Sequence[Happening] = ()) -> None:
        super().__init__()
        self.happenings = tuple(happenings)

    def show(self, happenings: Sequence[Happening]) -> None:
        """Show these."""
        self.beginResetModel()
        self.happenings = tuple(happenings)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT, /) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.happenings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        """What an item says."""
        one = self.happenings[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return "，".join(part for part in (one.at, one.title, one.who, one.text) if part)
        return None


class Timeline(QListView):
    """The list itself. Up and down read it; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("办理记录")
        self._model = HappeningsModel()
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Show these, in this order."""
        self._model.show(happenings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the paragraphs break elsewhere


class _Painter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index, /) -> QSize:
        """How large it wants to be."""
        look, one = theme(), index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        text = text_height(look, one.text, _measure(look, width), 14)
        return QSize(width, look.px(HEAD) + text + look.px(FOOT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint an item."""
        look, rect = theme(), rect_of(option)
        one: Happening = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = index.row() == index.model().rowCount() - 1
        _draw_mark(painter, look, one, rect, last=last)
        head = QRect(rect.x() + look.px(INDENT), rect.y(), 0, look.px(HEAD))
        head.setRight(rect.right() - look.px(8))
        write(painter, look, head, one.at, "text3", align=RIGHT)
        head.setRight(head.right() - text_width(look, one.at, 13) - look.px(16))
        taken = write(painter, look, head, one.title, px=15, bold=True)
        write(painter, look, head.adjusted(taken + look.px(10), 1, 0, 1), one.who, "text3")
        room = rect.adjusted(look.px(INDENT), look.px(HEAD), 0, 0)
        room.setWidth(_measure(look, rect.width()))
        write_paragraph(painter, look, room, one.text, "text2")
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -look.px(6)), 6, 6)
        painter.restore()


def _measure(look: Theme, width: int) -> int:
    return min(width - look.px(INDENT) - look.px(8), look.px(MEASURE))


def _draw_mark(painter: QPainter, look: Theme, one: Happening, rect: QRect, *, last: bool) -> None:
    px = look.px(CIRCLE)
    circle = QRectF(rect.x(), rect.y(), px, px)
    if not last:
        painter.setPen(QPen(look.colour("line"), 2))
        middle = rect.x() + px // 2
        painter.drawLine(middle, rect.y() + px, middle, rect.bottom() + 1)
    painter.setPen(QPen(look.colour("primary" if one.strong else "line2"), 1))
    painter.setBrush(look.colour("primary" if one.strong else "surface"))
    painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
    inset = (px - look.px(14)) / 2
    tone = "onPrimary" if one.strong else "text2"
    look.icons.paint(
        painter, one.icon, look.colour(tone), circle.adjusted(inset, inset, -inset, -inset)
    )

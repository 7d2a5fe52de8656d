"""Boxes: rows, columns and hairlines, so that a page reads from left to right and top to bottom.

An item is a widget, a layout, `(item, stretch)`, an int for that many pixels of room, or None for
all the room that is left.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

B = TypeVar("B", bound=QBoxLayout)
Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | int | None
Margins = tuple[int, int, int, int]


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Items side by side."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Items one below the other."""
    return _filled(QVBoxLayout(), items, gap, margins)


def grid(columns: int) -> QGridLayout:
    """Columns of one width for `lay_abreast`."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(14)
    for place in range(columns):
        made.setColumnStretch(place, 1)
    return made


def lay_abreast(
    into: QGridLayout, placed: Sequence[tuple[QWidget, bool, bool]], columns: int
) -> None:
    """Widgets in rows of `columns`: (widget, whether it stands alone, whether it takes the room
    that is left beside it)."""
    line = at = 0
    for place, (widget, alone, free) in enumerate(placed):
        if at and (alone or at == columns):
            line, at = line + 1, 0
        following = placed[place + 1] if place + 1 < len(placed) else None
        is_last = following is None or following[1]
        wide = columns - at if alone or (free and is_last) else 1
        into.addWidget(widget, line, at, 1, wide, Qt.AlignmentFlag.AlignTop)
        at += wide


def held(layout: QLayout) -> QWidget:
    """A widget that holds a layout, where Qt wants a widget."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


class _Part(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As large as what is in it; Qt would keep the first size it saw."""
        return self.widget().sizeHint()

    def heightForWidth(self, width: int, /) -> int:
        """As high as what is in it, wrapped to a width."""
        inside = self.widget()
        high = inside.heightForWidth(width)
        return high if high >= 0 else inside.sizeHint().height()


def scrolled(layout: QLayout, words: str = "") -> QScrollArea:
    """A part that scrolls up and down where the window is too low for it.

    With `words`, its name, the cursor can go to it and arrows scroll: for what is only read.
    Without, the cursor goes to the controls inside, and they come into sight.
    """
    inside, area = held(layout), _Part()
    inside.setObjectName("inside")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setAccessibleName(words)
    if not words:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def hairline(*, upright: bool = False, whole: bool = False) -> QFrame:
    """A line between two parts; an upright one is as high as a word, or as the `whole` row."""
    line = QFrame()
    if not upright:
        line.setProperty("hr", True)
    elif whole:
        line.setProperty("edge", True)
        line.setFixedWidth(1)
    else:
        line.setProperty("vr", True)
        line.setFixedSize(1, 18)
    return line


def add(box: QBoxLayout, item: Item) -> None:
    """Append one item to a row or column."""
    part, stretch = item if isinstance(item, tuple) else (item, 0)
    if part is None:
        box.addStretch(1)
    elif isinstance(part, int):
        box.addSpacing(part)
    elif isinstance(part, QLayout):
        box.addLayout(part, stretch)
    else:
        box.addWidget(part, stretch)


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through widgets and what is in them in this order: that of reading."""
    inside = (one for widget in widgets for one in (widget, *widget.findChildren(QWidget)))
    window = widgets[0].window()
    stops = (
        one
        for one in inside
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.window() is window
    )
    for before, after in pairwise(dict.fromkeys(stops)):
        QWidget.setTabOrder(before, after)


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and drop the widgets."""
    while layout.count():
        widget: QWidget | None = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _filled(box: B, items: tuple[Item, ...], gap: int, margins: Margins) -> B:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for item in items:
        add(box, item)
    return box

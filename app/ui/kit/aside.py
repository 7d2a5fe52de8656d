"""Aside: the panel right of the work; where there is no room beside it, a strip of tabs above.

self.body.addWidget(Beside(form, Aside(due, same, tabs=(("办理时限", due), ("同一件事", same)))), 1)
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QWidget

from app.ui.kit.boxes import Item, column, held, row, scrolled
from app.ui.kit.button import OnOffButton
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme

WIDE: Final = 1600  # from this window width on, panels are 64 px wider
NARROW_BELOW: Final = 1280  # below it, panels lie above the work
MOST_HIGH: Final = 0.4  # of the window, for an open panel above the work
READ: Final = 720  # a panel above the work is no wider than what an eye takes in
ALL: Final = (1 << 24) - 1  # what Qt calls no limit


class Aside(QFrame):
    """Facts and help. With `cards` it has room around them.

    `tabs` name its parts, (words, part), for when it lies above the work: one is open, pressing
    its tab again folds it. A folded part is only too low to be seen, so that its keys still act;
    it opens when the cursor goes into it, or when it comes to be shown.
    """

    def __init__(
        self,
        *items: Item,
        cards: bool = True,
        width: str = "aside",
        tabs: Sequence[tuple[str, QWidget]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("aside")
        self._cards, self._width, self._over = cards, width, False
        self._parts: Mapping[OnOffButton, QWidget] = MappingProxyType(
            {_tab(words): part for words, part in tabs}
        )
        self._open = next(iter(self._parts), None)
        said = Qt.WidgetAttribute.WA_WState_ExplicitShowHide  # till then all is hidden to Qt
        self._gone = {t for t, part in self._parts.items() if part.testAttribute(said)}
        self._box = column(*items, gap=0)
        self.area: QScrollArea = scrolled(self._box)
        self._strip = held(row(*self._parts, None, margins=(12, 6, 12, 6)))
        self.setLayout(column(self._strip, (self.area, 1), gap=0))
        for tab, part in self._parts.items():
            tab.clicked.connect(lambda _=False, t=tab: self._press(t))
            part.installEventFilter(self)
        self.area.widget().installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # it exists
        theme().changed.connect(self.fit)
        self.fit()

    def side_width(self, window: int) -> int:
        """How wide it is beside the work, in a window of `window` px."""
        look = theme()
        return look.size(self._width) + (look.px(64) if window >= WIDE else 0)

    def fit(self, window: int = 0) -> None:
        """Fit a window of `window` px, 0 for the present one."""
        look, window = theme(), window or self.window().width()
        beside = self.parentWidget()
        self._over = isinstance(beside, Beside) and bool(self._parts) and beside.lay(window)
        edge = look.size("asideEdge") if self._cards else 0
        self._box.setContentsMargins(edge, edge, edge, edge)
        self._box.setSpacing(look.size("asideGap") if self._cards and not self._over else 0)
        if self._over:
            self.setMinimumWidth(0)
            self.setMaximumWidth(ALL)
            self.area.widget().setMaximumWidth(look.px(READ))
        else:
            self.area.widget().setMaximumWidth(ALL)
            self.setFixedWidth(self.side_width(window))
        self._show_parts()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part came or went, or is higher now."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._came_or_went(watched)
        elif event.type() == QEvent.Type.LayoutRequest and watched is self.area.widget():
            self._fit_height()
        return super().eventFilter(watched, event)

    def _came_or_went(self, watched: QObject) -> None:
        tab = next(t for t, part in self._parts.items() if part is watched)
        if self._parts[tab].isHidden():
            self._gone.add(tab)
            self._open = next(iter(self._parts)) if tab is self._open else self._open
        elif tab in self._gone:  # Qt tells of the first showing too
            self._gone.remove(tab)
            self._open = tab
        self._show_parts()

    def _press(self, tab: OnOffButton) -> None:
        self._open = tab if tab.isChecked() else None
        self._show_parts()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The cursor is never where it cannot be seen."""
        if now is not None and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now)
        into = [t for t, part in self._parts.items() if now and part.isAncestorOf(now)]
        if self._over and into and into[0] is not self._open:
            self._open = into[0]
            self._show_parts()

    def _show_parts(self) -> None:
        self._strip.setVisible(self._over)
        for tab, part in self._parts.items():
            tab.setVisible(not part.isHidden())
            tab.setChecked(tab is self._open)
            part.setMaximumHeight(0 if self._over and tab is not self._open else ALL)
        parts = set(self._parts.values())
        for place in range(self._box.count()):
            widget: QWidget | None = self._box.itemAt(place).widget()
            if self._parts and widget is not None and widget not in parts:
                widget.setVisible(not self._over)  # a line between two parts
        self._fit_height()

    def _fit_height(self) -> None:
        """Above the work as high as what is open, within reason; beside it as high as there is."""
        if not self._over:
            self.area.setMinimumHeight(0)
            self.area.setMaximumHeight(ALL)
            return
        part = self._parts[self._open] if self._open else None
        most, inside = int(self.window().height() * MOST_HIGH), self.area.widget()
        if part is None or part.isHidden():
            high = 0
        elif isinstance(part, QScrollArea) or part.findChild(QScrollArea):
            high = most  # how long its text is, it does not tell
        else:
            wide = min(self.width(), inside.maximumWidth())
            high = min(most, max(inside.heightForWidth(wide), inside.sizeHint().height()))
        self.area.setFixedHeight(high)


class Beside(QWidget):
    """The work, and its panel at the right of it, or above it where there is no room."""

    def __init__(self, work: QWidget, aside: Aside) -> None:
        super().__init__()
        self._work, self._aside = work, aside
        self._box = row((work, 1), aside, gap=0)
        self.setLayout(self._box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._aside.fit()

    def event(self, event: QEvent) -> bool:
        """The work may need more room now."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._aside.fit()
        return super().event(event)

    def lay(self, window: int) -> bool:
        """Lay both out in a window of `window` px; whether the panel is above the work.

        It is in a narrow window, and wherever large letters leave too little for the work.
        """
        room = self.width() - self._aside.side_width(window)
        over = window < NARROW_BELOW or room < _least(self._work)
        way = QBoxLayout.Direction.BottomToTop if over else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        return over


def _tab(words: str) -> OnOffButton:
    tab = OnOffButton(words)
    tab.setProperty("chip", True)
    tab.setProperty("btn", "chip")
    return tab


def _least(work: QWidget) -> int:
    """How wide the work has to be so that nothing of it is cut, also of what could scroll."""
    inside = [a.widget() for a in work.findChildren(QScrollArea) if a.widget() is not None]
    tables = [t.least_width() for t in work.findChildren(RowsTable)]
    return max(*(w.minimumSizeHint().width() for w in (work, *inside)), *tables, 0)

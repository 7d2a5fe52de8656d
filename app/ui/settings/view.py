"""设置: panes by name at the left, the open one beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QWidget

from app.ui.kit.boxes import column, row
from app.ui.kit.button import OnOffButton
from app.ui.kit.page import Page
from app.ui.kit.theme import theme
from app.ui.kit.values import NavItem

SIDE = 176


class SettingsPage(Page):
    """The page. Further panes are further pairs of the list; each is made when it is first opened,
    for most days need none of them."""

    def __init__(
        self, title: str, sub: str, panes: Sequence[tuple[NavItem, Callable[[], QWidget]]]
    ) -> None:
        super().__init__(title=title)
        self.set_context(sub)
        self._makers = {item.id: make for item, make in panes}
        self._panes: dict[str, QWidget] = {}
        self.buttons: dict[str, OnOffButton] = {}
        self._stack, self._group = QStackedWidget(), QButtonGroup(self)
        names = column(gap=2, margins=(10, 12, 10, 12))
        for item, _ in panes:
            button = OnOffButton(item.title, keys=item.key, icon=item.icon, spread=True)
            button.setProperty("nav", "true")
            button.setProperty("btn", "nav")
            button.clicked.connect(lambda _=False, name=item.id: self.show_pane(name))
            self.buttons[item.id] = button
            button.setAutoExclusive(True)  # one of several, for a screen reader too
            self._group.addButton(button)
            names.addWidget(button)
        names.addStretch(1)
        self._side = QFrame()
        self._side.setObjectName("side")
        self._side.setLayout(names)
        self.body.addLayout(row(self._side, (self._stack, 1), gap=0), 1)
        self.buttons[panes[0][0].id].setChecked(True)
        theme().changed.connect(self._fit_side)
        self._fit_side()

    def pane(self, name: str) -> QWidget:
        """A pane, made now if it was not yet. Raises KeyError for an unknown one."""
        if name not in self._panes:
            self._panes[name] = self._makers[name]()
            self._stack.addWidget(self._panes[name])
        return self._panes[name]

    def show_pane(self, name: str) -> None:
        """Open a pane. Raises KeyError for an unknown one."""
        self.buttons[name].setChecked(True)
        self._stack.setCurrentWidget(self.pane(name))
        if self.focusWidget() in self.buttons.values():
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor waits on the name of the open pane."""
        if not self._panes:
            self.show_pane(next(n for n, button in self.buttons.items() if button.isChecked()))
        super().showEvent(event)
        if not event.spontaneous():
            self._group.checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_side(self) -> None:
        self._side.setFixedWidth(theme().px(SIDE))

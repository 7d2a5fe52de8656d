"""设置: panes by name at the left, the open one beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QWidget

from app.ui.kit.boxes import column, row
from app.ui.kit.button import OnOffButton
from app.ui.kit.commands import commands_of
from app.ui.kit.keys import shown
from app.ui.kit.page import Page
from app.ui.kit.theme import theme
from app.ui.kit.values import KeyLine, NavItem

SIDE = 176


class SettingsPage(Page):
    """The page. Further panes are further pairs of the list; each is made when it is first opened,
    for most days need none of them."""

    def __init__(
        self,
        title: str,
        sub: str,
        panes: Sequence[tuple[NavItem, Callable[[], QWidget]]],
        keyed: Mapping[str, Sequence[KeyLine]] = MappingProxyType({}),
    ) -> None:
        """`keyed` are the keys of the panes, as they are bound."""
        super().__init__(title=title)
        self._keyed = keyed
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

    def key_lines(self) -> Iterator[tuple[str, tuple[KeyLine, ...]]]:
        """The keys of each pane that has some, by its title; what the open one offers now can be
        used. A pane that was never opened is not made for it."""
        for name, lines in self._keyed.items():
            pane = self._panes.get(name)
            is_open = pane is not None and pane is self._stack.currentWidget()
            usable = {c.keys for c in commands_of(pane)} if pane and is_open else set()
            told = (KeyLine(shown(x.keys), x.words, x.keys in usable) for x in lines)
            yield self.buttons[name].text(), tuple(told)

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

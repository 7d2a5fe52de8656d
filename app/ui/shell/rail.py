"""Rail: where to go, who is at the desk, and the lock. Only pages that exist are in it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import KeyButton, OnOffButton
from app.ui.kit.label import ElidedLabel, Initial, Label
from app.ui.kit.theme import theme
from app.ui.kit.values import NavItem
from app.ui.kit.writing import CENTRE, text_width, write

WIDE = 176
NARROW = 56
INITIAL = 32
EDGE = 12
NEAR = 6  # the edge of a narrow rail, so that a badge stands beside its icon


class NavButton(OnOffButton):
    """A page of the rail: icon, name, how many wait, key."""

    def __init__(self, item: NavItem) -> None:
        super().__init__(item.title, keys=item.key, icon=item.icon, spread=True)
        self.setProperty("nav", "true")
        self.setProperty("btn", "nav")
        self._badge = 0
        self._narrow = False

    def show_badge(self, count: int) -> None:
        """How many need somebody now; 0 takes the badge away."""
        self._badge = count
        self.setAccessibleDescription(f"{count} 件待处理" if count else "")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Only the icon, the name in the tip."""
        self._narrow = narrow
        self.show_bare(narrow)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        wide = NARROW - 2 * NEAR if self._narrow else 120
        return QSize(theme().px(wide), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        super().paintEvent(event)
        if not self._badge:
            return
        look, painter = theme(), QPainter(self)
        text = str(self._badge) if self._badge < 100 else "99+"
        tall = look.px(16 if self._narrow else 18)
        around = look.px(6 if self._narrow else 10)
        width = max(text_width(look, text, 12, bold=True) + around, tall)
        after = self.icon_width(look) + self.words_width() + look.px(9)
        room = self.width() - width
        x = room if self._narrow else min(self.content_left() + after, room)
        top = 0 if self._narrow else (self.height() - tall) // 2
        rect = QRectF(x, top, width, tall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("badMark"))
        painter.drawRoundedRect(rect, tall / 2, tall / 2)
        write(painter, look, rect, text, "surface", px=12, bold=True, align=CENTRE)


class Rail(QWidget):
    """The left edge of the window."""

    page_wanted = Signal(str)
    lock_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, *, brand: str, hall: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._brand, self._hall = ElidedLabel(brand, "b14"), Label(hall, "key", wrap=True)
        self._names = held(column(self._brand, self._hall, gap=0))
        self._head = row(Initial("办", brand=True), (self._names, 1), gap=6)
        self._nav = column(gap=2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        self._initial = Initial()
        self._person, self._post = ElidedLabel("", "b14"), Label("", "key", wrap=True)
        self._who = held(column(self._person, self._post, gap=0))
        self._user = row(self._initial, (self._who, 1), gap=6)
        self._lock = KeyButton("离席锁屏", keys="F12", kind="quiet", icon="lock", spread=True)
        self._lock.setProperty("nav", "foot")
        self._lock.setProperty("btn", "nav")
        self._lock.clicked.connect(self.lock_wanted)
        self._leave = KeyButton("交班", keys="Ctrl+F12", kind="quiet", icon="users", spread=True)
        self._leave.setProperty("nav", "foot")
        self._leave.setProperty("btn", "nav")
        self._leave.clicked.connect(self.leave_wanted)
        self._box = column(
            self._head, self._nav, None, hairline(), self._user, self._lock, self._leave, gap=0
        )
        self.setLayout(self._box)
        self.narrow = False
        self._fit()
        theme().changed.connect(self._fit)

    def add_item(self, item: NavItem) -> None:
        """Append a page."""
        if item.gap:
            self._nav.addSpacing(6)
            self._nav.addWidget(hairline())
            self._nav.addSpacing(6)
        button = NavButton(item)
        button.clicked.connect(lambda: self.page_wanted.emit(item.id))
        self._buttons[item.id] = button
        button.setAutoExclusive(True)  # one of several, for a screen reader too
        self._group.addButton(button)
        self._nav.addWidget(button)

    def hide_items(self, *pages: str, leave: bool = False) -> None:
        """Take entries away, and give all others back; with `leave` the hand-over too."""
        for page, button in self._buttons.items():
            button.setVisible(page not in pages)
        self._leave.setVisible(not leave)

    def light_item(self, page: str) -> None:
        """Show which page is open."""
        if page in self._buttons:
            self._buttons[page].setChecked(True)

    def show_badge(self, page: str, count: int) -> None:
        """How many wait on a page."""
        self._buttons[page].show_badge(count)

    def show_hall(self, hall: str) -> None:
        """Change the name of the hall."""
        self._hall.setText(hall)
        self._hall.setVisible(bool(hall))

    def show_person(self, name: str, post: str) -> None:
        """Who is at the desk, and their post and window."""
        self._initial.show_name(name)
        self._person.setText(name)
        self._post.setText(post)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, for windows under 1280 px."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(NARROW if self.narrow else WIDE))
        for part in (self._names, self._who):
            part.setVisible(not self.narrow)
        edge = theme().px(NEAR) if self.narrow else EDGE
        self._box.setContentsMargins(edge, 4, edge, 6)
        square = theme().px(NARROW - 2 * NEAR - INITIAL) // 2
        side = square if self.narrow else 4
        self._head.setContentsMargins(side, 6, 0, 14)
        self._user.setContentsMargins(side, 10, 0, 4)
        for foot in (self._lock, self._leave):
            foot.show_bare(self.narrow)
        for button in self._buttons.values():
            button.set_narrow(self.narrow)

"""Shell: the window. A rail, the sheet with the open page, and the strip; or a cover over both.

shell = Shell(hall="青禾县政务大厅")
shell.add_cover("login", login_view)            # sign-in, first start, lock: no rail
shell.add_page(NavItem("intake", "登记受理", "F2", "square-pen"), intake_view)
shell.add_inner("ticket", ticket_view, under="board")   # a page without an entry of its own
shell.add_inner("find", make_find_view, under="board")  # made when it is first shown
shell.show_page("intake")
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.ui.kit.boxes import column, held, row
from app.ui.kit.focusring import FocusRing
from app.ui.kit.notices import Banner, Toast, ToastTray
from app.ui.kit.theme import theme
from app.ui.kit.tokens import Density
from app.ui.kit.values import NavItem, Notice
from app.ui.shell.rail import Rail
from app.ui.shell.strip import StatusStrip

NARROW_BELOW = 1280
COMPACT_BELOW = 720
FRAME = 36  # what a window manager may add above the window
LEAST = (1024, 600)  # smaller than what is asked for, else a tall look could not turn compact
SETTLED_MS = 120  # a window that is being dragged is dressed once, when it rests


PageOrMaker = QWidget | Callable[[], QWidget]


class Shell(QWidget):
    """The window of the counter. `page_shown` tells which page opened, also by a key."""

    page_shown = Signal(str)
    lock_wanted = Signal()

    def __init__(self, *, brand: str = "办不成事反映", hall: str = "") -> None:
        super().__init__()
        self._held: Density | None = None
        self._fit(self.screen().availableSize().height() - FRAME)
        self.setObjectName("root")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*LEAST)
        self.setWindowTitle("“办不成事”反映窗口")
        self.rail = Rail(brand=brand, hall=hall)
        self.rail.page_wanted.connect(self.show_page)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.strip = StatusStrip()
        self._pages: dict[str, QWidget] = {}
        self._unmade: dict[str, Callable[[], QWidget]] = {}
        self._under: dict[str, str] = {}
        self._covers: dict[str, QWidget] = {}
        self._stack, self._whole = QStackedWidget(), QStackedWidget()
        sheet = QFrame()
        sheet.setObjectName("sheet")
        self.banner = Banner()  # above whichever page is open
        sheet.setLayout(column(self.banner, (self._stack, 1), gap=0, margins=(1, 1, 1, 1)))
        self._desk = held(row(self.rail, (sheet, 1), gap=0, margins=(0, 8, 8, 0)))
        self._whole.addWidget(self._desk)
        self.setLayout(column((self._whole, 1), self.strip, gap=0))
        self.toasts = ToastTray(sheet)
        self._ring = FocusRing(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settle.timeout.connect(lambda: self._fit(self.height()))

    def add_page(self, item: NavItem, page: PageOrMaker) -> None:
        """Add a page with an entry in the rail."""
        self.rail.add_item(item)
        self.add_inner(item.id, page, under=item.id)

    def add_inner(self, name: str, page: PageOrMaker, *, under: str) -> None:
        """Add a page that is reached from another; the rail lights `under`. A page given as what
        makes it is made when it is first looked at: most are not, on most days."""
        self._under[name] = under
        if isinstance(page, QWidget):
            self._keep(name, page)
        else:
            self._unmade[name] = page

    def add_cover(self, name: str, cover: QWidget) -> None:
        """Add something that hides rail and pages: sign-in, first start, lock."""
        self._covers[name] = cover
        self._whole.addWidget(cover)

    def show_page(self, name: str) -> None:
        """Open a page, the cursor in its focus proxy; takes a cover away. Raises KeyError for an
        unknown one."""
        page = self.widget(name)
        self.rail.light_item(self._under[name])
        self._stack.setCurrentWidget(page)
        self._whole.setCurrentWidget(self._desk)
        if page.focusProxy() is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)
        self._ring.quiet()

    def show_cover(self, name: str) -> None:
        """Cover everything but the strip; the rail's keys are silent below it."""
        self.toasts.clear()
        self._whole.setCurrentWidget(self._covers[name])

    def page(self) -> str:
        """The open page."""
        current = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is current), "")

    def widget(self, name: str) -> QWidget:
        """A page by its name. Raises KeyError for an unknown one."""
        if name in self._unmade:
            self._keep(name, self._unmade.pop(name)())
        return self._pages[name]

    def open_page(self) -> QWidget | None:
        """The open page; None while a cover hides it."""
        covered = self._whole.currentWidget() is not self._desk
        return None if covered else self._stack.currentWidget()

    def toast(self, notice: Notice) -> Toast:
        """Tell something that goes by itself."""
        return self.toasts.show(notice)

    def say(self, sentence: str) -> None:
        """Tell that something is done."""
        self.toast(Notice(sentence, "ok"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self.rail.set_narrow(event.size().width() < NARROW_BELOW)
        self._settle.start()

    def hold_density(self, density: Density | None) -> None:
        """Stay regular or compact whatever the height; None follows the height again."""
        if density != self._held:
            self._held = density
            self._fit(self.height())

    def _keep(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self._stack.addWidget(page)

    def _fit(self, height: int) -> None:
        by_height: Density = "compact" if height < COMPACT_BELOW else "regular"
        theme().restyle(density=self._held or by_height)

"""The window of the citizen's screen: full screen on its display, and nothing but a finger works.

It takes events of a touch screen alone. Mouse, pen and keyboard change nothing, it never has the
cursor, and it holds no text that could be read from the clerk's session.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QResizeEvent, QScreen, QTouchEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.ui.citizen.idle import IdlePage
from app.ui.citizen.look import Look
from app.ui.citizen.pages import CheckPage, RatePage, ReasonsPage, SayPage
from app.ui.citizen.parts import Target
from app.ui.citizen.sheets import Check, Idle, Rate, Reasons, Say, Sheet
from app.ui.citizen.state import State
from app.ui.kit.boxes import column

INERT: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut, QEvent.Type.ContextMenu, QEvent.Type.InputMethod,
        QEvent.Type.TabletPress, QEvent.Type.TabletRelease, QEvent.Type.TabletMove,
    }
)  # fmt: skip


class CitizenWindow(QWidget):
    """Shows sheets; `touched` gets the name of a target a finger came down on and left from."""

    def __init__(self, touched: Callable[[str], None]) -> None:
        super().__init__()
        self._touched = touched
        self._down: Target | None = None
        self.look = Look()
        flags = Qt.WindowType
        self.setWindowFlags(
            flags.Window | flags.FramelessWindowHint | flags.WindowStaysOnTopHint
            | flags.WindowDoesNotAcceptFocus
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._stack = QStackedWidget()
        self._idle, self._check = IdlePage(self.look), CheckPage(self.look)
        self._rate, self._reasons = RatePage(self.look), ReasonsPage(self.look)
        self._say = SayPage(self.look)
        self._pages: tuple[State, ...] = (
            self._idle, self._check, self._rate, self._reasons, self._say
        )  # fmt: skip
        for page in self._pages:
            self._stack.addWidget(page)
        whole = column((self._stack, 1))
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the display decides
        self.setLayout(whole)

    def show_sheet(self, sheet: Sheet) -> None:
        """Put a sheet on the screen."""
        self._lift()
        match sheet:
            case Idle():
                self._idle.show_sheet(sheet)
                self._stack.setCurrentWidget(self._idle)
            case Check():
                self._check.show_sheet(sheet)
                self._stack.setCurrentWidget(self._check)
            case Rate():
                self._rate.show_sheet(sheet)
                self._stack.setCurrentWidget(self._rate)
            case Reasons():
                self._reasons.show_sheet(sheet)
                self._stack.setCurrentWidget(self._reasons)
            case Say():
                self._say.show_sheet(sheet)
                self._stack.setCurrentWidget(self._say)

    def stand_on(self, screen: QScreen | None) -> None:
        """Fill a display, or go away where there is none."""
        self._lift()
        if screen is None:
            self.hide()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.setVisible(True)  # showFullScreen would ask for the cursor as well

    def target(self, name: str) -> Target | None:
        """A target of the sheet that stands."""
        found = self._stack.currentWidget().findChildren(Target)
        return next((t for t in found if t.name == name and t.isVisible()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters and room by the size of the display."""
        super().resizeEvent(event)
        self.look.fit(event.size())
        for part in self.findChildren(QWidget):
            part.updateGeometry()
        for page in self._pages:
            page.fit()

    def event(self, event: QEvent) -> bool:
        """A finger, or nothing."""
        if isinstance(event, QTouchEvent):
            if event.pointingDevice().type() is QInputDevice.DeviceType.TouchScreen:
                self._touch(event)
            event.accept()
            return True
        if event.type() in INERT or (event.type() is QEvent.Type.Close and event.spontaneous()):
            event.setAccepted(event.type() is not QEvent.Type.Close)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger, down and up on the same target; two are nobody's choice."""
        if event.type() is QEvent.Type.TouchCancel or len(event.points()) != 1:
            self._lift()
            return
        found = self._target_at(self.mapFromGlobal(event.points()[0].globalPosition()))
        if event.type() is QEvent.Type.TouchBegin:
            self._down = found
            if found is not None:
                found.show_held(True)
        elif event.type() is QEvent.Type.TouchEnd:
            down = self._down
            self._lift()
            if down is not None and down is found:
                self._touched(down.name)

    def _target_at(self, at: QPointF) -> Target | None:
        page = self._stack.currentWidget()
        for target in page.findChildren(Target):
            inside = target.rect().contains(target.mapFrom(self, at.toPoint()))
            if inside and target.isVisible():
                return target
        return None

    def _lift(self) -> None:
        if self._down is not None:
            self._down.show_held(False)
        self._down = None

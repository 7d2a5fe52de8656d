"""Notices: a banner that stays above the work, and toasts that go by themselves."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.kit.boxes import Item, column, emptied, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Icon, Label, restyle_by
from app.ui.kit.light import Light
from app.ui.kit.theme import theme
from app.ui.kit.values import Notice

STAYS_MS = 6000
MOST = 3
WIDTH = 440


def _say(widget: QWidget) -> None:
    """Let a screen reader say a notice when it appears."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def _sign(notice: Notice) -> QWidget:
    return Icon("info", tone="primary") if notice.mark == "info" else Light(notice.mark)


class Banner(QFrame):
    """A line across the page: what happened, what follows, one verb. Hidden until shown."""

    verb_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title, self._sub = Label("", "b14", wrap=True), Label("", "s13", wrap=True)
        self._verb = KeyButton("", kind="link")
        self._verb.clicked.connect(self.verb_pressed)
        self._mark = row()
        words = column(self._title, self._sub, gap=0)
        self.setLayout(row(self._mark, (words, 1), self._verb, gap=10, margins=(16, 10, 16, 10)))
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Show this one, or none."""
        self.setVisible(notice is not None)
        if notice is None:
            return
        emptied(self._mark)
        self._mark.addWidget(_sign(notice))
        restyle_by(self, "notice", notice.mark)
        self._title.setText(notice.title)
        self._sub.setText(notice.sub)
        self._sub.setVisible(bool(notice.sub))
        self._verb.setText(notice.verb)
        self._verb.setVisible(bool(notice.verb))
        self.setAccessibleName("，".join(p for p in (notice.title, notice.sub) if p))
        _say(self)


class Toast(QFrame):
    """One notice in a box. It goes after six seconds, not while the mouse is on it."""

    verb_pressed = Signal()
    gone = Signal()

    def __init__(self, notice: Notice, parent: QWidget, *, stays_ms: int = STAYS_MS) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setProperty("toast", notice.mark)
        self.setAccessibleName("，".join(p for p in (notice.title, notice.sub) if p))
        words: list[Item] = [Label(notice.title, "b14", wrap=True)]
        if notice.sub:
            words.append(Label(notice.sub, "s13", wrap=True))
        parts: list[Item] = [_sign(notice), (column(*words, gap=0), 1)]
        if notice.verb:
            verb = KeyButton(notice.verb, kind="link")
            verb.clicked.connect(self._act)
            parts.append(verb)
        self.setLayout(row(*parts, gap=10, margins=(14, 9, 14, 9)))
        self._timer = QTimer(self, singleShot=True, interval=stays_ms)
        self._timer.timeout.connect(self.dismiss)
        self._timer.start()
        _say(self)

    def dismiss(self) -> None:
        """Go now."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count down again."""
        self._timer.start()
        super().leaveEvent(event)

    def _act(self) -> None:
        self.verb_pressed.emit()
        self.dismiss()


class ToastTray(QObject):
    """Shows toasts at the top of a widget, in the middle of its title bar, newest below.

    Nothing that takes the cursor lies there. Good news takes the place of older good news; of
    the rest there are at most three, the oldest makes room.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._toasts: list[Toast] = []
        host.installEventFilter(self)

    def show(self, notice: Notice, *, stays_ms: int = STAYS_MS) -> Toast:
        """Show a notice; connect to the toast's `verb_pressed` for its verb."""
        for old in [t for t in self._toasts if t.notice.mark == notice.mark == "ok"]:
            old.dismiss()
        while len(self._toasts) >= MOST:
            self._toasts[0].dismiss()
        toast = Toast(notice, self._host, stays_ms=stays_ms)
        toast.gone.connect(lambda: self._forget(toast))
        self._toasts.append(toast)
        self._place()
        toast.show()
        toast.raise_()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what happens to others."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """All of them go: somebody else may look now."""
        for toast in tuple(self._toasts):
            toast.dismiss()

    def _forget(self, toast: Toast) -> None:
        self._toasts.remove(toast)
        self._place()

    def _place(self) -> None:
        look = theme()
        width = min(look.px(WIDTH), self._host.width() - 2 * look.px(16))
        y = look.px(7)
        for toast in self._toasts:
            toast.setFixedWidth(width)
            layout = toast.layout()
            height = layout.totalHeightForWidth(width) if layout else 0
            toast.setGeometry((self._host.width() - width) // 2, y, width, height)
            y += height + look.px(8)

"""The way to fcitx 4: keys go to it before a field gets them, text comes back.

It stands where Qt's own input modules stand, at the window that has the keyboard: every key for
which Qt knows no shortcut is offered, also while a list of suggestions is open; while text is half
typed fcitx is asked before the shortcuts too, so Esc ends the typing and not the dialog. The event
loop never waits for fcitx (`KeyLine`). Passwords and whatever takes no text are left alone.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from app.ui.ime import preedit
from app.ui.ime.cursor import Cursor
from app.ui.ime.fcitx import Fcitx, KeyCode, Segment
from app.ui.ime.keyline import LIMIT_MS, PRESS, RELEASE, KeyLine, event_of
from app.ui.ime.wire import NoBus, Wire
from app.ui.kit.keys import COMMIT

LIMIT: Final = 0.15  # seconds to reach the bus


class FcitxBridge(QObject):
    """Takes fcitx whenever it is there, also when it starts later or again. `changed` tells. A key
    waits `limit_ms` for its answer."""

    changed = Signal()

    def __init__(self, parent: QObject, limit_ms: int = LIMIT_MS) -> None:
        super().__init__(parent)
        self._cursor = Cursor(self)
        self._fcitx = Fcitx(self)
        self._line = KeyLine(self._fcitx.offer, self._deliver, self._wanted, self._reset, limit_ms)
        self._half: tuple[Segment, ...] = ()
        self._delivering = False
        self._resent = False  # the next key at the window comes from us

    def begin(self, display: str) -> None:
        """Look for the fcitx of an X display and listen from now on; nothing without a bus."""

        def lost() -> None:
            notifier.setEnabled(False)
            self._fcitx.lose_bus()

        try:
            wire = Wire(LIMIT, self._fcitx.hear, lost)
        except NoBus:
            return
        notifier = QSocketNotifier(wire.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda *_: wire.pump())
        self.destroyed.connect(lambda *_: wire.close())
        self._cursor.left.connect(self._tell_focus)
        self._cursor.moved.connect(lambda: self._fcitx.place(*self._cursor.on_screen()))
        self._fcitx.begin(wire, display)

    @property
    def there(self) -> bool:
        """Whether fcitx takes our keys."""
        return self._fcitx.there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and clicks at the window, farewells at the field."""
        kind = event.type()
        if isinstance(watched, QWindow):
            if isinstance(event, QKeyEvent):
                return self._key(event)
            if kind == QEvent.Type.MouseButtonPress and self._half:
                self._hand_over()
        elif kind in (COMMIT, QEvent.Type.FocusAboutToChange):
            self._hand_over()
        return False

    def _key(self, key: QKeyEvent) -> bool:
        if self._resent:
            self._resent = False
            return False
        if key.type() == QEvent.Type.ShortcutOverride:
            first = self._line.busy or (self._typing() and self._offered(key))
            if first:
                key.accept()  # it comes back as a key press, and to the shortcuts if refused
            return first
        if key.type() not in (PRESS, RELEASE):
            return False
        if self._line.busy or self._offered(key):
            self._line.put(key)
            return True
        return False

    def _offered(self, key: QKeyEvent) -> bool:
        return key.nativeVirtualKey() != 0 and self._wanted()

    def _typing(self) -> bool:
        """Whether fcitx may hold something half typed; not every skin of it shows it to us."""
        return bool(self._half) or self._line.took_last

    def _wanted(self) -> bool:
        """Whether fcitx is to be asked: it is there and the cursor is in a field for text."""
        return self._fcitx.there and not self._line.hung and self._cursor.takes_text()

    def _deliver(self, key: QKeyEvent) -> None:
        window = QGuiApplication.focusWindow()
        if window is not None:
            self._delivering = self._resent = True
            QCoreApplication.sendEvent(window, key)
            self._delivering = self._resent = False

    def _hand_over(self) -> None:
        """The cursor leaves, or a shortcut acts: what is under way or half typed becomes text."""
        if not self._delivering:  # else a key that was waiting moves the cursor, the next follow it
            self._line.flush()
        if self._typing():
            text, self._half = preedit.committed(self._half), ()
            self._line.took_last = False
            self._cursor.put(text)
            self._fcitx.reset()

    def _reset(self) -> None:
        self._fcitx.reset()
        self.on_preedit((), -1)

    def on_change(self) -> None:
        """fcitx came or went; keys under way are delivered, what was half typed is gone with it."""
        self._line.flush()
        self._line.hung = False
        self.on_preedit((), -1)
        self._tell_focus()
        self.changed.emit()

    def on_commit(self, text: str) -> None:
        """Text for the field."""
        if self._wanted():
            self._half = ()
            self._cursor.put(text)

    def on_preedit(self, segments: tuple[Segment, ...], cursor: int) -> None:
        """Half-typed text; none takes away what was shown."""
        if (segments and self._wanted()) or (self._half and not segments):
            self._half = segments
            self._cursor.send(preedit.shown(segments, cursor, QApplication.palette()))

    def on_forward(self, key: KeyCode) -> None:
        """A key fcitx wants the field to have."""
        event = event_of(key)
        if event is not None and self._wanted():
            self._deliver(event)

    def _tell_focus(self) -> None:
        """The cursor is in another field: fcitx starts afresh there."""
        self._fcitx.focus(on=False)
        if self._cursor.takes_text():
            self._fcitx.focus(on=True)
            self._fcitx.place(*self._cursor.on_screen())

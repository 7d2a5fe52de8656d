"""Keys on their way through fcitx: one at a time, the others behind it, in the order of typing."""

from collections import deque
from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.ui.ime.fcitx import KeyCode

LIMIT_MS: Final = 500
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NAMED: Final = MappingProxyType({
    0xFF08: Qt.Key.Key_Backspace, 0xFF09: Qt.Key.Key_Tab, 0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape, 0xFF50: Qt.Key.Key_Home, 0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up, 0xFF53: Qt.Key.Key_Right, 0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End, 0xFFFF: Qt.Key.Key_Delete,
})  # fmt: skip
"""X keysyms an input method gives back without having been offered them."""


class KeyLine(QObject):
    """Offers keys and delivers what is refused; `deliver` gives a key to the field with the cursor.

    A key not answered within `limit_ms` is delivered as typed with all behind it, and `hung` holds
    until the late answer comes, which is told to `woken`.
    """

    def __init__(
        self,
        offer: Callable[[KeyCode, Callable[[bool], object]], object],
        deliver: Callable[[QKeyEvent], object],
        wanted: Callable[[], bool],
        woken: Callable[[], object],
        limit_ms: int = LIMIT_MS,
    ) -> None:
        super().__init__()
        self.hung = False
        self.took_last = False  # fcitx took the last press: it may hold text it does not show us
        self._offer, self._deliver, self._wanted, self._woken = offer, deliver, wanted, woken
        self._under_way: QKeyEvent | None = None
        self._waiting: deque[QKeyEvent] = deque()
        self._turn = 0  # tells an answer to the key under way from one that came too late
        self._limit = QTimer(self, singleShot=True, interval=limit_ms)
        self._limit.timeout.connect(self._overdue)

    @property
    def busy(self) -> bool:
        """Whether keys are on their way."""
        return self._under_way is not None or bool(self._waiting)

    def put(self, key: QKeyEvent) -> None:
        """A key was typed."""
        self._waiting.append(_copy(key))
        self._move()

    def flush(self) -> None:
        """Deliver everything as typed, now."""
        keys = [] if self._under_way is None else [self._under_way]
        keys += self._waiting
        self._waiting.clear()
        self._end_turn()
        for key in keys:
            self._deliver(key)

    def _move(self) -> None:
        while self._waiting and self._under_way is None:
            key = self._waiting.popleft()
            if self.hung or not self._wanted():
                self._deliver(key)
                continue
            self._under_way = key
            self._limit.start()
            self._offer(_code(key), partial(self._answered, self._turn))

    def _answered(self, turn: int, taken: bool) -> None:
        if turn != self._turn:
            if self.hung:
                self.hung = False
                self._woken()
            return
        key = self._under_way
        self._end_turn()
        if key is not None and key.type() == PRESS:
            self.took_last = taken
        if key is not None and not taken:
            self._deliver(key)
        self._move()

    def _overdue(self) -> None:
        self.hung = True
        self.flush()

    def _end_turn(self) -> None:
        self._under_way = None
        self._turn += 1
        self._limit.stop()


def event_of(key: KeyCode) -> QKeyEvent | None:
    """A key fcitx gives on its own as Qt knows it; None for one that no field needs."""
    kind = RELEASE if key.released else PRESS
    plain = Qt.KeyboardModifier.NoModifier
    if key.sym in NAMED:
        text = "\r" if NAMED[key.sym] == Qt.Key.Key_Return else ""
        return QKeyEvent(kind, NAMED[key.sym], plain, key.code, key.sym, key.state, text)
    if 0x20 <= key.sym < 0x7F:
        letter = chr(key.sym)
        return QKeyEvent(kind, ord(letter.upper()), plain, key.code, key.sym, key.state, letter)
    return None


def _code(key: QKeyEvent) -> KeyCode:
    released = key.type() == RELEASE
    return KeyCode(key.nativeVirtualKey(), key.nativeScanCode(), key.nativeModifiers(), released)


def _copy(key: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        key.type(), key.key(), key.modifiers(), key.nativeScanCode(), key.nativeVirtualKey(),
        key.nativeModifiers(), key.text(), key.isAutoRepeat(), key.count(),
    )  # fmt: skip

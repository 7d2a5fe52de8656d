"""Fingers at a window: real key events through Qt, timed until the window is painted."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.cli.rig import breathe
from tests.fakes.input_method import type_zh

REST_S: Final = 0.15  # longer than any field waits before it looks something up
TRIES: Final = 50


class Fingers(QObject):
    """Hands that wait for what they did to be seen. All times in milliseconds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._paints = 0
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # it exists

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what is asked to be drawn; Qt draws inside this event."""
        if event.type() == QEvent.Type.UpdateRequest and isinstance(watched, QWidget):
            self._paints += 1
        return False

    def let_go(self) -> None:
        """No more listening; to be called before the window goes."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # it exists

    def painted(self, act: Callable[[], object]) -> float:
        """From an act until all it changed is painted; what changes nothing is done at once."""
        self._paints, start = 0, time.perf_counter()
        act()
        done = time.perf_counter()
        for _ in range(TRIES):
            before = self._paints
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
            if self._paints == before:
                break
            done = time.perf_counter()
        return (done - start) * 1000

    def key(self, keys: str) -> float:
        """Press and let go keys by their portable name where the cursor stands."""
        pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack it
        target = QApplication.focusWidget() or self._window
        held = pressed.keyboardModifiers()
        return self.painted(lambda: QTest.keyClick(target, pressed.key(), held))

    def write(self, text: str) -> list[float]:
        """Each character: a key for ASCII, what an input method commits for the others."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the cursor"
        times = []
        for one in text:
            how = QTest.keyClicks if one.isascii() else type_zh
            times.append(self.painted(lambda h=how, c=one: h(target, c)))  # type: ignore[misc]
        return times

    def focus_line(self, name: str) -> None:
        """The cursor into the visible one-line field of an accessible name."""
        fields = self._window.findChildren(QLineEdit)
        named = [f for f in fields if f.isVisible() and name in f.accessibleName()]
        self._take(named[0])

    def focus_first(self, kind: type[QWidget]) -> None:
        """The cursor into the first visible widget of a kind."""
        self._take(next(w for w in self._window.findChildren(kind) if w.isVisible()))

    def rest(self) -> None:
        """Let what waits for a rest happen."""
        breathe(REST_S)

    def _take(self, widget: QWidget) -> None:
        widget.setFocus()
        self.rest()
        assert widget.hasFocus(), "the cursor did not come"

    def empty_window(self, times: int) -> list[float]:
        """What an empty window of the same size needs for its own repaint."""
        empty = QWidget()
        empty.resize(self._window.size())
        empty.show()
        self.rest()
        found = [self.painted(empty.update) for _ in range(times)]
        empty.close()
        empty.deleteLater()
        self._window.activateWindow()
        self.rest()
        return found

"""The one seam between worker threads and the main thread.

Any thread posts a message; handlers run on the main thread, in the order of posting. Without a
window `drain` is called by a loop; with one, `ui/wiring/wake.py` lets Qt's event loop call it.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

M = TypeVar("M")


class Bridge:
    """Messages from workers, handled where the store is written. Made on the main thread."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[object] = SimpleQueue()
        self._handlers: dict[type, Callable[[Any], object]] = {}
        self._main = threading.get_ident()
        self.wake: Callable[[], object] = lambda: None

    def on(self, kind: type[M], handler: Callable[[M], object]) -> None:
        """Handle a kind of message. One handler a kind."""
        self._handlers[kind] = handler

    def post(self, message: object) -> None:
        """Hand a message over. Safe from any thread; never blocks."""
        self._queue.put(message)
        self.wake()

    def drain(self, wait: float = 0.0) -> int:
        """Handle what has been posted; waits at most `wait` seconds for the first message.

        Returns how many were handled. Messages nobody handles are dropped.
        """
        assert threading.get_ident() == self._main, "messages are handled on the main thread"
        done = 0
        while True:
            try:
                message = self._queue.get(timeout=wait) if wait else self._queue.get_nowait()
            except Empty:
                return done
            wait = 0.0
            done += 1
            handler = self._handlers.get(type(message))
            if handler is not None:
                handler(message)

    def close(self) -> None:
        """The store is closed: whatever a thread still says is nobody's."""
        self._handlers.clear()
        self.wake = lambda: None

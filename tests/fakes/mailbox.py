"""Where a worker's messages arrive in a test."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

M = TypeVar("M")
_PATIENCE = 10.0


class Mailbox:
    """A `post` that keeps what it is given and lets a test wait for it."""

    def __init__(self) -> None:
        self.messages: list[object] = []
        self.stamps: list[float] = []  # when each came, by time.perf_counter
        self._doing: dict[type, Callable[[], object]] = {}
        self._change = threading.Condition(threading.RLock())

    def post(self, message: object) -> None:
        with self._change:
            self.stamps.append(time.perf_counter())
            self.messages.append(message)
            self._doing.get(type(message), lambda: None)()
            self._change.notify_all()

    def on(self, kind: type, do: Callable[[], object]) -> None:
        """Something happens each time a message of a kind comes, on the thread that posts it."""
        self._doing[kind] = do

    def all(self, kind: type[M]) -> list[M]:
        """The messages of a kind so far."""
        with self._change:
            return [m for m in self.messages if type(m) is kind]

    def wait(self, kind: type[M], count: int = 1) -> M:
        """The message of a kind that comes as number `count`; fails if it does not come."""
        self.wait_for(lambda: len(self.all(kind)) >= count, f"{kind.__name__} number {count}")
        return self.all(kind)[count - 1]

    def wait_for(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds of the messages."""
        with self._change:
            came = self._change.wait_for(holds, _PATIENCE)
        assert came, f"no {what} in {self.messages}"

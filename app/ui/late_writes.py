"""What has happened already and the store has not taken yet: written in order, as soon as it can.

A paper that left cannot be taken back, so a full disk must not lose its end.
"""

from collections import deque
from collections.abc import Callable

from app.db.log import NotWritten


class LateWrites:
    """Writes in order. `refused(code)` hears of each try that came to nothing (NotWritten)."""

    def __init__(self, refused: Callable[[str], None]) -> None:
        self._refused = refused
        self._left: deque[Callable[[], object]] = deque()

    def __bool__(self) -> bool:
        """Whether anything is still unwritten."""
        return bool(self._left)

    def put(self, write: Callable[[], object]) -> bool:
        """Write this after what waits; whether all is written."""
        self._left.append(write)
        return self.flush()

    def flush(self) -> bool:
        """Write what waits, in order; whether all is written."""
        while self._left:
            try:
                self._left[0]()
            except NotWritten as error:
                self._refused(error.code)
                return False
            self._left.popleft()
        return True

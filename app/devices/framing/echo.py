"""Our own bytes on a line that returns them."""

from collections import deque
from typing import Final

ECHO_DEPTH: Final = 4


class Echo:
    """Takes our own bytes out of what comes back on a two-wire line.

    On a bare-key pad the echo of a prompt would otherwise be a vote: PJ06's prompt holds a 02.
    Bytes are held only while they repeat exactly what was sent.
    """

    def __init__(self) -> None:
        self._awaited: deque[bytes] = deque(maxlen=ECHO_DEPTH)
        self._held = b""

    @property
    def held(self) -> int:
        """How many bytes may yet turn out to be an echo."""
        return len(self._held)

    def sent(self, data: bytes) -> None:
        """These bytes went out and may come back."""
        if data:
            self._awaited.append(data)

    def strip(self, data: bytes) -> bytes:
        """What of `data` is not our own."""
        return b"".join(self._one(data[i : i + 1]) for i in range(len(data)))

    def release(self) -> bytes:
        """Silence: what was held was no echo."""
        taken, self._held = self._held, b""
        return taken

    def _one(self, byte: bytes) -> bytes:
        grown = self._held + byte
        fitting = [i for i, sent in enumerate(self._awaited) if sent.startswith(grown)]
        if not fitting:
            return self.release() + (self._one(byte) if len(grown) > 1 else byte)
        self._held = grown
        if self._awaited[fitting[0]] == grown:
            self._held = b""
            for _ in range(fitting[0] + 1):
                self._awaited.popleft()
        return b""

"""As much of pyserial's Serial as the transport uses; it fails and hangs as it is told."""

import threading
from typing import Any, Self

_PATIENCE = 5.0
_TURN = 0.002


class FlakySerial:
    """A serial port whose far side is the test. To be given to SerialTransport as `make`.

    `fail("read", OSError())` makes a call raise from now on, `hang("read")` makes it stay;
    `mend` ends both. Calls are open, close, read, in_waiting, write, cancel_read.
    """

    dtr = True
    port = ""

    def __init__(self) -> None:
        self.written = b""
        self._incoming = b""
        self._failing: dict[str, Exception] = {}
        self._hanging: set[str] = set()
        self._inside: set[str] = set()
        self._change = threading.Condition()

    def __call__(self, **settings: Any) -> Self:
        return self

    def open(self) -> None:
        self._enter("open")

    def close(self) -> None:
        self._enter("close")

    def read(self, size: int) -> bytes:
        self._enter("read")
        with self._change:
            self._change.wait_for(lambda: self._incoming, _TURN)
            taken, self._incoming = self._incoming[:size], self._incoming[size:]
            return taken

    @property
    def in_waiting(self) -> int:
        self._enter("in_waiting")
        return len(self._incoming)

    def write(self, data: bytes) -> None:
        self._enter("write")
        with self._change:
            self.written += data

    def cancel_read(self) -> None:
        self._enter("cancel_read")

    def arrive(self, data: bytes) -> None:
        """Bytes come from the pad."""
        with self._change:
            self._incoming += data
            self._change.notify_all()

    def fail(self, call: str, error: Exception) -> None:
        """A call raises from now on."""
        with self._change:
            self._failing[call] = error

    def hang(self, call: str) -> None:
        """A call does not come back from now on."""
        with self._change:
            self._hanging.add(call)

    def mend(self) -> None:
        """All calls work again; those that hang come back."""
        with self._change:
            self._failing.clear()
            self._hanging.clear()
            self._change.notify_all()

    def wait_inside(self, call: str) -> None:
        """Wait until somebody is held in a call."""
        with self._change:
            assert self._change.wait_for(lambda: call in self._inside, _PATIENCE), call

    def _enter(self, call: str) -> None:
        with self._change:
            if call in self._hanging:
                self._inside.add(call)
                self._change.notify_all()
                self._change.wait_for(lambda: call not in self._hanging)
                self._inside.discard(call)
            if call in self._failing:
                raise self._failing[call]

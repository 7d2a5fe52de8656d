"""A pad's port in memory, which fails when it is told to."""

import random
import threading
from collections.abc import Callable

from app.devices.errors import DeviceError

_PATIENCE = 5.0
_TURN = 0.002


class MemoryPort:
    """A Transport whose far side is the test: `arrive` is the pad's bytes, `sent` the program's.

    `fail("read", "lost")` makes a call raise from now on; `mend` ends all faults. `during` puts
    something into the next call of a kind, before it does its work.
    """

    name = "memory"

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.opens = self.closes = 0
        self.owners: set[int] = set()
        self._incoming = bytearray()
        self._faults: dict[str, Exception] = {}
        self._during: dict[str, Callable[[], object]] = {}
        self._cancelled = False
        self._empty_reads = 0
        self._change = threading.Condition()

    def open(self) -> None:
        with self._change:
            self._called("open")
            self.opens += 1
            self._incoming.clear()

    def read(self) -> bytes:
        with self._change:
            self._called("read")
            if not self._incoming and not self._cancelled:
                self._change.wait(_TURN)
            self._called("read")
            if self._cancelled or not self._incoming:
                self._cancelled = False
                self._empty_reads += 1
                self._change.notify_all()
                return b""
            return self._taken()

    def drain(self) -> bytes:
        with self._change:
            self._called("drain")
            return self._taken()

    def write(self, data: bytes) -> None:
        with self._change:
            self._called("write")
            self.sent.append(data)
            self._change.notify_all()

    def cancel(self) -> None:
        with self._change:
            self._cancelled = True
            self._change.notify_all()

    def close(self) -> None:
        with self._change:
            self.owners.add(threading.get_ident())
            self.closes += 1
            self._change.notify_all()

    def arrive(self, data: bytes) -> None:
        """Bytes come from the pad."""
        with self._change:
            self._incoming += data
            self._change.notify_all()

    def hold(self) -> threading.Condition:
        """While this is held the reader sees nothing of what happens."""
        return self._change

    def fail(self, call: str, error: Exception | str) -> None:
        """A call raises from now on: an exception, or a DeviceError of a code."""
        with self._change:
            self._faults[call] = DeviceError(error) if isinstance(error, str) else error
            self._change.notify_all()

    def during(self, call: str, do: Callable[[], object]) -> None:
        """Something happens in the middle of the next call, on the owner's thread."""
        with self._change:
            self._during[call] = do

    def mend(self) -> None:
        """No call raises any more."""
        with self._change:
            self._faults.clear()

    def settle(self) -> None:
        """Wait until the reader has taken all there is and has come back for more."""
        with self._change:
            until = self._empty_reads + 2
            self._wait(lambda: not self._incoming and self._empty_reads >= until)

    def wait_sent(self, count: int) -> bytes:
        """Wait for so many writes; the last of them."""
        with self._change:
            self._wait(lambda: len(self.sent) >= count)
            return self.sent[count - 1]

    def wait_closed(self, count: int) -> None:
        """Wait until the port has been let go so many times."""
        with self._change:
            self._wait(lambda: self.closes >= count)

    def _called(self, call: str) -> None:
        self.owners.add(threading.get_ident())
        self._during.pop(call, lambda: None)()
        if call in self._faults:
            raise self._faults[call]

    def _taken(self) -> bytes:
        data = bytes(self._incoming)
        self._incoming.clear()
        return data

    def _wait(self, holds: Callable[[], bool]) -> None:
        assert self._change.wait_for(holds, _PATIENCE), "it did not happen"


def rough(data: bytes, rng: random.Random, *, lost: float = 0.2, doubled: float = 0.0) -> bytes:
    """What a bad line makes of bytes: each is lost or doubled by that chance."""
    chances = [(1 - lost - doubled), lost, doubled]
    times = rng.choices((1, 0, 2), chances, k=len(data))
    return b"".join(data[i : i + 1] * n for i, n in enumerate(times))

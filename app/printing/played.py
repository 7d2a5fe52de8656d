"""A printer that is only played, on a socket of this machine: for training, tests and scripts.

It reads ESC/POS as a real one does and has the faults of real ones by switch (played_machine.py).
"""

import select
import socket
import struct
import threading
from contextlib import suppress
from typing import Final, Literal, Protocol

from app.printing.played_machine import FAULTS, Machine, Speech

__all__ = ["FAULTS", "Line", "PlayedPrinter"]

_LOOK_S: Final = 0.05  # how soon a fault that was mended is noticed on the line
_TAKE: Final = 4096
_SLOW: Final = (96, 0.1)  # bytes at a time, seconds between: 9600 baud
_HALF: Final = 400  # bytes of a job after which it hangs up
_DROP: Final = struct.pack("ii", 1, 0)  # SO_LINGER: a reset
_STOP_S: Final = 5.0


class Line(Protocol):
    """What a printer hangs on: a socket, or a serial line dressed as one."""

    def fileno(self) -> int:
        """For select."""
        ...

    def recv(self, size: int, /) -> bytes:
        """What has arrived; b"" once the other side has hung up. Raises OSError."""
        ...

    def sendall(self, words: bytes, /) -> None:
        """Say something. Raises OSError."""
        ...


class PlayedPrinter:
    """Listens on 127.0.0.1 (`address`) once entered or started; one connection at a time.

    `papers` are the finished ones in order, `faults` what it has now, `have` the switches.
    All may be called from any thread.
    """

    def __init__(
        self, *, status: Speech = "dle", fence: Literal["none", "gs_h", "gs_r"] = "none",
        knife: bool = True, port: int = 0,
    ) -> None:  # fmt: skip
        self.machine = Machine(status=status, fence=fence, knife=knife)
        self._stopping, self._cycled = threading.Event(), threading.Event()
        self._switching = threading.Lock()
        self._listener: socket.socket | None = None
        self._port = port
        self._listen()
        self._thread = threading.Thread(target=self._serve, name="played printer", daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port where it listens; they stay the same."""
        return "127.0.0.1", self._port

    @property
    def papers(self) -> tuple[bytes, ...]:
        """The finished papers, each the bytes up to its cut."""
        return tuple(self.machine.papers)

    @property
    def faults(self) -> frozenset[str]:
        """What it has now; some words of FAULTS."""
        return self.machine.faults

    def have(self, fault: str, *, on: bool) -> None:
        """Let it have a fault of FAULTS, or mend it. Raises ValueError for another word."""
        self.machine.have(fault, on=on)
        if fault == "refuses":
            (self._close if on else self._listen)()

    def power_cycle(self) -> None:
        """Off and on: the line drops, the buffer is gone."""
        self.machine.power_cycle()
        self._cycled.set()

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """Gone for good; what it printed stays in `papers`."""
        self._stopping.set()
        self._close()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)

    def __enter__(self) -> "PlayedPrinter":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def attend(self, line: Line) -> None:
        """Print what comes over a line until it is closed or the power goes. Raises OSError."""
        taken = 0
        self._cycled.clear()
        while not (self._stopping.is_set() or self._cycled.is_set()):
            if words := self.machine.said():
                line.sendall(words)
            size = min(_TAKE, self.machine.room())
            if "slow" in self.machine.faults:
                size = min(size, _SLOW[0])
                self._stopping.wait(_SLOW[1])
            ready = select.select([line] if size else [], [], [], _LOOK_S)[0]
            if not ready:
                continue
            more = line.recv(size)
            if not more:
                return
            taken += len(more)
            if "half_job" in self.machine.faults and taken > _HALF:
                self.machine.hear(more[: len(more) - (taken - _HALF)])
                raise ConnectionAbortedError("half a job")
            self.machine.hear(more)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            listener = self._listener
            if listener is None:
                self._stopping.wait(_LOOK_S)
                continue
            try:
                if not select.select([listener], [], [], _LOOK_S)[0]:
                    continue
                link, _ = listener.accept()
            except (OSError, ValueError):  # closed meanwhile
                continue
            with link:
                self._take(link)
            self.machine.hang_up()

    def _take(self, link: socket.socket) -> None:
        """One connection; it ends in a reset if the printer went away from it."""
        try:
            self.attend(link)
        except OSError:
            pass
        else:
            if not self._cycled.is_set():
                return
        with suppress(OSError):
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)

    def _listen(self) -> None:
        with self._switching:
            if self._listener is not None or self._stopping.is_set():
                return
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _TAKE)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._port))
            listener.listen()
            self._port = listener.getsockname()[1]
            self._listener = listener

    def _close(self) -> None:
        with self._switching:
            if self._listener is not None:
                with suppress(OSError):  # the thread may hold it in select: closed is not enough
                    self._listener.shutdown(socket.SHUT_RDWR)
                self._listener.close()
                self._listener = None

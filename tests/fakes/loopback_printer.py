"""A network printer on a real socket of this machine, with the faults such printers have."""

import queue
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

Behaviour = Callable[["LoopbackPrinter", socket.socket], None]
_DEADLINE_S = 10.0


class LoopbackPrinter:
    """Listens at `host`:`port`. `behave` lists what each next connection meets; the last repeats.

    `received` gets what arrived of each connection, in order of their ends.
    """

    def __init__(self, *behave: Behaviour, port: int = 0) -> None:
        self._behave = list(behave) or [prints]
        self.received: queue.Queue[bytes] = queue.Queue()
        self.closing = threading.Event()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen()
        self.host, self.port = self._listener.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "LoopbackPrinter":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(_DEADLINE_S)

    def next_paper(self) -> bytes:
        """What arrived on the next connection that ended."""
        return self.received.get(timeout=_DEADLINE_S)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            behave = self._behave.pop(0) if len(self._behave) > 1 else self._behave[0]
            connection.settimeout(_DEADLINE_S)
            with connection, suppress(OSError):
                behave(self, connection)


def prints(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Reads all, then hangs up."""
    _keep(printer, connection, 65536)


def reads_slowly(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Reads a few bytes at a time."""
    _keep(printer, connection, 7)


def reads_bytes(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Reads one byte at a time."""
    _keep(printer, connection, 1)


def never_reads(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Accepts, then sits there until the test is over."""
    printer.closing.wait(_DEADLINE_S)


def resets_after(count: int) -> Behaviour:
    """Reads some bytes, then the plug is pulled."""

    def behave(printer: LoopbackPrinter, connection: socket.socket) -> None:
        got = b""
        while len(got) < count and (more := connection.recv(count - len(got))):
            got += more
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        printer.received.put(got)

    return behave


def hangs_up(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Says goodbye before a byte came."""


def half_closes(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Will say nothing, but listens to the end (as `ncat -l` without input does)."""
    connection.shutdown(socket.SHUT_WR)
    _keep(printer, connection, 65536)


def chatters(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Sends unasked status bytes before and while it prints."""
    flood = b"\x14\x00\x00\x0f" * 4096
    connection.sendall(flood)

    def speak(more: bytes) -> bytes:
        connection.sendall(flood)
        return more

    _keep(printer, connection, 65536, speak)


def keeps_the_line(printer: LoopbackPrinter, connection: socket.socket) -> None:
    """Reads all, but never hangs up."""
    _keep(printer, connection, 65536)
    printer.closing.wait(_DEADLINE_S)


def answers(*replies: bytes) -> Behaviour:
    """Answers each DLE EOT with the next reply, then b"" for ever; prints the rest."""

    def behave(printer: LoopbackPrinter, connection: socket.socket) -> None:
        left = list(replies)

        def reply(more: bytes) -> bytes:
            if more[-3:-1] != b"\x10\x04":  # whoever asks waits, so a question comes last
                return more
            connection.sendall(left.pop(0) if left else b"")
            return more[:-3]

        _keep(printer, connection, 65536, reply)

    return behave


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _keep(
    printer: LoopbackPrinter,
    connection: socket.socket,
    chunk: int,
    hear: Callable[[bytes], bytes] = lambda more: more,
) -> None:
    """Keeps what comes, after it was heard, until the other side is done or gone."""
    got = b""
    with suppress(OSError):
        while more := connection.recv(chunk):
            got += hear(more)
    printer.received.put(got)

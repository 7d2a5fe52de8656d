"""A printer on the network: raw bytes on port 9100, every step with a limit."""

import errno
import select
import socket
import struct
import sys
import time
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from app.printing.transport import Broken, NotReached, push

if sys.platform != "win32":
    from fcntl import ioctl
    from termios import TIOCOUTQ

_CODES: Final = MappingProxyType(
    {
        errno.ECONNREFUSED: "refused",
        errno.ECONNRESET: "reset",
        errno.EPIPE: "reset",
        errno.EHOSTUNREACH: "unreachable",
        errno.ENETUNREACH: "unreachable",
    }
)
_LOOK_S: Final = 0.1  # between two looks at what is still on its way
_DROP: Final = struct.pack("ii", 1, 0)  # SO_LINGER: close at once, send nothing more


class Tcp:
    """One connection a paper. Times in seconds: to connect, to send all, to wait for the end,
    and for the reset by which a printer that went away answers our bytes.

    Closing politely means to say that we are done, then read until the printer has hung up. One
    that keeps the line open is left after `linger_s` if it has taken every byte; one that still
    takes them gets `write_s`, for leaving it would throw the rest away.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        connect_s: float = 3.0,
        write_s: float = 20.0,
        linger_s: float = 2.0,
        settle_s: float = 0.2,
    ) -> None:
        self._address = (host, port)
        self._connect_s, self._write_s = connect_s, write_s
        self._linger_s, self._settle_s = linger_s, settle_s
        self._socket: socket.socket | None = None
        self._sent = 0
        self._hung_up = False  # the peer has closed its side

    def open(self, title: str) -> None:  # noqa: ARG002
        """Connect. Raises NotReached."""
        self.abort()
        self._sent, self._hung_up = 0, False
        try:
            self._socket = socket.create_connection(self._address, self._connect_s)
        except UnicodeError as error:  # a name that cannot be one
            raise NotReached("unknown_host") from error
        except OSError as error:
            raise NotReached(_code(error)) from error
        self._socket.setblocking(False)

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Send a paper, dropping what the printer says meanwhile. Raises NotReached or Broken."""
        end = time.monotonic() + self._write_s

        def put(left: memoryview) -> int:
            self._listen_until_writable(end)
            return self._open_socket().send(left)

        push(payload, lead, put, _code)
        self._sent = len(payload)

    def sense(self) -> str:
        """A socket knows nothing of a printer."""
        return ""

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Ask, after dropping what came in so far if the answer must be `fresh`."""
        try:
            if fresh:
                self._drain()
            self._open_socket().sendall(question)
        except OSError as error:
            raise NotReached(_code(error)) from error

    def listen(self, seconds: float) -> bytes:
        """What comes within a time; b"" for silence. Raises NotReached once it hung up."""
        try:
            link = self._open_socket()
            if not select.select([link], [], [], seconds)[0]:
                return b""
            words = link.recv(256)
        except OSError as error:
            raise NotReached(_code(error)) from error
        if not words:
            self._hung_up = True
            raise NotReached("silent")
        return words

    def close(self) -> None:
        """Hang up politely. Raises Broken if the printer went away before it had everything."""
        if self._socket is None:
            return
        now = time.monotonic()
        end, limit = now + self._linger_s, now + max(self._linger_s, self._write_s)
        try:
            early = self._hung_up or not self._drain()
            self._socket.shutdown(socket.SHUT_WR)
            while not self._hung_up and (now < end or _waiting(self._socket)):
                if now >= limit:
                    raise TimeoutError
                if select.select([self._socket], [], [], _LOOK_S)[0]:
                    self._drain()
                now = time.monotonic()
            if early:
                self._watch_for_reset()
        except OSError as error:
            raise Broken(self._sent, _code(error)) from error
        finally:
            self._socket.close()
            self._socket = None

    def abort(self) -> None:
        """Reset the connection: what the kernel still holds is thrown away, never printed late."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)
            self._socket.close()
            self._socket = None

    def _open_socket(self) -> socket.socket:
        if self._socket is None:
            raise OSError(errno.ENOTCONN, "not open")
        return self._socket

    def _listen_until_writable(self, end: float) -> None:
        """Unread bytes would turn our close into a reset, so they are read while we write."""
        link = self._open_socket()
        while (left := end - time.monotonic()) > 0:
            readers = [] if self._hung_up else [link]
            readable, writable, _ = select.select(readers, [link], [], left)
            if readable:
                self._drain()
            if writable:
                return
        raise TimeoutError

    def _drain(self) -> bool:
        """Read what is there; False once the peer has hung up."""
        with suppress(BlockingIOError):
            while not self._hung_up:
                self._hung_up = not self._open_socket().recv(4096)
        return not self._hung_up

    def _watch_for_reset(self) -> None:
        """Half closed and listening, or gone? Only a reset tells, and it comes soon."""
        end = time.monotonic() + self._settle_s
        while time.monotonic() < end:
            if fault := self._open_socket().getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(fault, "reset")
            time.sleep(0.01)


def _waiting(link: socket.socket) -> int:
    """How many bytes the printer has not taken yet; 0 where the system cannot say."""
    told = bytearray(4)
    if sys.platform != "win32":
        ioctl(link, TIOCOUTQ, told)
    return int.from_bytes(told, sys.byteorder)


def _code(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "stalled"
    if isinstance(error, socket.gaierror):
        return "unknown_host"
    return _CODES.get(error.errno or 0, "broken")

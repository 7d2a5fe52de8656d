"""The session bus: jeepney's messages over a socket that nobody waits for once it is open."""

import os
import time
from collections.abc import Callable
from itertools import count
from typing import Any, Final

from jeepney import HeaderFields, Message, MessageFlag, MessageType, Parser, message_bus
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket

CHUNK: Final = 65_536
Body = tuple[Any, ...]
Answered = Callable[[Body | None], object]
"""Is told the body of the answer; None for an error."""


class NoBus(Exception):  # noqa: N818
    """There is no session bus, or it does not answer in time."""


class Wire:
    """A connection to the session bus.

    `heard` is told every signal, `lost` once that the bus went; from then on nothing is sent.
    """

    def __init__(
        self,
        limit: float,
        heard: Callable[[Message], object] = lambda _: None,
        lost: Callable[[], object] = lambda: None,
    ) -> None:
        """Connect and read the names owned, within `limit` seconds in all. Raises NoBus."""
        self._heard = heard
        self._serials = count(1)
        self._asked: dict[int, Answered] = {}
        self._parser = Parser()
        self._open = True
        until = time.monotonic() + limit
        try:
            self._sock = prep_socket(get_bus(_address()), timeout=limit)
        except (OSError, ValueError, RuntimeError) as error:
            raise NoBus(str(error)) from error
        self._lost: Callable[[], object] = lambda: None
        self.names = self._greet(until)
        self._lost = lost

    def _greet(self, until: float) -> frozenset[str]:
        listed: list[Body | None] = []
        self.ask(message_bus.Hello(), lambda _: None)
        self.ask(message_bus.ListNames(), listed.append)
        while self._open and not listed and (left := until - time.monotonic()) > 0:
            self.pump(left)
        if not listed or listed[0] is None:
            self.close()
            raise NoBus("the bus does not answer")
        return frozenset(listed[0][0])

    def fileno(self) -> int:
        """For a notifier that says when to pump."""
        return int(self._sock.fileno())

    def close(self) -> None:
        """Leave the bus; questions stay without an answer."""
        self._open = False
        self._asked.clear()
        self._sock.close()

    def ask(self, message: Message, answered: Answered) -> None:
        """Send a call; `answered` hears of it in a later pump."""
        serial = next(self._serials)
        self._asked[serial] = answered
        self._send(message, serial)

    def tell(self, message: Message) -> None:
        """Send a call nobody answers."""
        message.header.flags = MessageFlag.no_reply_expected
        self._send(message, next(self._serials))

    def pump(self, wait: float = 0.0) -> None:
        """Hand on what has come, in order; wait at most `wait` seconds for it.

        May be called again out of a handler.
        """
        while read := self._read(wait):
            wait = 0.0
            self._parser.add_data(read)
            while (message := self._parser.get_next_message()) is not None:
                self._hand_on(message)

    def _read(self, wait: float) -> bytes:
        if not self._open:
            return b""
        try:
            self._sock.settimeout(wait)
            read = bytes(self._sock.recv(CHUNK))
        except (BlockingIOError, TimeoutError):
            return b""
        except OSError:
            read = b""
        if not read:
            self._break()
        return read

    def _hand_on(self, message: Message) -> None:
        kind = message.header.message_type
        if kind is MessageType.signal:
            self._heard(message)
            return
        answered = self._asked.pop(message.header.fields.get(HeaderFields.reply_serial), None)
        if answered is not None:
            answered(message.body if kind is MessageType.method_return else None)

    def _send(self, message: Message, serial: int) -> None:
        if not self._open:
            return
        packed = message.serialise(serial)
        try:
            self._sock.settimeout(0.0)
            sent = self._sock.send(packed)
        except OSError:
            sent = 0
        if sent < len(packed):  # gone, or so full of what it does not read that it is lost
            self._break()

    def _break(self) -> None:
        if self._open:
            self.close()
            self._lost()


def _address() -> str:
    """Where the session bus is; the login manager's place where the desktop names none."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={runtime}/bus"

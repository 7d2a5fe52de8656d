"""Listens on a port for the learning wizard. It sends nothing, ever."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.devices.errors import DeviceError
from app.devices.learning.hearing import Chunk
from app.devices.transport import Transport
from app.domain.clock import Clock

TELL_SECONDS: Final = 0.05  # so often at most the main thread is told
MOST_BYTES: Final = 65_536  # a pad never says so much; a line at the wrong speed does
STOP_SECONDS: Final = 2.0


@dataclass(frozen=True)
class Heard:
    """What came over the line of a recording, in order."""

    recording: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True)
class Listening:
    """A recording goes on (`code` ""), or has ended: why, as in errors.DeviceError, or flood."""

    recording: int
    code: str


class Recorder:
    """One thread, one port, from `start` to `stop` or to the first fault. `number` tells its
    messages from those of an older one."""

    def __init__(
        self, number: int, transport: Transport, clock: Clock, post: Callable[[object], None]
    ) -> None:
        self.number = number
        self._transport, self._clock, self._post = transport, clock, post
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"listen {number}", daemon=True)

    def start(self) -> None:
        """Begin; the first Listening says how it went."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the port, and wait until it is free. Bounded; for a worker where it may be
        slow."""
        self._stopping.set()
        if self._thread.is_alive():
            self._transport.cancel()
            self._thread.join(timeout=STOP_SECONDS)

    def _run(self) -> None:
        try:
            self._transport.open()
            self._post(Listening(self.number, ""))
            self._listen()
        except DeviceError as error:
            self._post(Listening(self.number, error.code))
        finally:
            self._transport.close()

    def _listen(self) -> None:
        waiting: list[Chunk] = []
        told, heard = self._clock.monotonic(), 0
        while not self._stopping.is_set():
            data = self._transport.read()
            now = self._clock.monotonic()
            if data:
                waiting.append(Chunk(now, data))
                heard += len(data)
            if waiting and (not data or now - told >= TELL_SECONDS):
                self._post(Heard(self.number, tuple(waiting)))
                waiting, told = [], now
            if heard > MOST_BYTES:
                raise DeviceError("flood")

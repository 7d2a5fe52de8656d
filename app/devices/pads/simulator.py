"""A pad that is played: the far side of a pseudo-terminal, driven through the real driver.

Used by the scripted day, by tests and benchmarks. It presses what it is told, or answers each
prompt with the next key of a script.
"""

import os
import select
import threading
import time
import tty
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_POLL: Final = 0.02


class PlayedPad:
    """A pad on a pseudo-terminal behind a path of its own, which stays over a replug."""

    def __init__(
        self, path: Path, prompt: bytes = b"", frames: dict[int, bytes] | None = None
    ) -> None:
        self.path = path
        self.heard: list[tuple[float, str, bytes]] = []
        self.prompts = 0
        self._prompt = prompt
        self._frames = frames or {}
        self._script: list[tuple[float, bytes]] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._master = self._slave = -1
        self._thread = threading.Thread(target=self._run, name="played pad")

    def start(self) -> None:
        """Plug it in and listen."""
        self.plug()
        self._thread.start()

    def stop(self) -> None:
        """Pull it out for good."""
        self._stopping.set()
        self._thread.join(timeout=2.0)
        self.unplug()
        self.path.unlink(missing_ok=True)

    def plug(self) -> None:
        """A new pseudo-terminal behind the same path."""
        with self._lock:
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            part = self.path.with_suffix(".new")
            part.symlink_to(os.ttyname(self._slave))
            part.replace(self.path)

    def unplug(self) -> None:
        """The cable is out."""
        with self._lock:
            for handle in (self._master, self._slave):
                if handle >= 0:
                    os.close(handle)
            self._master = self._slave = -1

    def press(self, key: int) -> None:
        """A key is pressed now."""
        self.send(self._frames.get(key, bytes([key])))

    def send(self, data: bytes) -> None:
        """Any bytes on the line."""
        with self._lock:
            if self._master >= 0:
                os.write(self._master, data)
                self.heard.append((time.monotonic(), "tx", data))

    def answer_with(self, keys: Iterable[tuple[float, int]]) -> None:
        """Answer coming prompts: (seconds to wait, key); a key below 0 lets the prompt pass."""
        for delay, key in keys:
            data = b"" if key < 0 else self._frames.get(key, bytes([key]))
            self._script.append((delay, data))

    def _run(self) -> None:
        buffer, due, planned = b"", 0.0, b""
        while not self._stopping.is_set():
            buffer += self._listen()
            if self._prompt and self._prompt in buffer:
                buffer = buffer.split(self._prompt, 1)[1]
                self.prompts += 1
                if self._script:
                    delay, planned = self._script.pop(0)
                    due = time.monotonic() + delay
            if planned and time.monotonic() >= due:
                self.send(planned)
                planned = b""

    def _listen(self) -> bytes:
        with self._lock:
            master = self._master
            if master < 0:
                ready: list[int] = []
            else:
                ready = select.select([master], [], [], _POLL)[0]
            if ready:
                try:
                    data = os.read(master, 256)
                except OSError:
                    data = b""
                if data:
                    self.heard.append((time.monotonic(), "rx", data))
                    return data
        self._stopping.wait(_POLL / 4)
        return b""

"""Ways to a printer, and what can be said when one fails.

Every call is bounded in time. A failure is one of three, because they are answered differently:
nothing left us (try again), something may have left us (only a person can say), or the printer
itself says that it is not ready.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

RECOVERY: Final = b"\n\n"  # after a torn job: ends a half line before the next ESC @


class NotReached(Exception):  # noqa: N818
    """Not one byte of the paper left us; `code` says why (refused, absent, stalled …)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotReady(NotReached):
    """The printer cannot print now: paper_out, cover, cutter, error, fatal, offline — or it cannot
    be understood: silent, garbled."""


class Broken(Exception):  # noqa: N818
    """The way broke when at least `sent` bytes of the paper had left us."""

    def __init__(self, sent: int, code: str) -> None:
        super().__init__(f"{code} after {sent} bytes")
        self.sent = sent
        self.code = code


class Transport(Protocol):
    """One way to one printer, used by one thread; open, write, close, and again."""

    def open(self, title: str) -> None:
        """Reach the printer; `title` names the paper where the way keeps names.

        Raises NotReached.
        """
        ...

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Send a whole paper; `lead` goes before it and is not counted.

        Raises NotReached if no byte of the payload left, else Broken.
        """
        ...

    def sense(self) -> str:
        """What the port itself knows of the printer: "" or the code of what is wrong."""
        ...

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Send a short question; `fresh` drops what came in so far. Raises NotReached."""
        ...

    def listen(self, seconds: float) -> bytes:
        """What comes within a time, as soon as something comes; b"" for silence.

        Raises NotReached once nothing can come any more.
        """
        ...

    def close(self) -> None:
        """Leave politely, so that every byte arrives. Raises Broken if they did not."""
        ...

    def abort(self) -> None:
        """Leave at once and drop what is not delivered. Never raises; may be called always."""
        ...


def push(
    payload: bytes,
    lead: bytes,
    put: Callable[[memoryview], int],
    code_of: Callable[[OSError], str],
) -> None:
    """Send `lead` and the payload; `put` takes as much of what is left as it can and may raise
    OSError. Raises NotReached if no byte of the payload left, else Broken."""
    stream, out = memoryview(lead + payload), 0
    try:
        while out < len(stream):
            out += put(stream[out:])
    except OSError as error:
        sent = out - len(lead)
        if sent <= 0:
            raise NotReached(code_of(error)) from error
        raise Broken(sent, code_of(error)) from error


class Capture:
    """A folder instead of a printer: every paper a file of its own, whole or absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._title = ""

    def open(self, title: str) -> None:
        """Make the folder if need be."""
        self._title = title
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotReached("absent") from error

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:  # noqa: ARG002
        """Write `<title>.bin`; a paper printed twice is two files."""
        part = self._folder / f"{self._title}.part"
        try:
            part.write_bytes(payload)
            part.rename(self._free())
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise NotReached("unwritable") from error

    def sense(self) -> str:
        """A folder is always well."""
        return ""

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """A folder is asked nothing."""

    def listen(self, seconds: float) -> bytes:  # noqa: ARG002
        """A folder says nothing."""
        return b""

    def close(self) -> None:
        """Nothing is held open."""

    def abort(self) -> None:
        """Nothing is held open."""

    def _free(self) -> Path:
        path, n = self._folder / f"{self._title}.bin", 1
        while path.exists():
            n += 1
            path = self._folder / f"{self._title}-{n}.bin"
        return path


class Unfit:
    """Stands where no printer can be set up: reaching it always fails with `code`."""

    def __init__(self, code: str) -> None:
        self._code = code

    def open(self, title: str) -> None:  # noqa: ARG002
        """Raises NotReached."""
        raise NotReached(self._code)

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:  # noqa: ARG002
        """Raises NotReached."""
        raise NotReached(self._code)

    def sense(self) -> str:
        """The code."""
        return self._code

    def ask(self, question: bytes, *, fresh: bool = False) -> None:  # noqa: ARG002
        """Raises NotReached."""
        raise NotReached(self._code)

    def listen(self, seconds: float) -> bytes:  # noqa: ARG002
        """Raises NotReached."""
        raise NotReached(self._code)

    def close(self) -> None:
        """Nothing is held open."""

    def abort(self) -> None:
        """Nothing is held open."""

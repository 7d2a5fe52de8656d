"""One printer, one paper at a time, whoever prints: a lock of the machine's own beside each way.

Two counters, or a counter and its training home, may share a printer. Each holds it from the first
byte of a paper to the last, so no paper lies inside another one.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.printing.transport import NotReached, Transport
from app.settings.locks import lock

PLACES: Final = (Path("/run/lock"), Path(tempfile.gettempdir()))  # of all users, gone at a restart


class Leased:
    """A way that is opened only while nobody else has it open: another one finds it `busy`."""

    def __init__(self, way: Transport, address: str, folder: Path | None = None) -> None:
        """`address` names the printer, `folder` is where its lock lies."""
        self._way = way
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        self._file = (folder or _place()) / f"bandecheng-printer-{name}.lock"
        self._handle = -1

    def open(self, title: str) -> None:
        """Take the printer and reach it. Raises NotReached, `busy` while another program has it."""
        self._take()
        try:
            self._way.open(title)
        except NotReached:
            self._give()
            raise

    def write(self, payload: bytes, *, lead: bytes = b"") -> None:
        """Send a whole paper. Raises NotReached or Broken; the printer stays taken."""
        self._way.write(payload, lead=lead)

    def sense(self) -> str:
        """What the port itself knows."""
        return self._way.sense()

    def ask(self, question: bytes, *, fresh: bool = False) -> None:
        """Send a short question. Raises NotReached."""
        self._way.ask(question, fresh=fresh)

    def listen(self, seconds: float) -> bytes:
        """What comes within a time. Raises NotReached."""
        return self._way.listen(seconds)

    def close(self) -> None:
        """Leave politely and give the printer back. Raises Broken."""
        try:
            self._way.close()
        finally:
            self._give()

    def abort(self) -> None:
        """Leave at once and give the printer back."""
        self._way.abort()
        self._give()

    def _take(self) -> None:
        if self._handle >= 0:
            return
        try:
            self._handle = _opened(self._file)
            lock(self._handle)
        except OSError as error:
            self._give()
            raise NotReached("busy") from error

    def _give(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _place() -> Path:
    return next((p for p in PLACES if p.is_dir() and os.access(p, os.W_OK)), PLACES[-1])


def _opened(file: Path) -> int:
    """The file for reading alone: a lock asks for no more, and another user may have made it."""
    with suppress(FileNotFoundError):
        return os.open(file, os.O_RDONLY)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644))
    return os.open(file, os.O_RDONLY)

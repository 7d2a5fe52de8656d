"""python-escpos, brought in late and without its side effects."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, cast

from app.printing.escpos import Container

_PROOF: Final = "whole.sha256"


def container_factory(cache: Path) -> Callable[[], Container]:
    """What makes an empty `escpos.printer.Dummy`. Takes a quarter of a second the first time.

    The library unpickles its printer list at import, so `cache` is made private (0700) and
    anything less private is refused with PermissionError. Call it from the print worker.
    """
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        facts = cache.stat()
        if facts.st_uid != os.getuid() or facts.st_mode & 0o022:
            raise PermissionError(f"{cache} can be written by others")
    _drop_unproved(cache)
    with _without_side_effects(cache):
        from escpos.printer import Dummy
    _prove(cache)
    return cast("Callable[[], Container]", Dummy)


def _digest(cache: Path) -> str:
    made = hashlib.sha256()
    for path in sorted(cache.glob("*.pickle")):
        made.update(path.read_bytes())
    return made.hexdigest()


def _drop_unproved(cache: Path) -> None:
    """A list that a kill cut short must not be read: only one whose digest we wrote is."""
    proof = cache / _PROOF
    if not proof.exists() or proof.read_text("ascii", "replace") != _digest(cache):
        for path in cache.glob("*.pickle"):
            path.unlink()


def _prove(cache: Path) -> None:
    (cache / _PROOF).write_text(_digest(cache), "ascii")


@contextmanager
def _without_side_effects(cache: Path) -> Iterator[None]:
    """The import makes a root log handler and a stray temporary folder: undo both."""
    root = logging.getLogger()
    handlers, level, temporary = root.handlers[:], root.level, tempfile.tempdir
    os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(cache)
    tempfile.tempdir = str(cache)
    try:
        yield
    finally:
        tempfile.tempdir = temporary
        root.handlers[:] = handlers
        root.setLevel(level)
        for stray in cache.glob("tmp*"):
            with suppress(OSError):  # only an empty folder goes
                stray.rmdir()

"""What workers do for the attachments of a ticket: read, copy, draw small."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.db import attachments
from app.db.instance import Home
from app.desk import attaching
from app.desk.attaching import Picked, Unfit
from app.domain.ticket import Attachment

MIB = 1024 * 1024


class FileRow(NamedTuple):
    """An attachment: its SHA-256, its name, what it is, whether it is a picture."""

    sha256: str
    name: str
    sub: str
    is_picture: bool


def small(home: Home, thumb: Callable[[bytes], bytes], sha256: str) -> bytes:
    """The small picture of an attachment; b"" for none."""
    raw = attachments.whole(home, sha256)
    return thumb(raw) if raw else b""


def row(one: Attachment) -> FileRow:
    """An attachment as a line."""
    size = f"{one.size / MIB:.1f} MB" if one.size >= MIB else f"{-(-one.size // 1024)} KB"
    return FileRow(one.sha256, one.name, size, one.type.startswith("image/"))


def picked(raw: bytes, name: str) -> Picked | str:
    """What these bytes are, or the code of why they cannot be attached."""
    try:
        return attaching.picked(raw, name)
    except Unfit as error:
        return error.code


def read(path: Path) -> Picked | str:
    """What a file is, or the code of why it cannot be attached."""
    try:
        return attaching.read(path)
    except Unfit as error:
        return error.code


def copy(home: Home, sha256: str, path: Path) -> Path | None:
    """A passing copy that a viewer can read; None where the store has it no more."""
    raw = attachments.whole(home, sha256)
    if not raw:
        return None
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(raw)
    return path

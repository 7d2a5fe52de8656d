"""Evidence: a file is read and named on a worker, put into the store in pieces, then attached."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from app.db import attachments
from app.desk.desk import Desk, Outcome
from app.domain.acts.sorting import MOST_EACH, Attached

SUFFIX: Final[Mapping[str, str]] = MappingProxyType(
    {
        "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp",
        "application/pdf": ".pdf",
    }
)  # fmt: skip
LONGEST_NAME: Final = 80


class Unfit(Exception):  # noqa: N818
    """A file that cannot be attached: `code` is type, large, empty or unread."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Picked(NamedTuple):
    """A file as it was read: the act that would attach it, and its bytes in pieces."""

    act: Attached
    pieces: tuple[bytes, ...]


def read(path: Path) -> Picked:
    """Read a file and say what it is, by its content. Slow: for a worker. Raises Unfit."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_EACH + 1)
    except OSError as error:
        raise Unfit("unread") from error
    return picked(raw, path.name)


def picked(raw: bytes, name: str) -> Picked:
    """What these bytes are, by themselves. Slow: for a worker. Raises Unfit."""
    if not raw:
        raise Unfit("empty")
    if len(raw) > MOST_EACH:
        raise Unfit("large")
    kind = type_of(raw)
    if not kind:
        raise Unfit("type")
    pieces = tuple(raw[at : at + attachments.PIECE] for at in range(0, len(raw), attachments.PIECE))
    name = "".join(c for c in name if c.isprintable())[-LONGEST_NAME:]
    act = Attached(sha256=hashlib.sha256(raw).hexdigest(), name=name, type=kind, size=len(raw))
    return Picked(act, pieces)


def type_of(raw: bytes) -> str:
    """The type that the first bytes say, "" for any we do not take."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if raw.startswith(b"%PDF-") else ""


def refused(desk: Desk, number: str, picked: Picked) -> Outcome:
    """What would come of attaching it; nothing is written."""
    ticket = desk.log.ticket(number)
    return Outcome(ticket, picked.act.refusals(ticket, desk.context(ticket)))


def is_kept(desk: Desk, picked: Picked) -> bool:
    """Whether the store holds these bytes already, from this ticket or another."""
    with desk.log.reading() as connection:
        return attachments.size(connection, picked.act.sha256) == picked.act.size


def put(desk: Desk, picked: Picked, place: int) -> None:
    """Write one piece: a short commit. Raises app.db.log.NotWritten."""
    sha256, piece = picked.act.sha256, picked.pieces[place]
    desk.log.write_beside(lambda c: attachments.put(c, sha256, place, piece))


def give_up(desk: Desk, picked: Picked) -> None:
    """Take away what was written of a file that nobody has. Raises app.db.log.NotWritten."""
    desk.log.write_beside(lambda c: attachments.drop(c, picked.act.sha256))


def attach(desk: Desk, number: str, picked: Picked) -> Outcome:
    """The entry, once all pieces lie in the store. Raises app.db.log.NotWritten."""
    return desk.perform(number, picked.act)

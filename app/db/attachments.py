"""Bytes of pictures and PDFs in the encrypted store, in pieces, named by their SHA-256.

They lie in the same file as the log (ADR 016), so a backup holds them and pages are encrypted and
sealed like all others. Pieces without an entry are nobody's and do no harm.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from app.db.instance import Home
from app.db.schema import attachment

PIECE: Final = 256 * 1024
_PUT: Final = insert(attachment).prefix_with("OR REPLACE")
_PIECES: Final = (
    select(attachment.c.bytes)
    .where(attachment.c.sha256 == bindparam("of"))
    .order_by(attachment.c.place)
)
_SIZE: Final = select(func.coalesce(func.sum(func.length(attachment.c.bytes)), 0)).where(
    attachment.c.sha256 == bindparam("of")
)


def put(connection: Connection, sha256: str, place: int, piece: bytes) -> None:
    """Keep one piece."""
    connection.execute(_PUT, {"sha256": sha256, "place": place, "bytes": piece})


def size(connection: Connection, sha256: str) -> int:
    """How many bytes of a file are there."""
    return int(connection.execute(_SIZE, {"of": sha256}).scalar_one())


def pieces(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The bytes of a file in order."""
    yield from connection.execute(_PIECES, {"of": sha256}).scalars()


def digest(connection: Connection, sha256: str) -> str:
    """The SHA-256 of what lies under a name; "" where nothing does."""
    hashed, some = hashlib.sha256(), False
    for piece in pieces(connection, sha256):
        hashed.update(piece)
        some = True
    return hashed.hexdigest() if some else ""


def drop(connection: Connection, sha256: str) -> None:
    """Take the pieces of a file away that no entry names."""
    connection.execute(delete(attachment).where(attachment.c.sha256 == sha256))


def whole(home: Home, sha256: str) -> bytes:
    """The bytes of a file, b"" where they are not what its name says. Slow: for a worker."""
    with home.reader().connect() as connection:
        raw = b"".join(pieces(connection, sha256))
    return raw if hashlib.sha256(raw).hexdigest() == sha256 else b""

"""Demands of other systems that wait to be registered: plain rows, (source, number) once."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.db.schema import inbox

_PUT: Final = insert(inbox).on_conflict_do_nothing()


def put_all(connection: Connection, rows: Sequence[tuple[str, str, int, bytes]]) -> None:
    """Keep (source, number, second received, body) rows; one that is there stays as it is."""
    names = ("source", "outer_no", "received_at", "body")
    connection.execute(_PUT, [dict(zip(names, row, strict=True)) for row in rows])


def has(connection: Connection, source: str, outer_no: str) -> bool:
    """Whether one waits."""
    where = (inbox.c.source == source, inbox.c.outer_no == outer_no)
    return connection.execute(select(inbox.c.source).where(*where)).first() is not None


def bodies(connection: Connection) -> tuple[bytes, ...]:
    """All that wait, oldest first."""
    query = select(inbox.c.body).order_by(inbox.c.received_at, inbox.c.outer_no)
    return tuple(connection.execute(query).scalars())


def drop(connection: Connection, source: str, outer_no: str) -> None:
    """It is registered."""
    where = (inbox.c.source == source, inbox.c.outer_no == outer_no)
    connection.execute(delete(inbox).where(*where))

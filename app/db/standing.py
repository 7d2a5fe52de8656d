"""Lists that stand beside the board: to archive, to tell the source, by label."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, select, text

from app.db.queries import BEARS_ANY, COLUMNS, OF_FEW, Row, bears, rows_of
from app.db.schema import record, ticket

_OUTER: Final = select(ticket.c.no).where(
    ticket.c.outer_no == bindparam("outer_no"), ticket.c.outer_no != "",
    ticket.c.source == bindparam("source"),
)  # fmt: skip
# In letters: SQLite takes a partial index only for the very condition it was made with.
_TO_ARCHIVE: Final = text("ticket.state IN ('closed', 'closed_unsolved', 'declined')")
_OWED: Final = text("ticket.source_owed = 1")
MOST: Final = 200


def outer_taken(connection: Connection, source: str, outer_no: str) -> str:
    """The ticket that has this number of another system, "" for none."""
    found = connection.execute(_OUTER, {"source": source, "outer_no": outer_no})
    return found.scalars().first() or ""


def source_owed(connection: Connection) -> tuple[Row, ...]:
    """Finished tickets whose source waits for an answer, oldest first."""
    query = select(*COLUMNS).where(_OWED).order_by(ticket.c.id).limit(MOST)
    return rows_of(connection.execute(query).all())


def to_archive(connection: Connection) -> tuple[Row, ...]:
    """Finished tickets that are not archived, oldest first."""
    query = select(*COLUMNS).where(_TO_ARCHIVE).order_by(ticket.c.id).limit(MOST)
    return rows_of(connection.execute(query).all())


def followed(connection: Connection, acts: Collection[str]) -> tuple[Row, ...]:
    """Tickets on which one of these acts was written and that are not archived, oldest first."""
    marked = select(record.c.stream).where(record.c.act.in_(acts))
    query = select(*COLUMNS).where(
        ticket.c.no.in_(marked), ticket.c.state.not_in(("archived", "void"))
    )
    return rows_of(connection.execute(query.order_by(ticket.c.id).limit(MOST)).all())


def labels(connection: Connection) -> tuple[str, ...]:
    """All labels that some ticket bears, in order of the alphabet."""
    query = select(ticket.c.labels).where(BEARS_ANY).distinct()
    found = connection.execute(query).scalars()
    return tuple(sorted({label for row in found for label in row.split("、") if label}))


def labelled(connection: Connection, wanted: Collection[str]) -> tuple[Row, ...]:
    """The tickets that bear every one of these labels, newest first."""
    query = select(*COLUMNS).where(BEARS_ANY, *map(bears, wanted))
    found = connection.execute(query.order_by(OF_FEW.desc()).limit(MOST)).all()
    return rows_of(found)

"""Labels are looked for among the tickets that bear any, however many bear none."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, event

from app.db import queries, standing
from app.main import Terminal


@pytest.fixture
def asked(terminal: Terminal) -> Iterator[tuple[Connection, list[str]]]:
    """A connection, and how SQLite goes about what it is asked."""
    steps: list[str] = []

    def explain(*said: object) -> None:
        cursor, sql, values = said[1:4]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[attr-defined]  # DBAPI
        steps.extend(row[3] for row in cursor.fetchall())  # type: ignore[attr-defined]

    with terminal.log.reading() as connection:
        event.listen(connection, "before_cursor_execute", explain)
        yield connection, steps


@pytest.mark.parametrize(
    "look",
    [
        standing.labels,
        lambda c: standing.labelled(c, ["老旧小区"]),
        lambda c: queries.how_many_bear(c, "老旧小区"),
        lambda c: queries.search(c, "", label="老旧小区"),
    ],
)
def test_only_tickets_with_a_label_are_looked_at(
    asked: tuple[Connection, list[str]], look: Callable[[Connection], object]
) -> None:
    connection, steps = asked
    look(connection)
    assert any("USING" in s and "INDEX ticket_labels" in s for s in steps), steps
    assert "SCAN ticket" not in steps

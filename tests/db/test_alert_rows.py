"""Alerts are counted from their index: 20,000 open tickets do not slow the board."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, insert

from app.db import queries, watch
from app.db.schema import alert
from app.main import Terminal
from tests.desk.conftest import done
from tests.fakes.terminal import form

TICKETS = 20_000


@pytest.fixture
def full(terminal: Terminal) -> Iterator[Connection]:
    """As many alerts as so many open tickets have."""
    rows = [
        {"ticket": f"QH2-{n:06d}", "kind": kind, "what": "", "since": n, "due": n + TICKETS}
        for n in range(TICKETS) for kind in ("first_contact", "resolve", "silent", "claim")
    ]  # fmt: skip
    with terminal.log.engine.begin() as connection:
        connection.execute(insert(alert), rows)
    with terminal.log.reading() as connection:
        yield connection


def test_they_are_counted_without_reading_a_ticket(full: Connection) -> None:
    found = {s.kind: s for s in watch.standing(full, TICKETS + 4_999)}
    assert found["silent"] == watch.Standing("silent", "", TICKETS, 4_999)
    assert {s.n for s in watch.standing(full, 9_999)} == {10_000}, "the others begin later"
    sql = str(watch._STANDING.compile(dialect=full.dialect)).replace("?", "99")
    steps = " ".join(row[3] for row in full.exec_driver_sql("EXPLAIN QUERY PLAN " + sql))
    assert "ticket" not in steps.replace("alert_ticket", "")
    assert "TEMP B-TREE" not in steps


def test_a_page_of_them_is_a_page(full: Connection, terminal: Terminal) -> None:
    from app.desk import intake

    number = done(intake.accept(terminal.desk, form(terminal), "general")).ticket.no
    at = terminal.desk.now + 10 * 86_400
    assert [r.no for r in queries.alerted(full, "feedback", "", at)] == []
    assert len(queries.alerted(full, "silent", "", at)) <= queries.PAGE
    assert number in {s for (s,) in full.exec_driver_sql("SELECT ticket FROM alert")}

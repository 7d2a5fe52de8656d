"""Alerts are counted from their sums by day: 20,000 open tickets do not slow the board."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, delete, insert, select

from app.db import queries, watch
from app.db.schema import alert, alert_day
from app.main import Terminal
from tests.desk.conftest import done
from tests.fakes.terminal import form

TICKETS = 20_000


HOUR = 3_600


@pytest.fixture
def full(terminal: Terminal) -> Iterator[Connection]:
    """As many alerts as so many open tickets have, one ticket an hour, each due a day later."""
    rows = [
        {"ticket": f"QH2-{n:06d}", "kind": kind, "what": "", "since": n * HOUR,
         "due": (n + 24) * HOUR}
        for n in range(TICKETS) for kind in ("first_contact", "resolve", "silent", "claim")
    ]  # fmt: skip
    with terminal.log.engine.begin() as connection:
        connection.execute(insert(alert), rows)
    with terminal.log.reading() as connection:
        yield connection


@pytest.mark.parametrize("now", [0, 1, 9_999 * HOUR, 9_999 * HOUR + 1, TICKETS * HOUR * 2])
def test_the_sums_are_what_counting_finds(full: Connection, now: int) -> None:
    counted = full.exec_driver_sql(
        "SELECT kind, what, count(*), sum(due BETWEEN 1 AND ? - 1) FROM alert WHERE since <= ?"
        " GROUP BY kind, what", (now, now),
    )  # fmt: skip
    assert watch.standing(full, now) == tuple(watch.Standing(*row) for row in counted)


def test_a_look_reads_the_sums_and_one_day_of_reminders(full: Connection) -> None:
    sql = str(watch._STANDING.compile(dialect=full.dialect)).replace("?", "99")
    steps = [row[3] for row in full.exec_driver_sql("EXPLAIN QUERY PLAN " + sql)]
    assert [s for s in steps if " alert" in s and "alert_day" not in s] == [
        "SEARCH alert USING COVERING INDEX alert_since (since>? AND since<?)",
        "SEARCH alert USING COVERING INDEX alert_due (due>? AND due<?)",
    ]


def test_sums_follow_what_is_taken_away(full: Connection, terminal: Terminal) -> None:
    with terminal.log.engine.begin() as connection:
        connection.execute(delete(alert).where(alert.c.since < 12_000 * HOUR))
    with terminal.log.reading() as connection:
        assert {s.n for s in watch.standing(connection, 2 * TICKETS * HOUR)} == {TICKETS - 12_000}
    with terminal.log.engine.begin() as connection:
        connection.execute(delete(alert))
        assert connection.execute(select(alert_day)).all() == []


def test_a_page_of_them_is_a_page(full: Connection, terminal: Terminal) -> None:
    from app.desk import intake

    number = done(intake.accept(terminal.desk, form(terminal), "general")).ticket.no
    at = terminal.desk.now + 10 * 86_400
    assert [r.no for r in queries.alerted(full, "feedback", "", at)] == []
    assert len(queries.alerted(full, "silent", "", at)) <= queries.PAGE
    assert number in {s for (s,) in full.exec_driver_sql("SELECT ticket FROM alert")}

"""The longest ways of a matter under each of the five regulations, through the real pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import queries
from app.db.engine import snapshot
from app.db.verify import verify
from app.desk import papers, progress
from app.domain.papers import ClosingReceipt
from app.ui.kit.theme import Theme
from tests.looks.tour import CANNOT, LONG, Step, Tour

REGIMES = ("national", "xiufeng", "chongming", "pingyi", "songjiang")
EXTENDED = {"national", "xiufeng", "pingyi"}  # the other two know no extension
# What stands for raising the matter, or for others who decide, in each of them.
RAISED = {
    "national": {"raise_upper", "answer_upper", "supervise"}, "xiufeng": {"screen", "follow_up"},
    "chongming": {"joint", "mark_hard", "circulate"}, "pingyi": {"group_decide", "supervise"},
    "songjiang": {"study"},
}  # fmt: skip


@pytest.fixture(params=REGIMES)
def tour(request: pytest.FixtureRequest, tmp_path: Path, look: Theme) -> Iterator[Tour]:
    made = Tour(tmp_path, request.param, pictures=False)
    yield made
    with snapshot(made.terminal.home.reader()) as connection:
        assert verify(connection).faults == ()
    made.close()


def test_a_demand_out_of_scope_is_declined_and_archived(tour: Tour) -> None:
    number = tour.register("", "declined")
    assert tour.terminal.log.ticket(number).state == "declined"
    assert tour.walk(number, (Step("archive"),)).state == "archived"
    tour.counter.shell.show_page("ledger")
    counted = tour.counter.ledger_page.model.row_at(0)
    assert counted is not None
    assert (counted.result, counted.odd) == ("不予受理", "declined"), "an archive hides nothing"
    with tour.terminal.log.reading() as connection:
        assert [r.no for r in queries.search(connection, "", states={"declined"})] == [number]


def test_what_cannot_be_done_is_explained_rated_and_archived(tour: Tour) -> None:
    way = CANNOT[tour.regime]
    ticket = tour.walk(tour.register(way.category), way.steps)
    assert ticket.state == "archived"
    assert (ticket.outcome, ticket.round, ticket.odd) == ("explained", 0, ())
    assert ticket.explanation
    receipt = papers.closing_receipt(tour.terminal.desk)(ticket, tour.terminal.desk.rules(ticket))
    assert isinstance(receipt, ClosingReceipt)
    assert receipt.outcome == "explained"


def test_the_longest_way_ends_in_the_archive(tour: Tour) -> None:
    way = LONG[tour.regime]
    ticket = tour.walk(tour.register(way.category), way.steps)
    assert ticket.state == "archived"
    assert (ticket.round, ticket.odd) == (1, ())
    first = ticket.past[0]
    assert {"rated", "receive_result"} <= set(first), "rated badly in the first round"
    written = {*first, *ticket.marks}
    assert RAISED[tour.regime] <= written
    assert ("ask_extension" in written) == (tour.regime in EXTENDED)
    assert ticket.rating is not None
    level = tour.terminal.desk.rules(ticket).level(ticket.rating.level)
    assert level is not None
    assert not level.negative
    assert ticket.archive_no
    assert all(done for _, done, _ in progress.steps(tour.terminal.desk, ticket))

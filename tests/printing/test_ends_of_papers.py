"""What a person says of papers, and what the spool does in a rush: nothing lost, nothing twice."""

import pytest

from app.db import jobs
from app.db.engine import snapshot
from app.db.jobs import WrongMove
from app.db.verify import verify
from app.desk import paper_trail
from app.domain.papers import AnyPaper
from app.printing.model import Copy, Payload
from app.printing.press import Press
from app.printing.tcp import Tcp
from app.printing.transport import NotReached, NotReady
from tests.fakes.loopback_printer import LoopbackPrinter, prints, resets_after
from tests.fakes.print_room import Balky, lines, marks, papers
from tests.fakes.terminal import person, sit
from tests.printing.conftest import Open


class Stumbling:
    """A press that cannot draw one paper."""

    def __init__(self, press: Press, ticket: str) -> None:
        self._press, self._ticket = press, ticket

    def compose(self, paper: AnyPaper, copy: Copy | None = None) -> Payload:
        if paper.ticket_no == self._ticket:
            raise ValueError("bug")
        return self._press.compose(paper, copy)


def test_a_paper_that_cannot_be_drawn_waits_for_a_person_and_blocks_nobody(
    room: Open, press: Press
) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        bad, _ = at.accept(2)
        at._press = Stumbling(press, bad.ticket)  # type: ignore[assignment]  # a press with a bug
        at.plug()
        at.until(lambda: at.states() == ["queued", "done"])
        at.until(lambda: at.jobs()[0].fault == "undrawable")
        at.terminal.papers.hand_over()
        assert at.terminal.papers.unfinished == 0
        at.rest()
        at._press = press
        at.plug()
        paper_trail.want(at.terminal.desk, bad.id)
        at.terminal.papers.hand_over()
        at.until(lambda: at.states() == ["done", "done"])
        assert len(papers(printer)) == 2


def test_a_paper_is_void_by_a_leader_who_did_not_print_it(room: Open) -> None:
    at = room(Balky())
    job, own = at.accept(2)
    at.plug()
    at.until(lambda: at.states() == ["done", "done"])
    desk, leader, clerk = at.terminal.desk, person(at.terminal, "L1"), person(at.terminal, "C1")
    assert {r.key for r in paper_trail.void(desk, clerk, job.id, "给错了人")} == {
        "paper.two_persons"
    }
    assert {r.key for r in paper_trail.void(desk, leader, job.id, " ")} == {"paper.reason"}
    assert paper_trail.void(desk, leader, job.id, "给错了人") == ()
    assert {r.key for r in paper_trail.void(desk, leader, job.id, "又一次")} == {"paper.moved"}
    sit(at.terminal, "L1")
    assert paper_trail.copy(desk, own.id) == ()
    at.terminal.papers.hand_over()
    at.until(lambda: at.states() == ["void", "done", "done"])
    copied = at.jobs()[-1].id
    assert {r.key for r in paper_trail.void(desk, leader, copied, "x")} == {"paper.two_persons"}
    assert {r.key for r in paper_trail.cancel(desk, own.id, "x")} == {"paper.moved"}
    with at.terminal.log.reading() as connection:
        assert jobs.counts(connection, desk.today) == jobs.Counts(first=1, copies=1, void=1)


def test_a_job_takes_no_step_that_is_none(room: Open) -> None:
    at = room(Balky())
    (job,) = at.accept()
    for state in ("sent", "done", "void", "uncertain"):
        with pytest.raises(WrongMove), at.terminal.log.engine.begin() as connection:
            jobs.move(connection, job.id, state)


def test_the_store_bears_witness_of_every_end(room: Open) -> None:
    at = room(Balky())
    first, second, third, fourth = at.accept(4)
    at.doubt(first)
    at.answer("none")
    assert paper_trail.cancel(at.terminal.desk, second.id, "不要了") == ()
    at.plug()
    at.until(lambda: at.states() == ["void", "cancelled", "done", "done", "done"])
    void = paper_trail.void(at.terminal.desk, person(at.terminal, "L1"), third.id, "收回")
    assert (void, fourth.copy_no) == ((), 0)
    with snapshot(at.terminal.home.reader()) as connection:
        assert verify(connection).faults == ()


def test_what_the_spooler_says_of_a_paper_nobody_wants_now_prints_nothing(room: Open) -> None:
    way = Balky()
    at = room(way)
    (job,) = at.accept()
    at.plug()
    paper_trail.cancel(at.terminal.desk, job.id, "不要了")
    at.until(lambda: at.terminal.papers.unfinished == 0)
    at.rest()
    assert (at.states(), way.taken) == (["cancelled"], [])


class Moody(Tcp):
    """A way whose printer is not always there: what it says at each opening, None for well."""

    def __init__(self, printer: LoopbackPrinter, *moods: NotReached | None) -> None:
        super().__init__(printer.host, printer.port, write_s=2.0, linger_s=0.3)
        self.moods = list(moods)

    def open(self, title: str) -> None:
        mood = self.moods.pop(0) if self.moods else None
        if mood is not None:
            raise mood
        super().open(title)


def test_a_rush_of_fifty_papers_through_every_trouble_asks_once(room: Open) -> None:
    """The roll ends after eight papers, the cable is out in the middle of one, power goes off and
    on."""
    out = [NotReady("paper_out")] * 3
    off = [NotReached("refused")] * 4
    well: list[NotReached | None] = [None]
    moods = [*well * 8, *out, *well * 8, *off, *well * 4, *out]
    with LoopbackPrinter(*[prints] * 10, resets_after(700), prints) as printer:
        at = room(Moody(printer, *moods))
        at.accept(50)
        at.plug()
        asked = 0
        while at.states().count("done") < 50:
            at.until(lambda: "uncertain" in at.states() or at.states().count("done") == 50)
            if "uncertain" in at.states():
                asked += 1
                assert at.states().count("uncertain") == 1
                at.answer("torn")
        at.rest()
        found = papers(printer)
    assert asked == 1
    assert [len(marks(p)) for p in found].count(2) == 1
    told = [next(j.ticket for j in at.jobs() if j.ticket in "".join(lines(p))) for p in found]
    assert sorted(told) == sorted(j.ticket for j in at.jobs() if j.state == "done")
    assert len(set(told)) == len(found) == 50

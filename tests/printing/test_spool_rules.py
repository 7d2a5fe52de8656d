"""R1 to R12 of the spool, each on the real store with a printer on a real socket: whatever dies,
no paper is lost and no two unmarked papers of one copy exist."""

import socket
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.db.engine import snapshot
from app.db.log import NotWritten
from app.desk import handling, intake, paper_trail
from app.domain.acts.handling import Dispatched
from app.domain.acts.record import PaperIssued
from app.printing.lease import Leased
from app.printing.tcp import Tcp
from app.printing.transport import NotReached, NotReady
from tests.fakes.escpos_reader import NativeQr, read
from tests.fakes.loopback_printer import LoopbackPrinter, prints, resets_after
from tests.fakes.print_room import Balky, lines, marks, papers
from tests.fakes.terminal import form, settle, sit, whole
from tests.printing.conftest import Open


def test_r1_a_ticket_and_its_paper_are_written_together_or_not_at_all(room: Open) -> None:
    at = room(Balky())
    at.refuse_writes(full=True)
    with pytest.raises(NotWritten):
        intake.accept(at.terminal.desk, form(at.terminal), "general")
    at.refuse_writes(full=False)
    assert at.states() == []
    with snapshot(at.terminal.home.reader()) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ticket").scalar() == 0
    (job,) = at.accept()
    assert (job.state, job.paper.ticket_no) == ("queued", job.ticket)


def test_r2_sending_is_on_the_disk_when_the_first_byte_arrives(room: Open) -> None:
    seen: list[tuple[str, bytes]] = []

    def looks(printer: LoopbackPrinter, link: socket.socket) -> None:
        first = link.recv(1)
        with snapshot(at.terminal.home.reader()) as connection:
            found = connection.exec_driver_sql("SELECT state, payload FROM print_job")
            seen.extend((row.state, row.payload[:1]) for row in found)
        assert first == seen[0][1]
        prints(printer, link)

    with LoopbackPrinter(looks) as printer:
        at = room(printer)
        (job,) = at.accept()
        at.plug()
        at.until(lambda: at.states() == ["done"])
        assert seen == [("sending", at.compose(job).content[:1])]
    with at.terminal.log.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_r3_a_printer_that_is_not_ready_gets_not_a_byte(room: Open) -> None:
    way = Balky(*(NotReady("paper_out") for _ in range(1000)))
    at = room(way)
    at.accept()
    at.plug()
    at.until(lambda: way.opened > 2 and at.jobs()[0].fault)
    (job,) = at.jobs()
    assert (job.state, job.fault, job.sha256, way.taken) == ("queued", "paper_out", "", [])
    way.faults.clear()
    at.until(lambda: at.states() == ["done"])
    assert (len(way.taken), at.jobs()[0].fault) == (1, "")


def test_r4_what_never_left_is_tried_again_and_said_once(room: Open) -> None:
    way = Balky(*(NotReached("refused") for _ in range(6)))
    at = room(way)
    at.accept()
    at.plug()
    at.until(lambda: at.states() == ["done"])
    assert len(way.taken) == 1
    assert at.said.count(at.terminal.words("paper.unreached")) == 1


def test_r4_what_may_have_left_is_never_tried_again(room: Open) -> None:
    with LoopbackPrinter(resets_after(300), prints) as printer:
        at = room(printer)
        at.accept(2)
        at.plug()
        at.until(lambda: at.states() == ["uncertain", "queued"])
        at.terminal.papers.hand_over()
        at.rest()
        assert papers(printer) == []
        assert at.states() == ["uncertain", "queued"]


def test_r5_at_the_start_what_was_being_sent_is_uncertain(room: Open) -> None:
    at = room(Balky())
    first, _ = at.accept(2)
    at.doubt(first)
    assert at.states() == ["uncertain", "queued"]
    assert at.jobs()[0].fault == "stopped"


def test_r5_a_paper_of_another_day_is_printed_when_a_person_says_so(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        old, dropped = at.accept(2)
        at.restart("2026-03-12 08:40:00")
        at.plug()
        (fresh,) = at.accept()
        at.until(lambda: at.states() == ["queued", "queued", "done"])
        (paper,) = papers(printer)
        assert fresh.ticket in "".join(lines(paper))
        desk = at.terminal.desk
        assert paper_trail.cancel(desk, dropped.id, "群众已离开") == ()
        paper_trail.want(desk, old.id)
        at.terminal.papers.hand_over()
        at.until(lambda: at.states() == ["done", "cancelled", "done"])
        (paper,) = papers(printer)
        assert old.ticket in "".join(lines(paper))
        assert marks(paper) == []


def test_r5_midnight_passes_while_the_printer_is_out(room: Open) -> None:
    way = Balky(*(NotReached("refused") for _ in range(1000)))
    at = room(way)
    at.accept()
    at.plug()
    at.until(lambda: way.opened > 1)
    at.clock._now = at.clock.now().replace(day=12)
    way.faults.clear()
    at.until(lambda: at.terminal.papers.unfinished == 0)
    at.rest()
    assert (at.states(), way.taken) == (["queued"], [])


@pytest.mark.parametrize("said", ["torn", "none"])
def test_r6_what_did_not_come_out_is_void_and_a_marked_copy_follows(
    room: Open, said: paper_trail.Answer
) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        (job,) = at.accept()
        at.doubt(job)
        at.plug()
        at.answer(said)
        at.until(lambda: at.states() == ["void", "done"])
        (paper,) = papers(printer)
        void, copy = at.jobs()
        assert (void.why, copy.copy_no) == (at.terminal.words(f"paper.{said}"), 1)
        assert copy.paper == void.paper
        told = marks(paper)
        assert len(told) == 2, "at the top and at the bottom"
        assert all("补打 第1次" in line and "C1" in line for line in told)
        rest = [line for line in lines(paper) if line not in told]
        first = lines(at.compose(job).content)
        assert rest == first
        assert codes(paper) == codes(at.compose(job).content)
        ends = [f.act for f in at.terminal.log.facts(job.ticket) if isinstance(f.act, PaperIssued)]
        assert [(e.copy_no, e.evidence, e.reason) for e in ends] == [
            (0, "void", void.why), (1, "sent", ""),
        ]  # fmt: skip


def codes(content: bytes) -> list[str]:
    """What the codes on a paper say, those that the printer draws itself."""
    return [part.text for part in read(content).parts if isinstance(part, NativeQr)]


def test_r6_a_whole_paper_ends_the_job_and_a_second_answer_changes_nothing(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        (job,) = at.accept()
        at.doubt(job)
        at.plug()
        at.answer("whole")
        paper_trail.answer(at.terminal.desk, job.id, "none")
        at.terminal.papers.hand_over()
        at.rest()
        assert (at.states(), papers(printer)) == (["done"], [])
        assert at.jobs()[0].evidence == "seen"


def test_r7_first_papers_bear_no_mark_and_one_copy_cannot_be_twice(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        (job,) = at.accept(category="difficult")
        sit(at.terminal, "L1")
        settle(at.terminal, job.ticket, "dispatch")
        sent = Dispatched(department="人社窗口", content="请办理", assisting=("市场监管局窗口",))
        act = whole(at.terminal, job.ticket, sent)
        assert handling.dispatch(at.terminal.desk, job.ticket, act).refused == ()
        at.plug()
        at.until(lambda: at.states() == ["done"] * 3)
        assert [j.copy_no for j in at.jobs()] == [0, 0, 0], "a slip for each unit is a first paper"
        assert [marks(p) for p in papers(printer)] == [[], [], []]
    doubled = "INSERT INTO print_job (ticket, doc, original, copy_no, snapshot, state, clerk, " \
        "created_at, made_on) SELECT ticket, doc, original, copy_no, snapshot, 'queued', clerk, " \
        "created_at, made_on FROM print_job LIMIT 1"  # fmt: skip
    with pytest.raises(IntegrityError), at.terminal.log.engine.begin() as connection:
        connection.exec_driver_sql(doubled)


def test_r8_two_presses_of_the_button_make_one_copy(room: Open) -> None:
    at = room(Balky())
    (job,) = at.accept()
    desk = at.terminal.desk
    assert {r.key for r in paper_trail.copy(desk, job.id)} == {"paper.still_open"}
    at.plug()
    at.until(lambda: at.states() == ["done"])
    assert paper_trail.copy(desk, job.id) == ()
    assert {r.key for r in paper_trail.copy(desk, job.id)} == {"paper.still_open"}
    assert [j.copy_no for j in at.jobs()] == [0, 1]


def test_r8_two_programs_on_one_printer_never_print_into_each_other(tmp_path: Path) -> None:
    with LoopbackPrinter(prints) as printer:
        address = f"tcp://{printer.host}:{printer.port}"
        mine, theirs = (
            Leased(Tcp(printer.host, printer.port), address, tmp_path) for _ in range(2)
        )
        mine.open("")
        with pytest.raises(NotReached, match="busy"):
            theirs.open("")
        mine.write(b"first")
        mine.close()
        theirs.open("")
        theirs.write(b"second")
        theirs.abort()
        mine.open("")
        mine.abort()
    other = Leased(Balky(NotReached("refused")), "tcp://elsewhere:9100", tmp_path)
    with pytest.raises(NotReached, match="refused"):
        other.open("")
    Leased(Balky(), "tcp://elsewhere:9100", tmp_path).open("")


def test_r9_printing_never_holds_up_or_undoes_the_acceptance(room: Open) -> None:
    at = room(Balky(*(NotReached("refused") for _ in range(1000))))
    at.plug()
    taken = at.accept(5)
    assert [at.terminal.log.ticket(job.ticket).state for job in taken] == ["accepted"] * 5
    assert at.states() == ["queued"] * 5


def test_r10_nothing_is_printed_before_the_paper_in_doubt_is_answered_for(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        first, *_ = at.accept(3)
        at.doubt(first)
        at.plug()
        at.accept()
        at.rest()
        assert papers(printer) == []
        assert at.states() == ["uncertain", "queued", "queued", "queued"]
        at.plug()
        at.answer("none")
        at.until(lambda: at.states() == ["void", *["done"] * 4])
        assert [len(marks(p)) for p in papers(printer)] == [0, 0, 0, 2]


def test_r11_a_full_disk_at_sending_lets_not_a_byte_leave(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        at.accept()
        at.refuse_writes(full=True)
        at.plug()
        at.until(lambda: at.said)
        assert at.states() == ["queued"]
        assert "单据先不打印" in at.said[-1]
        at.terminal.papers.on_second()
        assert papers(printer) == []
        at.refuse_writes(full=False)
        at.terminal.papers.on_second()
        at.until(lambda: at.states() == ["done"])
        at.rest()
        assert len(papers(printer)) == 1


def test_r11_a_store_somebody_else_has_locked_is_waited_for(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        at.accept()
        with at.terminal.log.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        engine, raw = at.terminal.home.open()[0], "BEGIN IMMEDIATE"
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
            other.exec_driver_sql(raw)
            at.plug()
            at.until(lambda: at.said)
            at.rest()
            assert (at.states(), papers(printer)) == (["queued"], [])
            other.exec_driver_sql("ROLLBACK")
        engine.dispose()
        at.plug()
        at.until(lambda: at.states() == ["done"])
        assert len(papers(printer)) == 1


def test_r12_papers_come_in_the_order_of_their_making_whatever_the_clock_says(room: Open) -> None:
    with LoopbackPrinter(prints) as printer:
        at = room(printer)
        made = at.accept()
        for day in (12, 10, 11):
            at.clock._now = at.clock.now().replace(day=day)
            made += at.accept()
        at.clock._now = at.clock.now().replace(day=10)
        at.plug()
        at.until(lambda: at.states() == ["done"] * 4)
        order = ["".join(lines(paper)) for paper in papers(printer)]
        assert all(job.ticket in text for job, text in zip(made, order, strict=True))

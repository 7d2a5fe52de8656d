"""What stands on a paper is what stood in the ticket when it was committed."""

from pathlib import Path

from app.desk import asking, handling, intake, paper_trail
from app.domain.acts.closing import Closed
from app.domain.acts.intake import Declined
from app.domain.acts.record import PaperIssued
from app.domain.papers import AcceptReceipt, ClosingReceipt, DeclineNotice
from app.main import Terminal
from tests.desk.conftest import asked, done, pressed, settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit


def paper(terminal: Terminal, number: str) -> object:
    return paper_trail.of_ticket(terminal.desk, number)[-1].paper


def test_the_receipt_carries_the_due_and_hides_name_and_telephone(terminal: Terminal) -> None:
    number = done(intake.accept(terminal.desk, form(terminal), "general")).ticket.no
    found = paper(terminal, number)
    assert isinstance(found, AcceptReceipt)
    assert (found.due_kind, found.due) == ("fixed", "2026-03-18T17:30:00+08:00")
    assert (found.citizen, found.phone, found.ticket_no) == ("林*满", "199****1234", number)


def test_in_a_year_without_a_calendar_the_date_follows(tmp_path: Path) -> None:
    terminal = make_terminal(tmp_path / "home", FakeClock("2030-03-11 09:00:00"))
    sit(terminal, "C1")
    number = done(intake.accept(terminal.desk, form(terminal), "general")).ticket.no
    found = paper(terminal, number)
    assert isinstance(found, AcceptReceipt)
    assert (found.due_kind, found.due) == ("unknown", "")
    terminal.stop()


def test_the_notice_says_why_and_where_to_go(terminal: Terminal) -> None:
    act = Declined(
        reason="petition", explanation="请到信访部门反映", told_department="信访局",
        told_contact="0000-7654321",
    )  # fmt: skip
    number = done(intake.decline(terminal.desk, form(terminal), act)).ticket.no
    found = paper(terminal, number)
    assert isinstance(found, DeclineNotice)
    assert (found.reason, found.told_department) == ("信访", "信访局")


def test_the_closing_receipt_says_that_the_citizen_rated_never_how(terminal: Terminal) -> None:
    desk, papers = terminal.desk, []
    for level in ("5", "3"):
        number = settled(terminal)
        done(asking.press(desk, number, asked(terminal, number), pressed(level)))
        done(asking.left(desk, number))
        done(handling.close(desk, number, Closed(outcome="solved")))
        papers.append(paper(terminal, number))
    number = settled(terminal)
    done(handling.close(desk, number, Closed(outcome="solved", unrated_reason="群众已离开")))
    papers.append(paper(terminal, number))
    found = [p.rating for p in papers if isinstance(p, ClosingReceipt)]
    assert found == ["rated", "rated", "unrated"]


def test_an_uncertain_paper_is_answered_for_once(terminal: Terminal) -> None:
    desk = terminal.desk
    number = done(intake.accept(desk, form(terminal), "general")).ticket.no
    job = paper_trail.waiting(desk)[0]
    paper_trail.sending(desk, job.id, b"\x1b@", "ab" * 32)
    paper_trail.doubt_unfinished(desk)
    assert paper_trail.first_uncertain(desk) == paper_trail.job(desk, job.id)
    paper_trail.answer(desk, job.id, "torn")
    again = paper_trail.of_ticket(desk, number)[-1].id
    copies = {j.id: (j.state, j.copy_no) for j in paper_trail.of_ticket(desk, number)}
    assert copies == {job.id: ("void", 0), again: ("queued", 1)}
    paper_trail.sending(desk, again, b"\x1b@", "cd" * 32)
    paper_trail.doubt(desk, again, 1, "broken")
    paper_trail.answer(desk, again, "whole")
    issued = [f.act for f in terminal.log.facts(number) if isinstance(f.act, PaperIssued)]
    assert [(i.copy_no, i.evidence) for i in issued] == [(0, "void"), (1, "seen")]

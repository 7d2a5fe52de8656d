"""Papers that belong to no ticket, through the window: looked at first, printed when agreed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.db import people
from app.db.people import Person
from app.desk import intake, knowledge, paper_trail
from app.domain.papers import AnyPaper, DayList, HandoverSheet, KnowledgeAnswer
from app.ui.board import day_presenter
from app.ui.board.day_presenter import DayPresenter
from app.ui.kit.button import KeyButton
from app.ui.knowledge.articles import article_of
from app.ui.later import Later
from app.ui.ticket.paper_dialog import PaperDialog
from app.ui.wiring.desk_paper import DeskPapers
from tests.desk.conftest import done, sent_away
from tests.desk.test_knowledge import LEASE, in_force
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def waiting(desk: Desk) -> list[AnyPaper]:
    stream = f"desk:{desk.terminal.desk.today}"
    return [j.paper for j in paper_trail.of_ticket(desk.terminal.desk, stream)]


def shown(desk: Desk, qtbot: QtBot, papers: DeskPapers) -> PaperDialog:
    """The paper that is offered, once the worker has drawn it."""

    def is_there() -> bool:
        desk.terminal.bridge.drain()
        return papers.dialog is not None and papers.dialog.isVisible()

    qtbot.waitUntil(is_there, timeout=20_000)
    assert papers.dialog is not None
    return papers.dialog


def print_buttons(page: QWidget) -> list[bool]:
    """Whether each button with the key can be seen; an article drawn anew leaves old ones behind
    for a moment."""
    return [b.isVisible() for b in page.findChildren(KeyButton) if b.keys == "Ctrl+P"]


def test_the_list_of_the_day_has_what_is_due_and_names_nobody(desk: Desk, qtbot: QtBot) -> None:
    terminal = desk.terminal
    late = sent_away(terminal)
    desk.clock.set("2026-03-12 09:00:00")
    today = sent_away(terminal)
    later = done(intake.accept(terminal.desk, form(terminal, green=("elder",)), "general"))
    desk.clock.set("2026-03-19 09:00:00")
    sit(terminal, "C1")
    desk.counter.shell.show_page("board")
    papers = desk.counter.watch_papers
    press(desk.counter.board_page.table, Qt.Key.Key_P, CTRL)
    dialog = shown(desk, qtbot, papers)
    assert waiting(desk) == [], "nothing is printed before it is agreed"
    dialog.submitted.emit()
    (made,) = waiting(desk)
    assert isinstance(made, DayList)
    rows = desk.counter.board_page.model
    board = [r.number for n in range(rows.rowCount()) if (r := rows.row_at(n))]
    listed = [c.ticket_no for c in (*made.late, *made.today)]
    assert listed == [n for n in board if n in listed]
    assert {c.ticket_no for c in made.late} == {late}
    assert today in {c.ticket_no for c in made.today}
    assert made.rest + made.waiting + len(listed) == len(board)
    assert later.ticket.no in board
    assert len(listed) > 1
    assert (made.all_late, made.all_today) == (len(made.late), len(made.today))
    assert "林" not in str(made)


def test_of_many_only_the_first_are_listed_and_all_are_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_presenter, "MOST", 2)
    for _ in range(4):
        done(intake.accept(desk.terminal.desk, form(desk.terminal), "general"))
    desk.clock.set("2026-03-19 09:00:00")
    offered: list[AnyPaper] = []
    DayPresenter(desk.terminal.desk, offered.append).on_print()
    (made,) = offered
    assert isinstance(made, DayList)
    assert (len(made.late), made.all_late, made.all_today, made.rest) == (2, 4, 0, 0)


def test_a_knowledge_answer_is_printed_for_the_citizen(desk: Desk, qtbot: QtBot) -> None:
    in_force(desk.terminal)
    desk.counter.shell.show_page("knowledge")
    page = desk.counter.shelf.knowledge_page
    qtbot.waitUntil(lambda: print_buttons(page) == [True])
    press(page.table, Qt.Key.Key_P, CTRL)
    dialog = shown(desk, qtbot, desk.counter.shelf.papers)
    assert dialog.area.widget() is not None
    dialog.reject()
    assert waiting(desk) == [], "looked at, not printed"
    desk.counter.shelf.knowledge.on_verb("print")
    shown(desk, qtbot, desk.counter.shelf.papers).submitted.emit()
    (made,) = waiting(desk)
    assert isinstance(made, KnowledgeAnswer)
    assert (made.title, made.answer, made.until) == (LEASE.title, LEASE.answer, LEASE.until)
    assert not [c for c in made.__struct_fields__ if "mistake" in c]


@pytest.mark.parametrize("state", ["waiting", "past", "withdrawn"])
def test_only_an_answer_in_force_is_printed(desk: Desk, state: str) -> None:
    terminal, presenter = desk.terminal, desk.counter.shelf.knowledge
    if state == "waiting":
        done(knowledge.propose(terminal.desk, LEASE))
    else:
        entry = in_force(terminal)
        if state == "past":
            desk.clock.set("2027-01-04 09:00:00")
        else:
            sit(terminal, "L1")
            done(knowledge.withdraw(terminal.desk, entry, "政策已改"))
    desk.counter.shell.show_page("knowledge")
    presenter.open()
    page = desk.counter.shelf.knowledge_page
    foot = [page._foot.itemAt(i).widget() for i in range(page._foot.count())]
    assert not [w for w in foot if "打印" in w.accessibleName() + getattr(w, "text", str)()]
    presenter.on_verb("print")
    assert desk.counter.shelf.papers.dialog is None


def test_whoever_sits_down_meanwhile_is_not_shown_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(desk.terminal)
    drawn: list[Later] = []
    monkeypatch.setattr(desk.terminal, "run", lambda work: drawn.append(work()))
    desk.counter.shell.show_page("knowledge")
    papers = desk.counter.shelf.papers
    desk.counter.shelf.knowledge.on_verb("print")
    desk.counter.lock()
    drawn.pop().finish()
    assert papers.dialog is None
    desk.counter.signed_in(person(desk.terminal, "C1"))
    sit(desk.terminal, "C1")
    desk.counter.shelf.knowledge.on_verb("print")
    drawn.pop().finish()
    assert papers.dialog is not None


def test_who_only_looks_on_prints_nothing(desk: Desk) -> None:
    in_force(desk.terminal)
    office = Person("O1", "陈砚", "outside", frozenset())
    desk.terminal.desk.person = office
    desk.counter.signed_in(office)
    assert not desk.counter.board_page.print_button.isVisibleTo(desk.counter.board_page)
    (guide,) = knowledge.search(desk.terminal.desk, "")
    article = article_of(desk.terminal.desk, guide)
    assert article is not None
    assert "print" not in dict(article.verbs)
    sit(desk.terminal, "C1")
    desk.counter.signed_in(person(desk.terminal, "C1"))
    assert desk.counter.board_page.print_button.isVisibleTo(desk.counter.board_page)


def test_a_signed_hand_over_leaves_its_sheet_for_the_printer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = Person("C2", "何予安", "clerk", person(desk.terminal, "C1").roles, duty="B")
    secret = people.hash_password("other-secret")
    desk.terminal.log.write_beside(lambda c: people.add(c, who, secret))
    handed: list[int] = []
    hand_over = desk.terminal.papers.hand_over

    def noted() -> None:
        handed.append(len(waiting(desk)))
        hand_over()

    monkeypatch.setattr(desk.terminal.papers, "hand_over", noted)
    dialog = desk.counter.leave
    dialog.ask()
    dialog.to.choose("C2")
    dialog.strong.click()
    (sheet,) = waiting(desk)
    assert isinstance(sheet, HandoverSheet)
    assert sheet.taker == "何予安（B 岗）"
    assert handed[-1] == 1, "handed to the printer at once"

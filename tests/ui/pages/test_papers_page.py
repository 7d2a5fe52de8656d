"""打印队列 through the window: every state in words, every act by key, nothing printed unasked."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.db import jobs
from app.db.jobs import Job
from app.db.people import Person
from app.desk import intake, paper_trail
from app.domain.acts.record import PaperIssued
from app.domain.fold import desk_stream
from app.domain.papers import AnyPaper
from app.printing import spooler
from app.printing.model import Copy
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.paper_question import PaperQuestion
from app.ui.papers.view import PapersPage, ReasonDialog
from app.ui.settings.consent_dialog import ConsentDialog
from tests.desk.conftest import done
from tests.fakes.terminal import form, person, sit
from tests.printing.samples import handover_sheet
from tests.ui.kit.windows import click, press
from tests.ui.pages.conftest import Desk

K, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class FakePrinter:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def submit(self, job: spooler.Job) -> None:
        self.told.append(("submit", job.id))

    def cancel(self, job_id: int) -> None:
        self.told.append(("cancel", job_id))

    def wake(self) -> None:
        self.told.append(("wake", 0))


class Queue:
    """The window with a printer that remembers and a press that draws one dot."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.own, self.printer = desk, desk.terminal.desk, FakePrinter()
        self.drawn: list[tuple[AnyPaper, Copy | None]] = []
        desk.terminal.printer = self.printer  # type: ignore[assignment]  # as far as it is called
        desk.terminal.papers.plug(self.printer)  # type: ignore[arg-type]  # likewise
        desk.counter.status.fit()
        self.wiring = desk.counter.queue
        self.wiring.presenter._draw = self._draw
        self.page: PapersPage = self.wiring.page

    def _draw(self, paper: AnyPaper, copy: Copy | None) -> bytes:
        self.drawn.append((paper, copy))
        return PNG

    def accept(self, count: int = 1) -> list[Job]:
        numbers = [
            done(intake.accept(self.own, form(self.desk.terminal), "general")).ticket.no
            for _ in range(count)
        ]
        return [paper_trail.of_ticket(self.own, n)[0] for n in numbers]

    def send(self, job: Job, evidence: str = "sent") -> None:
        paper_trail.sending(self.own, job.id, b"\x1b@", "ab" * 32)
        paper_trail.issued(self.own, job.id, 2, evidence)

    def tear(self, job: Job) -> None:
        paper_trail.sending(self.own, job.id, b"\x1b@", "ab" * 32)
        paper_trail.doubt(self.own, job.id, 1, "reset")

    def open(self) -> None:
        press(self.desk.counter.shell, K.Key_P, CTRL | SHIFT)

    def choose(self, job: Job) -> None:
        assert self.page.table.select(str(job.id))

    def shown(self) -> list[tuple[str, str]]:
        rows = [self.page.model.row_at(i) for i in range(self.page.model.rowCount())]
        return [(r.state_words, r.what) for r in rows if r]

    def dialog(self, kind: type[FormDialog]) -> FormDialog:
        (found,) = [d for d in self.desk.counter.shell.findChildren(kind) if d.isVisible()]
        return found

    def said(self) -> str:
        return self.page.banner._title.text()

    def state(self, job: Job) -> str:
        return paper_trail.job(self.own, job.id).state


@pytest.fixture
def queue(desk: Desk) -> Iterator[Queue]:
    yield Queue(desk)
    desk.terminal.printer = None


def entries(queue: Queue, job: Job) -> Sequence[tuple[str, str, str]]:
    facts = queue.desk.terminal.log.facts(job.ticket)
    return [(f.act.evidence, f.act.reason, f.stamp.actor) for f in facts
            if isinstance(f.act, PaperIssued)]  # fmt: skip


def test_it_is_reached_by_key_from_the_palette_and_from_the_strip(queue: Queue) -> None:
    counter = queue.desk.counter
    queue.open()
    assert counter.shell.page() == "papers"
    assert queue.page.empty.isVisible()
    press(queue.page, K.Key_Escape)
    assert counter.shell.page() == "intake", "back to where it was opened"
    counter.shell.show_page("board")
    counter.finder.open_palette()
    counter.finder.palette.field.setText("打印队列")
    press(counter.finder.palette.field, K.Key_Return)
    assert counter.shell.page() == "papers"
    press(queue.page, K.Key_Escape)
    assert counter.shell.page() == "board"
    click(counter.shell.strip.item("printer"), QPoint(4, 4))
    counter.status._popover.also.click()
    assert counter.shell.page() == "papers"


def test_every_state_stands_in_words_the_unsolved_first(queue: Queue) -> None:
    torn, sent, printed, dropped, void, waits = queue.accept(6)
    queue.desk.clock.move(days=1)
    (fresh,) = queue.accept()
    queue.tear(torn)
    for job, evidence in ((sent, "sent"), (printed, "printed"), (void, "sent")):
        queue.send(job, evidence)
    paper_trail.cancel(queue.own, dropped.id, "不要了")
    paper_trail.void(queue.own, person(queue.desk.terminal, "L1"), void.id, "收回")
    queue.open()
    assert queue.shown() == [
        ("存疑", "受理回执，正本"), ("待您决定", "受理回执，正本"), ("待打", "受理回执，正本"),
    ]  # fmt: skip
    assert queue.state(waits) == queue.state(fresh) == "queued"
    press(queue.page, K.Key_Left, ALT)
    assert [state for state, _ in queue.shown()] == [
        "存疑", "待您决定", "待打", "作废", "已取消", "已打印", "已送出",
    ]  # fmt: skip
    press(queue.page, K.Key_Right, ALT)
    assert len(queue.shown()) == 3


@pytest.mark.parametrize(("button", "said"), [("torn", "残缺"), ("none", "没有")])
def test_a_paper_in_doubt_is_answered_and_a_marked_copy_waits(
    queue: Queue, button: str, said: str
) -> None:
    (job,) = queue.accept()
    queue.tear(job)
    queue.open()
    assert queue.page.pane._acts[0].text() == "纸出来了吗"
    press(queue.page, K.Key_1, ALT)
    getattr(queue.dialog(PaperQuestion), button).click()
    assert queue.shown() == [("待打", "受理回执，补打 第1次"), ("作废", "受理回执，正本")]
    assert entries(queue, job) == [("void", said, "C1")]
    copy = paper_trail.of_ticket(queue.own, job.ticket)[1]
    assert queue.printer.told[-1] == ("submit", copy.id)


def test_a_whole_paper_needs_no_copy(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.tear(job)
    queue.open()
    press(queue.page, K.Key_1, ALT)
    queue.dialog(PaperQuestion).strong.click()
    assert queue.shown() == [("已核对打出", "受理回执，正本")]


def test_a_paper_of_yesterday_is_the_clerks_to_decide_and_the_strip_leads_there(
    queue: Queue,
) -> None:
    first, second = queue.accept(2)
    queue.desk.clock.move(days=1)
    status = queue.desk.counter.status
    status.show()
    (item,) = [i for i in status.items() if i.id == "printer"]
    assert (item.words, item.verb) == ("没打的单据 2", "打印队列")
    status._verb("printer")
    assert queue.desk.counter.shell.page() == "papers"
    assert "3月11日没打" in queue.page.pane._fault.text()
    queue.choose(first)
    press(queue.page, K.Key_1, ALT)
    assert queue.printer.told[-1] == ("submit", first.id)
    queue.choose(second)
    press(queue.page, K.Key_2, ALT)
    dialog = queue.dialog(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.strong.click()
    assert dialog.isVisible(), "a reason has to be chosen"
    dialog.reason.choose("群众已经离开，不要了")
    dialog.strong.click()
    assert queue.state(second) == "cancelled"
    assert entries(queue, second) == [("cancelled", "群众已经离开，不要了", "C1")]
    assert queue.printer.told[-1] == ("cancel", second.id)
    assert queue.said() == "已取消，不会再打印"


def test_the_printer_is_made_to_try_now(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.open()
    press(queue.page, K.Key_1, ALT)
    assert queue.printer.told[-2:] == [("submit", job.id), ("wake", 0)]


def test_two_presses_of_copy_make_one(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.send(job)
    queue.open()
    press(queue.page, K.Key_1, ALT)
    queue.choose(job)
    press(queue.page, K.Key_1, ALT)
    assert "不用再打" in queue.said()
    assert [j.copy_no for j in paper_trail.of_ticket(queue.own, job.ticket)] == [0, 1]


def test_void_needs_a_leader_who_did_not_print_it(queue: Queue, qtbot: QtBot) -> None:
    job, other = queue.accept(2)
    queue.send(job)
    queue.send(other)
    queue.open()
    queue.choose(job)
    press(queue.page, K.Key_2, ALT)
    reason = queue.dialog(ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.reason.choose("给错了人，已收回")
    reason.strong.click()
    consent = queue.dialog(ConsentDialog)
    assert isinstance(consent, ConsentDialog)
    assert queue.state(job) == "done"
    consent.password.setText("leader-secret")
    consent.strong.click()
    qtbot.waitUntil(lambda: queue.state(job) == "void", timeout=15_000)
    assert entries(queue, job)[-1] == ("void", "给错了人，已收回", "L1")
    sit(queue.desk.terminal, "L1")
    assert paper_trail.copy(queue.own, other.id) == ()
    own = paper_trail.of_ticket(queue.own, other.ticket)[-1]
    queue.send(own)
    queue.wiring.presenter.show()
    queue.wiring.presenter.on_reason("void", own.id, "其他原因")
    assert "另一个人" in queue.said()
    assert queue.state(own) == "done"


def test_the_very_paper_is_drawn_once_the_cursor_rests(queue: Queue, qtbot: QtBot) -> None:
    (job,) = queue.accept()
    queue.send(job)
    assert paper_trail.copy(queue.own, job.id) == ()
    copy = paper_trail.of_ticket(queue.own, job.ticket)[1]
    queue.open()
    qtbot.waitUntil(lambda: not queue.page.pane.picture.pixmap.isNull())
    assert queue.drawn == [(copy.paper, Copy(1, "2026-03-11T09:00:00+08:00", "C1"))]
    queue.choose(job)
    qtbot.waitUntil(lambda: len(queue.drawn) == 2)
    assert queue.drawn[-1] == (job.paper, None)
    queue.page.show_picture(copy.id, b"")
    assert queue.page.pane._hint.isHidden() or queue.page.pane.picture.pixmap.isNull()


def test_a_paper_that_cannot_be_drawn_says_so(queue: Queue, qtbot: QtBot) -> None:
    def cannot(_paper: AnyPaper, _copy: Copy | None) -> bytes:
        raise ValueError("bug")

    queue.wiring.presenter._draw = cannot
    queue.accept()
    queue.open()
    qtbot.waitUntil(lambda: "画不出来" in queue.page.pane._hint.text())


def test_enter_opens_the_ticket(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.open()
    press(queue.page.table, K.Key_Return)
    assert queue.desk.counter.shell.page() == "ticket"
    assert queue.desk.counter.ticket.number == job.ticket


def test_a_full_store_is_a_sentence_and_changes_nothing(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.send(job)
    queue.open()
    with queue.desk.terminal.log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    press(queue.page, K.Key_1, ALT)
    assert queue.said() == queue.desk.terminal.words("not_written.failed")
    assert len(paper_trail.of_ticket(queue.own, job.ticket)) == 1


def test_twenty_thousand_papers_come_page_by_page_each_once(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.send(job)
    many = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)
        INSERT INTO print_job (ticket, doc, original, copy_no, snapshot, state, clerk, created_at,
            made_on, wanted_on, evidence)
        SELECT ticket, doc, id, i, snapshot, state, clerk, created_at, made_on, wanted_on, evidence
        FROM print_job, n"""
    with queue.desk.terminal.log.engine.begin() as connection:
        connection.exec_driver_sql(many)
    queue.open()
    model = queue.page.model
    assert model.rowCount() == jobs.PAGE
    for _ in range(9):
        model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == 10 * jobs.PAGE
    keys = [model.key_at(i) for i in range(model.rowCount())]
    assert keys == [str(i) for i in range(20_000, 19_500, -1)]
    queue.desk.counter.status._paper_said("")
    assert model.rowCount() == 10 * jobs.PAGE, "whoever has read far back is left there"


def test_the_list_follows_what_the_printer_does(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.open()
    queue.send(job, "printed")
    queue.desk.counter.status._paper_said("")
    assert queue.shown() == [("已打印", "受理回执，正本")]


def test_the_ledger_counts_the_papers_of_its_day(queue: Queue) -> None:
    counter = queue.desk.counter
    counter.shell.show_page("ledger")
    assert counter.ledger_page.papers_part.isHidden()
    first, dropped, torn, _ = queue.accept(4)
    queue.send(first)
    paper_trail.cancel(queue.own, dropped.id, "不要了")
    assert paper_trail.copy(queue.own, first.id) == ()
    queue.send(paper_trail.of_ticket(queue.own, first.ticket)[1])
    queue.tear(torn)
    counter.shell.show_page("ledger")
    told = [part.text() for part in counter.ledger_page.papers_part.findChildren(Label)][1:]
    assert told == ["正本 1 张，补打 1 张，作废 0 张，取消 1 张", "存疑 1 张，待打 1 张"]
    queue.desk.clock.move(days=1)
    counter.ledger.open()
    assert counter.ledger_page.papers_part.isHidden()


def test_nobody_at_the_desk_opens_no_queue(queue: Queue) -> None:
    queue.desk.counter.lock()
    queue.wiring.show()
    assert queue.desk.counter.shell.page() != "papers"


def test_who_only_looks_on_neither_prints_nor_answers(queue: Queue) -> None:
    (job,) = queue.accept()
    queue.tear(job)
    terminal, counter = queue.desk.terminal, queue.desk.counter
    terminal.desk.person = Person("D1", "督查员", "outside", frozenset())
    queue.open()
    counter.status._verb("printer")
    assert counter.shell.page() != "papers"
    assert not [d for d in counter.shell.findChildren(PaperQuestion) if d.isVisible()]


def test_a_paper_of_no_ticket_leads_to_none(queue: Queue) -> None:
    paper_trail.enqueue(queue.own, handover_sheet(ticket_no=""))
    queue.open()
    (row,) = queue.shown()
    assert row == ("待打", "交接单，正本")
    assert queue.page.pane._number.text() == "不属于某一件"
    assert queue.page.pane._whole.isHidden()
    with queue.desk.terminal.log.reading() as connection:
        (job,) = jobs.jobs(connection)
    queue.tear(job)
    queue.wiring.presenter.on_act("answer", job.id)
    question = queue.dialog(PaperQuestion)
    assert "交接单：纸出来了吗？" in [label.text() for label in question.findChildren(Label)]
    question.strong.click()
    facts = queue.desk.terminal.log.facts(desk_stream(queue.own.today))
    issued = [f.act for f in facts if isinstance(f.act, PaperIssued)]
    assert [(i.doc, i.evidence) for i in issued] == [("handover_sheet", "seen")]

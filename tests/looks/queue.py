"""打印队列 in its states: the morning's papers with every end one can have."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QPixmap

from app.db import jobs
from app.db.jobs import Job
from app.desk import paper_trail
from app.ui.kit.theme import theme
from app.ui.paper_question import PaperQuestion
from app.ui.papers.view import ReasonDialog
from tests.fakes.terminal import person
from tests.looks.camera import until
from tests.looks.scenes import LOW, WIDE, Scene, Scenes

PAYLOAD: Final = b"\x1b@"
SHA: Final = "0a" * 32


def send(s: Scenes, job: Job, evidence: str) -> None:
    """A paper that came out."""
    paper_trail.sending(s.terminal.desk, job.id, PAYLOAD, SHA)
    paper_trail.issued(s.terminal.desk, job.id, len(PAYLOAD), evidence)


def fill(s: Scenes) -> None:
    """Yesterday's papers came out but one; of today's some did, one tore, some wait."""
    desk = s.terminal.desk
    found = paper_trail.waiting(desk)
    with desk.log.reading() as connection:
        old = [j for j in jobs.jobs(connection, "queued") if j not in found]
    for job in old[:-1]:
        send(s, job, "sent")
    paper_trail.back_to_queue(desk, old[-1].id, "absent")
    first, second, third, fourth = found[:4]
    send(s, first, "printed")
    s.clock.move(seconds=20)
    send(s, second, "sent")
    assert paper_trail.void(desk, person(s.terminal, "L1"), second.id, "给错了人，已收回") == ()
    assert paper_trail.copy(desk, first.id) == ()
    s.clock.move(seconds=20)
    assert paper_trail.cancel(desk, third.id, "群众已经离开，不要了") == ()
    paper_trail.sending(desk, fourth.id, PAYLOAD, SHA)
    paper_trail.doubt(desk, fourth.id, 640, "reset")


def shown(s: Scenes) -> QPixmap:
    """The window once the picture of the chosen paper is there."""
    pane = s.counter.queue.page.pane
    until(lambda: not pane.picture.pixmap.isNull())
    return s.grab()


def queue(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """Light, dark, low, another row, the question, the reasons, the ledger with its counts."""
    s.counter.queue.show()
    yield "14-papers-all-wait", shown(s)
    fill(s)
    s.counter.queue.show()
    yield "14-papers", shown(s)
    page = s.counter.queue.page
    theme().restyle(mode="dark")
    yield "14b-papers-dark", shown(s)
    theme().restyle(mode="light")
    s.shell.resize(*LOW)
    theme().restyle(density="compact")
    yield "14c-papers-1366x698", shown(s)
    theme().restyle(density="regular")
    s.shell.resize(*WIDE)
    page.pane._acts[0].click()
    (question,) = s.shell.findChildren(PaperQuestion)
    yield "14d-papers-question", s.grab(question)
    question.reject()
    page.table.selectRow(page.model.rowCount() - 1)
    yield "14e-papers-came-out", shown(s)
    page.pane._acts[1].click()
    (reason,) = s.shell.findChildren(ReasonDialog)
    yield "14f-papers-void", s.grab(reason)
    reason.reject()
    s.sign_in("L1")
    s.shell.show_page("ledger")
    yield "06b-ledger-papers", s.grab()


QUEUE: Final = MappingProxyType[str, Scene]({"queue": queue})

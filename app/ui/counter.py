"""The counter: all pages in one window, who is at the desk, what the strip says.

Made once by the command that opens the window; pages know nothing of each other, this does.
"""

import math
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.db import queries
from app.db.people import Person
from app.desk.desk import Desk, Outcome
from app.desk.passwords import Checked
from app.devices import worker
from app.domain.ticket import Ticket
from app.settings.terminal import HallSettings, Settings
from app.ui.backup_keeper import BackupKeeper
from app.ui.board.presenter import BoardPresenter
from app.ui.board.view import BoardPage
from app.ui.bridge import QtWake
from app.ui.finder import Finder
from app.ui.first_window import POSTS, FirstWindow
from app.ui.intake.panels_presenter import DuePresenter, MatchPresenter
from app.ui.intake.phrases_presenter import PhrasesPresenter
from app.ui.intake.presenter import IntakePresenter
from app.ui.intake.view import IntakePage
from app.ui.kit.dialog import FormDialog
from app.ui.kit.values import NavItem, Notice
from app.ui.ledger.presenter import LedgerPresenter
from app.ui.ledger.view import LedgerPage
from app.ui.login.presenter import LoginPresenter
from app.ui.program import Program
from app.ui.rating.listener import PadListener
from app.ui.rating.presenter import LEAVE, RatingPresenter
from app.ui.rating.view import RatingPage
from app.ui.setup.presenter import Hashed, SetupPresenter
from app.ui.setup.recovery import offer_recovery
from app.ui.setup.view import SetupPage
from app.ui.status_line import StatusLine
from app.ui.ticket.papers_presenter import Drawn, PapersPresenter
from app.ui.ticket.presenter import TicketPresenter
from app.ui.ticket.view import TicketPage
from app.ui.traffic_log import TrafficLog


class Counter(QObject):
    """The window and its wiring. `founded(settings)` keeps the settings of a first start."""

    def __init__(
        self,
        program: Program,
        founded: Callable[[Settings], None],
        window: FirstWindow | None = None,
    ) -> None:
        window = window or FirstWindow()
        super().__init__(window.shell)  # it goes with its window
        self.program = program
        self._founded = founded
        self.shell, self.login_page = window.shell, window.login
        self.shell.rail.show_hall(program.settings.hall.name)
        self._wake = QtWake(program.bridge)
        self._left: Person | None = None
        self._covered: list[FormDialog] = []
        self._make_pages()
        self.backups = BackupKeeper(program)
        self.status = StatusLine(
            program, self.shell, self.backups, lambda: self.written(Outcome(Ticket()))
        )
        self._listen()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._second)
        self._tick.start()
        self._idle = QTimer(self, singleShot=True)
        self._idle.setInterval(program.settings.lock_minutes * 60_000)
        self._idle.timeout.connect(self.lock)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # it exists
        self.open()

    def _make_pages(self) -> None:
        program, desk = self.program, self.program.desk
        self.login = LoginPresenter(desk, program.run, self.signed_in)

        def keep(hall: HallSettings) -> None:
            self._founded(msgspec.structs.replace(program.settings, hall=hall))

        self.setup = SetupPresenter(
            program.log, desk.clock, program.words, program.run, keep, self.start_desk
        )
        self.intake = IntakePresenter(desk, self._intake_written)
        self.board = BoardPresenter(desk, self.open_ticket)
        self.ticket = TicketPresenter(desk, self.ask_rating, self.written)
        self.papers = PapersPresenter(desk, program.run, program.draw, self.written)
        self.rating = RatingPresenter(desk, program.pad, program.run, self.written)
        self.ledger = LedgerPresenter(desk, self.open_ticket)
        self.login_page.show_hall(where(desk))
        self.login_page.bind(self.login)
        self.setup_page = SetupPage(self.setup)
        self.intake_page = IntakePage(
            self.intake, DuePresenter(desk), MatchPresenter(desk, self.open_ticket),
            PhrasesPresenter(desk),
        )  # fmt: skip
        self.board_page = BoardPage(self.board)
        self.ticket_page = TicketPage(self.ticket, self.papers)
        self.rating_page, self.ledger_page = RatingPage(self.rating), LedgerPage(self.ledger)
        shell = self.shell
        shell.add_cover("setup", self.setup_page)
        shell.add_page(NavItem("intake", "登记受理", "F2", "square-pen"), self.intake_page)
        shell.add_page(NavItem("board", "待办", "F3", "list-todo"), self.board_page)
        shell.add_page(NavItem("rating", "评价", "F6", "smile"), self.rating_page)
        shell.add_page(
            NavItem("ledger", "台账", "F7", "book-open-check", gap=True), self.ledger_page
        )
        shell.add_inner("ticket", self.ticket_page, under="board")
        self.finder = Finder(shell, desk, self.open_ticket, self.intake_page.take_phone)
        for page in (self.intake_page, self.board_page):
            self.finder.add_bar(page)
        self.ticket_page.back_pressed.connect(lambda: shell.show_page("board"))

    def _listen(self) -> None:
        bridge = self.program.bridge
        bridge.on(Checked, self._checked)
        bridge.on(Hashed, self.setup.on_hashed)
        bridge.on(Drawn, self.papers.on_drawn)
        self._pad = None
        if self.program.pad is not None:
            self._traffic = TrafficLog(self.program.desk, self.program.pad.name)
            bridge.on(worker.Traffic, self._traffic.hear)
            self._pad = pad = PadListener(self.program.desk, self.program.pad, self.rating.current)
            bridge.on(worker.Prompted, pad.on_prompted)
            bridge.on(worker.Pressed, pad.on_pressed)
            bridge.on(worker.PressKept, pad.on_kept)
            bridge.on(worker.AskTimedOut, pad.on_timed_out)
            bridge.on(worker.AskLost, pad.on_lost)
        self.shell.page_shown.connect(self._shown)
        self.shell.lock_wanted.connect(self.lock)

    def _checked(self, answer: Checked) -> None:
        """A password was looked at: of who signs in, or of a leader who agrees to something."""
        if answer.purpose == LEAVE:
            self.rating.on_checked(answer)
        else:
            self.login.on_checked(answer)

    def _second(self) -> None:
        self.status.show()
        self.program.papers.on_second()
        self.backups.on_second(quiet_seconds(self._idle))
        if self._pad is not None:
            self._pad.on_second()
            self._traffic.flush()

    def open(self) -> None:
        """First start or sign-in."""
        if self.program.log.head.seq == 0:
            self.setup.open()
            self.shell.show_cover("setup")
        else:
            self.lock()
        self.status.show()

    def start_desk(self, hall: HallSettings) -> None:
        """The first start is written: on to the sign-in, the recovery code to the leader."""
        self.program.desk.hall = hall
        self.shell.rail.show_hall(hall.name)
        self.login_page.show_hall(where(self.program.desk))
        self.lock()
        offer_recovery(self.shell, self.program)

    def lock(self) -> None:
        """离席锁屏: everything is covered, nothing typed is lost."""
        if self.program.log.head.seq == 0:
            return
        self.intake.on_idle()
        self._left = self.program.desk.person or self._left
        self.program.desk.person = None
        self._covered += [d for d in self.shell.findChildren(FormDialog) if d.isVisible()]
        for dialog in self._covered:
            dialog.hide()
        self.login.open()
        self.shell.show_cover("login")

    def signed_in(self, person: Person) -> None:
        """Somebody takes the desk: a leader sees the ledger first, a clerk the intake."""
        words = self.program.words
        post = words("shell.post", post=POSTS[person.post], n=self.program.desk.hall.window)
        self.shell.rail.show_person(person.name, post)
        self.intake.open()
        is_back = self._left is not None and self._left.id == person.id
        first = "ledger" if person.post == "leader" else "intake"
        self.shell.show_page((is_back and self.shell.page()) or first)
        self._idle.start()
        covered, self._covered = self._covered, []
        for dialog in covered:  # whoever left comes back to what was being typed, nobody else
            dialog.open() if is_back else dialog.reject()
        if person.post == "leader":
            offer_recovery(self.shell, self.program)

    def open_ticket(self, number: str, act: str = "") -> None:
        """From a list to the ticket."""
        self.shell.show_page("ticket")
        self.ticket.open(number, act)

    def ask_rating(self, number: str) -> None:
        """From the ticket to the rating."""
        self.shell.show_page("rating")
        self.rating.open(number)

    def written(self, _outcome: Outcome) -> None:
        """Something was written: papers may wait, badges may change."""
        self.program.papers.hand_over()
        self._badge()
        self.status.show()

    def _intake_written(self, outcome: Outcome) -> None:
        self.written(outcome)
        number = outcome.ticket.no
        key = "declined" if outcome.ticket.state == "declined" else "accepted"
        self.shell.toast(Notice(self.program.words(f"intake.{key}", number=number), "ok"))
        if outcome.ticket.state == "fed_back":
            self.ask_rating(number)

    def _shown(self, page: str) -> None:
        match page:
            case "board":
                self.board.open()
            case "rating":
                self.rating.open()
            case "ledger":
                self.ledger.open()
            case "intake":
                self.intake.on_minute()
                self.intake_page.phone.setFocus()
        self._badge()

    def _badge(self) -> None:
        now = self.program.desk.now
        with self.program.log.reading() as connection:
            self.shell.rail.show_badge("board", queries.counts(connection, now, now).red)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or mouse keeps the desk open; F12 locks it, also out of a dialog."""
        is_f12 = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12
        pressed = is_f12 and event.type() == QEvent.Type.KeyPress
        if pressed and self.program.desk.person is not None:
            self.lock()
            return True
        used = event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
        if used and self.program.desk.person is not None:
            self._idle.start()
        return super().eventFilter(watched, event)


def quiet_seconds(idle: QTimer) -> float:
    """For how long nobody has typed; a locked desk is quiet."""
    if not idle.isActive():
        return math.inf
    return (idle.interval() - idle.remainingTime()) / 1000


def where(desk: Desk) -> str:
    """Hall and window."""
    return desk.words("facts.window", hall=desk.hall.name, n=desk.hall.window)

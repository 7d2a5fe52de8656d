"""The counter: all pages in one window, who is at the desk, what the strip says.

Made once by the command that opens the window; pages know nothing of each other, this does.
"""

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.db.people import Person
from app.desk.desk import Outcome
from app.desk.passwords import Checked
from app.domain.ticket import Ticket
from app.settings.terminal import HallSettings, Settings
from app.ui.backup_keeper import BackupKeeper
from app.ui.board.presenter import BoardPresenter
from app.ui.intake.panels_presenter import DuePresenter, HitsPresenter, MatchPresenter
from app.ui.intake.phrases_presenter import PhrasesPresenter
from app.ui.intake.presenter import IntakePresenter
from app.ui.intake.view import IntakePage
from app.ui.kit.dialog import FormDialog
from app.ui.kit.keys import commit_typing
from app.ui.kit.values import NavItem, Notice
from app.ui.later import Later
from app.ui.ledger.presenter import LedgerPresenter
from app.ui.ledger.view import LedgerPage
from app.ui.login.leave_dialog import LeaveDialog
from app.ui.login.leave_presenter import LeavePresenter
from app.ui.login.presenter import LoginPresenter
from app.ui.password.presenter import NewPassword
from app.ui.password.view import NewPasswordDialog
from app.ui.posts import post_words, where
from app.ui.program import Program
from app.ui.rating.devices import Devices
from app.ui.rating.leave import LEAVE
from app.ui.rating.presenter import RatingPresenter
from app.ui.rating.view import RatingPage
from app.ui.setup.presenter import Hashed, SetupPresenter
from app.ui.setup.recovery import offer_recovery
from app.ui.setup.view import SetupPage
from app.ui.shell.shell import PageOrMaker
from app.ui.ticket.files_presenter import FilesPresenter
from app.ui.ticket.files_view import FilesPart, thumb
from app.ui.ticket.papers_presenter import Drawn, PapersPresenter
from app.ui.ticket.presenter import TicketPresenter
from app.ui.ticket.view import TicketPage
from app.ui.wiring.citizen_screen import CitizenScreen
from app.ui.wiring.desk_card import DeskCard
from app.ui.wiring.desk_watch import DeskWatch, quiet_seconds
from app.ui.wiring.finder import Finder
from app.ui.wiring.first_window import FirstWindow
from app.ui.wiring.large_letters import offer_large_letters
from app.ui.wiring.onlooker import fit_post, note_view
from app.ui.wiring.pad_line import PadLine
from app.ui.wiring.papers import PapersWiring
from app.ui.wiring.regime import RegimeWiring
from app.ui.wiring.scanner import Scanner, open_scanned
from app.ui.wiring.settings import SettingsWiring
from app.ui.wiring.shelf import ShelfWiring
from app.ui.wiring.status_line import StatusLine
from app.ui.wiring.wake import QtWake
from app.ui.wiring.watch import WatchWiring

NAV: Final = (
    NavItem("intake", "登记受理", "F2", "square-pen"),
    NavItem("board", "待办", "F3", "list-todo"),
    NavItem("rating", "评价", "F6", "smile"),
    NavItem("ledger", "台账", "F7", "book-open-check", gap=True),
    NavItem("watch", "值守", "", "bell-ring"),
    NavItem("knowledge", "知识库", "F9", "library"),
    NavItem("lists", "清单", "Ctrl+L", "inbox"),
)
FIRST: Final = MappingProxyType({"leader": "ledger", "outside": "board"})  # else the intake


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
        self.founded = founded
        self.shell, self.login_page = window.shell, window.login
        self.shell.rail.show_hall(program.settings.hall.name)
        self._wake = QtWake(program.bridge)
        self._may_view = partial(note_view, program.desk, self.shell, self.lock)
        self._left: Person | None = None
        self._covered: list[FormDialog] = []
        self._make_pages()
        self.citizen = CitizenScreen(program, self.shell, self.rating, self.written)
        self.queue = PapersWiring(program, self.shell, lambda: rewritten(self), self.open_ticket)
        self.backups = BackupKeeper(program)
        self.status = StatusLine(
            program, self.shell, self.backups, lambda: rewritten(self),
            self.citizen.health, lambda pane: open_settings(self, pane), self.queue,
        )  # fmt: skip
        self._listen()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._second)
        self._tick.start()
        self.idle = QTimer(self, singleShot=True)
        self.idle.setInterval(program.settings.lock_minutes * 60_000)
        self.idle.timeout.connect(self.lock)
        self.regime = RegimeWiring(program, self.shell, lambda: adopted(self))
        self.settings = wire_settings(self, window)
        self.scanner = Scanner(
            program.desk.clock.monotonic,
            lambda text: open_scanned(program.desk, self.shell, self.open_ticket, text),
        )
        self._watch = DeskWatch(self, lambda watched, event: pressed(self, watched, event))
        self.open()

    def _make_pages(self) -> None:
        program, desk, shell = self.program, self.program.desk, self.shell
        self.new_password = NewPassword(desk, program.run)
        NewPasswordDialog(shell, self.new_password, program.words)
        self.login = LoginPresenter(desk, program.run, self.signed_in, self.new_password.open)

        def keep(hall: HallSettings) -> None:
            fresh = msgspec.structs.replace(program.settings, hall=hall)
            self.founded(fresh)
            program.settings = fresh

        self.setup = SetupPresenter(
            program.log, desk.clock, program.words, program.run, keep, self.start_desk
        )
        self.intake = IntakePresenter(desk, self._intake_written)
        self.board = BoardPresenter(desk, self.open_ticket)
        self.ticket = TicketPresenter(desk, self.ask_rating, self.written, self.open_ticket)
        self.papers = PapersPresenter(desk, program.run, program.draw, self.written)
        self.rating = RatingPresenter(
            desk, Devices(lambda: self.citizen.devices(), lambda: write_presses(self)),
            program.run, self.written,
        )  # fmt: skip
        self.ledger = LedgerPresenter(desk, self.open_ticket)
        self.login_page.show_hall(where(desk))
        self.login_page.bind(self.login)
        self.intake_page = IntakePage(
            self.intake, DuePresenter(desk), MatchPresenter(desk, self.open_ticket),
            PhrasesPresenter(desk), HitsPresenter(desk),
        )  # fmt: skip
        watch = WatchWiring(program, shell, self.board, self.open_ticket, partial(rewritten, self))
        self.board_page, self.watch, self.watching = watch.board_page, watch.presenter, watch
        self.watch_papers = watch.papers
        self.files = FilesPresenter(desk, program.home, program.run, thumb, self.written)
        self.files.clear()
        self.ticket_page = TicketPage(
            self.ticket, self.papers, FilesPart(self.files, program.words)
        )
        self.rating_page, self.ledger_page = RatingPage(self.rating), LedgerPage(self.ledger)
        self.shelf = ShelfWiring(program, shell, self.intake, self.intake_page, self.open_ticket)
        self._show_pages()

    def _show_pages(self) -> None:
        shell, desk = self.shell, self.program.desk
        pages: tuple[PageOrMaker, ...] = (
            self.intake_page, self.board_page, self.rating_page, self.ledger_page,
            lambda: self.watching.page, lambda: self.shelf.knowledge_page,
            lambda: self.shelf.lists_page,
        )  # fmt: skip
        for item, page in zip(NAV, pages, strict=True):
            shell.add_page(item, page)
        shell.add_inner("ticket", self.ticket_page, under="board")
        self.leave = LeaveDialog(
            shell, LeavePresenter(desk, lambda: self.status.items(), self.lock),
            shell.say,
        )  # fmt: skip
        shell.rail.leave_wanted.connect(self.leave.ask)
        self.card = DeskCard(self.program, shell)
        self.finder = Finder(
            shell, desk, self.open_ticket, self.intake_page.take_phone, self.card.make
        )
        for found in (self.intake_page, self.board_page, self.rating_page):
            self.finder.add_bar(found)
        self.ticket_page.back_pressed.connect(lambda: shell.show_page("board"))

    def _listen(self) -> None:
        bridge = self.program.bridge
        bridge.on(Checked, self._checked)
        bridge.on(Hashed, self.setup.on_hashed)
        bridge.on(Drawn, self.papers.on_drawn)
        bridge.on(Later, Later.finish)
        rating = self.rating
        self.pad_line = PadLine(self.program.desk, bridge, rating.current, rating.on_fallen)
        self.pad_line.fit(self.program.pad)
        self.shell.page_shown.connect(self._shown)
        self.shell.lock_wanted.connect(self.lock)

    def _checked(self, answer: Checked) -> None:
        """A password was looked at: of who signs in, or of a leader who agrees to something."""
        if answer.purpose == LEAVE:
            self.rating.leave.on_checked(answer)
        else:
            self.login.on_checked(answer)

    def _second(self) -> None:
        self.status.show()
        self.program.papers.on_second()
        self.citizen.on_second()
        self.pad_line.on_second()
        self.backups.on_second(quiet_seconds(self.idle))

    def open(self) -> None:
        """First start or sign-in."""
        if self.program.log.head.seq == 0:
            self.setup_page = SetupPage(self.setup)  # once in the life of a hall
            self.shell.add_cover("setup", self.setup_page)
            self.setup.open()
            self.shell.show_cover("setup")
        else:
            self.lock()
        self.status.show()

    def start_desk(self, hall: HallSettings) -> None:
        """The first start is written: on to the sign-in, the recovery code to the leader."""
        self.program.desk.hall = hall
        show_hall(self)
        self.lock()
        offer_recovery(self.shell, self.program)

    def lock(self) -> None:
        """离席锁屏: everything is covered, nothing typed is lost; what is signed is printed."""
        if self.program.log.head.seq == 0:
            return
        self.program.papers.hand_over()
        commit_typing()
        self.files.clear()
        self.intake.on_idle()
        self._left = self.program.desk.person or self._left
        self.program.desk.person = None
        self._covered += [d for d in self.shell.findChildren(FormDialog) if d.isVisible()]
        for dialog in self._covered:
            dialog.hide()
        self.idle.stop()  # what is open on the sign-in page is not covered again
        self.login.open()
        self.shell.show_cover("login")
        self.citizen.presenter.refresh()

    def signed_in(self, person: Person) -> None:
        """Somebody takes the desk: a leader sees the ledger first, a clerk the intake."""
        self.intake.open()
        show_hall(self)
        is_back = self._left is not None and self._left.id == person.id
        first = FIRST.get(person.post, "intake")
        fit_post(self.program.desk, self.shell, self.ticket_page, self.board_page)
        self.shell.show_page((is_back and self.shell.page()) or first)
        self.idle.start()
        self.citizen.presenter.refresh()
        covered, self._covered = self._covered, []
        for dialog in covered:  # whoever left comes back to what was being typed, nobody else
            dialog.open() if is_back else dialog.reject()
        if person.post == "leader":
            offer_recovery(self.shell, self.program)
        width = self.shell.screen().size().width()
        offer_large_letters(self.shell, self.program.desk, self.settings.keeper, width)

    def open_ticket(self, number: str, act: str = "") -> None:
        """From a list to the ticket."""
        if self._may_view("ticket", number):
            self.shell.show_page("ticket")
            self.ticket.open(number, act)

    def ask_rating(self, number: str) -> None:
        """From the ticket to the rating."""
        self.shell.show_page("rating")
        self.rating.open(number)

    def written(self, _outcome: Outcome) -> None:
        """Something was written: papers may wait, badges may change."""
        self.program.papers.hand_over()
        self.status.show_badge()
        self.status.show()

    def _intake_written(self, outcome: Outcome) -> None:
        self.written(outcome)
        number = outcome.ticket.no
        key = {"declined": "declined", "void": "merged"}.get(outcome.ticket.state, "accepted")
        self.shell.toast(Notice(self.program.words(f"intake.{key}", number=number), "ok"))
        if outcome.ticket.is_open or key == "declined":
            self.citizen.check(outcome.ticket)
        if outcome.ticket.state == "fed_back":
            self.ask_rating(number)

    def _shown(self, page: str) -> None:
        if page != "ticket" and not self._may_view(page):
            return
        openers: dict[str, Callable[[], None]] = {
            "board": self.board.open, "rating": self.rating.open, "ledger": self.ledger.open,
            "watch": self.watch.open, "knowledge": self.shelf.knowledge.open,
            "lists": self.shelf.lists.open, "intake": lambda: start_intake(self),
            "papers": self.queue.presenter.open,
        }  # fmt: skip
        if opener := openers.get(page):
            opener()
        self.status.check_setup()
        self.status.show_badge()


def start_intake(counter: Counter) -> None:
    """The dues of the classes are of now, the cursor stands in the first field."""
    counter.intake.on_minute()
    counter.intake_page.phone.setFocus()


def rewritten(counter: Counter) -> None:
    """Something was written that is no ticket's."""
    counter.written(Outcome(Ticket()))


def wire_settings(counter: Counter, window: FirstWindow) -> SettingsWiring:
    """The settings page, and what in the window follows it."""
    made = SettingsWiring(
        counter.program, counter.shell, counter.founded, counter.idle, counter.new_password,
        window.typing, counter.backups, counter.citizen,
    )  # fmt: skip
    made.fitted = lambda: fit_devices(counter)
    made.renamed = lambda: show_hall(counter)
    made.relisted = lambda: relist(counter)
    made.bench.to_queue = counter.queue.show
    made.watch(counter.pad_line, counter.status.items, lambda: counter.rating.current.goes_on)
    return made


def pressed(counter: Counter, watched: QObject, event: QEvent) -> bool:
    """Any key or mouse keeps the desk open; F12 locks it, also out of a dialog. A scan outside of
    a field presses nothing."""
    if counter.program.desk.person is not None:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12:
            counter.lock()
            return True
        if not counter.citizen.owns(watched):
            counter.idle.start()
    return counter.scanner.takes(watched, event)


def open_settings(counter: Counter, pane: str) -> None:
    """To a pane of the settings."""
    counter.shell.show_page("settings")
    counter.settings.page.show_pane(pane)


def show_hall(counter: Counter) -> None:
    """Hall and window, and who sits there, wherever they are named."""
    desk = counter.program.desk
    counter.shell.rail.show_hall(desk.hall.name)
    counter.login_page.show_hall(where(desk))
    if desk.person is not None:
        place = post_words(desk.words, desk.person.post, desk.person.duty)
        post = desk.words("shell.post", post=place, n=desk.hall.window)
        counter.shell.rail.show_person(desk.person.name, post)
        counter.intake.show_origin()


def relist(counter: Counter) -> None:
    """Departments or matters are others: the registration offers them, what is typed stays."""
    counter.intake.on_idle()
    counter.intake.open()


def adopted(counter: Counter) -> None:
    """Other rules may hold from now: classes and dues are read anew, and so is who may do what."""
    relist(counter)
    rewritten(counter)


def fit_devices(counter: Counter) -> None:
    """The pad or the printer is another one now, or there is none for the moment."""
    counter.pad_line.fit(counter.program.pad)
    counter.status.fit()
    counter.status.show()


def write_presses(counter: Counter) -> None:
    """What was pressed and the store did not take goes before what the clerk does."""
    counter.pad_line.on_second()
    counter.citizen.write()

"""The states a page can be in beside its usual one, each come to through real data or a fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QPixmap

from app.db.instance import Home
from app.desk import asking, handling
from app.desk import intake as registering
from app.desk.desk import Outcome
from app.devices import worker
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.main import Terminal, build, printer_of
from app.printing import spooler
from app.settings.terminal import PrinterSettings, Settings
from app.ui.kit.theme import theme
from app.ui.settings.lists_view import ListsPane
from app.ui.ticket.paper_dialog import PaperDialog
from app.ui.wiring.clockwork import Clockwork
from app.ui.wiring.counter import Counter
from app.ui.wiring.desk_paper import DeskPapers
from tests.desk.test_knowledge import in_force
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, person, sit
from tests.looks.camera import until
from tests.looks.scenes import CITIZEN, LOW, WIDE, Scene, Scenes, fill_intake, settle
from tests.ui.pages.conftest import native

Shots = Iterator[tuple[str, QPixmap]]


@contextmanager
def other_counter(terminal: Terminal, who: str = "") -> Iterator[Counter]:
    """A window on another store than the morning's."""
    counter = Counter(terminal, lambda _: None)
    counter.shell.resize(*WIDE)
    counter.shell.show()
    if who:
        sit(terminal, who)
        counter.signed_in(person(terminal, who))
    try:
        yield counter
    finally:
        counter._tick.stop()
        counter.idle.stop()
        counter.shell.close()
        terminal.stop()


def grabbed(counter: Counter) -> QPixmap:
    """Its window at rest."""
    settle()
    return counter.shell.grab()


def done(outcome: Outcome) -> Outcome:
    """What must have worked."""
    assert outcome.refused == (), outcome.refused
    return outcome


def sign_in(s: Scenes) -> Shots:
    """登录: nobody hands over, a wrong password, five of them; the first start."""
    page, presenter = s.counter.login_page, s.counter.login
    s.counter.lock()
    yield "01d-login", s.grab()
    for tries in range(1, 6):
        presenter.on_submit("C1", "wrong-password", takes=False)
        until(lambda: page._password.has_error() and page.enter.isEnabled())
        if tries in (1, 5):
            yield f"01e-login-wrong-{tries}", s.grab()
        if tries < 5:
            page._password.show_error("")
    home = Home(s.folder / "first")
    home.hold()
    home.create()
    with other_counter(build(home, FakeClock(), Settings())) as counter:
        yield "01f-first-start", grabbed(counter)
        counter.setup_page.start.click()
        yield "13-first-start-faults", grabbed(counter)


def registration(s: Scenes) -> Shots:
    """登记受理: saved, the paper did not come, a refusal half filled, a draft, a wrong clock."""
    page = s.counter.intake_page
    fill_intake(s)
    s.counter.intake.on_idle()
    s.counter.intake.open()
    yield "13-intake-draft-found", s.grab()
    page.decline_dialog.open()
    page.decline_dialog.strong.click()
    yield "13-intake-decline-faults", s.grab(page.decline_dialog)
    page.decline_dialog.reject()
    page.origin_dialog.ask(s.counter.intake.form.channel)
    yield "02f-intake-origin", s.grab(page.origin_dialog)
    page.origin_dialog.reject()
    s.terminal.printer = printer_of(
        Settings(printer=PrinterSettings("tcp", "127.0.0.1", 9)),
        s.terminal.home.path, s.clock, s.terminal.bridge, unclean=False,
    )  # fmt: skip
    s.counter.status.fit()
    page.accept.click()
    s.terminal.bridge.post(spooler.HealthChanged(is_well=False, code="paper_out"))
    s.terminal.bridge.drain()
    yield "13-intake-saved-no-paper", s.grab()
    s.terminal.printer = None
    s.counter.status.fit()
    s.shell.toasts.clear()
    watch = Clockwork(s.counter, lived=lambda: 0.0)
    s.clock.move(seconds=12 * 60)
    watch.on_second()
    watch._tick.stop()
    yield "13-clock-jumped", s.grab()


def empty(s: Scenes) -> Shots:
    """Every list with nothing in it, on the first morning of a hall."""
    terminal = make_terminal(s.folder / "empty", FakeClock())
    with other_counter(terminal, "L1") as counter:
        for page in ("board", "rating", "ledger"):
            counter.shell.show_page(page)
            yield f"13-{page}-empty", grabbed(counter)
        counter.finder.search("")
        yield "13-search-empty", grabbed(counter)
        counter.shell.show_page("settings")
        counter.settings.page.show_pane("lists")
        pane = counter.settings.page.pane("lists")
        assert isinstance(pane, ListsPane)
        pane.sought.setText("查无此项")
        yield "13-lists-none-found", grabbed(counter)


def tickets(s: Scenes) -> Shots:
    """工单: one that waits for the leader, seen by both; late; rated; closed; its paper."""
    complex_one = s.number_of("青禾远帆物流")
    s.counter.open_ticket(complex_one)
    yield "04c-detail-for-leader", s.grab()
    s.shell.show_page("board")
    s.counter.board_page.table.select(complex_one)
    yield "03f-board-for-leader", s.grab()
    s.sign_in("L1")
    s.counter.open_ticket(complex_one)
    yield "04d-detail-by-leader", s.grab()
    s.sign_in("C1")
    s.counter.open_ticket(s.number_of("陆明远"))
    yield "04e-detail-late", s.grab()
    number = s.number_of("社保卡补换")
    s.counter.ask_rating(number)
    s.terminal.bridge.post(worker.Pressed(s.counter.rating.current.ask, native("5")))
    s.terminal.bridge.drain()
    s.counter.open_ticket(number)
    yield "04f-detail-rated-hidden", s.grab()
    done(asking.left(s.terminal.desk, number))
    s.counter.open_ticket(number)
    yield "04g-detail-rated", s.grab()
    done(handling.close(s.terminal.desk, number, Closed(outcome="solved")))
    s.counter.open_ticket(number)
    yield "04h-detail-closed", s.grab()


def ratings(s: Scenes) -> Shots:
    """评价: whom to ask, received, the other device goes on, asked again, no device at all."""
    rating, bridge = s.counter.rating, s.terminal.bridge
    s.shell.show_page("rating")
    yield "05d-rating-choose", s.grab()
    number = s.number_of("社保卡补换")
    rating.on_ask(number)
    s.clock.move(seconds=4)
    bridge.post(worker.Pressed(rating.current.ask, native("2")))
    bridge.drain()
    yield "13-rating-received", s.grab()
    rating.on_left()
    yield "05e-rating-left", s.grab()
    number = s.number_of("失业登记")
    rating.on_ask(number)
    s.clock.move(seconds=121)
    bridge.post(worker.AskTimedOut(rating.current.ask))
    bridge.drain()
    yield "13-rating-not-pressed", s.grab()
    rating.on_ask(number)
    yield "05f-rating-leave", s.grab(s.counter.rating_page.leave)
    s.counter.rating_page.leave.reject()
    s.sign_in("L1")
    s.shell.show_page("ledger")
    s.counter.ledger_page.table.select(s.number_of("社保卡补换"))
    yield "06b-ledger-rated", s.grab()
    s.sign_in("C1")
    s.shell.show_page("ledger")
    yield "06c-ledger-clerk", s.grab()
    s.terminal.pad = None
    s.shell.show_page("rating")
    yield "13-rating-no-device", s.grab()


def three_levels(s: Scenes) -> Shots:
    """公众屏 of 秀峰: three levels."""
    clock = FakeClock()
    terminal = make_terminal(s.folder / "xiufeng", clock, "xiufeng")
    with other_counter(terminal, "C1") as counter:
        screen, window = counter.citizen.presenter, counter.citizen.window
        window.resize(*CITIZEN)
        desk, told = terminal.desk, form(terminal)
        kind = desk.rules().regime.categories[0].id
        act = AnsweredOnSpot(result="已当场核对材料并办好")
        number = done(registering.answer(desk, told, kind, act)).ticket.no
        settle()
        yield "05c-citizen-three-idle", window.grab()
        outcome = done(asking.ask(desk, number, "screen", "citizen", "-", ""))
        assert outcome.ticket.asking is not None
        counter.rating.current.begin(number, outcome.ticket.asking.ref, "screen")
        screen.touching.ask(outcome.ticket.asking.ref)
        settle()
        yield "05c-citizen-three-rate", window.grab()


def small_and_large(s: Scenes) -> Shots:
    """The main pages on 1366×698, at 130 %, and in dark."""
    number = s.number_of("户口迁入")

    def pages(name: str) -> Shots:
        fill_intake(s)
        yield f"{name}-intake", s.grab()
        s.shell.show_page("board")
        yield f"{name}-board", s.grab()
        s.counter.open_ticket(number)
        yield f"{name}-detail", s.grab()
        s.shell.show_page("rating")
        yield f"{name}-rating", s.grab()
        s.shell.show_page("ledger")
        yield f"{name}-ledger", s.grab()
        s.shell.show_page("settings")
        yield f"{name}-settings", s.grab()
        s.shell.show_page("intake")
        s.counter.intake_page.decline_dialog.open()
        yield f"{name}-decline", s.grab(s.counter.intake_page.decline_dialog)
        s.counter.intake_page.decline_dialog.reject()
        s.counter.leave.ask()
        yield f"{name}-leave", s.grab(s.counter.leave)
        s.counter.leave.reject()

    theme().restyle(mode="dark")
    yield from pages("15-dark")
    theme().restyle(mode="light")
    s.shell.resize(*LOW)
    theme().restyle(density="compact")
    yield from pages("16-low")
    theme().restyle(percent=130, density="regular")
    s.shell.resize(1920, 1080)
    yield from pages("17-large")
    theme().restyle(percent=100)
    s.shell.resize(*WIDE)


def offered(papers: DeskPapers) -> PaperDialog:
    """The paper that stands above the window once it is drawn."""
    until(lambda: papers.dialog is not None and papers.dialog.isVisible())
    assert papers.dialog is not None
    return papers.dialog


def desk_papers(s: Scenes) -> Shots:
    """Papers of no ticket before they are printed: the list of the day, an answer."""
    day, answer = s.counter.watch_papers, s.counter.shelf.papers
    s.shell.show_page("board")
    s.counter.board_page.print_button.click()
    yield "18-paper-day", s.grab(offered(day))
    offered(day).reject()
    in_force(s.terminal)
    s.sign_in("C1")
    s.shell.show_page("knowledge")
    s.counter.shelf.knowledge.on_verb("print")
    yield "18-paper-answer", s.grab(offered(answer))
    offered(answer).reject()
    s.shell.resize(*LOW)
    s.shell.show_page("board")
    s.counter.board_page.print_button.click()
    yield "18-paper-low", s.grab(offered(day))
    s.shell.resize(*WIDE)


STATES: Final = MappingProxyType[str, Scene](
    {
        "sign_in": sign_in, "registration": registration, "empty": empty, "tickets": tickets,
        "ratings": ratings, "three_levels": three_levels, "small_and_large": small_and_large,
        "desk_papers": desk_papers,
    }
)  # fmt: skip

"""Every state that is shown: a name of its picture, and how the counter comes to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.desk import asking
from app.devices import worker
from app.main import Terminal
from app.printing import spooler
from app.ui.kit.theme import theme
from app.ui.shell.keysheet import KeySheet
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import person, sit
from tests.looks.stage import make_stage
from tests.ui.pages.conftest import FakePad

WIDE: Final = (1440, 900)
LOW: Final = (1366, 698)
CITIZEN: Final = (1280, 800)
TURNS: Final = 12  # of the event loop, until every layout rests
Scene = Callable[["Scenes"], Iterator[tuple[str, QPixmap]]]


def settle() -> None:
    """Let timers of no length and layouts come to rest."""
    for _ in range(TURNS):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents()


class Scenes:
    """The counter on the made-up morning, and what is grabbed of it."""

    def __init__(self, folder: Path, regime: str = "national") -> None:
        self.folder, self.clock = folder, FakeClock()
        self.terminal: Terminal = make_stage(folder, self.clock, regime)
        self.pad = FakePad()
        self.terminal.pad = self.pad  # type: ignore[assignment]  # a pad that only remembers
        self.counter = Counter(self.terminal, lambda _: None)
        self.shell = self.counter.shell
        self.shell.resize(*WIDE)
        self.shell.show()
        self.sign_in("C1")
        self.terminal.bridge.post(worker.HealthChanged("online", ""))
        self.terminal.bridge.drain()

    def sign_in(self, who: str) -> None:
        """Take the desk without a password."""
        sit(self.terminal, who)
        self.counter.signed_in(person(self.terminal, who))

    def number_of(self, name: str) -> str:
        """The ticket of one of the morning's people."""
        with self.terminal.log.reading() as connection:
            from app.db import queries

            return queries.search(connection, name)[0].no

    def settle(self) -> None:
        """Let timers of no length and layouts come to rest."""
        settle()

    def grab(self, above: QWidget | None = None) -> QPixmap:
        """The window, with a dialog or panel that stands above it."""
        self.settle()
        picture = self.shell.grab()
        if above is not None:
            painter = QPainter(picture)
            at = above.mapToGlobal(QPoint(0, 0)) - self.shell.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(at, above.grab())
            painter.end()
        return picture

    def citizen(self) -> QPixmap:
        """The citizen's screen."""
        window = self.counter.citizen.window
        window.resize(*CITIZEN)
        self.settle()
        return window.grab()

    def close(self) -> None:
        """Let go of the window and the store."""
        self.counter._tick.stop()
        self.counter.idle.stop()
        self.shell.close()
        self.terminal.stop()
        self.shell.deleteLater()  # every restyle visits what is left
        QCoreApplication.sendPostedEvents(self.shell, QEvent.Type.DeferredDelete.value)


def fill_intake(s: Scenes) -> None:
    page = s.counter.intake_page
    s.shell.show_page("intake")
    page.phone.setText("19900001234")
    page.name.setText("林小满")
    page.matter.setText("个体工商户变更登记")
    page.description.setPlainText(
        "窗口要求提供原经营场所的房产证原件，办事指南只要求租赁合同和住所承诺书。"
        "已来两次，每次要求的材料不一样，希望按公开指南办理。"
    )
    page.scope.setCurrentIndex(2)
    page.scope.chosen_id.emit(page.scope.chosen())
    page.category.choose("general")
    page.category.chosen_id.emit("general")
    page._match.on_typed("19900001234", "林小满", "个体工商户变更登记")


def intake(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """登记受理: filled, low, faults, the two dialogs, the phrases."""
    page = s.counter.intake_page
    yield "02-intake-empty", s.grab()
    fill_intake(s)
    yield "02-intake", s.grab()
    s.shell.resize(*LOW)
    theme().restyle(density="compact")
    yield "02b-intake-1366x768", s.grab()
    theme().restyle(density="regular")
    s.shell.resize(*WIDE)
    page.decline_dialog.open()
    yield "02c-intake-reject", s.grab(page.decline_dialog)
    page.decline_dialog.reject()
    page.answer_dialog.open()
    yield "02d-intake-on-the-spot", s.grab(page.answer_dialog)
    page.answer_dialog.reject()
    page.phrase_dialog.ask()
    yield "02e-intake-phrases", s.grab(page.phrase_dialog)
    page.phrase_dialog.reject()
    page.phone.setText("199000012")
    page.scope.setCurrentIndex(-1)
    page.scope.chosen_id.emit("")
    page.accept.click()
    yield "13-intake-faults", s.grab()


def board(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """待办: light, dark, low, an empty filter."""
    s.shell.show_page("board")
    s.counter.board_page.table.select(s.number_of("施工许可证变更"))
    yield "03-board", s.grab()
    theme().restyle(mode="dark")
    yield "03b-board-dark", s.grab()
    theme().restyle(mode="light")
    s.counter.board_page.department.choose("综合窗口")
    s.counter.board.on_department("综合窗口")
    s.counter.board.on_filter("red")
    yield "13-board-empty-filter", s.grab()
    s.counter.board.on_filter("")
    s.counter.board.on_department("")


def ticket(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """工单, with the form of an act."""
    s.counter.open_ticket(s.number_of("户口迁入"))
    yield "04-detail", s.grab()
    s.counter.ticket.on_act("feed_back")
    dialog = s.counter.ticket_page.dialog
    assert dialog is not None
    yield "04b-detail-act", s.grab(dialog)
    dialog.reject()


def rating(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """评价: waiting for a press, received and hidden, refused, the pad lost."""
    number = s.number_of("社保卡补换")
    s.counter.ask_rating(number)
    s.counter.rating.on_ask(number)
    s.clock.move(seconds=22)
    s.counter.rating.on_second()
    yield "05-rating-clerk", s.grab()
    page = s.counter.rating_page
    page.decline.open()
    yield "13-rating-refused", s.grab(page.decline)
    page.decline.reject()
    s.terminal.bridge.post(worker.AskLost(s.counter.rating.current.ask, "lost"))
    s.terminal.bridge.post(worker.HealthChanged("lost", "lost"))
    s.terminal.bridge.drain()
    yield "13-rating-pad-lost", s.grab()
    s.terminal.bridge.post(worker.HealthChanged("online", ""))
    s.terminal.bridge.drain()


def citizen(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """公众屏: its six states, and while the desk is locked."""
    screen = s.counter.citizen.presenter
    screen.rest()
    yield "05b-citizen-1-idle", s.citizen()
    screen.check(s.terminal.log.ticket(s.number_of("林小满")))
    yield "05b-citizen-2-check", s.citizen()
    number = s.number_of("老年优待证")
    outcome = asking.ask(s.terminal.desk, number, "screen", "citizen", "-", "")
    assert outcome.ticket.asking is not None, outcome.refused
    s.counter.rating.current.begin(number, outcome.ticket.asking.ref, "screen")
    screen.touching.ask(outcome.ticket.asking.ref)
    yield "05b-citizen-3-rate", s.citizen()
    for target, name in (
        ("level:4", "05b-citizen-4-chosen"), ("again", ""), ("level:2", ""),
        ("submit", "05b-citizen-5-reasons"), ("submit", "05b-citizen-6-thanks"),
    ):  # fmt: skip
        s.clock.move(seconds=3)
        screen.on_touch(target)
        if name:
            yield name, s.citizen()
    s.clock.move(seconds=10)
    screen.on_second()
    s.counter.lock()
    yield "05b-citizen-7-paused", s.citizen()


def lists(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """台账, 全部工单, the palette, the sheet of keys."""
    s.sign_in("L1")
    s.shell.show_page("ledger")
    yield "06-ledger", s.grab()
    s.sign_in("C1")
    finder = s.counter.finder
    finder.search("")
    yield "03d-all-tickets", s.grab()
    finder.find.open("1999 查无此件")
    yield "13-search-none", s.grab()
    s.shell.show_page("board")
    finder.open_palette()
    finder.palette.field.setText("1234")
    yield "12-command-palette", s.grab(finder.palette)
    finder.palette.reject()
    finder.open_sheet()
    (sheet,) = s.shell.findChildren(KeySheet)
    yield "12b-shortcuts", s.grab(sheet)
    sheet.reject()


def strip(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """The status strip in trouble, with its panel."""
    status = s.counter.status
    s.shell.show_page("board")
    status._pad = worker.HealthChanged("lost", "not_found")
    status._printer = spooler.HealthChanged(False, "paper_out")
    status.show()
    status.open_panel("pad")
    yield "10-status-strip", s.grab(status._popover)
    status._popover.close()
    status.fit()
    status.show()


def settings(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """Every pane of the settings."""
    s.sign_in("L1")
    s.shell.show_page("settings")
    page = s.counter.settings.page
    for name in page.buttons:
        page.show_pane(name)
        yield f"09-settings-{name}", s.grab()
    s.sign_in("C1")


def sizes(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """Large letters and other windows."""
    fill_intake(s)
    for percent, (wide, high) in ((115, (1440, 900)), (130, (1920, 1080))):
        theme().restyle(percent=percent)
        s.shell.resize(wide, high)
        yield f"14-intake-{percent}", s.grab()
        s.shell.show_page("board")
        yield f"14-board-{percent}", s.grab()
        s.shell.show_page("intake")
    theme().restyle(percent=100)
    s.shell.resize(*WIDE)


def hand_over(s: Scenes) -> Iterator[tuple[str, QPixmap]]:
    """交班, then the sheet beside the sign-in."""
    dialog = s.counter.leave
    dialog.ask()
    dialog.to.choose("C2")
    dialog.note.setPlainText("继承转移那位可能下午再来，先看督办进度。3 号打印纸在左侧抽屉。")
    for edit, remark in zip(
        dialog.remarks.values(),
        (
            "督办单已发，部门说今天下午给结果",
            "电话两次没接，换下午再打",
            "部门已反馈，17:30 前要回访",
        ),
        strict=False,
    ):
        edit.setText(remark)
    yield "01b-leave", s.grab(dialog)
    s.clock.set("2026-03-11 11:59:00")
    dialog.strong.click()
    for box in list(s.counter.login_page._sheet.ticks.values())[:3]:  # type: ignore[union-attr]  # it is there
        box.setChecked(True)
    yield "01-login-handover", s.grab()
    s.shell.resize(*LOW)
    yield "01c-login-1366", s.grab()
    s.shell.resize(*WIDE)


SCENES: Final = MappingProxyType(
    {
        "intake": intake, "board": board, "ticket": ticket, "lists": lists, "strip": strip,
        "settings": settings, "sizes": sizes, "rating": rating, "citizen": citizen,
        "hand_over": hand_over,
    }
)  # fmt: skip


def close_dialogs(scenes: Scenes) -> None:
    """Nothing stands above the window when the next scene begins."""
    for dialog in scenes.shell.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()

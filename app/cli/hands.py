"""Hands for the scripted day: they fill fields and press buttons of the real pages."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.cli.blanks import fill_blanks
from app.cli.rig import DayFailed, breathe, wait_for
from app.cli.script import MATTERS, Visit
from app.db import queries
from app.domain import owed
from app.domain.offers import offers, own_offers
from app.main import Terminal
from app.ui.asks import MARK
from app.ui.kit.asks import AskBlock, text_of
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.inputs import Select
from app.ui.wiring.counter import Counter

PASSWORDS: Final = ("zuzhang-2026", "zhuanyuan-2026")
SIZE: Final = (1440, 900)


class Hands:
    """What can be done at the window with keyboard and mouse; pictures of it go to `screens`."""

    def __init__(self, counter: Counter, terminal: Terminal, screens: Path | None = None) -> None:
        self.counter = counter
        self.terminal = terminal
        self._screens = screens
        self._taken: set[str] = set()
        if screens is not None:
            screens.mkdir(parents=True, exist_ok=True)
        counter.shell.resize(*SIZE)
        counter.shell.show()

    def grab(self, name: str) -> None:
        """A picture of the window as it stands, once for each name."""
        if self._screens is not None and name not in self._taken:
            self._taken.add(name)
            breathe(0.1)
            picture = picture_of(self.counter.shell)
            picture.save(str(self._screens / f"{len(self._taken):02d}-{name}.png"))

    def found(self, regime: str) -> None:
        """First start, through its page."""
        page = self.counter.setup_page
        texts = {
            "hall_name": "青禾县政务服务大厅", "hall_code": "QH", "window": "2",
            "phone": "0000-1234567", "region": "青禾县", "leader_id": "L1", "leader_name": "沈知行",
            "leader_password": PASSWORDS[0], "clerk_id": "C1", "clerk_name": "周晓岚",
            "clerk_password": PASSWORDS[1],
        }  # fmt: skip
        page.start.click()
        self.grab("setup-missing")
        for name, text in texts.items():
            page.edits[name].setText(text)
        page.regime.choose(regime)
        page.matters.show_rows(MATTERS)
        self.grab("setup")
        page.start.click()
        wait_for(lambda: self.terminal.log.head.seq > 0, "首次启动写入")
        self.grab("recovery")
        self._accept_dialog()

    def sign_in(self, who: str, password: str, page: str) -> None:
        """Through the sign-in page, with the real hash."""
        login = self.counter.login_page
        login.who.choose(who)
        self.grab("login")
        login.password.setText(password)
        login.enter.click()
        wait_for(lambda: self.terminal.desk.person is not None, "登录")
        wait_for(lambda: self.counter.shell.page() == page, "打开第一页")

    def register(self, category: str, visit: Visit) -> str:
        """Fill the intake and press its button; the number of the new ticket. What is declined
        gets no class."""
        self.counter.shell.show_page("intake")
        page, before = self.counter.intake_page, self.terminal.log.head.seq
        page.phone.setText(visit.phone)
        page.name.setText(visit.name)
        if visit.company:
            page.kind.choose("company")
            page.kind.chosen_id.emit("company")
        page.matter.setText(visit.matter)
        page.description.setPlainText(visit.problem)
        if visit.way != "declined":
            self._choose(page.scope, 0)
            page.category.choose(category)
            page.category.chosen_id.emit(page.category.chosen())
            self.grab("intake-filled")
        if codes := self.terminal.desk.rules().regime.reasons:
            page.reasons.choose([codes[0].code])
            page.reasons.changed.emit()
        desk = self.terminal.desk
        fill_blanks(page.extra.block, desk.rules(), desk.now, "register", "accept")
        {"spot": self._answer, "declined": self._decline}.get(visit.way, page.accept.click)()
        wait_for(lambda: self.terminal.log.head.seq > before, f"登记 {visit.name}")
        with desk.log.reading() as connection:
            return queries.day(connection, desk.today)[-1].no

    def offered(self, number: str) -> set[str]:
        """The acts the ticket page offers now."""
        desk = self.terminal.desk
        ticket = desk.log.ticket(number)
        ctx = desk.context(ticket)
        return {a.NAME for a in offers(ticket, ctx)} | {a.id for a in own_offers(ticket, ctx)}

    def owed(self, number: str, power: str = "") -> list[str]:
        """The profile's own acts that are owed now, those that hold an act up if one is named."""
        desk = self.terminal.desk
        ticket = desk.log.ticket(number)
        found = owed.owed(desk.rules(ticket), ticket, desk.now)
        return [a.id for a in found if not power or power in a.holds]

    def act(self, number: str, name: str, /, **fields: str) -> None:
        """An act through the ticket page's own form."""
        self.counter.open_ticket(number)
        self.grab(f"ticket-{name}")
        if name not in self.offered(number):
            raise DayFailed(f"{number} {name} 没有出现")
        self.counter.ticket.on_act(name)
        dialog = self.counter.ticket_page.dialog
        if dialog is None:
            return
        for field, text in fields.items():
            if field in dialog.inputs:
                dialog.block.fill({field: text})
        desk = self.terminal.desk
        fill_blanks(dialog.block, desk.rules(desk.log.ticket(number)), desk.now, name)
        self.grab(f"form-{name}")
        before = self.terminal.log.head.seq
        dialog.strong.click()
        wait_for(lambda: self.terminal.log.head.seq > before, f"{number} {name} 写入")

    def use_screen(self, number: str) -> None:
        """Choose a ticket of the rating page and ask by the citizen's screen."""
        page = self.counter.rating_page
        self.counter.shell.show_page("rating")
        page.table.select(number)
        page.switch.click()
        wait_for(lambda: self.terminal.log.ticket(number).askings, f"{number} 公众屏")
        self.grab("rating-screen")

    def look_at_paper(self, number: str, doc: str) -> None:
        """The preview of a paper, as the print menu of the ticket opens it."""
        self.counter.open_ticket(number)
        named = self.terminal.words(f"doc.{doc}")
        papers = self.counter.papers.papers(number)
        self.counter.papers.on_look(next(key for key, words in papers if words == named))
        wait_for(QApplication.activeModalWidget, f"{number} 预览")
        self.grab(f"paper-{doc}")
        self._accept_dialog(strong=False)

    def _fill_cells(self, block: AskBlock) -> None:
        """Something into every empty cell that the profile adds; one may call for another."""
        while blank := {
            n: w for n, w in block.inputs.items() if n.startswith(MARK) and not text_of(w)
        }:
            name, made = next(iter(blank.items()))
            match made:
                case ChipGroup() | Segmented():
                    text = next(iter(made.ids))
                case Select():
                    text = str(made.itemData(0))
                case _:
                    text = f"{self.terminal.desk.today}"
            block.fill({name: text})

    def _accept_dialog(self, *, strong: bool = True) -> None:
        """Leave the open dialog by its strong button, or by its way back."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, FormDialog):
            raise DayFailed("对话框没有打开")
        if strong:
            dialog.strong.click()
        else:
            dialog.reject()

    def _answer(self) -> None:
        page = self.counter.intake_page
        page.spot.click()
        page.answer_dialog.answer.setPlainText("已当场联系承办窗口，按指南收件办理")
        self._fill_cells(page.answer_dialog.extra.block)
        self.grab("form-answer")
        page.answer_dialog.strong.click()

    def _decline(self) -> None:
        page = self.counter.intake_page
        page.refuse.click()
        dialog = page.decline_dialog
        rows = self.terminal.desk.rules().regime.scope.decline
        dialog.reason.choose(rows[-1].code)
        dialog.explanation.setPlainText("这件事不在本窗口受理范围，已向您说明该去的部门。")
        for name, text in (("reason_text", "不属于受理范围"), ("told_department", "信访局"),
                           ("told_contact", "0000-7654321")):  # fmt: skip
            dialog.edits[name].setText(text)
        self._fill_cells(dialog.extra.block)
        self.grab("form-decline")
        dialog.strong.click()

    def _choose(self, select: Select, place: int) -> None:
        select.setCurrentIndex(place)
        select.chosen_id.emit(select.chosen())


def picture_of(shell: QWidget) -> QPixmap:
    """The window, with the dialog that stands above it."""
    picture, dialog = shell.grab(), QApplication.activeModalWidget()
    if dialog is not None:
        painter = QPainter(picture)
        painter.drawPixmap(shell.rect().center() - dialog.rect().center(), dialog.grab())
        painter.end()
    return picture

"""The clerk of the scripted day: fills fields and presses buttons of the real pages."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.cli.rig import DayFailed, ScriptedClock, breathe, wait_for
from app.cli.script import MATTERS, VISITS, Visit, category_of
from app.db import queries
from app.devices import worker
from app.devices.pads.simulator import PlayedPad
from app.domain.offers import offers
from app.main import Terminal
from app.ui.counter import Counter
from app.ui.kit.chips import Segmented
from app.ui.kit.inputs import Select

PASSWORDS: Final = ("zuzhang-2026", "zhuanyuan-2026")
SECONDS_BETWEEN: Final = 5.0
SIZE: Final = (1440, 900)


class PlayedClerk:
    """Plays the visits. `traffic` holds the pad's bytes both ways, in hex."""

    def __init__(
        self, counter: Counter, terminal: Terminal, screens: Path, pad: PlayedPad | None
    ) -> None:
        self.counter = counter
        self.terminal = terminal
        self.traffic: list[str] = []
        self.visits: dict[str, Visit] = {}
        self._screens = screens
        self._pad = pad
        self._last_press = 0.0
        self._shown = 0
        screens.mkdir(parents=True, exist_ok=True)
        terminal.bridge.on(worker.Traffic, self._note)
        counter.shell.resize(*SIZE)
        counter.shell.show()

    @property
    def pressed_as_scripted(self) -> bool:
        """Whether the keys are the script's and not a real citizen's."""
        return self._pad is not None

    @property
    def clock(self) -> ScriptedClock:
        """The scripted clock."""
        clock = self.terminal.desk.clock
        assert isinstance(clock, ScriptedClock)
        return clock

    def _note(self, traffic: worker.Traffic) -> None:
        time = f"{self.clock.monotonic():.3f}"
        self.traffic.append(f"{time} {traffic.direction} {traffic.frame}")

    def grab(self, name: str) -> None:
        """A picture of the window as it stands."""
        breathe(0.2)
        self._shown += 1
        self.counter.shell.grab().save(str(self._screens / f"{self._shown:02d}-{name}.png"))

    def play(self, regime: str) -> None:
        """The whole day."""
        self.found(regime)
        self.sign_in("C1", PASSWORDS[1], "intake")
        self.grab("intake-empty")
        for place, visit in enumerate(VISITS):
            self.clock.move(25 if place else 10)
            if (self.clock.now().hour, self.clock.now().minute) > (11, 50) and place < 9:
                self.clock.set("13:35")
            self.receive(regime, visit)
        for page in ("board", "rating", "ledger"):
            self.counter.shell.show_page(page)
            self.grab(f"{page}-clerk")
        self.clock.set("17:36")
        self.counter.lock()
        self.sign_in("L1", PASSWORDS[0], "ledger")
        self.grab("ledger-leader")
        wait_for(lambda: not self.terminal.papers.unfinished, "单据都打完", 60)

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
        page.matters.setPlainText("\n".join(f"{m}，{d}" for m, d in MATTERS))
        self.grab("setup")
        page.start.click()
        wait_for(lambda: self.terminal.log.head.seq > 0, "首次启动写入")

    def sign_in(self, who: str, password: str, page: str) -> None:
        """Through the sign-in page, with the real hash."""
        login = self.counter.login_page
        login.who.choose(who)
        self.grab("login")
        login.password.setText(password)
        login.enter.click()
        wait_for(lambda: self.terminal.desk.person is not None, "登录")
        wait_for(lambda: self.counter.shell.page() == page, "打开第一页")

    def receive(self, regime: str, visit: Visit) -> None:
        """One citizen at the window."""
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
            page.category.choose(category_of(regime, visit.way))
            page.category.chosen_id.emit(page.category.chosen())
        if visit.name in ("张堃", "张𬱖"):
            self.grab("intake-filled")
        {"spot": self._spot, "declined": self._decline}.get(visit.way, page.accept.click)()
        wait_for(lambda: self.terminal.log.head.seq > before, f"登记 {visit.name}")
        number = self._newest()
        self.visits[number] = visit
        self._go_on(number, visit)

    def _go_on(self, number: str, visit: Visit) -> None:
        if visit.way in ("away", "answered"):
            self.act(number, "dispatch", content="请按公开的办事指南办理；确有其他依据的，书面说明")
        if visit.way == "answered":
            self.clock.move(8)
            self.act(number, "take", who="齐望舒", how="phone")
            self.clock.move(30)
            self.act(number, "receive_result", who="齐望舒", how="phone",
                     result="已按指南受理办结，证照当场发放", statement="已处理")  # fmt: skip
            self.act(number, "feed_back", way="face", opinion="没有意见", who="齐望舒", how="phone")
            self._call_back(number, visit)
        if visit.key >= 0:
            self._rate(number, visit)

    def _call_back(self, number: str, visit: Visit) -> None:
        if "call_back" not in self._offered(number):
            return
        if self._required("call_back"):
            now = f"{self.clock.now():%H:%M}"
            self.act(number, "call_back", number=visit.phone, started_at=now, ended_at=now)

    def _required(self, step: str) -> bool:
        steps = self.terminal.desk.rules().regime.steps
        return any(s.act == step and s.required for s in steps)

    def _offered(self, number: str) -> set[str]:
        desk = self.terminal.desk
        ticket = desk.log.ticket(number)
        return {a.NAME for a in offers(ticket, desk.context(ticket))}

    def act(self, number: str, name: str, /, **fields: str) -> None:
        """An act through the ticket page's own form."""
        self.counter.open_ticket(number)
        if number == next(iter(self.visits), "") or name == "dispatch":
            self.grab(f"ticket-{name}")
        if name not in self._offered(number):
            raise DayFailed(f"{name} 没有出现")
        self.counter.ticket.on_act(name)
        dialog = self.counter.ticket_page.dialog
        if dialog is None:
            return
        for field, text in fields.items():
            if field in dialog.inputs:
                _fill(dialog.inputs[field], text)
        if name in ("receive_result", "dispatch"):
            dialog.grab().save(str(self._screens / f"form-{name}.png"))
        before = self.terminal.log.head.seq
        dialog.strong.click()
        wait_for(lambda: self.terminal.log.head.seq > before, f"{name} 写入")

    def _spot(self) -> None:
        page = self.counter.intake_page
        page.spot.click()
        page.answer_dialog.answer.setPlainText("已当场联系承办窗口，按指南收件办理")
        page.answer_dialog.strong.click()

    def _decline(self) -> None:
        page = self.counter.intake_page
        page.refuse.click()
        dialog = page.decline_dialog
        reasons = [c for c, _ in self._declines()]
        dialog.reason.choose(reasons[-1])
        dialog.explanation.setPlainText("这件事不在本窗口受理范围，已向您说明该去的部门。")
        for name, text in (("reason_text", "不属于受理范围"), ("told_department", "信访局"),
                           ("told_contact", "0000-7654321")):  # fmt: skip
            dialog.edits[name].setText(text)
        dialog.grab().save(str(self._screens / "form-decline.png"))
        dialog.strong.click()

    def _declines(self) -> list[tuple[str, str]]:
        scope = self.terminal.desk.rules().regime.scope
        return [(s.code, s.text) for s in scope.decline]

    def _rate(self, number: str, visit: Visit) -> None:
        """Ask, let the citizen press, let them leave, close or send back."""
        desk, page = self.terminal.desk, self.counter.rating_page
        self._rest()
        if self._pad is not None:
            self._pad.answer_with([(0.6, visit.key or None)])
        self.counter.ask_rating(number)
        wait_for(lambda: desk.log.ticket(number).asking, f"请 {visit.name} 评价")
        if not self._shown % 3:
            self.grab("rating-waiting")
        if visit.key == 0:
            self.counter.rating.on_declined("群众表示不评价")
        wait_for(lambda: not desk.log.ticket(number).asking, f"{visit.name} 按键", 125)
        self._last_press = self.clock.monotonic()
        if desk.log.ticket(number).rating:
            self.grab("rating-received")
            page.gone.click()
            wait_for(lambda: desk.log.ticket(number).is_revealed, "群众已离开")
        self.clock.move(2)
        if "close" in self._offered(number):
            self.act(number, "close", outcome="solved")
        elif "order_redo" in self._offered(number):
            self.act(number, "order_redo", reason="群众说办理结果不符合指南，退回重办")

    def _rest(self) -> None:
        """A real pad needs at least five seconds from a press to the next prompt."""
        if self._pad is None:
            left = SECONDS_BETWEEN - (self.clock.monotonic() - self._last_press)
            breathe(max(0.0, left))

    def _newest(self) -> str:
        desk = self.terminal.desk
        with desk.log.reading() as connection:
            return queries.day(connection, desk.today)[-1].no

    def _choose(self, select: Select, place: int) -> None:
        select.setCurrentIndex(place)
        select.chosen_id.emit(select.chosen())


def _fill(widget: QWidget, text: str) -> None:
    match widget:
        case QPlainTextEdit():
            widget.setPlainText(text)
        case QLineEdit():
            widget.setText(text)
        case Segmented():
            widget.choose(text)
        case Select():
            widget.choose(text)
        case QComboBox():
            widget.setCurrentText(text)

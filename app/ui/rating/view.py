"""The clerk's rating page as widgets. No control on it can make, see or change a level."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.domain.ticket import Ticket
from app.ui.kit.aside import Aside, Beside
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import Drawing, Icon, Label
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Fixed, note, part
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Column, Notice, TwoLine, Words
from app.ui.rating.current import OPEN_SECONDS
from app.ui.rating.dialogs import DeclineDialog, LeaveDialog
from app.ui.rating.presenter import RatingPresenter
from app.ui.rating.waiting import Waiting

COLUMNS: tuple[Column[Waiting], ...] = (
    Column("", lambda w: TwoLine(w.matter, w.who)),
    Column("", lambda w: Words(w.state, "text3", px=13), 76),
)


class Keys(Drawing):
    """Five empty circles: a picture of the pad, all alike."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(theme().px(300), theme().px(64))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Circles without a level."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line2"), 1))
        painter.setBrush(look.colour("surface"))
        side, gap = look.px(34), look.px(14)
        left = (self.width() - 5 * side - 4 * gap) / 2
        for place in range(5):
            x = int(left + place * (side + gap))
            painter.drawEllipse(x, (self.height() - side) // 2, side, side)


class RatingPage(Page):
    """评价."""

    def __init__(self, presenter: RatingPresenter) -> None:
        super().__init__(title="评价")
        self.set_context("请群众本人评价，一事一评")
        self._presenter = presenter
        self._may_switch, self._switch_to = False, ""
        self.model: RowsModel[Waiting] = RowsModel(COLUMNS, key=lambda w: w.number)
        self.table = RowsTable(self.model, words="等待评价")
        self.table.horizontalHeader().hide()
        self.table.row_opened.connect(lambda w: presenter.on_ask(w.number))
        self._count = Label("", "m13")
        head = row(Label("等待评价", "b"), self._count, None, margins=(20, 12, 20, 10))
        self._today = Label("", "s13", wrap=True)
        left = Fixed(
            column(head, hairline(), (self.table, 1), hairline(), part(self._today), gap=0),
            width=284, name="side",
        )  # fmt: skip
        self._log, self._after = column(gap=6), column(gap=4)
        self._told = held(part(Label("本次记录", "b"), 4, self._log))
        self._coming = held(column(hairline(), part(Label("收到之后", "b"), 4, self._after), gap=0))
        for panel in (self._told, self._coming):
            panel.hide()
        aside = Aside(
            self._told, self._coming, None, cards=False,
            tabs=(("本次记录", self._told), ("收到之后", self._coming)),
        )  # fmt: skip
        self.body.addLayout(row(left, (Beside(self._middle(), aside), 1), gap=0), 1)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(presenter.on_second)
        self._second.start()
        self.decline = DeclineDialog(self, presenter.on_declined)
        self.leave = LeaveDialog(self, presenter.leave.on_typed)
        presenter.leave.attach(self.leave)
        self.setFocusProxy(self.table)
        self._show_parts(pad=False, ask=False, left=False)  # until it is told what there is
        presenter.attach(self)

    def _middle(self) -> QWidget:
        self._number, self._headline = Label("", "m14"), Label("", "title", wrap=True)
        self._mark, self._more = Icon("circle-check", tone="ok", size=40), Label("", "m14")
        self._device, self._do = Label("", "m13"), Label("", "h1")
        self._remaining, self._progress = Label("", "s13"), QProgressBar()
        whole = Label(f"等待 {OPEN_SECONDS} 秒，可再提示", "s13")
        self._progress.setRange(0, OPEN_SECONDS)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        keys = Keys()
        pad = QFrame()
        pad.setProperty("card", "plain")
        pad.setLayout(column(keys, row(None, self._device, None), margins=(0, 16, 0, 16)))
        self.ask = KeyButton("请群众评价", keys="Ctrl+Return", kind="primary", big=True)
        self.again = KeyButton("再提示一次", keys="Alt+R", icon="bell-ring")
        self.switch = KeyButton("改用公众屏", keys="Alt+S", icon="monitor")
        self.refused = KeyButton("群众不评价…", keys="Alt+N", kind="quiet")
        self.gone = KeyButton("群众已离开", keys="Alt+V", kind="primary", big=True)
        for button, act in (
            (self.ask, self._ask), (self.again, self._presenter.on_repeat),
            (self.switch, self._switch),
            (self.refused, lambda: self.decline.open()), (self.gone, self._presenter.on_left),
        ):  # fmt: skip
            button.clicked.connect(act)
        self._pad = held(row(None, pad, None))
        time = column(self._progress, row(whole, None, self._remaining), gap=4)
        self._time = Fixed(time, width=360)
        buttons = row(
            None, self.ask, self.again, self.switch, self.refused, self.gone, None, gap=10
        )
        safe = note("本屏没有评价按键。评价只认评价器和公众屏触摸；电话回访代录的另行标明。")
        safe.setMaximumWidth(theme().px(540))
        return held(column(
            None, row(None, self._mark, None), row(None, self._number, None),
            row(None, self._headline, None), row(None, self._more, None), 12, self._pad, 16,
            row(None, self._do, None), 4,
            row(None, self._time, None), 16, buttons, 32, row(None, (safe, 1000), None), None,
        ))  # fmt: skip

    def _ask(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._presenter.on_ask(chosen.number)

    def _switch(self) -> None:
        chosen = self.table.selected()
        self._presenter.on_switch(chosen.number if chosen else "")

    def _show_parts(self, *, pad: bool, ask: bool, left: bool) -> None:
        self._mark.setVisible(left)
        self._do.setVisible(pad)
        self._pad.setVisible(pad)
        self._time.setVisible(pad)
        self.again.setVisible(pad)
        self.refused.setVisible(pad)
        self.ask.setVisible(ask)
        self.gone.setVisible(left)
        self._may_switch = pad or ask
        self.show_switch(self._switch_to)

    def show_waiting(self, rows: Sequence[Waiting], current: str, today: str) -> None:
        """The list at the left."""
        self._count.setText(f"{len(rows)} 件")
        self.model.show(rows)
        self.table.select(current)
        self._today.setText(today)

    def show_asking(self, ticket: Ticket, headline: str, device: str, do: str) -> None:
        """A citizen is being asked, by which device."""
        self._number.setText(f"{ticket.no}   {ticket.citizen_name}")
        self._say(headline)
        self._device.setText(device)
        self._do.setText(do)
        self._show_parts(pad=True, ask=False, left=False)
        self.show_left(OPEN_SECONDS)

    def show_left(self, seconds: int) -> None:
        """How long it stays open."""
        self._progress.setValue(seconds)
        self._remaining.setText(f"剩 {seconds} 秒")

    def show_idle(self, sentence: str, more: str, *, may_ask: bool) -> None:
        """Nobody is being asked: why, and what to do."""
        self._number.setText("")
        self._say(sentence, more)
        self._show_parts(pad=False, ask=may_ask, left=False)

    def _say(self, sentence: str, more: str = "") -> None:
        self._headline.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def show_received(self, sentence: str, more: str) -> None:
        """Received and hidden; the one thing to do is to say that the citizen has left."""
        self.show_notice("", "")
        self._say(sentence, more)
        self._show_parts(pad=False, ask=False, left=True)

    def show_notice(self, title: str, more: str) -> None:
        """A device was lost and another goes on."""
        self.banner.show_notice(Notice(title, "bad", more) if title else None)

    def show_switch(self, sentence: str) -> None:
        """The verb that goes over to the other device."""
        self._switch_to = sentence
        if sentence and sentence != self.switch.text():
            self.switch.setText(sentence)
        self.switch.setVisible(bool(sentence) and self._may_switch)

    def show_log(self, lines: Sequence[tuple[str, str]]) -> None:
        """This asking's record."""
        emptied(self._log)
        self._told.setVisible(bool(lines))
        for time, sentence in lines:
            self._log.addWidget(
                held(row(Label(time, "m13"), (Label(sentence, "s13", wrap=True), 1), gap=14))
            )

    def show_after(self, sentences: Sequence[str]) -> None:
        """What will follow."""
        emptied(self._after)
        self._coming.setVisible(bool(sentences))
        for sentence in sentences:
            self._after.addWidget(Label(sentence, "s13", wrap=True))

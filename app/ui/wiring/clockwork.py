"""What time does to an open counter: minutes, midnight, the hall's closing, a clock that jumps.

The timetable's messages come in here. Others hook in by the signals: `minute`, `day_turned`
(date) and `day_ended` (date), the last one once a day while the counter is open.
"""

from collections import deque
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.db.log import NotWritten
from app.desk import clock_watch, moments
from app.desk.clock_watch import Change, ClockWatch
from app.desk.desk import Desk, Outcome
from app.domain.calendar import UnknownYear
from app.domain.clock import ZONE, since_start
from app.domain.ticket import Ticket
from app.jobs.timetable import DayEnded, DayTurned, MinutePassed
from app.ui.kit.values import Notice
from app.ui.wiring.counter import Counter

LOOK_MS: Final = 1000


class Clockwork(QObject):
    """Goes with its window. `lived` grows by a second a second, sleep included."""

    minute = Signal()
    day_turned = Signal(object)
    day_ended = Signal(object)

    def __init__(self, counter: Counter, lived: Callable[[], float] = since_start) -> None:
        super().__init__(counter.shell)
        self._counter = counter
        self._program = program = counter.program
        self._desk = program.desk
        self._watch = ClockWatch(program.desk.clock, lived)
        self._unwritten: deque[Change] = deque()
        self._today = self._desk.today
        self._planned: datetime | None = None
        self._ended = date.min
        program.bridge.on(MinutePassed, lambda _: self.on_minute())
        program.bridge.on(DayTurned, lambda _: self.on_second())
        program.bridge.on(DayEnded, self._day_ended)
        counter.shell.banner.verb_pressed.connect(lambda: counter.shell.banner.show_notice(None))
        self._tick = QTimer(self, interval=LOOK_MS)
        self._tick.timeout.connect(self.on_second)
        self._tick.start()
        self._plan()

    def on_second(self) -> None:
        """Look at the clocks; also what a wake-up from sleep brings first."""
        changes = self._watch.look()
        for change in changes:
            self._unwritten.append(change)
            self._tell(change)
        if changes:
            self._program.timetable.clock_changed()
        self._write()
        if self._desk.today != self._today:
            self._today = self._desk.today
            self._refresh(whole=True)
            self.day_turned.emit(self._today)
        elif changes:
            self._refresh(whole=True)
        self._plan()

    def on_minute(self) -> None:
        """Lamps and dues change with time alone."""
        self._refresh()
        self.minute.emit()

    def _write(self) -> None:
        """What the store does not take now is tried again each second; none before the first
        start, which has no log to write into."""
        while self._unwritten and self._program.log.head.seq:
            try:
                clock_watch.write(self._desk, self._unwritten[0])
            except NotWritten:
                return
            self._unwritten.popleft()

    def _tell(self, change: Change) -> None:
        words, now = self._desk.words, self._desk.now
        facts = {
            "span": clock_watch.span_words(self._desk.words, change.minutes),
            "was": moments.moment(words, change.was, now),
            "now": moments.moment(words, change.now, now),
        }
        kind = "slept" if change.slept else "jumped"
        notice = Notice(
            words(f"clock.{kind}", **facts), "info" if change.slept else "warn",
            words(f"clock.{kind}_means"), words("clock.seen"),
        )  # fmt: skip
        self._counter.shell.banner.show_notice(notice)
        away = change.slept and change.minutes >= self._program.settings.lock_minutes
        if away and self._desk.person is not None:
            self._counter.lock()

    def _refresh(self, *, whole: bool = False) -> None:
        """The open page and the badge; `whole` where the words for days change too."""
        counter = self._counter
        if not self._program.log.head.seq:
            return
        counter.written(Outcome(Ticket()))
        pages: dict[str, Callable[[], object]] = {
            "board": counter.board.on_minute, "intake": counter.intake.on_minute,
        }  # fmt: skip
        if whole:
            pages |= {"ledger": counter.ledger.open, "ticket": counter.ticket.show}
        pages.get(counter.shell.page(), lambda: None)()

    def _plan(self) -> None:
        closes = closes_at(self._desk)
        if closes != self._planned:
            self._planned = closes
            self._program.timetable.end_day_at(closes)

    def _day_ended(self, ended: DayEnded) -> None:
        if ended.on > self._ended and ended.on <= self._desk.today:
            self._ended = ended.on
            self.day_ended.emit(ended.on)


def closes_at(desk: Desk) -> datetime | None:
    """When the hall closes today; None on a day of rest and before the first start.

    A day nobody has a calendar for counts as a working day.
    """
    if not desk.log.head.seq:
        return None
    rules, today = desk.rules(), desk.today
    try:
        working = rules.calendar.is_working(today)
    except UnknownYear:
        working = True
    closes = rules.regime.calendar.spans(today)[-1][1]
    return datetime.combine(today, closes, ZONE) if working else None

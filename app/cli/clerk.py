"""The clerk of the scripted day: one visit after another, with a citizen at the pad."""

from pathlib import Path
from typing import Final

from app.cli.finger import Finger
from app.cli.hands import PASSWORDS, Hands
from app.cli.rig import ScriptedClock, breathe, wait_for
from app.cli.script import VISITS, Visit, category_of
from app.devices.pads.simulator import PlayedPad
from app.main import Terminal
from app.ui.wiring.counter import Counter

SECONDS_BETWEEN: Final = 5.0  # a real pad's least time from a press to the next prompt
PRESS_AFTER: Final = 1.2  # seconds a scripted citizen takes to read the question


class PlayedClerk:
    """Plays the visits."""

    def __init__(
        self, counter: Counter, terminal: Terminal, screens: Path, pad: PlayedPad | None
    ) -> None:
        self.hands = Hands(counter, terminal, screens)
        self.finger = Finger(counter.citizen, terminal, screens)
        self.visits: dict[str, Visit] = {}
        self._counter = counter
        self._terminal = terminal
        self._pad = pad
        self._last_press = 0.0

    @property
    def pressed_as_scripted(self) -> bool:
        """Whether the keys are the script's and not a real citizen's."""
        return self._pad is not None

    def touches(self, visit: Visit) -> bool:
        """Whether the citizen rates on the screen; never beside a pad of the site's own."""
        return visit.screen and self.pressed_as_scripted and self.finger.works

    @property
    def clock(self) -> ScriptedClock:
        """The scripted clock."""
        clock = self._terminal.desk.clock
        assert isinstance(clock, ScriptedClock)
        return clock

    def play(self, regime: str) -> None:
        """The whole day."""
        hands, shell = self.hands, self._counter.shell
        hands.found(regime)
        self.finger.grab("paused")
        hands.sign_in("C1", PASSWORDS[1], "intake")
        hands.grab("intake-empty")
        self.finger.grab("idle")
        for place, visit in enumerate(VISITS):
            self.clock.move(14 if place else 10)
            if (11, 50) < (self.clock.now().hour, self.clock.now().minute) < (13, 30):
                self.clock.set("13:35")
            self._receive(regime, visit)
        hands.look_at_paper(next(iter(self.visits)), "accept_receipt")
        self.finger.show_all(self._terminal.log.ticket(next(iter(self.visits))))
        for page in ("board", "rating", "ledger"):
            shell.show_page(page)
            hands.grab(f"{page}-clerk")
        self.clock.set("17:36")
        self._counter.lock()
        hands.sign_in("L1", PASSWORDS[0], "ledger")
        hands.grab("ledger-leader")
        wait_for(lambda: not self._terminal.papers.unfinished, "单据都打完", 60)

    def _receive(self, regime: str, visit: Visit) -> None:
        """One citizen at the window, from the greeting to the door."""
        asks_at_once = visit.way == "spot" and visit.key >= 0
        if asks_at_once:
            self._get_ready(visit)
        number = self.hands.register(category_of(regime, visit.way), visit)
        self.visits[number] = visit
        if visit.way != "spot" and self.pressed_as_scripted and self.finger.works:
            self.finger.check()
        if visit.way in ("away", "answered"):
            self._send_away(number)
        if visit.way == "answered":
            self._take_in(number, visit)
        if visit.key >= 0:
            self._rate(number, visit, asked=asks_at_once)

    def level_of(self, visit: Visit) -> str:
        """The profile's level of the visit's key."""
        level = self._terminal.desk.rules().level_of_key(str(visit.key))
        assert level is not None
        return level.code

    def _send_away(self, number: str) -> None:
        text = "请按公开的办事指南办理；确有其他依据的，书面说明"
        if "dispatch" not in self._terminal.log.ticket(number).marks:  # not by itself (C-4-2a)
            self._act(number, "dispatch", content=text)

    def _act(self, number: str, act: str, /, **fields: str) -> None:
        """An act, after what the profile wants before it, by whoever may."""
        for before in self.hands.owed(number, act):
            self._by_whoever_may(number, before)
        self._by_whoever_may(number, act, **fields)

    def _by_whoever_may(self, number: str, act: str, /, **fields: str) -> None:
        """The clerk, or else the leader, who takes the desk for it."""
        hands = self.hands
        if act in hands.offered(number):
            hands.act(number, act, **fields)
            return
        self._counter.lock()
        hands.sign_in("L1", PASSWORDS[0], "ledger")
        hands.act(number, act, **fields)
        self._counter.lock()
        hands.sign_in("C1", PASSWORDS[1], "intake")

    def _take_in(self, number: str, visit: Visit) -> None:
        """The department takes it, answers, the citizen is told and called back."""
        act, by = self._act, {"who": "齐望舒", "how": "phone"}
        self.clock.move(8)
        act(number, "take", **by)
        self.clock.move(20)
        if self._is_step("contact"):
            act(number, "contact", text="已电话说明正在办理", **by)
        self.clock.move(10)
        if "classify" in self.hands.offered(number):
            act(number, "classify", category=self._terminal.log.ticket(number).category, **by)
        act(
            number,
            "receive_result",
            result="已按指南受理办结，证照当场发放",
            statement="已处理",
            **by,
        )
        said = {"cell.objection": "未表态"}  # the rating that follows says it
        act(number, "feed_back", way="phone", opinion="没有意见", **by, **said)
        if self._is_step("call_back"):
            now = f"{self.clock.now():%H:%M}"
            act(number, "call_back", number=visit.phone, started_at=now, ended_at=now)

    def _is_step(self, act: str) -> bool:
        """Whether the regulation demands an act."""
        steps = self._terminal.desk.rules().regime.steps
        return any(s.act == act and s.required for s in steps)

    def _get_ready(self, visit: Visit) -> None:
        """The citizen will press this key; a real pad is given its time."""
        if self._pad is not None:
            self._pad.answer_with([(PRESS_AFTER, visit.key or None)])
        else:
            breathe(max(0.0, SECONDS_BETWEEN - (self.clock.monotonic() - self._last_press)))

    def _rate(self, number: str, visit: Visit, *, asked: bool) -> None:
        """Ask, let the citizen press, let them leave, close or send back."""
        log, hands = self._terminal.desk.log, self.hands
        if self.touches(visit):
            hands.use_screen(number)
            self.finger.rate(number, self.level_of(visit))
        elif not asked:
            self._get_ready(visit)
            self._counter.ask_rating(number)
        wait_for(lambda: log.ticket(number).askings, f"请 {visit.name} 评价")
        hands.grab("rating-waiting")
        if visit.key == 0:
            self._counter.rating.on_declined("群众表示不评价")
        wait_for(lambda: not log.ticket(number).asking, f"{visit.name} 按键", 125)
        self._last_press = self.clock.monotonic()
        if log.ticket(number).rating:
            hands.grab("rating-received")
            self._counter.rating_page.gone.click()
            wait_for(lambda: log.ticket(number).is_revealed, "群众已离开")
        self.clock.move(2)
        for before in hands.owed(number, "close"):
            self._by_whoever_may(number, before)
        if "close" in hands.offered(number):
            hands.act(number, "close", outcome="solved")
        elif "order_redo" in hands.offered(number):
            hands.act(number, "order_redo", reason="群众说办理结果不符合指南，退回重办")

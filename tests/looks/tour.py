"""The longest way of a matter under each regulation, walked through the real pages by real hands.

Three demands each: one out of scope is declined, one turns out impossible and is explained, and one
is extended, raised, rated badly, redone, rated well and archived.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtGui import QPixmap

from app.cli.hands import Hands, picture_of
from app.cli.rig import DayFailed, breathe
from app.cli.script import Visit
from app.db import people
from app.db.people import Person
from app.devices import worker
from app.domain.ticket import Ticket
from app.main import Terminal
from app.ui.wiring.counter import Counter
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import hashed, make_terminal, person, sit
from tests.ui.pages.conftest import FakePad, native

PEOPLE: Final = ("C1", "L1", "C2")  # the last one where the first may not again
OFFICE: Final = "市场监管局窗口"
MATTER: Final = "个体工商户变更登记"
PROBLEM: Final = "窗口要求提供原经营场所的房产证原件，办事指南没有这一条，已经来了三次"
# What is typed where a step says nothing of its own.
TYPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "who": "齐望舒", "how": "phone", "department": OFFICE, "content": "请按办事指南核对并答复",
        "result": "已按办事指南收件办理，请来领取", "outcome": "solved", "way": "phone",
        "whom": "citizen", "reason": "需要上级部门批复，按期办不完", "amount": "3",
        "explanation": "已当面说明政策依据和可以走的其他途径", "basis_document": "条例第十二条",
        "statement": "书面说明已附", "opinion": "知道了", "text": "已与反映人核实情况",
        "reached": "yes", "number": "19900001234", "started_at": "9:00", "ended_at": "9:02",
    }
)  # fmt: skip


class Step(NamedTuple):
    """An act with what is typed into its form, or `wait` with working days as `n`, or `rate` with
    the level that the citizen presses."""

    act: str
    told: Mapping[str, str] = MappingProxyType({})


def steps(script: str) -> tuple[Step, ...]:
    """Steps as they are written below: `act name=text;name=text`, one a line."""
    lines = (line.strip().partition(" ") for line in script.strip().splitlines())
    return tuple(
        Step(act, dict(told.split("=", 1) for told in rest.split(";") if told))
        for act, _, rest in lines
    )


class Way(NamedTuple):
    """A class of matters and the steps of one of them."""

    category: str
    steps: tuple[Step, ...]


CANNOT: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "national": Way("complex", steps("""
            dispatch
            take
            find_cannot_do reason=现行政策没有这一项
            receive_result outcome=cannot_do;result=现行政策没有这一项，不能办
            feed_back
            call_back
            rate level=4
            close outcome=explained
            archive
        """)),
        "xiufeng": Way("help_complex", steps("""
            dispatch
            take
            find_cannot_do reason=现行政策没有这一项
            receive_result outcome=cannot_do;result=现行政策没有这一项，不能办
            feed_back
            rate level=3
            close outcome=explained
            archive
        """)),
        "chongming": Way("complex", steps("""
            take
            find_cannot_do reason=现行政策没有这一项
            receive_result outcome=cannot_do;result=现行政策没有这一项，不能办
            feed_back
            call_back
            rate level=4
            close outcome=explained
            archive
        """)),
        "pingyi": Way("complex", steps("""
            dispatch
            take
            find_cannot_do reason=现行政策没有这一项
            receive_result outcome=cannot_do;result=现行政策没有这一项，不能办
            feed_back
            rate level=3
            close outcome=explained
            archive
        """)),
        "songjiang": Way("complex", steps("""
            dispatch
            take
            find_cannot_do reason=现行政策没有这一项
            classify category=complex
            receive_result outcome=cannot_do;result=现行政策没有这一项，不能办
            feed_back cell.objection=未表态
            rate level=3
            close outcome=explained
            archive
        """)),
    }
)  # fmt: skip
LONG: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "national": Way("difficult", steps("""
            report_group
            dispatch
            take
            contact
            wait days=1
            ask_extension
            grant_extension
            tell
            raise_upper
            answer_upper
            wait days=2
            receive_result
            feed_back
            call_back
            rate level=1
            supervise
            answer_supervision
            order_redo reason=群众说材料仍被退回
            receive_result
            feed_back
            call_back
            rate level=5
            close
            archive
        """)),
        "xiufeng": Way("help_complex", steps("""
            screen cell.duty=责任不明确
            dispatch stated_due=3-18 17:30
            urge
            take
            contact
            ask_extension new_due=3-24 17:30
            tell
            wait days=2
            receive_result
            feed_back
            call_back
            rate level=1
            follow_up
            order_redo reason=群众说材料仍被退回
            receive_result
            feed_back
            call_back
            rate level=5
            close
            archive
        """)),
        "chongming": Way("complex", steps("""
            take
            contact
            joint
            joint_answer
            mark_hard
            explain_hard
            wait days=2
            receive_result
            feed_back
            call_back
            rate level=1
            supervise
            order_redo reason=群众说材料仍被退回
            receive_result
            feed_back
            call_back
            rate level=5
            close
            second_callback cell.second_solved=否
            circulate
            rectified
            improve
            archive
        """)),
        "pingyi": Way("complex", steps("""
            dispatch
            take
            contact
            wait days=1
            ask_extension
            grant_extension
            tell
            wait days=20
            supervise
            group_decide
            receive_result
            feed_back
            rate level=1
            order_redo reason=群众说材料仍被退回
            take
            receive_result
            feed_back
            rate level=3
            close
            archive
        """)),
        "songjiang": Way("complex", steps("""
            dispatch
            take
            contact
            classify category=complex
            wait days=2
            receive_result
            feed_back cell.objection=有异议
            rate level=1
            study
            order_redo reason=群众说材料仍被退回
            receive_result
            feed_back cell.objection=未表态
            rate level=3
            close
            archive
        """)),
    }
)  # fmt: skip


def add_second(terminal: Terminal) -> None:
    """A second clerk: whoever called back once does not do it again."""
    roles = person(terminal, "C1").roles
    with terminal.log.engine.begin() as connection:
        second = Person("C2", "何予安", "clerk", roles, duty="B")
        people.add(connection, second, hashed("clerk-secret"))


class Tour:
    """A counter under one regulation; `seen` are its pictures in order."""

    def __init__(self, folder: Path, regime: str, *, pictures: bool = True) -> None:
        self.regime, self.clock = regime, FakeClock()
        self.clock.set("2026-03-11 09:05:00")
        self.terminal = make_terminal(folder / "home", self.clock, regime)
        add_second(self.terminal)
        self.terminal.pad = FakePad()  # type: ignore[assignment]  # a pad that only remembers
        self.counter = Counter(self.terminal, lambda _: None)
        self.counter._tick.stop()
        self.seen: list[tuple[str, QPixmap]] = []
        self.hands = TourHands(self, keep=pictures)
        self.sit("C1")
        self.terminal.bridge.post(worker.HealthChanged("online", ""))
        self.terminal.bridge.drain()

    def sit(self, who: str) -> None:
        """One of the people takes the desk."""
        if self.terminal.desk.person is None or self.terminal.desk.person.id != who:
            sit(self.terminal, who)
            self.counter.signed_in(person(self.terminal, who))

    def register(self, category: str, way: str = "kept") -> str:
        """A demand through the registration; its number."""
        self.sit("C1")
        return self.hands.register(category, Visit("林小满", "19900001234", MATTER, PROBLEM, way))

    def walk(self, number: str, steps: tuple[Step, ...]) -> Ticket:
        """Each step by whoever may, after what it waits for; the ticket at the end."""
        for step in steps:
            match step.act:
                case "wait":
                    self.clock.move(days=int(step.told["days"]))
                case "rate":
                    self.rate(number, step.told["level"])
                case _:
                    self.do(number, step)
            self.clock.move(minutes=7)
        return self.terminal.log.ticket(number)

    def do(self, number: str, step: Step) -> None:
        """One act through its form. Raises DayFailed if nobody is offered it."""
        for held in self.hands.owed(number, step.act):
            if held != step.act:
                self.do(number, Step(held))
        for who in PEOPLE:
            self.sit(who)
            if step.act in self.hands.offered(number):
                self.hands.act(number, step.act, **{**TYPED, **step.told})
                return
        offered = {who: sorted(self._offered(number, who)) for who in PEOPLE}
        raise DayFailed(f"{self.regime}: {step.act} is offered to nobody: {offered}")

    def _offered(self, number: str, who: str) -> set[str]:
        self.sit(who)
        return self.hands.offered(number)

    def rate(self, number: str, level: str) -> None:
        """The clerk asks, the citizen presses the pad and leaves."""
        self.sit("C1")
        self.counter.ask_rating(number)
        self.hands.grab("rating-asked")
        ask = self.counter.rating.current.ask
        self.terminal.bridge.post(worker.Pressed(ask, native(level, 0)))
        self.terminal.bridge.drain()
        self.hands.grab("rating-hidden")
        self.counter.rating.on_left()
        self.hands.grab("rating-shown")

    def look_at(self, number: str) -> None:
        """The ticket at the end of its way, and the lists it stands in."""
        self.counter.open_ticket(number)
        self.hands.grab("ticket-end")
        for page in ("board", "watch", "ledger"):
            self.counter.shell.show_page(page)
            self.hands.grab(page)

    def close(self) -> None:
        """Let go of the window and the store."""
        self.counter.idle.stop()
        self.counter.shell.close()
        self.counter.citizen.window.hide()
        self.terminal.stop()
        self.counter.shell.deleteLater()


class TourHands(Hands):
    """Hands whose pictures stay in the order of the way; without `keep` none is taken."""

    def __init__(self, tour: Tour, *, keep: bool) -> None:
        super().__init__(tour.counter, tour.terminal)
        self._seen, self._keep = tour.seen, keep

    def grab(self, name: str) -> None:
        """The window as it stands, every time."""
        if self._keep:
            breathe(0.05)
            self._seen.append((f"{len(self._seen) + 1:02d}-{name}", picture_of(self.counter.shell)))

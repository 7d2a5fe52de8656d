"""An hour of practice: every fault of pad and printer occurs once, by its switch, through the real
worker, the real spooler and both windows; nothing is lost, doubled or another citizen's."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli import training
from app.db import jobs, queries
from app.desk import intake
from app.desk.paper_trail import Answer
from app.devices import practice
from app.domain.acts.rating import PressKept
from app.main import Terminal
from app.ui.kit.theme import Theme
from app.ui.paper_question import PaperQuestion
from app.ui.simulator import printer_presenter
from app.ui.wiring.counter import Counter
from app.ui.wiring.training import TrainingMode
from tests.desk.conftest import settled
from tests.fakes.clock import HurryingClock
from tests.fakes.escpos_reader import TextLine, read
from tests.fakes.terminal import form, person, sit
from tests.ui.kit.windows import activate
from tests.ui.pages.conftest import close

BEGIN = b"\x1b@\x1c&"


class Hour:
    """The training counter with the clerk at it and both simulators beside it."""

    def __init__(self, terminal: Terminal, counter: Counter, mode: TrainingMode,
                 clock: HurryingClock, qtbot: QtBot) -> None:  # fmt: skip
        self.terminal, self.counter, self.clock, self._qtbot = terminal, counter, clock, qtbot
        assert mode.simulator is not None
        assert mode.printer is not None
        assert terminal.played is not None
        self.pad, self.printer, self.played = mode.simulator, mode.printer, terminal.played
        self.pressed: dict[str, str] = {}  # by ticket: what its citizen pressed
        self.had: set[str] = set()

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def wait_printer(self, code: str) -> None:
        """Until the strip says so."""

        def reached() -> None:
            assert self.printer_state() == code

        self._qtbot.waitUntil(reached, timeout=20_000)

    # --- the pad --------------------------------------------------------------------------------

    def switch(self, fault: str) -> None:
        self.pad.faults[fault].click()
        self.had.add(fault)

    def citizen(self) -> str:
        """The next citizen is asked; the lamp is on and the least time has passed."""
        number, lit = settled(self.terminal), self.answers_heard()
        self.counter.ask_rating(number)
        self.wait(lambda: self.counter.rating.current.number == number)
        self.wait(lambda: "灯亮着" in self.pad._line.text())
        self.wait(lambda: self.terminal.log.ticket(number).asking)
        self.wait(lambda: self.answers_heard() > lit)  # who presses before that is early
        self.clock.skip(0.5)
        return number

    def answers_heard(self) -> int:
        """How often the worker has heard that the pad is lit. The thanks for the last citizen's
        key that stayed down may come after it."""
        assert isinstance(self.terminal.pad, practice.PracticePad)
        answer = self.terminal.pad.profile.answer_bytes().hex(" ")
        heard = (x.frame for x in self.counter.pad_line.recent if x.direction == "rx")
        return " ".join(heard).count(answer)

    def meanings(self) -> list[str]:
        model = self.pad.model
        return [str(model.data(model.index(r, 3))) for r in range(model.rowCount())]

    def rates(self, number: str, key: int) -> None:
        """The citizen presses, and it is theirs."""
        self.pad.keys[key].click()
        self.wait(lambda: self.terminal.log.ticket(number).rating)
        self.pressed[number] = str(key)
        self.counter.rating.on_left()

    def unread(self, key: int) -> None:
        """The citizen presses, and no key can be made of what comes."""
        said = len(self.meanings())
        self.pad.keys[key].click()
        self.wait(lambda: "读不出按键" in self.meanings()[said:])

    def pad_state(self) -> str:
        return next(i.code for i in self.counter.status.items() if i.id == "pad")

    # --- the printer ----------------------------------------------------------------------------

    def printer_has(self, fault: str) -> None:
        self.printer.switches.boxes[fault].click()
        self.had.add(fault)

    def receipt(self) -> None:
        """A citizen's matter is accepted: that never waits for a printer."""
        phone = f"1990000{len(self.jobs()):04d}"
        outcome = intake.accept(self.terminal.desk, form(self.terminal, phone=phone), "general")
        assert outcome.is_done
        self.counter.written(outcome)

    def jobs(self) -> tuple[jobs.Job, ...]:
        with self.terminal.log.reading() as connection:
            return jobs.jobs(connection)

    def all_out(self) -> bool:
        with self.terminal.log.reading() as connection:
            return not any(jobs.standing(connection, self.terminal.desk.today))

    def printer_state(self) -> str:
        return next(i.code for i in self.counter.status.items() if i.id == "printer")

    def mended(self, fault: str) -> None:
        """The fault goes, the clerk presses the strip's one verb, everything comes out."""
        box = self.printer.switches.boxes[fault]
        if box.isChecked():
            box.click()
        assert fault not in self.played.faults
        self.counter.status._verb("printer")
        self.wait(self.all_out)

    def answers(self, said: Answer) -> None:
        """Did the paper come out? One question, one answer."""
        self.wait_printer("uncertain")
        self.counter.status._verb("printer")
        (asked,) = (d for d in self.counter.shell.findChildren(PaperQuestion) if d.isVisible())
        (asked.strong if said == "whole" else asked.torn if said == "torn" else asked.none).click()


@pytest.fixture
def hour(look: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Hour]:
    clock = HurryingClock()
    terminal = training.open_training(tmp_path, clock)
    counter = Counter(terminal, lambda _: None)
    mode = TrainingMode(terminal, counter.shell, counter.login_page, lambda: None)
    counter.shell.resize(1366, 768)
    activate(qtbot, counter.shell)
    terminal.start()
    sit(terminal, "C1")
    counter.signed_in(person(terminal, "C1"))
    made = Hour(terminal, counter, mode, clock, qtbot)
    made.wait(lambda: made.pad_state() == "quiet")
    yield made
    close(counter)
    terminal.stop()


def test_every_fault_of_the_pad_occurs_and_each_press_is_its_own_citizen_s(hour: Hour) -> None:
    for key, fault in enumerate(("twice", "held"), 4):
        hour.switch(fault)
        hour.rates(hour.citizen(), key)
        if fault == "held":  # let the key up before the next citizen
            hour.clock.skip(2)
            hour.wait(lambda: hour.meanings().count("非常满意") >= 10)
        hour.switch(fault)
    for key, fault in enumerate(("spoiled", "unknown"), 1):
        hour.switch(fault)
        number = hour.citizen()
        hour.unread(5)
        assert not hour.terminal.log.ticket(number).rating
        hour.switch(fault)
        hour.rates(number, key)
    hour.switch("unasked")
    before = hour.terminal.log.head.seq
    hour.pad.keys[1].click()
    hour.wait(lambda: hour.terminal.log.head.seq > before)
    hour.switch("unasked")
    hour.rates(hour.citizen(), 5)
    number = hour.citizen()
    hour.switch("slow")
    hour.pad.keys[3].click()
    hour.clock.skip(3.5)
    hour.wait(lambda: hour.terminal.log.ticket(number).rating)
    hour.pressed[number] = "3"
    hour.counter.rating.on_left()
    hour.switch("slow")
    hour.switch("reboot")
    number = hour.citizen()
    hour.clock.skip(1.5)
    hour.wait(lambda: "灯没亮" in hour.pad._line.text())
    assert not hour.terminal.log.ticket(number).rating
    hour.switch("reboot")
    hour.counter.rating.on_repeat()
    hour.wait(lambda: "灯亮着" in hour.pad._line.text())
    hour.clock.skip(0.5)
    hour.rates(number, 2)
    number = hour.citizen()
    hour.switch("unplugged")
    hour.wait(lambda: hour.terminal.log.ticket(number).asking is None)
    assert hour.terminal.log.ticket(number).askings[-1].end == "device_lost"
    hour.switch("unplugged")
    hour.clock.skip(12)
    hour.wait(lambda: hour.pad_state() == "quiet")
    hour.switch("mute")
    number = settled(hour.terminal)
    hour.counter.ask_rating(number)
    hour.wait(lambda: hour.terminal.log.ticket(number).askings)
    hour.clock.skip(10)
    hour.wait(lambda: hour.terminal.log.ticket(number).asking is None)
    assert hour.pad_state() == "no_answer"
    hour.switch("mute")
    hour.rates(hour.citizen(), 4)
    assert hour.pad_state() == "", "it proved itself again"
    assert hour.had == set(practice.FAULTS)
    check_ratings(hour)


def check_ratings(hour: Hour) -> None:
    """What each citizen pressed is what their ticket says, and nothing else rates anything."""
    log = hour.terminal.log
    for number, key in hour.pressed.items():
        assert [r.level for r in log.ticket(number).ratings] == [key], number
    with log.reading() as connection:
        rated = {row.no for row in queries.board(connection) if log.ticket(row.no).ratings}
    assert rated <= set(hour.pressed)
    streams = [f"desk:{hour.terminal.desk.today}", *hour.pressed]
    kept = [f.act for s in streams for f in log.facts(s) if isinstance(f.act, PressKept)]
    assert {press.reason for press in kept} >= {"repeat"}
    assert 1 in {press.key for press in kept}, "the one that nobody asked for"


def test_every_fault_of_the_printer_occurs_and_no_paper_is_lost_or_doubled(hour: Hour) -> None:
    for fault, code in (
        ("paper_out", "paper_out"), ("cover_open", "cover"), ("silent", "silent"),
        ("refuses", "refused"),
    ):  # fmt: skip
        hour.printer_has(fault)
        hour.receipt()
        hour.wait_printer(code)
        hour.mended(fault)
    hour.printer_has("near_end")
    hour.receipt()
    hour.wait(hour.all_out)
    assert hour.printer_state() == "low"
    hour.mended("near_end")
    hour.printer_has("slow")
    hour.receipt()
    hour.wait(lambda: hour.played.machine.unfinished)
    hour.mended("slow")
    hour.printer_has("runs_out")
    hour.receipt()
    hour.wait_printer("paper_out")
    hour.wait(lambda: hour.printer.switches.boxes["paper_out"].isChecked() or follow(hour))
    hour.mended("paper_out")
    hour.printer_has("cutter")
    hour.receipt()
    hour.wait_printer("error")  # while a paper is awaited it says no more than that
    hour.mended("cutter")
    hour.printer_has("half_job")
    hour.receipt()
    hour.receipt()
    hour.wait_printer("uncertain")
    hour.printer.switches.boxes["half_job"].click()
    hour.played.power_cycle()  # what hangs there is torn off
    hour.answers("torn")
    hour.wait(hour.all_out)
    hour.printer_has("runs_out")
    hour.receipt()
    hour.wait_printer("paper_out")
    hour.printer.power.click()
    hour.printer.switches.follow(hour.played.faults)
    hour.printer.switches.boxes["paper_out"].click()
    hour.answers("torn")
    hour.wait(hour.all_out)
    assert hour.had == set(printer_presenter.FAULTS)
    check_papers(hour)


def follow(hour: Hour) -> bool:
    """The window looks once more, as its timer would."""
    hour.printer._presenter.on_tick()
    return hour.printer.switches.boxes["paper_out"].isChecked()


def check_papers(hour: Hour) -> None:
    """Every job is over; every whole paper belongs to one, and no unmarked one is there twice."""
    made = hour.jobs()
    assert {job.state for job in made} <= {"done", "void"}
    papers = [paper_of(content) for content in hour.played.papers]
    assert max(Tally(papers).values()) == 1
    wanted = {(job.ticket, bool(job.copy_no)) for job in made if job.state == "done"}
    assert set(papers) == wanted
    assert sum(job.state == "void" for job in made) == 2


def paper_of(content: bytes) -> tuple[str, bool]:
    """The ticket's number on a paper, and whether it is marked as a copy."""
    own = content[content.rindex(BEGIN) :]  # before it what wakes a printer after a torn paper
    lines = [p.text for p in read(own).parts if isinstance(p, TextLine)]
    number = next(word for line in lines for word in line.split() if word.startswith("LIAN1-"))
    assert any("演练" in line for line in lines)
    return number, any("补打" in line for line in lines)

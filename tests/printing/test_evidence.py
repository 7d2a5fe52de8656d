"""What proves a paper: the ladder E1, E2, E3, with printers that lose paper, power or voice."""

import os
import queue
import re
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.clock import SystemClock
from app.printing.commands import first
from app.printing.habit import Habit, habit_of
from app.printing.played import PlayedPrinter
from app.printing.press import Press
from app.printing.serial_line import SerialLine
from app.printing.spooler import HealthChanged, Job, Ready, Sent, Spooler
from app.printing.tcp import Tcp
from app.printing.transport import RECOVERY, Broken, NotReached, NotReady, Transport
from app.printing.usblp import Usblp
from app.printing.way import Way
from tests.printing import samples
from tests.printing.samples import profile

CUT = b"\x1dVB\x00"
PAPER = b"\x1b@\x1c&" + "办不成事\n".encode("gb2312") * 60 + CUT
WRITE_ONLY = Habit()
TELLS = Habit("dle", evidence="E2", answer_s=0.5, fence_s=5.0, hold_s=20.0)
FENCED = replace(TELLS, fence="gs_h", evidence="E3")
ROLL = Habit("gs_r", "gs_r", "E3", answer_s=0.5, fence_s=5.0, hold_s=20.0)


@contextmanager
def way_to(printer: PlayedPrinter, habit: Habit, *, unclean: bool = False) -> Iterator[Way]:
    way = Way(Tcp(*printer.address, linger_s=0.5), habit, unclean=unclean)
    try:
        yield way
    finally:
        way.leave()


@pytest.mark.parametrize(
    ("habit", "evidence"), [(WRITE_ONLY, "E1"), (TELLS, "E2"), (FENCED, "E3"), (ROLL, "E3")]
)
def test_a_printer_proves_what_it_can(habit: Habit, evidence: str) -> None:
    status = habit.status if habit.status != "usblp" else "none"
    with (
        PlayedPrinter(status=status, fence=habit.fence) as printer,
        way_to(printer, habit) as way,
    ):
        assert way.send("t", PAPER) == evidence
        assert printer.papers == (PAPER,)


def test_each_fence_has_a_mark_of_its_own() -> None:
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, FENCED) as way:
        way.send("one", PAPER)
        way.send("two", PAPER)
        marks = {c[7:] for c in printer.machine.commands if c.startswith(b"\x1d(H")}
        assert len(marks) == 2
        assert all(len(mark) == 4 and mark.isdigit() for mark in marks)


@pytest.mark.parametrize("habit", [FENCED, TELLS])
def test_paper_that_ends_in_the_middle_is_told_and_waited_for(habit: Habit) -> None:
    with PlayedPrinter(fence=habit.fence) as printer, way_to(printer, habit) as way:
        felt: list[str] = []

        def feel(code: str) -> None:
            felt.append(code)
            if code:
                printer.have("paper_out", on=False)

        way.feel = feel
        printer.have("runs_out", on=True)
        assert way.send("t", PAPER) == habit.evidence
        assert felt == ["paper_out", ""]
        assert printer.papers == (PAPER,)


@pytest.mark.parametrize("fault", ["cover_open", "paper_out"])
def test_a_trouble_that_lasts_longer_than_the_patience_for_health_is_still_waited_for(
    fault: str,
) -> None:
    habit = replace(FENCED, fence_s=0.1)
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, habit) as way:
        waits = threading.Timer(1.5, lambda: printer.have(fault, on=False))

        def feel(code: str) -> None:
            if code:
                waits.start()

        way.feel = feel
        way.reach("t")
        printer.have(fault, on=True)
        assert way.send("t", PAPER) == "E3"
        waits.join()


def test_paper_that_nobody_puts_in_leaves_the_paper_uncertain_in_the_end() -> None:
    habit = replace(FENCED, hold_s=0.5)
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, habit) as way:
        printer.have("runs_out", on=True)
        with pytest.raises(Broken, match="paper_out") as caught:
            way.send("t", PAPER)
        assert caught.value.sent == len(PAPER)


def test_a_printer_switched_off_while_it_lacked_paper_leaves_the_paper_uncertain() -> None:
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, FENCED) as way:

        def feel(code: str) -> None:
            if code:
                printer.power_cycle()
                printer.have("paper_out", on=False)

        way.feel = feel
        printer.have("runs_out", on=True)
        with pytest.raises(Broken):
            way.send("t", PAPER)
        assert printer.papers == ()


def test_a_cutter_that_jams_leaves_less_than_the_last_proof() -> None:
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, FENCED) as way:
        way.feel = lambda code: printer.have("cutter", on=False) if code else None
        way.reach("t")
        printer.have("cutter", on=True)
        assert way.send("t", PAPER) == "E3"
        assert printer.papers == (PAPER,)


@pytest.mark.parametrize("fault", ["silent", "garbled", "echo"])
@pytest.mark.parametrize("habit", [FENCED, TELLS, ROLL])
def test_a_printer_that_loses_its_voice_proves_nothing(habit: Habit, fault: str) -> None:
    status = "gs_r" if habit is ROLL else "dle"
    with (
        PlayedPrinter(status=status, fence=habit.fence) as printer,  # type: ignore[arg-type]  # one of its words
        way_to(printer, replace(habit, fence_s=0.6)) as way,
    ):
        way.reach("t")
        printer.have(fault, on=True)
        with pytest.raises(Broken, match=r"silent|garbled"):
            way.send("t", PAPER)


def test_where_less_proof_is_enough_the_lack_of_more_is_no_trouble() -> None:
    habit = replace(FENCED, evidence="E2", fence_s=0.2)
    with PlayedPrinter(fence="none") as printer, way_to(printer, habit) as way:
        assert way.send("t", PAPER) == "E2"
    with PlayedPrinter() as printer, way_to(printer, replace(TELLS, evidence="E1")) as way:
        way.reach("t")
        printer.have("silent", on=True)
        assert way.send("t", PAPER) == "E1"


def test_an_answer_of_an_earlier_fence_is_not_taken_for_this_one() -> None:
    class Stale(Tcp):
        """A way on which the printer speaks of another paper."""

        def listen(self, seconds: float) -> bytes:
            return re.sub(rb"\x37\x22....\x00", b"\x37\x22zzzz\x00", super().listen(seconds))

    habit = replace(FENCED, fence_s=0.3)
    with PlayedPrinter(fence="gs_h") as printer:
        way = Way(Stale(*printer.address, linger_s=0.3), habit, unclean=False)
        with pytest.raises(Broken):
            way.send("t", PAPER)
        way.leave()


def test_a_program_that_ends_still_hears_a_printer_that_is_well() -> None:
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, FENCED) as way:
        way.give_up()
        assert way.send("t", PAPER) == "E3"


def test_giving_up_ends_the_wait_for_paper() -> None:
    habit = replace(FENCED, hold_s=600.0)
    with PlayedPrinter(fence="gs_h") as printer, way_to(printer, habit) as way:
        way.feel = lambda code: way.give_up() if code else None
        printer.have("runs_out", on=True)
        with pytest.raises(Broken):
            way.send("t", PAPER)


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda p: p.have("refuses", on=True), "refused"),
        (lambda p: p.have("paper_out", on=True), "paper_out"),
        (lambda p: p.have("cover_open", on=True), "cover"),
        (lambda p: p.have("fatal", on=True), "fatal"),
        (lambda p: p.have("silent", on=True), "silent"),
        (lambda p: p.have("garbled", on=True), "garbled"),
    ],
)
def test_a_printer_that_cannot_print_gets_no_byte(
    prepare: Callable[[PlayedPrinter], None], code: str
) -> None:
    with PlayedPrinter() as printer, way_to(printer, TELLS) as way:
        prepare(printer)
        with pytest.raises(NotReached) as caught:
            way.send("t", PAPER)
        assert caught.value.code == code
        assert isinstance(caught.value, NotReady) == (code != "refused")
        assert printer.machine.unfinished == b""


@pytest.mark.parametrize("torn_at", [3, 7, 8, 100, 4000])
def test_a_paper_after_half_a_band_of_dots_comes_out_whole(torn_at: int) -> None:
    """A job killed inside an image: the printer still waits for the rest of its dots."""
    dots = b"\x1dv0\x00\x48\x00\x40\x00" + b"\x55" * (72 * 64)
    habit = habit_of(profile("generic-80"))
    with PlayedPrinter() as printer:
        printer.machine.hear(b"\x1b@" + dots[:torn_at])
        with way_to(printer, habit, unclean=True) as way:
            way.send("t", PAPER)
        (paper,) = printer.papers
    assert paper.endswith(RECOVERY + PAPER)
    assert printed_after(paper, torn_at) == PAPER


class Terminal:
    """The printer's end of a pseudo-terminal, as a line to attend."""

    def __init__(self) -> None:
        self.end, self.ours = os.openpty()
        tty.setraw(self.ours)
        self.name = os.ttyname(self.ours)

    def fileno(self) -> int:
        return self.end

    def recv(self, size: int) -> bytes:
        return os.read(self.end, size)

    def sendall(self, words: bytes) -> None:
        os.write(self.end, words)

    def close(self) -> None:
        os.close(self.ours)
        os.close(self.end)


@pytest.mark.parametrize("kind", ["serial", "usblp"])
def test_a_printer_on_a_line_of_its_own_proves_as_much(kind: str) -> None:
    """The same talk over a serial port and over the USB device, with paper running out."""
    terminal, printer = Terminal(), PlayedPrinter(fence="gs_h")
    attending = threading.Thread(target=printer.attend, args=(terminal,))
    attending.start()
    serial, usb = SerialLine(terminal.name, 115200), Usblp(Path(terminal.name))
    ways: dict[str, Transport] = {"serial": serial, "usblp": usb}
    way = Way(ways[kind], FENCED, unclean=False)
    felt: list[str] = []

    def feel(code: str) -> None:
        felt.append(code)
        if code:
            printer.have("paper_out", on=False)

    way.feel = feel
    try:
        assert way.send("one", PAPER) == "E3"
        printer.have("runs_out", on=True)
        assert way.send("two", PAPER) == "E3"
        printer.have("cover_open", on=True)
        with pytest.raises(NotReady, match="cover"):
            way.send("three", PAPER)
    finally:
        way.leave()
        printer.close()
        attending.join(10)
        terminal.close()
    assert felt == ["paper_out", ""]
    assert printer.papers == (PAPER, PAPER)


def test_the_spooler_tells_that_paper_is_out_while_it_waits_and_that_it_is_back(
    press: Press,
) -> None:
    posted: queue.Queue[object] = queue.Queue()
    with PlayedPrinter(fence="gs_h") as printer:
        printer.have("runs_out", on=True)
        spooler = Spooler(
            lambda: press, Tcp(*printer.address), posted.put, SystemClock(), habit=FENCED
        )
        spooler.start()
        spooler.submit(Job(7, samples.accept_receipt()))
        told: list[object] = []
        while not told or not isinstance(told[-1], Sent):
            told.append(posted.get(timeout=20))
            if isinstance(told[-1], Ready):
                spooler.go(7)
            if told[-1] == HealthChanged(False, "paper_out"):
                printer.have("paper_out", on=False)
        assert spooler.stop(10)
        (paper,) = printer.papers
    health = [m for m in told if isinstance(m, HealthChanged)]
    assert health == [
        HealthChanged(True, ""), HealthChanged(False, "paper_out"), HealthChanged(True, ""),
    ]  # fmt: skip
    assert told[-1] == Sent(7, len(paper), "E3")


def printed_after(paper: bytes, torn_at: int) -> bytes:
    """What of a roll was printed as commands, once the dots left open were filled."""
    rest, commands = paper, []
    while size := first(rest):
        commands.append(rest[:size])
        rest = rest[size:]
    start = max(n for n, command in enumerate(commands) if command == b"\x1b@")
    return b"".join(commands[start:])

"""What a printer says of itself, and that silence is not health."""

import socket
import threading

import pytest

from app.printing.habit import Habit
from app.printing.played import PlayedPrinter
from app.printing.status import check
from app.printing.tcp import Tcp
from app.printing.transport import NotReached, NotReady
from tests.fakes.loopback_printer import LoopbackPrinter, answers

WELL = b"\x12"


HABIT = Habit("dle", near_end=True, answer_s=0.3)


def asked(*replies: bytes, habit: Habit = HABIT) -> str:
    with LoopbackPrinter(answers(*replies)) as printer:
        tcp = Tcp(printer.host, printer.port)
        tcp.open("title")
        try:
            return check(tcp, habit)
        finally:
            tcp.abort()


def test_a_printer_that_is_well_says_so_four_times() -> None:
    assert asked(WELL, WELL, WELL, WELL) == ""


def test_paper_near_its_end_is_a_remark_only() -> None:
    assert asked(b"\x1e", WELL, WELL, WELL) == "paper_low"


def test_a_printer_without_the_sensor_is_not_believed_that_paper_is_near_its_end() -> None:
    assert asked(b"\x1e", WELL, WELL, WELL, habit=Habit("dle", answer_s=0.3)) == ""


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ((b"\x72",), "paper_out"),
        ((WELL, b"\x16"), "cover"),
        ((WELL, b"\x32"), "paper_out"),
        ((WELL, WELL, b"\x1a"), "cutter"),
        ((WELL, WELL, b"\x52"), "error"),
        ((WELL, WELL, b"\x32"), "fatal"),
        ((WELL, b"\x52", WELL, WELL), "error"),
        ((WELL, b"\x52", b"\x1a"), "cutter"),
        ((b"\x10\x04\x04",), "garbled"),
        ((b"\x12\x12",), "garbled"),
        ((b"\x13\x11",), "silent"),
        ((b"\x10\x00\xff\x00",), "garbled"),
        ((WELL, WELL, WELL, b"\x1a"), "offline"),
        ((), "silent"),
        ((WELL, WELL), "silent"),
        ((b"\x00",), "garbled"),
        ((b"\xff",), "garbled"),
    ],
)
def test_a_printer_that_cannot_print_is_not_ready(replies: tuple[bytes, ...], code: str) -> None:
    with pytest.raises(NotReady, match=code):
        asked(*replies)


def test_a_late_answer_is_not_taken_for_this_one() -> None:
    spoke = threading.Event()

    def speaks_first(printer: LoopbackPrinter, connection: socket.socket) -> None:
        connection.sendall(b"\x72")
        spoke.set()
        answers(WELL, WELL, WELL, WELL)(printer, connection)

    with LoopbackPrinter(speaks_first) as printer:
        tcp = Tcp(printer.host, printer.port)
        tcp.open("title")
        assert spoke.wait(5)
        assert check(tcp, HABIT) == ""
        tcp.abort()


@pytest.mark.parametrize("late", [WELL, b"\x72", b"\x37\x22"])
def test_a_question_that_two_answers_come_to_is_put_once_more(late: bytes) -> None:
    """What a former one was answered arrives after it was looked for."""
    assert asked(late + b"\xff", WELL, WELL, WELL, WELL) == ""


ASB = b"\x14\x00\x00\x0f"


def test_automatic_status_and_process_ids_in_between_are_no_answers() -> None:
    told = b"\x37\x22abcd\x00"
    assert asked(ASB + WELL, WELL + ASB, told + WELL, told + ASB + WELL) == ""
    with pytest.raises(NotReady, match="silent"):
        asked(ASB)
    with pytest.raises(NotReady, match="silent"):
        asked(told)


def test_an_answer_in_single_bytes_is_put_together() -> None:
    def drips(printer: LoopbackPrinter, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while question := connection.recv(3):
            for byte in ASB + WELL if question else b"":
                connection.sendall(bytes([byte]))

    with LoopbackPrinter(drips) as printer:
        tcp = Tcp(printer.host, printer.port)
        tcp.open("title")
        assert check(tcp, HABIT) == ""
        tcp.abort()


def test_a_line_that_is_hung_up_while_asking_is_not_reached() -> None:
    def leaves(printer: LoopbackPrinter, connection: socket.socket) -> None:
        connection.recv(3)

    with LoopbackPrinter(leaves) as printer:
        tcp = Tcp(printer.host, printer.port)
        tcp.open("title")
        with pytest.raises(NotReached):
            check(tcp, HABIT)
        tcp.abort()


def played(**faults: bool) -> str:
    """What a printer that has only GS r is taken for."""
    habit = Habit("gs_r", near_end=True, answer_s=0.2)
    with PlayedPrinter(status="gs_r") as printer:
        for fault, on in faults.items():
            printer.have(fault, on=on)
        tcp = Tcp(*printer.address)
        tcp.open("title")
        try:
            return check(tcp, habit)
        finally:
            tcp.abort()


def test_a_printer_that_has_only_gs_r_is_asked_by_it() -> None:
    assert played() == ""
    assert played(near_end=True) == "paper_low"
    assert played(asb=True) == ""
    for fault, code in (
        ("cover_open", "silent"), ("silent", "silent"), ("garbled", "garbled"), ("echo", "garbled"),
    ):  # fmt: skip
        with pytest.raises(NotReady, match=code):
            played(**{fault: True})


def test_automatic_status_is_switched_off_before_the_first_question() -> None:
    with PlayedPrinter() as printer:
        tcp = Tcp(*printer.address)
        tcp.open("title")
        assert check(tcp, Habit("dle", asb_off=True)) == ""
        tcp.abort()
        assert printer.machine.commands.count(b"\x1da\x00") == 1

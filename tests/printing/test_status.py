"""What a printer says of itself, and that silence is not health."""

import socket
import threading

import pytest

from app.printing.status import check
from app.printing.tcp import Tcp
from app.printing.transport import NotReady
from tests.fakes.loopback_printer import LoopbackPrinter, answers

WELL = b"\x12"


def asked(*replies: bytes) -> str:
    with LoopbackPrinter(answers(*replies)) as printer:
        tcp = Tcp(printer.host, printer.port, answer_s=0.3)
        tcp.open("title")
        try:
            return check(tcp)
        finally:
            tcp.abort()


def test_a_printer_that_is_well_says_so_four_times() -> None:
    assert asked(WELL, WELL, WELL, WELL) == ""


def test_paper_near_its_end_is_a_remark_only() -> None:
    assert asked(b"\x1e", WELL, WELL, WELL) == "paper_low"


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ((b"\x72",), "paper_out"),
        ((WELL, b"\x16"), "cover"),
        ((WELL, b"\x32"), "paper_out"),
        ((WELL, WELL, b"\x1a"), "cutter"),
        ((WELL, WELL, b"\x52"), "error"),
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
        assert check(tcp) == ""
        tcp.abort()

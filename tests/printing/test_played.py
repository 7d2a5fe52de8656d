"""The played printer: it prints as one, keeps its buffer as one, and has its faults."""

import select
import socket

import pytest

from app.printing.played import FAULTS, PlayedPrinter
from app.printing.played_machine import Machine

CUT = b"\x1dVB\x00"
PAPER = b"\x1b@\x1c&" + "办不成事\n".encode("gb2312") * 60 + b"\x1bJ\x18" + CUT
DOTS = b"\x1dv0\x00\x02\x00\x03\x00" + b"\x1dVB\x00\x1b@"  # dots that would spell a cut


def ask(machine: Machine, question: bytes) -> bytes:
    machine.hear(question)
    return machine.said()


def test_a_paper_outs_at_its_cut_and_dots_cut_nothing() -> None:
    machine = Machine()
    machine.hear(b"\x1b@" + DOTS + CUT + b"\x1b@second\n" + CUT)
    assert machine.papers == [b"\x1b@" + DOTS + CUT, b"\x1b@second\n" + CUT]
    assert machine.unfinished == b""


def test_commands_torn_into_single_bytes_are_put_together() -> None:
    machine = Machine()
    for byte in PAPER + b"\x10\x04\x04":
        machine.hear(bytes([byte]))
    assert machine.papers == [PAPER]
    assert machine.said() == b"\x12"


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        ("near_end", "12 12 12 1e"),
        ("paper_out", "1a 32 12 7e"),
        ("cover_open", "1a 16 12 12"),
        ("fatal", "1a 52 32 12"),
    ],
)
def test_questions_are_answered_at_once_even_off_line(fault: str, answers: str) -> None:
    machine = Machine()
    machine.have(fault, on=True)
    machine.hear(PAPER)
    told = [ask(machine, bytes([0x10, 4, n])) for n in (1, 2, 3, 4)]
    assert b"".join(told) == bytes.fromhex(answers)


def test_a_cutter_that_jams_holds_the_paper_until_it_is_freed() -> None:
    machine = Machine()
    machine.have("cutter", on=True)
    machine.hear(PAPER)
    assert (machine.papers, ask(machine, b"\x10\x04\x03")) == ([], b"\x1a")
    machine.have("cutter", on=False)
    assert machine.papers == [PAPER]


def test_paper_that_runs_out_in_the_middle_is_gone_on_with_after_a_new_roll() -> None:
    machine = Machine(fence="gs_h")
    machine.have("runs_out", on=True)
    machine.hear(PAPER + b"\x1d(H\x06\x0000abcd")
    assert machine.papers == []
    assert 300 <= len(machine.unfinished) < len(PAPER)
    assert machine.faults == {"paper_out"}
    assert machine.said() == b""
    machine.have("paper_out", on=False)
    assert machine.papers == [PAPER]
    assert machine.said() == b"\x37\x22abcd\x00"


def test_a_printer_switched_off_has_lost_its_buffer() -> None:
    machine = Machine()
    machine.have("runs_out", on=True)
    machine.hear(PAPER)
    machine.power_cycle()
    machine.have("paper_out", on=False)
    assert machine.papers == []
    assert PAPER.startswith(machine.torn[0])


def test_gs_r_is_answered_in_its_turn() -> None:
    machine = Machine(status="gs_r")
    assert ask(machine, b"\x1dr\x01") == b"\x00"
    assert ask(machine, b"\x10\x04\x01") == b""
    machine.have("cover_open", on=True)
    assert ask(machine, b"\x1dr\x01") == b""
    machine.have("cover_open", on=False)
    assert machine.said() == b"\x00"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("silent", b""),
        ("garbled", b"\x00"),
        ("echo", b"\x10\x04\x01"),
        ("asb", b"\x14\x00\x00\x0f\x12"),
    ],
)
def test_bad_talkers(fault: str, said: bytes) -> None:
    machine = Machine()
    machine.have(fault, on=True)
    assert ask(machine, b"\x10\x04\x01") == said


def test_without_a_knife_a_paper_outs_with_the_line() -> None:
    machine = Machine(knife=False)
    machine.hear(b"\x1b@one\n")
    machine.hang_up()
    assert machine.papers == [b"\x1b@one\n"]


def test_a_fault_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="rain"):
        Machine().have("rain", on=True)


def send(printer: PlayedPrinter, paper: bytes) -> bytes:
    """Send, say that we are done, and return what was said until the printer hung up."""
    with socket.create_connection(printer.address, 5) as link:
        link.sendall(paper)
        link.shutdown(socket.SHUT_WR)
        return link.recv(64)


def test_it_prints_over_a_socket() -> None:
    with PlayedPrinter() as printer:
        send(printer, PAPER)
        send(printer, PAPER)
        assert printer.papers == (PAPER, PAPER)


def test_a_full_buffer_is_not_read_on_until_there_is_paper() -> None:
    huge = b"\x1b@" + b"x" * 8_000_000 + CUT  # more than the kernels on both sides hold
    with PlayedPrinter() as printer, socket.create_connection(printer.address, 5) as link:
        printer.have("paper_out", on=True)
        link.setblocking(False)
        sent = 0
        while sent < len(huge) and select.select([], [link], [], 0.3)[1]:
            sent += link.send(huge[sent:])
        assert sent < len(huge)
        printer.have("paper_out", on=False)
        link.settimeout(5)
        link.sendall(huge[sent:])
        link.shutdown(socket.SHUT_WR)
        assert link.recv(1) == b""
        assert printer.papers == (huge,)


def test_half_a_job_ends_in_a_reset() -> None:
    with PlayedPrinter() as printer:
        printer.have("half_job", on=True)
        with pytest.raises(OSError):
            send(printer, PAPER * 3)
        assert printer.papers == ()
        assert len(printer.machine.unfinished) <= 400


def test_it_refuses_and_comes_back_at_the_same_address() -> None:
    with PlayedPrinter() as printer:
        printer.have("refuses", on=True)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(printer.address, 5)
        printer.have("refuses", on=False)
        send(printer, PAPER)
        assert printer.papers == (PAPER,)


def test_switched_off_the_line_drops() -> None:
    with PlayedPrinter() as printer, socket.create_connection(printer.address, 5) as link:
        printer.have("paper_out", on=True)
        link.sendall(PAPER + b"\x10\x04\x04")
        assert link.recv(1) == b"\x7e"
        printer.power_cycle()
        with pytest.raises(ConnectionResetError):
            link.recv(1)
        printer.have("paper_out", on=False)
        assert printer.papers == ()


def test_every_fault_is_a_word_of_the_list() -> None:
    with PlayedPrinter() as printer:
        for fault in FAULTS:
            printer.have(fault, on=True)
        assert printer.faults == set(FAULTS)
        for fault in FAULTS:
            printer.have(fault, on=False)
        assert printer.faults == set()
        send(printer, PAPER)
        assert printer.papers == (PAPER,)

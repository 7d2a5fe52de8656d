"""Every fault that a printer, its line or its port is known for, and the test that injects it.

CATALOGUE names them all; those that have no home elsewhere are here.
"""

import ast
import errno
import os
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
import serial

from app.printing.habit import Habit
from app.printing.played import PlayedPrinter
from app.printing.serial_line import SerialLine
from app.printing.tcp import Tcp
from app.printing.transport import Broken, NotReached
from app.printing.way import Way
from tests.fakes.loopback_printer import LoopbackPrinter, reads_bytes

CATALOGUE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "absent": ("transport::a_missing_port_is_not_reached",
                   "usblp::a_device_that_is_missing_is_made_by_nobody"),
        "refused": ("transport::a_refused_connection_is_not_reached",
                    "evidence::a_printer_that_cannot_print_gets_no_byte"),
        "accepts and never reads": (
            "transport::a_printer_that_never_reads_breaks_the_paper_in_time",
            "transport::a_printer_that_stops_reading_the_tail_breaks_the_paper"),
        "reset in a band": ("transport::a_reset_in_the_middle_says_how_much_had_left",),
        "half a job": (
            "device_faults::a_printer_that_hangs_up_in_the_middle_has_printed_no_whole_paper",),
        "hangs up early": ("transport::a_printer_that_hangs_up_at_once_is_no_success",
                           "transport::a_reset_soon_after_an_early_goodbye_is_no_success"),
        "unread status bytes, then close": (
            "transport::a_long_paper_arrives_whole_although_the_printer_talks_back",
            "transport::a_long_paper_arrives_whole_on_a_line_that_talks_back",
            "transport::a_printer_that_still_reads_is_not_left_before_it_has_everything",
            "usblp::a_long_paper_arrives_whole_although_the_printer_talks_back"),
        "silent": ("status::a_printer_that_cannot_print_is_not_ready",
                   "evidence::a_printer_that_loses_its_voice_proves_nothing"),
        "0x00, 0xFF, echo": ("status::a_printer_that_cannot_print_is_not_ready",
                             "evidence::a_printer_that_loses_its_voice_proves_nothing"),
        "late answer": ("status::a_late_answer_is_not_taken_for_this_one",
                        "evidence::an_answer_of_an_earlier_fence_is_not_taken_for_this_one"),
        "automatic status in between": (
            "status::automatic_status_and_process_ids_in_between_are_no_answers",),
        "paper ends before": ("evidence::a_printer_that_cannot_print_gets_no_byte",
                              "spooler::a_printer_out_of_paper_gets_no_byte_and_is_asked_again"),
        "paper ends in the middle": (
            "evidence::paper_that_ends_in_the_middle_is_told_and_waited_for",
            "evidence::paper_that_nobody_puts_in_leaves_the_paper_uncertain_in_the_end"),
        "paper ends after": ("device_faults::paper_that_ends_with_the_last_line_is_waited_for",),
        "cover open": ("evidence::a_printer_that_cannot_print_gets_no_byte",
                       "evidence::a_trouble_that_lasts_longer_than_the_patience_for_health_is"
                       "_still_waited_for"),
        "cutter": ("evidence::a_cutter_that_jams_leaves_less_than_the_last_proof",),
        "near end stuck": (
            "status::a_printer_without_the_sensor_is_not_believed_that_paper_is_near_its_end",),
        "one byte at a time": ("device_faults::a_printer_that_takes_single_bytes_gets_them_all",),
        "9600 baud": ("device_faults::a_slow_printer_gets_its_paper_whole",),
        "blocked beyond the limit": (
            "transport::a_serial_printer_that_stops_reading_breaks_the_paper_in_time",
            "usblp::a_printer_that_takes_nothing_more_breaks_the_paper_in_time",
            "transport::a_printer_that_never_says_go_breaks_the_paper_in_time"),
        "plain file, pipe": ("usblp::a_plain_file_is_no_printer_and_stays_as_it_was",
                             "usblp::a_fifo_and_a_folder_are_no_printers",
                             "device_faults::a_port_that_is_a_plain_file_is_not_reached"),
        "EACCES": ("usblp::why_it_cannot_be_opened_is_told",
                   "device_faults::why_a_port_cannot_be_opened_is_told"),
        "ENOSPC": ("usblp::a_full_device_says_that_paper_is_out",),
        "unplugged while closing": ("device_faults::a_port_unplugged_while_closing_is_closed",),
        "another process holds the port": ("device_faults::a_port_of_another_process_is_busy",),
        "queue of Windows paused, off line": (
            "windows_raw::a_queue_that_is_paused_or_off_line_gets_no_paper",
            "windows_raw::a_job_that_stays_is_deleted_before_it_is_given_up"),
        "power lost with a full buffer": (
            "evidence::a_printer_switched_off_while_it_lacked_paper_leaves_the_paper_uncertain",),
        "half a band of a killed job": (
            "evidence::a_paper_after_half_a_band_of_dots_comes_out_whole",),
    }
)  # fmt: skip

PAPER = b"\x1b@" + "办不成事\n".encode("gb2312") * 60 + b"\x1dVB\x00"


@pytest.mark.parametrize("fault", CATALOGUE)
def test_every_fault_has_its_test(fault: str) -> None:
    for name in CATALOGUE[fault]:
        where, _, what = name.partition("::")
        tree = ast.parse((Path(__file__).parent / f"test_{where}.py").read_text("utf-8"))
        assert f"test_{what}" in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}


def test_paper_that_ends_with_the_last_line_is_waited_for() -> None:
    with PlayedPrinter() as printer:

        class Short(Tcp):
            """The roll ends with this very paper."""

            def write(self, payload: bytes, *, lead: bytes = b"") -> None:
                super().write(payload, lead=lead)
                end = time.monotonic() + 5
                while not printer.papers and time.monotonic() < end:
                    self.listen(0.01)
                printer.have("paper_out", on=True)

        way = Way(Short(*printer.address), Habit("dle", evidence="E2"), unclean=False)
        felt: list[str] = []

        def feel(code: str) -> None:
            felt.append(code)
            if code:
                printer.have("paper_out", on=False)

        way.feel = feel
        assert way.send("t", PAPER) == "E2"
        assert felt == ["paper_out", ""]
        assert printer.papers == (PAPER,)


def test_a_printer_that_takes_single_bytes_gets_them_all() -> None:
    with LoopbackPrinter(reads_bytes) as printer:
        way = Way(Tcp(printer.host, printer.port), Habit(), unclean=False)
        assert way.send("t", PAPER) == "E1"
        assert printer.next_paper() == PAPER


def test_a_slow_printer_gets_its_paper_whole() -> None:
    """A network box in front of a line of 9600 baud: 960 bytes a second."""
    habit = Habit("dle", "gs_h", "E3")
    with PlayedPrinter(fence="gs_h") as printer:
        printer.have("slow", on=True)
        way = Way(Tcp(*printer.address), habit, unclean=False)
        assert way.send("t", PAPER) == "E3"
        assert printer.papers == (PAPER,)


def test_a_port_that_is_a_plain_file_is_not_reached(tmp_path: Path) -> None:
    path = tmp_path / "ttyS9"
    path.write_bytes(b"")
    with pytest.raises(NotReached):
        SerialLine(str(path), 9600).open("t")
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "denied"),
        (errno.EPERM, "denied"),
        (errno.EBUSY, "busy"),
        (errno.ENOENT, "absent"),
        (errno.ENXIO, "absent"),
        (errno.EIO, "broken"),
    ],
)
def test_why_a_port_cannot_be_opened_is_told(
    number: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NotReached, match=code):
        SerialLine("/dev/ttyS9", 9600).open("t")


@pytest.mark.parametrize("error", [OSError(5, "gone"), termios.error(5, "gone")])
def test_a_port_unplugged_while_closing_is_closed(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer, ours = os.openpty()
    way = SerialLine(os.ttyname(ours), 9600)
    way.open("t")

    def fails(port: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(serial.Serial, "reset_output_buffer", fails)
        way.abort()
    way.close()
    os.close(printer)
    os.close(ours)


_HOLDS = """
import sys
from app.printing.serial_line import SerialLine
line = SerialLine(sys.argv[1], 9600)
line.open("t")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_port_of_another_process_is_busy() -> None:
    printer, ours = os.openpty()
    name = os.ttyname(ours)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as other:  # fmt: skip
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            with pytest.raises(NotReached, match="busy"):
                SerialLine(name, 9600).open("t")
        finally:
            other.stdin.close()
    again = SerialLine(name, 9600)
    again.open("t")
    again.close()
    os.close(printer)
    os.close(ours)


def test_a_printer_that_hangs_up_in_the_middle_has_printed_no_whole_paper() -> None:
    with PlayedPrinter() as printer:
        printer.have("half_job", on=True)
        way = Way(Tcp(*printer.address, settle_s=1.0), Habit(), unclean=False)
        with pytest.raises((Broken, NotReached)):
            way.send("t", PAPER * 40)
        way.leave()
        assert printer.papers == ()

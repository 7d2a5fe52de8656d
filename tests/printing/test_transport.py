"""Ways to a printer under faults: every end is one of three, and every end comes in time."""

import os
import select
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
import serial

from app.printing.attach import attach
from app.printing.profiles import Flow
from app.printing.serial_line import SerialLine
from app.printing.tcp import Tcp
from app.printing.transport import RECOVERY, Broken, Capture, NotReached
from app.printing.usblp import Usblp
from app.printing.windows_raw import WindowsRaw
from tests.fakes.loopback_printer import (
    Behaviour,
    LoopbackPrinter,
    chatters,
    free_port,
    half_closes,
    hangs_up,
    keeps_the_line,
    never_reads,
    prints,
    reads_slowly,
    resets_after,
)
from tests.printing.samples import profile

PROFILE = profile()
PAPER = bytes(range(256)) * 24
HUGE = b"x" * 8_000_000  # more than the kernels on both sides hold


def send(tcp: Tcp, payload: bytes = PAPER, *, lead: bytes = b"") -> None:
    tcp.open("title")
    try:
        tcp.write(payload, lead=lead)
        tcp.close()
    except (NotReached, Broken):
        tcp.abort()
        raise


def to(printer: LoopbackPrinter, **limits: float) -> Tcp:
    return Tcp(printer.host, printer.port, **{"write_s": 8.0, "linger_s": 3.0, **limits})


@pytest.mark.parametrize("behave", [prints, reads_slowly, half_closes, chatters, keeps_the_line])
def test_every_byte_arrives_at_a_printer_that_reads(behave: Behaviour) -> None:
    with LoopbackPrinter(behave) as printer:
        send(to(printer, linger_s=0.3 if behave is keeps_the_line else 3.0))
        assert printer.next_paper() == PAPER


def test_a_long_paper_arrives_whole_although_the_printer_talks_back() -> None:
    with LoopbackPrinter(chatters) as printer:
        long = b"x" * 2_000_000
        send(to(printer), long)
        assert printer.next_paper() == long


def test_a_printer_that_still_reads_is_not_left_before_it_has_everything() -> None:
    """The patience for a printer that hangs up is short; that for one that reads is not."""

    def dawdles(printer: LoopbackPrinter, connection: socket.socket) -> None:
        printer.closing.wait(0.5)
        connection.sendall(b"\x14\x00\x00\x0f" * 1000)  # unread, it would reset the line
        printer.closing.wait(0.5)
        prints(printer, connection)

    paper = b"x" * 1_000_000
    with LoopbackPrinter(dawdles) as printer:
        send(to(printer, linger_s=0.1), paper)
        assert printer.next_paper() == paper


def test_a_printer_that_stops_reading_the_tail_breaks_the_paper() -> None:
    with LoopbackPrinter(never_reads) as printer, pytest.raises(Broken, match="stalled"):
        send(to(printer, write_s=0.5, linger_s=0.1), b"x" * 1_000_000)


def test_a_refused_connection_is_not_reached() -> None:
    with pytest.raises(NotReached, match="refused"):
        Tcp("127.0.0.1", free_port()).open("title")


def test_an_unknown_host_is_not_reached() -> None:
    with pytest.raises(NotReached, match="unknown_host"):
        Tcp("no..such..name", 9100).open("title")


def test_a_printer_that_never_reads_breaks_the_paper_in_time() -> None:
    with LoopbackPrinter(never_reads) as printer:
        began = time.monotonic()
        with pytest.raises(Broken, match="stalled") as caught:
            send(to(printer, write_s=0.5), HUGE)
        assert 0 < caught.value.sent < len(HUGE)
        assert time.monotonic() - began < 3.0


def test_a_printer_that_never_reads_nor_hangs_up_is_left_in_time() -> None:
    with LoopbackPrinter(never_reads) as printer:
        began = time.monotonic()
        send(to(printer, linger_s=0.3), b"small")
        assert 0.3 <= time.monotonic() - began < 3.0


def test_a_reset_in_the_middle_says_how_much_had_left() -> None:
    with LoopbackPrinter(resets_after(1000)) as printer:
        with pytest.raises(Broken, match="reset") as caught:
            send(to(printer), HUGE)
        assert caught.value.sent >= 1000
        assert len(printer.next_paper()) == 1000


def test_a_reset_after_the_last_byte_is_no_success() -> None:
    with LoopbackPrinter(resets_after(len(PAPER) - 1)) as printer, pytest.raises(Broken) as caught:
        send(to(printer))
    assert caught.value.sent == len(PAPER)


def test_a_reset_soon_after_an_early_goodbye_is_no_success() -> None:
    goodbye = threading.Event()

    def dies(printer: LoopbackPrinter, connection: socket.socket) -> None:
        connection.shutdown(socket.SHUT_WR)
        goodbye.set()
        connection.recv(100)
        printer.closing.wait(0.05)
        resets_after(0)(printer, connection)

    with LoopbackPrinter(dies) as printer:
        tcp = to(printer, settle_s=5.0)
        tcp.open("title")
        assert goodbye.wait(10)
        tcp.write(PAPER)
        with pytest.raises(Broken, match="reset"):
            tcp.close()


def test_a_printer_that_hangs_up_at_once_is_no_success() -> None:
    with LoopbackPrinter(hangs_up) as printer, pytest.raises((NotReached, Broken)):
        send(to(printer))


def test_what_the_kernel_still_holds_is_not_printed_after_an_abort() -> None:
    awake = threading.Event()

    def sleeps(printer: LoopbackPrinter, connection: socket.socket) -> None:
        awake.wait(10)
        prints(printer, connection)

    with LoopbackPrinter(sleeps) as printer:
        with pytest.raises(Broken) as caught:
            send(to(printer, write_s=0.3), HUGE)
        awake.set()
        assert len(printer.next_paper()) < caught.value.sent


def test_a_lead_comes_before_the_paper_only_when_asked() -> None:
    with LoopbackPrinter(prints) as printer:
        send(to(printer), lead=RECOVERY)
        assert printer.next_paper() == RECOVERY + PAPER
        send(to(printer))
        assert printer.next_paper() == PAPER


def test_writing_without_opening_is_not_reached() -> None:
    for way in (Tcp("127.0.0.1", 9), SerialLine("/dev/null", 9600)):
        with pytest.raises(NotReached):
            way.write(PAPER)
        way.abort()
        way.close()


def test_a_folder_keeps_every_paper_whole_and_twice_printed_ones_twice(tmp_path: Path) -> None:
    capture = Capture(tmp_path / "papers")
    for payload in (b"one", b"two"):
        capture.open("000001-accept_receipt")
        capture.write(payload)
        capture.close()
    found = {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    assert found == {"000001-accept_receipt.bin": b"one", "000001-accept_receipt-2.bin": b"two"}


def test_a_folder_that_cannot_be_made_is_not_reached(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotReached, match="absent"):
        Capture(tmp_path / "file" / "papers").open("title")


def test_a_folder_that_cannot_be_written_is_not_reached(tmp_path: Path) -> None:
    capture = Capture(tmp_path)
    capture.open("no/such/folder")
    with pytest.raises(NotReached, match="unwritable"):
        capture.write(b"x")


@pytest.fixture
def line() -> tuple[int, str]:
    """A pseudo-terminal: the printer's end as a descriptor, ours as a port name."""
    printer, ours = os.openpty()
    name = os.ttyname(ours)
    os.close(ours)
    return printer, name


def test_every_byte_arrives_over_a_serial_line(line: tuple[int, str]) -> None:
    printer, name = line
    way = SerialLine(name, 115200)
    way.open("title")
    way.write(PAPER[:2000], lead=RECOVERY)
    got = b""
    while len(got) < 2002:
        got += os.read(printer, 4096)
    way.close()
    os.close(printer)
    assert got == RECOVERY + PAPER[:2000]


def test_a_serial_printer_that_stops_reading_breaks_the_paper_in_time(
    line: tuple[int, str],
) -> None:
    printer, name = line
    way = SerialLine(name, 921600, least_s=0.5)
    way.open("title")
    began = time.monotonic()
    with pytest.raises(Broken, match="stalled"):
        way.write(b"x" * 100_000)
    way.abort()
    assert time.monotonic() - began < 6.0
    os.close(printer)


def test_a_long_paper_arrives_whole_on_a_line_that_talks_back(line: tuple[int, str]) -> None:
    """400,000 bytes, and status bytes that nobody reads."""
    printer, name = line
    long, got = b"x" * 400_000, bytearray()

    def talks() -> None:
        os.set_blocking(printer, False)
        while len(got) < len(long) and select.select([printer], [], [], 10)[0]:
            got.extend(os.read(printer, 4096))
            with suppress(BlockingIOError):
                os.write(printer, b"\x14\x00\x00\x0f" * 16)

    reader = threading.Thread(target=talks)
    way = SerialLine(name, 921600)
    way.open("title")
    reader.start()
    way.write(long)
    way.close()
    reader.join(20)
    os.close(printer)
    assert bytes(got) == long


def say_stop(printer: int, name: str) -> None:
    """XOFF, and wait until the kernel has obeyed it."""
    os.write(printer, b"\x13")
    ours = os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    end = time.monotonic() + 5
    while select.select([], [ours], [], 0)[1] and time.monotonic() < end:
        pass
    os.close(ours)


def test_a_printer_that_says_stop_gets_nothing_until_it_says_go(line: tuple[int, str]) -> None:
    """XOFF and XON are obeyed by the kernel's own line: bytes wait while the printer prints."""
    printer, name = line
    os.set_blocking(printer, False)
    way = SerialLine(name, 115200, flow="xonxoff")
    way.open("title")
    say_stop(printer, name)
    failed: list[Exception] = []

    def send() -> None:
        try:
            way.write(PAPER[:2000])
        except (NotReached, Broken) as error:
            failed.append(error)

    writer = threading.Thread(target=send)
    writer.start()
    writer.join(0.3)
    assert writer.is_alive()
    with pytest.raises(BlockingIOError):
        os.read(printer, 1)
    os.write(printer, b"\x11")
    got = b""
    while len(got) < 2000:
        if select.select([printer], [], [], 5)[0]:
            got += os.read(printer, 4096)
    writer.join(10)
    way.close()
    os.close(printer)
    assert (got, failed) == (PAPER[:2000], [])


def test_a_printer_that_never_says_go_breaks_the_paper_in_time(line: tuple[int, str]) -> None:
    printer, name = line
    way = SerialLine(name, 921600, flow="xonxoff", least_s=0.3)
    way.open("title")
    say_stop(printer, name)
    began = time.monotonic()
    with pytest.raises((NotReached, Broken), match="stalled"):
        way.write(PAPER)
    way.abort()
    assert time.monotonic() - began < 3.0
    os.close(printer)


@pytest.mark.parametrize("flow", ["none", "xonxoff", "rtscts"])
def test_the_port_is_opened_with_the_flow_control_of_the_profile(
    flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    class Port:
        def __init__(self, name: str, baud: int, **options: object) -> None:
            asked.update(options)

        def close(self) -> None: ...

    monkeypatch.setattr(serial, "Serial", Port)
    way = SerialLine("COM3", 9600, flow=flow)
    way.open("title")
    way.close()
    assert (asked["xonxoff"], asked["rtscts"]) == (flow == "xonxoff", flow == "rtscts")


def test_bytes_that_stay_in_the_port_are_no_success(
    line: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Holding(serial.Serial):  # type: ignore[misc]  # pyserial has no types
        """A port whose printer has let go of CTS."""

        @property
        def out_waiting(self) -> int:
            return 40

    monkeypatch.setattr(serial, "Serial", Holding)
    printer, name = line
    way = SerialLine(name, 921600, least_s=0.1)
    way.open("title")
    with pytest.raises(Broken, match="stalled") as caught:
        way.write(b"x" * 100)
    assert caught.value.sent == 60
    way.abort()
    os.close(printer)


def test_a_missing_port_is_not_reached() -> None:
    with pytest.raises(NotReached, match="absent"):
        SerialLine("/dev/ttyNOWHERE", 9600).open("title")


def test_a_port_in_use_is_not_reached(line: tuple[int, str]) -> None:
    printer, name = line
    first = SerialLine(name, 9600)
    first.open("title")
    with pytest.raises(NotReached, match="busy"):
        SerialLine(name, 9600).open("title")
    first.close()
    os.close(printer)


def test_a_port_unplugged_is_a_clean_end(line: tuple[int, str]) -> None:
    printer, name = line
    way = SerialLine(name, 9600)
    way.open("title")
    os.close(printer)
    with pytest.raises((Broken, NotReached)):
        way.write(PAPER)
    way.abort()


def test_a_question_on_a_serial_line_gets_its_answer(line: tuple[int, str]) -> None:
    printer, name = line
    ours = os.open(name, os.O_RDONLY | os.O_NOCTTY)
    way = SerialLine(name, 9600)
    way.open("title")
    os.write(printer, b"\x72")
    assert way.listen(5.0) == b"\x72"
    os.write(printer, b"\x72")  # unasked, and still there when the question comes
    assert select.select([ours], [], [], 5)[0]
    way.ask(b"\x10\x04\x01", fresh=True)
    assert os.read(printer, 3) == b"\x10\x04\x01"
    assert way.listen(0.05) == b""
    os.write(printer, b"\x12")
    assert way.listen(5.0) == b"\x12"
    way.close()
    os.close(printer)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://192.168.1.9:9100", Tcp),
        ("tcp://[::1]:9100", Tcp),
        ("serial:/dev/ttyUSB0", SerialLine),
        ("serial:COM3", SerialLine),
        ("usblp:/dev/usb/lp0", Usblp),
        ("windows:Gprinter GP-80", WindowsRaw),
        ("capture:/srv/papers", Capture),
    ],
)
def test_an_address_names_its_way(address: str, kind: type) -> None:
    assert type(attach(address, PROFILE).transport) is kind


@pytest.mark.parametrize(
    "address", ["", "tcp://host", "tcp://:9100", "tcp://h:0", "lpt:1", "serial:", "usblp:"]
)
def test_an_address_that_names_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="打印机地址"):
        attach(address, PROFILE)


@pytest.mark.parametrize(
    ("address", "told", "fence", "needed"),
    [
        ("tcp://h:9100", "dle", "gs_h", "E3"),
        ("serial:COM3", "dle", "gs_h", "E3"),
        ("usblp:/dev/usb/lp0", "dle", "gs_h", "E3"),
        ("windows:GP-80", "none", "none", "E1"),
        ("capture:/srv/papers", "none", "none", "E1"),
    ],
)
def test_a_way_that_carries_no_answers_is_asked_nothing(
    address: str, told: str, fence: str, needed: str
) -> None:
    habit = attach(address, profile("generic-80-gsh")).habit
    assert (habit.status, habit.fence, habit.evidence) == (told, fence, needed)


def test_only_the_usb_port_knows_a_status_of_its_own() -> None:
    usb = profile("generic-80-usb", evidence="E2")
    assert attach("usblp:/dev/usb/lp0", usb).habit.status == "usblp"
    habit = attach("tcp://h:9100", usb).habit
    assert (habit.status, habit.evidence) == ("none", "E1")

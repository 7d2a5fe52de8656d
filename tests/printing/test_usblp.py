"""The USB printer device, played by a pseudo-terminal: a character device that really blocks.

What only the kernel's usblp does — its status call, its pace — is passed in.
"""

import errno
import os
import select
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.printing.habit import Habit
from app.printing.status import check
from app.printing.transport import RECOVERY, Broken, NotReached, NotReady
from app.printing.usblp import LPGETSTATUS, Usblp
from app.printing.way import Way

PAPER = b"\x1b@" + bytes(range(256)) * 20
WELL = 0x18


def tells(status: int) -> Callable[[int, int, bytearray], int]:
    def ioctl(file: int, request: int, into: bytearray) -> int:
        assert request == LPGETSTATUS
        os.fstat(file)
        into[0] = status
        return 0

    return ioctl


def fails(number: int) -> Callable[[int, int, bytearray], int]:
    def ioctl(file: int, request: int, into: bytearray) -> int:
        raise OSError(number, os.strerror(number))

    return ioctl


@pytest.fixture
def device() -> Iterator[tuple[int, Path]]:
    printer, ours = os.openpty()
    tty.setraw(ours)
    yield printer, Path(os.ttyname(ours))
    os.close(ours)
    os.close(printer)


def received(printer: int, count: int) -> bytes:
    got = b""
    while len(got) < count:
        got += os.read(printer, 4096)
    return got


def test_every_byte_arrives(device: tuple[int, Path]) -> None:
    printer, path = device
    way = Usblp(path, ioctl=tells(WELL))
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(received(printer, len(PAPER) + 2)))
    reader.start()
    way.open("title")
    way.write(PAPER, lead=RECOVERY)
    way.close()
    reader.join(10)
    assert got == [RECOVERY + PAPER]


def test_a_long_paper_arrives_whole_although_the_printer_talks_back(
    device: tuple[int, Path],
) -> None:
    """400,000 bytes, and status bytes that nobody reads."""
    printer, path = device
    long, got = b"x" * 400_000, bytearray()

    def talks() -> None:
        os.set_blocking(printer, False)
        while len(got) < len(long) and select.select([printer], [], [], 10)[0]:
            got.extend(os.read(printer, 4096))
            with suppress(BlockingIOError):
                os.write(printer, b"\x14\x00\x00\x0f" * 16)

    reader = threading.Thread(target=talks)
    reader.start()
    way = Usblp(path, ioctl=tells(WELL))
    way.open("title")
    way.write(long)
    way.close()
    reader.join(20)
    assert bytes(got) == long


def test_a_printer_that_takes_nothing_more_breaks_the_paper_in_time(
    device: tuple[int, Path],
) -> None:
    way = Usblp(device[1], write_s=0.4, ioctl=tells(WELL))
    way.open("title")
    began = time.monotonic()
    with pytest.raises(Broken, match="stalled") as caught:
        way.write(b"x" * 1_000_000)
    assert 0 < caught.value.sent < 1_000_000
    assert time.monotonic() - began < 3.0
    way.abort()


def test_closing_waits_for_the_last_bytes_and_breaks_where_they_stay(
    device: tuple[int, Path],
) -> None:
    way = Usblp(device[1], write_s=0.3, linger_s=0.3, ioctl=tells(WELL))
    way.open("title")
    with pytest.raises(Broken):
        way.write(b"x" * 1_000_000)
    with pytest.raises(Broken, match="stalled"):
        way.close()
    way.close()


def test_a_plain_file_is_no_printer_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    path.write_bytes(b"")
    with pytest.raises(NotReached, match="no_device"):
        Usblp(path).open("title")
    assert path.read_bytes() == b""


def test_a_fifo_and_a_folder_are_no_printers(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    began = time.monotonic()
    for path in (tmp_path / "fifo", tmp_path):
        with pytest.raises(NotReached, match="no_device"):
            Usblp(path).open("title")
    assert time.monotonic() - began < 1.0


def test_a_device_that_is_missing_is_made_by_nobody(tmp_path: Path) -> None:
    with pytest.raises(NotReached, match="absent"):
        Usblp(tmp_path / "lp0").open("title")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "denied"),
        (errno.EPERM, "denied"),
        (errno.EBUSY, "busy"),
        (errno.ENODEV, "absent"),
        (errno.EIO, "broken"),
    ],
)
def test_why_it_cannot_be_opened_is_told(
    number: int, code: str, device: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, flags: int) -> int:
        assert flags & os.O_NONBLOCK
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NotReached, match=code):
        Usblp(device[1]).open("title")


def test_a_full_device_says_that_paper_is_out(tmp_path: Path) -> None:
    """ENOSPC, as usblp says it: /dev/full is a character device that is always full."""
    way = Usblp(Path("/dev/full"), ioctl=tells(WELL))
    way.open("title")
    with pytest.raises(NotReached, match="paper_out"):
        way.write(PAPER)
    way.abort()


@pytest.mark.parametrize(
    ("ioctl", "code"),
    [
        (tells(WELL), ""),
        (tells(0x38), "paper_out"),
        (tells(0x08), "offline"),
        (tells(0x10), "error"),
        (tells(0x00), "offline"),
        (fails(errno.ENODEV), "absent"),
        (fails(errno.EIO), "broken"),
        (fails(errno.ENOTTY), ""),
    ],
)
def test_the_port_knows_how_the_printer_is(
    device: tuple[int, Path], ioctl: Callable[[int, int, bytearray], int], code: str
) -> None:
    way = Usblp(device[1], ioctl=ioctl)
    way.open("title")
    habit = Habit("usblp")
    if code:
        with pytest.raises(NotReady, match=code):
            check(way, habit)
    else:
        assert check(way, habit) == ""
    way.close()


def test_a_device_that_knows_no_status_call_is_asked_in_earnest(device: tuple[int, Path]) -> None:
    way = Usblp(device[1])  # the real call: a terminal does not know it
    way.open("title")
    assert way.sense() == ""
    way.close()


def test_paper_that_ends_on_the_way_out_is_waited_for(device: tuple[int, Path]) -> None:
    printer, path = device
    states = iter([WELL, 0x38, 0x38, WELL, WELL])

    def ioctl(file: int, request: int, into: bytearray) -> int:
        into[0] = next(states)
        return 0

    way = Way(Usblp(path, ioctl=ioctl), Habit("usblp", evidence="E2"), unclean=False)
    felt: list[str] = []
    way.feel = felt.append
    reader = threading.Thread(target=received, args=(printer, len(PAPER)))
    reader.start()
    assert way.send("t", PAPER) == "E2"
    reader.join(10)
    assert felt == ["paper_out", ""]


def test_paper_that_ends_is_waited_for_until_the_printer_says_that_it_has_printed(
    device: tuple[int, Path],
) -> None:
    """The port knows that paper is out, the fence that the paper is done."""
    printer, path = device
    got = bytearray()

    def prints() -> None:
        while b"\x1d(H" not in got or len(got) < len(PAPER) + 11:
            got.extend(os.read(printer, 4096))
        back.wait(10)
        mark = bytes(got[-4:])
        os.write(printer, b"\x37\x22" + mark + b"\x00")

    def ioctl(file: int, request: int, into: bytearray) -> int:
        into[0] = 0x38 if out.is_set() else WELL
        return 0

    out, back = threading.Event(), threading.Event()

    class Ends(Usblp):
        """Paper is out as soon as everything has left us."""

        def write(self, payload: bytes, *, lead: bytes = b"") -> None:
            super().write(payload, lead=lead)
            out.set()

    def feel(code: str) -> None:
        felt.append(code)
        if code:
            out.clear()
            threading.Timer(0.6, back.set).start()

    habit = Habit("usblp", "gs_h", "E3", answer_s=0.3, fence_s=2.0)
    way = Way(Ends(path, ioctl=ioctl), habit, unclean=False)
    felt: list[str] = []
    way.feel = feel
    reader = threading.Thread(target=prints)
    reader.start()
    assert way.send("t", PAPER) == "E3"
    reader.join(10)
    assert felt == ["paper_out", ""]


def test_questions_are_answered_and_old_words_dropped(device: tuple[int, Path]) -> None:
    printer, path = device
    way = Usblp(path)
    way.open("title")
    os.write(printer, b"\x72")
    assert way.listen(5.0) == b"\x72"
    os.write(printer, b"\x72")
    assert _readable(path)
    way.ask(b"\x10\x04\x01", fresh=True)
    assert os.read(printer, 8) == b"\x10\x04\x01"
    assert way.listen(0.05) == b""
    os.write(printer, b"\x12")
    assert way.listen(5.0) == b"\x12"
    way.close()


def _readable(path: Path) -> bool:
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        return bool(select.select([file], [], [], 5)[0])
    finally:
        os.close(file)


def test_unplugged_it_breaks_and_closes_cleanly() -> None:
    printer, ours = os.openpty()
    tty.setraw(ours)
    way = Usblp(Path(os.ttyname(ours)), ioctl=tells(WELL))
    way.open("title")
    os.close(printer)
    with pytest.raises((NotReached, Broken)):
        way.write(PAPER)
    assert way.listen(0.1) == b""
    way.abort()
    os.close(ours)


def test_without_a_device_nothing_is_sent() -> None:
    way = Usblp(Path("/dev/usb/lp77"))
    for act in (lambda: way.write(PAPER), lambda: way.ask(b"?"), lambda: way.listen(0.1)):
        with pytest.raises(NotReached, match="absent"):
            act()
    way.close()
    way.abort()

"""Ports by the names that stay: found again after a replug, never mistaken for another."""

import os
import subprocess
import sys
import tty
from collections.abc import Sequence
from contextlib import closing

import pytest
from serial.tools.list_ports_common import ListPortInfo

from app.devices import discovery
from app.devices.discovery import Entry, Port
from app.devices.errors import DeviceError
from app.devices.transport import SerialTransport

CH340 = (0x1A86, 0x7523)


def entry(
    device: str,
    usb: tuple[int, int] | None = CH340,
    *,
    number: str | None = None,
    place: str | None = None,
    words: str = "USB Serial",
) -> Entry:
    made = ListPortInfo(device, skip_link_detection=True)
    made.vid, made.pid = usb or (None, None)
    made.serial_number, made.location, made.description = number, place, words
    return made  # type: ignore[no-any-return]  # pyserial has no types


def look(*entries: Entry) -> tuple[Port, ...]:
    return discovery.look(lambda: entries)


def path(name: str, *entries: Entry) -> str:
    return discovery.path_of(name, lambda: entries)


def code(name: str, *entries: Entry) -> str:
    with pytest.raises(DeviceError) as caught:
        path(name, *entries)
    return caught.value.code


def test_a_port_is_named_by_its_serial_number_else_by_its_socket_else_by_its_path() -> None:
    ports = look(
        entry("/dev/ttyUSB1", number="A50285BI", place="1-1.3"),
        entry("/dev/ttyUSB0", place="1-1.2"),
        entry("/dev/ttyS0", None, words="n/a"),
        entry("/dev/ttyUSB2", words="n/a"),
    )
    assert ports == (
        Port("/dev/ttyS0", "/dev/ttyS0", ""),
        Port("usb:1a86:7523@1-1.2", "/dev/ttyUSB0", "USB Serial", "1a86:7523", "1-1.2"),
        Port("usb:1a86:7523#A50285BI", "/dev/ttyUSB1", "USB Serial", "1a86:7523", "1-1.3"),
        Port("/dev/ttyUSB2", "/dev/ttyUSB2", "", "1a86:7523"),
    )


@pytest.mark.fault(19)
@pytest.mark.fault(19)
def test_the_same_pad_is_found_under_another_path_and_no_other_one_on_the_old_path() -> None:
    pad = entry("/dev/ttyUSB0", number="A50285BI", place="1-1.2")
    name = look(pad)[0].id
    other = entry("/dev/ttyUSB0", number="ZZZ", place="1-1.2")
    assert path(name, other, entry("/dev/ttyUSB1", number="A50285BI", place="1-1.4")) == (
        "/dev/ttyUSB1"
    )
    assert code(name, other) == "not_found"
    assert code(name) == "not_found"


@pytest.mark.fault(19)
def test_another_kind_of_device_in_the_old_socket_is_not_taken() -> None:
    name = look(entry("/dev/ttyUSB0", place="1-1.2"))[0].id
    assert code(name, entry("/dev/ttyUSB0", (0x067B, 0x2303), place="1-1.2")) == "not_found"


@pytest.mark.fault(19)
@pytest.mark.parametrize("number", [None, "", "0001", "\x00\x01"])
@pytest.mark.fault(19)
def test_two_that_look_the_same_are_told_apart_by_their_sockets(number: str | None) -> None:
    left = entry("/dev/ttyUSB0", number=number, place="1-1.2")
    right = entry("/dev/ttyUSB1", number=number, place="1-1.3")
    names = [port.id for port in look(left, right)]
    assert names == ["usb:1a86:7523@1-1.2", "usb:1a86:7523@1-1.3"]
    swapped = entry("/dev/ttyUSB1", place="1-1.2"), entry("/dev/ttyUSB0", place="1-1.3")
    assert [path(name, *swapped) for name in names] == ["/dev/ttyUSB1", "/dev/ttyUSB0"]


@pytest.mark.fault(19)
def test_a_twin_that_comes_later_makes_neither_of_them_ours() -> None:
    first = entry("/dev/ttyUSB0", number="0001", place="1-1.2")
    name = look(first)[0].id
    assert code(name, first, entry("/dev/ttyUSB1", number="0001", place="1-1.3")) == "twins"


def test_the_ports_of_one_device_are_told_apart() -> None:
    both = [
        entry("/dev/ttyACM0", number="X1", place="1-1:1.0"),
        entry("/dev/ttyACM1", number="X1", place="1-1:1.2"),
    ]
    names = [port.id for port in look(*both)]
    assert names == ["usb:1a86:7523#X1#1.0", "usb:1a86:7523#X1#1.2"]
    assert [path(name, *both) for name in names] == ["/dev/ttyACM0", "/dev/ttyACM1"]


def test_a_path_is_taken_as_it_stands_without_looking_at_anything() -> None:
    def stumble() -> Sequence[Entry]:
        raise AssertionError("nobody needs to look")

    assert discovery.path_of("/dev/serial/by-id/x", stumble) == "/dev/serial/by-id/x"


def test_a_device_that_goes_while_the_system_lists_is_looked_for_again() -> None:
    answers: list[Exception | Sequence[Entry]] = [TypeError("None"), [entry("/dev/ttyS0", None)]]

    def listed() -> Sequence[Entry]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert [port.device for port in discovery.look(listed)] == ["/dev/ttyS0"]


def test_a_system_that_cannot_list_says_so() -> None:
    def listed() -> Sequence[Entry]:
        raise OSError("no udev")

    with pytest.raises(DeviceError) as caught:
        discovery.look(listed)
    assert caught.value.code == "unlisted"


def test_nobody_lists_ports_while_one_is_opened() -> None:
    with discovery.found("/dev/ttyS0"):
        assert discovery._LOOKING.locked()
    assert not discovery._LOOKING.locked()

    def listed() -> Sequence[Entry]:
        assert discovery._LOOKING.locked()
        return ()

    assert discovery.look(listed) == ()


def test_a_port_listed_twice_is_one() -> None:
    assert len(look(entry("/dev/ttyUSB0", place="1-1"), entry("/dev/ttyUSB0", place="1-1"))) == 1


WATCH = """
import sys
opened = []
sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == "open" else None)
from serial.tools.list_ports_common import ListPortInfo
from app.devices import discovery
discovery.look()
made = ListPortInfo(sys.argv[1]); made.vid, made.pid, made.location = 0x1A86, 0x7523, "1-1"
discovery.look(lambda: [made])
discovery.path_of("usb:1a86:7523@1-1", lambda: [made])
assert not [p for p in opened if p.startswith("/dev/") and p != "/dev/null"], opened
open(sys.argv[1], "rb").close()
assert sys.argv[1] in opened, "the hook sees openings"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_looking_opens_no_port() -> None:
    master, slave = os.openpty()
    try:
        subprocess.run([sys.executable, "-c", WATCH, os.ttyname(slave)], check=True, timeout=60)
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.fault(19)
def test_a_transport_finds_its_port_anew_at_each_opening() -> None:
    ends = [os.openpty() for _ in range(2)]
    for _, slave in ends:
        tty.setraw(slave)
    places = ["1-1.2", "1-1.3"]

    def listed() -> Sequence[Entry]:
        return [entry(os.ttyname(s), place=p) for (_, s), p in zip(ends, places, strict=True)]

    port = SerialTransport("usb:1a86:7523@1-1.2", 9600, found=lambda n: discovery.found(n, listed))
    with closing(port):
        port.open()
        os.write(ends[0][0], b"\x05")
        assert port.read() == b"\x05"
        port.close()
        places.reverse()
        port.open()
        os.write(ends[1][0], b"\x04")
        assert port.read() == b"\x04"
        port.close()
        places[:] = ["1-1.3", "1-1.4"]
        with pytest.raises(DeviceError) as caught:
            port.open()
        assert caught.value.code == "not_found"
    assert port.name == "usb:1a86:7523@1-1.2"
    for end in ends:
        os.close(end[0])
        os.close(end[1])

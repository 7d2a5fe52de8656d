"""Which serial ports there are, and which of them is meant by a name in the settings.

A port is named by what stays over a replug: `usb:VID:PID#SERIAL` or, where the device has no
serial number of its own, `usb:VID:PID@LOCATION`, the socket it is plugged into; a port that is no
USB device by its path. Looking opens no port and sends nothing to any device.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple, Protocol

from serial.tools import list_ports

from app.devices.errors import DeviceError

USB: Final = "usb:"
_TRIES: Final = 3
_PATIENCE_SECONDS: Final = 5.0
_LOOKING: Final = threading.Lock()  # on Windows a port cannot be opened while ports are listed


class Entry(Protocol):
    """A port as pyserial lists it; None for what the system does not know."""

    device: str
    description: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


List = Callable[[], Sequence[Entry]]


class Port(NamedTuple):
    """A port that is there now: the name for the settings, the path of today, the system's words
    for the device ("" for none), VID:PID in hex ("" for no USB device) and the socket."""

    id: str
    device: str
    words: str
    usb: str = ""
    location: str = ""


def look(listed: List = list_ports.comports) -> tuple[Port, ...]:
    """All ports, by path. May take a while where a driver is slow: for a worker.

    Raises DeviceError where the system cannot list them.
    """
    with _undisturbed():
        entries = _entries(listed)
    names = [name for entry in entries for name in _names(entry)]
    ports = []
    for entry in sorted(entries, key=lambda e: e.device):
        own = next(name for name in _names(entry) if names.count(name) == 1)
        said = entry.description or ""
        words = "" if said in ("n/a", entry.device) else said
        ports.append(Port(own, entry.device, words, usb_of(entry), entry.location or ""))
    return tuple(ports)


@contextmanager
def found(name: str, listed: List = list_ports.comports) -> Iterator[str]:
    """The path of today of a port named in the settings; nobody lists ports until it is opened.

    Raises DeviceError: not_found; twins where two devices bear this name, since taking either
    could be wrong.
    """
    with _undisturbed():
        yield _path(name, listed)


def path_of(name: str, listed: List = list_ports.comports) -> str:
    """As `found`, for those who only look. Raises DeviceError."""
    with found(name, listed) as path:
        return path


def usb_of(entry: Entry) -> str:
    """VID:PID in hex; "" for what is no USB device."""
    if entry.vid is None or entry.pid is None:
        return ""
    return f"{entry.vid:04x}:{entry.pid:04x}"


def _path(name: str, listed: List) -> str:
    if not name.startswith(USB):
        return name
    meant = [entry.device for entry in _entries(listed) if name in _names(entry)]
    if len(meant) != 1:
        raise DeviceError("twins" if meant else "not_found", name)
    return meant[0]


def _names(entry: Entry) -> tuple[str, ...]:
    """All names of a port, the one that says most first."""
    usb, place = usb_of(entry), (entry.location or "").strip()
    number = (entry.serial_number or "").strip()
    part = place.partition(":")[2]  # one of several ports of the same device
    by_number = f"{USB}{usb}#{number}" + (f"#{part}" if part else "")
    known = [by_number] if usb and number.isprintable() and number else []
    known += [f"{USB}{usb}@{place}"] if usb and place else []
    return (*known, entry.device)


def _entries(listed: List) -> Sequence[Entry]:
    """What the system lists; a device that goes away meanwhile makes pyserial stumble."""
    for left in reversed(range(_TRIES)):
        try:
            return tuple({entry.device: entry for entry in listed()}.values())
        except (OSError, TypeError, ValueError) as error:
            if not left:
                raise DeviceError("unlisted", str(error)) from error
    raise AssertionError("unreachable")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """One lists or opens at a time. A driver that hangs in an opening holds nobody up for ever."""
    got = _LOOKING.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        if got:
            _LOOKING.release()

"""The serial ports this machine has now."""

from typing import NamedTuple

from serial.tools import list_ports


class Port(NamedTuple):
    """Where it is, and what the system calls the device there ("" where it does not know)."""

    device: str
    words: str


def ports() -> tuple[Port, ...]:
    """All of them. May take a while where a driver is slow: for a worker."""
    found = sorted(list_ports.comports(), key=lambda p: p.device)
    return tuple(
        Port(p.device, p.description if p.description not in ("n/a", p.device) else "")
        for p in found
    )

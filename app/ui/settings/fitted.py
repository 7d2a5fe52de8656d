"""What devices could be chosen here: ports, models; and the printer as it is typed."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from app.devices import blame, discovery, shelf
from app.devices.errors import DeviceError
from app.devices.profile import PadProfile
from app.printing import profiles as printers
from app.printing.profiles import PrinterProfile
from app.settings.places import RESOURCES
from app.settings.terminal import PLAYED, PLAYED_PROFILE, PrinterSettings
from app.settings.words import Words

Named = tuple[tuple[str, str], ...]
LONGEST_HOST = 60
WAYS: Final = ("none", "tcp", "serial")
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Around(NamedTuple):
    """Ports as (port, words), models of pads and printers by id.

    `lines` are the same ports by their paths of today, for a printer, `paths` tells the path of a
    pad's port. `pins` are the SHA-256 that the settings keep of
    profiles of the site, by id; `bad` the files with faults; `ways` how a printer may be reached.
    """

    ports: Named = ()
    lines: Named = ()
    paths: Mapping[str, str] = NOTHING
    pad_models: Mapping[str, PadProfile] = NOTHING
    printer_models: Mapping[str, PrinterProfile] = NOTHING
    pins: Mapping[str, str] = NOTHING
    bad: tuple[shelf.Held, ...] = ()
    ways: tuple[str, ...] = WAYS


class PrinterForm(NamedTuple):
    """The printer as it is typed: `host` and `port` of a network, `line` a serial port."""

    transport: str
    host: str
    port: str
    line: str
    profile: str

    def chosen(self, old: PrinterSettings) -> PrinterSettings:
        """The settings it means; what is not looked at stays as it was."""
        port: int | str = old.port
        if self.transport in ("tcp", "serial"):
            port = int(self.port) if self.transport == "tcp" else self.line
        host = self.host if self.transport == "tcp" else old.host
        return PrinterSettings(self.transport, host, port, old.folder, self.profile)


def look_around(home: Path, *, training: bool = False) -> Around:
    """Read them. Slow: for a worker."""
    try:
        found = discovery.look()
    except DeviceError:  # the paths that are typed or stand in the settings still serve
        found = ()
    held = shelf.look(home, (shelf.TRAINING, shelf.SHIPPED) if training else (shelf.SHIPPED,))
    printer_files = sorted((RESOURCES / "printers").glob("*.toml"))
    own = RESOURCES / "printers" / f"{PLAYED_PROFILE}.toml"
    played = {PLAYED: printers.load(own)} if training else {}
    return Around(
        tuple((p.id, f"{p.device}  {p.words}".strip()) for p in found),
        tuple((p.device, f"{p.device}  {p.words}".strip()) for p in found),
        {p.id: p.device for p in found},
        {one.id: one.profile for one in held if one.profile},
        {p.stem: printers.load(p) for p in printer_files} | played,
        {one.id: one.pin for one in held if one.pin},
        tuple(one for one in held if one.faults),
        (PLAYED, *WAYS) if training else WAYS,
    )


def blamed(words: Words, port: str, code: str) -> str:
    """Who holds a port, or which right is missing; "" for nobody. Reads the machine: for a
    worker."""
    found = blame.blame(port, code)
    return words(f"blame.{found.problem}", **found.facts) if found.problem else ""


def form_of(settings: PrinterSettings) -> PrinterForm:
    """The printer in force as it would be typed."""
    port = str(settings.port)
    is_line = settings.transport == "serial"
    return PrinterForm(
        settings.transport, settings.host, "9100" if is_line else port, port if is_line else "",
        settings.profile,
    )  # fmt: skip


def printer_faults(form: PrinterForm) -> dict[str, str]:
    """What is missing or wrong, by field, as word keys."""
    faults = {}
    if form.transport == "tcp":
        host = form.host.strip()
        plain = host.isascii() and host.isprintable() and not set(host) & set(" /@")
        if not host or not plain or len(host) > LONGEST_HOST:
            faults["host"] = "settings.devices.bad_host"
        number = form.port.isascii() and form.port.isdecimal() and len(form.port) <= 5
        if not number or not 0 < int(form.port) < 65536:
            faults["port"] = "settings.devices.bad_port"
    if form.transport == "serial" and not form.line:
        faults["line"] = "settings.devices.no_line"
    return faults

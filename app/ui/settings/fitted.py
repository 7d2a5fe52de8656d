"""What devices could be chosen here: ports, models; and the printer as it is typed."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from app.devices import discovery, shelf
from app.devices.errors import DeviceError
from app.printing import profiles as printers
from app.settings.places import RESOURCES
from app.settings.terminal import PrinterSettings

Named = tuple[tuple[str, str], ...]
LONGEST_HOST = 60


class Around(NamedTuple):
    """Ports as (port, words), models of pads and printers as (id, name).

    `lines` are the same ports by their paths of today, for a printer, `paths` tells the path of a
    pad's port. `pins` are the SHA-256 that
    the settings keep of profiles of the site, by id; `bad` the files with faults.
    """

    ports: Named
    pads: Named
    printers: Named
    lines: Named = ()
    paths: Mapping[str, str] = MappingProxyType({})
    pins: Mapping[str, str] = MappingProxyType({})
    bad: tuple[shelf.Held, ...] = ()


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


def look_around(home: Path) -> Around:
    """Read them. Slow: for a worker."""
    try:
        found = discovery.look()
    except DeviceError:  # the paths that are typed or stand in the settings still serve
        found = ()
    held = shelf.look(home)
    printer_files = sorted((RESOURCES / "printers").glob("*.toml"))
    return Around(
        tuple((p.id, f"{p.device}  {p.words}".strip()) for p in found),
        tuple((one.id, one.profile.name) for one in held if one.profile),
        tuple((p.stem, printers.load(p).name) for p in printer_files),
        tuple((p.device, f"{p.device}  {p.words}".strip()) for p in found),
        {p.id: p.device for p in found},
        {one.id: one.pin for one in held if one.pin},
        tuple(one for one in held if one.faults),
    )


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

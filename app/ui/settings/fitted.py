"""What devices could be chosen here: ports, models; and the printer as it is typed."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from app.devices import blame, discovery, shelf
from app.devices.bridge import BRIDGE
from app.devices.errors import DeviceError
from app.devices.profile import PadProfile
from app.printing import profiles as printers
from app.printing.profiles import PrinterProfile
from app.settings.tables import Fault
from app.settings.terminal import PLAYED, PLAYED_PROFILE, PrinterSettings
from app.settings.words import Words

Named = tuple[tuple[str, str], ...]
LONGEST_HOST = 60
USB_PORT: Final = "/dev/usb/lp0" if sys.platform != "win32" else ""
WAYS: Final = ("none", "tcp", "serial", "usblp" if sys.platform != "win32" else "windows")
NAMED: Final = ("usblp", "windows")  # reached by a name: a device file, a printer of the system
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Around(NamedTuple):
    """Ports as (port, words), models of pads and printers by id.

    `lines` are the same ports by their paths of today, for a printer, `paths` tells the path of a
    pad's port. `pins` are the SHA-256 that the settings keep of profiles of the site, by id; `bad`
    the files that cannot be used, each with its first fault; `ways` how a printer may be reached;
    `usb` the VID:PID of a port.
    """

    ports: Named = ()
    lines: Named = ()
    paths: Mapping[str, str] = NOTHING
    pad_models: Mapping[str, PadProfile] = NOTHING
    printer_models: Mapping[str, PrinterProfile] = NOTHING
    pins: Mapping[str, str] = NOTHING
    bad: tuple[tuple[str, Fault], ...] = ()
    ways: tuple[str, ...] = WAYS
    usb: Mapping[str, str] = NOTHING

    def models_for(self, port: str) -> Named:
        """Models of pads as (id, name), first those that are known to come with this USB device:
        a proposal, nobody has asked the device."""
        usb = self.usb.get(port, "?")
        models = sorted(self.pad_models.items(), key=lambda one: usb not in one[1].usb)
        return tuple((i, profile.name) for i, profile in models)


class PrinterForm(NamedTuple):
    """The printer as it is typed: `host` and `port` of a network, `line` a serial port, `device` a
    USB port (/dev/usb/lp0) or a printer of Windows."""

    transport: str
    host: str
    port: str
    line: str
    profile: str
    device: str = ""

    def chosen(self, old: PrinterSettings) -> PrinterSettings:
        """The settings it means; what is not looked at stays as it was."""
        port: int | str = old.port
        if self.transport == "tcp":
            port = int(self.port)
        elif self.transport == "serial" or self.transport in NAMED:
            port = self.line if self.transport == "serial" else self.device.strip()
        host = self.host if self.transport == "tcp" else old.host
        return PrinterSettings(self.transport, host, port, old.folder, self.profile)


def look_around(home: Path, *, training: bool = False) -> Around:
    """Read them. Slow: for a worker."""
    try:
        found = discovery.look()
    except DeviceError:  # the paths that are typed or stand in the settings still serve
        found = ()
    held = shelf.look(home, (shelf.TRAINING, shelf.SHIPPED) if training else (shelf.SHIPPED,))
    made = printers.shelf(home / printers.SITE)
    played = {PLAYED: printers.find(PLAYED_PROFILE, printers.TRAINING)} if training else {}
    bad = [(one.file.name, one.faults[0]) for one in held if one.faults]
    return Around(
        tuple((p.id, f"{p.device}  {p.words}".strip()) for p in found),
        tuple((p.device, f"{p.device}  {p.words}".strip()) for p in found),
        {p.id: p.device for p in found},
        {one.id: one.profile for one in held if one.profile},
        made.profiles | played,
        {one.id: one.pin for one in held if one.pin},
        (*bad, *((error.name, error.faults[0]) for error in made.faulty)),
        (PLAYED, *WAYS) if training else WAYS,
        {p.id: p.usb for p in found if p.usb},
    )


def blamed(words: Words, port: str, code: str) -> str:
    """Who holds a port, or which right is missing; "" for nobody. Reads the machine: for a
    worker."""
    found = blame.blame(port, code)
    return words(f"blame.{found.problem}", **found.facts) if found.problem else ""


def pad_faults(around: Around, printer: PrinterSettings, port: str, profile: str) -> dict[str, str]:
    """What does not go together, by field, as word keys."""
    model = around.pad_models.get(profile)
    if port and printer.transport == "serial" and printer.port == around.paths.get(port, port):
        return {"pad_port": "settings.devices.taken_printer"}
    if port and model is not None and bool(model.child) != (port == BRIDGE):
        return {"pad_port": "devices.bridge_wanted" if model.child else "devices.bridge_unwanted"}
    return {}


def form_of(settings: PrinterSettings) -> PrinterForm:
    """The printer in force as it would be typed."""
    port, way = str(settings.port), settings.transport
    number = port if port.isascii() and port.isdecimal() else "9100"
    line, device = (port if way == "serial" else ""), (port if way in NAMED else "")
    return PrinterForm(way, settings.host, number, line, settings.profile, device or USB_PORT)


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
    if form.transport in NAMED and not form.device.strip():
        faults["device"] = "devices.no_device"
    if form.transport == "serial" and not form.line:
        faults["line"] = "settings.devices.no_line"
    return faults


def site_numbers(
    words: Words, profile: PadProfile | None, typed: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, str]]:
    """The numbers of a pad's profile that the site sets, and sentences beside those that cannot
    be."""
    numbers, faults = {}, {}
    for name, var in (profile.settable if profile is not None else {}).items():
        text = typed.get(name, str(var.default)).strip()
        number = int(text) if text.isascii() and text.isdecimal() else -1
        if not (var.min or 0) <= number <= (var.max or 0):
            faults[name] = words("devices.bad_var", low=var.min, high=var.max)
        elif number != var.default:
            numbers[name] = number
    return numbers, faults

"""What devices could be chosen here: ports, models; and the printer as it is typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from app.devices import ports
from app.devices import profile as pads
from app.devices.profile import PadProfile
from app.printing import profiles as printers
from app.printing.profiles import PrinterProfile
from app.settings.places import RESOURCES
from app.settings.terminal import PrinterSettings
from app.settings.words import Words

Named = tuple[tuple[str, str], ...]
LONGEST_HOST = 60


NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Around(NamedTuple):
    """Ports as (port, words), models of pads and printers by id. `faults` are sentences about
    files that are no models."""

    ports: Named = ()
    pad_models: Mapping[str, PadProfile] = NOTHING
    printer_models: Mapping[str, PrinterProfile] = NOTHING
    faults: tuple[str, ...] = ()


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


def look_around(*, training: bool = False) -> Around:
    """Read them. Slow: for a worker."""
    found = tuple((p.device, f"{p.device}  {p.words}".strip()) for p in ports.ports())
    folders = ("pads/training", "pads") if training else ("pads",)
    files = [p for folder in folders for p in sorted((RESOURCES / folder).glob("*.toml"))]
    printer_files = sorted((RESOURCES / "printers").glob("*.toml"))
    return Around(
        found,
        {p.stem: pads.load_file(p) for p in files},
        {p.stem: printers.load(p) for p in printer_files},
    )


def blamed(words: Words, port: str, code: str) -> str:
    """Who holds a port, or which right is missing. Reads the machine: for a worker."""
    return ""


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

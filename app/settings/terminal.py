"""`settings.toml` of a home: hall, devices, idle lock, look."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from app.settings.tables import Document, Faulty

LOCK_MINUTES: Final = (1, 15)
WATCHED: Final = MappingProxyType(
    {
        "days": (7, 366), "repeated": (2, 99), "late": (1, 99), "satisfied": (1, 100),
        "rated": (1, 99), "mend": (1, 60),
    }
)  # fmt: skip
TRANSPORTS: Final = ("none", "tcp", "serial", "usblp", "windows", "capture")
LOOKS: Final[Mapping[str, tuple[str | int, ...]]] = MappingProxyType(
    {
        "mode": ("light", "dark"),
        "percent": (100, 115, 130),
        "density": ("auto", "regular", "compact"),
    }
)


class PadSettings(msgspec.Struct, frozen=True):
    """[pad]: the port and the profile of the rating pad; an empty port means none is fitted.

    `port` is a path or a name that stays over a replug (app.devices.discovery); `sha256` of a
    profile of the site is that of the file a leader agreed to; `vars` are the numbers a profile
    lets the site set, as the pad's address on a shared line.
    """

    port: str = ""
    profile: str = "pj06"
    sha256: str = ""
    vars: Mapping[str, int] = {}


PLAYED: Final = "played"
"""The transport of the training counter's own printer, which no real home takes."""
PLAYED_PROFILE: Final = "played-80"


class PrinterSettings(msgspec.Struct, frozen=True):
    """[printer]: the transport, one of TRANSPORTS, and where it leads.

    `port` is a number for tcp, else a serial port, a device (/dev/usb/lp0) or a printer of Windows.
    """

    transport: str = "none"
    host: str = "127.0.0.1"
    port: int | str = 9100
    folder: str = ""
    profile: str = "generic-80"

    def address(self, home: Path) -> str:
        """The address of the way, as app.printing.attach reads it."""
        match self.transport:
            case "tcp":
                return f"tcp://{self.host}:{self.port}"
            case "capture":
                return f"capture:{self.folder or home / 'papers'}"
            case other:
                return f"{other}:{self.port}"


class ScreenSettings(msgspec.Struct, frozen=True):
    """[screen]: the citizen's screen. `use` is ask (nobody has said: nothing is shown anywhere),
    auto or none; `display` names a display, empty for any but the clerk's."""

    use: Literal["ask", "auto", "none"] = "ask"
    display: str = ""


class BackupSettings(msgspec.Struct, frozen=True):
    """[backup]: the folder on a second disk or stick; empty means that none is set up."""

    folder: str = ""


class HallSettings(msgspec.Struct, frozen=True):
    """[hall]: the code in ticket numbers, the name on paper, window, phone, region."""

    code: str = ""
    name: str = ""
    window: int = 1
    phone: str = ""
    region: str = ""


class WatchSettings(msgspec.Struct, frozen=True):
    """[watch]: from when on a department is proposed for a notice or an interview.

    The regulations say “repeated”, “many”, “low” and “within a limit”: `repeated` tickets of one
    matter or `late` ones within `days`, less than `satisfied` percent of at least `rated` ratings;
    `mend` working days to mend something. A quarter and three are what a leader still remembers;
    fewer than five ratings are chance.
    """

    days: int = 90
    repeated: int = 3
    late: int = 3
    satisfied: int = 80
    rated: int = 5
    mend: int = 10


class LookSettings(msgspec.Struct, frozen=True):
    """[look]: `mode` light or dark, letters in `percent`, keys shown on buttons, `density`
    regular, compact or auto (by the height of the window); `large_offered`: larger letters were
    offered once."""

    mode: str = "light"
    percent: int = 100
    key_hints: bool = True
    density: str = "auto"
    large_offered: bool = False


class Settings(msgspec.Struct, frozen=True):
    """`settings.toml`, whole."""

    hall: HallSettings = HallSettings()
    pad: PadSettings = PadSettings()
    printer: PrinterSettings = PrinterSettings()
    screen: ScreenSettings = ScreenSettings()
    look: LookSettings = LookSettings()
    backup: BackupSettings = BackupSettings()
    watch: WatchSettings = WatchSettings()
    lock_minutes: int = 5


def load_settings(home: Path) -> Settings:
    """The settings of a home; defaults where there is no file. Raises Faulty with all faults."""
    path = home / "settings.toml"
    if not path.exists():
        return Settings()
    document = Document(path.name, path.read_bytes())
    found = document.struct(Settings, document.root, ())
    low, high = LOCK_MINUTES
    if found and not low <= found.lock_minutes <= high:
        document.fault(("lock_minutes",), "out_of_range", low=low, high=high)
    for key, (low, high) in WATCHED.items():
        if found and not low <= getattr(found.watch, key) <= high:
            document.fault(("watch", key), "out_of_range", low=low, high=high)
    if found and found.printer.transport not in TRANSPORTS:
        value, words = found.printer.transport, "、".join(TRANSPORTS)
        document.fault(("printer", "transport"), "printer_word", value=value, words=words)
    look = found.look if found else LookSettings()
    for key, allowed in LOOKS.items():
        value = getattr(look, key)
        if value not in allowed:
            words = " ".join(map(str, allowed))
            document.fault(("look", key), "unknown_word", value=value, words=words)
    document.finish()
    return found or Settings()


def load_look(home: Path) -> LookSettings:
    """How the first window looks; as shipped where the settings have faults, which are named
    when the rest is read."""
    try:
        return load_settings(home).look
    except (Faulty, OSError):
        return LookSettings()


def save_settings(home: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    part = home / "settings.toml.part"
    part.write_text(_toml(msgspec.to_builtins(settings)), "utf-8")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(home / "settings.toml")


def _toml(tables: Mapping[str, object]) -> str:
    """Our flat settings as TOML: strings, integers, booleans and tables one deep; a table in
    these is written on its line."""

    def literal(value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{literal(k)} = {literal(v)}" for k, v in value.items()) + "}"
        return msgspec.json.encode(value).decode()

    lines = [f"{k} = {literal(v)}" for k, v in tables.items() if not isinstance(v, dict)]
    for name, table in tables.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{k} = {literal(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"

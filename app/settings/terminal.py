"""`settings.toml` of a home: hall, devices, idle lock."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.settings.tables import Document


class PadSettings(msgspec.Struct, frozen=True):
    """[pad]: the port and the profile of the rating pad; an empty port means none is fitted."""

    port: str = ""
    profile: str = "pj06"


class PrinterSettings(msgspec.Struct, frozen=True):
    """[printer]: transport `none`, `tcp`, `serial` or `capture`, and where it leads."""

    transport: str = "none"
    host: str = "127.0.0.1"
    port: int | str = 9100
    folder: str = ""
    profile: str = "generic-80"

    def address(self, home: Path) -> str:
        """The address of the way: `tcp://HOST:PORT`, `serial:PORT` or `capture:FOLDER`."""
        if self.transport == "tcp":
            return f"tcp://{self.host}:{self.port}"
        if self.transport == "serial":
            return f"serial:{self.port}"
        return f"capture:{self.folder or home / 'papers'}"


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


class Settings(msgspec.Struct, frozen=True):
    """`settings.toml`, whole."""

    hall: HallSettings = HallSettings()
    pad: PadSettings = PadSettings()
    printer: PrinterSettings = PrinterSettings()
    backup: BackupSettings = BackupSettings()
    lock_minutes: int = 5


def load_settings(home: Path) -> Settings:
    """The settings of a home; defaults where there is no file. Raises Faulty with all faults."""
    path = home / "settings.toml"
    if not path.exists():
        return Settings()
    document = Document(path.name, path.read_bytes())
    found = document.struct(Settings, document.root, ())
    if found and not 1 <= found.lock_minutes <= 15:
        document.fault(("lock_minutes",), "out_of_range", low=1, high=15)
    document.finish()
    return found or Settings()


def save_settings(home: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    part = home / "settings.toml.part"
    part.write_text(_toml(msgspec.to_builtins(settings)), "utf-8")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(home / "settings.toml")


def _toml(tables: Mapping[str, object]) -> str:
    """Our flat settings as TOML: strings, integers and tables one deep."""

    def literal(value: object) -> str:
        return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()

    lines = [f"{k} = {literal(v)}" for k, v in tables.items() if not isinstance(v, dict)]
    for name, table in tables.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{k} = {literal(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"

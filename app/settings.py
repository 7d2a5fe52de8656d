"""What is read from files once, at the start: settings, words, the shipped rules.

`settings.toml` lies in the home; the rest in the program's `resources` folder.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from app.domain import calendar, profile
from app.domain.calendar import WorkCalendar
from app.domain.refusal import Refused
from app.domain.regime import Regime
from app.domain.tables import Document, Fault

RESOURCES: Final = Path(__file__).parent.parent / "resources"
WINDOW_NAME: Final = "“办不成事”反映窗口"  # uniform by N-7.2.1 and C-2-name
REGIMES: Final = ("national", "xiufeng", "chongming", "pingyi", "songjiang")


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


class Words:
    """The Chinese sentences of the program, looked up by key (resources/text/*.toml)."""

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path in sorted((RESOURCES / "text").glob("*.toml")):
            _flatten("", tomllib.loads(path.read_text("utf-8")), found)
        return MappingProxyType(found)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of a key with its blanks filled. Raises KeyError for an unknown key."""
        return self._texts[key].format_map(facts)

    def has(self, key: str) -> bool:
        """Whether there is a sentence for a key."""
        return key in self._texts

    def refusal(self, refused: Refused) -> str:
        """A refusal in the clerk's words, with the clause it rests on."""
        facts = {k: self._word(k, v) for k, v in refused.facts.items()}
        sentence = self(f"refused.{refused.key}", **facts)
        return f"{sentence}（{refused.clause}）" if refused.clause else sentence

    def _word(self, kind: str, value: str | int) -> str | int:
        key = f"{kind}.{value}"
        return self(key) if isinstance(value, str) and self.has(key) else value

    def fault(self, name: str, fault: Fault) -> str:
        """A fault of a file: which file, which line, what is wrong."""
        where = f"{name} 第 {fault.line} 行" if fault.line else name
        place = f"，{fault.place}" if fault.place else ""
        return f"{where}{place}：{self(f'fault.{fault.problem}', **fault.facts)}"


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            _flatten(name, value, into)
        else:
            into[name] = str(value)


def regime_files(extra: Path | None = None) -> Mapping[str, bytes]:
    """The shipped profiles by file name, and those of a further folder."""
    folders = [RESOURCES / "regimes", *([extra] if extra else [])]
    return {p.stem: p.read_bytes() for folder in folders for p in sorted(folder.glob("*.toml"))}


def load_regimes(extra: Path | None = None) -> Mapping[str, Regime]:
    """All profiles by id. Raises Faulty for the first file with faults."""
    loaded = (profile.load(name, raw) for name, raw in regime_files(extra).items())
    return {regime.id: regime for regime in loaded}


def calendar_files() -> Mapping[int, bytes]:
    """The shipped year calendars."""
    return {int(p.stem): p.read_bytes() for p in sorted((RESOURCES / "calendars").glob("*.toml"))}


def load_calendar() -> WorkCalendar:
    """The work calendar of all shipped years."""
    years = (calendar.load_year(str(y), raw) for y, raw in calendar_files().items())
    return WorkCalendar(tuple(years))

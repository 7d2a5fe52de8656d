"""Printer profiles: what a model's ROM, paper and commands are, read strictly from TOML.

Every fault of a file is named at once, with table, key and line, for whoever set up the printer.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from app.printing.charset import Rom

CELL_DOTS: Final = 12
_WIDEST_MODULE: Final = 11  # the longest number needs 33 modules with its quiet zone: 363 dots


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """One model of printer. Dots are the printer's own (203 dpi: 8 a millimetre)."""

    id: str
    name: str
    dots: int
    columns: int
    rom: Rom
    pitch: int
    units_per_dot: int
    band_rows: int
    qr: Literal["raster", "native"]
    module: int
    cut: Literal["part", "full", "none"]
    tail_dots: int
    baud: int
    status: Literal["none", "dle"]


class ProfileError(ValueError):
    """A profile that cannot be used; `faults` are sentences in Chinese, one a fault."""

    def __init__(self, path: Path, faults: tuple[str, ...]) -> None:
        super().__init__(f"{path.name}：" + "；".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the file, the field it fills, and its allowed words or its range."""

    table: str
    name: str
    field: str
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    def fault(self, value: object) -> str:
        """What is wrong with the value; empty if nothing."""
        if self.words:
            return "" if value in self.words else f"只能是 {'、'.join(self.words)}"
        if self.most:
            right = type(value) is int and self.least <= value <= self.most
            return "" if right else f"应为 {self.least} 到 {self.most} 的整数"
        return "" if isinstance(value, str) and value.strip() else "应为文字，不能空"


_KEYS: Final = (
    _Key("printer", "id", "id"),
    _Key("printer", "name", "name"),
    _Key("paper", "dots", "dots", least=384, most=832),
    _Key("paper", "columns", "columns", least=32, most=64),
    _Key("text", "rom", "rom", words=("gb2312", "gbk")),
    _Key("text", "pitch", "pitch", least=24, most=60),
    _Key("text", "units_per_dot", "units_per_dot", least=1, most=2),
    _Key("image", "band_rows", "band_rows", least=8, most=64),
    _Key("qr", "method", "qr", words=("raster", "native")),
    _Key("qr", "module", "module", least=3, most=_WIDEST_MODULE),
    _Key("cut", "method", "cut", words=("part", "full", "none")),
    _Key("cut", "tail_dots", "tail_dots", least=1, most=400),
    _Key("link", "baud", "baud", least=1200, most=921600),
    _Key("link", "status", "status", words=("none", "dle")),
)


def load(path: Path) -> PrinterProfile:
    """The profile in a file. Raises OSError, or ProfileError naming every fault."""
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(path, (f"不是完好的 TOML：{error}",)) from None
    lines = _lines(text)
    faults = [*_unknown(tables, lines), *_wrong(tables, lines)]
    if not faults:
        faults = _clashes(tables, lines)
    if faults:
        raise ProfileError(path, tuple(faults))
    fields = {key.field: tables[key.table][key.name] for key in _KEYS}
    return PrinterProfile(**fields)


def _wrong(tables: dict[str, Any], lines: dict[str, int]) -> list[str]:
    found = []
    for key in _KEYS:
        where = f"[{key.table}] {key.name}"
        table = tables.get(key.table)
        if not isinstance(table, dict) or key.name not in table:
            found.append(f"{where} 没有写")
        elif fault := key.fault(table[key.name]):
            found.append(f"{where}（第 {_at(lines, key.table, key.name)} 行）{fault}")
    return found


def _unknown(tables: dict[str, Any], lines: dict[str, int]) -> list[str]:
    known = {(key.table, key.name) for key in _KEYS}
    named = {table for table, _ in known}
    found = []
    for table, content in tables.items():
        if table not in named or not isinstance(content, dict):
            found.append(f"[{table}]（第 {_at(lines, table, '')} 行）不认识")
            continue
        found.extend(
            f"[{table}] {name}（第 {_at(lines, table, name)} 行）不认识"
            for name in content
            if (table, name) not in known
        )
    return found


def _clashes(tables: dict[str, Any], lines: dict[str, int]) -> list[str]:
    """Faults of values that are each right but do not go together."""
    dots, columns = tables["paper"]["dots"], tables["paper"]["columns"]
    if columns * CELL_DOTS <= dots:
        return []
    line = _at(lines, "paper", "columns")
    return [f"[paper] columns（第 {line} 行）每列 {CELL_DOTS} 点，超出纸宽 {dots} 点"]


def _lines(text: str) -> dict[str, int]:
    """Line number of every table and of every key, by “table” and “table.key”."""
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]\s]+)\s*\]", line):
            table = header[1]
            places.setdefault(table, number)
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            places.setdefault(f"{table}.{key[1]}".lstrip("."), number)
    return places


def _at(lines: dict[str, int], table: str, name: str) -> int:
    return lines.get(f"{table}.{name}".rstrip("."), lines.get(table, 1))

"""Strict reading of our TOML files: profiles, calendars, pads, printers.

Every fault of a file is found at once, each with the table and key and the line it stands at,
so that a site engineer mends the file in one go.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Final, TypeVar, get_origin

import msgspec

MAX_BYTES: Final = 1_000_000
LONGEST_LINE: Final = 20_000  # characters; parsing a key takes the square of its parts
DEEPEST: Final = 8  # tables in tables whose lines are told; ours have four
Path = tuple[str | int, ...]
T = TypeVar("T", bound=msgspec.Struct)

_HEADER: Final = re.compile(r"\s*(\[\[?)([^\]#]+)\]")
_KEY: Final = re.compile(r"""\s*("[^"]+"|'[^']+'|[A-Za-z0-9_-]+)\s*=""")
_AT_LINE: Final = re.compile(r"at line (\d+)")


class Fault(msgspec.Struct, frozen=True):
    """One fault: the place as `limit[2].unit`, its line (0 unknown), a word key and its facts.

    The sentence is looked up as `fault.<problem>`.
    """

    place: str
    line: int
    problem: str
    facts: Mapping[str, str | int] = {}


class Faulty(Exception):  # noqa: N818
    """A file with faults; `faults` holds all of them, in the order of the file."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        super().__init__(f"{name}: {len(faults)} faults")
        self.name = name
        self.faults = tuple(sorted(faults, key=lambda f: (f.line, f.place)))


class Document:
    """A parsed TOML file that collects faults. Raises Faulty when it cannot be read at all."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self._lines: Mapping[Path, int] = {}
        if len(raw) > MAX_BYTES:
            raise Faulty(name, [Fault("", 0, "too_large", {"bytes": len(raw)})])
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise Faulty(name, [Fault("", line, "not_utf8")]) from error
        if text.startswith("\ufeff"):
            raise Faulty(name, [Fault("", 1, "bom")])
        for line, written in enumerate(text.split("\n"), 1):
            if len(written) > LONGEST_LINE:
                raise Faulty(name, [Fault("", line, "long_line", {"most": LONGEST_LINE})])
        try:
            self.root: dict[str, Any] = tomllib.loads(text)
        except RecursionError as error:
            raise Faulty(name, [Fault("", 0, "too_deep")]) from error
        except ValueError as error:  # also a number of thousands of digits
            found = _AT_LINE.search(str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            raise Faulty(name, [Fault("", line, "not_toml")]) from error
        self._lines = dict(_line_numbers(text))

    def fault(self, path: Path, problem: str, **facts: str | int) -> None:
        """Note a fault at a path such as ("limit", 2, "unit")."""
        line = next(
            (self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 0
        )
        self.faults.append(Fault(place_of(path), line, problem, facts))

    def finish(self) -> None:
        """Raise Faulty if anything was noted."""
        if self.faults:
            raise Faulty(self.name, self.faults)

    def unknown(self, table: Mapping[str, Any], known: frozenset[str], path: Path) -> None:
        """Note keys that nobody reads: a misspelt key must not be silently ignored."""
        for key in table:
            if key not in known:
                self.fault((*path, key), "unknown_key", key=key)

    def struct(self, cls: type[T], table: object, path: Path) -> T | None:
        """A table as a Struct; None when a fault was noted. Nested tables are given by fields."""
        if not isinstance(table, dict):
            self.fault(path, "not_a_table")
            return None
        fields = {f.encode_name: f for f in msgspec.structs.fields(cls)}
        self.unknown(table, frozenset(fields), path)
        values, whole = {}, True
        for key, field in fields.items():
            if key not in table:
                if field.required:
                    self.fault(path, "missing_key", key=key)
                    whole = False
                continue
            value = self._value(field.type, table[key], (*path, key))
            whole = whole and value is not None
            values[field.name] = value
        return cls(**values) if whole else None

    def rows(self, cls: type[T], key: str) -> tuple[T, ...]:
        """An array of tables of the root; rows with faults are left out."""
        found = self.root.get(key, [])
        if not isinstance(found, list):
            self.fault((key,), "not_an_array")
            return ()
        rows = (self.struct(cls, row, (key, i)) for i, row in enumerate(found))
        return tuple(row for row in rows if row is not None)

    def _value(self, kind: Any, value: object, path: Path) -> Any:
        inner, many = _struct_inside(kind), get_origin(kind) is tuple
        if inner and isinstance(value, list | dict) and isinstance(value, list) != many:
            self.fault(path, "not_an_array" if many else "not_a_table")
            return None
        if inner and isinstance(value, list):
            rows = [self.struct(inner, row, (*path, i)) for i, row in enumerate(value)]
            return tuple(rows) if None not in rows else None
        if inner and isinstance(value, dict):
            if get_origin(kind) is not Mapping:
                return self.struct(inner, value, path)
            made = {k: self.struct(inner, row, (*path, k)) for k, row in value.items()}
            return made if None not in made.values() else None
        try:
            return msgspec.convert(value, kind, strict=True)
        except msgspec.ValidationError:
            self.fault(path, "wrong_type", value=shown(value))
            return None


def shown(value: object) -> str:
    """The beginning of any value as text; its type where it is too deep or too large for one."""
    try:
        return str(value)[:40]
    except (ValueError, RecursionError):
        return type(value).__name__


def place_of(path: Path) -> str:
    """A path as people read it: `limit[2].unit`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _struct_inside(kind: Any) -> type[msgspec.Struct] | None:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    inner = getattr(kind, "__args__", ())
    if isinstance(kind, UnionType) or len(inner) == 2:
        return next((s for s in map(_struct_inside, inner) if s), None)
    return None


def _line_numbers(text: str) -> Iterator[tuple[Path, int]]:
    """Where each table and key stands, by its path. Keys inside multi-line values are ignored."""
    counts: dict[Path, int] = {}
    prefix: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            prefix = ()
            names = [n.strip().strip("\"'") for n in header[2].split(".", DEEPEST)][:DEEPEST]
            for depth, name in enumerate(names, 1):
                prefix = (*prefix, name)
                if depth == len(names) and header[1] == "[[":
                    counts[prefix] = counts.get(prefix, -1) + 1
                    if not counts[prefix]:
                        yield prefix, number
                if prefix in counts:
                    prefix = (*prefix, counts[prefix])
            yield prefix, number
        elif key := _KEY.match(line):
            yield (*prefix, key[1].strip("\"'")), number

"""A pad described by a TOML file a site engineer can write (resources/pads/*.toml).

Read strictly: all faults at once, and the file's own self-test vectors must pass.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from app.devices.framing import CHECKS, Decoder, Field, FrameSpec, encode
from app.domain.tables import Document

STATUSES: Final = frozenset({"from-public-code", "captured", "vendor-document", "verified-on-site"})
LEVELS: Final = frozenset({"5", "4", "3", "2", "1"})
KINDS: Final = frozenset({"fields", "raw_keys"})


class Line(msgspec.Struct, frozen=True):
    """[line]: the port's settings; `gap_ms` of silence ends a frame."""

    baud: int = 9600
    bytes: str = "8N1"
    dtr: bool = True
    gap_ms: int = 50


class Rx(msgspec.Struct, frozen=True):
    """[rx]: how frames of the pad look."""

    kind: str
    fields: tuple[str, ...] = ()
    len_covers: tuple[str, ...] = ()
    check: str = "none"
    check_over: tuple[str, ...] = ()
    max_len: int = 64


class Tx(msgspec.Struct, frozen=True):
    """[tx]: frames to the pad: `same_as = "rx"` with a lead, or the raw bytes of commands."""

    same_as: str = ""
    lead: str = ""


class Command(msgspec.Struct, frozen=True):
    """[commands.x]: either raw hex, or values of a frame and its data in hex."""

    hex: str = ""
    cmd: int = -1
    data: str = ""


class PressRule(msgspec.Struct, frozen=True):
    """[press]: which frame is a press, where its key stands, what is answered once it counts."""

    key: str = "data[0]"
    when: Mapping[str, int | str] = {}
    reply: str = ""


class Key(msgspec.Struct, frozen=True):
    """[keys.0xNN]: the level code a key means here, and what is printed on it."""

    level: str
    label: str


class Selftest(msgspec.Struct, frozen=True):
    """[[selftest]]: bytes in, what they mean: `press:<level>` or `none`."""

    rx: str
    means: str


class Sheet(msgspec.Struct, frozen=True):
    """The whole file as it is written."""

    schema: int
    id: str
    name: str
    status: str
    rx: Rx
    press: PressRule
    keys: Mapping[str, Key]
    selftest: tuple[Selftest, ...]
    line: Line = Line()
    tx: Tx = Tx()
    commands: Mapping[str, Command] = {}
    vars: Mapping[str, int] = {}
    accept_only_while_prompting: bool = False


class PadProfile(msgspec.Struct, frozen=True):
    """A profile ready for use. `keys` by native code; `scale` is how many levels it has."""

    id: str
    name: str
    status: str
    sha256: str
    line: Line
    rx: FrameSpec
    commands: Mapping[str, bytes]
    when: Mapping[str, int]
    keys: Mapping[int, Key]
    reply: str

    @property
    def scale(self) -> int:
        """How many keys rate."""
        return len(self.keys)


def load(name: str, raw: bytes) -> PadProfile:
    """Read a profile. Raises app.domain.tables.Faulty with all faults."""
    document = Document(name, raw)
    sheet = document.struct(Sheet, document.root, ())
    if sheet is None:
        document.finish()
        raise AssertionError("a sheet without faults exists")
    _check_words(document, sheet)
    keys = _keys(document, sheet)
    document.finish()
    spec = _spec(document, sheet)
    document.finish()
    profile = PadProfile(
        sheet.id, sheet.name, sheet.status, hashlib.sha256(raw).hexdigest(), sheet.line, spec,
        _commands(document, sheet, spec),
        {k: sheet.vars[v[1:]] if isinstance(v, str) else v for k, v in sheet.press.when.items()},
        keys, sheet.press.reply,
    )  # fmt: skip
    document.finish()
    _selftest(document, sheet, profile)
    document.finish()
    return profile


def load_file(path: Path) -> PadProfile:
    """Read a profile from a file."""
    return load(path.name, path.read_bytes())


def _check_words(document: Document, sheet: Sheet) -> None:
    checks = (
        (sheet.schema == 1, ("schema",)),
        (sheet.status in STATUSES, ("status",)),
        (sheet.rx.kind in KINDS, ("rx", "kind")),
        (sheet.rx.check in CHECKS, ("rx", "check")),
        (sheet.tx.same_as in ("", "rx"), ("tx", "same_as")),
        (sheet.press.key == "data[0]", ("press", "key")),
        (sheet.press.reply in ("", *sheet.commands), ("press", "reply")),
        (len(sheet.line.bytes) >= 3 and sheet.line.bytes[0] in "5678", ("line", "bytes")),
        (bool(sheet.selftest), ("selftest",)),
        (bool(sheet.keys), ("keys",)),
        (sheet.rx.kind != "raw_keys" or sheet.accept_only_while_prompting,
         ("accept_only_while_prompting",)),
        (sheet.rx.check == "none" or bool(sheet.rx.check_over), ("rx", "check_over")),
    )  # fmt: skip
    for good, path in checks:
        if not good:
            document.fault(path, "wrong_word")
    for key, value in sheet.press.when.items():
        if isinstance(value, str) and value.removeprefix("$") not in sheet.vars:
            document.fault(("press", "when"), "unknown_name", name=f"{key} = {value}")


def _keys(document: Document, sheet: Sheet) -> Mapping[int, Key]:
    keys: dict[int, Key] = {}
    for text, key in sheet.keys.items():
        try:
            code = int(text, 0)
        except ValueError:
            document.fault(("keys", text), "not_a_number", value=text)
            continue
        if not 0 <= code <= 255:
            document.fault(("keys", text), "out_of_range", low=0, high=255)
        if code in keys:
            document.fault(("keys", text), "double", value=text)
        if key.level not in LEVELS:
            document.fault(("keys", text, "level"), "wrong_word")
        keys[code] = key
    return keys


def _spec(document: Document, sheet: Sheet) -> FrameSpec:
    fields = []
    for i, text in enumerate(sheet.rx.fields):
        kind, _, name = text.partition(":")
        if kind not in ("const", "len", "u8", "data", "check"):
            document.fault(("rx", "fields"), "wrong_word", value=text)
        elif kind == "const":
            fields.append(Field(kind, f"const{i}", int(name, 16)))
        else:
            fields.append(Field(kind, name if kind == "u8" else ""))
    kinds = [f.kind for f in fields]
    if sheet.rx.kind == "fields" and (
        not kinds or kinds[0] != "const" or kinds.count("data") != 1 or "len" not in kinds
    ):
        document.fault(("rx", "fields"), "wrong_word")
    names = {f.name or f.kind for f in fields}
    for place in ("len_covers", "check_over"):
        for name in getattr(sheet.rx, place):
            if name not in names:
                document.fault(("rx", place), "unknown_name", name=name)
    rx = sheet.rx
    return FrameSpec(rx.kind, tuple(fields), rx.len_covers, rx.check, rx.check_over, rx.max_len)


def _commands(document: Document, sheet: Sheet, spec: FrameSpec) -> Mapping[str, bytes]:
    made = {}
    for name, command in sheet.commands.items():
        try:
            if command.hex:
                made[name] = bytes.fromhex(command.hex)
            else:
                lead = spec._replace(lead=bytes.fromhex(sheet.tx.lead))
                values = {**sheet.vars, "cmd": command.cmd}
                made[name] = encode(lead, values, bytes.fromhex(command.data))
        except (ValueError, KeyError):
            document.fault(("commands", name), "not_hex", value=name)
    return made


def _selftest(document: Document, sheet: Sheet, profile: PadProfile) -> None:
    for i, test in enumerate(sheet.selftest):
        try:
            decoder = Decoder(profile.rx)
            frames = decoder.feed(bytes.fromhex(test.rx))
        except ValueError:
            document.fault(("selftest", i, "rx"), "not_hex", value=test.rx)
            continue
        keys = [profile.keys.get(f.data[0]) for f in frames if f.data and fits(profile, f.values)]
        levels = [k.level for k in keys if k]
        said = f"press:{levels[0]}" if len(levels) == 1 else "none"
        if said != test.means:
            document.fault(("selftest", i), "selftest", wanted=test.means, got=said)


def fits(profile: PadProfile, values: Mapping[str, int]) -> bool:
    """Whether a frame's values are those of a press of this pad."""
    return all(values.get(name) == wanted for name, wanted in profile.when.items())

"""The file of a pad's profile as it is written, and everything that can be wrong with it.

A file is read in four parts, so that a fault in one does not hide those of the others.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

import msgspec

from app.devices.framing import CHECKS
from app.settings.tables import Document, Path

SIMULATED: Final = "simulated"  # no such device exists: for training only
STATUSES: Final = frozenset(
    {"from-public-code", "captured", "vendor-document", "verified-on-site", SIMULATED}
)
LEVELS: Final = frozenset({"5", "4", "3", "2", "1"})  # 非常满意 … 非常不满意, the national codes
PROMPT: Final = "prompt"
WELCOME: Final = "welcome"

_BYTES: Final = re.compile(r"[5-8][NEOMS](1|1\.5|2)")
_KEY: Final = re.compile(r"data\[(\d)\]")
_FIELD: Final = re.compile(r"len|data|check|const:([0-9A-Fa-f]{2})+|u8:(?!(?:len|data|check)$)\w+")
_NO_NUMBER: Final = -1


class Line(msgspec.Struct, frozen=True):
    """[line]: the port's settings; `gap_ms` of silence ends a frame."""

    baud: int = 9600
    bytes: str = "8N1"
    dtr: bool = True
    gap_ms: int = 50
    write_pause_ms: int = 0


class Rx(msgspec.Struct, frozen=True):
    """[rx]: how frames of the pad look. kind `fields` or `raw_keys`."""

    kind: str
    fields: tuple[str, ...] = ()
    len_covers: tuple[str, ...] = ()
    check: str = "none"
    check_over: tuple[str, ...] = ()
    max_len: int = 64


class Tx(msgspec.Struct, frozen=True):
    """[tx]: frames to the pad look as those from it; `lead` stands before each, in hex."""

    same_as: str = ""
    lead: str = ""


class AnswerRule(msgspec.Struct, frozen=True):
    """[commands.x.answer]: the frame by which the pad says that it prompts, and the patience."""

    when: Mapping[str, int | str]
    timeout_ms: int = 400
    tries: int = 3


class CommandRule(msgspec.Struct, frozen=True):
    """[commands.x]: either raw `hex`, or a frame's `cmd` and its data in hex.

    `pause_ms` is how long the pad needs before it takes the next command.
    """

    hex: str = ""
    cmd: int = _NO_NUMBER
    data: str = ""
    pause_ms: int = 0
    answer: AnswerRule | None = None


class PressRule(msgspec.Struct, frozen=True):
    """[press]: which frame is a press, where its key stands, what is answered once it counts."""

    key: str = "data[0]"
    when: Mapping[str, int | str] = {}
    reply: str = ""

    @property
    def place(self) -> int:
        """Which byte of the data is the key."""
        found = _KEY.fullmatch(self.key)
        return int(found[1]) if found else 0


class Key(msgspec.Struct, frozen=True):
    """[keys.0xNN]: the level code a key means here, and what is printed on it."""

    level: str
    label: str


class Selftest(msgspec.Struct, frozen=True):
    """[[selftest]]: bytes in and what they mean (`press:<level>`, `none`), or a command's bytes."""

    rx: str = ""
    means: str = ""
    command: str = ""
    tx: str = ""


class Head(msgspec.Struct, frozen=True):
    """What stands before the first table. `setup` are the commands sent to a port just opened."""

    schema: int
    id: str
    name: str
    status: str
    accept_only_while_prompting: bool = False
    setup: tuple[str, ...] = ()


class Way(msgspec.Struct, frozen=True):
    """The line and the frames on it."""

    rx: Rx
    line: Line = Line()
    tx: Tx = Tx()
    vars: Mapping[str, int] = {}


class Talk(msgspec.Struct, frozen=True):
    """What is said on it."""

    press: PressRule
    commands: Mapping[str, CommandRule] = {}


class Meaning(msgspec.Struct, frozen=True):
    """What the keys mean, and the proof."""

    keys: Mapping[str, Key]
    selftest: tuple[Selftest, ...]


class Sheet(NamedTuple):
    """The four parts; None for one that could not be read."""

    head: Head | None
    way: Way | None
    talk: Talk | None
    meaning: Meaning | None

    def whole(self) -> tuple[Head, Way, Talk, Meaning]:
        """All four, once the document has no fault."""
        head, way, talk, meaning = self
        if head is None or way is None or talk is None or meaning is None:
            raise AssertionError("a sheet without faults is whole")
        return head, way, talk, meaning


P = TypeVar("P", bound=msgspec.Struct)


def read(document: Document) -> Sheet:
    """The parts of a file, each with its own faults noted in the document."""
    parts = (Head, Way, Talk, Meaning)
    known = frozenset(f.name for part in parts for f in msgspec.structs.fields(part))
    document.unknown(document.root, known, ())
    sheet = Sheet(*(_part(document, part) for part in parts))  # type: ignore[arg-type]  # in order
    if sheet.head:
        _check_head(document, sheet.head)
    if sheet.way:
        _check_way(document, sheet.way)
    if sheet.meaning:
        _check_meaning(document, sheet.meaning)
    if sheet.way and sheet.talk:
        _check_talk(document, sheet.way, sheet.talk)
    if sheet.head and sheet.talk:
        _check_names(document, sheet.head, sheet.talk)
    if sheet.head and sheet.way:
        bare = sheet.way.rx.kind == "raw_keys"
        wanted(document, ("accept_only_while_prompting",),
               sheet.head.accept_only_while_prompting or not bare)  # fmt: skip
    return sheet


def wanted(document: Document, path: Path, good: bool, problem: str = "wrong_word") -> None:
    """Note a fault unless something holds."""
    if not good:
        document.fault(path, problem)


def _part(document: Document, part: type[P]) -> P | None:
    names = {f.name for f in msgspec.structs.fields(part)}
    return document.struct(part, {k: v for k, v in document.root.items() if k in names}, ())


def _in_range(document: Document, rows: Iterable[tuple[Path, int, int, int]]) -> None:
    for path, value, low, high in rows:
        if not low <= value <= high:
            document.fault(path, "out_of_range", low=low, high=high)


def _check_head(document: Document, head: Head) -> None:
    wanted(document, ("schema",), head.schema == 1)
    wanted(document, ("status",), head.status in STATUSES)
    for key in ("id", "name"):
        wanted(document, (key,), bool(getattr(head, key).strip()))


def _check_way(document: Document, way: Way) -> None:
    line, rx = way.line, way.rx
    _in_range(document, (
        (("line", "baud"), line.baud, 300, 1_000_000),
        (("line", "gap_ms"), line.gap_ms, 5, 1000),
        (("line", "write_pause_ms"), line.write_pause_ms, 0, 5000),
        (("rx", "max_len"), rx.max_len, 1, 250),
        *((("vars", name), value, 0, 255) for name, value in way.vars.items()),
    ))  # fmt: skip
    wanted(document, ("line", "bytes"), bool(_BYTES.fullmatch(line.bytes)))
    wanted(document, ("tx", "same_as"), way.tx.same_as in ("", "rx"))
    wanted(document, ("rx", "kind"), rx.kind in ("fields", "raw_keys"))
    wanted(document, ("rx", "check"), rx.check in CHECKS)
    if rx.kind == "fields":
        _check_fields(document, rx)
    else:
        for key in ("fields", "len_covers", "check_over"):
            wanted(document, ("rx", key), not getattr(rx, key))


def _check_fields(document: Document, rx: Rx) -> None:
    for text in rx.fields:
        wanted(document, ("rx", "fields"), bool(_FIELD.fullmatch(text)))
    names = [text.removeprefix("u8:") for text in rx.fields if not text.startswith("const:")]
    before = names[: names.index("data")] if "data" in names else []
    ordered = (
        rx.fields[:1] != () and rx.fields[0].startswith("const:"),
        names.count("data") == 1 and "len" in before and names.count("len") == before.count("len"),
        names.count("check") == (rx.check != "none"),
        not [n for n in names if n != "len" and names.count(n) > 1],
    )
    wanted(document, ("rx", "fields"), all(ordered))
    wanted(document, ("rx", "len_covers"), "data" in rx.len_covers)
    wanted(document, ("rx", "check_over"), bool(rx.check_over) == (rx.check != "none"))
    checked = names[: names.index("check")] if "check" in names else names
    for key, known in (("len_covers", [n for n in names if n != "len"]), ("check_over", checked)):
        for name in getattr(rx, key):
            if name not in known:
                document.fault(("rx", key), "unknown_name", name=name)
    wanted(document, ("rx", "max_len"), rx.max_len >= len(rx.len_covers))


def _check_meaning(document: Document, meaning: Meaning) -> None:
    wanted(document, ("keys",), bool(meaning.keys))
    wanted(document, ("selftest",), any(test.rx for test in meaning.selftest))
    seen: set[int] = set()
    for text, key in meaning.keys.items():
        wanted(document, ("keys", text, "level"), key.level in LEVELS)
        wanted(document, ("keys", text, "label"), bool(key.label.strip()))
        try:
            code = int(text, 0)
        except ValueError:
            document.fault(("keys", text), "not_a_number", value=text)
            continue
        _in_range(document, [(("keys", text), code, 0, 255)])
        if code in seen:
            document.fault(("keys", text), "double", value=text)
        seen.add(code)
    for i, test in enumerate(meaning.selftest):
        whole = bool(test.rx and test.means) != bool(test.command and test.tx)
        wanted(document, ("selftest", i), whole)


def _check_talk(document: Document, way: Way, talk: Talk) -> None:
    numbers = {t.removeprefix("u8:") for t in way.rx.fields if t.startswith("u8:")}
    wanted(document, ("press", "key"), bool(_KEY.fullmatch(talk.press.key)))
    rules: list[tuple[Path, Mapping[str, int | str]]] = [(("press", "when"), talk.press.when)]
    for name, command in talk.commands.items():
        path = ("commands", name)
        wanted(document, path, bool(command.hex) != (command.cmd != _NO_NUMBER))
        _in_range(document, [((*path, "pause_ms"), command.pause_ms, 0, 5000)])
        if not command.hex:
            _in_range(document, [((*path, "cmd"), command.cmd, 0, 255)])
            for number in numbers - {*way.vars, "cmd"}:
                document.fault(path, "unknown_name", name=number)
            wanted(document, path, way.tx.same_as == "rx" and "cmd" in numbers)
        if answer := command.answer:
            rules.append(((*path, "answer", "when"), answer.when))
            _in_range(document, (
                ((*path, "answer", "timeout_ms"), answer.timeout_ms, 50, 5000),
                ((*path, "answer", "tries"), answer.tries, 1, 5),
            ))  # fmt: skip
            wanted(document, (*path, "answer"), name == PROMPT and bool(answer.when))
    for place, when in rules:
        for key, value in when.items():
            if key not in numbers:
                document.fault(place, "unknown_name", name=key)
            if isinstance(value, int):
                _in_range(document, [(place, value, 0, 255)])
            elif value[:1] != "$" or value[1:] not in way.vars:
                document.fault(place, "unknown_name", name=value)


def _check_names(document: Document, head: Head, talk: Talk) -> None:
    """Every command that is spoken of exists, and every one that exists is used."""
    spoken: list[tuple[Path, str]] = [(("setup",), name) for name in head.setup]
    spoken += [(("press", "reply"), talk.press.reply)] if talk.press.reply else []
    for path, name in spoken:
        if name not in talk.commands:
            document.fault(path, "unknown_name", name=name)
    used = {PROMPT, WELCOME, *(name for _, name in spoken)}
    for name in talk.commands:
        if name not in used:
            document.fault(("commands", name), "unknown_name", name=name)

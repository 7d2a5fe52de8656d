"""Reading a pad's file with everything that can be wrong with it, all at once."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import msgspec

from app.devices.framing import KINDS, Description
from app.devices.sheet import (
    BRIDGE,
    NO_NUMBER,
    PROMPT,
    SIMULATED,
    WELCOME,
    CommandRule,
    Head,
    Meaning,
    Parts,
    Sheet,
    Talk,
    Way,
    When,
)
from app.domain.acts.rating import BAD_REASONS
from app.settings.tables import Document, Path, shown

STATUSES: Final = frozenset(
    {"from-public-code", "captured", "vendor-document", "verified-on-site", SIMULATED}
)
LEVELS: Final = frozenset({"5", "4", "3", "2", "1"})  # 非常满意 … 非常不满意, the national codes
BAD_LEVELS: Final = frozenset({"2", "1"})

MOST_LETTERS: Final = 40
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_USB: Final = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
_BYTES: Final = re.compile(r"[5-8][NEOMS](1|1\.5|2)")

P = TypeVar("P", bound=msgspec.Struct)


def read(document: Document) -> Sheet:
    """The parts of a file. Raises Faulty with the faults of all of them."""
    parts = (Head, Way, Talk, Meaning)
    known = frozenset(f.name for part in parts for f in msgspec.structs.fields(part))
    document.unknown(document.root, known | {"rx"}, ())
    found = Parts(
        _part(document, Head), _rx(document), _part(document, Way), _part(document, Talk),
        _part(document, Meaning),
    )  # fmt: skip
    head, rx, way, talk, meaning = found
    if head:
        _check_head(document, head)
    if way:
        _check_way(document, way)
    if meaning:
        _check_meaning(document, meaning)
    if rx and way:
        bridged = rx.kind == BRIDGE
        wanted(document, ("child", "command"), bridged == bool(way.child.command), "child")
    if rx and way and talk:
        _check_talk(document, rx, way, talk)
    if head and talk:
        _check_names(document, head, talk)
    if head and rx:
        deaf = head.accept_only_while_prompting or not rx.is_bare
        wanted(document, ("accept_only_while_prompting",), deaf, "bare_keys")
    document.finish()
    return found.whole()


def wanted(document: Document, path: Path, good: bool, problem: str = "wrong_word") -> None:
    """Note a fault unless something holds."""
    if not good:
        document.fault(path, problem)


def _part(document: Document, part: type[P]) -> P | None:
    names = {f.name for f in msgspec.structs.fields(part)}
    return document.struct(part, {k: v for k, v in document.root.items() if k in names}, ())


def _rx(document: Document) -> Description | None:
    """[rx] by its kind."""
    if "rx" not in document.root:
        document.fault((), "missing_key", key="rx")
        return None
    table = document.root["rx"]
    kind = table.get("kind") if isinstance(table, dict) else "fields"
    if kind is None:
        document.fault(("rx",), "missing_key", key="kind")
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        words = " ".join(KINDS)
        document.fault(("rx", "kind"), "unknown_word", value=shown(kind), words=words)
        return None
    rx = document.struct(KINDS[kind], table, ("rx",))
    for wrong in rx.faults() if rx else ():
        document.fault(("rx", wrong.key), wrong.problem, **wrong.facts)
    return rx


def _in_range(document: Document, rows: Iterable[tuple[Path, int, int, int]]) -> None:
    for path, value, low, high in rows:
        if not low <= value <= high:
            document.fault(path, "out_of_range", low=low, high=high)


def _check_text(document: Document, path: Path, text: str) -> None:
    """What people read: something, on one line, nothing that hides or turns other text."""
    wanted(document, path, bool(text.strip()), "empty")
    if len(text) > MOST_LETTERS or not text.isprintable():
        document.fault(path, "not_plain", most=MOST_LETTERS)


def _check_head(document: Document, head: Head) -> None:
    wanted(document, ("schema",), head.schema == 1)
    wanted(document, ("status",), head.status in STATUSES)
    wanted(document, ("id",), bool(_ID.fullmatch(head.id)), "bad_id")
    _check_text(document, ("name",), head.name)


def _check_way(document: Document, way: Way) -> None:
    line = way.line
    _in_range(document, (
        (("line", "baud"), line.baud, 300, 1_000_000),
        (("line", "gap_ms"), line.gap_ms, 5, 1000),
        (("line", "write_pause_ms"), line.write_pause_ms, 0, 5000),
    ))  # fmt: skip
    wanted(document, ("line", "bytes"), bool(_BYTES.fullmatch(line.bytes)))
    for usb in way.match.usb:
        if not _USB.fullmatch(usb):
            document.fault(("match", "usb"), "not_usb", value=usb[:40])
    wanted(document, ("tx", "same_as"), way.tx.same_as in ("", "rx"))
    for name, var in way.vars.items():
        path = ("vars", name)
        wanted(document, path, (var.min is None) == (var.max is None), "half_range")
        wanted(document, path, bool(var.label.strip()) or not var.is_settable, "var_label")
        low, high = var.min or 0, 65535 if var.max is None else var.max
        _in_range(document, (
            ((*path, "min"), low, 0, 65535), ((*path, "max"), high, 0, 65535),
            ((*path, "default"), var.default, low, high),
        ))  # fmt: skip


def _check_meaning(document: Document, meaning: Meaning) -> None:
    wanted(document, ("keys",), bool(meaning.keys), "no_keys")
    wanted(document, ("selftest",), any(t.rx or t.line for t in meaning.selftest), "no_selftest")
    seen: set[int] = set()
    for text, key in meaning.keys.items():
        path = ("keys", text)
        wanted(document, (*path, "level"), key.level in LEVELS)
        _check_text(document, (*path, "label"), key.label)
        if key.reason not in {"", *BAD_REASONS}:
            words = " ".join(sorted(BAD_REASONS))
            document.fault((*path, "reason"), "unknown_word", value=key.reason[:40], words=words)
        good = bool(key.reason) and key.level not in BAD_LEVELS
        wanted(document, (*path, "reason"), not good, "good_reason")
        try:
            code = int(text, 0)
        except ValueError:
            document.fault(path, "not_a_number", value=text[:40])
            continue
        _in_range(document, [(path, code, 0, 255)])
        if code in seen:
            document.fault(path, "double", value=text)
        seen.add(code)
    for i, test in enumerate(meaning.selftest):
        heard = bool(test.rx) != bool(test.line) and bool(test.means)
        whole = heard != bool(test.command and test.tx)
        wanted(document, ("selftest", i), whole, "half_selftest")


def _check_talk(document: Document, rx: Description, way: Way, talk: Talk) -> None:
    numbers = rx.numbers
    wanted(document, ("press", "key"), talk.press.place >= 0)
    rules: list[tuple[Path, When]] = [(("press", "when"), talk.press.when)]
    if dark := talk.timeout:
        rules.append((("timeout", "when"), dark.when))
        wanted(document, ("timeout",), bool(dark.when) or dark.key != NO_NUMBER, "no_when")
        _in_range(document, [(("timeout", "key"), dark.key, NO_NUMBER, 255)])
    for name, command in talk.commands.items():
        _check_command(document, way, numbers, name, command)
        if answer := command.answer:
            path = ("commands", name, "answer")
            rules += [((*path, "when"), answer.when), ((*path, "nak"), answer.nak)]
    for place, when in rules:
        _check_when(document, way, numbers, place, when)


def _check_command(
    document: Document, way: Way, numbers: Mapping[str, int], name: str, command: CommandRule
) -> None:
    path = ("commands", name)
    wanted(document, path, bool(command.hex) != (command.cmd != NO_NUMBER), "hex_or_cmd")
    _in_range(document, [((*path, "pause_ms"), command.pause_ms, 0, 5000)])
    if not command.hex:
        _in_range(document, [((*path, "cmd"), command.cmd, 0, numbers.get("cmd", 255))])
        for number in sorted({*numbers} - {*way.vars, "cmd"}):
            document.fault(path, "unknown_name", name=number)
        wanted(document, path, way.tx.same_as == "rx" and "cmd" in numbers, "no_cmd")
    if answer := command.answer:
        _in_range(document, (
            ((*path, "answer", "timeout_ms"), answer.timeout_ms, 50, 5000),
            ((*path, "answer", "tries"), answer.tries, 1, 5),
        ))  # fmt: skip
        wanted(document, (*path, "answer"), name == PROMPT, "only_prompt")
        wanted(document, (*path, "answer"), bool(answer.when), "no_when")


def _check_when(
    document: Document, way: Way, numbers: Mapping[str, int], place: Path, when: When
) -> None:
    for key, value in when.items():
        if key not in numbers:
            document.fault(place, "unknown_name", name=key[:40])
        if isinstance(value, int):
            _in_range(document, [(place, value, 0, numbers.get(key, 255))])
        elif value[:1] != "$" or value[1:] not in way.vars:
            document.fault(place, "unknown_name", name=value[:40])


def _check_names(document: Document, head: Head, talk: Talk) -> None:
    """Every command that is spoken of exists, and every one that exists is used."""
    spoken: list[tuple[Path, str]] = [(("setup",), name) for name in head.setup]
    spoken += [(("press", "reply"), talk.press.reply)] if talk.press.reply else []
    for path, name in spoken:
        if name not in talk.commands:
            document.fault(path, "unknown_name", name=name[:40])
    used = {PROMPT, WELCOME, *(name for _, name in spoken)}
    for name in talk.commands:
        if name not in used:
            document.fault(("commands", name), "unknown_name", name=name[:40])

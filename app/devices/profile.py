"""A pad described by a TOML file a site engineer can write (resources/pads/*.toml).

Read strictly: all faults at once, and the file's own self-test vectors must pass.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from app.devices import sheet as written
from app.devices.framing import Decoder, Field, FieldSpec, Frame, FrameSpec, RawKeySpec
from app.devices.sheet import AnswerRule, CommandRule, Key, Line, Selftest, Sheet, Way
from app.settings.tables import Document

__all__ = ["Answer", "Command", "Key", "Line", "PadProfile", "load", "load_file"]


class Answer(msgspec.Struct, frozen=True):
    """How a pad says that it prompts: the frame's numbers, within `seconds`, after `tries`."""

    when: Mapping[str, int]
    seconds: float
    tries: int


class Command(msgspec.Struct, frozen=True):
    """What is sent, and how many seconds the line then stays quiet."""

    frame: bytes
    pause: float = 0.0
    answer: Answer | None = None


class PadProfile(msgspec.Struct, frozen=True):
    """A profile ready for use. `keys` by native code; `sha256` of the file's bytes."""

    id: str
    name: str
    status: str
    sha256: str
    line: Line
    rx: FrameSpec
    vars: Mapping[str, int]
    commands: Mapping[str, Command]
    setup: tuple[str, ...]
    when: Mapping[str, int]
    key_place: int
    reply: str
    keys: Mapping[int, Key]

    @property
    def scale(self) -> int:
        """How many keys rate. It is kept with each press and never stretched (decision 27)."""
        return len(self.keys)

    @property
    def proves(self) -> bool:
        """Whether a frame proves that the pad is there: a bare byte may be noise."""
        return not isinstance(self.rx, RawKeySpec)

    def is_press(self, frame: Frame) -> bool:
        """Whether a frame is a press of this pad, of whatever key."""
        return len(frame.data) > self.key_place and fits(self.when, frame)

    def key_of(self, frame: Frame) -> int | None:
        """The native code of a listed key; None for any other frame."""
        code = frame.data[self.key_place] if self.is_press(frame) else None
        return code if code in self.keys else None

    def press_bytes(self, code: int) -> bytes:
        """What the pad sends when a key is pressed: for played pads and tests."""
        data = bytes(self.key_place) + bytes([code])
        return self.rx.encode({**self.vars, **self.when}, data)

    def answer_bytes(self) -> bytes:
        """What the pad says when it has lit; b"" where it says nothing. For played pads."""
        prompt = self.commands.get(written.PROMPT)
        if prompt is None or prompt.answer is None:
            return b""
        return self.rx.encode({**self.vars, **prompt.answer.when}, b"")


def fits(when: Mapping[str, int], frame: Frame) -> bool:
    """Whether a frame's numbers are the wanted ones."""
    return all(frame.values.get(name) == number for name, number in when.items())


def load_file(path: Path) -> PadProfile:
    """Read a profile from a file. Raises app.settings.tables.Faulty with all faults, OSError."""
    return load(path.name, path.read_bytes())


def load(name: str, raw: bytes) -> PadProfile:
    """Read a profile. Raises app.settings.tables.Faulty with all faults."""
    document = Document(name, raw)
    sheet = written.read(document)
    document.finish()
    profile = _built(document, sheet, hashlib.sha256(raw).hexdigest())
    document.finish()
    for i, test in enumerate(sheet.whole()[3].selftest):
        _prove(document, profile, i, test)
    document.finish()
    return profile


def _built(document: Document, sheet: Sheet, sha256: str) -> PadProfile:
    head, way, talk, meaning = sheet.whole()
    spec = _spec(way)
    commands = {
        name: _command(document, way, spec, name, rule) for name, rule in talk.commands.items()
    }
    return PadProfile(
        id=head.id,
        name=head.name,
        status=head.status,
        sha256=sha256,
        line=way.line,
        rx=spec,
        vars=MappingProxyType(dict(way.vars)),
        commands=MappingProxyType(commands),
        setup=head.setup,
        when=_numbers(way, talk.press.when),
        key_place=talk.press.place,
        reply=talk.press.reply,
        keys=MappingProxyType({int(text, 0): key for text, key in meaning.keys.items()}),
    )


def _spec(way: Way) -> FrameSpec:
    rx = way.rx
    if rx.kind == "raw_keys":
        return RawKeySpec()
    fields = []
    for text in rx.fields:
        kind, _, rest = text.partition(":")
        const = bytes.fromhex(rest) if kind == "const" else b""
        fields.append(Field(kind, rest if kind == "u8" else "", const))
    return FieldSpec(tuple(fields), rx.len_covers, rx.check, rx.check_over, rx.max_len)


def _numbers(way: Way, when: Mapping[str, int | str]) -> Mapping[str, int]:
    """Conditions with the variables put in."""
    return MappingProxyType(
        {name: way.vars[v[1:]] if isinstance(v, str) else v for name, v in when.items()}
    )


def _command(
    document: Document, way: Way, spec: FrameSpec, name: str, rule: CommandRule
) -> Command:
    pause = max(rule.pause_ms, way.line.write_pause_ms) / 1000
    frame = _hex(document, ("commands", name, "hex"), rule.hex)
    data = _hex(document, ("commands", name, "data"), rule.data)
    lead = _hex(document, ("tx", "lead"), way.tx.lead)
    if not rule.hex:
        try:
            frame = lead + spec.encode({**way.vars, "cmd": rule.cmd}, data)
        except ValueError:
            document.fault(("commands", name, "data"), "wrong_word")
    return Command(frame, pause, _answer(way, rule.answer))


def _answer(way: Way, rule: AnswerRule | None) -> Answer | None:
    if rule is None:
        return None
    return Answer(_numbers(way, rule.when), rule.timeout_ms / 1000, rule.tries)


def _hex(document: Document, path: tuple[str | int, ...], text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        document.fault(path, "not_hex", value=text)
        return b""


def _prove(document: Document, profile: PadProfile, i: int, test: Selftest) -> None:
    """What a vector says must be what the profile makes of it."""
    if test.command:
        command = profile.commands.get(test.command, Command(b""))
        got, meant = command.frame, _hex(document, ("selftest", i, "tx"), test.tx)
        if got != meant:
            facts = {"wanted": meant.hex(" "), "got": got.hex(" ")}
            document.fault(("selftest", i), "selftest", **facts)
        return
    frames = Decoder(profile.rx).feed(_hex(document, ("selftest", i, "rx"), test.rx))
    codes = [code for code in map(profile.key_of, frames) if code is not None]
    said = " ".join(f"press:{profile.keys[code].level}" for code in codes) or "none"
    if said != test.means:
        document.fault(("selftest", i), "selftest", wanted=test.means, got=said)
